//! The words of a page and the phrases among them: what the judge and the rules know of language.
//!
//! A page is read once, in document order. Long texts count by their beginning and end only, so that a brief snapshot and
//! a saved page read alike. Hidden text is not read. Not here: what a phrase weighs.

mod book;
mod class;
#[cfg(test)]
mod compile;
#[cfg(test)]
mod data_tests;
mod form;
mod words;

pub use class::{Class, Classes};

use super::ask_sums::is_shown;
use crate::page::{Attr, NodeId, Page, Tag};
use book::{Book, Word};

/// A text longer than this, in characters, counts by head and tail only; the live eyes elide at the same length.
const LONG: u32 = 400;
/// How much of a long text is read at its head, in characters.
const HEAD: usize = 200;
/// How much of a long text is read at its tail, in characters.
const TAIL: usize = 100;

/// A page read for words and phrases.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    words: Vec<(NodeId, u64)>,
    hits: Vec<Hit>,
}

/// A phrase of the phrasebook, found on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The text node in which it begins, or the element whose attribute holds it.
    pub node: NodeId,
    /// What it is evidence of.
    pub classes: Classes,
    /// Its length in words.
    pub length: u8,
    /// Where it stands in the node's text, in bytes; empty in an attribute.
    span: (u32, u32),
}

impl Reading {
    /// Reads a page. Cost: one pass over its short texts.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let book = Book::shared();
        let mut reader = Reader { book, buffer: String::new(), stems: Vec::new(), words: Vec::new() };
        let mut block_ends: Vec<usize> = Vec::new();
        for id in page.ids() {
            let mut edge = false;
            while block_ends.last().is_some_and(|&end| end <= id.index()) {
                block_ends.pop();
                edge = true;
            }
            let tag = page.tag(id);
            if tag != Tag::Text && (!tag.is_inline() || tag == Tag::Br) {
                block_ends.push(page.end(id));
                edge = true;
            }
            if edge {
                reader.break_off();
            }
            if !is_shown(page, id) {
                continue;
            }
            if tag == Tag::Text {
                reader.read(id, page.text(id), page.counts(id).chars, 0);
            } else {
                reader.read_attributes(page, id, tag);
            }
        }
        reader.finish()
    }

    /// The phrases inside an element, in document order.
    #[must_use]
    pub fn hits(&self, page: &Page, id: NodeId) -> &[Hit] {
        let from = self.hits.partition_point(|it| it.node < id);
        let to = self.hits.partition_point(|it| it.node.index() < page.end(id));
        self.hits.get(from..to).unwrap_or_default()
    }

    /// All phrases of the page, in document order.
    #[must_use]
    pub fn all_hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The hashes of the words inside an element, in document order; 0 marks the edge of a block.
    #[must_use]
    pub fn words(&self, page: &Page, id: NodeId) -> &[(NodeId, u64)] {
        let from = self.words.partition_point(|it| it.0 < id);
        let to = self.words.partition_point(|it| it.0.index() < page.end(id));
        self.words.get(from..to).unwrap_or_default()
    }

    /// The words of a hit as they stand on the page; empty where it is in an attribute.
    #[must_use]
    pub fn quote<'a>(&self, page: &'a Page, hit: &Hit) -> &'a str {
        page.text(hit.node).get(hit.span.0 as usize..hit.span.1 as usize).unwrap_or_default()
    }
}

/// The classes found in a text on its own.
#[must_use]
pub fn classes_of(text: &str) -> Classes {
    let mut reader =
        Reader { book: Book::shared(), buffer: String::new(), stems: Vec::new(), words: Vec::new() };
    reader.read(NodeId(0), text, 0, 0);
    Classes(reader.finish().hits.iter().fold(0, |all, it| all | it.classes.0))
}

struct Reader {
    book: &'static Book<'static>,
    buffer: String,
    stems: Vec<u64>,
    words: Vec<(Word, NodeId, u32, u32)>,
}

impl Reader {
    fn break_off(&mut self) {
        if let Some(&(word, node, ..)) = self.words.last()
            && word != Word::BREAK
        {
            self.words.push((Word::BREAK, node, 0, 0));
        }
    }

    /// Reads a text that stands `offset` bytes into its node.
    fn read(&mut self, node: NodeId, text: &str, chars: u32, offset: usize) {
        if chars > LONG && text.len() > HEAD + TAIL + 8 {
            let head = text.char_indices().nth(HEAD).map_or(text.len(), |it| it.0);
            let tail = text.char_indices().rev().nth(TAIL).map_or(0, |it| it.0);
            if head < tail {
                self.read(node, text.get(..head).unwrap_or_default(), 0, offset);
                self.break_off();
                self.read(node, text.get(tail..).unwrap_or_default(), 0, offset + tail);
                return;
            }
        }
        let Self { book, buffer, stems, words } = self;
        words::for_each(text, buffer, |word, start, end| {
            let word = if word.is_empty() { Word::BREAK } else { book.word(word, stems) };
            words.push((word, node, (offset + start) as u32, (offset + end) as u32));
        });
    }

    /// Reads what controls and boxes say in their attributes.
    fn read_attributes(&mut self, page: &Page, id: NodeId, tag: Tag) {
        let speaks = |name: Attr| match tag {
            Tag::Input => matches!(name, Attr::Placeholder | Attr::Value | Attr::AriaLabel | Attr::Title),
            Tag::Textarea => matches!(name, Attr::Placeholder),
            Tag::Iframe => matches!(name, Attr::Title | Attr::AriaLabel),
            Tag::Button | Tag::Form | Tag::Dialog | Tag::Section | Tag::Aside => name == Attr::AriaLabel,
            Tag::Img => name == Attr::Alt,
            _ => false,
        };
        for (_, value) in page.attrs(id).filter(|it| speaks(it.0) && it.1.len() < LONG as usize) {
            self.break_off();
            let Self { book, buffer, stems, words } = self;
            words::for_each(value, buffer, |word, _, _| words.push((book.word(word, stems), id, 0, 0)));
            self.break_off();
        }
    }

    fn finish(self) -> Reading {
        let mut reading = Reading::default();
        let hashes: Vec<Word> = self.words.iter().map(|it| it.0).collect();
        for (at, &(word, node, start, end)) in self.words.iter().enumerate() {
            reading.words.push((node, word.hash));
            let rest = hashes.get(at..).unwrap_or_default();
            let Some((classes, length)) = self.book.matches(rest, &self.stems) else { continue };
            let last = self.words.iter().skip(at).take(length).take_while(|it| it.1 == node).last();
            let end = last.map_or(end, |it| it.3);
            reading.hits.push(Hit { node, classes, length: length.min(255) as u8, span: (start, end) });
        }
        reading
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Reading, classes_of};
    use crate::page::{Page, Tag};

    #[test]
    fn phrases_are_found_across_inline_elements_and_quoted() {
        let page: Page =
            "body\n  p\n    'Already a '\n    b 'subscriber?'\n  p 'Sign'\n  p 'up'".parse().unwrap();
        let reading = Reading::of(&page);
        let body = page.first(Tag::Body).unwrap();
        let hit = reading.hits(&page, body).iter().find(|it| it.classes.has(Class::Already)).unwrap();
        assert_eq!(hit.length, 3);
        assert_eq!(reading.quote(&page, hit), "Already a", "a quote ends with its text node");
        let joined = reading.hits(&page, body).iter().any(|it| it.classes.has(Class::SignUp));
        assert!(!joined, "two paragraphs are no phrase");
    }

    #[test]
    fn controls_speak_through_their_attributes() {
        let page: Page = "form\n  input placeholder='Your e-mail address'".parse().unwrap();
        let reading = Reading::of(&page);
        assert!(reading.all_hits().iter().any(|it| it.classes.has(Class::Email)));
    }

    #[test]
    fn a_text_alone_can_be_asked() {
        assert!(classes_of("You have 3 free articles left").has(Class::Meter));
    }
}

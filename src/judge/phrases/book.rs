//! The phrasebook: which runs of words are evidence of what, in all languages at once.
//!
//! The data are the files in `phrasebook/` (their form is told in `any.txt`), compiled when Lede is built into the table that
//! [`form`](super::form) describes. Nothing is decided here.

use super::{
    class::Classes,
    form::{BEGINS, GAP, HEAD, ROOT, STEM, begin_bit, place},
    words,
};
use std::sync::OnceLock;

/// A compiled phrasebook.
#[derive(Debug, Default)]
pub struct Book<'a> {
    stem_lengths: u64,
    places: u32,
    begins: &'a [u8],
    sets: &'a [u8],
    ends: &'a [u8],
    prints: &'a [u8],
}

/// A word as the phrasebook compares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Hash of the whole word; 0 where words before and after do not belong together.
    pub hash: u64,
    stems: (u32, u8),
}

impl Word {
    /// The edge of a block or a gap in the text: no phrase runs over it.
    pub const BREAK: Self = Self { hash: 0, stems: (0, 0) };
}

impl Book<'static> {
    /// The phrasebook of all languages. Cost: none, it lies ready.
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Book<'static>> = OnceLock::new();
        SHARED.get_or_init(|| Self::of(include_bytes!(concat!(env!("OUT_DIR"), "/phrasebook.bin"))))
    }
}

impl<'a> Book<'a> {
    /// Takes up a compiled phrasebook; bytes that are none hold no phrase.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Self {
        Self::parse(bytes).unwrap_or_default()
    }

    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (stem_lengths, _) = bytes.split_first_chunk()?;
        let (places, sets) = (number(bytes, 2)?, number(bytes, 3)?);
        let (begins, rest) = bytes.get(HEAD..)?.split_at_checked(8 * BEGINS)?;
        let (sets, rest) = rest.split_at_checked(8 * sets as usize)?;
        let (ends, prints) = rest.split_at_checked(2 * places as usize)?;
        let is_whole = places > 0 && prints.len() == 4 * places as usize;
        is_whole.then_some(Self {
            stem_lengths: u64::from_le_bytes(*stem_lengths),
            places,
            begins,
            sets,
            ends,
            prints,
        })
    }

    /// Prepares a word for [`Book::matches`]; the hashes of its stems go to `stems`.
    pub fn word(&self, word: &str, stems: &mut Vec<u64>) -> Word {
        let first = stems.len() as u32;
        let mut hash = words::SEED;
        for (length, byte) in word.bytes().enumerate() {
            hash = words::step(hash, byte);
            if length < 63 && self.stem_lengths >> (length + 1) & 1 == 1 {
                stems.push(hash);
            }
        }
        Word { hash: hash.max(1), stems: (first, (stems.len() - first as usize).min(255) as u8) }
    }

    /// The phrases that begin at the first word: their classes and the length of the longest, in words.
    #[must_use]
    pub fn matches(&self, words: &[Word], stems: &[u64]) -> Option<(Classes, usize)> {
        let mut found = (Classes::default(), 0);
        self.walk(ROOT, words, stems, 0, &mut found);
        (found.1 > 0).then_some(found)
    }

    fn walk(&self, node: u32, words: &[Word], stems: &[u64], depth: usize, found: &mut (Classes, usize)) {
        let Some((word, rest)) = words.split_first().filter(|it| it.0.hash != 0) else { return };
        let own = stems.get(word.stems.0 as usize..).unwrap_or_default();
        let own = own.get(..usize::from(word.stems.1)).unwrap_or_default();
        let keys = std::iter::once(word.hash).chain(own.iter().map(|it| it ^ STEM));
        let gap = (node != ROOT).then_some(GAP);
        for key in keys.chain(gap) {
            if node == ROOT && !self.may_begin(key) {
                continue;
            }
            let Some(next) = self.follow(node, key) else { continue };
            let classes = self.classes(next);
            if classes != Classes::default() {
                found.0.0 |= classes.0;
                found.1 = found.1.max(depth + 1);
            }
            self.walk(next, rest, stems, depth + 1, found);
        }
    }

    fn may_begin(&self, key: u64) -> bool {
        let (word, bit) = begin_bit(key);
        wide(self.begins, word).is_some_and(|it| it & bit != 0)
    }

    /// The node to which a key leads. The table is never full, so a search ends.
    fn follow(&self, node: u32, key: u64) -> Option<u32> {
        let (mut at, print) = place(node, key, self.places);
        loop {
            match number(self.prints, at as usize)? {
                0 => return None,
                other if other == print => return Some(at + 1),
                _ => at = if at + 1 < self.places { at + 1 } else { 0 },
            }
        }
    }

    fn classes(&self, node: u32) -> Classes {
        let set = (node as usize).checked_sub(1).and_then(|it| self.ends.get(2 * it..)?.first_chunk());
        let classes = set.and_then(|it| wide(self.sets, usize::from(u16::from_le_bytes(*it))));
        Classes(classes.unwrap_or_default())
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(4 * at..)?.first_chunk()?))
}

fn wide(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(8 * at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::{Book, Word};
    use crate::judge::phrases::{
        class::{Class, Classes},
        compile::compile,
        words,
    };

    fn classes(book: &Book<'_>, text: &str) -> Vec<Class> {
        let (mut list, mut stems) = (Vec::new(), Vec::new());
        words::for_each(text, &mut String::new(), |word, _, _| list.push(book.word(word, &mut stems)));
        let mut all = Classes::default();
        for at in 0..list.len() {
            all.0 |= book.matches(&list[at..], &stems).map_or(0, |it| it.0.0);
        }
        all.iter().collect()
    }

    #[test]
    fn phrases_stems_and_gaps() {
        let bytes = compile(["gate: to continue _ reading\nnewsletter: newslet*\ncookie: cookie"]);
        let book = Book::of(&bytes);
        assert_eq!(classes(&book, "Sign in to continue your reading"), [Class::Gate]);
        assert_eq!(classes(&book, "Newsletters!"), [Class::Newsletter]);
        assert_eq!(classes(&book, "cookies to continue"), []);
    }

    #[test]
    fn a_slash_parts_alternatives() {
        let bytes = compile(["support: keep us/me free/going*"]);
        let book = Book::of(&bytes);
        for said in ["keep us free", "Keep me free", "keep us goings"] {
            assert_eq!(classes(&book, said), [Class::Support], "{said}");
        }
        assert_eq!(classes(&book, "keep us"), []);
    }

    #[test]
    fn no_phrase_runs_over_a_break() {
        let bytes = compile(["gate: continue reading"]);
        let book = Book::of(&bytes);
        let mut stems = Vec::new();
        let words = [book.word("continue", &mut stems), Word::BREAK, book.word("reading", &mut stems)];
        assert_eq!(book.matches(&words, &stems), None);
    }

    #[test]
    fn bytes_that_are_no_book_hold_nothing() {
        let whole = compile(["gate: continue reading"]);
        for bytes in [&whole[..0], &whole[..9], &whole[..whole.len() - 1], &[0; 64]] {
            assert_eq!(classes(&Book::of(bytes), "continue reading"), []);
        }
    }

    #[test]
    fn the_shipped_book_is_that_of_the_files() {
        assert_eq!(classes(Book::shared(), "You have 3 free articles left"), [Class::Meter, Class::You]);
    }
}

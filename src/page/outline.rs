//! A page as indented text, for tests and for reading what a page is like.
//!
//! ```text
//! body lang=en
//!   div #gate .wall.dark fixed 0,0,1280,720
//!     p 'Subscribe to continue reading'
//!     input type=email
//!   'a text of its own'
//! ```
//! One node a line: a name (or a quoted text), then `#id`, `.class.class`, `name=value` (quoted where it has spaces), `name`
//! alone for an empty attribute, `fixed|sticky|absolute|top x,y,w,h` for a pinned box in CSS px, and at last a quoted text as the only child.
//! A first line `viewport w,h` gives the window. The form is for people: no escapes, no entities.

use super::{Attr, Builder, Counts, Flags, NodeId, Page, Pinned, Position, Viewport};
use std::{fmt, str::FromStr};

/// Why an outline was refused, with its line, 1 for the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutlineError {
    /// The line is indented under nothing.
    Indent(usize),
    /// A quote is not closed, or a word is not understood.
    Word(usize, String),
}

impl fmt::Display for OutlineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Indent(line) => write!(f, "line {line}: indented under nothing"),
            Self::Word(line, word) => write!(f, "line {line}: {word} is not understood"),
        }
    }
}

impl std::error::Error for OutlineError {}

impl FromStr for Page {
    type Err = OutlineError;

    /// Reads an outline; the root element `html` is added around it.
    fn from_str(outline: &str) -> Result<Self, OutlineError> {
        let mut builder = Builder::new("");
        let mut layout = (Viewport::default(), Vec::new());
        let mut open: Vec<(usize, NodeId)> = Vec::new();
        let root = builder.element(None, "html").unwrap_or(NodeId(0));
        for (at, line) in outline.lines().enumerate().map(|(at, line)| (at + 1, line)) {
            let indent = line.len() - line.trim_start().len();
            let words = words(line.trim(), at)?;
            let Some((first, rest)) = words.split_first() else { continue };
            if first == "viewport" {
                let [width, height] = numbers(rest.first().map_or("", String::as_str), at)?;
                layout.0 = Viewport { width, height, document_height: height, ..Viewport::default() };
                continue;
            }
            while open.last().is_some_and(|&(before, _)| indent <= before) {
                open.pop();
            }
            let parent = open.last().map_or(root, |&(_, id)| id);
            if let Some(text) = quoted(first) {
                builder.text(parent, text, Counts::of(text)).ok_or(OutlineError::Indent(at))?;
                continue;
            }
            let id = builder.element(Some(parent), first).ok_or(OutlineError::Indent(at))?;
            open.push((indent, id));
            read_words(&mut builder, &mut layout.1, id, rest, at)?;
        }
        builder.layout(layout.0, layout.1, Vec::new());
        Ok(builder.finish())
    }
}

fn read_words(
    builder: &mut Builder,
    pinned: &mut Vec<Pinned>,
    id: NodeId,
    words: &[String],
    at: usize,
) -> Result<(), OutlineError> {
    let mut words = words.iter();
    let mut classes: Vec<&str> = Vec::new();
    let mut texts: Vec<&str> = Vec::new();
    while let Some(word) = words.next() {
        if let Some(text) = quoted(word) {
            texts.push(text);
        } else if let Some(name) = word.strip_prefix('#') {
            builder.attribute("id", name);
        } else if let Some(names) = word.strip_prefix('.') {
            classes.extend(names.split('.'));
        } else if let Some(position) = position(word) {
            let [x, y, width, height] = numbers(words.next().map_or("", String::as_str), at)?;
            pinned.push(Pinned {
                node: id,
                x,
                y,
                width,
                height,
                position,
                z_index: 1000,
                is_backdrop: false,
                opened_by_user: false,
                covers_centre: false,
                has_frame: false,
            });
        } else if word == "opened" {
            builder.flags(Flags::OPENED_BY_USER);
        } else if word == "was-over" {
            builder.flags(Flags::HIDDEN_OVER);
        } else {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            if Attr::of(name) == Attr::Other {
                return Err(OutlineError::Word(at, word.clone()));
            }
            builder.attribute(name, quoted(value).unwrap_or(value));
        }
    }
    if !classes.is_empty() {
        builder.attribute("class", &classes.join(" "));
    }
    for text in texts {
        builder.text(id, text, Counts::of(text)).ok_or(OutlineError::Indent(at))?;
    }
    Ok(())
}

fn position(word: &str) -> Option<Position> {
    Some(match word {
        "fixed" => Position::Fixed,
        "sticky" => Position::Sticky,
        "absolute" => Position::Absolute,
        "top" => Position::TopLayer,
        _ => return None,
    })
}

/// Parts a line at spaces that are not inside quotes; quotes stay on the word.
fn words(line: &str, at: usize) -> Result<Vec<String>, OutlineError> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for c in line.chars() {
        let opens = quote.is_none() && (c == '\'' || c == '"') && (word.is_empty() || word.ends_with('='));
        if opens {
            quote = Some(c);
        } else if quote == Some(c) {
            quote = None;
        } else if quote.is_none() && c == ' ' {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            continue;
        }
        word.push(c);
    }
    if quote.is_some() {
        return Err(OutlineError::Word(at, word));
    }
    if !word.is_empty() {
        words.push(word);
    }
    Ok(words)
}

fn quoted(word: &str) -> Option<&str> {
    ['\'', '"'].into_iter().find_map(|quote| word.strip_prefix(quote)?.strip_suffix(quote))
}

fn numbers<const N: usize>(word: &str, at: usize) -> Result<[i32; N], OutlineError> {
    let mut numbers = [0; N];
    let mut parts = word.split(',');
    for number in &mut numbers {
        let Some(part) = parts.next().filter(|part| !part.is_empty()) else { break };
        *number = part.parse().map_err(|_| OutlineError::Word(at, word.to_owned()))?;
    }
    if word.is_empty() { Err(OutlineError::Word(at, "a box".to_owned())) } else { Ok(numbers) }
}

#[cfg(test)]
mod tests {
    use super::OutlineError;
    use crate::page::{Attr, Page, Tag};

    #[test]
    fn an_outline_is_a_page() {
        let page: Page = "viewport 1280,720\nbody lang=en\n  div #gate .wall.dark fixed 0,0,1280,720\n    p \"Don't go\"\n    input type=email placeholder='your e-mail'".parse().unwrap();
        let gate = page.first(Tag::Div).unwrap();
        assert_eq!(page.attr(gate, Attr::Class), Some("wall dark"));
        assert!((page.pinned(gate).unwrap().cover(page.viewport()) - 1.0).abs() < 1e-6);
        assert_eq!(page.attr(page.first(Tag::Input).unwrap(), Attr::Placeholder), Some("your e-mail"));
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(
            "p\np nonsense=1".parse::<Page>().unwrap_err(),
            OutlineError::Word(2, "nonsense=1".to_owned())
        );
        assert!("p 'open".parse::<Page>().is_err());
    }
}

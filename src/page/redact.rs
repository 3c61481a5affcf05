//! Takes out of a snapshot what is private: what was typed, query strings and fragments of addresses, e-mail addresses, long
//! runs of digits.
//!
//! Letters become `x` and digits `0`, so that lengths, and with them verdicts, stay what they were; queries and fragments
//! are cut. The page's own words stay: a report of a misjudged ask is of no use without them. Works on the wire form, so that
//! what is saved is what a core can read. Not here: what else a report has (`report`).

use super::{
    Attr, NodeId, Page, Tag,
    snapshot::{self, HEADER, SnapshotError},
};
use std::collections::HashMap;

/// So many digits in a row are a number of somebody: a telephone, an account, a session. Years and prices are shorter.
const LONG_DIGITS: usize = 6;

/// Where the numbers of strings stand in the records of a snapshot: words of a record, and which of them name strings.
const URL_AT: usize = 13;
const NODE: (usize, usize) = (3, 1);
const TEXT: (usize, usize) = (5, 1);
const ATTRIBUTE: (usize, usize) = (3, 2);

/// The snapshot without what is private. Refuses what the core would not read. Cost: linear in its size.
pub fn redact(numbers: &[u32], text: &str) -> Result<(Vec<u32>, Vec<String>), SnapshotError> {
    let page = snapshot::parse(numbers, text)?;
    let strings: Vec<&str> = text.split('\0').collect();
    let mut out = numbers.to_vec();
    let mut kept = Strings::default();
    let count = |at: usize| numbers.get(at).copied().unwrap_or(0) as usize;
    let string = |at: u32| strings.get(at as usize).copied().unwrap_or_default();

    let mut start = HEADER;
    for ((size, place), records) in [(NODE, count(3)), (TEXT, count(4)), (ATTRIBUTE, count(5))] {
        let section = out.get_mut(start..start + size * records).unwrap_or_default();
        for record in section.chunks_exact_mut(size) {
            let (first, name) = (record.first().copied().unwrap_or(0), record.get(1).copied().unwrap_or(0));
            let Some(word) = record.get_mut(place) else { continue };
            let before = string(*word);
            *word = match size {
                _ if (size, place) == NODE => kept.number(before.to_owned()),
                _ if (size, place) == TEXT && is_typed(&page, NodeId(first)) => kept.number(masked(before)),
                _ if (size, place) == TEXT => kept.number(cleaned(before)),
                _ => kept.number(attribute(&page, NodeId(first), Attr::of(string(name)), before)),
            };
            if (size, place) == ATTRIBUTE
                && let Some(word) = record.get_mut(1)
            {
                *word = kept.number(string(*word).to_owned());
            }
        }
        start += size * records;
    }
    if let Some(url) = out.get_mut(URL_AT) {
        *url = kept.number(cut(string(*url)).to_owned());
    }
    Ok((out, kept.all))
}

/// Strings by their new numbers.
#[derive(Default)]
struct Strings {
    all: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Strings {
    fn number(&mut self, text: String) -> u32 {
        let next = self.all.len() as u32;
        *self.numbers.entry(text).or_insert_with_key(|text| {
            self.all.push(text.clone());
            next
        })
    }
}

/// Whether the text stands where people type.
fn is_typed(page: &Page, text: NodeId) -> bool {
    page.ancestors(text).any(|it| {
        page.tag(it) == Tag::Textarea
            || page.attr(it, Attr::Contenteditable).is_some_and(|it| it != "false")
            || matches!(page.attr(it, Attr::Role), Some("textbox" | "searchbox"))
    })
}

fn attribute(page: &Page, node: NodeId, name: Attr, value: &str) -> String {
    let is_button = matches!(page.attr(node, Attr::Type), Some("submit" | "button"));
    match name {
        Attr::Value if !is_button => masked(value),
        Attr::Href
        | Attr::Src
        | Attr::Action
        | Attr::Cite
        | Attr::Poster
        | Attr::DataSrc
        | Attr::DataLazySrc
        | Attr::DataOriginal => cleaned(cut(value)),
        Attr::Srcset | Attr::DataSrcset => cleaned(
            &value
                .split(' ')
                .map(|it| if it.contains('/') { cut(it) } else { it })
                .collect::<Vec<_>>()
                .join(" "),
        ),
        _ => cleaned(value),
    }
}

/// An address without its query and fragment; a bare `#` tells that it leads within the page. Data in an address is cut.
fn cut(address: &str) -> &str {
    match address.find(['?', '#']) {
        Some(0) => address.get(..1).unwrap_or_default(),
        _ if address.starts_with("data:") => "data:",
        Some(at) => address.get(..at).unwrap_or_default(),
        None => address,
    }
}

/// A text with the queries of its addresses cut, and its e-mail addresses and long numbers masked.
fn cleaned(text: &str) -> String {
    let without_queries = if text.contains("://") { addresses_cut(text) } else { text.to_owned() };
    if without_queries.contains('@')
        || without_queries.bytes().filter(u8::is_ascii_digit).count() >= LONG_DIGITS
    {
        return people_masked(&without_queries);
    }
    without_queries
}

fn addresses_cut(text: &str) -> String {
    let is_end = |it: char| it.is_whitespace() || matches!(it, '"' | '\'' | '<' | '>' | '\\' | ')' | '}');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, address) = rest.split_at(at + 3);
        let (address, after) = address.split_at(address.find(is_end).unwrap_or(address.len()));
        out.push_str(before);
        out.push_str(cut(address));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Masks each word with an `@` inside it, and each long run of digits.
fn people_masked(text: &str) -> String {
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '@' | '.' | '_' | '+' | '-' | '%');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.find(|it| !is_part(it)).unwrap_or(rest.len()));
        let is_address = word.trim_matches('@').contains('@');
        out.push_str(&if is_address { masked(word) } else { long_digits_masked(word) });
        let next = after.find(is_part).unwrap_or(after.len());
        out.push_str(after.get(..next).unwrap_or_default());
        rest = after.get(next..).unwrap_or_default();
    }
    out
}

/// Digits count as one run across single dots, dashes and spaces of a word, as telephone numbers are written.
fn long_digits_masked(word: &str) -> String {
    if word.bytes().filter(u8::is_ascii_digit).count() < LONG_DIGITS {
        return word.to_owned();
    }
    word.chars().map(|it| if it.is_ascii_digit() { '0' } else { it }).collect()
}

fn masked(text: &str) -> String {
    text.chars()
        .map(|it| match it {
            _ if it.is_numeric() => '0',
            _ if it.is_alphabetic() => 'x',
            _ => it,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{cleaned, cut, redact};
    use crate::page::{
        Attr, NodeId,
        snapshot::{self, MAGIC, VERSION},
    };

    #[test]
    fn addresses_lose_queries_and_fragments() {
        assert_eq!(cut("/story?id=7#top"), "/story");
        assert_eq!(
            (cut("#comments"), cut("?page=2"), cut("data:image/png;base64,AAAA")),
            ("#", "?", "data:")
        );
        assert_eq!(
            cleaned(r#"{"url":"https://news.example/a?s=1","b":"https://news.example/b#c"}"#),
            r#"{"url":"https://news.example/a","b":"https://news.example/b"}"#
        );
    }

    #[test]
    fn people_are_masked_and_words_stay() {
        assert_eq!(
            cleaned("Write to jane.roe@mail.example, or call 0301234567."),
            "Write to xxxx.xxx@xxxx.xxxxxxx, or call 0000000000."
        );
        assert_eq!(
            cleaned("From 1998 to 2026 for 4.99 a month, @lantern"),
            "From 1998 to 2026 for 4.99 a month, @lantern"
        );
    }

    /// html > textarea > "my secret plan", and a link with a query.
    #[test]
    fn what_was_typed_is_left_out_and_the_rest_parses() {
        let strings = "\0html\0textarea\0#text\0my secret plan 42\0a\0href\0/read?user=jane\0https://news.example/?q=me#x\0Read on\0value\0typed";
        let mut numbers = vec![MAGIC, VERSION, 0, 5, 2, 2, 0, 0, 800, 600, 0, 0, 600, 8, 0, 0];
        numbers.extend([0, 1, 0, 1, 2, 0, 2, 3, 0, 1, 5, 0, 4, 3, 0]);
        numbers.extend([2, 4, 17, 4, 0, 4, 9, 7, 2, 0]);
        numbers.extend([1, 10, 11, 3, 6, 7]);
        let (numbers, strings) = redact(&numbers, strings).unwrap();
        let page = snapshot::parse(&numbers, &strings.join("\0")).unwrap();
        assert_eq!(page.url(), "https://news.example/");
        assert_eq!(page.text(NodeId(2)), "xx xxxxxx xxxx 00");
        assert_eq!(page.text(NodeId(4)), "Read on");
        assert_eq!(page.attr(NodeId(3), Attr::Href), Some("/read"));
        assert_eq!(page.attr(NodeId(1), Attr::Value), Some("xxxxx"));
        let all = strings.join(" ");
        assert!(!["secret", "jane", "user=", "q=me"].iter().any(|it| all.contains(it)), "{all}");
    }
}

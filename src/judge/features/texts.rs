//! What a block's own words look like: how they begin and end, digits and capitals, prices, and the trained words' odds.
//!
//! Only the first and last words are read, since a brief page has no more of a long text. Language-free apart from the
//! trained words.

use crate::judge::blocks::{self, Block};
use crate::judge::tokens::{self, Hash, Packed, UNIT, Words};
use crate::page::{NodeId, Page};

/// Characters read at the start of a block's texts for digits, capitals and symbols.
const READ: usize = 120;

/// Words that identify a text, with its word count; fewer than [`tokens::first_words`] reads.
const SAME_WORDS: usize = 10;

/// Facts of one block's text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// What the first character is; see [`kind_of`].
    pub start: u8,
    /// What the last character is; see [`kind_of`].
    pub end: u8,
    /// Digits among the characters read.
    pub digits: u32,
    /// Capital letters among the characters read.
    pub capitals: u32,
    /// Characters read that are not white space.
    pub read: u32,
    /// A currency sign before or after a digit.
    pub price: bool,
    /// A sign of boilerplate lines: `©`, `|`, `»`, `›`, `•`, `·`, `@`.
    pub symbol: bool,
    /// A clock time or a number of the form 1999-2039.
    pub year_or_time: bool,
    /// Log-odds of its words, from the trained table.
    pub words: f32,
    /// The same for equal texts.
    pub same: u32,
    /// Hash of the first three words: what a description begins with.
    pub opening: u32,
}

/// What [`look`] reads into, kept from block to block.
#[derive(Debug, Default)]
pub struct Read {
    words: Vec<Hash>,
    slots: Vec<usize>,
}

/// Looks at a block's text. Cost: its first 120 characters and its first and last words.
#[must_use]
pub fn look(page: &Page, block: &Block, table: Packed<'_>, read: &mut Read) -> Look {
    let mut it = Look::default();
    let mut digits_run = Run::default();
    let (mut after_currency, mut after_digit) = (false, false);
    'read: for id in blocks::texts(page, block) {
        for c in page.text(id).chars() {
            if c.is_whitespace() {
                digits_run.end(&mut it);
                continue;
            }
            if it.read == 0 {
                it.start = kind_of(c);
            }
            if it.read as usize == READ {
                break 'read;
            }
            it.read += 1;
            let digit = c.is_ascii_digit();
            let currency = matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₺' | '₴' | '₩');
            it.price |= (digit && after_currency) || (currency && after_digit);
            it.symbol |= matches!(c, '©' | '|' | '»' | '›' | '•' | '·' | '@');
            it.digits += u32::from(digit);
            it.capitals += u32::from(c.is_uppercase());
            digits_run.push(c, &mut it);
            (after_currency, after_digit) = (currency, digit);
        }
        digits_run.end(&mut it);
    }
    digits_run.end(&mut it);
    it.end = page.text(block.last).chars().rev().find(|c| !c.is_whitespace()).map_or(0, kind_of);
    tokens::first_words(page, block, &mut read.words);
    tokens::word_slots_after(page, block, &read.words, &mut read.slots);
    it.words = read.slots.iter().map(|&slot| table.weight(slot)).sum::<i32>() as f32 / UNIT;
    let mut hash = Hash::of('s');
    for (at, word) in read.words.iter().copied().take(SAME_WORDS).enumerate() {
        hash = hash.and(word);
        if at == 2 {
            it.opening = hash.0;
        }
    }
    it.same = Hash(block.words).and(hash).0;
    it
}

/// The hashes of the block's words as far as the page has them.
pub fn block_words<'a>(page: &'a Page, block: &Block) -> impl Iterator<Item = Hash> + use<'a> {
    blocks::texts(page, block).flat_map(move |id: NodeId| Words::of(page.text(id)))
}

/// 1 small letter, 2 capital, 3 letter without case, 4 digit, 5 sentence end, 6 comma or colon, 7 opening sign, 8 other, 9 ellipsis.
#[must_use]
pub fn kind_of(c: char) -> u8 {
    match c {
        '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '।' => 5,
        ',' | ':' | ';' | '،' | '、' | '：' => 6,
        '"' | '“' | '„' | '«' | '(' | '\'' | '‘' | '”' | ')' | '»' | '’' => 7,
        '…' => 9,
        c if c.is_lowercase() => 1,
        c if c.is_uppercase() => 2,
        c if c.is_alphabetic() => 3,
        c if c.is_numeric() => 4,
        _ => 8,
    }
}

/// A run of digits, for years and clock times.
#[derive(Default)]
struct Run {
    digits: u32,
    value: u32,
    colon: bool,
}

impl Run {
    fn push(&mut self, c: char, look: &mut Look) {
        if let Some(digit) = c.to_digit(10) {
            self.digits += 1;
            self.value = self.value.saturating_mul(10).saturating_add(digit);
            look.year_or_time |= self.colon && self.digits == 2;
        } else {
            let colon = c == ':' && (1..=2).contains(&self.digits);
            self.end(look);
            self.colon = colon;
        }
    }

    fn end(&mut self, look: &mut Look) {
        look.year_or_time |= self.digits == 4 && (1999..2040).contains(&self.value);
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, Read, look};
    use crate::judge::{blocks::Blocks, tokens::Packed};
    use crate::page::saved;

    fn first(html: &str) -> Look {
        let page = saved::parse(html, "");
        look(&page, &Blocks::of(&page).list()[0], Packed::default(), &mut Read::default())
    }

    #[test]
    fn prices_and_dates_are_seen() {
        assert!(first("<p>From $12.99").price);
        assert!(first("<p>12 €").price || first("<p>12€").price);
        assert!(first("<p>March 3, 2021").year_or_time);
        assert!(first("<p>at 10:45").year_or_time);
        assert!(!first("<p>Route 66").year_or_time);
    }

    #[test]
    fn beginnings_and_ends_are_told_apart() {
        let it = first("<p>Once upon a time.");
        assert_eq!((it.start, it.end), (2, 5));
    }

    #[test]
    fn equal_texts_are_the_same() {
        assert_eq!(first("<p>Read More").same, first("<div>read <b>more</b>").same);
        assert_ne!(first("<p>Read more").same, first("<p>Read less").same);
    }
}

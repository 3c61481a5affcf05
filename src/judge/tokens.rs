//! Names and words as evidence: hashed into slots of a fixed size, so that a trained table stays small in any language.
//!
//! Two sparse linear models share this file: one over the tag, class, id, role and item names of a block's element and
//! its ancestors, one over the first and last words of a block. Their sums are numbers for the feature pass, not
//! verdicts. Not here: the tables' values (`model`), how they are fitted (`xtask/train`).

use super::blocks::{self, Block};
use crate::page::{Attr, NodeId, Page, is_unspaced};

/// Slots of a table of bytes; a power of two.
pub const SLOTS: usize = 1 << 13;

/// Slots of the packed table of names; a power of two. At 32,768 the names that recur across sites seldom share a slot;
/// at 8,192 they did, and word F1 of the names alone fell by half a point.
pub const NAME_SLOTS: usize = 1 << 15;

/// Slots of the packed table of words; a power of two. Words carry less, so their table is smaller.
pub const WORD_SLOTS: usize = 1 << 14;

/// Weights are counted in sixteenths.
pub const UNIT: f32 = 16.0;

/// The weights that a slot can have, in [`UNIT`]ths: half a byte a slot, finer near zero, where most weights are.
pub const LEVELS: [i32; 16] = [-40, -28, -20, -14, -9, -5, -2, 0, 2, 5, 9, 14, 20, 28, 40, 56];

/// Words read at the start of a block; a brief page carries at least so many.
const FIRST_WORDS: usize = 12;

/// Words read at the end of a block; a brief page carries at least so many.
const LAST_WORDS: usize = 6;

/// A block up to this many words also counts as one token: "leave a comment", "read more".
const WHOLE_WORDS: usize = 5;

/// Names read of one element; generated class lists run to hundreds.
const MAX_NAMES: usize = 16;

/// How far above the block an element stands: names mean other things nearby than far away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// An inline element around the block's first text.
    Inline = 0,
    /// The block's element.
    Own = 1,
    /// Its parent.
    Parent = 2,
    /// Two or three levels up.
    Near = 3,
    /// Four to six levels up.
    Middle = 4,
    /// Further up.
    Far = 5,
}

impl Level {
    /// The level of an element `steps` above the block's own.
    #[must_use]
    pub const fn above(steps: usize) -> Self {
        match steps {
            0 => Self::Own,
            1 => Self::Parent,
            2 | 3 => Self::Near,
            4..=6 => Self::Middle,
            _ => Self::Far,
        }
    }
}

/// A trained table of [`SLOTS`]: one byte a slot, read as a signed number of [`UNIT`]ths.
#[derive(Debug, Clone, Copy, Default)]
pub struct Table<'a>(pub &'a [u8]);

impl Table<'_> {
    /// The weight in a slot; of a slot of a larger table, the one that it folds into.
    #[must_use]
    pub fn weight(&self, slot: usize) -> i32 {
        self.0.get(slot & (SLOTS - 1)).map_or(0, |&byte| i32::from(byte as i8))
    }
}

/// A trained table of a power of two: half a byte a slot, the lower half first, as an index of [`LEVELS`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Packed<'a>(pub &'a [u8]);

impl Packed<'_> {
    /// The weight in a slot, in [`UNIT`]ths; 0 for a slot that does not exist.
    #[must_use]
    pub fn weight(&self, slot: usize) -> i32 {
        let level = self.0.get(slot / 2).map(|&byte| usize::from(byte >> (slot % 2 * 4) & 15));
        level.and_then(|it| LEVELS.get(it)).copied().unwrap_or(0)
    }
}

/// The slot of a name's hash at a level.
#[must_use]
pub const fn name_slot(hash: u32, level: Level) -> usize {
    mixed(hash, level as u32) & (NAME_SLOTS - 1)
}

/// The slot of a word's hash in a group: words of short blocks, first and last words of long ones, whole short texts.
const fn word_slot(hash: Hash, group: u32) -> usize {
    mixed(hash.0, group) & (WORD_SLOTS - 1)
}

/// Visits the hash of each distinct name of an element, at most [`MAX_NAMES`].
///
/// A class such as `postContent-2` gives `post`, `content` and `postcontent`; digits never count.
pub fn names(page: &Page, id: NodeId, seen: &mut Vec<u32>) {
    seen.clear();
    push(seen, Hash::of('<').text(page.name(id)));
    for (attr, value) in page.attrs(id) {
        match attr {
            Attr::Class | Attr::Id | Attr::DataTestid | Attr::DataComponent | Attr::DataModule => {
                for name in value.split_ascii_whitespace() {
                    push_name(seen, name);
                }
            }
            Attr::Role => push(seen, Hash::of('r').text(value)),
            Attr::Itemprop => push(seen, Hash::of('i').text(value)),
            Attr::Itemtype => push(seen, Hash::of('t').text(value.rsplit('/').next().unwrap_or(value))),
            _ => {}
        }
    }
}

fn push(seen: &mut Vec<u32>, hash: Hash) {
    if seen.len() < MAX_NAMES && !seen.contains(&hash.0) {
        seen.push(hash.0);
    }
}

/// Splits a name at everything that is no letter, and where a capital follows a small letter.
fn push_name(seen: &mut Vec<u32>, name: &str) {
    let (mut whole, mut part) = (Hash::of('.'), Hash::of('.'));
    let (mut length, mut parts, mut after_small) = (0_usize, 0_usize, false);
    for c in name.chars() {
        let starts_part = after_small && c.is_ascii_uppercase();
        if starts_part || !c.is_alphabetic() {
            if length > 1 {
                push(seen, part);
                parts += 1;
            }
            (part, length) = (Hash::of('.'), 0);
        }
        after_small = c.is_lowercase();
        if c.is_alphabetic() {
            let small = c.to_ascii_lowercase();
            part = part.char(small);
            whole = whole.char(small);
            length += 1;
        }
    }
    if length > 1 {
        push(seen, part);
    }
    if parts > 0 {
        push(seen, whole);
    }
}

/// Visits the slots of a block's first and last words; words of short blocks have slots of their own.
pub fn word_slots(page: &Page, block: &Block, slots: &mut Vec<usize>) {
    let mut first = Vec::with_capacity(FIRST_WORDS);
    first_words(page, block, &mut first);
    word_slots_after(page, block, &first, slots);
}

/// Reads the first words of a block that slots are made of.
pub fn first_words(page: &Page, block: &Block, words: &mut Vec<Hash>) {
    words.clear();
    words.extend(blocks::texts(page, block).flat_map(|id| Words::of(page.text(id))).take(FIRST_WORDS));
}

/// Visits the slots as [`word_slots`] does, where the first words are already read.
pub fn word_slots_after(page: &Page, block: &Block, first: &[Hash], slots: &mut Vec<usize>) {
    slots.clear();
    let short = block.words as usize <= FIRST_WORDS;
    slots.extend(first.iter().map(|&word| word_slot(word, if short { 8 } else { 9 })));
    if short {
        if first.len() <= WHOLE_WORDS {
            slots.push(word_slot(first.iter().copied().fold(Hash::of('='), Hash::and), 10));
        }
        return;
    }
    // The tail of the last text alone: where a paragraph ends in a link, that link is its end.
    let tail = page.text(block.last);
    let start = tail.char_indices().rev().nth(90).map_or(0, |it| it.0);
    let words: Vec<Hash> = Words::of(tail.get(start..).unwrap_or_default()).collect();
    let skipped = words.len().saturating_sub(LAST_WORDS);
    slots.extend(words.iter().skip(skipped).map(|word| word_slot(*word, 11)));
}

/// FNV-1a over characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hash(pub u32);

impl Hash {
    /// An empty hash of a namespace.
    #[must_use]
    pub const fn of(space: char) -> Self {
        Self(0x811c_9dc5).char(space)
    }

    /// With one character more.
    #[must_use]
    pub const fn char(self, c: char) -> Self {
        Self((self.0 ^ c as u32).wrapping_mul(0x0100_0193))
    }

    /// With another hash after it.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self((self.0.rotate_left(5) ^ other.0).wrapping_mul(0x9e37_79b1))
    }

    /// With a text's ASCII letters in lower case.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        text.chars().fold(self, |hash, c| hash.char(c.to_ascii_lowercase()))
    }
}

/// The hashes of a text's words: runs of letters and digits in lower case; each character of a script without spaces.
pub struct Words<'a> {
    rest: std::str::Chars<'a>,
    pending: Option<Hash>,
}

impl<'a> Words<'a> {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        Self { rest: text.chars(), pending: None }
    }
}

impl Iterator for Words<'_> {
    type Item = Hash;

    fn next(&mut self) -> Option<Hash> {
        if let Some(word) = self.pending.take() {
            return Some(word);
        }
        let mut word: Option<Hash> = None;
        for c in self.rest.by_ref() {
            if c.is_ascii() {
                if c.is_ascii_alphanumeric() {
                    // Prices and dates are alike whatever their digits.
                    let c = if c.is_ascii_digit() { '0' } else { c.to_ascii_lowercase() };
                    word = Some(word.unwrap_or(Hash::of('w')).char(c));
                } else if word.is_some() && c != '\'' {
                    return word;
                }
                continue;
            }
            if is_unspaced(c) {
                let single = Hash::of('w').char(c);
                if word.is_some() {
                    self.pending = Some(single);
                    return word;
                }
                return Some(single);
            }
            if c.is_alphanumeric() {
                word = Some(c.to_lowercase().fold(word.unwrap_or(Hash::of('w')), Hash::char));
            } else if word.is_some() && c != '’' {
                return word;
            }
        }
        word
    }
}

/// A hash in a group, spread over all bits.
const fn mixed(hash: u32, group: u32) -> usize {
    let mut x = hash ^ group.wrapping_mul(0x85eb_ca6b);
    x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    (x ^ (x >> 16)) as usize
}

#[cfg(test)]
mod tests {
    use super::{Hash, Packed, Words, names};
    use crate::page::{Page, Tag};

    #[test]
    fn class_names_fall_into_parts() {
        let page: Page = "div .postContent-2".parse().unwrap();
        let id = page.first(Tag::Div).unwrap();
        let mut seen = Vec::new();
        names(&page, id, &mut seen);
        let expected = ["post", "content", "postcontent"].map(|it| Hash::of('.').text(it).0);
        assert!(expected.iter().all(|it| seen.contains(it)), "{seen:?}");
        assert_eq!(seen.len(), 4, "and the tag");
    }

    #[test]
    fn a_table_is_read_by_half_bytes() {
        let table = Packed(&[0x87, 0x0f]);
        assert_eq!([0, 1, 2, 3].map(|slot| table.weight(slot)), [0, 2, 56, -40]);
        assert_eq!(Packed::default().weight(0), 0);
    }

    #[test]
    fn words_are_letters_and_digits() {
        let count = |text| Words::of(text).count();
        assert_eq!(count("Don't stop: 3 €"), 3);
        assert_eq!(count("日本語"), 3);
        assert_eq!(Words::of("READ").next(), Words::of("read").next());
        assert_eq!(Words::of("$12.99").next(), Words::of("$45.99").next());
    }
}

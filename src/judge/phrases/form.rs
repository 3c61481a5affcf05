//! The form of the compiled phrasebook: a trie over word hashes in one open-addressed table, so that nothing is built at start.
//!
//! A node is the place in the table to which its edge hashes, so no node's number need be kept: parents are placed before their
//! children. All numbers are little-endian. The build script writes this form (`compile`), [`Book`](super::book::Book) reads it.
//! It names nothing but `std`.
//!
//! | bytes | what |
//! | --- | --- |
//! | 8 | bit n: some stem is n bytes long |
//! | 4, 4 | places in the table; sets of classes |
//! | 8 × [`BEGINS`] | a bit for some of each first word's key: most words of a page begin no phrase, and one look here tells |
//! | 8 × sets | the sets of classes; the first is empty |
//! | 2 × places | which set of classes ends there |
//! | 4 × places | the print of the edge that leads there; 0 where the place is free |

/// Bytes before the first array.
pub const HEAD: usize = 16;
/// Words of the bits that tell first words: 16 KB, of which the book sets about a tenth.
pub const BEGINS: usize = 2048;
/// Told apart from whole words by flipping these bits.
pub const STEM: u64 = 0x5bd1_e995_0000_0001;
/// Any one word.
pub const GAP: u64 = 0x2545_f491_4f6c_dd1d;
/// The node at which every phrase begins; the node at place n of the table is n + 1.
pub const ROOT: u32 = 0;

/// The word of the bits for first words, and the bit in it, that a key has.
#[must_use]
pub const fn begin_bit(key: u64) -> (usize, u64) {
    let mixed = key ^ key >> 32;
    ((mixed >> 6) as usize % BEGINS, 1 << (mixed & 63))
}

/// Where the search for an edge begins in a table of so many places, and the edge's print, which is never 0.
#[must_use]
pub const fn place(node: u32, key: u64, places: u32) -> (u32, u32) {
    let edge = key.wrapping_add((node as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mixed = (edge ^ edge >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let print = (mixed ^ mixed >> 32) as u32;
    ((((mixed >> 32) * places as u64) >> 32) as u32, if print == 0 { 1 } else { print })
}

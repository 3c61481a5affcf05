//! The ask head: which elements might be asks, and how likely each one is.
//!
//! A candidate is an element with little text and some word, field or name that asks carry. Nested candidates are judged
//! each on its own; which of them goes, and whether anything goes at all, is for `nags` to decide.

use super::{
    ask_features::{Facts, WIDTH},
    ask_second::{self, Alike},
    ask_sums::Counted,
    phrases::{Class, Classes},
    tokens::{self, Level, SLOTS, Table, UNIT},
    trees::{Trees, probability},
};
use crate::page::{Attr, NodeId, Page, Tag};
use std::sync::OnceLock;

/// The trained constants of the head.
#[derive(Debug, Clone, Default)]
pub struct Model<'a> {
    /// Weights of hashed words and pairs of words.
    pub words: Table<'a>,
    /// Weights of hashed names of the element, what is around it and what is inside.
    pub names: Table<'a>,
    /// Trees over the rows.
    pub trees: Trees<'a>,
    /// Trees over what those said of the page's other candidates; both count alike.
    pub second: Trees<'a>,
}

impl Model<'static> {
    /// The constants that ship, unpacked on first use.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static UNPACKED: OnceLock<Model<'static>> = OnceLock::new();
        UNPACKED.get_or_init(|| Self::from_bytes(include_bytes!("model/ask.bin")))
    }
}

impl<'a> Model<'a> {
    /// Reads what [`Model::to_bytes`] wrote; what is missing counts as zero.
    #[must_use]
    pub fn from_bytes(bytes: &'a [u8]) -> Self {
        let (words, rest) = bytes.split_at_checked(SLOTS).unwrap_or_default();
        let (names, rest) = rest.split_at_checked(SLOTS).unwrap_or_default();
        let (length, rest) = rest.split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
        let (first, second) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).unwrap_or_default();
        Self { words: Table(words), names: Table(names), trees: Trees::of(first), second: Trees::of(second) }
    }

    /// The constants as one file: both tables, the first trees' length in bytes (32 bits, little-endian), all trees.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let length = (self.trees.bytes().len() as u32).to_le_bytes();
        [self.words.0, self.names.0, &length, self.trees.bytes(), self.second.bytes()].concat()
    }
}

/// Bytes in a full row: the features and the sums of both tables.
pub const ROW: usize = WIDTH + 2;

/// An ask has at most so many UTF-16 units of text; whatever has more is a part of the page.
const MAX_CHARS: u32 = 2_000;
/// A link by itself is a candidate only from this length, in UTF-16 units: shorter ones are navigation.
const MIN_LINK_CHARS: u32 = 25;

/// An element that might be an ask.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The element.
    pub node: NodeId,
    /// Probability, 0 to 1, that all of it is an ask.
    pub probability: f32,
}

/// The elements that might be asks, in document order.
pub fn suspects<'a>(page: &'a Page, facts: &'a Facts) -> impl Iterator<Item = NodeId> + 'a {
    page.ids().filter(|&id| is_candidate(page, facts, id))
}

/// Judges the elements that might be asks. Cost: a few microseconds each.
#[must_use]
pub fn candidates(page: &Page, facts: &Facts, model: &Model) -> Vec<Candidate> {
    let nodes: Vec<NodeId> = suspects(page, facts).collect();
    let rows: Vec<[u8; ROW]> = nodes.iter().map(|&id| row(page, facts, id, model)).collect();
    let alike = Alike::of(page, facts, &nodes);
    let first = model.trees.sums(&rows);
    let second = model.second.sums(&ask_second::rows(page, &nodes, &alike, &first));
    let both: Vec<f32> = first.iter().zip(second).map(|(first, second)| (first + second) / 2.0).collect();
    let sums = alike.agreed(&both);
    let judged = nodes.into_iter().zip(sums);
    judged.map(|(node, sum)| Candidate { node, probability: probability(sum) }).collect()
}

/// The full row of an element.
#[must_use]
pub fn row(page: &Page, facts: &Facts, id: NodeId, model: &Model) -> [u8; ROW] {
    let mut row = [0; ROW];
    let features = facts.row(id);
    let sums = [sum(model.words, &word_slots(page, facts, id)), sum(model.names, &name_slots(page, id))];
    for (slot, value) in row.iter_mut().zip(features.into_iter().chain(sums)) {
        *slot = value;
    }
    row
}

/// The sum of a table's weights as a byte: 128 is zero, 12 steps for one unit of log-odds.
fn sum(table: Table, slots: &[u16]) -> u8 {
    let sum: i32 = slots.iter().map(|&it| table.weight(usize::from(it))).sum();
    (128.0 + 12.0 * sum as f32 / UNIT).clamp(0.0, 255.0) as u8
}

/// The slots of an element's words and pairs of words, each once.
#[must_use]
pub fn word_slots(page: &Page, facts: &Facts, id: NodeId) -> Vec<u16> {
    let mut slots = Vec::new();
    let mut previous = 0_u64;
    for &(_, word) in facts.reading.words(page, id).iter().take(MAX_WORDS) {
        if word != 0 {
            slots.push(slot(word));
            if previous != 0 {
                slots.push(slot(previous.rotate_left(21) ^ word));
            }
        }
        previous = word;
    }
    slots.sort_unstable();
    slots.dedup();
    slots
}

/// The slots of the names of an element, of what is around it, and of what is inside.
#[must_use]
pub fn name_slots(page: &Page, id: NodeId) -> Vec<u16> {
    let mut slots = Vec::new();
    let mut seen = Vec::new();
    let mut add = |id: NodeId, level: Level| {
        tokens::names(page, id, &mut seen);
        slots.extend(seen.iter().map(|&it| (tokens::name_slot(it, level) & (SLOTS - 1)) as u16));
    };
    add(id, Level::Own);
    for (above, outer) in page.ancestors(id).take(MAX_ABOVE).enumerate() {
        add(outer, if above < 2 { Level::Parent } else { Level::Near });
    }
    let inner = page.subtree(id).skip(1).filter(|&it| page.tag(it) != Tag::Text);
    for inside in inner.take(MAX_INSIDE) {
        add(inside, Level::Inline);
    }
    slots.sort_unstable();
    slots.dedup();
    slots
}

/// Words read of a candidate.
const MAX_WORDS: usize = 90;
/// Elements around a candidate whose names are read.
const MAX_ABOVE: usize = 4;
/// Elements inside a candidate whose names are read.
const MAX_INSIDE: usize = 16;

fn slot(hash: u64) -> u16 {
    ((hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as u16 & (SLOTS as u16 - 1)
}

/// Classes of which a candidate has at least one.
const WORTH_A_LOOK: Classes = Classes::of(&[
    Class::Newsletter,
    Class::Subscribe,
    Class::SignUp,
    Class::Inbox,
    Class::Email,
    Class::Notify,
    Class::Gate,
    Class::Meter,
    Class::Already,
    Class::Account,
    Class::Member,
    Class::Premium,
    Class::Issue,
    Class::Donate,
    Class::Wallet,
    Class::Support,
    Class::Plea,
    Class::Enjoy,
    Class::Consent,
    Class::Thanks,
]);
/// Groups of names (newsletter, subscribe, signup, donate, wall) of which one is enough.
const NAMED: u32 = 0b1001_0111;

/// Whether the element is worth judging.
fn is_candidate(page: &Page, facts: &Facts, id: NodeId) -> bool {
    let tag = page.tag(id);
    if tag == Tag::Text || page.is_hidden(id) || matches!(tag, Tag::Html | Tag::Body) {
        return false;
    }
    let chars = facts.sums.inside(page, id, Counted::Chars);
    let fields = facts.sums.inside(page, id, Counted::EmailFields);
    let is_link = tag == Tag::A && chars >= MIN_LINK_CHARS && page.attr(id, Attr::Href).is_some();
    if chars > MAX_CHARS || (chars < 4 && fields == 0) || (tag.is_inline() && !is_link) {
        return false;
    }
    fields > 0
        || facts.names(id) & NAMED != 0
        || facts.reading.hits(page, id).iter().any(|it| it.classes.meets(WORTH_A_LOOK))
}

//! The wire form in which the eyes (`extension/page.js`) hand over a live page: numbers and one text.
//!
//! `numbers` is a header of [`HEADER`] words and then five sections of fixed-size records; `text` holds every distinct
//! string once, parted by U+0000, and records name strings by their place. Signed values are two's complement.
//! Everything is checked here: what does not parse is a [`SnapshotError`], and the [`Page`] that comes out is a tree.
//! A frame whose document the eyes could read is an element `frame` with that document's body as its content; any other is an
//! `iframe` and opaque. Not here: what is carried and what is measured, which the eyes decide.

use super::{Builder, Counts, Flags, Lock, LockKind, NodeId, Page, Pinned, Position, Viewport};
use std::fmt;

/// First word of a snapshot: "LEDE" in ASCII.
pub const MAGIC: u32 = 0x4C45_4445;
/// The version of the wire form; eyes and core ship together, so only one is read.
pub const VERSION: u32 = 1;
/// Words in the header.
pub const HEADER: usize = 16;
/// Most nodes that are read; beyond it the tab would spend seconds (the worst page has 200,000).
pub const MAX_NODES: usize = 1_000_000;

/// Words of a record: parent + 1, name, flags.
const NODE: usize = 3;
/// Words of a record: node, string, chars, words, commas.
const TEXT: usize = 5;
/// Words of a record: node, name, value.
const ATTRIBUTE: usize = 3;
/// Words of a record: node, x, y, width, height, position, z-index, flags.
const PINNED: usize = 8;
/// Words of a record: node, code, value.
const LOCK: usize = 3;

/// More UTF-16 units of text than this no page has; sums of counts, and ten times as much, fit a number for it.
const MAX_CHARS: u32 = 1 << 28;
/// Lengths beyond this, in CSS px, are no place on a page: browsers themselves stop at 2^25.
const MAX_LENGTH: i32 = 1 << 25;

/// Why a snapshot was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotError {
    /// The header is short or its first word is not [`MAGIC`].
    NotASnapshot,
    /// Another version than [`VERSION`].
    Version(u32),
    /// More nodes than [`MAX_NODES`].
    TooLarge(u32),
    /// The sections need this many words, and the snapshot has another number.
    Length {
        /// Words that the header asks for.
        wanted: usize,
        /// Words that came.
        found: usize,
    },
    /// A record names a string that is not there.
    NoString(u32),
    /// A record names a node that is not there, or is out of order.
    NoNode(u32),
    /// A node's parent is not open where the node stands: the nodes are not a tree in document order.
    NotATree(u32),
    /// A text with more words or commas than characters, or the one with which the page's characters pass [`MAX_CHARS`].
    Counts(u32),
    /// A code outside its list.
    Code(u32),
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASnapshot => write!(f, "not a snapshot: the header is missing"),
            Self::Version(found) => write!(f, "snapshot version {found}, this core reads {VERSION}"),
            Self::TooLarge(nodes) => write!(f, "snapshot of {nodes} nodes, at most {MAX_NODES} are read"),
            Self::Length { wanted, found } => {
                write!(f, "snapshot of {found} words where its header needs {wanted}")
            }
            Self::NoString(at) => write!(f, "string {at} is not in the snapshot"),
            Self::NoNode(at) => write!(f, "node {at} is not in the snapshot or out of order"),
            Self::NotATree(at) => write!(f, "node {at} does not hang on the node before it"),
            Self::Counts(at) => write!(f, "the counts of text {at} cannot be"),
            Self::Code(code) => write!(f, "code {code} is not known"),
        }
    }
}

impl std::error::Error for SnapshotError {}

/// Reads a snapshot. Cost: linear in its size.
pub fn parse(numbers: &[u32], text: &str) -> Result<Page, SnapshotError> {
    let &[
        magic,
        version,
        mode,
        nodes,
        texts,
        attributes,
        pinned,
        locks,
        width,
        height,
        scroll_x,
        scroll_y,
        document_height,
        url,
        ..,
    ] = numbers
    else {
        return Err(SnapshotError::NotASnapshot);
    };
    if magic != MAGIC || numbers.len() < HEADER {
        return Err(SnapshotError::NotASnapshot);
    }
    if version != VERSION {
        return Err(SnapshotError::Version(version));
    }
    if nodes as usize > MAX_NODES {
        return Err(SnapshotError::TooLarge(nodes));
    }
    let sizes = [(nodes, NODE), (texts, TEXT), (attributes, ATTRIBUTE), (pinned, PINNED), (locks, LOCK)];
    let wanted = sizes
        .iter()
        .fold(HEADER, |sum, &(count, size)| sum.saturating_add((count as usize).saturating_mul(size)));
    let mut rest = numbers.get(HEADER..).unwrap_or_default();
    if wanted != numbers.len() {
        return Err(SnapshotError::Length { wanted, found: numbers.len() });
    }
    let mut section = |(count, size): (u32, usize)| {
        let (section, after) = rest.split_at_checked(count as usize * size).unwrap_or_default();
        rest = after;
        section
    };
    let [nodes, texts, attributes, pinned, locks] = sizes.map(&mut section);

    let strings = Strings(text.split('\0').collect());
    let mut builder = Builder::new(strings.get(url)?);
    build_tree(&mut builder, &strings, nodes, texts, attributes)?;
    let count = builder.len() as u32;
    let pinned = pinned
        .as_chunks::<PINNED>()
        .0
        .iter()
        .map(|record| read_pinned(record, count))
        .collect::<Result<_, _>>()?;
    let locks = locks
        .as_chunks::<LOCK>()
        .0
        .iter()
        .map(|record| read_lock(record, count))
        .collect::<Result<_, _>>()?;
    let [width, height, scroll_x, scroll_y, document_height] =
        [width, height, scroll_x, scroll_y, document_height].map(length);
    builder.layout(Viewport { width, height, scroll_x, scroll_y, document_height }, pinned, locks);
    match mode {
        0 => builder.brief(),
        1 => {}
        other => return Err(SnapshotError::Code(other)),
    }
    Ok(builder.finish())
}

fn build_tree(
    builder: &mut Builder,
    strings: &Strings<'_>,
    nodes: &[u32],
    texts: &[u32],
    attributes: &[u32],
) -> Result<(), SnapshotError> {
    let mut texts = texts.as_chunks::<TEXT>().0.iter().peekable();
    let mut attributes = attributes.as_chunks::<ATTRIBUTE>().0.iter().peekable();
    let mut all_chars = 0_u32;
    for (index, &[parent, name, flags]) in nodes.as_chunks::<NODE>().0.iter().enumerate() {
        let index = index as u32;
        let parent = parent.checked_sub(1).map(NodeId);
        let added = match (texts.next_if(|record| record[0] == index), parent) {
            (Some(&[_, text, chars, words, commas]), Some(parent)) => {
                all_chars = all_chars.saturating_add(chars);
                if words > chars || commas > chars || all_chars > MAX_CHARS {
                    return Err(SnapshotError::Counts(index));
                }
                builder.text(parent, strings.get(text)?, Counts { chars, words, commas })
            }
            _ => builder.element(parent, strings.get(name)?),
        };
        added.ok_or(SnapshotError::NotATree(index))?;
        builder.flags(Flags(flags & 0xFFFF));
        while let Some(&[_, name, value]) = attributes.next_if(|record| record[0] == index) {
            builder.attribute(strings.get(name)?, strings.get(value)?);
        }
    }
    let left = texts.next().map(|record| record[0]).or_else(|| attributes.next().map(|record| record[0]));
    left.map_or(Ok(()), |node| Err(SnapshotError::NoNode(node)))
}

fn read_pinned(
    &[node, x, y, width, height, position, z_index, flags]: &[u32; PINNED],
    nodes: u32,
) -> Result<Pinned, SnapshotError> {
    let [x, y, width, height] = [x, y, width, height].map(length);
    Ok(Pinned {
        node: checked(node, nodes)?,
        x,
        y,
        width,
        height,
        position: Position::of(position).ok_or(SnapshotError::Code(position))?,
        z_index: z_index as i32,
        is_backdrop: flags & 1 != 0,
        opened_by_user: flags & 2 != 0,
        covers_centre: flags & 4 != 0,
        has_frame: flags & 8 != 0,
    })
}

fn read_lock(&[node, code, value]: &[u32; LOCK], nodes: u32) -> Result<Lock, SnapshotError> {
    let kind = LockKind::of(code).ok_or(SnapshotError::Code(code))?;
    Ok(Lock { node: checked(node, nodes)?, kind, value: value as i32 })
}

fn length(value: u32) -> i32 {
    (value as i32).clamp(-MAX_LENGTH, MAX_LENGTH)
}

fn checked(node: u32, nodes: u32) -> Result<NodeId, SnapshotError> {
    if node < nodes { Ok(NodeId(node)) } else { Err(SnapshotError::NoNode(node)) }
}

struct Strings<'a>(Vec<&'a str>);

impl<'a> Strings<'a> {
    fn get(&self, at: u32) -> Result<&'a str, SnapshotError> {
        self.0.get(at as usize).copied().ok_or(SnapshotError::NoString(at))
    }
}

#[cfg(test)]
mod tests {
    use super::{HEADER, MAGIC, SnapshotError, VERSION, parse};
    use crate::page::{Attr, LockKind, NodeId};

    const STRINGS: &str = "\0html\0p\0#text\0Hello, you\0class\0lead\0https://news.example/";

    /// html > p.lead > "Hello, you", pinned, with a lock on html.
    fn sample() -> Vec<u32> {
        let mut numbers = vec![MAGIC, VERSION, 1, 3, 1, 1, 1, 1, 800, 600, 0, 40, 2000, 7, 0, 0];
        numbers.extend([0, 1, 0, 1, 2, 0, 2, 3, 0]); // nodes
        numbers.extend([2, 4, 10, 2, 1]); // texts
        numbers.extend([1, 5, 6]); // attributes
        numbers.extend([1, (-5_i32) as u32, 0, 800, 50, 3, 99, 4]); // pinned
        numbers.extend([0, 1, 0]); // locks
        numbers
    }

    #[test]
    fn a_snapshot_becomes_a_page() {
        let page = parse(&sample(), STRINGS).unwrap();
        assert_eq!(page.url(), "https://news.example/");
        assert_eq!(page.subtree_text(page.root()), "Hello, you");
        assert_eq!(page.attr(NodeId(1), Attr::Class), Some("lead"));
        assert_eq!(page.counts(NodeId(2)).commas, 1);
        let pinned = page.pinned(NodeId(1)).unwrap();
        assert_eq!((pinned.x, pinned.covers_centre, pinned.has_frame), (-5, true, false));
        assert_eq!(page.locks()[0].kind, LockKind::Overflow);
        assert_eq!(page.viewport().scroll_y, 40);
    }

    #[test]
    fn what_does_not_parse_is_an_error() {
        let with = |at: usize, value: u32| {
            let mut numbers = sample();
            numbers[at] = value;
            parse(&numbers, STRINGS).unwrap_err()
        };
        assert_eq!(parse(&[], "").unwrap_err(), SnapshotError::NotASnapshot);
        assert_eq!(with(0, 7), SnapshotError::NotASnapshot);
        assert_eq!(with(1, 2), SnapshotError::Version(2));
        assert_eq!(with(2, 9), SnapshotError::Code(9));
        assert_eq!(with(3, u32::MAX), SnapshotError::TooLarge(u32::MAX));
        assert_eq!(with(4, 2), SnapshotError::Length { wanted: sample().len() + 5, found: sample().len() });
        assert_eq!(with(13, 70), SnapshotError::NoString(70));
        assert_eq!(with(HEADER + 3, 3), SnapshotError::NotATree(1));
        assert_eq!(
            with(HEADER + 9, 9),
            SnapshotError::NoNode(9),
            "a text of a node that is not there is left over"
        );
        assert_eq!(with(HEADER + 17, 50), SnapshotError::NoNode(50));
        assert_eq!(
            with(HEADER + 11, u32::MAX),
            SnapshotError::Counts(2),
            "more characters than any page has"
        );
        assert_eq!(with(HEADER + 12, 11), SnapshotError::Counts(2), "more words than characters");
    }

    #[test]
    fn cut_snapshots_never_panic() {
        let whole = sample();
        for length in 0..whole.len() {
            assert!(parse(&whole[..length], STRINGS).is_err());
        }
    }
}

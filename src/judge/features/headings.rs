//! Where a block stands under the page's headings: how far from the title, under which heading, how deep into its section.

use super::whole::Whole;
use crate::judge::blocks::Block;
use crate::page::{Page, Tag};

/// A heading matches the title when it shares so much of its words with it.
const TITLE_MATCH: f32 = 0.45;

/// Headings as blocks see them.
#[derive(Debug, Clone, Default)]
pub struct Headings {
    /// The block that is the page's title: the best match with the title, else the first `h1`.
    pub title: Option<usize>,
    /// How well each block matches the title, 0 to 1.
    pub title_match: Vec<f32>,
    /// The level of each block, 1 to 6; 0 for no heading.
    pub level: Vec<u8>,
    /// The last heading before each block, not itself.
    pub above: Vec<Option<usize>>,
    /// The next heading after each block, or the number of blocks.
    pub next: Vec<usize>,
}

impl Headings {
    /// Finds the headings among the blocks.
    #[must_use]
    pub fn of(page: &Page, blocks: &[Block], whole: &Whole) -> Self {
        let mut it = Self::default();
        let mut above = None;
        let (mut best, mut first) = ((TITLE_MATCH, None), None);
        for (at, block) in blocks.iter().enumerate() {
            let level = std::iter::once(block.node)
                .chain(page.ancestors(block.node))
                .take(3)
                .find_map(|id| level(page.tag(id)))
                .unwrap_or(0);
            let title_match = whole.title_match(page, block);
            // A heading element is a better title than a breadcrumb or a list entry with the same words.
            let weight = title_match
                + if level == 1 {
                    0.3
                } else if level > 0 {
                    0.1
                } else {
                    0.0
                };
            if !block.hidden && title_match >= TITLE_MATCH && weight > best.0 {
                best = (weight, Some(at));
            }
            if level == 1 && !block.hidden && first.is_none() {
                first = Some(at);
            }
            it.above.push(above);
            it.level.push(level);
            it.title_match.push(title_match);
            if level > 0 {
                above = Some(at);
            }
        }
        let mut next = blocks.len();
        for (at, &level) in it.level.iter().enumerate().rev() {
            it.next.push(next);
            if level > 0 {
                next = at;
            }
        }
        it.next.reverse();
        it.title = best.1.or(first);
        it
    }
}

const fn level(tag: Tag) -> Option<u8> {
    match tag {
        Tag::H1 => Some(1),
        Tag::H2 => Some(2),
        Tag::H3 => Some(3),
        Tag::H4 => Some(4),
        Tag::H5 => Some(5),
        Tag::H6 => Some(6),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Headings, Whole};
    use crate::judge::blocks::Blocks;
    use crate::page::saved;

    #[test]
    fn the_title_is_the_heading_that_matches() {
        let page = saved::parse(
            "<title>The river rose - Gazette</title><h1>Gazette</h1><h2>The river rose</h2><p>Text",
            "",
        );
        let it = Headings::of(&page, Blocks::of(&page).list(), &Whole::of(&page));
        assert_eq!(it.title, Some(1));
        assert_eq!(it.above, [None, Some(0), Some(1)]);
        assert_eq!(it.next, [1, 3, 3]);
    }
}

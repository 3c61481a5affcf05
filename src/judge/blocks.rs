//! Blocks: the pieces of text that are judged one by one.
//!
//! A block is a run of text in one element, with inline children folded in; `<br><br>`, a rule or a nested block element
//! ends the run, so one element can hold several blocks. About 240 a page. Whether a block is worth reading is not known here.

use crate::page::{Attr, NodeId, Page, Tag};
use std::ops::Range;

/// A run of text in one element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Block {
    /// The innermost element around the run that is not inline.
    pub node: NodeId,
    /// The run's first text node.
    pub first: NodeId,
    /// The run's last text node; [`texts`] tells which between the two belong to it.
    pub last: NodeId,
    /// UTF-16 units, of whole texts in a brief page too.
    pub chars: u32,
    /// Words as [`crate::page::Counts`] counts them.
    pub words: u32,
    /// Words that stand inside links with an address.
    pub link_words: u32,
    /// Commas and semicolons of all scripts.
    pub commas: u32,
    /// Not shown: by markup or by computed style.
    pub hidden: bool,
}

impl Block {
    /// Share of the words that stand in links, 0 to 1.
    #[must_use]
    pub fn link_density(&self) -> f32 {
        self.link_words as f32 / self.words.max(1) as f32
    }
}

/// The page's blocks in document order, and which of them each node holds.
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    list: Vec<Block>,
    /// For each node, how many blocks begin before it; one entry more than there are nodes.
    begun: Vec<u32>,
}

impl Blocks {
    /// Finds the blocks. Cost: one pass over the nodes.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let mut found = Self { list: Vec::new(), begun: Vec::with_capacity(page.len() + 1) };
        let mut above: Vec<Above> = Vec::with_capacity(page.len());
        let mut breaks = 0;
        let mut open = false;
        for id in page.ids() {
            found.begun.push(found.list.len() as u32);
            let outer = page.parent(id).and_then(|it| above.get(it.index())).copied().unwrap_or_default();
            let tag = page.tag(id);
            above.push(outer.inside(page, id, tag));
            if tag == Tag::Br {
                breaks += 1;
            } else if !tag.is_inline() {
                open = false;
            }
            if tag != Tag::Text || outer.unread {
                continue;
            }
            let shown_container_hides_it = page.is_hidden(id) && !page.is_hidden(outer.container);
            if shown_container_hides_it {
                continue;
            }
            let counts = page.counts(id);
            let joins = open && breaks < 2;
            breaks = 0;
            open = true;
            let current = found.list.last_mut().filter(|it| joins && it.node == outer.container);
            let link_words = if outer.linked { counts.words } else { 0 };
            if let Some(block) = current {
                block.last = id;
                block.chars += counts.chars;
                block.words += counts.words;
                block.link_words += link_words;
                block.commas += counts.commas;
            } else {
                found.list.push(Block {
                    node: outer.container,
                    first: id,
                    last: id,
                    chars: counts.chars,
                    words: counts.words,
                    link_words,
                    commas: counts.commas,
                    hidden: page.is_hidden(id),
                });
            }
        }
        found.begun.push(found.list.len() as u32);
        found
    }

    /// All blocks in document order.
    #[must_use]
    pub fn list(&self) -> &[Block] {
        &self.list
    }

    /// The blocks that begin inside the node.
    #[must_use]
    pub fn inside(&self, page: &Page, node: NodeId) -> Range<usize> {
        let at = |index: usize| self.begun.get(index).map_or(self.list.len(), |&it| it as usize);
        at(node.index())..at(page.end(node))
    }

    /// The block that a text node belongs to, or the first one that begins inside an element.
    #[must_use]
    pub fn holding(&self, page: &Page, node: NodeId) -> Option<usize> {
        let inside = self.inside(page, node);
        if !inside.is_empty() {
            return Some(inside.start);
        }
        let before = inside.start.checked_sub(1)?;
        self.list.get(before).filter(|it| node <= it.last).map(|_| before)
    }
}

/// The block's text nodes, in order.
pub fn texts<'a>(page: &'a Page, block: &Block) -> impl Iterator<Item = NodeId> + Clone + use<'a> {
    let hidden = block.hidden;
    (block.first.0..=block.last.0)
        .map(NodeId)
        .filter(move |&it| page.is_text(it) && page.is_hidden(it) == hidden)
}

/// What a text takes from the elements around it.
#[derive(Debug, Clone, Copy)]
struct Above {
    container: NodeId,
    linked: bool,
    unread: bool,
}

impl Default for Above {
    fn default() -> Self {
        Self { container: NodeId(0), linked: false, unread: false }
    }
}

impl Above {
    fn inside(self, page: &Page, id: NodeId, tag: Tag) -> Self {
        Self {
            container: if tag.is_inline() { self.container } else { id },
            linked: self.linked || (tag == Tag::A && page.attr(id, Attr::Href).is_some()),
            unread: self.unread || tag.is_unseen(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Blocks, texts};
    use crate::page::{NodeId, Page, Tag, saved};

    fn words(html: &str) -> Vec<String> {
        let page = saved::parse(html, "");
        let joined = |it| texts(&page, it).map(|id| page.text(id).trim()).collect::<Vec<_>>().join("|");
        Blocks::of(&page).list().iter().map(joined).collect()
    }

    #[test]
    fn inline_children_are_folded_in() {
        assert_eq!(words("<p>one <b>two</b> three<p>four"), ["one|two|three", "four"]);
    }

    #[test]
    fn a_nested_block_splits_its_element() {
        assert_eq!(words("<div>one<div>two</div>three</div>"), ["one", "two", "three"]);
    }

    #[test]
    fn two_breaks_split_and_one_does_not() {
        assert_eq!(words("<div>one<br>two<br><br>three</div>"), ["one|two", "three"]);
    }

    #[test]
    fn hidden_pieces_of_shown_blocks_are_left_out() {
        assert_eq!(
            words("<p>one <span hidden>two</span> three<div hidden>four</div>"),
            ["one|three", "four"]
        );
    }

    #[test]
    fn scripts_and_choices_are_no_blocks() {
        assert_eq!(words("<select><option>one</select><noscript>two</noscript><p>three"), ["three"]);
    }

    #[test]
    fn links_are_measured() {
        let page = saved::parse("<p>one <a href=x>two three</a> four", "");
        let blocks = Blocks::of(&page);
        assert!((blocks.list()[0].link_density() - 0.5).abs() < 1e-6);
    }

    #[test]
    fn nodes_know_their_blocks() {
        let page: Page = "body\n  div\n    p 'one'\n    p 'two'\n  p 'three'".parse().unwrap();
        let blocks = Blocks::of(&page);
        let div = page.first(Tag::Div).unwrap();
        assert_eq!(blocks.inside(&page, div), 0..2);
        assert_eq!(blocks.holding(&page, NodeId(page.len() as u32 - 1)), Some(2));
        assert_eq!(blocks.holding(&page, page.root()), Some(0));
    }
}

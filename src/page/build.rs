//! Puts a [`Page`] together in document order, and refuses what is not a tree.
//!
//! All three sources (a live snapshot, saved HTML, an outline) go through here, so that a page means the same
//! whatever it came from. It judges nothing and drops nothing but what it is not given.

use super::{Attr, Counts, Flags, Lock, NodeId, Page, Pinned, Span, Tag, Viewport};

/// A page under construction: nodes are added in document order, each after its parent.
#[derive(Debug, Default)]
pub struct Builder {
    page: Page,
}

impl Builder {
    /// Starts an empty page; `url` may be empty.
    #[must_use]
    pub fn new(url: &str) -> Self {
        Self { page: Page { url: url.to_owned(), ..Page::default() } }
    }

    /// Adds an element under `parent`; the first one added is the root and has none.
    ///
    /// `None` where the parent is not on the path from the last node to the root: nodes must come in document order.
    pub fn element(&mut self, parent: Option<NodeId>, name: &str) -> Option<NodeId> {
        let tag = Tag::of(name);
        let name = if tag == Tag::Other { self.intern(name) } else { Span::default() };
        self.node(parent, tag, name, Counts::default())
    }

    /// Adds a text node; the counts are those of the whole text.
    pub fn text(&mut self, parent: NodeId, text: &str, counts: Counts) -> Option<NodeId> {
        let span = self.intern(text);
        self.node(Some(parent), Tag::Text, span, counts)
    }

    /// Gives the node that was added last an attribute; names outside [`Attr`] are dropped.
    pub fn attribute(&mut self, name: &str, value: &str) {
        let name = Attr::of(name);
        if name == Attr::Other {
            return;
        }
        let value = self.intern(value);
        self.page.attrs.push((name, value));
        if let Some(node) = self.page.nodes.last_mut() {
            node.attrs_end = self.page.attrs.len() as u32;
        }
    }

    /// Sets flags of the node that was added last.
    pub fn flags(&mut self, flags: Flags) {
        if let Some(node) = self.page.nodes.last_mut() {
            node.flags = Flags(node.flags.0 | flags.0);
        }
    }

    /// How many nodes there are so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.page.nodes.len()
    }

    /// Whether nothing was added yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.page.nodes.is_empty()
    }

    /// Records what the layout says; a saved page has none.
    pub fn layout(&mut self, viewport: Viewport, pinned: Vec<Pinned>, locks: Vec<Lock>) {
        self.page.viewport = viewport;
        self.page.pinned = pinned;
        self.page.locks = locks;
        self.page.pinned.sort_by_key(|it| it.node);
    }

    /// Marks the page as brief: long texts are elided.
    pub fn brief(&mut self) {
        self.page.brief = true;
    }

    /// Ends the page. A page always has a root: an empty one gets a bare `html`.
    #[must_use]
    pub fn finish(mut self) -> Page {
        if self.page.nodes.is_empty() {
            self.element(None, "html");
        }
        self.page.close();
        self.page
    }

    fn node(&mut self, parent: Option<NodeId>, tag: Tag, text: Span, counts: Counts) -> Option<NodeId> {
        let id = NodeId(self.page.nodes.len() as u32);
        let (parent_index, depth) = match parent {
            None if id.0 == 0 => (u32::MAX, 0),
            None => return None,
            Some(parent) => {
                let parent_node = self.page.nodes.get(parent.index())?;
                if parent_node.tag == Tag::Text || !self.is_open(parent) {
                    return None;
                }
                (parent.0, parent_node.depth + 1)
            }
        };
        let attrs = self.page.attrs.len() as u32;
        self.page.nodes.push(super::Node {
            parent: parent_index,
            end: id.0 + 1,
            depth,
            tag,
            flags: Flags::default(),
            text,
            counts,
            attrs_start: attrs,
            attrs_end: attrs,
        });
        Some(id)
    }

    /// Whether the element can still take children: it is the last node or one of its ancestors.
    fn is_open(&self, id: NodeId) -> bool {
        let mut at = self.page.nodes.len().checked_sub(1).map(|last| last as u32);
        while let Some(index) = at {
            if index <= id.0 {
                return index == id.0;
            }
            at = self.page.nodes.get(index as usize).map(|node| node.parent).filter(|&it| it != u32::MAX);
        }
        false
    }

    fn intern(&mut self, text: &str) -> Span {
        let start = self.page.buffer.len() as u32;
        self.page.buffer.push_str(text);
        Span { start, end: self.page.buffer.len() as u32 }
    }
}

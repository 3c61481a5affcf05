//! The page as plain data: a tree of elements and texts in document order, with what the layout told.
//!
//! A [`Page`] comes from a live document ([`snapshot`]), a saved HTML file (`saved`, native only) or a test's
//! [`outline`]; it is never changed afterwards. It knows no verdict: whether a node is article or ask is not decided here.

mod build;
mod counts;
mod layout;
pub mod mark;
mod names;
pub mod outline;
pub mod redact;
#[cfg(not(target_arch = "wasm32"))]
pub mod saved;
pub mod snapshot;

pub use build::Builder;
pub use counts::{Counts, is_unspaced};
pub use layout::{Lock, LockKind, Pinned, Position, Viewport};
pub use names::{Attr, Tag};

/// A node's number in document order; 0 is the root element.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The number as an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What the eyes saw of a node beside its markup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags(pub u32);

impl Flags {
    /// Computed style says that the node is not rendered.
    pub const NOT_RENDERED: Self = Self(1);
    /// First node of an open shadow root.
    pub const SHADOW: Self = Self(2);
    /// Something is inside that cannot be read: a frame or a closed shadow root.
    pub const OPAQUE: Self = Self(4);
    /// The user opened it by a trusted click within the last second.
    pub const OPENED_BY_USER: Self = Self(8);
    /// Rendered where nobody sees it: beyond the edge at which an ancestor clips, or blurred. Told in full snapshots only.
    pub const CLIPPED: Self = Self(16);
    /// Lede hid it, and it had lain across the middle of the window.
    pub const HIDDEN_OVER: Self = Self(32);
    /// Hidden by itself or by an ancestor; set when the page is built.
    const HIDDEN: Self = Self(1 << 16);

    /// Whether all of the given flags are set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A page: immutable, flat, in document order. Memory: about 50 bytes a node and its text once.
#[derive(Debug, Clone, Default)]
pub struct Page {
    url: String,
    brief: bool,
    nodes: Vec<Node>,
    attrs: Vec<(Attr, Span)>,
    buffer: String,
    viewport: Viewport,
    pinned: Vec<Pinned>,
    locks: Vec<Lock>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    parent: u32,
    end: u32,
    depth: u32,
    tag: Tag,
    flags: Flags,
    text: Span,
    counts: Counts,
    attrs_start: u32,
    attrs_end: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: u32,
    end: u32,
}

impl Page {
    /// The page's address; empty when unknown.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether long texts are elided: such a page can be judged, but not read.
    #[must_use]
    pub fn is_brief(&self) -> bool {
        self.brief
    }

    /// How many nodes there are, elements and texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the page has no node but its root.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// The root element.
    #[must_use]
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// All nodes in document order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = NodeId> + ExactSizeIterator + Clone + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// The node's parent; none for the root.
    #[must_use]
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).map(|node| node.parent).filter(|&it| it != u32::MAX).map(NodeId)
    }

    /// The ancestors, nearest first, without the node itself.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + Clone + '_ {
        std::iter::successors(self.parent(id), |&it| self.parent(it))
    }

    /// The children in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + Clone + '_ {
        let end = self.end(id) as u32;
        let first = Some(NodeId(id.0 + 1)).filter(|it| it.0 < end);
        std::iter::successors(first, move |&it| Some(NodeId(self.end(it) as u32)).filter(|next| next.0 < end))
    }

    /// The next node with the same parent.
    #[must_use]
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.parent(id)?;
        Some(NodeId(self.end(id) as u32)).filter(|next| next.index() < self.end(parent))
    }

    /// The node and all inside it, in document order.
    pub fn subtree(&self, id: NodeId) -> impl Iterator<Item = NodeId> + Clone + use<> {
        (id.0..self.end(id) as u32).map(NodeId)
    }

    /// One past the last node inside `id`; `id` + 1 for a leaf.
    #[must_use]
    pub fn end(&self, id: NodeId) -> usize {
        self.node(id).map_or(id.index(), |node| node.end as usize)
    }

    /// Whether `inner` is `outer` or inside it.
    #[must_use]
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        outer <= inner && inner.index() < self.end(outer)
    }

    /// Steps to the root; 0 for the root.
    #[must_use]
    pub fn depth(&self, id: NodeId) -> u32 {
        self.node(id).map_or(0, |node| node.depth)
    }

    /// The element's tag; [`Tag::Text`] for a text.
    #[must_use]
    pub fn tag(&self, id: NodeId) -> Tag {
        self.node(id).map_or(Tag::Other, |node| node.tag)
    }

    /// The element's lower-case name, also of elements that [`Tag`] does not know.
    #[must_use]
    pub fn name(&self, id: NodeId) -> &str {
        match self.node(id) {
            Some(node) if node.tag == Tag::Other => self.slice(node.text),
            Some(node) => node.tag.text(),
            None => "",
        }
    }

    /// Whether the node is a text.
    #[must_use]
    pub fn is_text(&self, id: NodeId) -> bool {
        self.tag(id) == Tag::Text
    }

    /// The attribute's value; an attribute without a value is `Some("")`.
    #[must_use]
    pub fn attr(&self, id: NodeId, name: Attr) -> Option<&str> {
        self.attrs(id).find(|it| it.0 == name).map(|it| it.1)
    }

    /// All attributes that the eyes carry.
    pub fn attrs(&self, id: NodeId) -> impl Iterator<Item = (Attr, &str)> + Clone {
        let (start, end) =
            self.node(id).map_or((0, 0), |node| (node.attrs_start as usize, node.attrs_end as usize));
        self.attrs.get(start..end).unwrap_or_default().iter().map(|&(name, span)| (name, self.slice(span)))
    }

    /// A text node's text; of a long text in a brief page only head and tail, joined by `…`. Empty for elements.
    #[must_use]
    pub fn text(&self, id: NodeId) -> &str {
        match self.node(id) {
            Some(node) if node.tag == Tag::Text => self.slice(node.text),
            _ => "",
        }
    }

    /// The sizes of a text node's whole text, in a brief page too; zeros for elements.
    #[must_use]
    pub fn counts(&self, id: NodeId) -> Counts {
        self.node(id).map_or_else(Counts::default, |node| node.counts)
    }

    /// The visible text inside, white space squeezed, pieces joined by one space where an element begins or ends.
    ///
    /// Cost: the subtree, and one allocation.
    #[must_use]
    pub fn subtree_text(&self, id: NodeId) -> String {
        let mut out = String::new();
        let mut previous: Option<NodeId> = None;
        for text in self.texts(id) {
            let apart = previous.is_some_and(|before| !self.flows_on(before, text));
            push_squeezed(&mut out, self.text(text), apart);
            previous = Some(text);
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// The visible text inside, squeezed, line by line: what stands in one run of inline text is a line.
    #[must_use]
    pub fn lines(&self, id: NodeId) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut previous: Option<NodeId> = None;
        for text in self.texts(id) {
            if !previous.is_some_and(|before| self.flows_on(before, text)) {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                push_squeezed(line, self.text(text), false);
            }
            previous = Some(text);
        }
        for line in &mut lines {
            line.truncate(line.trim_end().len());
        }
        lines.retain(|it| !it.is_empty());
        lines
    }

    /// The visible text nodes inside, in document order.
    pub fn texts(&self, id: NodeId) -> impl Iterator<Item = NodeId> + Clone + '_ {
        self.subtree(id).filter(move |&it| self.is_text(it) && (!self.is_hidden(it) || self.is_hidden(id)))
    }

    /// Whether Lede hid something on this page that lay across the middle of the window. Cost: one pass.
    #[must_use]
    pub fn has_hidden_over(&self) -> bool {
        self.nodes.iter().any(|it| it.flags.has(Flags::HIDDEN_OVER))
    }

    /// Whether something over the page was opened by the user.
    #[must_use]
    pub fn has_opened_over(&self) -> bool {
        self.pinned.iter().any(|it| it.opened_by_user || self.flags(it.node).has(Flags::OPENED_BY_USER))
    }

    /// What the eyes saw of the node.
    #[must_use]
    pub fn flags(&self, id: NodeId) -> Flags {
        self.node(id).map_or_else(Flags::default, |node| node.flags)
    }

    /// Whether the node is not shown: by itself or by an ancestor, through markup or computed style.
    ///
    /// `aria-hidden` does not count: it hides from assistive technology only, and walls set it on the article.
    #[must_use]
    pub fn is_hidden(&self, id: NodeId) -> bool {
        self.flags(id).has(Flags::HIDDEN)
    }

    /// The box of a pinned element, as the layout had it.
    #[must_use]
    pub fn pinned(&self, id: NodeId) -> Option<&Pinned> {
        let at = self.pinned.binary_search_by_key(&id, |it| it.node).ok()?;
        self.pinned.get(at)
    }

    /// All pinned boxes, by node.
    #[must_use]
    pub fn all_pinned(&self) -> &[Pinned] {
        &self.pinned
    }

    /// The window onto the page; all zeros for a saved page.
    #[must_use]
    pub fn viewport(&self) -> Viewport {
        self.viewport
    }

    /// What keeps the page from scrolling or answering.
    #[must_use]
    pub fn locks(&self) -> &[Lock] {
        &self.locks
    }

    /// The texts of the page's JSON-LD scripts, unparsed.
    pub fn json_ld(&self) -> impl Iterator<Item = &str> + Clone {
        self.ids()
            .filter(|&it| self.tag(it) == Tag::Script)
            .filter(|&it| {
                self.attr(it, Attr::Type).is_some_and(|kind| kind.to_ascii_lowercase().contains("json"))
            })
            .flat_map(|it| self.children(it))
            .map(|it| self.text(it))
    }

    /// The first element with the tag, if any.
    #[must_use]
    pub fn first(&self, tag: Tag) -> Option<NodeId> {
        self.ids().find(|&it| self.tag(it) == tag)
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    fn slice(&self, span: Span) -> &str {
        self.buffer.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Whether two texts stand in one line: only inline elements open or close between them.
    fn flows_on(&self, before: NodeId, after: NodeId) -> bool {
        let crosses = |from: NodeId, other: NodeId| {
            self.ancestors(from)
                .take_while(|&it| !self.contains(it, other))
                .any(|it| !self.tag(it).is_inline())
        };
        let between = (before.0 + 1..after.0).map(NodeId);
        !crosses(before, after)
            && !crosses(after, before)
            && !between.into_iter().any(|it| self.tag(it) == Tag::Br || !self.tag(it).is_inline())
    }

    /// Works out what follows from the nodes as a whole: where subtrees end and what is hidden.
    fn close(&mut self) {
        for index in (1..self.nodes.len()).rev() {
            let Some((end, parent)) = self.nodes.get(index).map(|node| (node.end, node.parent)) else {
                continue;
            };
            if let Some(parent) = self.nodes.get_mut(parent as usize) {
                parent.end = parent.end.max(end);
            }
        }
        for index in 0..self.nodes.len() {
            let id = NodeId(index as u32);
            let hidden =
                self.parent(id).is_some_and(|parent| self.is_hidden(parent)) || self.hides_itself(id);
            if let Some(node) = self.nodes.get_mut(index).filter(|_| hidden) {
                node.flags.0 |= Flags::HIDDEN.0;
            }
        }
    }

    fn hides_itself(&self, id: NodeId) -> bool {
        self.tag(id).is_unseen()
            || self.flags(id).has(Flags::NOT_RENDERED)
            || self.attrs(id).any(|(name, value)| match name {
                Attr::Hidden => value != "until-found",
                Attr::Style => style_hides(value),
                Attr::Type => self.tag(id) == Tag::Input && value.eq_ignore_ascii_case("hidden"),
                _ => false,
            })
    }
}

/// Whether an inline style takes the element off the page.
fn style_hides(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
        let value = value.trim().trim_end_matches("!important").trim_end();
        (property.trim().eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none"))
            || (property.trim().eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden"))
    })
}

/// Appends a text with its white space squeezed, apart from what stands before where asked.
fn push_squeezed(out: &mut String, text: &str, apart: bool) {
    let starts_apart = apart || text.starts_with(char::is_whitespace);
    let mut separate = starts_apart && !out.is_empty() && !out.ends_with(' ');
    for word in text.split_whitespace() {
        if separate {
            out.push(' ');
        }
        out.push_str(word);
        separate = true;
    }
    if text.ends_with(char::is_whitespace) && !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::{NodeId, Page, Tag};

    fn page(outline: &str) -> Page {
        outline.parse().unwrap()
    }

    #[test]
    fn a_subtree_is_a_range() {
        let page = page("body\n  div #a\n    p 'one'\n    p 'two'\n  div #b 'three'");
        let a = page.ids().find(|&it| page.name(it) == "div").unwrap();
        assert_eq!(page.subtree_text(a), "one two");
        assert_eq!(page.children(page.parent(a).unwrap()).count(), 2);
        assert_eq!(page.tag(page.next_sibling(a).unwrap()), Tag::Div);
    }

    #[test]
    fn what_is_hidden_hides_all_inside() {
        let page = page("body\n  div style=display:none\n    p 'unseen'\n  p 'seen'");
        assert_eq!(page.subtree_text(page.root()), "seen");
    }

    #[test]
    fn inline_elements_do_not_part_words() {
        let page = page("p\n  'read'\n  em 'able'\n  b 'ness'");
        assert_eq!(page.subtree_text(page.root()), "readableness");
    }

    #[test]
    fn an_unknown_node_has_nothing() {
        let page = page("p 'x'");
        let none = NodeId(99);
        assert_eq!((page.text(none), page.end(none), page.parent(none)), ("", 99, None));
    }
}

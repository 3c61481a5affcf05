//! The chosen texts of a page as a run of typed blocks, with the pictures, tables and formulas that stand between them.
//!
//! Which texts are the article is the judge's choice and is not questioned here. Around them this file restores what the
//! markup says: paragraphs, lists, quotes, figures. Headings' levels and doubled parts are mended in `article::repair`.

mod code;
mod embeds;
mod gaps;
mod line;
mod math;
mod media;
mod structures;
mod table;

use crate::article::{
    address::{Base, Target, decoded},
    chosen::Chosen,
    tree::{Block, Content, Figure, Image, Inline},
};
use crate::page::{Attr, NodeId, Page, Tag};
use std::collections::HashSet;

/// Deepest nesting of structures that is followed; below it the text is kept and its structure dropped. Real pages stay
/// under 60 below the article's container; the limit keeps the stack small on pages made to break it.
const MAX_DEPTH: u32 = 160;

/// What all parts of the walk need.
pub struct Builder<'a> {
    /// The page.
    pub page: &'a Page,
    /// What the judge chose.
    pub chosen: &'a Chosen,
    /// Against what addresses are resolved.
    pub base: &'a Base,
    removed: Vec<NodeId>,
    /// Names that links of the page lead to.
    wanted: HashSet<String>,
    /// From where to where pictures belong to the article, by node.
    pub(super) span: (NodeId, NodeId),
}

/// Blocks under construction: those that are done and the line that is not.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) line: Vec<Inline>,
    source: Option<NodeId>,
    /// Links that hold whole blocks; each line inside becomes a link of its own.
    links: Vec<Target>,
    /// A name that links lead to, for the next block.
    pub(super) anchor: Option<String>,
}

impl Flow {
    /// Names the node that the line under construction comes from, unless it has begun already.
    pub(super) fn begin(&mut self, source: NodeId) {
        self.source.get_or_insert(source);
    }
}

impl<'a> Builder<'a> {
    /// Prepares a walk; `start` is where the article begins if that is before its first chosen text (its title).
    #[must_use]
    pub fn new(
        page: &'a Page,
        chosen: &'a Chosen,
        base: &'a Base,
        removed: &[NodeId],
        start: Option<NodeId>,
    ) -> Self {
        let links =
            page.ids().filter(|&it| page.tag(it) == Tag::A).filter_map(|it| page.attr(it, Attr::Href));
        let wanted = links
            .filter_map(|href| href.rsplit_once('#'))
            .map(|it| decoded(it.1))
            .filter(|it| !it.is_empty())
            .collect();
        let (first, last) = chosen.span().unwrap_or((page.root(), page.root()));
        let mut removed = removed.to_vec();
        removed.sort_unstable();
        Self { page, chosen, base, removed, wanted, span: (start.map_or(first, |it| it.min(first)), last) }
    }

    /// The whole article.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        self.blocks_inside(self.container(), 0)
    }

    /// The blocks of what stands inside an element.
    #[must_use]
    pub fn blocks_inside(&self, parent: NodeId, depth: u32) -> Vec<Block> {
        let mut flow = Flow::default();
        self.flow(parent, &mut flow, depth);
        self.end_line(&mut flow);
        flow.blocks
    }

    /// Whether the element is an ask that is taken off the page.
    #[must_use]
    pub fn is_removed(&self, id: NodeId) -> bool {
        self.removed.binary_search(&id).is_ok()
    }

    /// The name of the element, if a link of the page leads to it.
    #[must_use]
    pub fn anchor(&self, id: NodeId) -> Option<String> {
        let named = self.page.attr(id, Attr::Id);
        let name =
            named.or_else(|| self.page.attr(id, Attr::Name).filter(|_| self.page.tag(id) == Tag::A))?;
        self.wanted.contains(name).then(|| name.to_owned())
    }

    /// The smallest element around the article that is not itself a part of a list, table or the like.
    fn container(&self) -> NodeId {
        let page = self.page;
        let (first, last) = self.span;
        let smallest = page.ancestors(first).find(|&it| page.contains(it, last)).unwrap_or(page.root());
        let around = std::iter::once(smallest).chain(page.ancestors(smallest));
        around
            .filter(|&it| is_structure(page.tag(it)))
            .last()
            .and_then(|it| page.parent(it))
            .unwrap_or(smallest)
    }

    fn flow(&self, parent: NodeId, flow: &mut Flow, depth: u32) {
        if depth > MAX_DEPTH {
            return line::push_flat(self, parent, &mut flow.line);
        }
        let mut before = None;
        for child in self.page.children(parent) {
            self.node(before, child, flow, depth + 1);
            before = Some(child);
        }
    }

    pub(super) fn node(&self, before: Option<NodeId>, id: NodeId, flow: &mut Flow, depth: u32) {
        let tag = self.page.tag(id);
        if self.is_removed(id)
            || (tag.is_unseen()
                && !matches!(tag, Tag::Noscript | Tag::Iframe | Tag::Object | Tag::Embed | Tag::Script))
        {
            return;
        }
        if tag == Tag::Br {
            return self.end_of_line(flow, id);
        }
        if tag == Tag::Button && self.is_beside_code(id) {
            return;
        }
        if !self.chosen.any(self.page, id) && tag != Tag::Text {
            return self.unchosen(id, flow);
        }
        if tag.is_inline() && !self.holds_blocks(id) {
            flow.begin(id);
            return line::push_after(self, before, id, &mut flow.line, 0);
        }
        if let Some(formula) = math::of(self, id) {
            return self.formula(id, formula, flow);
        }
        match tag {
            tag if tag.is_heading() => self.lines(flow, id, |line| Content::Heading(level(tag), line)),
            _ if self.page.attr(id, Attr::Role) == Some("heading") => {
                self.lines(flow, id, |line| Content::Heading(2, line));
            }
            Tag::Ul | Tag::Ol | Tag::Menu => self.list(id, flow, depth),
            Tag::Dl => self.terms(id, flow, depth),
            Tag::Blockquote => {
                let inner = self.blocks_inside(id, depth);
                self.push(flow, id, Content::Quote(inner));
            }
            Tag::Pre => self.push(flow, id, Content::Code(code::of(self, id))),
            Tag::Figure => self.figure(id, flow, depth),
            Tag::Table if table::is_data(self, id) => {
                let table = table::of(self, id, depth);
                self.push(flow, id, Content::Table(table));
            }
            Tag::Details => self.details(id, flow, depth),
            _ => self.container_of_blocks(id, flow, depth),
        }
    }

    /// An element that means nothing by itself: what is inside flows on, apart from what stands around.
    pub(super) fn container_of_blocks(&self, id: NodeId, flow: &mut Flow, depth: u32) {
        let target = self
            .page
            .attr(id, Attr::Href)
            .filter(|_| self.page.tag(id) == Tag::A)
            .and_then(|it| self.base.target(it));
        let is_link = target.is_some();
        self.end_line(flow);
        flow.links.extend(target);
        if let Some(name) = self.anchor(id) {
            flow.anchor.get_or_insert(name);
        }
        flow.source = Some(id);
        let before = flow.blocks.len();
        self.flow(id, flow, depth);
        self.end_line(flow);
        if is_link {
            flow.links.pop();
        }
        let (lang, direction) = (line::lang(self.page, id), line::direction(self.page, id));
        for block in flow.blocks.iter_mut().skip(before) {
            block.lang = block.lang.take().or_else(|| lang.clone());
            block.direction = block.direction.or(direction);
        }
    }

    /// Whether the element stands with code in a box of its own: what copies it or unfolds it.
    fn is_beside_code(&self, id: NodeId) -> bool {
        let parent = self.page.parent(id);
        parent.is_some_and(|it| self.page.children(it).any(|beside| self.page.tag(beside) == Tag::Pre))
    }

    /// Whether an inline element holds chosen text in block elements.
    fn holds_blocks(&self, id: NodeId) -> bool {
        let page = self.page;
        math::of(self, id).is_none()
            && page.subtree(id).skip(1).any(|it| !page.tag(it).is_inline() && self.chosen.any(page, it))
    }

    /// A line break; a second one ends the paragraph.
    fn end_of_line(&self, flow: &mut Flow, id: NodeId) {
        let is_second =
            flow.line.iter().rev().find(|it| !matches!(it, Inline::Text(text) if text.trim().is_empty()));
        if matches!(is_second, Some(Inline::Break)) {
            self.end_line(flow);
            flow.source = Some(id);
        } else {
            flow.line.push(Inline::Break);
        }
    }

    pub(super) fn line_of(&self, id: NodeId) -> Vec<Inline> {
        let mut pieces = Vec::new();
        line::push_inside(self, id, &mut pieces, 0);
        line::tidy(pieces)
    }

    fn lines(&self, flow: &mut Flow, id: NodeId, content: impl FnOnce(Vec<Inline>) -> Content) {
        let mut line = self.line_of(id);
        if line::is_empty(&line) {
            return;
        }
        if let Some(target) = flow.links.last() {
            line = vec![Inline::Link(target.clone(), line)];
        }
        self.push(flow, id, content(line));
    }

    pub(super) fn lines_of(&self, flow: &mut Flow, id: NodeId, line: Vec<Inline>) {
        self.end_line(flow);
        flow.source = Some(id);
        flow.line = line;
        self.end_line(flow);
    }

    /// Ends the line under construction: a paragraph, or the pictures that are alone in it.
    pub(super) fn end_line(&self, flow: &mut Flow) {
        let source = flow.source.take();
        let line = line::tidy(std::mem::take(&mut flow.line));
        let Some(source) = source else { return };
        let only_images = !line.is_empty() && images_of(&line).is_some();
        if only_images {
            let images = images_of(&line).unwrap_or_default();
            self.place(flow, source, Content::Figure(Figure { images, ..Figure::default() }));
        } else if let [Inline::Math(math)] = line.as_slice() {
            let math = math.clone();
            self.place(flow, source, Content::Math(math));
        } else if !line::is_empty(&line) {
            let line = match flow.links.last() {
                Some(target) => vec![Inline::Link(target.clone(), line)],
                None => line,
            };
            self.place(flow, source, Content::Paragraph(line));
        }
    }

    pub(super) fn push(&self, flow: &mut Flow, source: NodeId, content: Content) {
        self.end_line(flow);
        let is_hollow = match &content {
            Content::Quote(inner) => inner.is_empty(),
            Content::Table(table) => table.rows.is_empty(),
            Content::Code(code) => code.text.is_empty(),
            _ => false,
        };
        if !is_hollow {
            self.place(flow, source, content);
        }
    }

    fn place(&self, flow: &mut Flow, source: NodeId, content: Content) {
        let anchor = flow.anchor.take().or_else(|| self.anchor(source));
        let (lang, direction) = (line::lang(self.page, source), line::direction(self.page, source));
        flow.blocks.push(Block { anchor, lang, direction, ..Block::new(source, content) });
    }
}

/// The pictures of a line that holds nothing else.
fn images_of(line: &[Inline]) -> Option<Vec<Image>> {
    let mut images = Vec::new();
    for piece in line {
        match piece {
            Inline::Image(image) => images.push(image.clone()),
            Inline::Link(_, inner) | Inline::Styled(_, inner) | Inline::Anchor(_, inner) => {
                images.extend(images_of(inner)?);
            }
            Inline::Text(text) if text.trim().is_empty() => {}
            Inline::Break => {}
            _ => return None,
        }
    }
    (!images.is_empty()).then_some(images)
}

/// Whether the element means something to the blocks inside it, so that a walk must not begin below it.
const fn is_structure(tag: Tag) -> bool {
    tag.is_inline()
        || tag.is_heading()
        || matches!(
            tag,
            Tag::P
                | Tag::Pre
                | Tag::Ul
                | Tag::Ol
                | Tag::Menu
                | Tag::Dl
                | Tag::Table
                | Tag::Figure
                | Tag::Details
                | Tag::Blockquote
        )
}

const fn level(tag: Tag) -> u8 {
    match tag {
        Tag::H1 => 1,
        Tag::H2 => 2,
        Tag::H3 => 3,
        Tag::H4 => 4,
        Tag::H5 => 5,
        _ => 6,
    }
}

#[cfg(test)]
pub mod tests {
    use super::Builder;
    use crate::article::{
        address::Base,
        chosen::Chosen,
        tree::{Block, Content, Inline, plain},
    };
    use crate::page::{Attr, saved};

    /// The blocks of a page whose every text is the article's, but for those inside an element of class `out`.
    pub fn article_of(html: &str) -> Vec<Block> {
        let page = saved::parse(html, "https://news.example/story");
        let is_out = |id| page.ancestors(id).any(|it| page.attr(it, Attr::Class) == Some("out"));
        let chosen = Chosen::new(&page, page.texts(page.root()).filter(|&it| !is_out(it)), &[]);
        let base = Base::of(&page);
        Builder::new(&page, &chosen, &base, &[], None).blocks()
    }

    fn shape(html: &str) -> String {
        let name = |block: &Block| match &block.content {
            Content::Paragraph(line) => format!("p:{}", plain(line)),
            Content::Heading(level, line) => format!("h{level}:{}", plain(line)),
            Content::List(_, items) => format!("list{}", items.len()),
            Content::Terms(terms) => format!("terms{}", terms.len()),
            Content::Quote(inner) => format!("quote{}", inner.len()),
            Content::Figure(figure) => format!("figure{}:{}", figure.images.len(), plain(&figure.caption)),
            Content::Details(line, inner) => format!("details:{}:{}", plain(line), inner.len()),
            Content::Card(card) => format!("card:{}", card.title),
            Content::Table(_) => "table".to_owned(),
            Content::Code(_) => "code".to_owned(),
            Content::Math(_) => "math".to_owned(),
            Content::Rule => "rule".to_owned(),
        };
        article_of(html).iter().map(name).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn texts_and_breaks_become_paragraphs() {
        assert_eq!(
            shape("<div>One <b>two</b><br>three<br><br>four<p>five</p>six</div>"),
            "p:One two\nthree | p:four | p:five | p:six"
        );
    }

    #[test]
    fn structures_are_kept() {
        let html = "<h2>A</h2><ul><li>b<li>c</ul><dl><dt>d<dd>e</dl><blockquote><p>f</blockquote><hr><details><summary>g</summary>h</details><p>i";
        assert_eq!(shape(html), "h2:A | list2 | terms2 | quote1 | rule | details:g:1 | p:i");
    }

    #[test]
    fn pictures_between_chosen_texts_come_with_their_captions() {
        let html = "<p>a</p><figure><img src=/x.jpg><figcaption class=out>Cap</figcaption></figure><p>b</p><div class=out><img src=/y.jpg></div><p>c</p>";
        assert_eq!(shape(html), "p:a | figure1:Cap | p:b | figure1: | p:c");
    }

    #[test]
    fn teasers_and_asides_between_do_not() {
        let words = "word ".repeat(20);
        let html = format!(
            "<p>a</p><div class=out><img src=/x.jpg><p class=out>{words}</p></div><aside class=out><img src=/y.jpg></aside><p>b</p><img src=/z.jpg>"
        );
        assert_eq!(shape(&html), "p:a | p:b");
    }

    #[test]
    fn films_become_cards_and_other_frames_go() {
        let html = "<p>a</p><iframe src='https://www.youtube.com/embed/q' title='A film'></iframe><iframe src='https://ads.example/x'></iframe><p>b</p>";
        assert_eq!(shape(html), "p:a | card:A film | p:b");
    }

    #[test]
    fn a_link_around_blocks_becomes_links_inside() {
        let blocks = article_of("<a href='/x'><h3>Title</h3><p>Words</p></a>");
        for block in &blocks {
            let (Content::Paragraph(line) | Content::Heading(_, line)) = &block.content else {
                panic!("a line")
            };
            assert!(matches!(line.as_slice(), [Inline::Link(..)]), "{block:?}");
        }
        assert_eq!(blocks.len(), 2);
    }

    #[test]
    fn places_that_links_lead_to_keep_their_names() {
        let blocks =
            article_of("<p>See<sup><a href='#n1'>1</a></sup></p><ol><li id=n1>Note</li><li>Other</li></ol>");
        let Content::List(_, items) = &blocks[1].content else { panic!("a list") };
        assert_eq!(items[0][0].anchor.as_deref(), Some("n1"));
        assert_eq!(items[1][0].anchor, None);
    }

    #[test]
    fn deep_pages_keep_their_text() {
        let html = format!("<p>first</p>{}deep", "<div>".repeat(5_000));
        assert_eq!(shape(&html), "p:first | p:deep");
    }
}

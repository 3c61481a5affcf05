//! What is known of each element before any block is looked at: what it stands in, its path's shape, and the names it bears.
//!
//! All of it is inherited from the parent or counted up in document order, so one pass over the nodes suffices.

use crate::judge::blocks::Blocks;
use crate::judge::tokens::{self, Hash, Level, Packed, UNIT};
use crate::page::{Attr, NodeId, Page, Tag};

/// What an element stands in: a bit for each kind of element around it, itself included.
pub mod inside {
    /// The kinds' names, by bit.
    pub const NAMES: [&str; 20] = [
        "nav",
        "header",
        "footer",
        "aside",
        "main",
        "article",
        "section",
        "form",
        "figure",
        "table",
        "list",
        "quotation",
        "details",
        "dialog",
        "button or label",
        "pre",
        "heading",
        "definition list",
        "item property (article body, text, description)",
        "comment item",
    ];
    /// A heading, `h1` to `h6`.
    pub const HEADING: u32 = 1 << 16;
}

/// Facts of the elements and running counts over the nodes, by node number.
pub struct Nodes {
    /// Bits of [`inside`].
    pub inside: Vec<u32>,
    /// Hash of the path from the root by tag and first class.
    pub shape: Vec<u32>,
    /// Hash of the path by tag alone.
    pub tags: Vec<u32>,
    /// The nearest ancestor that holds more blocks than the element does.
    pub wider: Vec<Option<NodeId>>,
    /// Running counts: elements, images, controls, links, before each node; one more than there are nodes.
    counts: Vec<Tally>,
    /// Log-odds of the element's names at each level but the far one, in sixteenths.
    own: Vec<[i32; 5]>,
    /// Sum of the names' far weights from the root down to the element, in sixteenths.
    far: Vec<i32>,
}

/// Counts of elements.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    /// Elements of any kind.
    pub elements: u32,
    /// `img`, `picture`, `video`, `svg` and frames.
    pub media: u32,
    /// Buttons, inputs, selections.
    pub controls: u32,
    /// Links with an address.
    pub links: u32,
}

/// Log-odds of the names around a block, from the trained table.
#[derive(Debug, Clone, Copy, Default)]
pub struct NameOdds {
    /// All of them together.
    pub total: f32,
    /// The block's element and the inline elements around its first text.
    pub own: f32,
    /// The parent.
    pub parent: f32,
    /// Two to six levels up.
    pub near: f32,
    /// Further up.
    pub far: f32,
    /// The lowest of any one element up to six levels up.
    pub lowest: f32,
    /// The highest of any one element up to six levels up.
    pub highest: f32,
}

impl Nodes {
    /// Gathers the facts. Cost: one pass; names are read only of elements that hold blocks.
    #[must_use]
    pub fn of(page: &Page, blocks: &Blocks, names: Packed<'_>) -> Self {
        let mut it = Self {
            inside: Vec::with_capacity(page.len()),
            shape: Vec::with_capacity(page.len()),
            tags: Vec::with_capacity(page.len()),
            wider: Vec::with_capacity(page.len()),
            counts: Vec::with_capacity(page.len() + 1),
            own: vec![[0; 5]; page.len()],
            far: vec![0; page.len()],
        };
        let mut tally = Tally::default();
        let mut seen = Vec::new();
        for id in page.ids() {
            it.counts.push(tally);
            let tag = page.tag(id);
            let parent = page.parent(id);
            let above = parent.map_or(usize::MAX, NodeId::index);
            let outer = it.inside.get(above).copied().unwrap_or(0);
            let shape = it.shape.get(above).copied().unwrap_or(0);
            let tags = it.tags.get(above).copied().unwrap_or(0);
            if tag == Tag::Text {
                it.inside.push(outer);
                it.shape.push(shape);
                it.tags.push(tags);
                it.wider.push(None);
                continue;
            }
            tally.elements += 1;
            tally.media +=
                u32::from(matches!(tag, Tag::Img | Tag::Video | Tag::Svg | Tag::Iframe | Tag::Audio));
            tally.controls +=
                u32::from(matches!(tag, Tag::Button | Tag::Input | Tag::Select | Tag::Textarea));
            tally.links += u32::from(tag == Tag::A && page.attr(id, Attr::Href).is_some());
            it.inside.push(outer | bits(page, id, tag));
            let class = page
                .attr(id, Attr::Class)
                .and_then(|it| it.split_ascii_whitespace().next())
                .unwrap_or_default();
            let step = Hash::of('/').text(page.name(id));
            it.tags.push(Hash(tags).and(step).0);
            it.shape.push(Hash(shape).and(step).and(without_digits(class)).0);
            let span = blocks.inside(page, id);
            let wider = parent.and_then(|up| {
                if blocks.inside(page, up) == span {
                    it.wider.get(above).copied().flatten()
                } else {
                    Some(up)
                }
            });
            it.wider.push(wider);
            let inline = tag.is_inline();
            let far = it.far.get(above).copied().unwrap_or(0);
            if !span.is_empty() || inline {
                it.read_names(page, id, names, inline, &mut seen);
            }
            if let Some(own) = it.far.get_mut(id.index()) {
                *own += far;
            }
        }
        it.counts.push(tally);
        it
    }

    /// Counts of the elements inside the node, itself included.
    #[must_use]
    pub fn tally(&self, page: &Page, id: NodeId) -> Tally {
        let at = |index: usize| self.counts.get(index).copied().unwrap_or_default();
        let (start, end) = (at(id.index()), at(page.end(id)));
        Tally {
            elements: end.elements.saturating_sub(start.elements),
            media: end.media.saturating_sub(start.media),
            controls: end.controls.saturating_sub(start.controls),
            links: end.links.saturating_sub(start.links),
        }
    }

    /// The names' odds for a block of `node` whose first text is `text`.
    #[must_use]
    pub fn name_odds(&self, page: &Page, node: NodeId, text: NodeId) -> NameOdds {
        let at = |id: NodeId, level: Level| {
            self.own.get(id.index()).and_then(|it| it.get(level as usize)).copied().unwrap_or(0)
        };
        let inline: i32 =
            page.ancestors(text).take_while(|&it| it != node).map(|it| at(it, Level::Inline)).sum();
        let own = at(node, Level::Own) + inline;
        let (mut parent, mut near, mut far, mut lowest, mut highest) = (0, 0, 0, own, own);
        for (steps, id) in page.ancestors(node).enumerate() {
            let level = Level::above(steps + 1);
            if level == Level::Far {
                far = self.far.get(id.index()).copied().unwrap_or(0);
                break;
            }
            let odds = at(id, level);
            *(if level == Level::Parent { &mut parent } else { &mut near }) += odds;
            lowest = lowest.min(odds);
            highest = highest.max(odds);
        }
        let scaled = |sum: i32| sum as f32 / UNIT;
        NameOdds {
            total: scaled(own + parent + near + far),
            own: scaled(own),
            parent: scaled(parent),
            near: scaled(near),
            far: scaled(far),
            lowest: scaled(lowest),
            highest: scaled(highest),
        }
    }

    fn read_names(&mut self, page: &Page, id: NodeId, table: Packed<'_>, inline: bool, seen: &mut Vec<u32>) {
        tokens::names(page, id, seen);
        let sum = |level| seen.iter().map(|&hash| table.weight(tokens::name_slot(hash, level))).sum::<i32>();
        let Some(own) = self.own.get_mut(id.index()) else { return };
        *own = if inline {
            [sum(Level::Inline), 0, 0, 0, 0]
        } else {
            [0, sum(Level::Own), sum(Level::Parent), sum(Level::Near), sum(Level::Middle)]
        };
        if let Some(far) = self.far.get_mut(id.index()).filter(|_| !inline) {
            *far = sum(Level::Far);
        }
    }
}

fn bits(page: &Page, id: NodeId, tag: Tag) -> u32 {
    let by_tag = match tag {
        Tag::Nav => 1,
        Tag::Header => 1 << 1,
        Tag::Footer => 1 << 2,
        Tag::Aside => 1 << 3,
        Tag::Main => 1 << 4,
        Tag::Article => 1 << 5,
        Tag::Section => 1 << 6,
        Tag::Form => 1 << 7,
        Tag::Figure | Tag::Figcaption => 1 << 8,
        Tag::Table => 1 << 9,
        Tag::Ul | Tag::Ol | Tag::Menu => 1 << 10,
        Tag::Blockquote => 1 << 11,
        Tag::Details => 1 << 12,
        Tag::Dialog => 1 << 13,
        Tag::Button | Tag::Label => 1 << 14,
        Tag::Pre => 1 << 15,
        Tag::Dl => 1 << 17,
        _ if tag.is_heading() => inside::HEADING,
        _ => 0,
    };
    let by_role = match page.attr(id, Attr::Role) {
        Some("navigation" | "menu" | "menubar") => 1,
        Some("banner") => 1 << 1,
        Some("contentinfo") => 1 << 2,
        Some("complementary") => 1 << 3,
        Some("main") => 1 << 4,
        Some("article") => 1 << 5,
        Some("dialog" | "alertdialog") => 1 << 13,
        Some("button" | "tab") => 1 << 14,
        _ => 0,
    };
    let by_item = match page.attr(id, Attr::Itemprop) {
        Some("articleBody" | "text" | "description" | "reviewBody" | "mainContentOfPage") => 1 << 18,
        Some("comment") => 1 << 19,
        _ => 0,
    };
    by_tag | by_role | by_item
}

/// Numbered classes (`post-123`) are of one shape.
fn without_digits(class: &str) -> Hash {
    class.chars().filter(|c| !c.is_ascii_digit()).fold(Hash::of('.'), Hash::char)
}

#[cfg(test)]
mod tests {
    use super::Nodes;
    use crate::judge::{blocks::Blocks, tokens::Packed};
    use crate::page::{Page, Tag};

    #[test]
    fn equal_paths_have_equal_shapes() {
        let page: Page =
            "body\n  div .post-1\n    p 'one'\n  div .post-2\n    p 'two'\n  div .other\n    p 'three'"
                .parse()
                .unwrap();
        let nodes = Nodes::of(&page, &Blocks::of(&page), Packed::default());
        let shapes: Vec<u32> =
            page.ids().filter(|&it| page.tag(it) == Tag::P).map(|it| nodes.shape[it.index()]).collect();
        assert_eq!(shapes[0], shapes[1]);
        assert_ne!(shapes[0], shapes[2]);
    }

    #[test]
    fn wrappers_that_hold_no_more_are_passed_over() {
        let page: Page = "body\n  p 'one'\n  section\n    div\n      p 'two'".parse().unwrap();
        let nodes = Nodes::of(&page, &Blocks::of(&page), Packed::default());
        let last = page.ids().rfind(|&it| page.tag(it) == Tag::P).unwrap();
        assert_eq!(page.tag(nodes.wider[last.index()].unwrap()), Tag::Body);
    }
}

//! Blocks and lines of the article as elements, one way only.

use super::tree::{Attr, Element, Node, Tag};
use crate::article::{
    address::Target,
    tree::{Block, Card, Content, Image, Inline, Math, MathNode, Numbering, Player, Row, Style, Table, Term},
};
use std::collections::HashSet;

/// Blocks at the start of an article among which a picture makes a lead picture superfluous.
const LEAD_REACH: usize = 3;

/// The article's elements. Names that links lead to become `place-1`, `place-2`, …: the page's may hold anything.
pub fn body(blocks: &[Block], places: &mut Places) -> Vec<Node> {
    elements(blocks, places)
}

/// Whether a picture stands among the first blocks.
pub fn begins_with_picture(blocks: &[Block]) -> bool {
    blocks.iter().take(LEAD_REACH).any(|it| matches!(it.content, Content::Figure(_)))
}

/// Names of places, in the order in which they were met.
#[derive(Default)]
pub struct Places {
    names: Vec<String>,
    /// Those that an element has got already, by number: a page may give one name to several, and links lead to the first.
    given: HashSet<usize>,
}

impl Places {
    fn id(&mut self, name: &str) -> String {
        format!("place-{}", self.number(name) + 1)
    }

    /// The element with the name, unless another has it.
    fn named(&mut self, element: Element, name: &str) -> Element {
        let number = self.number(name);
        if self.given.insert(number) { element.with(Attr::Id(self.id(name))) } else { element }
    }

    fn number(&mut self, name: &str) -> usize {
        self.names.iter().position(|it| it == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }
}

fn elements(blocks: &[Block], places: &mut Places) -> Vec<Node> {
    blocks.iter().map(|it| element(it, places).into()).collect()
}

fn element(block: &Block, places: &mut Places) -> Element {
    let mut element = match &block.content {
        Content::Paragraph(line) => Element::new(Tag::P, inline(line, places)),
        Content::Heading(level, line) => Element::new(heading(*level), inline(line, places)),
        Content::List(numbering, items) => list(*numbering, items, places),
        Content::Terms(terms) => Element::new(Tag::Dl, terms.iter().map(|it| term(it, places)).collect()),
        Content::Quote(inner) => Element::new(Tag::Blockquote, elements(inner, places)),
        Content::Figure(figure) => {
            let mut children: Vec<Node> = figure.images.iter().map(|it| picture(it).into()).collect();
            if !figure.caption.is_empty() {
                children.push(Element::new(Tag::Figcaption, inline(&figure.caption, places)).into());
            }
            Element::new(Tag::Figure, children)
        }
        Content::Table(table) => table_element(table, places),
        Content::Code(code) => {
            let inner = Element::new(Tag::Code, vec![Node::Text(code.text.clone())]);
            let inner = match &code.language {
                Some(language) => inner.with(Attr::DataLanguage(language.clone())),
                None => inner,
            };
            Element::new(Tag::Pre, vec![inner.into()])
        }
        Content::Math(formula) => Element::new(Tag::P, vec![math(formula)]),
        Content::Details(line, inner) => {
            let mut children = vec![Element::new(Tag::Summary, inline(line, places)).into()];
            children.extend(elements(inner, places));
            Element::new(Tag::Details, children)
        }
        Content::Card(card) => card_element(card),
        Content::Rule => Element::new(Tag::Hr, Vec::new()),
    };
    if let Some(name) = &block.anchor {
        element = places.named(element, name);
    }
    if let Some(lang) = &block.lang {
        element = element.with(Attr::Lang(lang.clone()));
    }
    if let Some(direction) = block.direction {
        element = element.with(Attr::Dir(direction));
    }
    element.from(block.source)
}

fn list(numbering: Numbering, items: &[Vec<Block>], places: &mut Places) -> Element {
    let children = items.iter().map(|it| item(it, places).into()).collect();
    match numbering {
        Numbering::None => Element::new(Tag::Ul, children),
        Numbering::From(1) => Element::new(Tag::Ol, children),
        Numbering::From(start) => Element::new(Tag::Ol, children).with(Attr::Start(start)),
    }
}

/// An item of one paragraph holds its line bare.
fn item(blocks: &[Block], places: &mut Places) -> Element {
    let source = blocks.first().map(|it| it.source);
    let item = match blocks {
        [Block { content: Content::Paragraph(line), anchor, .. }] => {
            let item = Element::new(Tag::Li, inline(line, places));
            match anchor {
                Some(name) => places.named(item, name),
                None => item,
            }
        }
        blocks => Element::new(Tag::Li, elements(blocks, places)),
    };
    Element { source, ..item }
}

fn term(term: &Term, places: &mut Places) -> Node {
    match term {
        Term::Name(line) => Element::new(Tag::Dt, inline(line, places)).into(),
        Term::Meaning(blocks) => Element::new(Tag::Dd, cell_content(blocks, places)).into(),
    }
}

fn table_element(table: &Table, places: &mut Places) -> Element {
    let mut children: Vec<Node> = Vec::new();
    if !table.caption.is_empty() {
        children.push(Element::new(Tag::Caption, inline(&table.caption, places)).into());
    }
    let head = table.rows.iter().take_while(|it| it.in_head).count();
    let (head, rest) = table.rows.split_at_checked(head).unwrap_or((&[], &table.rows));
    for (tag, rows) in [(Tag::Thead, head), (Tag::Tbody, rest)] {
        if !rows.is_empty() {
            children.push(Element::new(tag, rows.iter().map(|it| row(it, places).into()).collect()).into());
        }
    }
    Element::new(Tag::Table, children)
}

fn row(row: &Row, places: &mut Places) -> Element {
    let cells = row.cells.iter().map(|it| {
        let tag = if it.is_header || row.in_head { Tag::Th } else { Tag::Td };
        let mut cell = Element::new(tag, cell_content(&it.content, places));
        if it.span.0 > 1 {
            cell = cell.with(Attr::Colspan(it.span.0));
        }
        if it.span.1 > 1 {
            cell = cell.with(Attr::Rowspan(it.span.1));
        }
        cell.into()
    });
    Element::new(Tag::Tr, cells.collect())
}

fn cell_content(blocks: &[Block], places: &mut Places) -> Vec<Node> {
    match blocks {
        [Block { content: Content::Paragraph(line), anchor: None, .. }] => inline(line, places),
        blocks => elements(blocks, places),
    }
}

/// A film or post as a link that says where it leads, with the page's own poster; nothing of it is loaded.
fn card_element(card: &Card) -> Element {
    let mut children: Vec<Node> = card.poster.iter().map(|it| picture(it).into()).collect();
    let link = Element::new(Tag::A, vec![Node::Text(card.title.clone())])
        .with(Attr::Href(Target::Web(card.address.clone())));
    children.push(link.into());
    children.push(Element::new(Tag::Figcaption, vec![Node::Text(card.provider.clone())]).into());
    let figure = Element::new(Tag::Figure, children);
    // A frame without TLS would not load inside a page that has it; such a card stays a link.
    if card.player == Player::File || card.address.is_secure() {
        figure.with(Attr::DataCard(card.kind, card.player))
    } else {
        figure
    }
}

fn picture(image: &Image) -> Element {
    let mut element = Element::new(Tag::Img, Vec::new())
        .with(Attr::Src(image.source.clone()))
        .with(Attr::Alt(image.alt.clone()));
    if let Some((width, height)) = image.size {
        element = element.with(Attr::Width(width)).with(Attr::Height(height));
    }
    Element { source: image.node, ..element }
}

fn math(math: &Math) -> Node {
    let Some(markup) = &math.markup else {
        return Element::new(Tag::Code, vec![Node::Text(math.source.clone())]).into();
    };
    match math_node(markup) {
        Node::Element(mut element) => {
            if math.is_display {
                element = element.with(Attr::DisplayBlock);
            }
            if !math.source.is_empty() {
                element = element.with(Attr::Alttext(math.source.clone()));
            }
            element.into()
        }
        text @ Node::Text(_) => text,
    }
}

fn math_node(node: &MathNode) -> Node {
    match node {
        MathNode::Text(text) => Node::Text(text.clone()),
        MathNode::Element(tag, inner) => {
            Element::new(Tag::Math(*tag), inner.iter().map(math_node).collect()).into()
        }
    }
}

fn inline(line: &[Inline], places: &mut Places) -> Vec<Node> {
    line.iter().map(|it| piece(it, places)).collect()
}

fn piece(piece: &Inline, places: &mut Places) -> Node {
    match piece {
        Inline::Text(text) => Node::Text(text.clone()),
        Inline::Break => Element::new(Tag::Br, Vec::new()).into(),
        Inline::Styled(style, inner) => Element::new(styled(*style), inline(inner, places)).into(),
        Inline::Link(target, inner) => {
            let target = match target {
                Target::Anchor(name) => Target::Anchor(places.id(name)),
                target => target.clone(),
            };
            Element::new(Tag::A, inline(inner, places)).with(Attr::Href(target)).into()
        }
        Inline::Code(text) => Element::new(Tag::Code, vec![Node::Text(text.clone())]).into(),
        Inline::Image(image) => picture(image).into(),
        Inline::Math(formula) => math(formula),
        Inline::Anchor(name, inner) => {
            let span = Element::new(Tag::Span, inline(inner, places));
            places.named(span, name).into()
        }
        Inline::Foreign(lang, direction, inner) => {
            let mut span = Element::new(Tag::Span, inline(inner, places));
            if let Some(lang) = lang {
                span = span.with(Attr::Lang(lang.clone()));
            }
            if let Some(direction) = direction {
                span = span.with(Attr::Dir(*direction));
            }
            span.into()
        }
    }
}

const fn heading(level: u8) -> Tag {
    match level {
        0..=2 => Tag::H2,
        3 => Tag::H3,
        4 => Tag::H4,
        5 => Tag::H5,
        _ => Tag::H6,
    }
}

const fn styled(style: Style) -> Tag {
    match style {
        Style::Emphasis => Tag::Em,
        Style::Strong => Tag::Strong,
        Style::Underlined => Tag::U,
        Style::Deleted => Tag::Del,
        Style::Inserted => Tag::Ins,
        Style::Marked => Tag::Mark,
        Style::Small => Tag::Small,
        Style::Subscript => Tag::Sub,
        Style::Superscript => Tag::Sup,
        Style::Keyboard => Tag::Kbd,
        Style::Sample => Tag::Samp,
        Style::Variable => Tag::Var,
        Style::Quoted => Tag::Q,
        Style::Cited => Tag::Cite,
        Style::Ruby => Tag::Ruby,
        Style::RubyText => Tag::Rt,
        Style::RubyParenthesis => Tag::Rp,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tree::Node, Places, body};
    use crate::article::read_all;

    fn wire(html: &str) -> String {
        let nodes: Vec<Node> = body(&read_all(html), &mut Places::default());
        serde_json::to_string(&nodes).unwrap()
    }

    #[test]
    fn nothing_but_the_allowed_gets_through() {
        let wire = wire(
            "<p onclick=x style=y class=z>One <a href='javascript:alert(1)'>two</a> <a href='/three' onclick=x>three</a></p>\
             <custom-thing>four</custom-thing><svg><script>5</script></svg><p>six</p>",
        );
        for word in ["onclick", "style", "class", "javascript", "custom", "script", "svg"] {
            assert!(!wire.contains(word), "{word} in {wire}");
        }
        assert!(
            wire.contains(r#""attrs":{"href":"https://news.example/three"},"children":["three"]"#),
            "{wire}"
        );
    }

    #[test]
    fn a_name_is_given_once() {
        let wire = wire("<p><a href='#n'>1</a></p><p id=n>One</p><p id=n>Two</p>");
        assert_eq!(wire.matches(r#""id":"place-1""#).count(), 1, "{wire}");
    }

    #[test]
    fn notes_and_their_marks_find_each_other() {
        let wire = wire(
            "<p>Words<sup id=r><a href='#weird name!'>1</a></sup></p><ol><li id='weird name!'>Note <a href='#r'>back</a></li><li>Other</li></ol>",
        );
        for place in ["place-1", "place-2"] {
            assert!(
                wire.contains(&format!(r##""href":"#{place}""##))
                    && wire.contains(&format!(r#""id":"{place}""#)),
                "{wire}"
            );
        }
    }
}

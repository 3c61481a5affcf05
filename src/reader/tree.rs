//! The elements, attributes and values that the reader can show; there are no others.
//!
//! An address is an `article::address` type, which knows `http`, `https`, `mailto`, places in the article and inline
//! pictures. An element of the page that has no tag here cannot be built. Styles, events and classes do not exist.

use crate::{
    article::{
        address::{ImageSource, Target},
        tree::{CardKind, Direction, MathTag, Player},
    },
    page::NodeId,
};
use serde::{Serialize, Serializer, ser::SerializeStruct};

/// A node of the reader's tree.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Text.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element of the reader's tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Its name.
    pub tag: Tag,
    /// Its attributes.
    pub attrs: Vec<Attr>,
    /// The page's node that it was made from, for keeping the reading place.
    pub source: Option<NodeId>,
    /// What it holds.
    pub children: Vec<Node>,
}

/// Makes the list of HTML elements with their names.
macro_rules! tags {
    ($($variant:ident $text:literal,)*) => {
        /// An element's name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each variant is the element that it spells")]
        pub enum Tag { $($variant,)* Math(MathTag) }

        impl Tag {
            /// The element's name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* Self::Math(tag) => tag.text() }
            }
        }
    };
}

tags! {
    P "p", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Ul "ul", Ol "ol", Li "li", Dl "dl", Dt "dt", Dd "dd", Blockquote "blockquote",
    Figure "figure", Figcaption "figcaption", Img "img", Table "table", Caption "caption", Thead "thead", Tbody "tbody", Tr "tr",
    Th "th", Td "td", Pre "pre", Code "code", Details "details", Summary "summary", Hr "hr", Br "br", A "a", Span "span", Em "em",
    Strong "strong", U "u", Del "del", Ins "ins", Mark "mark", Small "small", Sub "sub", Sup "sup", Kbd "kbd", Samp "samp", Var "var",
    Q "q", Cite "cite", Ruby "ruby", Rt "rt", Rp "rp",
}

/// An attribute with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attr {
    /// Where a link leads.
    Href(Target),
    /// Where a picture comes from.
    Src(ImageSource),
    /// What a picture shows.
    Alt(String),
    /// Width of a picture, CSS px.
    Width(u32),
    /// Height of a picture, CSS px.
    Height(u32),
    /// The name that links of the article lead to: letters, digits and `-` only.
    Id(String),
    /// Language, BCP 47.
    Lang(String),
    /// Which way the text runs.
    Dir(Direction),
    /// First number of a list.
    Start(i32),
    /// Columns that a cell spans.
    Colspan(u16),
    /// Rows that a cell spans.
    Rowspan(u16),
    /// A formula on lines of its own.
    DisplayBlock,
    /// A formula in words or TeX.
    Alttext(String),
    /// The language that code is written in.
    DataLanguage(String),
    /// What a card embeds, and so what plays it.
    DataCard(CardKind, Player),
}

impl Attr {
    /// The attribute's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Href(_) => "href",
            Self::Src(_) => "src",
            Self::Alt(_) => "alt",
            Self::Width(_) => "width",
            Self::Height(_) => "height",
            Self::Id(_) => "id",
            Self::Lang(_) => "lang",
            Self::Dir(_) => "dir",
            Self::Start(_) => "start",
            Self::Colspan(_) => "colspan",
            Self::Rowspan(_) => "rowspan",
            Self::DisplayBlock => "display",
            Self::Alttext(_) => "alttext",
            Self::DataLanguage(_) => "data-language",
            Self::DataCard(..) => "data-card",
        }
    }

    /// The attribute's value, not escaped.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Href(target) => target.to_string(),
            Self::Src(source) => source.to_string(),
            Self::Alt(text)
            | Self::Id(text)
            | Self::Lang(text)
            | Self::Alttext(text)
            | Self::DataLanguage(text) => text.clone(),
            Self::Width(number) | Self::Height(number) => number.to_string(),
            Self::Dir(direction) => super::direction(*direction).to_owned(),
            Self::Start(number) => number.to_string(),
            Self::Colspan(number) | Self::Rowspan(number) => number.to_string(),
            Self::DisplayBlock => "block".to_owned(),
            Self::DataCard(kind, player) => card(*kind, *player).to_owned(),
        }
    }
}

impl Element {
    /// An element that holds the given nodes.
    #[must_use]
    pub const fn new(tag: Tag, children: Vec<Node>) -> Self {
        Self { tag, attrs: Vec::new(), source: None, children }
    }

    /// The same with an attribute more.
    #[must_use]
    pub fn with(mut self, attr: Attr) -> Self {
        self.attrs.push(attr);
        self
    }

    /// The same, made from a node of the page.
    #[must_use]
    pub const fn from(mut self, source: NodeId) -> Self {
        self.source = Some(source);
        self
    }
}

/// Forgets from which nodes of a page this was made: that page is gone.
pub(super) fn forget_source(node: &mut Node) {
    if let Node::Element(element) = node {
        element.source = None;
        element.children.iter_mut().for_each(forget_source);
    }
}

const fn card(kind: CardKind, player: Player) -> &'static str {
    match (player, kind) {
        (Player::Frame, CardKind::Video) => "video-frame",
        (Player::Frame, CardKind::Audio) => "audio-frame",
        (Player::Frame, CardKind::Embed) => "frame",
        (Player::File, CardKind::Audio) => "audio",
        (Player::File, _) => "video",
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Element(element) => element.serialize(serializer),
        }
    }
}

impl Serialize for Element {
    /// `{ tag, attrs?, source?, children? }`, absent parts left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (has_attrs, has_children) = (!self.attrs.is_empty(), !self.children.is_empty());
        let parts =
            1 + usize::from(has_attrs) + usize::from(self.source.is_some()) + usize::from(has_children);
        let mut out = serializer.serialize_struct("Element", parts)?;
        out.serialize_field("tag", self.tag.name())?;
        if has_attrs {
            out.serialize_field("attrs", &Attrs(&self.attrs))?;
        }
        if let Some(source) = self.source {
            out.serialize_field("source", &source.0)?;
        }
        if has_children {
            out.serialize_field("children", &self.children)?;
        }
        out.end()
    }
}

struct Attrs<'a>(&'a [Attr]);

impl Serialize for Attrs<'_> {
    /// A struct, since JavaScript gets a plain object from it and a `Map` from a map.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Attrs", self.0.len())?;
        for attr in self.0 {
            out.serialize_field(attr.name(), &attr.value())?;
        }
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::{Attr, Element, Node, Tag};
    use crate::page::NodeId;

    #[test]
    fn the_wire_form_leaves_out_what_is_absent() {
        let code = Element::new(Tag::Code, vec![Node::Text("x".to_owned())])
            .with(Attr::DataLanguage("rust".to_owned()));
        let pre = Node::from(Element::new(Tag::Pre, vec![code.into()]).from(NodeId(7)));
        assert_eq!(
            serde_json::to_string(&pre).unwrap(),
            r#"{"tag":"pre","source":7,"children":[{"tag":"code","attrs":{"data-language":"rust"},"children":["x"]}]}"#
        );
        assert_eq!(
            serde_json::to_string(&Node::from(Element::new(Tag::Hr, Vec::new()))).unwrap(),
            r#"{"tag":"hr"}"#
        );
    }
}

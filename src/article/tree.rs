//! The article as a typed tree: what a block or a piece of a line can be, and nothing else.
//!
//! The tree holds meaning, not markup: which elements show it is the reader's business, which characters the Markdown
//! export's. There is no variant for raw HTML, for scripts or for styles, so none can get through.

use super::address::{ImageSource, Target, WebAddress};
use crate::page::NodeId;

/// Which way a text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// A block of the article and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The page's node, for keeping the reading place.
    pub source: NodeId,
    /// The name that links of the article lead to, if any does.
    pub anchor: Option<String>,
    /// The block's own language (BCP 47), where it declares one.
    pub lang: Option<String>,
    /// The block's own direction, where it declares one.
    pub direction: Option<Direction>,
    /// What it is.
    pub content: Content,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Lines of text.
    Paragraph(Vec<Inline>),
    /// A heading; level 2 to 6, since 1 is the title's.
    Heading(u8, Vec<Inline>),
    /// A list, each item a run of blocks.
    List(Numbering, Vec<Vec<Block>>),
    /// Terms and what they mean.
    Terms(Vec<Term>),
    /// Words of somebody else.
    Quote(Vec<Block>),
    /// Pictures with their caption.
    Figure(Figure),
    /// A table of data.
    Table(Table),
    /// Code with its line ends.
    Code(Code),
    /// A formula on lines of its own.
    Math(Math),
    /// A part that folds: its heading and what it holds.
    Details(Vec<Inline>, Vec<Block>),
    /// A film, a recording or a post that the page embeds, as a link.
    Card(Box<Card>),
    /// A break between parts.
    Rule,
}

/// How a list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// Bullets.
    None,
    /// Numbers from this one on.
    From(i32),
}

/// A part of a list of terms.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// What is explained.
    Name(Vec<Inline>),
    /// The explanation.
    Meaning(Vec<Block>),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Text, its white space squeezed.
    Text(String),
    /// A line end that the author wanted.
    Break,
    /// Text in a style.
    Styled(Style, Vec<Inline>),
    /// A link.
    Link(Target, Vec<Inline>),
    /// Code inside a line.
    Code(String),
    /// A picture inside a line.
    Image(Image),
    /// A formula inside a line.
    Math(Math),
    /// A place that links of the article lead to.
    Anchor(String, Vec<Inline>),
    /// Text in another language, or running the other way.
    Foreign(Option<String>, Option<Direction>, Vec<Inline>),
}

/// A style of text that carries meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the HTML element of that meaning")]
pub enum Style {
    Emphasis,
    Strong,
    Underlined,
    Deleted,
    Inserted,
    Marked,
    Small,
    Subscript,
    Superscript,
    Keyboard,
    Sample,
    Variable,
    Quoted,
    Cited,
    Ruby,
    RubyText,
    RubyParenthesis,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Where it comes from.
    pub source: ImageSource,
    /// What it shows, in words; may be empty.
    pub alt: String,
    /// Declared width and height, CSS px.
    pub size: Option<(u32, u32)>,
    /// The page's own element, which knows the file that it loaded.
    pub node: Option<NodeId>,
}

/// Pictures that belong together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// The pictures, at least one.
    pub images: Vec<Image>,
    /// What they show; may be empty.
    pub caption: Vec<Inline>,
    /// Whether the judge takes the caption for main content; else it only comes along with its picture.
    pub is_caption_chosen: bool,
}

/// A table of data.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: Vec<Inline>,
    /// Its rows, the head's first.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Whether it stands in the head.
    pub in_head: bool,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Whether it names a row or a column.
    pub is_header: bool,
    /// Columns and rows that it spans, at least 1.
    pub span: (u16, u16),
    /// What it holds.
    pub content: Vec<Block>,
}

/// Code on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Lower-case name of the language, where the page gives one.
    pub language: Option<String>,
    /// The lines, joined by `\n`.
    pub text: String,
}

/// A formula, once, however often the page carries it.
#[derive(Debug, Clone, PartialEq)]
pub struct Math {
    /// Whether it stands on lines of its own.
    pub is_display: bool,
    /// Its MathML, where the page has it.
    pub markup: Option<MathNode>,
    /// Its TeX source or plain text, where the page has it; may be empty.
    pub source: String,
}

/// A node of MathML.
#[derive(Debug, Clone, PartialEq)]
pub enum MathNode {
    /// An element.
    Element(MathTag, Vec<MathNode>),
    /// A text.
    Text(String),
}

/// Something embedded, as a link that can be played in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What it is.
    pub kind: CardKind,
    /// What plays it.
    pub player: Player,
    /// Where it plays, as the page itself has it.
    pub address: WebAddress,
    /// Its title, or the provider's name.
    pub title: String,
    /// Who provides it: a service's name, or the host's.
    pub provider: String,
    /// The picture that the page shows until it plays.
    pub poster: Option<Image>,
}

/// What plays a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Player {
    /// A frame of a service that is known.
    Frame,
    /// The browser itself: the address is that of a file.
    File,
}

/// What a card leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardKind {
    /// A film.
    Video,
    /// A recording.
    Audio,
    /// Something else: a post, a map, a chart.
    Embed,
}

/// Makes the list of MathML elements with their names.
macro_rules! math_tags {
    ($($variant:ident $text:literal,)*) => {
        /// The elements of MathML Core that carry meaning; others are unwrapped.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each variant is the element that it spells")]
        pub enum MathTag { $($variant,)* }

        impl MathTag {
            /// The element of a lower-case name.
            #[must_use]
            pub fn of(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }

            /// The element's name.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

math_tags! {
    Math "math", Row "mrow", Identifier "mi", Number "mn", Operator "mo", Str "ms", Text "mtext", Space "mspace",
    Fraction "mfrac", Sqrt "msqrt", Root "mroot", Style "mstyle", Error "merror", Padded "mpadded", Phantom "mphantom",
    Sub "msub", Sup "msup", SubSup "msubsup", Under "munder", Over "mover", UnderOver "munderover",
    MultiScripts "mmultiscripts", PreScripts "mprescripts", None "none", Table "mtable", TableRow "mtr", Cell "mtd",
    Enclose "menclose",
}

impl Block {
    /// A block without attributes of its own.
    #[must_use]
    pub const fn new(source: NodeId, content: Content) -> Self {
        Self { source, anchor: None, lang: None, direction: None, content }
    }
}

/// The plain text of a line: words of links, code and formulas included, line ends as `\n`.
#[must_use]
pub fn plain(line: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(&mut out, line);
    out
}

fn push_plain(out: &mut String, line: &[Inline]) {
    for piece in line {
        match piece {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Styled(_, inner)
            | Inline::Link(_, inner)
            | Inline::Anchor(_, inner)
            | Inline::Foreign(_, _, inner) => {
                push_plain(out, inner);
            }
            Inline::Math(math) => out.push_str(&math.source),
            Inline::Image(_) => {}
        }
    }
}

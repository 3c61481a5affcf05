//! The reader's tree as well-formed markup, the same characters for HTML and XHTML.
//!
//! Only what `reader::tree` can represent is written, and every text and value is escaped: no page content becomes markup.

use crate::reader::tree::{Attr, Element, Node, Tag};
use std::fmt::Write;

/// Which dialect is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// HTML: a browser knows MathML by its name.
    Html,
    /// XHTML: MathML carries its namespace.
    Xhtml,
}

/// Appends nodes. `picture` gives the address to write for a picture, or none to write its description instead.
pub fn push(out: &mut String, nodes: &[Node], dialect: Dialect, picture: &dyn Fn(&str) -> Option<String>) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&escape(text)),
            Node::Element(element) => push_element(out, element, dialect, picture),
        }
    }
}

/// Text or an attribute's value without characters that mean something in markup, and without those that XML forbids.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
    out
}

fn push_element(
    out: &mut String,
    element: &Element,
    dialect: Dialect,
    picture: &dyn Fn(&str) -> Option<String>,
) {
    let name = element.tag.name();
    let mut replaced = None;
    if element.tag == Tag::Img {
        let src =
            element.attrs.iter().find(|it| matches!(it, Attr::Src(_))).map(Attr::value).unwrap_or_default();
        replaced = picture(&src);
        if replaced.is_none() {
            return push_description(out, element);
        }
    }
    out.push('<');
    out.push_str(name);
    if dialect == Dialect::Xhtml && name == "math" {
        out.push_str(" xmlns=\"http://www.w3.org/1998/Math/MathML\"");
    }
    for attr in &element.attrs {
        let value = match attr {
            Attr::Src(_) => replaced.clone().unwrap_or_default(),
            // EPUB knows no data attributes on code, and readers of files have no use for it.
            Attr::DataLanguage(_) if dialect == Dialect::Xhtml => continue,
            // What plays a card is the reader's matter.
            Attr::DataCard(..) => continue,
            attr => attr.value(),
        };
        let _ = write!(out, " {}=\"{}\"", attr.name(), escape(&value));
        if matches!(attr, Attr::Lang(_)) && dialect == Dialect::Xhtml {
            let _ = write!(out, " xml:lang=\"{}\"", escape(&value));
        }
    }
    if matches!(element.tag, Tag::Img | Tag::Br | Tag::Hr) {
        return out.push_str("/>");
    }
    out.push('>');
    push(out, &element.children, dialect, picture);
    let _ = write!(out, "</{name}>");
}

/// What a picture shows, where the picture itself is not at hand.
fn push_description(out: &mut String, image: &Element) {
    let alt = image.attrs.iter().find(|it| matches!(it, Attr::Alt(_))).map(Attr::value).unwrap_or_default();
    if !alt.is_empty() {
        let _ = write!(out, "<em>[{}]</em>", escape(&alt));
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, push};
    use crate::{article::read_all, reader};

    fn written(html: &str, dialect: Dialect) -> String {
        let mut out = String::new();
        push(&mut out, &reader::body(&read_all(html)), dialect, &|src| {
            src.ends_with("a.png").then(|| "images/1.png".to_owned())
        });
        out
    }

    #[test]
    fn everything_is_escaped_and_closed() {
        let html = "<p>a &lt;script&gt; &amp; <a href='/x?a=1&amp;b=\"2\"'>b</a><br>c</p><p>d<img alt='Lost' src=/b.png>e<img src=/a.png>f</p>";
        assert_eq!(
            written(html, Dialect::Html),
            "<p>a &lt;script&gt; &amp; <a href=\"https://news.example/x?a=1&amp;b=%222%22\">b</a><br/>c</p>\
             <p>d<em>[Lost]</em>e<img src=\"images/1.png\" alt=\"\"/>f</p>"
        );
    }

    #[test]
    fn formulas_know_their_namespace() {
        assert!(
            written("<p>a <math><mi>x</mi></math> b</p>", Dialect::Xhtml).contains(
                "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"x\"><mi>x</mi></math>"
            )
        );
    }
}

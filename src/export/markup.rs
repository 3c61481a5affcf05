//! The reader's tree as well-formed markup, the same characters for HTML and XHTML.
//!
//! Only what `reader::tree` can represent is written, and every text and value is escaped: no page content becomes markup.

use crate::reader::{
    Lead,
    tree::{Attr, Element, Node, Tag},
};
use std::fmt::Write;

/// Which dialect is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// HTML: a browser knows MathML by its name.
    Html,
    /// XHTML: MathML carries its namespace.
    Xhtml,
}

/// Appends nodes. `picture` gives the address to write for a picture, or none to write a note instead.
pub fn push(out: &mut String, nodes: &[Node], dialect: Dialect, picture: &dyn Fn(&str) -> Option<String>) {
    Writer { out, dialect, picture, links: 0 }.nodes(nodes);
}

/// A piece of markup under construction.
struct Writer<'a> {
    out: &'a mut String,
    dialect: Dialect,
    picture: &'a dyn Fn(&str) -> Option<String>,
    /// Links that are open: there is none inside another.
    links: u32,
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

impl Writer<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.out.push_str(&escape(text)),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        let name = element.tag.name();
        let mut file = None;
        if element.tag == Tag::Img {
            file = (self.picture)(&value(element, |it| matches!(it, Attr::Src(_))));
            if file.is_none() {
                return self.note(element);
            }
        }
        self.out.push('<');
        self.out.push_str(name);
        if self.dialect == Dialect::Xhtml && name == "math" {
            self.out.push_str(" xmlns=\"http://www.w3.org/1998/Math/MathML\"");
        }
        for attr in &element.attrs {
            let value = match attr {
                Attr::Src(_) => file.clone().unwrap_or_default(),
                // EPUB knows no data attributes on code, and readers of files have no use for it.
                Attr::DataLanguage(_) if self.dialect == Dialect::Xhtml => continue,
                Attr::Href(target) => address(&target.to_string()),
                // What plays a card is the reader's matter.
                Attr::DataCard(..) => continue,
                attr => attr.value(),
            };
            let _ = write!(self.out, " {}=\"{}\"", attr.name(), escape(&value));
            if matches!(attr, Attr::Lang(_)) && self.dialect == Dialect::Xhtml {
                let _ = write!(self.out, " xml:lang=\"{}\"", escape(&value));
            }
        }
        if matches!(element.tag, Tag::Img | Tag::Br | Tag::Hr) {
            return self.out.push_str("/>");
        }
        self.out.push('>');
        let is_link = u32::from(element.tag == Tag::A);
        self.links += is_link;
        self.nodes(&element.children);
        self.links -= is_link;
        let _ = write!(self.out, "</{name}>");
    }

    /// A note where the picture itself is not at hand: what it shows, or its file's name, leading to where it stands.
    fn note(&mut self, image: &Element) {
        let src = value(image, |it| matches!(it, Attr::Src(_)));
        let alt = value(image, |it| matches!(it, Attr::Alt(_)));
        let is_inline = src.starts_with("data:");
        let path = src.split(['?', '#']).next().unwrap_or_default();
        let file = if is_inline { "" } else { path.rsplit('/').next().unwrap_or_default() };
        let words = escape(if alt.is_empty() { file } else { &alt });
        let _ = match (words.is_empty(), is_inline || self.links > 0) {
            (true, _) => Ok(()),
            (false, true) => write!(self.out, "<em>[{words}]</em>"),
            (false, false) => write!(self.out, "<a href=\"{}\">[{words}]</a>", escape(&address(&src))),
        };
    }
}

fn value(element: &Element, is_it: fn(&Attr) -> bool) -> String {
    element.attrs.iter().find(|it| is_it(it)).map(Attr::value).unwrap_or_default()
}

/// A figure of the lead picture, which is written as `src`.
pub fn lead(lead: &Lead, src: &str) -> String {
    let caption = lead
        .caption
        .as_ref()
        .map(|it| format!("<figcaption>{}</figcaption>", escape(it)))
        .unwrap_or_default();
    format!("<figure><img src=\"{}\" alt=\"{}\"/>{caption}</figure>\n", escape(src), escape(&lead.alt))
}

/// An address without the characters that browsers forgive and the standard of files does not.
fn address(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "{}|\\^[] ".contains(c) || c.is_control() {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    out
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
             <p>d<a href=\"https://news.example/b.png\">[Lost]</a>e<img src=\"images/1.png\" alt=\"\"/>f</p>"
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

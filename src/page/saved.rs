//! A saved HTML file as a [`Page`], read by html5ever (through `scraper`) just as a browser would parse it.
//!
//! Native only: the tools, the tests and the bench read saved pages, the extension reads live ones. A saved page has no
//! layout; what is hidden is told by its markup alone. Not here: fetching, and anything that a script would have done.

use super::{Attr, Builder, Counts, NodeId, Page, Tag};
use scraper::{Html, Node};

/// Longest inline style that the eyes carry, in bytes; a longer one is a data URL or a generated sheet.
const MAX_STYLE: usize = 300;

/// Parses HTML. Never fails: every text is some page. `url` may be empty.
#[must_use]
pub fn parse(html: &str, url: &str) -> Page {
    let document = Html::parse_document(html);
    let mut builder = Builder::new(url);
    // A stack of its own: pages nest tens of thousands deep, and recursion would end the process.
    let mut open: Vec<(ego_tree::NodeId, NodeId)> = Vec::new();
    let mut next = document.tree.root().first_child();
    while let Some(node) = next {
        let parent = open.last().map(|&(_, id)| id);
        let added = match node.value() {
            Node::Element(element) if is_carried(&document, node.id()) => {
                let id = builder.element(parent, element.name());
                for (name, value) in element.attrs() {
                    if is_carried_attribute(Tag::of(element.name()), Attr::of(name), value) {
                        builder.attribute(name, value);
                    }
                }
                id
            }
            Node::Text(text) if !text.trim().is_empty() => {
                parent.and_then(|it| builder.text(it, text, Counts::of(text)))
            }
            _ => None,
        };
        let down = added.filter(|_| node.has_children()).and_then(|id| Some((id, node.first_child()?)));
        next = if let Some((id, child)) = down {
            open.push((node.id(), id));
            Some(child)
        } else {
            let mut at = node;
            loop {
                if let Some(sibling) = at.next_sibling() {
                    break Some(sibling);
                }
                let Some(parent) = at.parent() else { break None };
                open.pop_if(|it| it.0 == parent.id());
                at = parent;
            }
        };
    }
    builder.finish()
}

/// Decodes a saved file: byte order mark, then the page's own `charset`, then UTF-8, then Windows-1252.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    /// Browsers look for the declaration in the first 1,024 bytes; saved pages carry longer heads.
    const SNIFF: usize = 4096;
    let head = String::from_utf8_lossy(bytes.get(..SNIFF).unwrap_or(bytes)).to_ascii_lowercase();
    let declared = head.split("charset=").nth(1).and_then(|rest| {
        let label =
            rest.trim_start_matches(['"', '\'', ' ']).split(['"', '\'', ' ', '>', ';', '/']).next()?;
        encoding_rs::Encoding::for_label(label.as_bytes())
    });
    let (encoding, _) =
        encoding_rs::Encoding::for_bom(bytes).unwrap_or_else(|| match std::str::from_utf8(bytes) {
            Ok(_) => (encoding_rs::UTF_8, 0),
            Err(_) => (declared.unwrap_or(encoding_rs::WINDOWS_1252), 0),
        });
    encoding.decode(bytes).0.into_owned()
}

/// Scripts, styles and the insides of pictures are not part of a page; JSON-LD is.
fn is_carried(document: &Html, id: ego_tree::NodeId) -> bool {
    let Some(node) = document.tree.get(id) else { return false };
    let Node::Element(element) = node.value() else { return false };
    let inside_svg =
        node.parent().is_some_and(|it| matches!(it.value(), Node::Element(outer) if outer.name() == "svg"));
    match element.name() {
        "style" => false,
        "script" => {
            element.attr("type").is_some_and(|it| it.trim().eq_ignore_ascii_case("application/ld+json"))
        }
        "link" => element.attr("rel").is_some_and(|it| {
            it.split_whitespace().any(|rel| {
                ["canonical", "amphtml", "next", "prev", "icon"]
                    .iter()
                    .any(|kept| rel.eq_ignore_ascii_case(kept))
            })
        }),
        _ => !inside_svg,
    }
}

fn is_carried_attribute(tag: Tag, name: Attr, value: &str) -> bool {
    match name {
        Attr::Style => value.len() <= MAX_STYLE,
        // What a person typed never leaves the page, not even in a saved one.
        Attr::Value => tag != Tag::Input || !value.is_empty(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, parse};
    use crate::page::Tag;

    #[test]
    fn scripts_go_and_json_ld_stays() {
        let page = parse(
            "<title>T</title><script>var x</script><script type='application/ld+json'>{\"a\":1}</script><p>Read<style>p{}</style>able",
            "",
        );
        assert_eq!(page.json_ld().collect::<Vec<_>>(), ["{\"a\":1}"]);
        assert_eq!(page.subtree_text(page.root()), "Readable");
    }

    #[test]
    fn insides_of_pictures_are_left_out() {
        let page = parse("<svg><title>Logo</title><path d=''/></svg><p>x", "");
        assert!(page.first(Tag::Svg).is_some());
        assert!(page.first(Tag::Title).is_none());
    }

    #[test]
    fn deep_pages_do_not_overflow() {
        let html = "<div>".repeat(20_000) + "deep";
        assert_eq!(parse(&html, "").subtree_text(crate::page::NodeId(0)), "deep");
    }

    #[test]
    fn charsets_are_honoured() {
        assert_eq!(decode(b"<meta charset=\"iso-8859-2\">\xb1"), "<meta charset=\"iso-8859-2\">ą");
        assert_eq!(decode("żółw".as_bytes()), "żółw");
        assert_eq!(decode(b"caf\xe9"), "café");
    }
}

//! A saved HTML file as a [`Page`], read by html5ever (through `scraper`) just as a browser would parse it.
//!
//! Native only: the tools, the tests and the bench read saved pages, the extension reads live ones. A saved page has no
//! layout; what is hidden is told by its markup alone. Its scripts never ran, and two things that they would have done are
//! done here: parts that a server streamed late are put in their place, and a page that waits behind its script is shown.
//! Not here: fetching, and anything else that a script does.

use super::{Attr, Builder, Counts, NodeId, Page, Tag};
use ego_tree::NodeRef;
use scraper::{Html, Node};
use std::collections::HashMap;

/// Longest inline style that the eyes carry, in bytes; a longer one is a data URL or a generated sheet.
const MAX_STYLE: usize = 300;

/// A page with fewer visible words than this share of its hidden ones waits for its script to show it. Forums keep their whole
/// text in `noscript`, some sites hide the body until it is styled: 20 of the 1,987 pages of the corpus.
const WAITING_SHARE: u32 = 10;

/// Parses HTML. Never fails: every text is some page. `url` may be empty.
#[must_use]
pub fn parse(html: &str, url: &str) -> Page {
    let document = Html::parse_document(html);
    let page = build(&document, url, Waiting::No);
    let (mut seen, mut unseen) = (0, 0);
    for id in page
        .ids()
        .filter(|&it| page.is_text(it) && page.ancestors(it).any(|outer| page.tag(outer) == Tag::Body))
    {
        let never_shown =
            page.parent(id).is_none_or(|it| page.tag(it).is_unseen() && page.tag(it) != Tag::Noscript);
        match page.is_hidden(id) {
            true if never_shown => {}
            true => unseen += page.counts(id).words,
            false => seen += page.counts(id).words,
        }
    }
    if seen.saturating_mul(WAITING_SHARE) < unseen { build(&document, url, Waiting::Yes) } else { page }
}

/// Whether the page waits behind its script.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Yes,
    No,
}

/// One step of the walk: the next node to visit, and the element that it goes into.
struct Step<'a> {
    next: Option<NodeRef<'a, Node>>,
    parent: Option<NodeId>,
}

fn build(document: &Html, url: &str, waiting: Waiting) -> Page {
    let mut builder = Builder::new(url);
    let mut late = late_parts(document);
    let parts: Vec<NodeRef<'_, Node>> = late.values().copied().collect();
    let alternatives = if waiting == Waiting::Yes { alternatives(document) } else { Vec::new() };
    // A stack of its own: pages nest tens of thousands deep, and recursion would end the process.
    let mut steps = vec![Step { next: document.tree.root().first_child(), parent: None }];
    while let Some(step) = steps.last_mut() {
        let (parent, Some(node)) = (step.parent, step.next) else {
            steps.pop();
            continue;
        };
        step.next = node.next_sibling();
        match node.value() {
            Node::Text(text) if !text.trim().is_empty() || is_meant(&node) => {
                parent.and_then(|it| builder.text(it, text, Counts::of(text)));
            }
            Node::Element(element) => {
                if let Some(part) =
                    // Taken, so that a part which names its own place cannot go round for ever.
                    element
                        .id()
                        .filter(|_| element.name() == "template")
                        .and_then(|it| late.remove(it))
                {
                    steps.push(Step { next: part.first_child(), parent });
                } else if let Some((_, html)) = alternatives.iter().find(|it| it.0 == node) {
                    let id = builder.element(parent, "div");
                    steps.push(Step {
                        next: html.tree.root().first_child().and_then(|it| it.first_child()),
                        parent: id,
                    });
                } else if is_carried(&node, element) && !parts.contains(&node) {
                    let Some(id) = builder.element(parent, element.name()) else { continue };
                    for (name, value) in element.attrs() {
                        if is_carried_attribute(Attr::of(name), value, waiting) {
                            builder.attribute(name, value);
                        }
                    }
                    steps.push(Step { next: node.first_child(), parent: Some(id) });
                }
            }
            _ => {}
        }
    }
    builder.finish()
}

/// Parts that React's server streamed after the page, by the `id` of the `template` that they belong to: `S:1` goes where `B:1` is.
fn late_parts(document: &Html) -> HashMap<String, NodeRef<'_, Node>> {
    let elements = document.tree.nodes().filter_map(|node| Some((node, node.value().as_element()?)));
    let places: Vec<&str> = elements
        .clone()
        .filter(|it| it.1.name() == "template")
        .filter_map(|it| it.1.id())
        .filter(|it| it.starts_with("B:"))
        .collect();
    elements
        .filter_map(|(node, element)| {
            let number = element.id().filter(|_| element.attr("hidden").is_some())?.strip_prefix("S:")?;
            let place = format!("B:{number}");
            places.contains(&place.as_str()).then_some((place, node))
        })
        .collect()
}

/// What `noscript` elements hold, parsed: with scripting on, a browser keeps it as text.
fn alternatives(document: &Html) -> Vec<(NodeRef<'_, Node>, Html)> {
    let noscripts =
        document.tree.nodes().filter(|it| it.value().as_element().is_some_and(|it| it.name() == "noscript"));
    noscripts
        .filter_map(|it| Some((it, Html::parse_fragment(it.first_child()?.value().as_text()?))))
        .collect()
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

/// Whether white space alone is part of the text: inside `pre`, and between two words of one line (`<b>one</b> <i>two</i>`).
fn is_meant(space: &NodeRef<'_, Node>) -> bool {
    let is_pre = |it: NodeRef<'_, Node>| it.value().as_element().is_some_and(|it| it.name() == "pre");
    let ends_in_word = |side: Option<NodeRef<'_, Node>>| {
        side.is_some_and(|it| match it.value() {
            Node::Text(text) => !text.trim().is_empty(),
            Node::Element(element) => {
                Tag::of(element.name()).is_inline()
                    && it
                        .descendants()
                        .any(|it| it.value().as_text().is_some_and(|text| !text.trim().is_empty()))
            }
            _ => false,
        })
    };
    (ends_in_word(space.prev_sibling()) && ends_in_word(space.next_sibling()))
        || space.ancestors().any(is_pre)
}

/// Scripts, styles and the insides of pictures are not part of a page; JSON-LD and formulas that a script would set are.
fn is_carried(node: &NodeRef<'_, Node>, element: &scraper::node::Element) -> bool {
    let inside_svg =
        node.parent().is_some_and(|it| it.value().as_element().is_some_and(|outer| outer.name() == "svg"));
    match element.name() {
        "style" => false,
        "script" => {
            let kind = element.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
            kind == "application/ld+json" || kind.starts_with("math/tex")
        }
        "link" => element.attr("rel").is_some_and(|it| it.split_whitespace().any(is_carried_relation)),
        _ => !inside_svg,
    }
}

fn is_carried_relation(rel: &str) -> bool {
    ["canonical", "amphtml", "next", "prev", "icon"].iter().any(|kept| rel.eq_ignore_ascii_case(kept))
}

fn is_carried_attribute(name: Attr, value: &str, waiting: Waiting) -> bool {
    name != Attr::Style || (value.len() <= MAX_STYLE && waiting == Waiting::No)
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
    fn white_space_between_words_is_kept() {
        let page = parse("<div> <b>one</b> <i>two</i> <img> </div> <p>three</p>", "");
        assert_eq!(page.subtree_text(crate::page::NodeId(0)), "one two three");
        assert_eq!(page.ids().filter(|&it| page.is_text(it)).count(), 4);
    }

    #[test]
    fn insides_of_pictures_are_left_out() {
        let page = parse("<svg><title>Logo</title><path d=''/></svg><p>x", "");
        assert!(page.first(Tag::Svg).is_some());
        assert!(page.first(Tag::Title).is_none());
    }

    #[test]
    fn late_parts_are_put_in_their_place() {
        let page = parse("<p>one<template id=B:0></template><p>three<div hidden id=S:0><p>two</div>", "");
        assert_eq!(page.subtree_text(page.root()), "one two three");
        let page = parse(
            "<p>one<template id=B:0></template><div hidden id=S:0><template id=B:0></template><p>two</div>",
            "",
        );
        assert_eq!(page.subtree_text(page.root()), "one two", "a part inside itself ends");
    }

    #[test]
    fn a_page_that_waits_for_its_script_is_shown() {
        let words = "word ".repeat(40);
        let page = parse(&format!("<body><p>Loading<noscript><article><p>{words}</article></noscript>"), "");
        assert!(page.first(Tag::Article).is_some());
        let page = parse(&format!("<body><div style='visibility:hidden'><p>{words}</div>"), "");
        assert_eq!(page.subtree_text(page.root()), words.trim());
        let page = parse(&format!("<body><p>{words}<noscript><p>Turn on JavaScript</noscript>"), "");
        assert_eq!(
            page.subtree_text(page.root()),
            words.trim(),
            "what stands beside a shown page stays unseen"
        );
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

//! Formulas: MathML kept as a tree, and the copies that KaTeX, MathJax and wikis put beside it left out.
//!
//! Such a library writes one formula two or three times: for the eye, for assistive technology, as TeX. Here it becomes
//! one [`Math`], of the TeX alone where nothing has set it. TeX between dollar signs in plain text is left as text: what is a
//! formula there is a guess.

use super::Builder;
use crate::article::{
    class_names::has_word,
    tree::{Math, MathNode, MathTag},
};
use crate::page::{Attr, NodeId, Page, Tag};

/// Deepest nesting of a formula that is followed; real ones stay under 30.
const MAX_DEPTH: u32 = 60;

/// Classes (whole tokens) of the elements in which a library keeps all copies of one formula.
const WRAPPERS: [&str; 7] = [
    "katex",
    "katex-display",
    "mathjax",
    "mathjax_display",
    "mwe-math-element",
    "mathjax_svg",
    "mathjax_chtml",
];

/// The type of the scripts in which a page keeps formulas for a library to set; a mode may follow.
const SOURCE: &str = "math/tex";

/// The formula that the element is or wraps.
pub fn of(builder: &Builder, id: NodeId) -> Option<Math> {
    let page = builder.page;
    match page.tag(id) {
        Tag::Img => return None,
        Tag::Script => return source(page, id).filter(|_| !is_set(page, id)),
        _ => {}
    }
    if page.tag(id) == Tag::Math {
        return Some(from_math(page, id, false));
    }
    let math = wrapped(page, id)?;
    let is_display = page.attr(id, Attr::Class).is_some_and(|it| has_word(it, &["display", "Display"]))
        || page.attr(id, Attr::Display).is_some_and(|it| it == "true" || it == "block");
    Some(from_math(page, math, is_display))
}

/// Whether the element stood for a formula until that was set, and the formula or its source now stands beside it.
pub fn is_preview(builder: &Builder, id: NodeId) -> bool {
    let page = builder.page;
    if !has_token(page, id, &["MathJax_Preview"]) {
        return false;
    }
    let after = beside(page, id).find(|&it| id < it);
    after.is_some_and(|it| wrapped(page, it).is_some() || source(page, it).is_some())
}

/// Whether the script's formula stands set before it, with letters or as MathML; a drawing alone says nothing without its script.
fn is_set(page: &Page, script: NodeId) -> bool {
    let before = beside(page, script).take_while(|&it| it < script);
    let set = before.filter(|&it| !has_token(page, it, &["MathJax_Preview"])).last();
    set.is_some_and(|set| {
        page.subtree(set).any(|it| is_wrapper(page, it))
            && (page.subtree(set).any(|it| page.tag(it) == Tag::Math)
                || page.texts(set).any(|it| !page.text(it).trim().is_empty()))
    })
}

/// The elements that have the same parent, in their order.
fn beside(page: &Page, id: NodeId) -> impl Iterator<Item = NodeId> {
    page.parent(id).map(|it| page.children(it)).into_iter().flatten().filter(|&it| !page.is_text(it))
}

/// The formula that a script holds as TeX.
fn source(page: &Page, script: NodeId) -> Option<Math> {
    let kind = page.attr(script, Attr::Type).filter(|_| page.tag(script) == Tag::Script)?;
    let (kind, mode) = kind.split_once(';').unwrap_or((kind, ""));
    let tex = page.children(script).map(|it| page.text(it)).collect::<String>();
    let source = tex.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_source = kind.trim().eq_ignore_ascii_case(SOURCE) && !source.is_empty();
    is_source.then(|| Math { is_display: mode.contains("display"), markup: None, source })
}

/// The MathML among the copies that a library's element holds.
fn wrapped(page: &Page, id: NodeId) -> Option<NodeId> {
    is_wrapper(page, id).then(|| page.subtree(id).find(|&it| page.tag(it) == Tag::Math)).flatten()
}

fn is_wrapper(page: &Page, id: NodeId) -> bool {
    page.name(id) == "mjx-container" || has_token(page, id, &WRAPPERS)
}

fn has_token(page: &Page, id: NodeId, names: &[&str]) -> bool {
    page.attr(id, Attr::Class).is_some_and(|it| {
        it.split_whitespace().any(|token| names.iter().any(|name| name.eq_ignore_ascii_case(token)))
    })
}

fn from_math(page: &Page, math: NodeId, wrapper_displays: bool) -> Math {
    let annotation = page.subtree(math).find(|&it| {
        page.name(it) == "annotation"
            && page
                .attr(it, Attr::Encoding)
                .is_some_and(|encoding| encoding.to_ascii_lowercase().contains("tex"))
    });
    let source = annotation.map(|it| page.children(it).map(|text| page.text(text)).collect::<String>());
    let source = source.or_else(|| page.attr(math, Attr::Alttext).map(str::to_owned));
    let markup = element(page, math, 0);
    let source = source.map_or_else(
        || markup.as_ref().map(text).unwrap_or_default(),
        |it| it.split_whitespace().collect::<Vec<_>>().join(" "),
    );
    let is_display = wrapper_displays || page.attr(math, Attr::Display) == Some("block");
    Math { is_display, markup, source }
}

fn element(page: &Page, id: NodeId, depth: u32) -> Option<MathNode> {
    if depth > MAX_DEPTH {
        return None;
    }
    if page.is_text(id) {
        let text = page.text(id).trim();
        return (!text.is_empty()).then(|| MathNode::Text(text.to_owned()));
    }
    if matches!(page.name(id), "annotation" | "annotation-xml") {
        return None;
    }
    let inner: Vec<MathNode> = page.children(id).filter_map(|it| element(page, it, depth + 1)).collect();
    Some(MathNode::Element(MathTag::of(page.name(id)).unwrap_or(MathTag::Row), inner))
}

fn text(node: &MathNode) -> String {
    match node {
        MathNode::Text(text) => text.clone(),
        MathNode::Element(_, inner) => inner.iter().map(text).collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::article::body::tests::article_of;
    use crate::article::tree::{Content, Inline, plain};

    #[test]
    fn a_formula_comes_once() {
        let katex = "<span class=katex><span class=katex-mathml><math><semantics><mrow><mi>x</mi></mrow>\
            <annotation encoding='application/x-tex'>x_1</annotation></semantics></math></span>\
            <span class=katex-html aria-hidden=true>x1</span></span>";
        let blocks = article_of(&format!("<p>Let {katex} be a number of things.</p>"));
        let Content::Paragraph(line) = &blocks[0].content else { panic!("a paragraph") };
        assert_eq!(plain(line), "Let x_1 be a number of things.");
        assert_eq!(line.iter().filter(|it| matches!(it, Inline::Math(_))).count(), 1);
    }

    #[test]
    fn copies_of_other_libraries_go_too() {
        let math = "<math><mi>y</mi></math>";
        let preview = "<span class=MathJax_Preview>y preview</span>";
        let second = format!(
            "{preview}<span class=MathJax><nobr aria-hidden=true>y</nobr><span class=MJX_Assistive_MathML>{math}</span></span>\
            <script type='math/tex'>y</script>"
        );
        let third = format!(
            "<mjx-container><mjx-math>y</mjx-math><mjx-assistive-mml>{math}</mjx-assistive-mml></mjx-container>"
        );
        let wiki = format!(
            "<span class=mwe-math-element><span style='display:none'>{math}</span><img src=/y.svg alt=y width=90 height=90></span>"
        );
        // Nothing was set there: the preview, or the source, is what the page shows.
        for (html, expected) in [
            (second.as_str(), "y"),
            (&third, "y"),
            (&wiki, "y"),
            (preview, "y preview"),
            ("\\(y\\)", "\\(y\\)"),
        ] {
            let blocks = article_of(&format!("<p>Let {html} be a number.</p>"));
            let Content::Paragraph(line) = &blocks[0].content else { panic!("a paragraph") };
            assert_eq!(plain(line), format!("Let {expected} be a number."), "{html}");
        }
    }

    #[test]
    fn a_source_that_nothing_has_set_is_shown_once() {
        let script = "<script type='math/tex'>x_1 +  y</script>";
        let drawn = "<span class=MathJax_SVG><svg><path d='M0 0'/></svg></span>";
        for (html, expected) in [
            (script.to_owned(), "x_1 + y"),
            (format!("<span class=MathJax_Preview>[math]</span>{script}"), "x_1 + y"),
            (format!("{drawn}{script}"), "x_1 + y"),
            (format!("<span class=MathJax><i>x1 + y</i></span>{script}"), "x1 + y"),
            ("<script type='text/javascript'>x_1</script>".to_owned(), ""),
        ] {
            let blocks = article_of(&format!("<p>Let it be {html}, a number of things.</p>"));
            let Content::Paragraph(line) = &blocks[0].content else { panic!("a paragraph") };
            assert_eq!(
                plain(line).replace(" ,", ","),
                format!("Let it be {expected}, a number of things.").replace(" ,", ","),
                "{html}"
            );
        }
    }

    #[test]
    fn a_displayed_source_is_a_block() {
        let blocks = article_of(
            "<p>What comes of it all is this sum here:</p><script type='math/tex; mode=display'>\\sum x</script><p>And that is all that there is.</p>",
        );
        assert!(
            matches!(&blocks[1].content, Content::Math(math) if math.is_display && math.source == "\\sum x"),
            "{blocks:?}"
        );
    }

    #[test]
    fn unknown_elements_inside_are_unwrapped() {
        let blocks = article_of(
            "<p>Here is <math display=block><mi onclick=x>y</mi><script>1</script></math> for you.</p>",
        );
        let Content::Paragraph(line) = &blocks[0].content else { panic!("a paragraph") };
        assert!(matches!(&line[1], Inline::Math(math) if math.is_display && math.source == "y"));
    }
}

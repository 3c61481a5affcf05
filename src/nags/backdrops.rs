//! Backdrops: boxes without content that cover the window, and go with the ask that they belong to.
//!
//! A backdrop may come after its ask was hidden, and would then cover a page that nobody can click any more. Not here: which
//! box is an ask.

use super::Findings;
use crate::{
    judge::{ask_features::Facts, ask_sums::Counted},
    page::{NodeId, Page, Tag},
};

/// A box without text is a backdrop from this share of the window on.
const MIN_COVER: f32 = 0.8;

/// Adds the backdrops to the first finding over the page, or to what an earlier one left over.
pub(super) fn add(page: &Page, facts: &Facts, findings: &mut Findings) {
    let is_over = |node: NodeId| {
        page.all_pinned().iter().any(|it| page.contains(node, it.node) || page.contains(it.node, node))
    };
    let first = findings.hidden.iter().position(|it| is_over(it.node));
    if first.is_none() && (page.has_opened_over() || !page.has_hidden_over()) {
        return;
    }
    let backdrops: Vec<NodeId> = page
        .all_pinned()
        .iter()
        .filter(|it| it.is_backdrop || it.cover(page.viewport()) > MIN_COVER)
        .map(|it| it.node)
        .filter(|&id| is_empty(page, facts, id))
        .filter(|&id| !findings.hidden.iter().any(|it| page.contains(it.node, id)))
        .collect();
    match first.and_then(|it| findings.hidden.get_mut(it)) {
        Some(finding) => finding.also = backdrops,
        None => findings.left_over = backdrops,
    }
}

fn is_empty(page: &Page, facts: &Facts, id: NodeId) -> bool {
    let things = [Counted::Chars, Counted::Fields, Counted::Buttons, Counted::Players, Counted::Frames];
    !matches!(page.tag(id), Tag::Html | Tag::Body | Tag::Main)
        && things.iter().all(|&what| facts.sums.inside(page, id, what) == 0)
}

#[cfg(test)]
mod tests {
    use crate::{judge, nags, page::Page, settings::Settings};

    /// How many boxes an ask that was hidden before left over.
    fn left_over(outline: &str) -> usize {
        let page: Page = outline.parse().unwrap();
        nags::find(&page, &judge::judge(&page), &Settings::default()).left_over.len()
    }

    const STORY: &str = "viewport 1000,800\nbody\n  p 'The old bridge over the river had stood for two hundred years when the engineers came.'";

    #[test]
    fn a_backdrop_without_an_ask_stays() {
        assert_eq!(left_over(&format!("{STORY}\n  div #veil fixed 0,0,1000,800")), 0);
    }

    #[test]
    fn a_backdrop_that_comes_after_its_ask_was_hidden_goes() {
        let left = format!("{STORY}\n  div #ask was-over style=display:none\n  div #veil fixed 0,0,1000,800");
        assert_eq!(left_over(&left), 1);
        let opened = format!("{left}\n  div #menu fixed 0,0,300,800 opened\n    p 'Menu'");
        assert_eq!(left_over(&opened), 0, "what the user opened may be what it belongs to");
    }
}

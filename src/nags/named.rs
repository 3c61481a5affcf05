//! What the page's own names add to the words: a box that its makers call a donation needs a little less.
//!
//! Names mislead, so they only lower what is asked of the learned head, and only of appeals for money, of which it has seen few. For
//! newsletters the same harms as much as it finds. Not here: the names of vendors (`vendors`), which convict.

use crate::{
    judge::{Kind, ask_features::Facts, ask_sums::Counted},
    page::{NodeId, Page},
};

/// By how much the names lower what is asked of the head, in log-odds.
#[must_use]
pub fn ease(page: &Page, facts: &Facts, node: NodeId, kind: Kind) -> f32 {
    let is_box = |&id: &NodeId| facts.sums.inside(page, id, Counted::Words) <= WORDS;
    let around = page.ancestors(node).take(LEVELS).take_while(is_box);
    let is_named = || std::iter::once(node).chain(around).any(|it| facts.is_named(it, "donate"));
    if kind == Kind::Donation && is_named() { NAMED } else { 0.0 }
}

/// The names say what the words say. Cross-validated by site, over several fits, it finds one appeal in fifty more at the same harm.
const NAMED: f32 = 1.0;
/// Levels above an element whose names are its own.
const LEVELS: usize = 2;
/// A box with more words holds more than an ask.
const WORDS: u32 = 100;

#[cfg(test)]
mod tests {
    use super::ease;
    use crate::{
        judge::{self, Kind, ask_features::Facts},
        page::{Attr, saved},
    };

    fn is_eased(html: &str, kind: Kind) -> bool {
        let page = saved::parse(html, "");
        let judgement = judge::judge(&page);
        let facts = Facts::of(&page, &judgement);
        let node = page.ids().find(|&id| page.attr(id, Attr::Id) == Some("it")).unwrap();
        ease(&page, &facts, node, kind) > 0.0
    }

    #[test]
    fn a_box_named_for_giving_needs_less_where_its_words_ask_for_it() {
        let boxed = "<div class=donate-box><p id=it>Help us with a gift.</p></div>";
        assert!(is_eased(boxed, Kind::Donation));
        assert!(!is_eased(boxed, Kind::Newsletter));
        assert!(!is_eased("<div class=box><p id=it>Help us with a gift.</p></div>", Kind::Donation));
    }

    #[test]
    fn a_page_named_for_giving_is_no_box() {
        let story = "The old bridge over the river had stood for two hundred years. ".repeat(10);
        let page = format!("<div class=donate-page><p>{story}</p><p id=it>Help us with a gift.</p></div>");
        assert!(!is_eased(&page, Kind::Donation));
    }
}

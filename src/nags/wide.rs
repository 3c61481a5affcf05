//! Whether a candidate is too wide: something inside is so much likelier an ask that it must be the ask.
//!
//! Not here: what happens to the inside, which gets its own hearing.

use super::{Suspect, odds, veto};
use crate::{
    judge::{Judgement, ask_features::Facts, ask_sums::Counted},
    page::{NodeId, Page},
};

/// Whether the candidate is outdone by one inside that goes by itself. `after` are the candidates that follow it, in document order;
/// `by` is how much likelier, in log-odds, the inner one has to be.
#[must_use]
pub fn is_outdone(
    page: &Page,
    judgement: &Judgement,
    facts: &Facts,
    outer: &Suspect,
    after: &[Suspect],
    by: f32,
) -> bool {
    let own = odds(outer.probability);
    // What stays when the outer one is taken apart is no reason to take it apart.
    after.iter().take_while(|it| page.contains(outer.node, it.node)).any(|it| {
        odds(it.probability) > own + by
            && it.vendor.is_none()
            && it.is_convicted()
            && !frames(page, facts, outer.node, it.node)
            && veto::of(page, judgement, facts, it).is_none()
    })
}

/// So many words more than a form holds are its heading and its small print.
const FRAME_WORDS: u32 = 120;
/// So many links more lead to the small print.
const FRAME_LINKS: u32 = 2;

/// Whether the outer element adds to a form inside nothing but words: then both are one ask, and its heading goes with it.
fn frames(page: &Page, facts: &Facts, outer: NodeId, inner: NodeId) -> bool {
    let holds = |id, what| facts.sums.inside(page, id, what);
    let more = |what| holds(outer, what).saturating_sub(holds(inner, what));
    let elsewhere = |id| facts.links.inside(page, id).elsewhere();
    holds(inner, Counted::Fields) > 0
        && more(Counted::Words) <= FRAME_WORDS
        && more(Counted::Links) <= FRAME_LINKS
        && more(Counted::Fields) + more(Counted::Buttons) == 0
        && elsewhere(outer) == elsewhere(inner)
}

#[cfg(test)]
mod tests {
    use super::frames;
    use crate::{
        judge::{self, ask_features::Facts},
        page::{Attr, saved},
    };

    fn is_framed(around: &str) -> bool {
        let form = "<form id=inner><input type=email><button>Join</button></form>";
        let page = saved::parse(&format!("<div id=outer>{}</div>", around.replace("FORM", form)), "");
        let judgement = judge::judge(&page);
        let facts = Facts::of(&page, &judgement);
        let named = |name| page.ids().find(|&id| page.attr(id, Attr::Id) == Some(name)).unwrap();
        frames(&page, &facts, named("outer"), named("inner"))
    }

    #[test]
    fn a_heading_and_small_print_frame_a_form() {
        assert!(is_framed(
            "<h3>The Friday letter</h3>FORM<p>See our <a href=/privacy>privacy policy</a>.</p>"
        ));
    }

    #[test]
    fn another_form_or_a_way_elsewhere_makes_a_wider_box() {
        assert!(!is_framed("<p>Your town</p><input name=town>FORM"));
        assert!(!is_framed("FORM<a href=/town>Town</a><a href=/weather>Weather</a>"));
        assert!(!is_framed(&format!("<p>{}</p>FORM", "The bridge over the river is old. ".repeat(30))));
    }
}

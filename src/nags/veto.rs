//! Why a convicted candidate stays after all: the guard's word, and doubts that only so much certainty overrules.
//!
//! The guard asks what would be lost, and nothing overrules it. What `bare` and `alike` bring forward doubts the learned head: it does
//! not touch what a mark convicts, and a label gives way where head and rules together leave little open.
//! Not here: what the user chose (`own`, settings).

use super::{Suspect, alike, bare, evidence::Evidence, guard};
use crate::{
    judge::{Judgement, ask_features::Facts},
    page::Page,
};

/// Why the candidate stays, if it does.
#[must_use]
pub fn of(page: &Page, judgement: &Judgement, facts: &Facts, suspect: &Suspect) -> Option<Evidence> {
    let (node, kind) = (suspect.node, suspect.kind);
    let is_unfinished =
        !suspect.is_known() && suspect.probability >= SURE && bare::is_unfinished(page, facts, node);
    let doubt = || {
        bare::label(page, facts, node)
            .filter(|_| suspect.certainty() <= SURE_OF_LABEL)
            .or_else(|| bare::reason(page, facts, node))
            .or_else(|| alike::other(page, facts, node, kind))
    };
    guard::veto(page, judgement, facts, node, kind)
        .or_else(|| if suspect.is_known() { None } else { doubt() })
        .or_else(|| bare::talk(page, node, kind).filter(|_| !is_unfinished))
}

/// From this probability on, words in a box of their own are an ask without anything to press.
const SURE: f32 = 0.95;
/// From this certainty on, in log-odds, a label or a link by itself asks. Cross-validated by site, over several fits, this finds one ask in
/// three hundred more; the same of talk harms as much as it finds.
const SURE_OF_LABEL: f32 = 6.6;

#[cfg(test)]
mod tests {
    use super::of;
    use crate::{
        judge::{self, Kind, ask_features::Facts},
        nags::{Evidence, Suspect},
        page::{Attr, saved},
    };

    /// Why the element stays if the head gives it `probability`, and the rules `ease`.
    fn why(inside: &str, kind: Kind, probability: f32, ease: f32) -> Option<Evidence> {
        let story = "The old bridge over the river had stood for two hundred years. ".repeat(20);
        let page = saved::parse(&format!("<body><div><p>{story}</p>{inside}<p>{story}</p></div></body>"), "");
        let judgement = judge::judge(&page);
        let facts = Facts::of(&page, &judgement);
        let node = page.ids().find(|&id| page.attr(id, Attr::Id) == Some("it")).unwrap();
        let vendor = None;
        let suspect = Suspect {
            node,
            probability,
            threshold: 0.5,
            ease,
            kind,
            vendor,
            is_marked: false,
            is_led: false,
        };
        of(&page, &judgement, &facts, &suspect)
    }

    #[test]
    fn talk_inside_the_text_stays_talk() {
        let talk = "<p id=it>Sign up for our free newsletter.</p>";
        assert_eq!(why(talk, Kind::Newsletter, 0.99, 5.0), Some(Evidence::Talk));
    }

    #[test]
    fn a_label_asks_only_beyond_doubt() {
        let label = "<p><a id=it href=/newsletter>Newsletter sign-up</a></p>";
        assert_eq!(why(label, Kind::Newsletter, 0.9, 3.0), Some(Evidence::Navigation));
        assert_eq!(why(label, Kind::Newsletter, 0.99, 4.0), None);
    }

    #[test]
    fn the_guard_is_never_overruled() {
        let search = "<div id=it><p>Sign up for our newsletter.</p><input type=search></div>";
        assert_eq!(why(search, Kind::Newsletter, 0.999, 9.0), Some(Evidence::Search));
    }
}

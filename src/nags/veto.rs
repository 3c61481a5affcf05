//! Why a convicted candidate stays after all: the guard's word, and doubts that only so much certainty overrules.
//!
//! The guard asks what would be lost, and nothing overrules it. What `bare` and `alike` bring forward doubts the learned head:
//! they do not touch what a mark convicts, and some of them give way where head and rules together leave little open.
//! Not here: what the user chose (`own`, settings).

use super::{Suspect, alike, bare, evidence::Evidence, guard};
use crate::{
    judge::{Judgement, Kind, ask_features::Facts},
    page::Page,
};

/// Why the candidate stays, if it does.
#[must_use]
pub fn of(page: &Page, judgement: &Judgement, facts: &Facts, suspect: &Suspect) -> Option<Evidence> {
    let (node, kind) = (suspect.node, suspect.kind);
    let certainty = suspect.certainty();
    // A letter is offered in words alone where its form comes late; words about money and plans are mostly talk.
    let is_no_talk = || {
        (suspect.probability >= SURE && bare::is_unfinished(page, facts, node))
            || (kind == Kind::Newsletter && certainty > SURE_OF_LETTER)
    };
    let doubt = || {
        bare::label(page, facts, node)
            .filter(|_| certainty <= SURE_OF_LABEL)
            .or_else(|| bare::reason(page, facts, node))
            .or_else(|| alike::door(page, facts, node).filter(|_| certainty <= SURE_OF_DOOR))
            .or_else(|| alike::other(page, facts, node, kind))
    };
    guard::veto(page, judgement, facts, node, kind)
        .or_else(|| if suspect.is_known() { None } else { doubt() })
        .or_else(|| bare::talk(page, node, kind).filter(|_| suspect.is_known() || !is_no_talk()))
}

/// From this probability on, words in a box of their own are an ask without anything to press.
const SURE: f32 = 0.95;
/// From this certainty on, in log-odds, an offer of letters is no talk of them. Cross-validated by site, the three figures of this file
/// and the rule of `wide` hide one in a hundred more of the asks at the same harm.
const SURE_OF_LETTER: f32 = 4.6;
/// From this certainty on a label or a link by itself asks.
const SURE_OF_LABEL: f32 = 6.6;
/// From this certainty on a door to an account is one of the ask's.
const SURE_OF_DOOR: f32 = 4.6;

//! What the page's own names add to the words: a box that its makers call a donation or a newsletter needs a little less.
//!
//! Names mislead, so they only lower what is asked of the learned head, and only where the kind that the words claim is the one
//! that the names say. Not here: the names of vendors (`vendors`), which convict.

use crate::{
    judge::{Kind, ask_features::Facts, ask_sums::Counted},
    page::{NodeId, Page},
};

/// By how much the names lower what is asked of the head, in log-odds.
#[must_use]
pub fn ease(page: &Page, facts: &Facts, node: NodeId, kind: Kind) -> f32 {
    let group = match kind {
        Kind::Donation => "donate",
        Kind::Newsletter => "newsletter",
        _ => return 0.0,
    };
    let is_box = |&id: &NodeId| facts.sums.inside(page, id, Counted::Words) <= WORDS;
    let around = page.ancestors(node).take(LEVELS).take_while(is_box);
    let is_named = std::iter::once(node).chain(around).any(|it| facts.is_named(it, group));
    let is_open = kind == Kind::Newsletter && facts.links.inside(page, node).elsewhere() > 0;
    if is_named && !is_open { NAMED } else { 0.0 }
}

/// The names say what the words say.
const NAMED: f32 = 1.0;
/// Levels above an element whose names are its own.
const LEVELS: usize = 2;
/// A box with more words holds more than an ask.
const WORDS: u32 = 100;

//! Judgement → Findings: which elements are asks, of what kind, and why.
//!
//! Not here: how they are hidden (`hide`).

mod evidence;

pub use evidence::Evidence;

use crate::{
    judge::{Judgement, Kind},
    page::{NodeId, Page},
    settings::Settings,
};

/// An ask that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The element that goes.
    pub node: NodeId,
    /// What goes with it: backdrops and the like.
    pub also: Vec<NodeId>,
    /// The kind of ask.
    pub kind: Kind,
    /// Its first words, at most 120 characters.
    pub text: String,
    /// Why, most telling first.
    pub evidence: Vec<Evidence>,
}

/// Something that looked like an ask and stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The element.
    pub node: NodeId,
    /// What kind of ask it looked like.
    pub kind: Kind,
    /// Its first words, at most 120 characters.
    pub text: String,
    /// Why it stays; the rest is what spoke against it.
    pub evidence: Vec<Evidence>,
}

/// All that was found on a page.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// What goes.
    pub hidden: Vec<Finding>,
    /// What looked like an ask and stays.
    pub kept: Vec<Kept>,
}

/// Finds the asks of a page.
#[must_use]
pub fn find(_page: &Page, _judgement: &Judgement, _settings: &Settings) -> Findings {
    Findings::default()
}

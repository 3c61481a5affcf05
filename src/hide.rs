//! Findings → Edits: what the hands are to do, in order.
//!
//! Not here: how an edit is done or undone (`extension/page.js`).

use crate::{
    nags::Findings,
    page::{NodeId, Page},
};
use serde::Serialize;

/// One thing for the hands to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
pub enum Edit {
    /// Hide the element.
    Hide {
        /// The element.
        node: NodeId,
        /// Which finding it belongs to.
        finding: usize,
    },
}

/// What to do about the findings.
#[must_use]
pub fn edits(_page: &Page, findings: &Findings) -> Vec<Edit> {
    findings.hidden.iter().enumerate().map(|(finding, it)| Edit::Hide { node: it.node, finding }).collect()
}

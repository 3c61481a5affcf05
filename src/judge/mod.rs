//! Page → Judgement: every block judged once, by two heads over one feature pass.
//!
//! Not here: what becomes of a verdict (`nags`, `article`).

mod kind;

pub use kind::Kind;

use crate::page::Page;

/// What the judge thinks of each block of a page.
#[derive(Debug, Clone, Default)]
pub struct Judgement {}

/// Judges every block of a page.
#[must_use]
pub fn judge(_page: &Page) -> Judgement {
    Judgement::default()
}

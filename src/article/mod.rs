//! Page + Judgement → Article: title, byline, date, the blocks, and whether it is whole.
//!
//! Not here: how the article looks (`reader`) or is written down (`export`).

use crate::{judge::Judgement, nags::Findings, page::Page};
use serde::Serialize;

/// Whether the page delivered the article whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// Nothing says that something is missing.
    #[default]
    Whole,
    /// The page delivered only a part.
    Cut,
}

/// An article.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// Title.
    pub title: String,
    /// Whole or cut.
    pub extent: Extent,
}

/// Extracts the article; none where the page has none.
#[must_use]
pub fn extract(_page: &Page, _judgement: &Judgement, _findings: &Findings) -> Option<Article> {
    None
}

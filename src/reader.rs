//! Article → Reader: a tree of allow-listed elements, as the overlay builds it.
//!
//! Not here: how the overlay looks or behaves (`extension/reader.js`).

use crate::{article::Article, page::Page};
use serde::Serialize;

/// What the overlay shows.
#[derive(Debug, Clone, Serialize)]
pub struct Reader {
    /// Title.
    pub title: String,
}

/// Builds the reader's tree.
#[must_use]
pub fn build(_page: &Page, article: &Article) -> Reader {
    Reader { title: article.title.clone() }
}

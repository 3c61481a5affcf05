//! Article → Reader: a tree of allow-listed elements, as the overlay builds it and the exports write it.
//!
//! [`tree`] says which elements, attributes and address schemes exist at all; nothing else can be represented, so no page
//! content can bring a script, a style or a frame into the reader. Not here: how it looks or behaves
//! (`extension/reader/`), and file formats (`export`).

mod build;
pub mod passage;
pub mod tree;

use crate::{
    article::{Article, Extent, tree::Direction},
    page::Page,
};
use serde::Serialize;
use tree::Node;

/// What the overlay shows. Serialised, it is the reader's wire form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reader {
    /// Title; empty where the page has none.
    pub title: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The publication's name.
    pub site: Option<String>,
    /// The text's language, BCP 47.
    pub lang: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The lead picture, unless the article itself begins with it.
    pub lead: Option<Lead>,
    /// Whole or cut.
    pub extent: Extent,
    /// The publisher's own subscribe page.
    pub subscribe: Option<String>,
    /// Words of the article.
    pub words: u32,
    /// The article.
    pub body: Vec<Node>,
}

/// The lead picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lead {
    /// Its address, `http`, `https` or an inline picture.
    pub src: String,
    /// What it shows, in words.
    pub alt: String,
}

/// Builds the reader's tree. The page gives only its node numbers, which the blocks already carry.
#[must_use]
pub fn build(_page: &Page, article: &Article) -> Reader {
    of(article)
}

/// Builds the reader's tree from the article alone.
#[must_use]
pub fn of(article: &Article) -> Reader {
    let lead = article.lead_image.as_ref().filter(|_| !build::begins_with_picture(&article.blocks));
    Reader {
        title: article.title.clone(),
        byline: article.byline.clone(),
        date: article.date.clone(),
        site: article.site.clone(),
        lang: article.lang.clone(),
        dir: direction(article.direction),
        lead: lead.map(|it| Lead { src: it.source.to_string(), alt: it.alt.clone() }),
        extent: article.extent,
        subscribe: article.subscribe.as_ref().map(ToString::to_string),
        words: article.words,
        body: build::body(&article.blocks),
    }
}

/// The elements of some blocks, for the tests of what writes them.
#[cfg(test)]
pub(crate) fn body(blocks: &[crate::article::tree::Block]) -> Vec<Node> {
    build::body(blocks)
}

const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    }
}

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
    judge::PageKind,
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
    /// The sentence beneath the title.
    pub deck: Option<String>,
    /// The lead picture, unless the article itself begins with it.
    pub lead: Option<Lead>,
    /// What kind of page the article is from.
    pub kind: PageKind,
    /// Whole or cut.
    pub extent: Extent,
    /// The publisher's own subscribe page.
    pub subscribe: Option<String>,
    /// Words of the article.
    pub words: u32,
    /// How many of the body's nodes came from earlier pages of an article in parts.
    pub earlier: usize,
    /// The next page of an article in parts.
    pub next: Option<String>,
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
    /// What the page writes beneath it.
    pub caption: Option<String>,
    /// The page's own element, which knows the file that it loaded; none when it stands in another page.
    pub source: Option<u32>,
}

/// Builds the reader's tree. The page gives only its node numbers, which the blocks already carry.
#[must_use]
pub fn build(_page: &Page, article: &Article) -> Reader {
    of(article)
}

/// Builds the reader's tree from the article alone.
#[must_use]
pub fn of(article: &Article) -> Reader {
    let lead = article.lead_image.as_ref().filter(|_| !begins_with_picture(article));
    let is_of_this_page = article.earlier == 0;
    let (earlier, own) = article.blocks.split_at_checked(article.earlier).unwrap_or((&[], &article.blocks));
    let mut places = build::Places::default();
    let mut body = build::body(earlier, &mut places);
    body.iter_mut().for_each(tree::forget_source);
    body.extend(build::body(own, &mut places));
    Reader {
        title: article.title.clone(),
        byline: article.byline.clone(),
        date: article.date.clone(),
        site: article.site.clone(),
        lang: article.lang.clone(),
        dir: direction(article.direction),
        deck: article.deck.clone(),
        lead: lead.map(|it| Lead {
            src: it.source.to_string(),
            alt: it.alt.clone(),
            caption: article.lead_caption.clone(),
            source: it.node.filter(|_| is_of_this_page).map(|it| it.0),
        }),
        kind: article.kind,
        extent: article.extent,
        subscribe: article.subscribe.as_ref().map(ToString::to_string),
        words: article.words,
        earlier: article.earlier,
        next: article.next.as_ref().map(ToString::to_string),
        body,
    }
}

/// Whether the article itself begins with a picture, so that a lead picture would be one too many.
#[must_use]
pub fn begins_with_picture(article: &Article) -> bool {
    build::begins_with_picture(&article.blocks)
}

/// The elements of some blocks, for the tests of what writes them.
#[cfg(test)]
pub(crate) fn body(blocks: &[crate::article::tree::Block]) -> Vec<Node> {
    build::body(blocks, &mut build::Places::default())
}

const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    }
}

//! What is known about an article beside its text: one file a fact, each with its rule for sources that disagree.
//!
//! Sources are JSON-LD, meta elements, microdata and the page itself. Nothing is taken from the judge here but where the
//! article begins; nothing is made up: what the page does not say is absent.

pub mod byline;
pub mod date;
mod days;
pub(super) mod json_ld;
pub mod language;
pub mod lead_image;
mod near;
pub mod site;
pub mod title;

use super::{
    address::Base,
    chosen::Chosen,
    tree::{Direction, Image},
};
use crate::{
    judge::{Judgement, PageKind},
    page::Page,
};
pub use json_ld::Data;

/// What is known about an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Metadata {
    /// Title, without the site's name; empty where the page has none.
    pub title: String,
    /// Who wrote it, several joined by `, `.
    pub byline: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The publication's name.
    pub site: Option<String>,
    /// The text's language, BCP 47.
    pub lang: Option<String>,
    /// Which way the text runs.
    pub direction: Direction,
    /// The picture that stands for the article.
    pub lead_image: Option<Image>,
}

/// Whether a page of this kind has an author and a day: shops, services and lists show those of other things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bears {
    /// A text: what the page shows near its title counts.
    Credits,
    /// A manual: it has authors, but is changed and never published; only a day that it declares or calls its own counts.
    Author,
    /// Anything else: only what it declares of itself counts.
    None,
}

/// Probability, 0 to 1, of being a text below which a page bears no credits. Of the corpus' 500 shops, services and lists
/// 12 have an author of their own; by looking, 102 others got one: a reviewer, a customer, the writer of a teaser.
const MIN_TEXT: f32 = 0.35;

impl Bears {
    fn of(judgement: &Judgement, data: &Data) -> Self {
        let texts = [PageKind::Article, PageKind::Documentation, PageKind::Forum];
        let share: f32 = texts.into_iter().map(|it| judgement.page_kind_probability(it)).sum();
        let says_so =
            data.is_text() && data.meta(&["og:type"]).is_some_and(|it| it.eq_ignore_ascii_case("article"));
        match (says_so, share >= MIN_TEXT) {
            (false, true) if judgement.page_kind() == PageKind::Documentation => Self::Author,
            (false, false) => Self::None,
            _ => Self::Credits,
        }
    }
}

/// Gathers the metadata. Cost: some passes over the page, and parsing its JSON-LD.
#[must_use]
pub fn of(page: &Page, data: &Data, base: &Base, chosen: &Chosen, judgement: &Judgement) -> Metadata {
    let bears = Bears::of(judgement, data);
    let site = site::of(base, data);
    let title = title::of(page, data, site.as_deref());
    let heading = title::heading(page, &title);
    let near = near::Near::of(page, heading, chosen);
    let lang = language::of(page, data, chosen);
    let about = byline::About { base, chosen, site: site.as_deref(), title: &title, bears };
    Metadata {
        byline: byline::of(page, data, &near, &about),
        date: date::of(page, data, &near, lang.as_deref(), bears).map(|it| it.to_string()),
        direction: language::direction(page, chosen),
        lead_image: lead_image::of(page, data, base, chosen),
        title,
        site,
        lang,
    }
}

/// White space squeezed, entities that were escaped twice read.
pub(super) fn clean(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (entity, plain) in [
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&#8217;", "’"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
    ] {
        if text.contains(entity) {
            text = text.replace(entity, plain);
        }
    }
    text
}

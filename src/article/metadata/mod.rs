//! What is known about an article beside its text: one file a fact, each with its rule for sources that disagree.
//!
//! Sources are JSON-LD, meta elements, microdata and the page itself. Nothing is taken from the judge here but where the
//! article begins; nothing is made up: what the page does not say is absent.

pub mod byline;
pub mod date;
mod days;
pub mod json_ld;
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
use crate::page::{Attr, Page, Tag};
use json_ld::Data;

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

/// Gathers the metadata. Cost: some passes over the page, and parsing its JSON-LD.
#[must_use]
pub fn of(page: &Page, base: &Base, chosen: &Chosen) -> Metadata {
    let data = Data::of(page);
    let site = site::of(page, base, &data);
    let title = title::of(page, &data, site.as_deref());
    let heading = title::heading(page, &title);
    let near = near::Near::of(page, heading, chosen);
    let lang = language::of(page, chosen);
    Metadata {
        byline: byline::of(page, &data, &near, site.as_deref(), &title),
        date: date::of(page, &data, &near, lang.as_deref()).map(|it| it.to_string()),
        direction: language::direction(page, chosen),
        lead_image: lead_image::of(page, base, chosen),
        title,
        site,
        lang,
    }
}

/// The content of the first `meta` whose `name`, `property` or `itemprop` is one of the names, tried in order.
pub(super) fn meta<'a>(page: &'a Page, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| metas(page, name).next())
}

/// The contents of all `meta` of a name, empty ones left out.
pub(super) fn metas<'a>(page: &'a Page, name: &str) -> impl Iterator<Item = &'a str> {
    page.ids().filter(|&it| page.tag(it) == Tag::Meta).filter_map(move |it| {
        let named = [Attr::Property, Attr::Name, Attr::Itemprop].into_iter().filter_map(|attr| page.attr(it, attr));
        let fits = named.flat_map(str::split_whitespace).any(|it| it.eq_ignore_ascii_case(name));
        page.attr(it, Attr::Content).map(str::trim).filter(|content| fits && !content.is_empty())
    })
}

/// White space squeezed, entities that were escaped twice read.
pub(super) fn clean(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (entity, plain) in [("&amp;", "&"), ("&quot;", "\""), ("&#039;", "'"), ("&#39;", "'"), ("&#8217;", "’"), ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">")] {
        if text.contains(entity) {
            text = text.replace(entity, plain);
        }
    }
    text
}

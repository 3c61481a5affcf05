//! The day of publication.
//!
//! Rule: what machines were told (JSON-LD, `article:published_time` and its kin, microdata) comes first; where those
//! disagree, the one that the page shows near the title, or that its address names, wins. Without them the first date that
//! stands near the title, in a `time` element before one in words. Last comes the address. An update is not a publication,
//! unless the page shows nothing else.

use super::{days::Day, json_ld::Data, metas, near::Near};
use crate::page::{Attr, NodeId, Page, Tag};

/// Names of `meta` elements that tell the publication, surest first.
const META: [&str; 20] = [
    "article:published_time", "og:article:published_time", "datepublished", "article.published", "published-date", "publishdate",
    "publish-date", "publish_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
    "citation_publication_date", "citation_date", "pubdate", "cxenseparse:recs:publishtime", "date", "dc.date.created",
];

/// Words before a date that is not the publication's, in the languages that the corpus has most of.
const UPDATES: [&str; 12] = [
    "updated", "update", "modified", "reviewed", "edited", "aktualisiert", "mis à jour", "actualizado", "zaktualizowano", "aggiornato",
    "обновлено", "atualizado",
];

/// The day, if the page tells it.
#[must_use]
pub fn of(page: &Page, data: &Data, near: &Near, lang: Option<&str>) -> Option<Day> {
    let told = told(page, data, lang);
    let shown = shown(page, near, lang);
    let address = in_address(page.url());
    if let Some(&first) = told.first() {
        let confirmed = told.iter().find(|day| shown.iter().any(|it| it.0 == **day) || address == Some(**day));
        return Some(confirmed.copied().unwrap_or(first));
    }
    let published = shown.iter().find(|it| !it.1).or(shown.first()).map(|it| it.0);
    published.or(address)
}

/// What machines were told, surest first.
fn told(page: &Page, data: &Data, lang: Option<&str>) -> Vec<Day> {
    let mut days = Vec::new();
    let mut add = |text: &str| days.extend(Day::machine(text, lang));
    ["datePublished", "dateCreated", "uploadDate"].iter().filter_map(|key| data.text(key)).take(1).for_each(&mut add);
    META.iter().flat_map(|name| metas(page, name)).for_each(&mut add);
    for item in data.items() {
        if let Some(text) = item.get("datePublished").and_then(super::json_ld::string) {
            add(text);
        }
    }
    let published = page.ids().filter(|&it| page.attr(it, Attr::Itemprop).is_some_and(|it| it == "datePublished"));
    for id in published.take(1) {
        let text = [Attr::Datetime, Attr::Content].into_iter().find_map(|name| page.attr(id, name));
        add(&text.map_or_else(|| page.subtree_text(id), str::to_owned));
    }
    days
}

/// Dates near the title, each with whether it is an update's; `time` elements first.
fn shown(page: &Page, near: &Near, lang: Option<&str>) -> Vec<(Day, bool)> {
    let mut days: Vec<(Day, bool)> = Vec::new();
    for id in near.elements(page).filter(|&it| page.tag(it) == Tag::Time && !page.is_hidden(it)) {
        let text = page.attr(id, Attr::Datetime).map(str::to_owned).unwrap_or_else(|| page.subtree_text(id));
        let day = Day::machine(&text, lang).or_else(|| Day::find(&page.subtree_text(id), lang));
        days.extend(day.map(|day| (day, is_update(page, id))));
    }
    for piece in &near.pieces {
        if let Some(day) = Day::find(&piece.text, lang) {
            let text = piece.text.to_lowercase();
            days.push((day, UPDATES.iter().any(|it| text.contains(it)) || is_update(page, piece.node)));
        }
    }
    days
}

/// Whether the element's names or the words right before it say that something was changed then.
fn is_update(page: &Page, id: NodeId) -> bool {
    let names = [Attr::Class, Attr::Itemprop].into_iter().filter_map(|name| page.attr(id, name));
    let named = names.into_iter().any(|it| it.to_lowercase().contains("updated") || it.contains("modified") || it.contains("dateModified"));
    let before = (0..id.0).rev().map(NodeId).find(|&it| page.is_text(it));
    let before = before.map(|it| page.text(it).trim().to_lowercase()).filter(|it| it.chars().count() <= 30 && !it.contains(|c: char| c.is_ascii_digit()));
    named || before.is_some_and(|before| UPDATES.iter().any(|it| before.contains(it)))
}

/// The day in an address: `/2026/03/02/` or `2026-03-02`.
fn in_address(url: &str) -> Option<Day> {
    let path = url.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let fits = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
        if !fits {
            return None;
        }
        Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::{
        article::{chosen::Chosen, metadata::{json_ld::Data, near::Near, title}},
        page::saved,
    };

    fn date(html: &str, url: &str) -> Option<String> {
        let page = saved::parse(html, url);
        let chosen = Chosen::new(&page, page.texts(page.root()), &[]);
        let near = Near::of(&page, title::heading(&page, ""), &chosen);
        of(&page, &Data::of(&page), &near, Some("en")).map(|it| it.to_string())
    }

    #[test]
    fn machines_are_believed_first() {
        let html = "<meta property='article:published_time' content='2026-03-02T08:00:00Z'><h1>A</h1><p>Updated May 5, 2026</p>";
        assert_eq!(date(html, "").as_deref(), Some("2026-03-02"));
    }

    #[test]
    fn of_several_the_shown_one_wins() {
        let html = "<meta name=date content='2026-01-01'><meta name=pubdate content='2026-03-02'><h1>A</h1><p>March 2, 2026</p>";
        assert_eq!(date(html, "").as_deref(), Some("2026-03-02"));
    }

    #[test]
    fn the_page_itself_tells() {
        assert_eq!(date("<h1>A</h1><p>Updated May 5, 2026</p><p>By X on March 2, 2026</p>", "").as_deref(), Some("2026-03-02"));
        assert_eq!(date("<h1>A</h1><p>Nothing here", "https://lamp.example/2026/03/02/a").as_deref(), Some("2026-03-02"));
        assert_eq!(date("<h1>A</h1><p>Nothing here", "https://lamp.example/a"), None);
    }
}

//! The day of publication.
//!
//! Rule: what machines were told (JSON-LD, `article:published_time` and its kin, microdata) comes first; where those
//! disagree, the one that the page shows near the title, or that its address names, wins, and an earlier day that the page
//! shows there beats them all. Without them it is the first date near the title, in a `time` element before one in words,
//! then the address, then a date line further away. An update is not a publication, unless the page tells nothing else.

use super::{
    Bears,
    days::{self, Day},
    json_ld::Data,
    near::{MAX_NODES, Near},
};
use crate::page::{Attr, NodeId, Page, Tag};

/// Names of `meta` elements that tell the publication, surest first.
const META: [&str; 22] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article.published",
    "published-date",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "citation_date",
    "pubdate",
    "cxenseparse:recs:publishtime",
    "date",
    "dc.date.created",
    "published",
    "ms.date",
];

/// Words before a date that is not the publication's, in the languages that the corpus has most of.
const UPDATES: [&str; 12] = [
    "updated",
    "update",
    "modified",
    "reviewed",
    "edited",
    "aktualisiert",
    "mis à jour",
    "actualizado",
    "zaktualizowano",
    "aggiornato",
    "обновлено",
    "atualizado",
];

/// Texts after the title within which a date that the page shows is the article's; further down stand teasers' dates.
const SHOWN_REACH: i32 = 14;

/// Items of structured data whose day of publication counts; further ones are teasers of other texts.
const MOST_TOLD: usize = 3;

/// Longest text, UTF-16 units, that is a date and nothing else.
const MAX_DATE: u32 = 30;

/// Longest text, in characters, that is a date line wherever it stands, if it says what the date is of.
const MAX_LINE: usize = 90;

/// Longest text, UTF-16 units, that is a note on the text itself.
const MAX_NOTE: u32 = 300;

/// Words of a line that says when the text was published.
const LABELS: [&str; 11] = [
    "published",
    "posted",
    "date",
    "veröffentlicht",
    "stand:",
    "publié",
    "publicado",
    "opublikowano",
    "pubblicato",
    "опубликовано",
    "created",
];

/// Words before a day on which somebody joined, which forums show beside every post.
const JOINED: [&str; 7] =
    ["joined", "registered", "founded", "member since", "registriert", "inscrit", "регистрация"];

/// How a page says when a text appeared that it has rewritten since.
const FIRST_TIME: [&str; 4] =
    ["originally published", "first published", "zuerst erschienen", "publié initialement"];

/// The day, if the page tells it.
#[must_use]
pub fn of(page: &Page, data: &Data, near: &Near, lang: Option<&str>, bears: Bears) -> Option<Day> {
    let told = told(page, data, lang);
    if bears == Bears::None {
        return told.first().copied();
    }
    let original = originally(page, lang);
    if let Some(original) = original.filter(|it| told.first().is_none_or(|told| it < told)) {
        return Some(original);
    }
    let shown = shown(page, near, lang);
    let address = in_address(page.url());
    let seen: Vec<Day> = shown.iter().filter(|it| !it.is_update).map(|it| it.day).chain(address).collect();
    let Some(&first) = told.first() else {
        let published = shown.iter().find(|it| !it.is_update).map(|it| it.day).or(address);
        if bears == Bears::Author {
            return published;
        }
        return published
            .or_else(|| shown.first().map(|it| it.day))
            .or_else(|| anywhere(page, near, lang))
            .or_else(|| changed(data, lang));
    };
    if let Some(&confirmed) = told.iter().find(|day| seen.contains(day)) {
        return Some(confirmed);
    }
    // Day and month were read the wrong way round where the page shows the day that the other reading gives.
    if let Some(&turned) = seen.iter().find(|day| Some(**day) == first.turned()) {
        return Some(turned);
    }
    // Machines count in Greenwich, publishers at home: an address names the publisher's day.
    if let Some(local) = address.filter(|it| it.is_about(first)) {
        return Some(local);
    }
    // A page that shows an earlier day than it tells was stamped anew, by a move or a rebuild; a later one is an update.
    let is_own = |it: &&Shown| !it.is_update && (it.is_labelled || (0..=SHOWN_REACH).contains(&it.distance));
    let shown_first = shown.iter().find(is_own).map(|it| it.day);
    Some(shown_first.filter(|day| *day < first && !day.is_about(first)).unwrap_or(first))
}

/// Whether a text says a day, `YYYY-MM-DD`, in whatever form.
#[must_use]
pub fn says(text: &str, day: &str, lang: Option<&str>) -> bool {
    Day::find(text, lang).is_some_and(|it| it.to_string() == day)
}

/// Whether a word, in lower case, is part of dates and times: a number, a month.
#[must_use]
pub fn is_part(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || days::is_month(word)
}

/// What machines were told, surest first.
fn told(page: &Page, data: &Data, lang: Option<&str>) -> Vec<Day> {
    let mut days = Vec::new();
    let mut add = |text: &str| days.extend(Day::machine(text, lang));
    ["datePublished", "dateCreated", "uploadDate"]
        .iter()
        .filter_map(|key| data.text(key))
        .take(1)
        .for_each(&mut add);
    META.iter().flat_map(|name| data.metas(name)).for_each(&mut add);
    data.metas_where(|it| it.contains("publish") && it.contains("date")).for_each(&mut add);
    // Two systems may tell of the same text; which of them is right, the page may show.
    let same = data.items().iter().filter_map(|it| it.get("datePublished").and_then(super::json_ld::string));
    days.extend(same.take(MOST_TOLD).filter_map(|it| Day::machine(it, lang)));
    let mut add = |text: &str| days.extend(Day::machine(text, lang));
    let published = page.ids().find(|&it| {
        page.attr(it, Attr::Itemprop).is_some_and(|it| it == "datePublished" || it == "dateCreated")
    });
    if let Some(id) = published {
        let text = [Attr::Datetime, Attr::Content].into_iter().find_map(|name| page.attr(id, name));
        add(&text.map_or_else(|| page.subtree_text(id), str::to_owned));
    }
    days
}

/// A date that the page shows.
struct Shown {
    day: Day,
    is_update: bool,
    /// The page says that it is the publication's.
    is_labelled: bool,
    /// Texts after the title; negative before it.
    distance: i32,
}

/// Dates near the title; `time` elements first.
fn shown(page: &Page, near: &Near, lang: Option<&str>) -> Vec<Shown> {
    let mut days: Vec<Shown> = Vec::new();
    for id in near.elements(page).filter(|&it| page.tag(it) == Tag::Time) {
        let text = page.attr(id, Attr::Datetime).map_or_else(|| page.subtree_text(id), str::to_owned);
        let day = Day::machine(&text, lang).or_else(|| Day::find(&page.subtree_text(id), lang));
        let distance = near.pieces.iter().find(|it| id <= it.node).map_or(0, |it| it.distance);
        let is_labelled = false;
        days.extend(day.map(|day| Shown { day, is_update: is_update(page, id), is_labelled, distance }));
    }
    for piece in &near.pieces {
        if let Some(day) = Day::find(&piece.text, lang) {
            let text = piece.text.to_lowercase();
            let says = |words: &[&str]| words.iter().any(|it| text.contains(it));
            if says(&JOINED) {
                continue;
            }
            let is_update = says(&UPDATES) || is_update(page, piece.node);
            let is_labelled = LABELS.iter().any(|it| text.starts_with(it));
            days.push(Shown { day, is_update, is_labelled, distance: piece.distance });
        }
    }
    days
}

/// The day on which the text appeared first, where a line says that it was another.
fn originally(page: &Page, lang: Option<&str>) -> Option<Day> {
    let lines = page.texts(page.root()).filter(|&it| page.counts(it).chars <= MAX_NOTE);
    lines.into_iter().find_map(|it| {
        let text = page.text(it).to_lowercase();
        let at = FIRST_TIME.iter().find_map(|words| text.find(words))?;
        Day::find(text.get(at..)?, lang)
    })
}

/// A date line further away: a short text that says what its date is of, else the first `time` after the title.
fn anywhere(page: &Page, near: &Near, lang: Option<&str>) -> Option<Day> {
    let says = |text: &str| {
        let text = text.to_lowercase();
        LABELS.iter().chain(&UPDATES).any(|it| text.contains(it))
    };
    let texts = || page.ids().filter(|&it| page.is_text(it) && !page.is_hidden(it));
    let line = texts().find_map(|id| {
        let whole = page
            .parent(id)
            .map(|it| page.ancestors(id).find(|&it| !page.tag(it).is_inline()).unwrap_or(it))?;
        let is_short =
            page.counts(id).chars <= MAX_LINE as u32 && page.end(whole) - whole.index() <= MAX_NODES;
        let text = if is_short { page.subtree_text(whole) } else { return None };
        (text.chars().count() <= MAX_LINE && says(&text)).then(|| Day::find(&text, lang)).flatten()
    });
    let start = near.origin?;
    let alone = || {
        texts()
            .filter(|&it| start < it && page.counts(it).chars <= MAX_DATE)
            .find_map(|it| Day::find(page.text(it), lang))
    };
    line.or_else(alone).or_else(|| {
        let times = page.ids().filter(|&it| start <= it && page.tag(it) == Tag::Time && !page.is_hidden(it));
        times.filter_map(|it| page.attr(it, Attr::Datetime)).find_map(|it| Day::machine(it, lang))
    })
}

/// When the page was changed, where nothing else is known.
fn changed(data: &Data, lang: Option<&str>) -> Option<Day> {
    let names =
        ["article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "datemodified"];
    let told = data.text("dateModified").into_iter().chain(names.iter().flat_map(|name| data.metas(name)));
    told.into_iter().find_map(|it| Day::machine(it, lang))
}

/// Whether the element's names or the words right before it say that something was changed then.
fn is_update(page: &Page, id: NodeId) -> bool {
    let names = [Attr::Class, Attr::Itemprop].into_iter().filter_map(|name| page.attr(id, name));
    let says_so = names.into_iter().any(|it| {
        it.to_lowercase().contains("updated") || it.contains("modified") || it.contains("dateModified")
    });
    let before = (0..id.0).rev().map(NodeId).find(|&it| page.is_text(it));
    let before = before
        .map(|it| page.text(it).trim().to_lowercase())
        .filter(|it| it.chars().count() <= 30 && !it.contains(|c: char| c.is_ascii_digit()));
    says_so || before.is_some_and(|before| UPDATES.iter().any(|it| before.contains(it)))
}

/// The day in an address: `/2026/03/02/` or `2026-03-02`.
fn in_address(url: &str) -> Option<Day> {
    let path = url.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '+']).collect();
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
    use super::{Bears, of};
    use crate::{
        article::{
            chosen::Chosen,
            metadata::{json_ld::Data, near::Near, title},
        },
        page::saved,
    };

    fn date(html: &str, url: &str) -> Option<String> {
        date_of(html, url, Bears::Credits)
    }

    fn date_of(html: &str, url: &str, bears: Bears) -> Option<String> {
        let page = saved::parse(html, url);
        let chosen = Chosen::new(&page, page.texts(page.root()), &[]);
        let near = Near::of(&page, title::heading(&page, ""), &chosen);
        of(&page, &Data::of(&page), &near, Some("en"), bears).map(|it| it.to_string())
    }

    #[test]
    fn a_manual_is_not_dated_by_its_last_change() {
        let changed = "<h1>A</h1><p>Words of it.</p><p>Last updated May 5, 2026</p>";
        assert_eq!(date_of(changed, "", Bears::Author), None);
        assert_eq!(date_of(changed, "", Bears::Credits).as_deref(), Some("2026-05-05"));
        let told = "<meta property='article:published_time' content='2026-03-02T08:00:00Z'><h1>A</h1>";
        assert_eq!(date_of(told, "", Bears::Author).as_deref(), Some("2026-03-02"));
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
    fn a_day_that_the_page_calls_the_publication_stands_against_a_stamp() {
        let stamped = "<meta property='article:published_time' content='2026-05-05T08:00:00Z'>";
        let lines = "<h1>A</h1><p>Published March 2, 2026</p><p>Updated May 5, 2026</p>";
        assert_eq!(date(&format!("{stamped}{lines}"), "").as_deref(), Some("2026-03-02"));
        let note = "<h1>A</h1><p>This text was originally published on March 2, 2026, and has been kept up to date since.</p>";
        assert_eq!(date(&format!("{stamped}{note}"), "").as_deref(), Some("2026-03-02"));
    }

    #[test]
    fn the_day_on_which_a_poster_joined_is_not_the_posts() {
        let html = "<h1>A</h1><dd>Joined: May 5, 2019</dd><p>March 2, 2026, 9:14 am</p><p>Which rope?</p>";
        assert_eq!(date(html, "").as_deref(), Some("2026-03-02"));
    }

    #[test]
    fn the_page_itself_tells() {
        assert_eq!(
            date("<h1>A</h1><p>Updated May 5, 2026</p><p>By X on March 2, 2026</p>", "").as_deref(),
            Some("2026-03-02")
        );
        assert_eq!(
            date("<h1>A</h1><p>Nothing here", "https://lamp.example/2026/03/02/a").as_deref(),
            Some("2026-03-02")
        );
        assert_eq!(date("<h1>A</h1><p>Nothing here", "https://lamp.example/a"), None);
    }
}

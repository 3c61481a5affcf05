//! The day of publication.
//!
//! Rule: what machines were told (JSON-LD, `article:published_time` and its kin, microdata) comes first; where those
//! disagree, the one that the page shows near the title, or that its address names, wins. Against them all stands an earlier
//! day that the page shows as its own, and a later one if it is the only one there and not called an update. Where machines
//! were told nothing it is the date nearest to the title, then the address, then a date line further away. An update is not
//! a publication, unless the page shows nothing else; a day of change that only machines are told is none at all.

mod reading;
mod shown;
mod words;

use super::{
    Bears,
    days::{self, Day},
    json_ld::{self, Data},
    near::Near,
};
use crate::page::{Attr, Page};
use reading::Reading;
use shown::Shown;

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

/// Items of structured data whose day of publication counts; further ones are teasers of other texts.
const MOST_TOLD: usize = 3;

/// The day, if the page tells it.
#[must_use]
pub fn of(page: &Page, data: &Data, near: &Near, lang: Option<&str>, bears: Bears) -> Option<Day> {
    let reading = Reading::new(page, lang);
    if bears == Bears::None {
        // Shops and services have a `datePublished` in their structured data: the corpus' truth dates none of the 40
        // pages that have only that.
        return META.iter().flat_map(|name| data.metas(name)).find_map(|it| Day::machine(it, lang));
    }
    let told = told(page, data, lang);
    let labelled = || shown::labelled(page, &reading);
    let original = shown::originally(page, &reading).filter(|it| told.first().is_none_or(|told| it < told));
    if let Some(original) = original.filter(|_| labelled().is_none()) {
        return Some(original);
    }
    let shown = shown::near_title(page, near, &reading);
    if let Some(&first) = told.first() {
        let is_change = |day: Day| day != first && Some(day) == changed(data, lang);
        let days = Days { first, told: &told, shown: &shown, address: Day::in_address(page.url()) };
        return Some(days.agreed(is_change, labelled));
    }
    let published = shown.iter().find(|it| !it.is_update).map(|it| it.day);
    let published = published.or_else(|| Day::in_address(page.url()));
    if bears == Bears::Author {
        return published;
    }
    published.or_else(|| shown.first().map(|it| it.day)).or_else(|| shown::anywhere(page, near, &reading))
}

/// All days that may be the text's, where machines were told some.
struct Days<'a> {
    first: Day,
    told: &'a [Day],
    shown: &'a [Shown],
    address: Option<Day>,
}

impl Days<'_> {
    /// The day that page and machines agree on; else which of them is to be believed.
    fn agreed(&self, is_change: impl Fn(Day) -> bool, labelled: impl Fn() -> Option<Day>) -> Day {
        let Self { first, told, shown, address } = *self;
        // Machines count in Greenwich, publishers at home: the page shows the publisher's day, and so does its address.
        let is_confirmed = shown.iter().any(|it| it.is_own() && it.day == first);
        let after = shown.iter().find(|it| !it.is_update && it.is_after()).map(|it| it.day);
        if let Some(local) = after.filter(|day| !is_confirmed && day.is_about(first) && !is_change(*day)) {
            return local;
        }
        let published = shown.iter().filter(|it| !it.is_update).map(|it| it.day);
        let seen: Vec<Day> = published.chain(address).collect();
        if let Some(&confirmed) = told.iter().find(|day| seen.contains(day)) {
            return confirmed;
        }
        // Day and month were read the wrong way round where the page shows the day that the other reading gives.
        if let Some(&turned) = seen.iter().find(|day| Some(**day) == first.turned()) {
            return turned;
        }
        if let Some(local) = address.filter(|it| it.is_about(first)) {
            return local;
        }
        // A page that shows an earlier day than it tells was stamped anew, by a move or a rebuild.
        let own = shown.iter().find(|it| it.is_own()).map(|it| it.day);
        let differs = |day: &Day| !day.is_about(first);
        if let Some(earlier) = own.or_else(labelled).filter(|day| *day < first).filter(differs) {
            return earlier;
        }
        // A later one that it shows alone, and does not call an update, is the day that it gives itself.
        let is_alone =
            |day: &Day| shown.iter().filter(|it| it.is_near()).all(|it| !it.is_update && it.day == *day);
        own.filter(is_alone).filter(differs).unwrap_or(first)
    }
}

/// Whether a text says a day, `YYYY-MM-DD`, in whatever form.
#[must_use]
pub fn says(text: &str, day: &str, lang: Option<&str>) -> bool {
    let is_it = |it: Day| it.to_string() == day;
    Day::find(text, lang).is_some_and(|it| is_it(it) || it.turned().is_some_and(is_it))
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
    let same = data.items().iter().filter_map(|it| it.get("datePublished").and_then(json_ld::string));
    same.take(MOST_TOLD).for_each(&mut add);
    let published = page.ids().find(|&it| {
        page.attr(it, Attr::Itemprop).is_some_and(|it| it == "datePublished" || it == "dateCreated")
    });
    if let Some(id) = published {
        let text = [Attr::Datetime, Attr::Content].into_iter().find_map(|name| page.attr(id, name));
        add(&text.map_or_else(|| page.subtree_text(id), str::to_owned));
    }
    days
}

/// When the page was changed, as machines were told.
fn changed(data: &Data, lang: Option<&str>) -> Option<Day> {
    let names =
        ["article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "datemodified"];
    let told = data.text("dateModified").into_iter().chain(names.iter().flat_map(|name| data.metas(name)));
    told.into_iter().find_map(|it| Day::machine(it, lang))
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
        let apart = html.replace("Joined:", "<b>Joined:</b>");
        assert_eq!(date(&apart, "").as_deref(), Some("2026-03-02"));
    }

    #[test]
    fn of_shown_days_the_nearest_to_the_title_wins() {
        let teasers = "<p>March 4, 2026</p><p>A pier opens</p><p>March 5, 2026</p>";
        let html =
            format!("{teasers}<h1>A</h1><p>March 2, 2026</p><p>Words.</p><time datetime=2026-03-06></time>");
        assert_eq!(date(&html, "").as_deref(), Some("2026-03-02"));
        let kicker = "<meta name=dc.date content='2026-05-05'><p>March 2, 2026</p><h1>A</h1><p>Words.</p>";
        assert_eq!(date(kicker, "").as_deref(), Some("2026-03-02"));
    }

    #[test]
    fn a_sentence_is_no_date_line() {
        let html = "<h1>A</h1><p>The season of the old ferry ends for most of its guests, as every year, on April 15, 2026, with a feast.</p><p>Published March 2, 2026</p>";
        assert_eq!(date(html, "").as_deref(), Some("2026-03-02"));
    }

    #[test]
    fn machines_count_in_greenwich_and_pages_at_home() {
        let told = "<meta property='article:published_time' content='2026-03-03T02:00:00Z'>";
        assert_eq!(date(&format!("{told}<h1>A</h1><p>March 2, 2026</p>"), "").as_deref(), Some("2026-03-02"));
        let changed = "<meta property='article:modified_time' content='2026-03-04T02:00:00Z'>";
        let shown = "<h1>A</h1><p>March 4, 2026</p>";
        assert_eq!(date(&format!("{told}{changed}{shown}"), "").as_deref(), Some("2026-03-03"));
    }

    #[test]
    fn a_later_day_that_stands_alone_is_the_pages_own() {
        let told = "<meta property='article:published_time' content='2024-03-02T08:00:00Z'>";
        assert_eq!(date(&format!("{told}<h1>A</h1><p>May 5, 2026</p>"), "").as_deref(), Some("2026-05-05"));
        let update = "<h1>A</h1><p><span>Updated</span> <span>May 5, 2026</span></p>";
        assert_eq!(date(&format!("{told}{update}"), "").as_deref(), Some("2024-03-02"));
    }

    #[test]
    fn the_only_line_of_publication_counts_wherever_it_stands() {
        let told = "<meta property='article:published_time' content='2026-05-05T08:00:00Z'><h1>A</h1>";
        let words = "<p>Words</p>".repeat(60);
        let line = "<div>Published <time>March 2, 2026</time></div>";
        assert_eq!(date(&format!("{told}{words}{line}"), "").as_deref(), Some("2026-03-02"));
        let other = "<div>Published February 1, 2026</div>";
        assert_eq!(date(&format!("{told}{words}{line}{other}"), "").as_deref(), Some("2026-05-05"));
    }

    #[test]
    fn what_is_no_text_has_a_day_only_if_it_calls_itself_published() {
        let item =
            r#"<script type="application/ld+json">{"@type":"WebPage","datePublished":"2026-03-02"}</script>"#;
        let html = format!("{item}<h1>A pan</h1><p>To cook in.</p>");
        assert_eq!(date_of(&html, "", Bears::None), None);
        assert_eq!(date_of(&html, "", Bears::Credits).as_deref(), Some("2026-03-02"));
        let meta = "<meta property='article:published_time' content='2026-03-02'><h1>A</h1>";
        assert_eq!(date_of(meta, "", Bears::None).as_deref(), Some("2026-03-02"));
    }

    #[test]
    fn a_change_that_only_machines_know_is_no_publication() {
        let html =
            "<meta property='article:modified_time' content='2026-05-05T08:00:00Z'><h1>A</h1><p>Words.</p>";
        assert_eq!(date(html, ""), None);
        let whole =
            "<h1>A</h1><p>Words.</p><footer>This page was last edited on May 5, 2026, at noon.</footer>";
        assert_eq!(
            date_of(&whole.replace("<p>Words.</p>", &"<p>Words.</p>".repeat(60)), "", Bears::Credits),
            None
        );
    }

    #[test]
    fn answers_in_a_thread_do_not_date_it() {
        let html = "<h2><span>#1</span> <a>2026-03-02 15:14</a></h2><p>Ada Brook</p><p>Member</p><p>Posts: 1</p><h3>A</h3><p>Which rope?</p><h2><span>#2</span> <a>2026-03-03 06:23</a></h2>";
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

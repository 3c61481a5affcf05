//! Who wrote it.
//!
//! Rule: the author in JSON-LD, unless a line right under the title says "By" somebody else; then `meta` elements, then
//! `rel=author` and microdata near the title, then a short text there that begins with "By" in the page's language or sits
//! in an element named for it. In a thread it is whoever began it. A name is never an address or an e-mail, never the
//! site's own name where the page also names a person, and never longer than a line.

mod names;
mod owner;
mod shown;

use super::{
    Bears,
    json_ld::{Data, string, types},
    near::Near,
};
use crate::{
    article::{address::Base, chosen::Chosen, repair::folded},
    page::Page,
};
use names::{OPENERS, is_handle, is_person, name_of};
use serde_json::Value;
use shown::{anywhere, is_thread, marked, opened, poster, repeated, signed};

/// Names of `meta` elements, surest first.
const META: [&str; 13] = [
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "byline",
    "article:author_name",
    "creator",
    "twitter:data1",
    "dc.contributor",
];

/// What is known of the page before its author is looked for.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// What the page's addresses are relative to.
    pub base: &'a Base,
    /// The article's texts.
    pub chosen: &'a Chosen,
    /// The publication's name.
    pub site: Option<&'a str>,
    /// The title.
    pub title: &'a str,
    /// Whether the page is of a kind that has authors.
    pub bears: Bears,
}

/// The byline, several authors joined by `, `.
#[must_use]
pub fn of(page: &Page, data: &Data, near: &Near, about: &About<'_>) -> Option<String> {
    let title = about.title;
    let site = about.site.map(folded);
    let is_site = |name: &str| site.as_deref() == Some(folded(name).as_str());
    let title = folded(title);
    let fits = |name: &String| !is_site(name) && folded(name) != title;
    let said = || opened(page, near).filter(&fits);
    let marked = || marked(page, near).filter(&fits);
    let told = from_data(data);
    let names = |authors: &[Author]| distinct(authors.iter().map(|it| it.name.clone()).collect()).join(", ");
    let is_person = |it: &Author| !it.is_organization && !is_site(&it.name) && !is_handle(&it.name);
    if told.iter().any(is_person) {
        // What the page says right under its title stands against a system that names whoever uploaded it.
        let said = opened(page, near)
            .filter(|it| fits(it) && self::is_person(it.split(',').next().unwrap_or_default()));
        let agrees = |said: &String| {
            told.iter().any(|it| {
                folded(said).contains(&folded(&it.name)) || folded(&it.name).contains(&folded(said))
            })
        };
        return Some(said.filter(|it| !agrees(it)).unwrap_or_else(|| names(&told)));
    }
    if about.bears == Bears::None {
        // Such a page shows the authors of other things; only a person whom it declares is its own.
        let declared = META.iter().find_map(|name| from_meta(data, name)).map(|it| it.join(", "));
        return declared.filter(|it| fits(it) && self::is_person(it));
    }
    let is_thread = is_thread(page, data);
    let begun = if is_thread && told.is_empty() { poster(page, near).filter(&fits) } else { None };
    if begun.is_some() {
        return begun;
    }
    if is_thread && !told.is_empty() {
        // Whoever begins a thread bears an account's name; others that stand near it are ranks and groups.
        return Some(names(&told));
    }
    let is_named = |it: &String| it.contains(' ');
    // Of an organization's text, the person whom the page marks as its author further down is meant as well.
    let person = || {
        let found = anywhere(page, near).filter(|it| !is_thread && fits(it) && self::is_person(it));
        found.filter(|_| !told.iter().any(|it| self::is_person(&it.name)))
    };
    let shown = || said().or_else(marked).filter(is_named).or_else(person);
    if !told.is_empty() && !told.iter().all(|it| is_site(&it.name)) {
        return Some(shown().unwrap_or_else(|| names(&told)));
    }
    let meta = META.iter().find_map(|name| from_meta(data, name));
    let meta_fits = meta.iter().flatten().any(|it| !is_site(it) && !is_handle(it));
    if let Some(names) = meta.clone().filter(|_| meta_fits) {
        return Some(distinct(names).join(", "));
    }
    shown()
        .or_else(|| meta.clone().filter(|names| names.iter().any(|it| !is_site(it))).map(|it| it.join(", ")))
        .or_else(said)
        .or_else(marked)
        .or_else(|| repeated(page, near).filter(&fits))
        .or_else(|| anywhere(page, near).or_else(|| signed(page, near)).filter(|it| !is_thread && fits(it)))
        .or_else(|| self::marked(page, near).filter(|it| self::is_person(it)))
        .or_else(|| owner::of(page, about.base, about.site, about.chosen).filter(|_| !is_thread))
        .or_else(|| told.first().map(|it| it.name.clone()))
        .or_else(|| meta.and_then(|it| it.into_iter().next()))
}

/// An author that machines were told.
#[derive(Debug, Clone)]
struct Author {
    name: String,
    is_organization: bool,
}

/// The authors in JSON-LD.
fn from_data(data: &Data) -> Vec<Author> {
    let mut authors = Vec::new();
    let Some(item) = data.main() else { return authors };
    let inner = item.get("mainEntity").and_then(Value::as_object);
    for item in [Some(item), inner].into_iter().flatten() {
        for key in ["author", "creator", "contributor"] {
            if let Some(value) = item.get(key).filter(|_| authors.is_empty()) {
                push_authors(data, value, &mut authors);
            }
        }
    }
    authors
}

fn push_authors(data: &Data, value: &Value, authors: &mut Vec<Author>) {
    let mut add = |text: &str, is_organization| {
        authors.extend(name_of(text).map(|name| Author { name, is_organization }));
    };
    match value {
        Value::Array(values) => values.iter().for_each(|it| push_authors(data, it, authors)),
        Value::String(text) => add(text, false),
        Value::Object(item) => {
            let item = data.resolved(item);
            let is_organization =
                types(item).iter().any(|it| it.ends_with("Organization") || *it == "Corporation");
            match item.get("name") {
                Some(Value::Array(values)) => {
                    values.iter().filter_map(Value::as_str).for_each(|it| add(it, is_organization));
                }
                Some(name) => string(name).into_iter().for_each(|it| add(it, is_organization)),
                None => {}
            }
        }
        _ => {}
    }
}

/// The names in the `meta` elements of a name, if they can be names.
fn from_meta(data: &Data, name: &str) -> Option<Vec<String>> {
    // A social card's first line may be anything; its label says what.
    if name == "twitter:data1" {
        let label = data.metas("twitter:label1").next()?.to_lowercase();
        OPENERS.iter().find(|it| label.starts_with(it.trim_end_matches(':')))?;
    }
    let names: Vec<String> = data.metas(name).filter_map(name_of).collect();
    let names = if name == "citation_author" { names.iter().map(|it| turned(it)).collect() } else { names };
    (!names.is_empty()).then_some(names)
}

/// `Brook, Ada` the other way round.
fn turned(name: &str) -> String {
    match name.split_once(", ") {
        Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
        _ => name.to_owned(),
    }
}

fn distinct(names: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        if !kept.iter().any(|it| folded(it) == folded(&name)) {
            kept.push(name);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{About, Bears, of};
    use crate::{
        article::{
            address::Base,
            chosen::Chosen,
            metadata::{json_ld::Data, near::Near, title},
        },
        page::saved,
    };

    fn byline(html: &str) -> Option<String> {
        byline_at("", html)
    }

    fn byline_at(url: &str, html: &str) -> Option<String> {
        let page = saved::parse(html, url);
        let chosen = Chosen::new(&page, page.texts(page.root()), &[]);
        let near = Near::of(&page, title::heading(&page, ""), &chosen);
        let base = Base::of(&page);
        let about = About {
            base: &base,
            chosen: &chosen,
            site: Some("The Lamp"),
            title: "Quiet water",
            bears: Bears::Credits,
        };
        of(&page, &Data::of(&page), &near, &about)
    }

    #[test]
    fn structured_data_comes_first() {
        let ld = r#"<script type="application/ld+json">{"@type":"Article","headline":"Q","author":[{"@type":"Person","name":"Ada Brook"},{"name":"Tom Reed"}]}</script>"#;
        assert_eq!(
            byline(&format!("{ld}<h1>Quiet water</h1><p>By Tom Reed</p>")).as_deref(),
            Some("Ada Brook, Tom Reed")
        );
        assert_eq!(
            byline(&format!("{ld}<h1>Quiet water</h1><p>By Mia Stone</p>")).as_deref(),
            Some("Mia Stone"),
            "what the page says itself"
        );
    }

    #[test]
    fn the_site_is_no_author_where_a_person_is_named() {
        let ld = r#"<script type="application/ld+json">{"@type":"Article","headline":"Q","author":{"name":"The Lamp"}}</script>"#;
        assert_eq!(
            byline(&format!("{ld}<h1>Quiet water</h1><p>By Ada Brook</p>")).as_deref(),
            Some("Ada Brook")
        );
        assert_eq!(byline(&format!("{ld}<h1>Quiet water</h1>")).as_deref(), Some("The Lamp"));
    }

    #[test]
    fn labels_lists_and_degrees() {
        for (below, name) in [
            ("<p>A deck.</p><h3>Author</h3><p>Ada Brook</p>", "Ada Brook"),
            (
                "<p>Ada Brook, Tom Reed, Mia Stone</p><p>The water was quiet.</p>",
                "Ada Brook, Tom Reed, Mia Stone",
            ),
            ("<p>Ada Brook, MD, FRCS</p><p>The water was quiet.</p>", "Ada Brook, MD, FRCS"),
            ("<p>The water was quiet.</p><a href=/by/ada>All articles by Ada Brook</a>", "Ada Brook"),
        ] {
            assert_eq!(byline(&format!("<h1>Quiet water</h1>{below}")).as_deref(), Some(name), "{below}");
        }
        for below in
            ["<p>Easy Online Ordering, Career Support</p>", "<div class='sort-by'>Sort By</div><p>Water</p>"]
        {
            assert_eq!(byline(&format!("<h1>Quiet water</h1>{below}")), None, "{below}");
        }
    }

    #[test]
    fn a_reviewer_is_no_author() {
        let ld = r#"<script type="application/ld+json">{"@type":"Product","name":"Rope","review":{"@type":"Review","author":{"@type":"Person","name":"Tom Reed"}}}</script>"#;
        let review = "<div itemprop=review><span itemprop=author>Tom Reed</span><p>Strong.</p></div>";
        assert_eq!(byline(&format!("{ld}<h1>Quiet water</h1>{review}")), None);
    }

    #[test]
    fn a_thread_is_whoever_began_it() {
        let ld = r#"<script type="application/ld+json">{"@type":"DiscussionForumPosting","headline":"Q","author":{"@type":"Person","name":"ada_b7"},"comment":[{"@type":"Comment","author":{"name":"Tom Reed"}}]}</script>"#;
        let posts = "<a class=username>ada_b7</a><p>Which rope?</p><a class='author-group'>Old Hand</a>";
        assert_eq!(byline(&format!("{ld}<h1>Quiet water</h1>{posts}")).as_deref(), Some("ada_b7"));
    }

    #[test]
    fn the_first_post_of_a_thread_is_headed_by_its_author() {
        let url = "https://forum.lamp.example/viewtopic.php?id=7";
        let post = |name: &str, text: &str| {
            format!(
                "<div class=postleft><dl><dt><strong>{name}</strong></dt><dd>Member</dd></dl></div><p>{text}</p>"
            )
        };
        let html = format!("<h1>Quiet water</h1>{}{}", post("ada7", "Which rope?"), post("tomr", "Hemp."));
        assert_eq!(byline_at(url, &html).as_deref(), Some("ada7"));
        let picture = "<div class=post_author><a href=/u1><img src=/a.png></a><a href=/u1>ada7</a><br>Old Board Hand</div>";
        assert_eq!(
            byline_at(url, &format!("<h1>Quiet water</h1>{picture}<p>Which rope?</p>")).as_deref(),
            Some("ada7")
        );
    }

    #[test]
    fn what_a_text_is_filed_under_is_no_name() {
        let html =
            "<h1>Quiet water</h1><p>By</p><p><a rel=tag href=/t/boats>Old Boats</a></p><p>Ada Brook</p>";
        assert_eq!(byline(html).as_deref(), Some("Ada Brook"));
    }

    #[test]
    fn an_articles_own_footer_names_its_author() {
        let author = "<footer><span itemprop=author>Ada Brook</span></footer>";
        let text =
            "<p>The water was quiet, and nobody on the quay had seen the boats come in.</p>".repeat(60);
        let inside = format!("<article><h1>Quiet water</h1>{text}{author}</article>");
        assert_eq!(byline(&inside).as_deref(), Some("Ada Brook"));
        assert_eq!(byline(&format!("<h1>Quiet water</h1>{text}{author}")), None);
    }

    #[test]
    fn addresses_and_handles_are_no_names() {
        let html = "<meta property='article:author' content='https://social.example/ada'><meta name=author content='@ada'><h1>Quiet water</h1><p>Words</p>";
        assert_eq!(byline(html), None);
    }

    #[test]
    fn a_short_text_near_the_title() {
        for (text, name) in [
            ("By Ada Brook | March 2, 2026", "Ada Brook"),
            ("Von Jörg Kerner", "Jörg Kerner"),
            ("By Ada Brook March 2, 2026", "Ada Brook"),
            ("Автор: Анна Реева", "Анна Реева"),
            ("<span>By</span> <a href=/ada>Ada Brook</a>", "Ada Brook"),
            ("<span class='post-author'>Ada Brook</span>", "Ada Brook"),
        ] {
            assert_eq!(
                byline(&format!("<h1>Quiet water</h1><p>{text}</p><p>The water was quiet.</p>")).as_deref(),
                Some(name),
                "{text}"
            );
        }
        assert_eq!(
            byline(
                "<h1>Quiet water</h1><p>By the time they came to the quay, the water was as quiet as it ever would be.</p>"
            ),
            None
        );
    }
}

//! The title: what the page calls itself, made good by its headings, without the site's name.
//!
//! Rule: `og:title`, JSON-LD headline, `twitter:title` and `<title>` are candidates. A heading that agrees with one of
//! them wins, because it is what the page shows; so does the page's only first-level heading where the address spells it
//! rather than them. A site name at either end goes when it is the known name, or when the rest stands in the page as a
//! heading or in the address. A title is never taken from running text.

use super::{clean, json_ld::Data};
use crate::{
    article::repair::folded,
    page::{NodeId, Page, Tag},
};

/// What parts a title from the site's name.
const SEPARATORS: [&str; 12] =
    [" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " / ", " « ", " ｜ ", " ⋅ "];

/// Share, 0 to 1, of the shorter text's words that two titles must have in common to be the same in other words.
const SAME_SHARE: f32 = 0.8;

/// The same share for the page's only first-level heading against a deeper one that repeats the title.
const NEAR_SHARE: f32 = 0.5;

/// Words from which a page's only first-level heading is a title; shorter ones are the site's name or a section's.
const MIN_WORDS: usize = 3;

/// Longest title, in characters; longer ones are descriptions put in the wrong place.
const MAX_CHARS: usize = 300;

/// The title; empty where the page has none.
#[must_use]
pub fn of(page: &Page, data: &Data, site: Option<&str>) -> String {
    let document = page.first(Tag::Title).map(|it| raw_text(page, it)).unwrap_or_default();
    let named = [
        data.meta(&["og:title"]).map(clean),
        if data.is_text() { data.text("headline").map(clean) } else { None },
        data.meta(&[
            "twitter:title",
            "dc.title",
            "dcterms.title",
            "citation_title",
            "parsely-title",
            "sailthru.title",
        ])
        .map(clean),
        Some(clean(&document)),
    ];
    let candidates: Vec<String> =
        named.into_iter().flatten().filter(|it| !it.is_empty() && it.chars().count() <= MAX_CHARS).collect();
    let headings: Vec<(String, String)> =
        headings(page).map(|it| clean(&page.subtree_text(it))).map(|it| (folded(&it), it)).collect();
    let cut: Vec<String> = candidates.iter().map(|it| without_site(it, site, &headings)).collect();
    let agreed = cut.iter().find_map(|title| {
        let title = folded(title);
        headings.iter().find(|it| is_same(&it.0, &title)).map(|it| it.1.clone())
    });
    // A page's one first-level heading is its title in other words than those for search engines.
    let is_article = data.meta(&["og:type"]).is_some_and(|it| it.eq_ignore_ascii_case("article"));
    let is_site = |it: &str| site.is_some_and(|site| folded(site) == it);
    let mut firsts = page
        .ids()
        .filter(|&it| page.tag(it) == Tag::H1 && !page.is_hidden(it))
        .map(|it| clean(&page.subtree_text(it)));
    // So it is where its address spells it, and not what the page tells of itself.
    let spelled = |it: &str| addressed(page.url(), it);
    let told = cut.first().map_or(0.0, |it| spelled(it));
    let is_spelled = |it: &str| SAME_SHARE <= spelled(it) && told < spelled(it);
    let only = match (firsts.next(), firsts.next()) {
        (Some(only), None) if data.is_text() || is_article || is_spelled(&only) => Some(only).filter(|it| {
            it.split(' ').count() >= MIN_WORDS && !is_site(&folded(it)) && it.chars().count() <= MAX_CHARS
        }),
        _ => None,
    };
    agreed
        .or(only)
        .or_else(|| {
            let told = cut.into_iter().find(|it| site.is_none_or(|site| folded(site) != folded(it)))?;
            Some(without_tail(&told, page.url()).to_owned())
        })
        .or_else(|| {
            let mut firsts = headings.iter().filter(|it| !it.0.is_empty());
            firsts.next().map(|it| it.1.clone())
        })
        .unwrap_or_default()
}

/// The heading that shows the title; else the only first-level one.
#[must_use]
pub fn heading(page: &Page, title: &str) -> Option<NodeId> {
    let title = folded(title);
    let is_it = |id: &NodeId| is_same(&folded(&page.subtree_text(*id)), &title);
    let mut firsts = page.ids().filter(|&it| page.tag(it) == Tag::H1 && !page.is_hidden(it));
    let only = firsts.next().filter(|_| firsts.next().is_none());
    // A section's heading may repeat the title for search engines; the page's own says it in other words.
    let is_near = |it: &NodeId| shares(&folded(&page.subtree_text(*it)), &title) >= NEAR_SHARE;
    let same = headings(page).find(is_it);
    let own = same.filter(|&it| page.tag(it) == Tag::H1 && !page.is_hidden(it)).or(only.filter(is_near));
    own.or(same).or(only)
}

/// Whether two folded texts are one title: equal, or nearly all words of the shorter in the longer and not much shorter.
#[must_use]
pub fn is_same(a: &str, b: &str) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b {
        return true;
    }
    let words = |it: &str| it.split(' ').count();
    let (short, long) = (words(a).min(words(b)), words(a).max(words(b)));
    short >= MIN_WORDS && SAME_SHARE <= shares(a, b) && short * 3 >= long * 2
}

/// Share, 0 to 1, of the shorter folded text's words that stand in the other too.
fn shares(a: &str, b: &str) -> f32 {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = short.iter().filter(|it| long.contains(it)).count();
    common as f32 / short.len() as f32
}

/// Shown headings, the first level before the others; at last those of the first level that wait for a script.
fn headings(page: &Page) -> impl Iterator<Item = NodeId> + '_ {
    let of = move |tag: Tag, is_hidden: bool| {
        page.ids().filter(move |&it| page.tag(it) == tag && page.is_hidden(it) == is_hidden)
    };
    of(Tag::H1, false).chain(of(Tag::H2, false)).chain(of(Tag::H3, false)).chain(of(Tag::H1, true))
}

/// Share, 0 to 1, of the words of the address' last part that the text has; 0 where that part is no title.
fn addressed(url: &str, text: &str) -> f32 {
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let (slug, text) = (folded(path.rsplit('/').next().unwrap_or_default()), folded(text));
    let has = |word: &&str| text.split(' ').any(|it| it == *word);
    let (all, common) = (slug.split(' ').count(), slug.split(' ').filter(has).count());
    if MIN_WORDS <= all { common as f32 / all as f32 } else { 0.0 }
}

/// Cuts off what follows the words that the address spells: an unknown site's name, a section's.
fn without_tail<'a>(title: &'a str, url: &str) -> &'a str {
    let ends = SEPARATORS.into_iter().filter_map(|it| title.find(it));
    let before = ends.min().and_then(|at| title.get(..at)).map(str::trim);
    before.filter(|it| SAME_SHARE <= addressed(url, it)).unwrap_or(title)
}

/// Cuts the site's name off.
fn without_site(title: &str, site: Option<&str>, headings: &[(String, String)]) -> String {
    let parts = |at: usize, separator: &str| {
        Some((title.get(..at)?.trim(), title.get(at + separator.len()..)?.trim()))
    };
    let site = site.map(folded).filter(|it| !it.is_empty());
    let is_site = |part: &str| {
        let part = folded(part);
        site.as_ref().is_some_and(|site| *site == part || site.replace(' ', "") == part.replace(' ', ""))
    };
    for separator in SEPARATORS {
        let ends = [title.rfind(separator), title.find(separator)].into_iter().flatten();
        for (before, after) in ends.filter_map(|at| parts(at, separator)) {
            if is_site(after) || headings.iter().any(|it| it.0 == folded(before)) {
                return before.to_owned();
            }
            if is_site(before) || headings.iter().any(|it| it.0 == folded(after)) {
                return after.to_owned();
            }
        }
    }
    title.to_owned()
}

fn raw_text(page: &Page, id: NodeId) -> String {
    page.children(id).map(|it| page.text(it)).collect()
}

#[cfg(test)]
mod tests {
    use super::{heading, is_same, of};
    use crate::{article::metadata::json_ld::Data, page::saved};

    fn title(html: &str, site: Option<&str>) -> String {
        let page = saved::parse(html, "");
        of(&page, &Data::of(&page), site)
    }

    #[test]
    fn the_site_is_cut_by_name_or_by_heading() {
        assert_eq!(
            title("<title>Quiet water | The Lamp</title><h1>Other</h1>", Some("The Lamp")),
            "Quiet water"
        );
        assert_eq!(title("<title>The Lamp - Quiet water</title><h1>Quiet water</h1>", None), "Quiet water");
        assert_eq!(title("<title>War - and peace</title>", Some("The Lamp")), "War - and peace");
    }

    #[test]
    fn the_heading_that_agrees_is_what_the_page_shows() {
        let html = "<meta property=og:title content='Quiet water in the old harbour'><h1>The Lamp</h1><h1>Quiet water in our old harbour</h1>";
        assert_eq!(title(html, None), "Quiet water in our old harbour");
    }

    #[test]
    fn the_pages_own_heading_stands_before_a_section_that_repeats_the_title() {
        let html = "<h1>How do old ferries find the harbour?</h1><p>Words.</p><h2>How the ferry finds a harbour</h2>";
        let page = saved::parse(html, "");
        let found = heading(&page, "How the ferry finds a harbour").unwrap();
        assert!(page.subtree_text(found).starts_with("How do old"));
        let site = html.replace("How do old ferries find the harbour?", "The Lamp blog");
        let page = saved::parse(&site, "");
        let found = heading(&page, "How the ferry finds a harbour").unwrap();
        assert_eq!(page.subtree_text(found), "How the ferry finds a harbour");
    }

    #[test]
    fn a_heading_that_waits_for_its_script_tells_the_title() {
        let html = "<title>Quiet water — Lamp and Harbour</title><p>Words.</p><div hidden><h1>Quiet water</h1></div>";
        assert_eq!(title(html, None), "Quiet water");
    }

    #[test]
    fn the_address_tells_title_from_site() {
        let at = |html: &str, url: &str| {
            let page = saved::parse(html, url);
            of(&page, &Data::of(&page), None)
        };
        let url = "https://lamp.example/c/quiet-water-in-the-harbour?from=a";
        let slogan = "<title>Lamp - The heart of the harbour</title>";
        let heading = "<h1>Quiet water in the old harbour</h1>";
        assert_eq!(at(&format!("{slogan}{heading}"), url), "Quiet water in the old harbour");
        assert_eq!(
            at(&format!("{slogan}{heading}"), "https://lamp.example/c/17"),
            "Lamp - The heart of the harbour"
        );
        let tailed = "<title>Quiet water in the harbour | News | The Lamp</title><p>Words</p>";
        assert_eq!(at(tailed, url), "Quiet water in the harbour");
        assert_eq!(at(tailed, "https://lamp.example/17"), "Quiet water in the harbour | News | The Lamp");
    }

    #[test]
    fn a_page_without_any_has_none() {
        assert_eq!(title("<p>Words</p>", None), "");
        assert!(!is_same("news", "news of the harbour today"));
    }
}

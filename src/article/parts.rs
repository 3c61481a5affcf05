//! Articles in parts: where the next page is, and several pages' articles as one.
//!
//! The next page is known by its address: this one's with the next number, in one of the ways in which sites number pages; and the
//! page itself must link to it as such. So neither a site's next story nor a page of comments is taken for it, in any language.
//! Nothing is fetched: a person goes there, and only then are there pages to join.

use super::{
    Article, Extent,
    address::{Base, WebAddress},
    class_names::has_word,
    repair,
};
use crate::page::{Attr, NodeId, Page, Tag};

/// Words of class and id names of the elements that lead from page to page.
const PAGERS: [&str; 8] =
    ["pagination", "pager", "paging", "paginator", "pagenav", "multipage", "pages", "pagelinks"];

/// Names of the query's part that numbers a page.
const NUMBERS: [&str; 7] = ["page", "pg", "p", "seite", "pagina", "pagenum", "currentpage"];

/// Words before the number in a path's last part.
const WORDS: [&str; 6] = ["page", "seite", "pagina", "strona", "p", "pg"];

/// Highest number of a page; beyond it a number is a year or an identifier.
const MOST_PAGES: u32 = 99;

/// Ancestors of a link among which it may be said that they lead from page to page.
const REACH: usize = 5;

/// The address of the article's next page.
#[must_use]
pub fn next(page: &Page, base: &Base) -> Option<WebAddress> {
    let (stem, number) = numbered(base.page()?);
    let leads = |id: NodeId| {
        let address = base.web(page.attr(id, Attr::Href)?)?;
        let is_next = numbered(&address) == (stem.clone(), number + 1);
        (is_next && !address.has_fragment() && is_pager(page, id, number + 1)).then_some(address)
    };
    page.ids().filter(|&it| matches!(page.tag(it), Tag::A | Tag::Link)).find_map(leads)
}

/// The pages of an article in order, as one. Metadata is the first page's; whole it is if every page is.
#[must_use]
pub fn join(earlier: Vec<Article>, last: Article) -> Article {
    let mut pages = earlier.into_iter();
    let Some(mut whole) = pages.next() else { return last };
    for (at, page) in (2..).zip(pages.chain([last])) {
        whole.earlier = whole.blocks.len();
        let mut blocks = page.blocks;
        repair::rename(&mut blocks, &|name| format!("{at} {name}"));
        whole.blocks.extend(blocks);
        whole.words += page.words;
        whole.next = page.next;
        if page.extent == Extent::Cut {
            whole.extent = Extent::Cut;
        }
    }
    repair::headings(&mut whole.blocks);
    whole
}

/// Whether the page says that the link leads to its next page.
fn is_pager(page: &Page, id: NodeId, number: u32) -> bool {
    let says_next = page
        .attr(id, Attr::Rel)
        .is_some_and(|it| it.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("next")));
    if page.tag(id) == Tag::Link || says_next {
        return says_next;
    }
    let is_number = page.subtree_text(id).trim() == number.to_string();
    let names = |it: NodeId| [Attr::Class, Attr::Id].into_iter().filter_map(move |name| page.attr(it, name));
    !page.is_hidden(id)
        && (is_number
            || std::iter::once(id)
                .chain(page.ancestors(id).take(REACH))
                .flat_map(names)
                .any(|it| has_word(it, &PAGERS)))
}

/// An address without its page number, and that number; an address without one is the first page's.
fn numbered(address: &WebAddress) -> (String, u32) {
    let (query, in_query) = without_number(address.query());
    let path = address.path().trim_end_matches('/');
    let (path, ending) = match path.rsplit_once('.') {
        Some((path, ending)) if ending.len() <= 5 && !ending.contains('/') => (path, ending),
        _ => (path, ""),
    };
    let digits = path.len() - path.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (rest, number) = path.split_at_checked(path.len() - digits).unwrap_or((path, ""));
    let stem = match (in_query, number.parse::<u32>()) {
        (None, Ok(number)) if (1..=MOST_PAGES).contains(&number) => stem(rest).map(|it| (it, number)),
        _ => None,
    };
    let (path, number) = stem.unwrap_or((path, in_query.unwrap_or(1)));
    (format!("{}{path}.{ending}{query}", address.host()), number)
}

/// What stands before a number in a path, without the sign and the word that lead to it; none where the number is part of a name.
fn stem(before: &str) -> Option<&str> {
    let worded =
        WORDS.iter().filter_map(|word| before.strip_suffix(word)).find(|it| it.ends_with(['/', '-', '_']));
    let with_sign = before.strip_suffix(['-', '_']).and_then(|before| {
        WORDS.iter().filter_map(|word| before.strip_suffix(word)).find(|it| it.ends_with(['/', '-', '_']))
    });
    let with_folder = before.strip_suffix('/').and_then(|before| {
        WORDS.iter().filter_map(|word| before.strip_suffix(word)).find(|it| it.ends_with('/'))
    });
    let rest = with_folder.or(with_sign).or(worded).unwrap_or(before);
    let stem = rest.strip_suffix(['/', '-', '_'])?;
    // A site's front page has no pages of an article.
    (!stem.is_empty()).then_some(stem)
}

/// A query without its page number, and that number.
fn without_number(query: &str) -> (String, Option<u32>) {
    let mut number = None;
    let kept: Vec<&str> = query
        .trim_start_matches('?')
        .split('&')
        .filter(|part| {
            let named =
                part.split_once('=').filter(|it| NUMBERS.iter().any(|name| name.eq_ignore_ascii_case(it.0)));
            let found = named.and_then(|it| it.1.parse().ok()).filter(|it| (1..=MOST_PAGES).contains(it));
            number = number.or(found);
            found.is_none() && !part.is_empty()
        })
        .collect();
    (kept.join("&"), number)
}

#[cfg(test)]
mod tests {
    use super::{join, next};
    use crate::{
        article::{address::Base, extract, tree::Content},
        judge::judge,
        nags::Findings,
        page::saved,
    };

    fn next_of(url: &str, html: &str) -> Option<String> {
        let page = saved::parse(html, url);
        next(&page, &Base::of(&page)).map(|it| it.to_string())
    }

    #[test]
    fn the_next_page_is_the_next_number_of_the_same_address() {
        for (url, href) in [
            ("https://lamp.example/tides", "/tides/2"),
            ("https://lamp.example/tides/", "/tides/page/2/"),
            ("https://lamp.example/tides/2", "/tides/3"),
            ("https://lamp.example/a/tides.html", "/a/tides-2.html"),
            ("https://lamp.example/a/tides-p2.html", "/a/tides-p3.html"),
            ("https://lamp.example/tides?x=1", "/tides?x=1&page=2"),
            ("https://lamp.example/tides?seite=2", "/tides?seite=3"),
        ] {
            let absolute = Some(format!("https://lamp.example{href}"));
            assert_eq!(next_of(url, &format!("<link rel=next href='{href}'>")), absolute, "{url}");
            assert_eq!(
                next_of(url, &format!("<div class=pagination><a href='{href}'>weiter</a></div>")),
                absolute
            );
        }
        assert!(next_of("https://lamp.example/tides", "<a href='/tides/2'>2</a>").is_some());
    }

    #[test]
    fn another_story_or_a_page_of_comments_is_not_the_next_page() {
        for href in [
            "/winds",
            "/tides/3",
            "/tides/comment-page-2",
            "/tides-2/x",
            "https://other.example/tides/2",
            "/tides/2#comments",
            "/tides/2026",
        ] {
            assert_eq!(
                next_of("https://lamp.example/tides", &format!("<link rel=next href='{href}'>")),
                None,
                "{href}"
            );
        }
        assert_eq!(
            next_of("https://lamp.example/tides", "<p><a href='/tides/2'>The story of the tides</a>"),
            None
        );
        assert_eq!(next_of("https://lamp.example/", "<link rel=next href='/2'>"), None);
    }

    #[test]
    fn joined_pages_read_as_one_and_their_notes_stay_apart() {
        let words = "The harbour was quiet that morning, and nobody on the quay had seen the boats come in.";
        let read = |title: &str, own: &str| {
            let html = format!(
                "<html lang=en><title>{title}</title><main><h1>{title}</h1><p>{words}</p><p>{own} {words}<a href='#n'>1</a></p><p>{words}</p><ol><li id=n>Note {own}</li><li>More {own}</li></ol></main>"
            );
            let page = saved::parse(&html, "https://lamp.example/tides");
            extract(&page, &judge(&page), &Findings::default()).unwrap()
        };
        let (first, second) = (read("Tides", "One"), read("Tides, part two", "Two"));
        let (blocks, both) = (first.blocks.len(), first.words + second.words);
        let whole = join(vec![first], second);
        assert_eq!((whole.title.as_str(), whole.earlier, whole.words), ("Tides", blocks, both));
        let anchors: Vec<_> = whole
            .blocks
            .iter()
            .filter_map(|it| match &it.content {
                Content::List(_, items) => items[0][0].anchor.clone(),
                _ => None,
            })
            .collect();
        assert_eq!(anchors, ["n", "2 n"]);
    }
}

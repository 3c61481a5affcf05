//! Who wrote it.
//!
//! Rule: the author in JSON-LD, unless a line right under the title says "By" somebody else; then `meta` elements, then
//! `rel=author` and microdata near the title, then a short text there that begins with "By" in the page's language or sits
//! in an element named for it. In a thread it is whoever began it. A name is never an address or an e-mail, never the
//! site's own name where the page also names a person, and never longer than a line.

use super::{clean, json_ld::{Data, string, types}, near::Near};
use crate::{
    article::{repair::folded, media::has_word},
    page::{Attr, NodeId, Page, Tag},
};
use serde_json::Value;

/// Names of `meta` elements, surest first.
const META: [&str; 13] = [
    "author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "byl", "byline",
    "article:author_name", "creator", "twitter:data1", "dc.contributor",
];

/// Words of class names of elements that hold the author's name.
const NAMES: [&str; 13] = [
    "author", "authors", "byline", "by", "writer", "contributor", "autor", "autorin", "auteur", "verfasser", "creator",
    "redacteur", "reporter",
];

/// "By" and its kin, with which a byline begins, in lower case.
const OPENERS: [&str; 33] = [
    "written by", "posted by", "published by", "article by", "story by", "words by", "text by", "asked by", "started by", "by",
    "von", "par", "por", "escrito por", "publicado por", "di", "a cura di", "door", "av", "af", "skrevet av", "text:", "autor:", "autorka:", "author:",
    "auteur:", "auteur :", "автор:", "автор", "yazar:", "作者：", "作者:", "文：",
];

/// Words that end a name in a longer line.
const ENDS: [&str; 22] = [
    " | ", " · ", " • ", " – ", " — ", " - ", " on ", " in ", " published", " updated", " last updated", " posted", " / ", " am ", " vom ", " le ",
    " at ", " // ", " for ", " (", " » ", " Updated",
];

/// Parts of addresses of authors' pages.
const AUTHOR_PATHS: [&str; 14] = [
    "author", "authors", "people", "person", "team", "profile", "profiles", "contributor", "contributors", "writer", "writers", "staff",
    "autor", "by",
];

/// Longest name or list of names, in characters.
const MAX_CHARS: usize = 140;

/// Most nodes of an element that holds a byline; larger ones are containers.
const MAX_NODES: usize = 60;

/// Most words of a name that has nothing but its place to speak for it.
const MAX_WORDS: usize = 6;

/// Texts after the title within which a line that begins with "By" is the article's own byline, whatever machines were told.
const SAID_REACH: std::ops::RangeInclusive<i32> = -6..=10;

/// The byline, several authors joined by `, `.
#[must_use]
pub fn of(page: &Page, data: &Data, near: &Near, site: Option<&str>, title: &str) -> Option<String> {
    let site = site.map(folded);
    let is_site = |name: &str| site.as_deref() == Some(folded(name).as_str());
    let title = folded(title);
    let fits = |name: &String| !is_site(name) && folded(name) != title;
    let said = || opened(near).filter(&fits);
    let marked = || marked(page, near).filter(&fits);
    let told = from_data(data);
    let names = |authors: &[Author]| distinct(authors.iter().map(|it| it.name.clone()).collect()).join(", ");
    let is_person = |it: &Author| !it.is_organization && !is_site(&it.name) && !is_handle(&it.name);
    if told.iter().any(is_person) {
        // What the page says right under its title stands against a system that names whoever uploaded it.
        let said = opened(near).filter(|it| fits(it) && self::is_person(it.split(',').next().unwrap_or_default()));
        let agrees = |said: &String| told.iter().any(|it| folded(said).contains(&folded(&it.name)) || folded(&it.name).contains(&folded(said)));
        return Some(said.filter(|it| !agrees(it)).unwrap_or_else(|| names(&told)));
    }
    let is_thread = is_thread(page, data);
    let begun = if is_thread && told.is_empty() { poster(page, near).filter(&fits) } else { None };
    if begun.is_some() {
        return begun;
    }
    let shown = || said().or_else(marked).filter(|it| it.contains(' '));
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
        .or_else(|| anywhere(page, near).filter(|it| !is_thread && fits(it)))
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
    let mut add = |text: &str, is_organization| authors.extend(name_of(text).map(|name| Author { name, is_organization }));
    match value {
        Value::Array(values) => values.iter().for_each(|it| push_authors(data, it, authors)),
        Value::String(text) => add(text, false),
        Value::Object(item) => {
            let item = data.resolved(item);
            let is_organization = types(item).iter().any(|it| it.ends_with("Organization") || *it == "Corporation");
            match item.get("name") {
                Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).for_each(|it| add(it, is_organization)),
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

/// An element near the title that is marked as the author: by its relation, microdata, or name.
fn marked(page: &Page, near: &Near) -> Option<String> {
    let near_title: Vec<NodeId> = near.elements(page).filter(|&it| !page.is_hidden(it)).collect();
    let by_relation = near_title.iter().filter(|&&it| is_relation(page, it)).find_map(|&it| named(page, it));
    let by_property = || near_title.iter().filter(|&&it| is_property(page, it)).find_map(|&it| property(page, it));
    let by_name = || near_title.iter().filter(|&&it| has_author_name(page, it)).find_map(|&it| named(page, it));
    by_relation.or_else(by_property).or_else(by_name)
}

fn is_relation(page: &Page, id: NodeId) -> bool {
    page.attr(id, Attr::Rel).is_some_and(|it| it.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("author")))
}

fn is_property(page: &Page, id: NodeId) -> bool {
    page.attr(id, Attr::Itemprop).is_some_and(|it| it.split_whitespace().any(|name| name == "author"))
}

/// Whether a class, id or test name says author.
fn has_author_name(page: &Page, id: NodeId) -> bool {
    let names = [Attr::Class, Attr::Id, Attr::DataTestid].into_iter().filter_map(|name| page.attr(id, name));
    names.into_iter().any(|it| {
        let lower = it.to_ascii_lowercase();
        has_word(it, &NAMES) || (lower.contains("author") && !lower.contains("authori")) || lower.contains("byline")
    })
}

fn property(page: &Page, id: NodeId) -> Option<String> {
    let inner = page.subtree(id).find(|&it| page.attr(it, Attr::Itemprop).is_some_and(|name| name == "name")).unwrap_or(id);
    page.attr(inner, Attr::Content).and_then(name_of).or_else(|| named(page, inner))
}

/// The name that an element holds: behind its "By", in its link, beside a date, or as a whole.
fn named(page: &Page, id: NodeId) -> Option<String> {
    if page.end(id) - id.index() > MAX_NODES {
        return None;
    }
    let whole = page.subtree_text(id);
    if whole.chars().count() > MAX_CHARS {
        return None;
    }
    let link = page.subtree(id).find(|&it| page.tag(it) == Tag::A).map(|it| page.subtree_text(it));
    let candidates = [without_opener(&whole).map(str::to_owned), link, beside_date(&whole), Some(whole.clone())];
    candidates.into_iter().flatten().find_map(|it| name_of(cut(&it)).filter(|it| is_short(it)))
}

/// The person in a line such as `March 2, 2026 · Ada Brook`.
fn beside_date(line: &str) -> Option<String> {
    let parts = line.split(['·', '|', '•', '—', '–']).map(|it| it.split(" on ").next().unwrap_or(it).trim());
    parts.map(|it| it.trim_end_matches(" in")).find(|it| is_person(it)).map(str::to_owned)
}

/// A short text near the title that begins with "By".
fn opened(near: &Near) -> Option<String> {
    let close = || near.pieces.iter().filter(|it| SAID_REACH.contains(&it.distance));
    let together = close().find_map(|piece| {
        let rest = without_opener(&piece.text)?;
        // A role may follow the name.
        let first = rest.split(',').next().filter(|it| is_person(it)).and_then(name_of);
        name_of(cut(rest)).filter(|it| is_plain_name(it)).or(first)
    });
    together.or_else(|| {
        // "By" stands alone in its element, and the name follows in the next.
        let alone = near.pieces.iter().position(|piece| OPENERS.contains(&piece.text.to_lowercase().as_str()))?;
        near.pieces.get(alone + 1).and_then(|it| name_of(cut(&it.text))).filter(|it| is_plain_name(it))
    })
}

/// A person's name alone in a text right after the title, which the page tells more about or links to an author's page.
fn repeated(page: &Page, near: &Near) -> Option<String> {
    let close = near.pieces.iter().filter(|it| (0..=8).contains(&it.distance));
    close.filter_map(|it| Some((it, beside_date(&it.text).or_else(|| name_of(cut(&it.text)))?))).find_map(|(piece, name)| {
        if !is_person(&name) {
            return None;
        }
        let link = std::iter::once(piece.node).chain(page.ancestors(piece.node)).take(3).find_map(|it| page.attr(it, Attr::Href));
        let is_linked = link.is_some_and(|href| href.to_ascii_lowercase().split('/').any(|part| AUTHOR_PATHS.contains(&part)));
        let is_dated = piece.text.len() > name.len() + 5 && super::days::Day::find(&piece.text, None).is_some();
        let is_told_of = |text: &str| {
            let text = text.trim();
            let opened = without_opener(text).is_some_and(|rest| rest.starts_with(name.as_str()));
            opened || text.strip_prefix(name.as_str()).is_some_and(|rest| [" is ", " has ", ", ", " was ", " leads "].iter().any(|it| rest.starts_with(it)))
        };
        let is_known = || page.texts(page.root()).any(|it| is_told_of(page.text(it)));
        (is_linked || is_dated || is_known()).then_some(name)
    })
}

/// The one author that is marked below the title; a page with more is a list of teasers.
fn anywhere(page: &Page, near: &Near) -> Option<String> {
    let start = near.origin?;
    let below = page.ids().filter(|&it| start < it && !page.is_text(it) && !page.is_hidden(it));
    let marked = below.filter(|&it| is_relation(page, it) || is_property(page, it) || has_author_name(page, it)).filter(|&it| !is_aside(page, it));
    let named = marked.filter_map(|it| Some((it, property(page, it)?))).filter(|(id, name)| is_person(name) || is_relation(page, *id));
    let names = distinct(named.map(|it| it.1).collect());
    if let [name] = names.as_slice() {
        return Some(name.clone());
    }
    // "Written by Ada Brook" may stand under the text.
    let texts = page.texts(page.root()).filter(|&it| start < it && page.counts(it).chars <= MAX_CHARS as u32);
    texts.filter_map(|it| {
        let text = clean(page.text(it));
        let at = ["ritten by ", "Author: ", "Words by ", "Story by "].iter().find_map(|it| Some(text.find(it)? + it.len()))?;
        let name = text.get(at..)?.split([',', '.', '|', '\n']).next()?.to_owned();
        name_of(cut(&name)).filter(|name| is_person(name) && !is_aside(page, it))
    }).next()
}

/// Whether the page is a thread, whose author is whoever began it.
fn is_thread(page: &Page, data: &Data) -> bool {
    let by_type = data.main().is_some_and(|item| types(item).iter().any(|it| matches!(*it, "DiscussionForumPosting" | "QAPage" | "Question")));
    let path = page.url().to_ascii_lowercase();
    let parts = ["/forum", "/forums", "forum.", "forums.", "/thread", "/topic", "/questions/", "viewtopic", "showthread", "/discussion", "community.", "/r/", "discuss."];
    by_type || parts.iter().any(|it| path.contains(it))
}

/// The name at the first post of a thread.
fn poster(page: &Page, near: &Near) -> Option<String> {
    let start = near.origin?;
    let below = page.ids().filter(|&it| start < it && !page.is_text(it) && !page.is_hidden(it));
    let names_account = |id: NodeId| {
        page.attr(id, Attr::Class).is_some_and(|it| {
            has_word(it, &["poster", "creator", "user", "nickname", "member", "person"]) || it.to_ascii_lowercase().contains("username")
        })
    };
    let marked = below.filter(|&it| is_relation(page, it) || is_property(page, it) || has_author_name(page, it) || names_account(it));
    marked.filter_map(|it| property(page, it)).find(|it| !it.contains(' ') || is_person(it))
}

/// Whether an element stands in comments or in teasers of other texts, which have authors of their own.
fn is_aside(page: &Page, id: NodeId) -> bool {
    let names = |it: NodeId| [Attr::Class, Attr::Id].into_iter().filter_map(move |name| page.attr(it, name));
    page.ancestors(id).any(|it| {
        matches!(page.tag(it), Tag::Nav | Tag::Footer)
            || names(it).any(|it| has_word(it, &["comment", "comments", "reply", "review", "reviews", "related", "recommended", "testimonial"]))
    })
}

/// What follows "By" in a text that begins with it.
fn without_opener(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches(['|', '•', '·', '-', '–', '—', ',', ' ']);
    OPENERS.iter().find_map(|opener| {
        let head = text.get(..opener.len())?;
        if head.to_lowercase() != *opener {
            return None;
        }
        let rest = text.get(opener.len()..)?;
        let ends = !opener.ends_with(char::is_alphabetic) || rest.starts_with([' ', ':', '\u{A0}']);
        let rest = rest.trim_start_matches([' ', ':', '\u{A0}']);
        (ends && rest.chars().next().is_some_and(|c| c.is_alphabetic() || c == '@')).then_some(rest)
    })
}

/// The text up to where a name ends.
fn cut(text: &str) -> &str {
    let end = ENDS.iter().filter_map(|it| text.find(it)).filter(|&at| at > 1).min().unwrap_or(text.len());
    let text = text.get(..end).unwrap_or(text);
    // A date stands behind the name.
    let digit = text.find(|c: char| c.is_ascii_digit()).filter(|&at| at > 2 && text.get(..at).is_some_and(|it| it.ends_with(' ')));
    let text = digit.and_then(|at| text.get(..at)).unwrap_or(text).trim_end();
    let month = text.rfind(' ').and_then(|at| text.get(at + 1..)).filter(|it| digit.is_some() && super::days::is_month(it.trim_matches([',', '.'])));
    let text = month.and_then(|it| text.strip_suffix(it)).unwrap_or(text).trim_end();
    let text = text.strip_suffix(" in").or_else(|| text.strip_suffix(" on")).unwrap_or(text);
    text.trim().trim_end_matches([',', '|', '·', '•', ':', '-', '–'])
}

/// Whether all of a text is a month, a weekday, or a word of the page's own controls that stands where names stand.
fn is_furniture(text: &str) -> bool {
    let text = text.trim_matches([',', '.', ' ']).to_lowercase();
    let text = text.as_str();
    let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let words = [
        "updated", "last updated", "last modified", "published", "posted", "share", "reviewed", "date", "today", "now", "subscribe", "follow",
        "here", "click here", "log in", "login", "sign in", "sign up", "menu", "home", "search", "more", "read more", "learn more", "contact us",
        "written by", "posted by", "human", "lists", "email", "guest", "reply", "profile",
    ];
    super::days::is_month(text) || weekdays.contains(&text) || words.contains(&text)
}

/// A name cleaned, or none for what cannot be one.
fn name_of(text: &str) -> Option<String> {
    let text = clean(text);
    let text = without_opener(&text).unwrap_or(&text).trim().trim_end_matches([',', ';', '|', ':']).trim();
    let length = text.chars().count();
    let host_like = !text.contains(' ') && text.rsplit_once('.').is_some_and(|(_, end)| end.len() > 1 && end.chars().all(|c| c.is_ascii_lowercase()));
    let is_label = text.contains(": ") || text.starts_with(|c: char| c.is_ascii_digit()) || is_furniture(text);
    let is_address = host_like || text.contains("://") || text.starts_with("www.") || text.starts_with('/') || text.starts_with('@') || (text.contains('@') && !text.contains(' '));
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_placeholder = matches!(folded(text).as_str(), "admin" | "administrator" | "author" | "unknown" | "null" | "undefined" | "none" | "n a" | "guest" | "by");
    (has_letter && !is_address && !is_label && !is_placeholder && (2..=MAX_CHARS).contains(&length)).then(|| text.to_owned())
}

/// Whether a name is an account's: one word in small letters, with digits or joints.
fn is_handle(name: &str) -> bool {
    !name.contains(' ') && (name.contains(|c: char| c.is_ascii_digit() || "._-".contains(c)) || name.chars().all(char::is_lowercase))
}

/// Whether a word is written small inside names and lists of names.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da" | "di" | "do" | "dos" | "del" | "della" | "van" | "von" | "zu" | "der" | "den" | "ten" | "la" | "le" | "el" | "al" | "bin" | "bint"
            | "ibn" | "y" | "e" | "and" | "und" | "et" | "i" | "och" | "og" | "the" | "of" | "for"
    )
}

/// Whether a text is two to four capitalised words, as names of people are in scripts that have capitals.
fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_name = |it: &&str| it.chars().next().is_some_and(char::is_uppercase) && it.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c));
    let capitals = words.iter().filter(|it| is_name(it) && it.chars().any(char::is_lowercase)).count();
    (2..=4).contains(&words.len()) && capitals >= 2 && words.iter().all(|it| is_name(it) || is_particle(it))
}

/// Whether a text in an element that is marked as the author's is short enough to be a name, of whatever letters.
fn is_short(text: &str) -> bool {
    let words = text.split(' ').count();
    words <= MAX_WORDS && !text.ends_with(['?', '!', ':']) && !text.contains("min read") || is_plain_name(text)
}

/// Whether a text without a machine's word for it looks like a name: few words, capitals, no sentence.
fn is_plain_name(text: &str) -> bool {
    let words = text.split(' ').count();
    let has_commas = text.contains(',');
    let ends_sentence = text.ends_with(['.', '?', '!']) && !text.ends_with("r.") && words > 3;
    let has_digits = text.chars().filter(char::is_ascii_digit).count() > 4;
    let most = if has_commas || text.contains(" and ") || text.contains(" & ") { MAX_WORDS * 3 } else { MAX_WORDS };
    let small = text.split([' ', ',']).filter(|it| it.starts_with(|c: char| c.is_lowercase()) && !is_particle(it)).count();
    words <= most && !ends_sentence && !has_digits && !text.contains("min read") && (small == 0 || words == 1)
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::{
        article::{chosen::Chosen, metadata::{json_ld::Data, near::Near, title}},
        page::saved,
    };

    fn byline(html: &str) -> Option<String> {
        let page = saved::parse(html, "");
        let chosen = Chosen::new(&page, page.texts(page.root()), &[]);
        let near = Near::of(&page, title::heading(&page, ""), &chosen);
        of(&page, &Data::of(&page), &near, Some("The Lamp"), "Quiet water")
    }

    #[test]
    fn structured_data_comes_first() {
        let ld = r#"<script type="application/ld+json">{"@type":"Article","headline":"Q","author":[{"@type":"Person","name":"Ada Brook"},{"name":"Tom Reed"}]}</script>"#;
        assert_eq!(byline(&format!("{ld}<h1>Quiet water</h1><p>By Tom Reed</p>")).as_deref(), Some("Ada Brook, Tom Reed"));
        assert_eq!(byline(&format!("{ld}<h1>Quiet water</h1><p>By Mia Stone</p>")).as_deref(), Some("Mia Stone"), "what the page says itself");
    }

    #[test]
    fn the_site_is_no_author_where_a_person_is_named() {
        let ld = r#"<script type="application/ld+json">{"@type":"Article","headline":"Q","author":{"name":"The Lamp"}}</script>"#;
        assert_eq!(byline(&format!("{ld}<h1>Quiet water</h1><p>By Ada Brook</p>")).as_deref(), Some("Ada Brook"));
        assert_eq!(byline(&format!("{ld}<h1>Quiet water</h1>")).as_deref(), Some("The Lamp"));
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
            assert_eq!(byline(&format!("<h1>Quiet water</h1><p>{text}</p><p>The water was quiet.</p>")).as_deref(), Some(name), "{text}");
        }
        assert_eq!(byline("<h1>Quiet water</h1><p>By the time they came to the quay, the water was as quiet as it ever would be.</p>"), None);
    }
}

//! Who wrote it.
//!
//! Rule: the author in JSON-LD, then `meta` elements, then `rel=author` and microdata near the title, then a short text
//! there that begins with "By" in the page's language or sits in an element named for it. A name is never an address, an
//! e-mail or a handle, never the site's own name where the page also names a person, and never longer than a line.

use super::{clean, json_ld::{Data, string}, metas, near::Near};
use crate::{
    article::{repair::folded, media::has_word},
    page::{Attr, NodeId, Page, Tag},
};
use serde_json::Value;

/// Names of `meta` elements, surest first.
const META: [&str; 12] = [
    "author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "byl", "byline",
    "article:author_name", "twitter:data1", "dc.contributor",
];

/// Words of class names of elements that hold the author's name.
const NAMES: [&str; 16] = [
    "author", "authors", "byline", "by", "writer", "contributor", "autor", "autorin", "auteur", "verfasser", "creator", "username",
    "poster", "redacteur", "fn", "reporter",
];

/// "By" and its kin, with which a byline begins, in lower case.
const OPENERS: [&str; 34] = [
    "written by", "posted by", "published by", "reviewed by", "article by", "story by", "words by", "text by", "asked by", "started by", "by",
    "von", "par", "por", "escrito por", "publicado por", "di", "a cura di", "door", "av", "af", "skrevet av", "text:", "autor:", "autorka:", "author:",
    "auteur:", "auteur :", "автор:", "автор", "yazar:", "作者：", "作者:", "文：",
];

/// Words that end a name in a longer line.
const ENDS: [&str; 22] = [
    " | ", " · ", " • ", " – ", " — ", " - ", " on ", " in ", " published", " updated", " last updated", " posted", " / ", " am ", " vom ", " le ",
    " at ", " // ", " for ", " (", " » ", " Updated",
];

/// Longest name or list of names, in characters.
const MAX_CHARS: usize = 140;

/// Most words of a name that has nothing but its place to speak for it.
const MAX_WORDS: usize = 6;

/// The byline, several authors joined by `, `.
#[must_use]
pub fn of(page: &Page, data: &Data, near: &Near, site: Option<&str>, title: &str) -> Option<String> {
    let site = site.map(folded);
    let is_site = |name: &str| site.as_deref() == Some(folded(name).as_str());
    let told = from_data(data);
    if !told.is_empty() && !told.iter().all(|it| is_site(it)) {
        return Some(told.join(", "));
    }
    let meta: Vec<String> = META.iter().find_map(|name| {
        let names: Vec<String> = metas(page, name).filter_map(|it| name_of(it)).collect();
        let fits = !names.is_empty() && !names.iter().all(|it| is_site(it)) && (*name != "twitter:data1" || is_plain_name(names.first()?));
        fits.then_some(names)
    }).unwrap_or_default();
    if !meta.is_empty() {
        return Some(distinct(meta).join(", "));
    }
    let title = folded(title);
    let fits = |name: &String| !is_site(name) && folded(name) != title;
    marked(page, near).filter(&fits).or_else(|| opened(near).filter(&fits)).or_else(|| told.into_iter().next())
}

/// The authors in JSON-LD.
fn from_data(data: &Data) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(item) = data.main() {
        for key in ["author", "creator", "contributor"] {
            if let Some(value) = item.get(key) {
                push_names(data, value, &mut names);
            }
            if !names.is_empty() {
                break;
            }
        }
        if names.is_empty() && let Some(value) = item.get("mainEntity").and_then(|it| it.get("author")) {
            push_names(data, value, &mut names);
        }
    }
    distinct(names)
}

fn push_names(data: &Data, value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|it| push_names(data, it, names)),
        Value::String(text) => names.extend(name_of(text)),
        Value::Object(item) => {
            let item = data.resolved(item);
            match item.get("name") {
                Some(Value::Array(values)) => names.extend(values.iter().filter_map(Value::as_str).filter_map(name_of)),
                Some(name) => names.extend(string(name).and_then(name_of)),
                None => {}
            }
        }
        _ => {}
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
    let text = |id: NodeId| name_of(without_opener(&page.subtree_text(id)).unwrap_or(&page.subtree_text(id)));
    let by_relation = |id: &NodeId| {
        page.attr(*id, Attr::Rel).is_some_and(|it| it.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("author")))
    };
    let by_property = |id: &NodeId| page.attr(*id, Attr::Itemprop).is_some_and(|it| it.split_whitespace().any(|name| name == "author"));
    let inner_name = |id: NodeId| {
        page.subtree(id).find(|&it| page.attr(it, Attr::Itemprop).is_some_and(|name| name == "name")).unwrap_or(id)
    };
    let content = |id: NodeId| page.attr(id, Attr::Content).and_then(name_of);
    let by_relation = near_title.iter().filter(|it| by_relation(it)).find_map(|&it| text(it).filter(|it| is_plain_name(it)));
    let by_property = || {
        near_title.iter().filter(|it| by_property(it)).map(|&it| inner_name(it)).find_map(|it| content(it).or_else(|| text(it)))
    };
    let by_name = || {
        let named = |id: &&NodeId| {
            [Attr::Class, Attr::Id, Attr::DataTestid].into_iter().filter_map(|name| page.attr(**id, name)).any(|it| has_word(it, &NAMES))
        };
        near_title.iter().filter(named).find_map(|&id| {
            let whole = page.subtree_text(id);
            let link = page.subtree(id).find(|&it| page.tag(it) == Tag::A).map(|it| page.subtree_text(it));
            let candidates = [without_opener(&whole).map(str::to_owned), Some(whole.clone()), link];
            candidates.into_iter().flatten().find_map(|it| name_of(cut(&it)).filter(|it| is_plain_name(it)))
        })
    };
    by_relation.or_else(by_property).or_else(by_name)
}

/// A short text near the title that begins with "By".
fn opened(near: &Near) -> Option<String> {
    near.pieces.iter().filter(|it| it.distance >= -8).find_map(|piece| {
        let rest = without_opener(&piece.text)?;
        name_of(cut(rest)).filter(|it| is_plain_name(it))
    }).or_else(|| {
        // "By" stands alone in its element, and the name follows in the next.
        let alone = near.pieces.iter().position(|piece| OPENERS.contains(&piece.text.to_lowercase().as_str()))?;
        near.pieces.get(alone + 1).and_then(|it| name_of(cut(&it.text))).filter(|it| is_plain_name(it))
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
    let text = month.and_then(|it| text.strip_suffix(it)).unwrap_or(text);
    text.trim().trim_end_matches([',', '|', '·', '•', ':', '-', '–'])
}

/// A name cleaned, or none for what cannot be one.
fn name_of(text: &str) -> Option<String> {
    let text = clean(text);
    let text = without_opener(&text).unwrap_or(&text).trim().trim_end_matches([',', ';', '|', ':']).trim();
    let length = text.chars().count();
    let is_address = text.contains("://") || text.starts_with("www.") || text.starts_with('/') || text.starts_with('@') || (text.contains('@') && !text.contains(' '));
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_placeholder = matches!(folded(text).as_str(), "admin" | "administrator" | "author" | "unknown" | "null" | "undefined" | "none" | "n a" | "guest" | "by");
    (has_letter && !is_address && !is_placeholder && (2..=MAX_CHARS).contains(&length)).then(|| text.to_owned())
}

/// Whether a text without a machine's word for it looks like a name: few words, no sentence.
fn is_plain_name(text: &str) -> bool {
    let words = text.split(' ').count();
    let has_commas = text.contains(',');
    let ends_sentence = text.ends_with(['.', '?', '!']) && !text.ends_with("r.") && words > 3;
    let has_digits = text.chars().filter(char::is_ascii_digit).count() > 4;
    let most = if has_commas || text.contains(" and ") || text.contains(" & ") { MAX_WORDS * 3 } else { MAX_WORDS };
    words <= most && !ends_sentence && !has_digits && !text.contains("min read")
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
        assert_eq!(byline(&format!("{ld}<h1>Quiet water</h1><p>By Someone Else</p>")).as_deref(), Some("Ada Brook, Tom Reed"));
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

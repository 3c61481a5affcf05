//! Authors that the page shows: marked elements, lines that say "By", names that stand where names stand.
//!
//! Each function looks in one place and gives what it finds there; which place is believed is the rule in the module above.

use super::{
    super::{
        clean,
        days::Day,
        json_ld::{Data, types},
        near::{MAX_NODES, Near},
    },
    distinct,
    names::{
        MAX_CHARS, OPENERS, cut, is_person, is_persons, is_plain_name, is_short, name_of, with_degrees,
        without_opener,
    },
};
use crate::{
    article::class_names::has_word,
    page::{Attr, NodeId, Page, Tag},
};

/// Words of class names of elements that hold the author's name.
const NAMES: [&str; 12] = [
    "author",
    "authors",
    "byline",
    "writer",
    "contributor",
    "autor",
    "autorin",
    "auteur",
    "verfasser",
    "creator",
    "redacteur",
    "reporter",
];
/// Words that say that the element holds something about the author, not the name.
const BESIDE: [&str; 7] = ["description", "bio", "title", "role", "job", "avatar", "image"];

/// Labels under which names stand, in lower case and without their colon.
const LABELS: [&str; 12] = [
    "author",
    "authors",
    "author(s)",
    "article by",
    "written by",
    "contributor",
    "contributors",
    "autor",
    "autoren",
    "auteur",
    "autore",
    "автор",
];

/// What stands before the name in links to the author's other texts.
const ALL_BY: [&str; 5] =
    ["All articles by ", "View all posts by ", "All posts by ", "More articles by ", "Posts by "];

/// Parts of addresses of authors' pages.
const AUTHOR_PATHS: [&str; 14] = [
    "author",
    "authors",
    "people",
    "person",
    "team",
    "profile",
    "profiles",
    "contributor",
    "contributors",
    "writer",
    "writers",
    "staff",
    "autor",
    "by",
];
/// Texts after the title within which a line that begins with "By" is the article's own byline, whatever machines were told.
const SAID_REACH: std::ops::RangeInclusive<i32> = -6..=10;
/// An element near the title that is marked as the author: by its relation, microdata, or name.
pub fn marked(page: &Page, near: &Near) -> Option<String> {
    let near_title: Vec<NodeId> = near.elements(page).filter(|&it| !is_review(page, it)).collect();
    let by_relation = near_title.iter().filter(|&&it| is_relation(page, it)).find_map(|&it| named(page, it));
    let by_property =
        || near_title.iter().filter(|&&it| is_property(page, it)).find_map(|&it| property(page, it));
    let is_author = |&it: &NodeId| is_relation(page, it) && !page.is_hidden(it) && !is_aside(page, it);
    let by_far_relation = || {
        let names = distinct(page.ids().filter(is_author).filter_map(|it| named(page, it)).collect());
        if let [name] = names.as_slice() { Some(name.clone()) } else { None }
    };
    let by_name =
        || near_title.iter().filter(|&&it| has_author_name(page, it)).find_map(|&it| named(page, it));
    by_relation.or_else(by_property).or_else(by_far_relation).or_else(by_name)
}

fn is_relation(page: &Page, id: NodeId) -> bool {
    page.attr(id, Attr::Rel)
        .is_some_and(|it| it.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("author")))
}

fn is_property(page: &Page, id: NodeId) -> bool {
    page.attr(id, Attr::Itemprop).is_some_and(|it| it.split_whitespace().any(|name| name == "author"))
}

/// Whether a class, id or test name says author.
fn has_author_name(page: &Page, id: NodeId) -> bool {
    let names = [Attr::Class, Attr::Id, Attr::DataTestid].into_iter().filter_map(|name| page.attr(id, name));
    names.into_iter().any(|it| {
        let lower = it.to_ascii_lowercase();
        let says = has_word(it, &NAMES)
            || (has_word(it, &["by"]) && !has_word(it, &["sort", "filter", "group", "shop", "powered"]))
            || (lower.contains("author") && !lower.contains("authori"))
            || lower.contains("byline");
        says && !has_word(it, &BESIDE)
    })
}

fn property(page: &Page, id: NodeId) -> Option<String> {
    let inner = page
        .subtree(id)
        .find(|&it| page.attr(it, Attr::Itemprop).is_some_and(|name| name == "name"))
        .unwrap_or(id);
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
    let mut links = page.subtree(id).filter(|&it| page.tag(it) == Tag::A).map(|it| page.subtree_text(it));
    // A picture may be linked as well.
    let link = links.find(|it| !it.trim().is_empty());
    let dated = beside_date(&whole).filter(|_| Day::find(&whole, None).is_some());
    let part = page.texts(id).map(|it| page.text(it).trim()).find(|it| is_person(it)).map(str::to_owned);
    let candidates = [without_opener(&whole).map(str::to_owned), dated, link, part, Some(whole.clone())];
    candidates.into_iter().flatten().find_map(|it| name_of(cut(&it)).filter(|it| is_short(it)))
}

/// The person in a line such as `March 2, 2026 · Ada Brook`.
fn beside_date(line: &str) -> Option<String> {
    let parts = line.split(['·', '|', '•', '—', '–']).map(|it| it.split(" on ").next().unwrap_or(it).trim());
    parts.map(|it| it.trim_end_matches(" in")).find(|it| is_person(it)).map(str::to_owned)
}

/// A short text near the title that begins with "By".
pub fn opened(page: &Page, near: &Near) -> Option<String> {
    let close = || near.pieces.iter().filter(|it| SAID_REACH.contains(&it.distance));
    let together = close().find_map(|piece| {
        let rest = without_opener(&piece.text)?;
        // A role may follow the name.
        let first = rest.split(',').next().filter(|it| is_person(it)).and_then(name_of);
        name_of(cut(rest)).filter(|it| is_plain_name(it)).or(first)
    });
    together.or_else(|| {
        // "By" stands alone in its element, and the name follows in the next.
        let alone =
            near.pieces.iter().position(|piece| OPENERS.contains(&piece.text.to_lowercase().as_str()))?;
        let mut next = near.pieces.iter().skip(alone + 1).skip_while(|it| holds_tags(page, it.node));
        next.next().and_then(|it| name_of(cut(&it.text))).filter(|it| is_plain_name(it))
    })
}

/// Whether an element is, stands in or holds links to what a text is filed under.
fn holds_tags(page: &Page, id: NodeId) -> bool {
    let is_tag =
        |it: NodeId| page.attr(it, Attr::Rel).is_some_and(|it| it.split_whitespace().any(|rel| rel == "tag"));
    page.subtree(id).chain(page.ancestors(id).take(2)).any(is_tag)
}

/// A person's name alone in a text right after the title, which the page tells more about or links to an author's page.
pub fn repeated(page: &Page, near: &Near) -> Option<String> {
    let close = || near.pieces.iter().filter(|it| (0..=8).contains(&it.distance));
    // Nothing but several names, or one with its degrees, is no part of a text.
    let alone = close().find_map(|it| {
        let is_list = is_persons(&it.text) && it.text.matches(',').count() >= 2;
        (is_list || with_degrees(it.text.split(';').next().unwrap_or_default()).is_some())
            .then(|| it.text.clone())
    });
    if alone.is_some() {
        return alone;
    }
    close().filter_map(|it| Some((it, beside_date(&it.text).or_else(|| name_of(cut(&it.text)))?))).find_map(
        |(piece, name)| {
            if !is_person(&name) {
                return None;
            }
            let link = std::iter::once(piece.node)
                .chain(page.ancestors(piece.node))
                .take(3)
                .find_map(|it| page.attr(it, Attr::Href));
            let is_linked = link.is_some_and(|href| {
                href.to_ascii_lowercase().split('/').any(|part| AUTHOR_PATHS.contains(&part))
            });
            let is_dated = piece.text.len() > name.len() + 5 && Day::find(&piece.text, None).is_some();
            let is_told_of = |text: &str| {
                let text = text.trim();
                let opened = without_opener(text).is_some_and(|rest| rest.starts_with(name.as_str()));
                opened
                    || text.strip_prefix(name.as_str()).is_some_and(|rest| {
                        [" is ", " has ", ", ", " was ", " leads "].iter().any(|it| rest.starts_with(it))
                    })
            };
            let is_signed = |it: NodeId| {
                page.text(it).trim() == name
                    && page.ancestors(it).take(4).any(|outer| has_author_name(page, outer))
            };
            let is_known = || page.texts(page.root()).any(|it| is_told_of(page.text(it)) || is_signed(it));
            (is_linked || is_dated || is_known()).then_some(name)
        },
    )
}

/// The one author that is marked below the title; a page with more is a list of teasers.
pub fn anywhere(page: &Page, near: &Near) -> Option<String> {
    let start = near.origin?;
    let below = page.ids().filter(|&it| start < it && !page.is_text(it) && !page.is_hidden(it));
    let marked = below
        .filter(|&it| is_relation(page, it) || is_property(page, it) || has_author_name(page, it))
        .filter(|&it| !is_aside(page, it));
    let found = marked
        .filter_map(|it| Some((it, property(page, it)?)))
        .filter(|(id, name)| is_person(name) || is_relation(page, *id) || is_property(page, *id));
    let found: Vec<(NodeId, String)> = found.collect();
    let names = distinct(found.iter().map(|it| it.1.clone()).collect());
    if let [name] = names.as_slice() {
        return Some(name.clone());
    }
    // One line may name them all.
    let line = found.iter().find(|it| {
        page.end(it.0) - it.0.index() <= MAX_NODES
            && names.iter().all(|name| page.texts(it.0).any(|text| page.text(text).trim() == name))
    });
    if line.is_some() {
        return Some(names.join(", "));
    }
    None
}

/// The author whom a line or a label under the title names: "Written by Ada Brook", "Contributors:".
pub fn signed(page: &Page, near: &Near) -> Option<String> {
    let start = near.origin?;
    if let Some(name) = labelled(page, start) {
        return Some(name);
    }
    let texts = page.texts(page.root()).filter(|&it| start < it && page.counts(it).chars <= MAX_CHARS as u32);
    texts.into_iter().find_map(|it| {
        let text = clean(page.text(it));
        if text.ends_with("ritten by") {
            // The name follows in an element of its own.
            return next_name(page, it);
        }
        let at = ["ritten by ", "Author: ", "Authors: ", "Words by ", "Story by "]
            .iter()
            .find_map(|it| Some(text.find(it)? + it.len()))?;
        let name = text.get(at..)?.split([',', '.', '|', '\n']).next()?.to_owned();
        name_of(cut(&name)).filter(|name| (is_person(name) || is_persons(name)) && !is_aside(page, it))
    })
}

/// The name under a label of its own ("Author", "Contributors:"), or in a link to all that its author wrote.
fn labelled(page: &Page, start: NodeId) -> Option<String> {
    let texts =
        || page.texts(page.root()).filter(|&it| start < it && page.counts(it).chars <= MAX_CHARS as u32);
    let label = texts().find(|&it| {
        let text = page.text(it).trim().trim_end_matches(':').trim_end().to_lowercase();
        LABELS.contains(&text.as_str()) && !is_aside(page, it)
    });
    label.and_then(|it| next_name(page, it)).or_else(|| {
        texts().find_map(|it| {
            let text = page.text(it).trim();
            let name = ALL_BY.iter().find_map(|all| text.strip_prefix(all))?;
            is_person(name).then(|| name.to_owned())
        })
    })
}

/// The person that the text after a label names.
fn next_name(page: &Page, label: NodeId) -> Option<String> {
    let next = page.texts(page.root()).find(|&it| label < it && !page.text(it).trim().is_empty())?;
    let text = clean(page.text(next));
    if is_persons(&text) {
        return Some(text);
    }
    text.split(',').next().filter(|it| is_person(it)).and_then(name_of)
}

/// Whether the page is a thread, whose author is whoever began it.
pub fn is_thread(page: &Page, data: &Data) -> bool {
    let by_type = data.main().is_some_and(|item| {
        types(item).iter().any(|it| matches!(*it, "DiscussionForumPosting" | "QAPage" | "Question"))
    });
    let path = page.url().to_ascii_lowercase();
    let parts = [
        "/forum",
        "/forums",
        "forum.",
        "forums.",
        "/thread",
        "/topic",
        "/questions/",
        "viewtopic",
        "showthread",
        "/discussion",
        "community.",
        "/r/",
        "discuss.",
    ];
    by_type || parts.iter().any(|it| path.contains(it))
}

/// The name at the first post of a thread; a forum may print it right above the title.
pub fn poster(page: &Page, near: &Near) -> Option<String> {
    let start = near.range.map(|it| it.0)?;
    // FluxBB and phpBB head the column beside a post with the account.
    let heads_post = |id: NodeId| {
        let is_column = |it: NodeId| {
            page.attr(it, Attr::Class).is_some_and(|it| has_word(it, &["postleft", "postprofile"]))
        };
        page.tag(id) == Tag::Dt && page.ancestors(id).take(2).any(is_column)
    };
    let names_account = |id: NodeId| {
        page.attr(id, Attr::Class).map(str::to_ascii_lowercase).is_some_and(|it| {
            it.contains("username")
                || it.contains("user-name")
                || has_word(&it, &["poster", "creator", "nickname"])
        })
    };
    let is_marked = |it: NodeId| {
        is_property(page, it)
            || is_relation(page, it)
            || heads_post(it)
            || names_account(it)
            || has_author_name(page, it)
    };
    let below = page
        .ids()
        .filter(|&it| start.0.saturating_sub(4) <= it.0 && !page.is_text(it) && !page.is_hidden(it));
    below
        .filter(|&it| is_marked(it))
        .filter_map(|it| property(page, it))
        .find(|it| !it.contains(' ') || is_person(it))
}

/// Whether an element stands in what a customer said: reviews have authors of their own.
fn is_review(page: &Page, id: NodeId) -> bool {
    let is_marked = |it: NodeId| {
        page.attr(it, Attr::Itemprop).is_some_and(|it| it == "review" || it == "reviews")
            || page.attr(it, Attr::Itemtype).is_some_and(|it| it.ends_with("/Review"))
            || [Attr::Class, Attr::Id]
                .into_iter()
                .filter_map(|name| page.attr(it, name))
                .any(|it| has_word(it, &["reviews", "testimonial", "testimonials"]))
    };
    page.ancestors(id).any(is_marked)
}

/// Whether an element stands in comments or in teasers of other texts, which have authors of their own.
fn is_aside(page: &Page, id: NodeId) -> bool {
    let names = |it: NodeId| [Attr::Class, Attr::Id].into_iter().filter_map(move |name| page.attr(it, name));
    is_review(page, id)
        || page.ancestors(id).any(|it| {
            page.tag(it) == Tag::Nav
                || (page.tag(it) == Tag::Footer && !page.ancestors(it).any(|it| page.tag(it) == Tag::Article))
                || names(it).any(|it| {
                    has_word(
                        it,
                        &[
                            "comment",
                            "comments",
                            "reply",
                            "review",
                            "reviews",
                            "related",
                            "recommended",
                            "testimonial",
                            "testimonials",
                        ],
                    )
                })
        })
}

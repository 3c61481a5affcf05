//! The guard: what is never hidden, whatever it looks like.
//!
//! Names mislead and judges err; the guard asks what would be lost. It knows no words of asks, and nothing overrules it.
//! A veto carries its reason, which is kept with the findings.

use super::evidence::Evidence;
use crate::{
    judge::{
        Judgement, Kind,
        ask_features::{Facts, MAIL, MONEY, PLANS},
        ask_names,
        ask_sums::Counted,
        phrases::{Class, Classes},
    },
    page::{Attr, Flags, NodeId, Page, Tag},
};

/// An ask holds at most this share of the article's words; the judge is that sure of its sums.
const MAX_ARTICLE_SHARE: f32 = 0.06;
/// Fewer expected article words than this in an element are noise, whatever their share: an ask's own sentences may read like prose.
const MIN_ARTICLE_WORDS: f32 = 30.0;
/// An element with more than this share of the page's text is the page.
const MAX_PAGE_SHARE: f32 = 0.5;
/// No ask has more words than this; a vendor's mark on the whole page does.
const MAX_WORDS: u32 = 500;
/// A page with fewer words than this may well be all ask; shares mean little there.
const MIN_PAGE_WORDS: u32 = 120;
/// So many links, most of the text in them, are navigation.
const MENU_LINKS: u32 = 8;
/// Share of text in links from which a row of links is navigation.
const MENU_SHARE: f32 = 0.6;

/// Why the element must stay, if it must.
#[must_use]
pub fn veto(page: &Page, judgement: &Judgement, facts: &Facts, node: NodeId, kind: Kind) -> Option<Evidence> {
    opened_by_user(page, node)
        .or_else(|| whole_page(page, facts, node))
        .or_else(|| holds_article(page, judgement, node))
        .or_else(|| holds_function(page, facts, node))
        .or_else(|| is_purpose(page, facts, node, kind))
}

fn opened_by_user(page: &Page, node: NodeId) -> Option<Evidence> {
    let opened = |id: NodeId| {
        page.flags(id).has(Flags::OPENED_BY_USER) || page.pinned(id).is_some_and(|it| it.opened_by_user)
    };
    let around = std::iter::once(node).chain(page.ancestors(node));
    let is_opened = around.into_iter().any(opened) || page.all_pinned().iter().any(|it| it.opened_by_user && page.contains(node, it.node));
    is_opened.then_some(Evidence::OpenedByUser)
}

fn whole_page(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    let is_root = |id| matches!(page.tag(id), Tag::Html | Tag::Head | Tag::Body | Tag::Main) || page.attr(id, Attr::Role) == Some("main");
    let words = facts.sums.total(Counted::Words);
    let own = facts.sums.inside(page, node, Counted::Words);
    let is_most = own > MAX_WORDS || words >= MIN_PAGE_WORDS && own as f32 > MAX_PAGE_SHARE * words as f32;
    (page.subtree(node).any(is_root) || is_most).then_some(Evidence::WholePage)
}

fn holds_article(page: &Page, judgement: &Judgement, node: NodeId) -> Option<Evidence> {
    let inside = judgement.article_words_in(page, node);
    let share = inside / judgement.article_words().max(1.0);
    let holds = inside > MIN_ARTICLE_WORDS && share > MAX_ARTICLE_SHARE;
    holds.then(|| Evidence::HoldsArticle((100.0 * share).min(100.0) as u8))
}

fn holds_function(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    let holds = |what| facts.sums.inside(page, node, what);
    let said = facts.reading.hits(page, node);
    let says = |classes: &[Class]| said.iter().filter(|it| it.classes.meets(Classes::of(classes))).count();
    let named = |group: &str| {
        let bit = ask_names::GROUPS.iter().position(|it| it.0 == group).unwrap_or(31);
        facts.names(node) >> bit & 1 == 1
    };
    let links = holds(Counted::Links);
    let in_links = holds(Counted::LinkChars) as f32 / holds(Counted::Chars).max(1) as f32;
    let is_menu = links >= MENU_LINKS && in_links > MENU_SHARE;
    let is_nav = page.tag(node) == Tag::Nav || page.attr(node, Attr::Role) == Some("navigation");
    if is_menu || (holds(Counted::Navs) > 0 && links > 3) || (is_nav && holds(Counted::EmailFields) == 0 && links > 2) {
        return Some(Evidence::Navigation);
    }
    if holds(Counted::Searches) > 0 {
        return Some(Evidence::Search);
    }
    if holds(Counted::TextAreas) > 0 && (says(&[Class::Comment]) > 0 || named("comment")) {
        return Some(Evidence::Comments);
    }
    if holds(Counted::Passwords) > 0 && says(&[Class::Gate, Class::Meter]) == 0 {
        return Some(Evidence::Login);
    }
    if holds(Counted::Players) > 0 {
        return Some(Evidence::Player);
    }
    if named("cookie") && says(&[Class::Cookie]) > 0 {
        return Some(Evidence::Consent);
    }
    if says(&[Class::Age]) > 1 {
        return Some(Evidence::AgeGate);
    }
    None
}

/// The page's own sign-up form, donation form or price list.
fn is_purpose(page: &Page, facts: &Facts, node: NodeId, kind: Kind) -> Option<Evidence> {
    let wanted = match kind {
        Kind::Newsletter => MAIL,
        Kind::Donation => MONEY,
        Kind::Subscription => PLANS,
        Kind::Paywall => return None,
    };
    // Both the address and the title say so, and the element is not in the page's margins.
    let is_for_it = facts.purpose() & wanted == wanted;
    let in_margin = std::iter::once(node).chain(page.ancestors(node)).any(|id| {
        matches!(page.tag(id), Tag::Footer | Tag::Aside | Tag::Header | Tag::Nav | Tag::Dialog)
            || page.attr(id, Attr::Role) == Some("contentinfo")
    });
    (is_for_it && !in_margin).then_some(Evidence::Purpose)
}

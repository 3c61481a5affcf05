//! What is too little, or too much, to be an ask by itself: labels, talk of asking, what a form answers, legal lines.
//!
//! Unlike the guard's vetoes these doubt the learned head alone: what vendors' marks or the page's own marks tell stands.

use super::{
    evidence::Evidence,
    guard::{ASKS, BOX_LEVELS, BOX_WORDS},
};
use crate::{
    judge::{
        Kind,
        ask_features::{Facts, MAIL, MONEY, PLANS},
        ask_sums::Counted,
        phrases::{Class, Classes},
    },
    page::{Attr, Flags, NodeId, Page, Tag},
};

/// A link by itself with at most so many UTF-16 units is navigation: "Subscribe", "Newsletters", "Email sign-up".
const BARE: u32 = 30;
/// A piece with at most so many words and UTF-16 units, and no field, is a label: alone it is no ask, and what it heads stays.
const LABEL: (u32, u32) = (4, 20);

/// Why an element by itself is no ask, if it is none: what a form answers, or the page's foot.
#[must_use]
pub fn reason(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    answer(page, facts, node).or_else(|| foot(page, node))
}

/// A label by itself: a heading whose text stays, a button whose form stays, a link that could be one of a menu.
#[must_use]
pub fn label(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    let holds = |what| facts.sums.inside(page, node, what);
    let controls = holds(Counted::Fields) + holds(Counted::Buttons) + holds(Counted::Frames);
    let in_links = holds(Counted::LinkChars) as f32 / holds(Counted::Chars).max(1) as f32;
    let is_bare = holds(Counted::Chars) <= BARE && in_links > 0.9;
    if is_bare && controls == 0 && holds(Counted::Links) > 0 && page.pinned(node).is_none() {
        return Some(Evidence::Navigation);
    }
    let is_label = holds(Counted::Words) <= LABEL.0
        && holds(Counted::Chars) <= LABEL.1
        && holds(Counted::Fields) + holds(Counted::Frames) == 0
        && page.pinned(node).is_none()
        && page.subtree(node).all(|it| page.tag(it) != Tag::Other);
    let reason = if holds(Counted::Links) + holds(Counted::Buttons) > 0 {
        Evidence::Navigation
    } else {
        Evidence::Talk
    };
    is_label.then_some(reason)
}

/// Whether words that ask stand in a box of their own and speak to the reader: then the form beneath them came too late
/// to be seen, or never, and they are no talk. Inside the text, talk stays talk.
#[must_use]
pub fn is_unfinished(page: &Page, facts: &Facts, node: NodeId) -> bool {
    let said = facts.reading.hits(page, node);
    let speaks = said.iter().any(|it| it.classes.meets(Classes::of(&[Class::You, Class::Us, Class::SignUp])));
    let words = |id: NodeId| facts.sums.inside(page, id, Counted::Words);
    // A page about letters, gifts or plans answers questions about them, in boxes too.
    let is_elsewhere = facts.purpose() & (MAIL | MONEY | PLANS) == 0;
    speaks && is_elsewhere && page.parent(node).is_some_and(|it| words(it) <= BOX_WORDS)
}

/// Text that asks has something to press or fill in, at its side if not inside; text that talks of asking has not.
///
/// A gate may be bare words where an article breaks off, and what is pinned over the page was not written into it.
#[must_use]
pub fn talk(page: &Page, node: NodeId, kind: Kind) -> Option<Evidence> {
    let has_control = |id: NodeId| page.subtree(id).any(|it| is_control(page, it));
    let words = |id: NodeId| page.texts(id).map(|it| page.counts(it).words).sum::<u32>();
    let siblings = page.parent(node).into_iter().flat_map(|it| page.children(it));
    let before = siblings.take_while(|&it| it < node).filter(|&it| !page.is_text(it)).last();
    let box_around = page.ancestors(node).take(BOX_LEVELS).take_while(|&it| words(it) <= BOX_WORDS).last();
    let beside = [before, page.next_sibling(node)].into_iter().flatten().filter(|&it| words(it) <= BOX_WORDS);
    let mut near = [Some(node), box_around].into_iter().flatten().chain(beside);
    let is_talk = kind != Kind::Paywall && page.pinned(node).is_none() && !near.any(has_control);
    is_talk.then_some(Evidence::Talk)
}

fn is_control(page: &Page, id: NodeId) -> bool {
    match page.tag(id) {
        Tag::A => page.attr(id, Attr::Href).is_some(),
        Tag::Button | Tag::Input | Tag::Form | Tag::Iframe | Tag::Textarea | Tag::Select => true,
        // A custom element may draw its control where nobody can look.
        Tag::Other => page.name(id).contains('-'),
        _ => page.attr(id, Attr::Role) == Some("button") || page.flags(id).has(Flags::OPAQUE),
    }
}

/// What a form says once it was sent, or when it failed: the form itself is judged, this asks for nothing.
fn answer(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    let said = facts.reading.hits(page, node);
    let says = |classes: &[Class]| said.iter().any(|it| it.classes.meets(Classes::of(classes)));
    let wants =
        [Class::SignUp, Class::Notify, Class::Gate, Class::Meter, Class::Issue, Class::Wallet, Class::Plea];
    let has_field = facts.sums.inside(page, node, Counted::EmailFields) > 0;
    let is_answer = says(&[Class::Thanks]) && !says(ASKS) && !says(&wants) && !has_field;
    is_answer.then_some(Evidence::Talk)
}

/// A box with a notice of copyright in it: it is the page's foot, and what asks in it is a part.
fn foot(page: &Page, node: NodeId) -> Option<Evidence> {
    let is_foot = page.texts(node).any(|it| page.text(it).contains('©'));
    is_foot.then_some(Evidence::Navigation)
}

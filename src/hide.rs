//! Findings → Edits: what the hands are to do, in order.
//!
//! An ask over the page often locks it: no scrolling, no answer behind it. A lock is released only together with the ask
//! that holds it, and never while something that stays (a consent dialog, a login) still covers the page.
//! **The line:** on a page that declares its text not free, nothing but the window's own scrolling is released: no clamp,
//! no blur.
//!
//! Elsewhere, what a prompt in the flow of the page cut the text off with goes with it: a clamped height, a fade (`clamps`).
//!
//! Not here: how an edit is done or undone (`extension/hands.js`), and which element is an ask (`nags`). Never released:
//! pinned heights (an app's layout hangs on them, and a page scrolls without).

mod clamps;

use crate::{
    judge::Kind,
    nags::{Finding, Findings},
    page::{Attr, Lock, LockKind, NodeId, Page, Pinned, Position, Tag},
};
use serde::{Serialize, Serializer};

/// One thing for the hands to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
pub enum Edit {
    /// Hide the element.
    Hide {
        /// The element.
        node: NodeId,
        /// Which finding it belongs to; none for what an ask left over that was hidden before.
        #[serde(rename = "id")]
        finding: Option<usize>,
    },
    /// Let the page scroll or answer again.
    Release {
        /// The locked element.
        node: NodeId,
        /// How it is locked.
        #[serde(serialize_with = "lock_name")]
        lock: LockKind,
        /// What the lock measured, in CSS px (see [`Lock::value`]).
        value: i32,
        /// The finding that holds the lock; none where a vendor's mark on the page says that an ask does, or the ask was hidden
        /// before the lock came.
        #[serde(rename = "id")]
        finding: Option<usize>,
    },
}

/// What to do about the findings: hide each, then release what the covering ones lock.
///
/// Cost: for each lock one pass over the subtree that it locks; pages without locks pay nothing.
#[must_use]
pub fn edits(page: &Page, findings: &Findings) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut gone: Vec<NodeId> = Vec::new();
    let found = findings.hidden.iter().enumerate().flat_map(|(finding, it)| {
        std::iter::once(it.node).chain(it.also.iter().copied()).map(move |node| (node, Some(finding)))
    });
    for (node, finding) in found.chain(findings.left_over.iter().map(|&it| (it, None))) {
        if is_whole_page(page, node) || gone.iter().any(|&outer| page.contains(outer, node)) {
            continue;
        }
        gone.push(node);
        edits.push(Edit::Hide { node, finding });
    }
    let is_gated = declares_gate(page);
    if !is_gated {
        edits.extend(unclamped(page, findings));
    }
    if page.locks().is_empty() || something_else_covers(page, &gone) {
        return edits;
    }
    let holder = findings.hidden.iter().position(|it| covers(page, it));
    if holder.is_some() || has_vendor_lock(page) || was_held(page) {
        let total = words(page, page.root());
        edits.extend(page.locks().iter().filter(|lock| is_releasable(page, lock, total, is_gated)).map(
            |lock| Edit::Release { node: lock.node, lock: lock.kind, value: lock.value, finding: holder },
        ));
    }
    edits
}

/// A box over less of the window than this share does not lock a page: bars and toasts sit below it.
const LEAST_COVER: f32 = 0.25;

/// What holds this share of the page's words is the page: its wrapper or its own scroller, not one of its parts.
const MOST_OF_PAGE: f32 = 0.5;

/// The marks that vendors of asks put on html or body while their prompt is open.
const VENDOR_LOCKS: [&str; 5] =
    ["swg-disable-scroll", "tp-modal-open", "tp-scroll-prevented", "zephr-modal-open", "pelcro-modal-open"];

/// What a prompt in the flow of the page may have cut the text off with.
fn unclamped<'a>(page: &'a Page, findings: &'a Findings) -> impl Iterator<Item = Edit> + 'a {
    let prompts = findings.hidden.iter().enumerate().filter(|(_, it)| it.kind == Kind::Paywall);
    let in_flow = prompts
        .filter(|(_, it)| !floats(page, it.node) && !page.ancestors(it.node).any(|it| floats(page, it)));
    in_flow.flat_map(|(finding, it)| {
        let release =
            move |node| Edit::Release { node, lock: LockKind::Clamp, value: 0, finding: Some(finding) };
        clamps::around(page, it.node).into_iter().map(release)
    })
}

/// Whether the element lies over the window, not in the page.
fn floats(page: &Page, node: NodeId) -> bool {
    page.pinned(node).is_some_and(|it| matches!(it.position, Position::Fixed | Position::TopLayer))
}

fn is_whole_page(page: &Page, node: NodeId) -> bool {
    matches!(page.tag(node), Tag::Html | Tag::Body | Tag::Head | Tag::Text)
}

/// Whether the finding is, or is in, a box that covers a good part of the window.
fn covers(page: &Page, finding: &Finding) -> bool {
    let parts = || std::iter::once(finding.node).chain(finding.also.iter().copied());
    page.all_pinned().iter().any(|it| {
        is_over(page, it)
            && (parts().any(|part| page.contains(part, it.node))
                || (page.contains(it.node, finding.node)
                    && words(page, it.node) <= words(page, finding.node)))
    })
}

/// Whether a box that stays lies over the page, so that the lock may be its own.
fn something_else_covers(page: &Page, gone: &[NodeId]) -> bool {
    let total = words(page, page.root());
    page.all_pinned().iter().filter(|it| is_over(page, it) && it.covers_centre).any(|it| {
        let is_gone = gone.iter().any(|&node| page.contains(node, it.node) || page.contains(it.node, node));
        let says_something = it.has_frame || words(page, it.node) > 0.0;
        !is_gone && says_something && words(page, it.node) < total * MOST_OF_PAGE
    })
}

fn is_over(page: &Page, it: &Pinned) -> bool {
    let floats = match it.position {
        Position::TopLayer => return true,
        Position::Fixed => true,
        Position::Absolute => it.z_index > 0,
        _ => false,
    };
    floats && (it.covers_centre || it.cover(page.viewport()) >= LEAST_COVER)
}

/// Whether an ask that was hidden before may hold the lock, rather than something that the user opened since.
fn was_held(page: &Page) -> bool {
    page.has_hidden_over() && !page.has_opened_over()
}

fn has_vendor_lock(page: &Page) -> bool {
    std::iter::once(page.root())
        .chain(page.first(Tag::Body))
        .filter_map(|it| page.attr(it, Attr::Class))
        .any(|class| class.split_whitespace().any(|token| VENDOR_LOCKS.contains(&token)))
}

fn is_releasable(page: &Page, lock: &Lock, total: f32, is_gated: bool) -> bool {
    let is_frame = matches!(page.tag(lock.node), Tag::Html | Tag::Body);
    let is_page = || is_frame || words(page, lock.node) >= total * MOST_OF_PAGE;
    match lock.kind {
        LockKind::Overflow if is_frame => lock.value > 0,
        LockKind::Overflow => lock.value > 0 && !is_gated && is_page(),
        // Text that is declared not free need not be marked either.
        LockKind::Blur | LockKind::UserSelect => !is_gated && is_page(),
        LockKind::Fixed | LockKind::TouchAction | LockKind::Padding => is_frame,
        LockKind::Inert | LockKind::AriaHidden | LockKind::PointerEvents => is_page(),
        LockKind::Height | LockKind::Clamp => false,
    }
}

/// Whether the page declares that its text is not free, in any of the forms in use: JSON-LD, microdata, meta, AMP.
/// Cost: one pass over the attributes.
#[must_use]
pub fn declares_gate(page: &Page) -> bool {
    let says = |id, name| page.attr(id, name).unwrap_or_default().trim();
    let denies =
        |value: &str| value.trim().rsplit('/').next().is_some_and(|it| it.eq_ignore_ascii_case("false"));
    page.ids().any(|id| {
        page.attrs(id).any(|(name, value)| match (name, value) {
            (Attr::Itemprop, "isAccessibleForFree") => {
                denies(says(id, Attr::Content))
                    || denies(says(id, Attr::Href))
                    || denies(&page.subtree_text(id))
            }
            (Attr::Name, "subscriptions-accessible-for-free") => denies(says(id, Attr::Content)),
            (Attr::Property, "article:content_tier") => {
                says(id, Attr::Content).eq_ignore_ascii_case("locked")
            }
            (Attr::SubscriptionsSection, value) => value == "content",
            _ => false,
        })
    }) || page.json_ld().any(says_not_free)
}

/// Whether JSON-LD says `isAccessibleForFree: false` anywhere; text that is no JSON says nothing.
fn says_not_free(json: &str) -> bool {
    fn any(value: &serde_json::Value) -> bool {
        match value {
            serde_json::Value::Array(items) => items.iter().any(any),
            serde_json::Value::Object(fields) => {
                fields.iter().any(|(name, value)| match (name.as_str(), value) {
                    ("isAccessibleForFree", serde_json::Value::Bool(free)) => !free,
                    ("isAccessibleForFree", serde_json::Value::String(free)) => {
                        free.eq_ignore_ascii_case("false")
                    }
                    (_, value) => any(value),
                })
            }
            _ => false,
        }
    }
    serde_json::from_str(json).is_ok_and(|value| any(&value))
}

fn words(page: &Page, node: NodeId) -> f32 {
    page.texts(node).map(|it| page.counts(it).words as f32).sum()
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn lock_name<S: Serializer>(lock: &LockKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match lock {
        LockKind::Overflow => "overflow",
        LockKind::Fixed => "fixed",
        LockKind::TouchAction => "touch-action",
        LockKind::Height => "height",
        LockKind::Inert => "inert",
        LockKind::AriaHidden => "aria-hidden",
        LockKind::PointerEvents => "pointer-events",
        LockKind::Padding => "padding",
        LockKind::Blur => "blur",
        LockKind::UserSelect => "user-select",
        LockKind::Clamp => "clamp",
    })
}

#[cfg(test)]
mod tests {
    use super::{Edit, edits};
    use crate::{
        judge::Kind,
        nags::{Finding, Findings},
        page::{Builder, Counts, Lock, LockKind, NodeId, Page, Pinned, Position, Viewport},
    };

    const LONG: &str =
        "The river rose in the night and the mill stood dry by morning, which nobody could explain.";
    const BODY: NodeId = NodeId(1);
    const MAIN: NodeId = NodeId(2);
    const WALL: NodeId = NodeId(4);
    const CONSENT: NodeId = NodeId(6);

    /// html > body > main "…", div (the wall), div (a consent dialog, if it has words).
    fn page(json_ld: &str, consent: &str, locks: &[(NodeId, LockKind, i32)]) -> Page {
        let mut builder = Builder::new("https://news.example/story");
        let html = builder.element(None, "html").unwrap();
        let body = builder.element(Some(html), "body").unwrap();
        for (name, text) in
            [("main", LONG), ("div", "Subscribe to go on"), ("div", consent), ("script", json_ld)]
        {
            let element = builder.element(Some(body), name).unwrap();
            if name == "script" {
                builder.attribute("type", "application/ld+json");
            }
            builder.text(element, text, Counts::of(text)).unwrap();
        }
        let stands = |it: &NodeId| *it == WALL || !consent.is_empty();
        let pinned =
            [WALL, CONSENT].into_iter().filter(stands).map(|node| Pinned { node, ..over() }).collect();
        let locks = locks.iter().map(|&(node, kind, value)| Lock { node, kind, value }).collect();
        let viewport = Viewport { width: 1000, height: 800, document_height: 3000, ..Viewport::default() };
        builder.layout(viewport, pinned, locks);
        builder.finish()
    }

    /// The wall, over the whole window.
    fn over() -> Pinned {
        Pinned {
            node: WALL,
            x: 0,
            y: 0,
            width: 1000,
            height: 800,
            position: Position::Fixed,
            z_index: 99,
            is_backdrop: false,
            opened_by_user: false,
            covers_centre: true,
            has_frame: false,
        }
    }

    fn wall() -> Findings {
        let text = "Subscribe to go on".to_owned();
        let wall = Finding { node: WALL, also: Vec::new(), kind: Kind::Paywall, text, evidence: Vec::new() };
        Findings { hidden: vec![wall], ..Findings::default() }
    }

    fn released(page: &Page, findings: &Findings) -> Vec<(NodeId, LockKind)> {
        let release = |it| match it {
            Edit::Release { node, lock, .. } => Some((node, lock)),
            Edit::Hide { .. } => None,
        };
        edits(page, findings).into_iter().filter_map(release).collect()
    }

    #[test]
    fn a_wall_gives_back_what_it_locked() {
        let page = page(
            "",
            "",
            &[
                (BODY, LockKind::Overflow, 2200),
                (BODY, LockKind::Fixed, 400),
                (MAIN, LockKind::Inert, 0),
                (MAIN, LockKind::Blur, 0),
                (BODY, LockKind::UserSelect, 0),
            ],
        );
        let expected = [
            (BODY, LockKind::Overflow),
            (BODY, LockKind::Fixed),
            (MAIN, LockKind::Inert),
            (MAIN, LockKind::Blur),
            (BODY, LockKind::UserSelect),
        ];
        assert_eq!(released(&page, &wall()), expected);
        assert_eq!(edits(&page, &wall()).first(), Some(&Edit::Hide { node: WALL, finding: Some(0) }));
    }

    #[test]
    fn text_declared_not_free_stays_as_it_is() {
        let gated = r#"{"@type":"NewsArticle","isAccessibleForFree":"False"}"#;
        let locks =
            [(BODY, LockKind::Overflow, 2200), (MAIN, LockKind::Overflow, 900), (MAIN, LockKind::Blur, 0)];
        assert_eq!(released(&page(gated, "", &locks), &wall()), [(BODY, LockKind::Overflow)]);
        let free = r#"{"@graph":[{"isAccessibleForFree":true}]}"#;
        assert_eq!(released(&page(free, "", &locks), &wall()).len(), 3);
    }

    #[test]
    fn a_prompt_after_the_text_gives_back_what_it_cut_off_unless_that_is_declared_not_free() {
        let clamped = |json_ld, position| {
            let mut builder = Builder::new("https://news.example/story");
            let html = builder.element(None, "html").unwrap();
            let body = builder.element(Some(html), "body").unwrap();
            for (name, text) in
                [("main", LONG.repeat(4).as_str()), ("div", "Subscribe to go on"), ("script", json_ld)]
            {
                let element = builder.element(Some(body), name).unwrap();
                if name == "script" {
                    builder.attribute("type", "application/ld+json");
                }
                builder.text(element, text, Counts::of(text)).unwrap();
            }
            let at_end = Pinned { position, ..over() };
            builder.layout(
                Viewport { width: 1000, height: 800, ..Viewport::default() },
                vec![at_end],
                vec![],
            );
            released(&builder.finish(), &wall())
        };
        assert_eq!(clamped("", Position::Absolute), [(MAIN, LockKind::Clamp)]);
        assert_eq!(clamped("", Position::Fixed), []);
        assert_eq!(clamped(r#"{"isAccessibleForFree": false}"#, Position::Absolute), []);
    }

    #[test]
    fn a_lock_without_an_ask_over_the_page_stays() {
        let page = page("", "", &[(BODY, LockKind::Overflow, 2200)]);
        assert_eq!(released(&page, &Findings::default()), []);
    }

    #[test]
    fn a_consent_dialog_keeps_its_lock() {
        let page = page("", "We value your privacy", &[(BODY, LockKind::Overflow, 2200)]);
        assert_eq!(released(&page, &wall()), []);
    }

    #[test]
    fn a_page_that_clips_nothing_is_not_touched() {
        let page = page("", "", &[(BODY, LockKind::Overflow, 0)]);
        assert_eq!(released(&page, &wall()), []);
    }

    #[test]
    fn the_page_itself_is_never_hidden() {
        let page = page("", "", &[]);
        let mut findings = wall();
        findings.hidden[0].node = BODY;
        findings.hidden[0].also = vec![WALL, WALL];
        assert_eq!(edits(&page, &findings), [Edit::Hide { node: WALL, finding: Some(0) }]);
    }

    #[test]
    fn the_wire_form_is_what_the_hands_read() {
        let edit = Edit::Release { node: BODY, lock: LockKind::TouchAction, value: 0, finding: None };
        let json = serde_json::to_string(&edit).unwrap();
        assert_eq!(json, r#"{"op":"release","node":1,"lock":"touch-action","value":0,"id":null}"#);
    }
}

//! The days that a page shows a reader: near the title, and on lines that say what they are.
//!
//! What the machine was told is beside; which day wins is decided there.

use super::{
    reading::Reading,
    words::{FIRST_TIME, JOINED, LABELS, UPDATES, WHOLE, begins, publications, says},
};
use crate::{
    article::metadata::{
        days::{Day, has_digit},
        near::{MAX_NODES, Near},
    },
    page::{Attr, NodeId, Page, Tag},
};

/// Texts after the title within which a date that the page shows is the article's; further down stand teasers' dates.
const REACH_AFTER: i32 = 14;

/// Texts before the title within which a date is the article's: a kicker's line; further up stand the site's.
const REACH_BEFORE: i32 = 3;

/// Longest text, UTF-16 units, that is a date and nothing else.
const MAX_DATE: u32 = 30;

/// Longest text, in characters, that is a date line wherever it stands, if it says what the date is of.
const MAX_LINE: usize = 90;

/// Longest line, UTF-16 units, that says the publication and nothing else.
const MAX_LABELLED: u32 = 60;

/// Longest text, in characters, before a date that says what the date is of.
const MAX_LABEL: usize = 30;

/// Longest text, UTF-16 units, that is a note on the text itself.
const MAX_NOTE: u32 = 300;

/// A date that the page shows.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    pub day: Day,
    pub is_update: bool,
    /// The page says that it is the publication's.
    pub is_labelled: bool,
    /// Texts after the title; negative before it.
    distance: i32,
}

impl Shown {
    /// Whether the page shows it as the text's own: close to the title, or with a word that says so.
    pub fn is_own(&self) -> bool {
        !self.is_update && (self.is_labelled || self.is_near())
    }

    /// Whether it stands close to the title.
    pub fn is_near(&self) -> bool {
        (-REACH_BEFORE..=REACH_AFTER).contains(&self.distance)
    }

    /// Whether it stands after the title.
    pub const fn is_after(&self) -> bool {
        0 <= self.distance
    }

    /// How likely it is the text's own, least first: the nearest, and of those as near the one after the title.
    const fn order(&self) -> (bool, i32) {
        let is_far = !(-REACH_BEFORE <= self.distance && self.distance <= REACH_AFTER);
        (is_far, 2 * self.distance.abs() + (self.distance < 0) as i32)
    }
}

/// Dates near the title, the likeliest first; of those in one place `time` elements first.
pub fn near_title(page: &Page, near: &Near, reading: &Reading<'_>) -> Vec<Shown> {
    let mut days: Vec<Shown> = Vec::new();
    for id in near.elements(page).filter(|&it| page.tag(it) == Tag::Time) {
        let distance = near.pieces.iter().find(|it| id <= it.node).map_or(0, |it| it.distance);
        let day = time(page, id, reading);
        days.extend(day.map(|day| Shown {
            day,
            is_update: is_update(page, id),
            is_labelled: false,
            distance,
        }));
    }
    for piece in near.pieces.iter().filter(|it| it.text.chars().count() <= MAX_LINE) {
        let Some(day) = reading.find(&piece.text) else { continue };
        let text = piece.text.to_lowercase();
        let before = before(page, piece.start).unwrap_or_default();
        let label = if is_label(&before) { before.as_str() } else { "" };
        let has_joined = says(&text, JOINED.into_iter()) || says(label, JOINED.into_iter());
        if has_joined || is_reply(&text) || is_reply(&before) {
            continue;
        }
        days.push(Shown {
            day,
            is_update: says(&text, UPDATES.into_iter())
                || is_update(page, piece.node)
                || says(label, UPDATES.into_iter()),
            is_labelled: begins(&text, LABELS.into_iter()),
            distance: piece.distance,
        });
    }
    days.sort_by_key(Shown::order);
    days
}

/// The day of the page's only line that says when the text was published, wherever it stands; none where several differ.
pub fn labelled(page: &Page, reading: &Reading<'_>) -> Option<Day> {
    let lines = texts(page).filter(|&it| page.counts(it).chars <= MAX_LABELLED && has_digit(page.text(it)));
    let mut days = lines.filter_map(|id| {
        let text = page.text(id).trim().to_lowercase();
        let own = begins(&text, publications());
        let before = || label_before(page, id).is_some_and(|it| begins(&it, publications()));
        (own || before()).then(|| reading.find(&text)).flatten()
    });
    let first = days.next()?;
    days.all(|it| it == first).then_some(first)
}

/// The day on which the text appeared first, where a line says that it was another.
pub fn originally(page: &Page, reading: &Reading<'_>) -> Option<Day> {
    let mut lines = texts(page).filter(|&it| page.counts(it).chars <= MAX_NOTE && has_digit(page.text(it)));
    lines.find_map(|it| {
        let text = page.text(it).to_lowercase();
        let at = FIRST_TIME.iter().find_map(|words| text.find(words))?;
        reading.find(text.get(at..)?)
    })
}

/// A date line further away: a short text that says what its date is of, else the first date alone after the title.
pub fn anywhere(page: &Page, near: &Near, reading: &Reading<'_>) -> Option<Day> {
    let is_line = |text: &str| {
        let text = text.to_lowercase();
        says(&text, LABELS.into_iter().chain(UPDATES)) && !says(&text, WHOLE.into_iter())
    };
    let line = texts(page).find_map(|id| {
        let whole = page
            .parent(id)
            .map(|it| page.ancestors(id).find(|&it| !page.tag(it).is_inline()).unwrap_or(it))?;
        let is_short =
            page.counts(id).chars <= MAX_LINE as u32 && page.end(whole) - whole.index() <= MAX_NODES;
        let text = if is_short { page.subtree_text(whole) } else { return None };
        (text.chars().count() <= MAX_LINE && is_line(&text)).then(|| reading.find(&text)).flatten()
    });
    let start = near.origin.unwrap_or(page.root());
    let alone = || {
        texts(page)
            .filter(|&it| start < it && page.counts(it).chars <= MAX_DATE)
            .find_map(|it| reading.find(page.text(it)))
    };
    line.or_else(alone).or_else(|| {
        let times = page.ids().filter(|&it| start <= it && page.tag(it) == Tag::Time && !page.is_hidden(it));
        times.filter_map(|it| page.attr(it, Attr::Datetime)).find_map(|it| reading.machine(it))
    })
}

/// The day of a `time` element: what it tells machines, else what it shows.
fn time(page: &Page, id: NodeId, reading: &Reading<'_>) -> Option<Day> {
    let told = page.attr(id, Attr::Datetime).and_then(|it| reading.machine(it));
    told.or_else(|| reading.find(&page.subtree_text(id)))
}

fn texts(page: &Page) -> impl Iterator<Item = NodeId> + '_ {
    page.ids().filter(|&it| page.is_text(it) && !page.is_hidden(it))
}

/// Whether a line is the head of a post that answers another: `#2`.
fn is_reply(text: &str) -> bool {
    let number =
        text.strip_prefix('#').map(|it| it.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default());
    number.is_some_and(|it| it.parse::<u32>().is_ok_and(|it| 1 < it))
}

/// Whether the element's names or the words right before it say that something was changed then.
fn is_update(page: &Page, id: NodeId) -> bool {
    let names = [Attr::Class, Attr::Itemprop].into_iter().filter_map(|name| page.attr(id, name));
    let says_so = names.into_iter().any(|it| {
        it.to_lowercase().contains("updated") || it.contains("modified") || it.contains("dateModified")
    });
    says_so || label_before(page, id).is_some_and(|it| says(&it, UPDATES.into_iter()))
}

/// The text right before a node, in lower case, if it is short.
fn before(page: &Page, id: NodeId) -> Option<String> {
    let before = (0..id.0).rev().map(NodeId).find(|&it| page.is_text(it))?;
    let text = page.text(before).trim().to_lowercase();
    (text.chars().count() <= MAX_LABEL).then_some(text)
}

/// The short text right before a node, in lower case, if it is no date itself.
fn label_before(page: &Page, id: NodeId) -> Option<String> {
    before(page, id).filter(|it| is_label(it))
}

fn is_label(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_digit())
}

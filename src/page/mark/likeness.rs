//! Finding a marked block: how like each element is to the mark, and whether the likest is like enough and alone.
//!
//! Structure and words are weighed, none is needed alone: an ask keeps its words on the next article, an article keeps
//! its place and its names. A block must be known by something that tells (a name, its words, or a landmark of which the
//! page has one); a bare `div` at the same place is not enough. Not here: how a mark is made (`mod.rs`).

use super::{Mark, Step, describe, first_words, names};
use crate::page::{NodeId, Page, Tag};

/// What each part of full likeness counts for. Words count for most of what may differ, as what the user pointed at is
/// what it says; names and path hold an article, whose words change.
const NAMES: f32 = 4.0;
const PATH: f32 = 3.0;
const TEXT: f32 = 3.0;
const PLACE: f32 = 1.0;
const SIZE: f32 = 1.0;
/// The likeness that is enough: names and half a path, or words and half of the rest.
const ENOUGH: f32 = 6.5;
/// The next likest must be less like by this: more than its place alone can make.
const APART: f32 = 1.1;
/// A block that says exactly the same must be less apart from those that do not.
const APART_BY_WORDS: f32 = 0.5;
/// Blocks with the same words at other places are told apart by their place alone, as far as this.
const APART_BY_PLACE: f32 = 0.1;
/// Only elements so much less like in structure than the likest have their words read, which is dearer.
const READ_WORDS: f32 = 5.0;
/// A block of more words than this is text that changes from page to page; a shorter one says much the same everywhere.
const LONG: u32 = 80;
/// Share of the words of a short block that must come back, unless its names are telling.
const SAME_WORDS: f32 = 0.25;
/// From this share on, the words alone tell a block.
const TELLING_WORDS: f32 = 0.6;
/// From this share of its names on, the names tell a block.
const TELLING_NAMES: f32 = 0.5;

/// The element that the mark describes; none where no element is like enough, or two are about equally like.
///
/// Hidden elements are passed over. Cost: the elements with the mark's tag, their names, and the words of the likest.
#[must_use]
pub fn find(page: &Page, mark: &Mark) -> Option<NodeId> {
    let elements: Vec<NodeId> = page
        .ids()
        .filter(|&it| !page.is_text(it) && page.name(it) == mark.tag && !page.is_hidden(it))
        .collect();
    let mut built: Vec<Likeness> = elements.iter().map(|&it| structure(page, mark, it)).collect();
    let likest = built.iter().map(Likeness::sum).fold(0.0, f32::max);
    built.retain(|it| likest - READ_WORDS <= it.sum());
    for it in &mut built {
        let found = first_words(page, it.node);
        it.text = same_words(&mark.text, &found);
        it.says_same = !found.is_empty() && mark.text == found;
    }
    built.sort_by(|one, other| other.sum().total_cmp(&one.sum()));
    let (best, others) = built.split_first()?;
    let is_known = mark.tells(best, elements.len() == 1);
    let apart = |other: &Likeness| {
        let least = match (best.says_same, other.says_same) {
            (true, true) => APART_BY_PLACE,
            (true, false) => APART_BY_WORDS,
            _ => APART,
        };
        best.sum() - other.sum() >= least || is_same_content(page, best.node, other.node)
    };
    // Of a block and a wrapper that holds nothing else it does not matter which goes, but the likest is meant.
    (is_known && ENOUGH <= best.whole(page, mark) && others.iter().all(apart)).then_some(best.node)
}

/// The elements above a block, nearest first, below `body`.
pub fn above(page: &Page, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    page.ancestors(node).take_while(|&it| !matches!(page.tag(it), Tag::Body | Tag::Html))
}

/// How like an element is to a mark, each part weighed.
#[derive(Debug, Clone, Copy)]
struct Likeness {
    node: NodeId,
    /// Share of the mark's names that it has, 0 to 1; 1 where neither has any.
    names: f32,
    path: f32,
    place: f32,
    /// Share of the mark's first words that it has, 0 to 1.
    text: f32,
    says_same: bool,
}

impl Likeness {
    fn sum(&self) -> f32 {
        NAMES * self.names + PATH * self.path + PLACE * self.place + TEXT * self.text
    }

    /// The sum with the size of the block, which is read of the likest only.
    fn whole(&self, page: &Page, mark: &Mark) -> f32 {
        let now = describe(page, self.node);
        let apart = |one: u32, other: u32| ((one as f32 + 2.0) / (other as f32 + 2.0)).log2().abs();
        let differs = (apart(mark.words, now.words) + apart(mark.things, now.things)) / 4.0;
        self.sum() + SIZE * (1.0 - differs).max(0.0)
    }
}

impl Mark {
    /// Whether something that tells has come back: the words, names, or a landmark that the page has once.
    fn tells(&self, best: &Likeness, is_alone: bool) -> bool {
        let named = !self.names.is_empty() && TELLING_NAMES <= best.names;
        let has_own_name =
            named && (self.names.iter().any(|it| it.starts_with(['#', '='])) || self.names.len() > 1);
        let is_landmark =
            is_alone && matches!(self.tag.as_str(), "main" | "article" | "aside" | "form" | "dialog");
        let changes = self.words > LONG;
        let is_named_above = self.path.iter().any(|it| !it.names.is_empty());
        TELLING_WORDS <= best.text
            || has_own_name
            || ((named || is_landmark) && (changes || SAME_WORDS <= best.text))
            || (changes && is_named_above && best.path > 0.9)
    }
}

fn structure(page: &Page, mark: &Mark, node: NodeId) -> Likeness {
    let names = same_names(&mark.names, &names::of(page, node));
    let has_hope = names > 0.0 || mark.names.is_empty();
    let above: Vec<NodeId> =
        if has_hope || !mark.text.is_empty() { above(page, node).collect() } else { Vec::new() };
    let (path, places) = same_path(page, &mark.path, &above);
    let here = f32::from(super::place(page, node) == mark.at);
    Likeness { node, names, path, place: 0.5 * here + 0.5 * places, text: 0.0, says_same: false }
}

/// Share of the mark's names that came back; those that came new count against it a little.
fn same_names(mark: &[String], now: &[String]) -> f32 {
    if mark.is_empty() {
        return if now.is_empty() { 1.0 } else { 0.7 };
    }
    let same = mark.iter().filter(|it| now.contains(it)).count() as f32;
    let new = now.iter().filter(|it| !mark.contains(it)).count() as f32;
    same / (mark.len() as f32 + 0.1 * new)
}

/// How much of the mark's path came back in order, and the share of its elements that stand at the same place.
fn same_path(page: &Page, mark: &[Step], above: &[NodeId]) -> (f32, f32) {
    if mark.is_empty() {
        return (1.0 / (1.0 + 0.2 * above.len() as f32), 1.0);
    }
    let weight = |it: &Step| if it.names.is_empty() { 0.4 } else { 1.0 };
    let (mut got, mut places, mut passed) = (0.0, 0.0, 0.0);
    let mut next = above.iter().copied();
    for step in mark {
        let mut rest = next.clone();
        let mut skipped = 0.0;
        let same = rest.find_map(|it| {
            let same =
                if page.name(it) == step.tag { same_names(&step.names, &names::of(page, it)) } else { 0.0 };
            let is_same = same >= TELLING_NAMES;
            skipped += if is_same { 0.0 } else { 1.0 };
            is_same.then_some((it, same))
        });
        let Some((found, same)) = same else { continue };
        next = rest;
        passed += skipped;
        got += weight(step) * same;
        places += f32::from(super::place(page, found) == step.at);
    }
    let all: f32 = mark.iter().map(weight).sum();
    (got / (all + 0.1 * passed), places / mark.len() as f32)
}

/// Share of the mark's first words that an element's first words have.
fn same_words(mark: &str, now: &str) -> f32 {
    if mark == now {
        return 1.0;
    }
    let words = |text: &str| text.split(' ').map(str::to_lowercase).collect::<Vec<_>>();
    let (mark, now) = (words(mark), words(now));
    let same = mark.iter().filter(|it| !it.is_empty() && now.contains(it)).count();
    same as f32 / mark.len().max(now.len()).max(1) as f32
}

/// Whether one element is inside the other, and nothing else is.
fn is_same_content(page: &Page, one: NodeId, other: NodeId) -> bool {
    let (outer, inner) = if page.contains(one, other) { (one, other) } else { (other, one) };
    let leaves =
        |id| page.subtree(id).filter(|&it| page.is_text(it) || page.children(it).next().is_none()).count();
    page.contains(outer, inner) && leaves(outer) == leaves(inner)
}

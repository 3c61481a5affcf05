//! The ask head's second look: what the first forest said of the other candidates of the page.
//!
//! A piece whose container, neighbours or copies are taken for asks is likelier one itself, and so is a container whose
//! pieces are. Its row holds little but the first look's log-odds: with the features as well it fitted the sites. Not
//! here: the mean of both looks (`ask`).

use super::{ask_features::Facts, ask_sums::Counted};
use crate::page::{NodeId, Page};
use std::collections::HashMap;

/// Bytes in a row of the second look.
pub const SECOND_ROW: usize = 21;

/// Elements of fewer characters are no copies of each other: a word alone stands in many places.
const MIN_COPY: u32 = 12;
/// So many candidates before and after are near.
const NEAR: usize = 12;
/// Of so many others the highest log-odds count.
const HIGHEST: usize = 3;
/// Below these log-odds the first look is sure that something is no ask.
const SURELY_NOT: f32 = -3.0;
/// Log-odds where there is nobody to ask, and the most that counts.
const NOBODY: f32 = -9.0;

/// What candidates share: the place of their text on the page, and the text itself.
pub struct Alike {
    /// By candidate: where its text begins and ends, in characters of the page.
    spans: Vec<(u32, u32)>,
    /// By candidate: a number for its text, the same for copies.
    texts: Vec<u64>,
}

impl Alike {
    /// Compares candidates, in document order. Cost: one pass over the words of each.
    #[must_use]
    pub fn of(page: &Page, facts: &Facts, nodes: &[NodeId]) -> Self {
        let at = |index| facts.sums.before(index, Counted::Chars);
        let spans: Vec<(u32, u32)> = nodes.iter().map(|&id| (at(id.index()), at(page.end(id)))).collect();
        let number = |(&id, &(from, to)): (&NodeId, &(u32, u32))| {
            if from >= to {
                return u64::from(id.0) | ALONE;
            }
            if to - from < MIN_COPY {
                return mixed(u64::from(from), u64::from(to)) | ALONE;
            }
            let words = facts.reading.words(page, id).iter().map(|it| it.1).filter(|&it| it != 0);
            words.fold(0, mixed) & !ALONE
        };
        let texts = nodes.iter().zip(&spans).map(number).collect();
        Self { spans, texts }
    }

    /// Lets wrappers of the same text, and copies of it, share the mean of their log-odds: they differ by chance alone.
    #[must_use]
    pub fn agreed(&self, sums: &[f32]) -> Vec<f32> {
        let mut groups: HashMap<u64, (f32, f32)> = HashMap::new();
        for (&text, sum) in self.texts.iter().zip(sums) {
            let (total, count) = groups.entry(text).or_default();
            *total += sum;
            *count += 1.0;
        }
        let mean = |(text, &sum): (&u64, &f32)| groups.get(text).map_or(sum, |(total, count)| total / count);
        self.texts.iter().zip(sums).map(mean).collect()
    }
}

/// Set in the number of a text that has no copies.
const ALONE: u64 = 1 << 63;

fn mixed(sum: u64, word: u64) -> u64 {
    (sum.rotate_left(7) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The second look's rows. `nodes` are the candidates in document order, `sums` what the first look said of them.
#[must_use]
pub fn rows(page: &Page, nodes: &[NodeId], alike: &Alike, sums: &[f32]) -> Vec<[u8; SECOND_ROW]> {
    let all = family(page, nodes, alike, sums);
    let mut by_odds: Vec<usize> = (0..all.len()).collect();
    let odds = |at: usize| all.get(at).map_or(NOBODY, |it| it.odds);
    by_odds.sort_by(|&a, &b| odds(b).total_cmp(&odds(a)));
    let mut wrappers: HashMap<(u32, u32), Vec<f32>> = HashMap::new();
    let mut copies: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (at, it) in all.iter().enumerate() {
        wrappers.entry(it.span).or_default().push(it.odds);
        copies.entry(it.text).or_default().push(at);
        children.entry(it.parent).or_default().push(at);
    }
    let none = Vec::new();
    let write = |at: usize, it: &Member| {
        let is_apart = |&other: &usize| all.get(other).is_some_and(|other| other.is_apart(it));
        let chars = |it: &Member| (it.span.1 - it.span.0) as f32;
        let size = chars(it).max(1.0);
        let same = wrappers.get(&it.span).map_or(&[][..], Vec::as_slice);
        let own = children.get(&Some(at)).unwrap_or(&none);
        let covered = |is: fn(f32) -> bool| {
            let inside = own.iter().filter_map(|&child| all.get(child)).filter(|it| is(it.odds));
            inside.map(chars).sum::<f32>() / size
        };
        let wider = |from: &Member| {
            let mut outer = from.parent.and_then(|it| all.get(it));
            while let Some(it) = outer.filter(|it| it.span == from.span) {
                outer = it.parent.and_then(|it| all.get(it));
            }
            outer
        };
        let parent = wider(it);
        let grandparent = parent.and_then(wider);
        let siblings = children.get(&it.parent).unwrap_or(&none);
        let elsewhere = copies.get(&it.text).unwrap_or(&none);
        let elsewhere =
            || elsewhere.iter().filter_map(|&at| all.get(at)).filter(|other| other.span != it.span);
        let highest = |others: &mut dyn Iterator<Item = usize>| others.map(odds).fold(NOBODY, f32::max);
        let mut others = by_odds.iter().copied().filter(is_apart).take(HIGHEST).map(odds);
        let mut other = || others.next().unwrap_or(NOBODY);
        let near = at.saturating_sub(NEAR)..(at + NEAR).min(all.len());
        [
            step(it.odds),
            step(same.iter().sum::<f32>() / same.len().max(1) as f32),
            step(same.iter().copied().fold(NOBODY, f32::max)),
            step(same.iter().copied().fold(-NOBODY, f32::min)),
            count(same.len()),
            step(it.highest_inside),
            step(if own.is_empty() { it.odds } else { it.lowest_inside }),
            portion(covered(|it| it > 0.0)),
            portion(covered(|it| it < SURELY_NOT)),
            step(parent.map_or(NOBODY, |it| it.odds)),
            step(grandparent.map_or(NOBODY, |it| it.odds)),
            step(highest(&mut siblings.iter().copied().filter(|&it| it != at))),
            count(siblings.len() - 1),
            step(elsewhere().map(|it| it.odds).fold(NOBODY, f32::max)),
            count(elsewhere().count()),
            step(other()),
            step(other()),
            step(other()),
            step(highest(&mut near.filter(is_apart))),
            // In tenths of a factor of e.
            parent.map_or(255, |it| count((10.0 * (chars(it) / size).ln()) as usize)),
            count((24.0 * size.ln()) as usize),
        ]
    };
    all.iter().enumerate().map(|(at, it)| write(at, it)).collect()
}

/// A candidate among the others.
struct Member {
    node: u32,
    end: u32,
    span: (u32, u32),
    text: u64,
    odds: f32,
    /// The candidate right around it.
    parent: Option<usize>,
    highest_inside: f32,
    lowest_inside: f32,
}

impl Member {
    fn is_apart(&self, other: &Self) -> bool {
        self.end <= other.node || other.end <= self.node
    }
}

fn family(page: &Page, nodes: &[NodeId], alike: &Alike, sums: &[f32]) -> Vec<Member> {
    let mut all: Vec<Member> = Vec::with_capacity(nodes.len());
    let mut around: Vec<(usize, u32)> = Vec::new();
    let shared = alike.spans.iter().zip(&alike.texts);
    for (at, ((&id, &sum), (&span, &text))) in nodes.iter().zip(sums).zip(shared).enumerate() {
        while around.last().is_some_and(|it| it.1 <= id.0) {
            around.pop();
        }
        let odds = sum.clamp(NOBODY, -NOBODY);
        for &(outer, _) in &around {
            if let Some(outer) = all.get_mut(outer) {
                outer.highest_inside = outer.highest_inside.max(odds);
                outer.lowest_inside = outer.lowest_inside.min(odds);
            }
        }
        let end = page.end(id) as u32;
        let parent = around.last().map(|it| it.0);
        around.push((at, end));
        let (highest_inside, lowest_inside) = (NOBODY, -NOBODY);
        all.push(Member { node: id.0, end, span, text, odds, parent, highest_inside, lowest_inside });
    }
    all
}

/// Log-odds as a byte: 14 steps for one unit.
fn step(odds: f32) -> u8 {
    (128.0 + 14.0 * odds).clamp(0.0, 255.0) as u8
}

/// A share as a byte: 200 is the whole.
fn portion(share: f32) -> u8 {
    (200.0 * share).clamp(0.0, 255.0) as u8
}

fn count(value: usize) -> u8 {
    value.min(255) as u8
}

#[cfg(test)]
mod tests {
    use super::{Alike, NOBODY, rows, step};
    use crate::judge::ask_features::Facts;
    use crate::page::{NodeId, Page, Tag};

    const PAGE: &str = "body\n  section\n    div\n      p 'Sign up for our newsletter'\n    p 'One paragraph more'\n  footer\n    p 'Sign up for our newsletter'";

    fn of(sums: &[f32]) -> (Vec<f32>, Vec<[u8; super::SECOND_ROW]>) {
        let page: Page = PAGE.parse().unwrap();
        let judgement = crate::judge::judge(&page);
        let facts = Facts::of(&page, &judgement);
        let is_one = |id: &NodeId| matches!(page.tag(*id), Tag::Section | Tag::Div | Tag::P | Tag::Footer);
        let nodes: Vec<NodeId> = page.ids().filter(is_one).collect();
        let alike = Alike::of(&page, &facts, &nodes);
        (alike.agreed(sums), rows(&page, &nodes, &alike, sums))
    }

    #[test]
    fn wrappers_and_copies_of_a_text_agree() {
        // section, div, p, p, footer, p
        let (agreed, _) = of(&[9.0, 1.0, 3.0, -5.0, 2.0, 6.0]);
        assert_eq!(agreed, [9.0, 3.0, 3.0, -5.0, 3.0, 3.0]);
    }

    #[test]
    fn a_row_tells_what_is_said_around() {
        let (_, rows) = of(&[0.5, 1.0, 3.0, -5.0, 2.0, 6.0]);
        let paragraph = rows[2];
        assert_eq!(paragraph[..4], [3.0, 2.0, 3.0, 1.0].map(step), "itself and its wrappers");
        assert_eq!(paragraph[9..11], [0.5, NOBODY].map(step), "around it");
        assert_eq!(paragraph[13], step(6.0), "its copy");
        assert_eq!(rows[0][5..7], [3.0, -5.0].map(step), "inside the section");
    }
}

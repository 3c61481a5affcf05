//! Where a passage that a person highlighted stands now, in a text that may have changed a little since.
//!
//! Three ways, from sure to bold: the same words (which of several is told by what stood around them), the words between the
//! same surroundings, most of the same words close together. A passage that none of them finds is not found: a highlight on
//! the wrong words is worse than none. Not here: keeping passages, painting them (`extension/reader/`).

use serde::Deserialize;
use std::collections::HashMap;

/// A highlighted passage as it was when it was made. Lengths are UTF-16 units, as JavaScript counts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Passage {
    /// Its words, with white space squeezed.
    pub quote: String,
    /// What stood before it, some dozen units.
    pub before: String,
    /// What stood after it, some dozen units.
    pub after: String,
    /// Where it began.
    pub start: u32,
}

/// A passage of fewer words must be found word for word: three of four common words stand together in any text.
const FEWEST_WORDS: usize = 5;
/// Share of a passage's words that must still stand together: below it half-new sentences begin to match.
const SHARE: f32 = 0.65;
/// Surroundings shorter than this, in UTF-16 units, stand in many places.
const SHORTEST_AROUND: usize = 12;
/// Words between the same surroundings may have grown by this factor.
const GROWTH: usize = 2;
/// Words that may have come in at either end: share of the passage, one part in so many.
const SLACK: usize = 4;

/// Finds each passage in the text; start and end in UTF-16 units. Cost: a few passes over the text for each.
#[must_use]
pub fn find(text: &str, passages: &[Passage]) -> Vec<Option<(u32, u32)>> {
    let text: Vec<u16> = text.encode_utf16().collect();
    let words = words(&text);
    passages.iter().map(|it| place(&text, &words, it)).collect()
}

fn place(text: &[u16], words: &[Word<'_>], passage: &Passage) -> Option<(u32, u32)> {
    let quote = units(&passage.quote);
    let (before, after) = (units(&passage.before), units(&passage.after));
    let start = passage.start as usize;
    let (from, to) = exact(text, &quote, &before, &after, start)
        .or_else(|| between(text, &quote, &before, &after))
        .or_else(|| similar(words, &quote, start))?;
    Some((u32::try_from(from).ok()?, u32::try_from(to).ok()?))
}

/// The same words; of several places the one with the most of the same surroundings, then the nearest.
fn exact(text: &[u16], quote: &[u16], before: &[u16], after: &[u16], start: usize) -> Option<(usize, usize)> {
    let fits = |&at: &usize| {
        let same_before = shared(text.get(..at).unwrap_or_default().iter().rev(), before.iter().rev());
        let same_after = shared(text.get(at + quote.len()..).unwrap_or_default().iter(), after.iter());
        (same_before + same_after, usize::MAX - at.abs_diff(start))
    };
    let at = places(text, quote).max_by_key(fits)?;
    Some((at, at + quote.len()))
}

/// What stands between the same surroundings, if it is not much longer than the passage was.
fn between(text: &[u16], quote: &[u16], before: &[u16], after: &[u16]) -> Option<(usize, usize)> {
    if before.len().min(after.len()) < SHORTEST_AROUND {
        return None;
    }
    let (from, to) = places(text, before).find_map(|at| {
        let from = at + before.len();
        let reach = text.get(from..text.len().min(from + quote.len() * GROWTH + after.len()))?;
        places(reach, after).next().map(|length| (from, from + length))
    })?;
    (from < to).then_some((from, to))
}

/// Most of the same words close together, in any order; of several places the nearest to where they were.
fn similar(words: &[Word<'_>], quote: &[u16], start: usize) -> Option<(usize, usize)> {
    let wanted = self::words(quote);
    let length = wanted.len();
    if length < FEWEST_WORDS {
        return None;
    }
    let mut missing: HashMap<&[u16], i32> = HashMap::new();
    for word in &wanted {
        *missing.entry(word.units).or_default() += 1;
    }
    let (mut common, mut best) = (0, None);
    for (at, word) in words.iter().enumerate() {
        if let Some(left) = missing.get_mut(word.units) {
            *left -= 1;
            common += i32::from(0 <= *left);
        }
        if let Some(out) = at.checked_sub(length).and_then(|it| words.get(it))
            && let Some(left) = missing.get_mut(out.units)
        {
            *left += 1;
            common -= i32::from(0 < *left);
        }
        let first = (at + 1).saturating_sub(length);
        let distance = words.get(first).map_or(0, |it| it.at.abs_diff(start));
        if best.is_none_or(|(most, least, _)| (most, usize::MAX - least) < (common, usize::MAX - distance)) {
            best = Some((common, distance, first));
        }
    }
    let (common, _, first) = best?;
    #[allow(clippy::cast_precision_loss, reason = "counts of words")]
    let share = common as f32 / length as f32;
    if share < SHARE { None } else { trimmed(words, &wanted, first) }
}

/// The window of words that begins at `first`, moved to where the passage's own words begin and end.
fn trimmed(words: &[Word<'_>], wanted: &[Word<'_>], first: usize) -> Option<(usize, usize)> {
    let slack = wanted.len() / SLACK + 1;
    let is_own = |at: &usize| words.get(*at).is_some_and(|it| wanted.iter().any(|own| own.units == it.units));
    let is = |at: usize, own: Option<&Word<'_>>| words.get(at).map(|it| it.units) == own.map(|it| it.units);
    let last = (first + wanted.len()).min(words.len()).checked_sub(1)?;
    let begin = (first.saturating_sub(slack)..=first + slack)
        .find(|&at| is(at, wanted.first()))
        .or_else(|| (first..=last).find(is_own))?;
    let end = (last.saturating_sub(slack)..=last + slack)
        .rev()
        .find(|&at| is(at, wanted.last()))
        .or_else(|| (first..=last).rev().find(is_own))?;
    let (from, to) = (words.get(begin)?, words.get(end)?);
    (from.at <= to.at).then_some((from.at, to.at + to.units.len()))
}

/// A word, or one character of a script without spaces, and where it begins.
struct Word<'a> {
    at: usize,
    units: &'a [u16],
}

fn words(text: &[u16]) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut begin = 0;
    let mut take = |from: usize, to: usize| {
        if let Some(units) = text.get(from..to).filter(|it| !it.is_empty()) {
            words.push(Word { at: from, units });
        }
    };
    for (at, &unit) in text.iter().enumerate() {
        if is_space(unit) || stands_alone(unit) {
            take(begin, at);
            begin = if is_space(unit) { at + 1 } else { at };
        }
        if stands_alone(unit) {
            take(at, at + 1);
            begin = at + 1;
        }
    }
    take(begin, text.len());
    words
}

const fn is_space(unit: u16) -> bool {
    matches!(unit, 0x20 | 0x09..=0x0d | 0xa0 | 0x3000)
}

/// Kana, Han and Hangul: each character is a word for this purpose.
const fn stands_alone(unit: u16) -> bool {
    matches!(unit, 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7a3)
}

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// Where `part` begins in `text`; nowhere when it is empty.
fn places(text: &[u16], part: &[u16]) -> impl Iterator<Item = usize> {
    let length = part.len().max(1);
    text.windows(length).enumerate().filter(move |it| it.1 == part).map(|it| it.0)
}

fn shared<'a>(one: impl Iterator<Item = &'a u16>, other: impl Iterator<Item = &'a u16>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::{Passage, find};

    const TEXT: &str = "The ferry leaves at ten. Nobody complains about it. The pilot waits for a lamp on the hill. \
                        Nobody complains about it. Then the engine wakes, and the quay is empty again.";

    fn passage(quote: &str, before: &str, after: &str, start: u32) -> Passage {
        Passage { quote: quote.into(), before: before.into(), after: after.into(), start }
    }

    fn found(text: &str, passage: Passage) -> Option<String> {
        let (from, to) = find(text, &[passage]).remove(0)?;
        let units: Vec<u16> = text.encode_utf16().collect();
        Some(String::from_utf16(&units[from as usize..to as usize]).unwrap())
    }

    #[test]
    fn of_the_same_words_the_surroundings_choose() {
        let quote = "Nobody complains about it.";
        let second = find(TEXT, &[passage(quote, "lamp on the hill. ", " Then the engine", 0)]).remove(0);
        assert_eq!(second.map(|it| it.0), TEXT.rfind(quote).and_then(|it| u32::try_from(it).ok()));
        let near = find(TEXT, &[passage(quote, "", "", 90)]).remove(0);
        assert_eq!(near, second, "without surroundings the nearest");
    }

    #[test]
    fn words_that_changed_are_found_between_the_same_surroundings() {
        let was = passage(
            "The captain sleeps until dawn.",
            "Nobody complains about it. ",
            " Nobody complains about",
            60,
        );
        assert_eq!(found(TEXT, was).as_deref(), Some("The pilot waits for a lamp on the hill."));
    }

    #[test]
    fn a_passage_is_found_when_a_word_was_changed_and_another_put_in() {
        let was = passage("The pilot waits for one lamp on the old hill.", "x", "y", 3);
        assert_eq!(found(TEXT, was).as_deref(), Some("The pilot waits for a lamp on the hill."));
        let was = passage("then the engine wakes, and the grey quay is empty", "x", "y", 3);
        assert_eq!(found(TEXT, was).as_deref(), Some("the engine wakes, and the quay is empty"));
    }

    #[test]
    fn scripts_without_spaces_are_found_too() {
        let text = "駅前の小さな本屋は、今日も静かに店を開けている。客はまだ来ない。";
        let was = passage("小さな本屋は今日も静かに店を開けた", "", "", 0);
        assert_eq!(found(text, was).as_deref(), Some("小さな本屋は、今日も静かに店を開け"));
    }

    #[test]
    fn other_words_are_not_taken_for_a_passage() {
        assert_eq!(
            found(TEXT, passage("The council met on Tuesday to talk about the bridge", "x", "y", 0)),
            None
        );
        assert_eq!(found(TEXT, passage("engine sleeps", "", "", 0)), None, "few words must be the same");
        assert_eq!(found("", passage("", "", "", 0)), None);
    }
}

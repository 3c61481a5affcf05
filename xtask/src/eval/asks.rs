//! Which labelled asks were hidden, and what else was: the formula of `score_nags.py`.
//!
//! Texts are compared squeezed. A phrase that the page does not contain counts nowhere.

use crate::{
    corpus::{Block, Labels},
    read::Answer,
    squeeze::squeeze,
};
use std::collections::HashMap;

/// Pages of one site count together at most as this many asks of a kind, so that no template dominates.
const MAX_PER_SITE: usize = 6;

/// Shorter phrases, in squeezed characters, occur by chance.
const MIN_PHRASE: usize = 4;

/// Characters of a block's text that stand for an ask without a phrase, and for a block to keep.
const ASK_HEAD: usize = 60;
const KEEP_HEAD: usize = 70;

/// The kinds that count, in the order in which they are shown.
pub const KINDS: [&str; 4] = ["paywall", "subscription", "donation", "newsletter"];

/// A labelled ask, or a block to keep, that the page contains.
pub struct Phrase {
    /// The kind of ask; `keep` for a block that must stay.
    pub kind: String,
    pub text: String,
    pub path: String,
    /// Nothing of it is left.
    pub gone: bool,
}

/// What became of a page's labelled blocks.
pub struct Scored {
    pub phrases: Vec<Phrase>,
    /// Squeezed characters of the page.
    pub total: usize,
    /// Squeezed characters that went without being an ask.
    pub lost: usize,
    /// A labelled ask stands in the article's text.
    pub in_text: bool,
}

/// Sites seen so far and how many of their asks of each kind were counted.
pub type Seen = HashMap<(String, String), usize>;

/// Scores a page. Pages are to come in the corpus' order: a site's first asks are the ones that count.
pub fn score(labels: &Labels, answer: &Answer, seen: &mut Seen) -> Scored {
    let (before, after) = (squeeze(&answer.before), squeeze(&answer.after));
    let text = squeeze(&answer.text);
    let mut scored = Scored { phrases: Vec::new(), total: before.chars().count(), lost: 0, in_text: false };
    let mut excused = 0;
    for block in &labels.blocks {
        let whole = squeeze(&block.text);
        if block.label != "keep" && before.contains(&whole) && !after.contains(&whole) {
            excused += whole.chars().count();
        }
        if let Some((kind, phrase)) = ask(block) {
            let key = squeeze(&phrase);
            let site = || (labels.site().to_owned(), kind.to_owned());
            if counts(&key, &before) && take(seen.entry(site()).or_default()) {
                scored.in_text |= text.contains(&key);
                scored.push(kind, phrase, block, !after.contains(&key));
            }
        }
        if let Some(phrase) = kept(block) {
            let key = squeeze(&phrase);
            if counts(&key, &before) {
                scored.push("keep", phrase, block, !after.contains(&key));
            }
        }
    }
    let left = after.chars().count() + excused;
    scored.lost = scored.total.saturating_sub(left);
    scored
}

impl Scored {
    fn push(&mut self, kind: &str, text: String, block: &Block, gone: bool) {
        self.phrases.push(Phrase { kind: kind.to_owned(), text, path: block.path.clone(), gone });
    }
}

fn ask(block: &Block) -> Option<(&str, String)> {
    let kind = match block.label.as_str() {
        "mixed" => block.nag.as_deref()?,
        label => label,
    };
    let phrase = block.hide.clone().filter(|it| !it.is_empty());
    KINDS.contains(&kind).then(|| (kind, phrase.unwrap_or_else(|| head(&block.text, ASK_HEAD))))
}

fn kept(block: &Block) -> Option<String> {
    match block.label.as_str() {
        "mixed" => block.keep.clone(),
        "keep" => Some(head(&block.text, KEEP_HEAD)),
        _ => None,
    }
}

fn counts(key: &str, before: &str) -> bool {
    MIN_PHRASE <= key.chars().count() && before.contains(key)
}

fn take(counted: &mut usize) -> bool {
    *counted += 1;
    *counted <= MAX_PER_SITE
}

fn head(text: &str, chars: usize) -> String {
    text.chars().take(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::{Seen, score};
    use crate::{corpus::Labels, read::Answer};

    fn labels(blocks: &str) -> Labels {
        serde_json::from_str(&format!(
            r#"{{"page":"a","file":"a.html","url":"https://news.example/a","blocks":[{blocks}]}}"#
        ))
        .unwrap()
    }

    fn answer(before: &str, after: &str) -> Answer {
        Answer { before: before.into(), after: after.into(), ..Answer::default() }
    }

    #[test]
    fn an_ask_is_hidden_when_its_phrase_is_gone() {
        let labels = labels(
            r#"{"label":"newsletter","path":"form","text":"Get the letter","hide":"the letter"},
               {"label":"keep","path":"nav","text":"Subscribe"}"#,
        );
        let scored = score(&labels, &answer("Get the letter! Subscribe. Story.", "Story"), &mut Seen::new());
        let gone: Vec<_> = scored.phrases.iter().map(|it| (it.kind.as_str(), it.gone)).collect();
        assert_eq!(gone, [("newsletter", true), ("keep", true)]);
        assert_eq!(scored.lost, "subscribe".len());
    }

    #[test]
    fn a_site_counts_only_so_often() {
        let one = r#"{"label":"donation","path":"div","text":"Give now please"}"#;
        let labels = labels(&[one; 9].join(","));
        let scored = score(&labels, &answer("Give now please", ""), &mut Seen::new());
        assert_eq!(scored.phrases.len(), 6);
    }
}

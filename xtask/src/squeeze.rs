//! Texts as the scorers compare them: `../shared/eval` fixes the formulas, this is the same in Rust.

use regex::Regex;
use std::{collections::HashMap, hash::Hash, sync::LazyLock};

/// Lower case, letters and digits only, so that spacing and markup do not matter.
pub fn squeeze(text: &str) -> String {
    text.to_lowercase().split(|it: char| !is_word(it)).collect()
}

/// The words: runs of letters, digits and underscores, in lower case.
pub fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|it| !is_word(it) && it != '_').filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// How often each item occurs.
pub fn counts<T: Eq + Hash>(items: impl IntoIterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    for item in items {
        *counts.entry(item).or_insert(0) += 1;
    }
    counts
}

/// Precision, recall and F1 of two bags of words, each 0 to 1; two empty bags agree.
pub fn agreement(predicted: &[String], truth: &[String]) -> [f64; 3] {
    if truth.is_empty() {
        return if predicted.is_empty() { [1.0; 3] } else { [0.0; 3] };
    }
    let expected = counts(truth);
    let common = |(word, count): (&String, usize)| expected.get(word).map_or(0, |it| count.min(*it));
    let hits: usize = counts(predicted).into_iter().map(common).sum();
    if hits == 0 {
        return [0.0; 3];
    }
    let (precision, recall) = (hits as f64 / predicted.len() as f64, hits as f64 / truth.len() as f64);
    [precision, recall, 2.0 * precision * recall / (precision + recall)]
}

/// What Python's `\w` takes besides the underscore: letters and numbers, but no combining marks, which
/// `char::is_alphanumeric` would take too.
fn is_word(it: char) -> bool {
    static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[\p{L}\p{N}]").ok());
    if it.is_ascii() {
        return it.is_ascii_alphanumeric();
    }
    WORD.as_ref().is_some_and(|word| word.is_match(it.encode_utf8(&mut [0; 4])))
}

#[cfg(test)]
mod tests {
    use super::{agreement, squeeze, words};

    #[test]
    fn squeezing_leaves_letters_and_digits() {
        assert_eq!(squeeze("Sign-up_now, 3 × free! Ünder ½"), "signupnow3freeünder½");
    }

    #[test]
    fn marks_part_words_as_in_python() {
        assert_eq!(words("हिन्दी a_b"), ["ह", "न", "द", "a_b"]);
    }

    #[test]
    fn agreement_counts_repeats_once_each() {
        let bag = |text: &str| words(text);
        let [precision, recall, f1] = agreement(&bag("a a b"), &bag("a b c d"));
        assert!((precision - 2.0 / 3.0).abs() < 1e-9 && (recall - 0.5).abs() < 1e-9);
        assert!((f1 - 4.0 / 7.0).abs() < 1e-9);
        assert!(agreement(&[], &[]).iter().all(|it| 0.999 < *it));
    }
}

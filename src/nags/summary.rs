//! What a person is told of an ask: its first words, as they would be read out.
//!
//! Not here: the words that convict (`evidence`), nor those by which an element is found again (`page::mark`).

use crate::page::{NodeId, Page};

/// The first words of an element, at most [`FIRST_WORDS`] characters: its lines one after another, cut between two words.
#[must_use]
pub fn first_words(page: &Page, node: NodeId) -> String {
    let mut words = String::new();
    // A line without a letter is a button that closes.
    for line in page.lines(node).iter().filter(|it| it.contains(char::is_alphanumeric)) {
        if !words.is_empty() {
            words.push_str(if ends_itself(&words) { " " } else { APART });
        }
        words.push_str(line);
    }
    let Some((end, _)) = words.char_indices().nth(FIRST_WORDS) else { return words };
    let room = words.char_indices().nth(FIRST_WORDS - 1).map_or(end, |it| it.0);
    words.truncate(room);
    // Some languages have no spaces, and some words no end.
    if let Some(last) = words.rfind(' ').filter(|&it| room - it < LAST_WORD) {
        words.truncate(last);
    }
    words.truncate(words.trim_end_matches(|it: char| it.is_whitespace() || ".,;:·–—-".contains(it)).len());
    words.push('…');
    words
}

/// Three lines of the popup, in characters.
const FIRST_WORDS: usize = 120;
/// A word longer than this, in bytes, is cut.
const LAST_WORD: usize = 24;
/// Between two lines, where the first does not end by itself.
const APART: &str = " · ";

/// Whether words end with a mark after which the next line can follow.
fn ends_itself(words: &str) -> bool {
    let last = words.trim_end_matches(['"', '\'', '”', '’', '»', ')']).chars().last();
    last.is_some_and(|it| ".!?…:;,。！？：、؟।".contains(it))
}

#[cfg(test)]
mod tests {
    use super::{FIRST_WORDS, first_words};
    use crate::page::{Tag, saved};

    fn words(inside: &str) -> String {
        let page = saved::parse(&format!("<body><main><p>The bridge.</p></main><aside>{inside}</aside>"), "");
        first_words(&page, page.first(Tag::Aside).unwrap())
    }

    #[test]
    fn lines_stay_apart_where_they_do_not_end_by_themselves() {
        let ask = "<h3>Our <b>let</b>ter</h3><p>Every Friday.</p><p>Free</p><button>Sign up</button>";
        assert_eq!(words(ask), "Our letter · Every Friday. Free · Sign up");
        assert_eq!(words("<button>×</button><h3>\n Fridays? \n</h3><p> </p><p>Yes</p>"), "Fridays? Yes");
        assert_eq!(words(""), "");
    }

    #[test]
    fn what_is_long_is_cut_between_words_and_says_so() {
        let long = words(&"The ferry waits, and ".repeat(20));
        assert!(long.chars().count() <= FIRST_WORDS && long.ends_with("The ferry…"), "{long}");
        let endless = words(&"渡".repeat(500));
        assert_eq!(endless.chars().count(), FIRST_WORDS, "{endless}");
        assert!(endless.ends_with('…'));
        let just = "a".repeat(FIRST_WORDS);
        assert_eq!(words(&just), just);
    }
}

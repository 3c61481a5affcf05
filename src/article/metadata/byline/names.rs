//! What can be a name: shapes of words, what goes before and after a name in a line, and what never is one.
//!
//! No list of given names exists here: names of the world do not fit in one. Not here: where on a page to look.

use super::super::{clean, days};
use crate::article::repair::folded;

/// "By" and its kin, with which a byline begins, in lower case.
pub const OPENERS: [&str; 34] = [
    "written by",
    "posted by",
    "published by",
    "article by",
    "story by",
    "words by",
    "text by",
    "asked by",
    "started by",
    "by",
    "von",
    "par",
    "por",
    "escrito por",
    "publicado por",
    "di",
    "a cura di",
    "door",
    "av",
    "af",
    "skrevet av",
    "text:",
    "autor:",
    "autorka:",
    "author:",
    "authors:",
    "auteur:",
    "auteur :",
    "автор:",
    "автор",
    "yazar:",
    "作者：",
    "作者:",
    "文：",
];

/// Words that end a name in a longer line.
const ENDS: [&str; 22] = [
    " | ",
    " · ",
    " • ",
    " – ",
    " — ",
    " - ",
    " on ",
    " in ",
    " published",
    " updated",
    " last updated",
    " posted",
    " / ",
    " am ",
    " vom ",
    " le ",
    " at ",
    " // ",
    " for ",
    " (",
    " » ",
    " Updated",
];
/// Longest name or list of names, in characters.
pub const MAX_CHARS: usize = 140;

/// Most words of a name that has nothing but its place to speak for it.
const MAX_WORDS: usize = 6;

/// What follows "By" in a text that begins with it.
pub fn without_opener(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches(['|', '•', '·', '-', '–', '—', ',', ' ']);
    OPENERS.iter().find_map(|opener| {
        let head = text.get(..opener.len())?;
        if head.to_lowercase() != *opener {
            return None;
        }
        let rest = text.get(opener.len()..)?;
        let ends = !opener.ends_with(char::is_alphabetic) || rest.starts_with([' ', ':', '\u{A0}']);
        let rest = rest.trim_start_matches([' ', ':', '\u{A0}']);
        (ends && rest.chars().next().is_some_and(|c| c.is_alphabetic() || c == '@')).then_some(rest)
    })
}

/// The text up to where a name ends.
pub fn cut(text: &str) -> &str {
    let end = ENDS.iter().filter_map(|it| text.find(it)).filter(|&at| at > 1).min().unwrap_or(text.len());
    let text = text.get(..end).unwrap_or(text);
    // A date stands behind the name.
    let digit = text
        .find(|c: char| c.is_ascii_digit())
        .filter(|&at| at > 2 && text.get(..at).is_some_and(|it| it.ends_with(' ')));
    let text = digit.and_then(|at| text.get(..at)).unwrap_or(text).trim_end();
    let month = text
        .rfind(' ')
        .and_then(|at| text.get(at + 1..))
        .filter(|it| digit.is_some() && days::is_month(it.trim_matches([',', '.'])));
    let text = month.and_then(|it| text.strip_suffix(it)).unwrap_or(text).trim_end();
    let text = text.strip_suffix(" in").or_else(|| text.strip_suffix(" on")).unwrap_or(text);
    text.trim().trim_end_matches([',', '|', '·', '•', ':', '-', '–'])
}

/// Whether all of a text is a month, a weekday, or a word of the page's own controls that stands where names stand.
fn is_furniture(text: &str) -> bool {
    let text = text.trim_matches([',', '.', ' ', '*', ':']).to_lowercase();
    let text = text.as_str();
    let weekdays = [
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let words = [
        "updated",
        "last updated",
        "last modified",
        "published",
        "posted",
        "share",
        "reviewed",
        "date",
        "today",
        "now",
        "subscribe",
        "follow",
        "here",
        "click here",
        "log in",
        "login",
        "sign in",
        "sign up",
        "menu",
        "home",
        "search",
        "more",
        "read more",
        "learn more",
        "contact us",
        "written by",
        "posted by",
        "sort by",
        "author posts",
        "view more posts",
        "more posts",
        "published on",
        "posted on",
        "shop all",
        "view all",
        "privacy policy",
        "filter by",
        "filters",
        "name",
        "brand",
        "in stock",
        "shop now",
        "trade in",
        "request demo",
        "loading",
        "relevancy",
        "edited",
        "asked",
        "answered",
        "topic author",
        "original poster",
        "op",
        "human",
        "lists",
        "email",
        "guest",
        "reply",
        "profile",
    ];
    days::is_month(text) || weekdays.contains(&text) || words.contains(&text)
}

/// A name cleaned, or none for what cannot be one.
pub fn name_of(text: &str) -> Option<String> {
    let text = clean(text);
    let text = without_opener(&text).unwrap_or(&text).trim().trim_end_matches([',', ';', '|', ':']).trim();
    let length = text.chars().count();
    let host_like = !text.contains(' ') && is_host(text);
    let is_label =
        text.contains(": ") || text.starts_with(|c: char| c.is_ascii_digit()) || is_furniture(text);
    let is_address = host_like
        || text.contains("://")
        || text.starts_with("www.")
        || text.starts_with('/')
        || text.starts_with('@')
        || (text.contains('@') && !text.contains(' '));
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_placeholder = matches!(
        folded(text).as_str(),
        "admin"
            | "administrator"
            | "author"
            | "unknown"
            | "null"
            | "undefined"
            | "none"
            | "n a"
            | "guest"
            | "by"
    );
    (has_letter && !is_address && !is_label && !is_placeholder && (2..=MAX_CHARS).contains(&length))
        .then(|| text.to_owned())
}

/// Whether a word with dots is a host's name; accounts have dots as well (`ada.b.reed`, `a.reed`).
fn is_host(word: &str) -> bool {
    const SHORTEST: usize = 3;
    let Some((rest, end)) = word.rsplit_once('.') else { return false };
    let is_word = |it: &str| it.len() > 1 && it.bytes().all(|it| it.is_ascii_lowercase());
    let is_known = end.len() == 2
        || matches!(
            end,
            "com" | "org" | "net" | "info" | "edu" | "gov" | "blog" | "news" | "dev" | "app" | "shop"
        );
    is_word(end) && (is_known || (!rest.contains('.') && SHORTEST <= rest.len()))
}

/// Whether a name is an account's: one word in small letters, with digits or joints.
pub fn is_handle(name: &str) -> bool {
    !name.contains(' ')
        && (name.contains(|c: char| c.is_ascii_digit() || "._-".contains(c))
            || name.chars().all(char::is_lowercase))
}

/// Whether a word is written small inside names and lists of names.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "di"
            | "do"
            | "dos"
            | "del"
            | "della"
            | "van"
            | "von"
            | "zu"
            | "der"
            | "den"
            | "ten"
            | "la"
            | "le"
            | "el"
            | "al"
            | "bin"
            | "bint"
            | "ibn"
            | "y"
            | "e"
            | "and"
            | "und"
            | "et"
            | "i"
            | "och"
            | "og"
            | "the"
            | "of"
            | "for"
    )
}

/// Whether a word at either end of a name says that several people, or nobody in particular, write under it.
fn is_group(word: &&str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "team"
            | "staff"
            | "admin"
            | "editors"
            | "editorial"
            | "redaktion"
            | "newsroom"
            | "équipe"
            | "redazione"
            | "redacción"
            | "redação"
    )
}

/// Whether a text is two to four capitalised words, as names of people are in scripts that have capitals.
pub fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_name = |it: &&str| {
        it.chars().next().is_some_and(char::is_uppercase)
            && it.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c))
    };
    let capitals = words.iter().filter(|it| is_name(it) && it.chars().any(char::is_lowercase)).count();
    let is_label = is_furniture(text) || OPENERS.contains(&text.to_lowercase().as_str());
    let is_group = words.first().is_some_and(is_group) || words.last().is_some_and(is_group);
    !is_label
        && !is_group
        && (2..=4).contains(&words.len())
        && capitals >= 2
        && words.iter().all(|it| is_name(it) || is_particle(it))
}

/// Whether a text is nothing but the names of two or more people.
pub fn is_persons(text: &str) -> bool {
    let parts = || text.split([',', '&', ';']).flat_map(|it| it.split(" and ")).map(str::trim);
    let named = || parts().filter(|it| !it.is_empty());
    named().count() >= 2 && named().all(|it| is_person(it.trim_start_matches("and ")))
}

/// The person before the degrees in a line such as `Ada Brook, MD, FRCS`; none where anything else follows the name.
pub fn with_degrees(text: &str) -> Option<&str> {
    let (name, degrees) = text.split_once(',')?;
    let is_degree = |it: &str| {
        let capitals = it.chars().filter(char::is_ascii_uppercase).count();
        let letters = it.chars().filter(char::is_ascii_alphabetic).count();
        (2..=6).contains(&letters) && capitals * 2 >= letters && !it.contains(' ')
    };
    let all = degrees.split([',', ';']).all(|it| is_degree(it.trim()));
    (is_person(name) && all).then_some(name)
}

/// Whether a text in an element that is marked as the author's is short enough to be a name, of whatever letters.
pub fn is_short(text: &str) -> bool {
    let words = text.split(' ').count();
    words <= MAX_WORDS && !text.ends_with(['?', '!', ':']) && !text.contains("min read")
        || is_plain_name(text)
}

/// Whether a text without a machine's word for it looks like a name: few words, capitals, no sentence.
pub fn is_plain_name(text: &str) -> bool {
    let words = text.split(' ').count();
    let has_commas = text.contains(',');
    let ends_sentence = text.ends_with(['.', '?', '!']) && !text.ends_with("r.") && words > 3;
    let has_digits = text.chars().filter(char::is_ascii_digit).count() > 4;
    let most =
        if has_commas || text.contains(" and ") || text.contains(" & ") { MAX_WORDS * 3 } else { MAX_WORDS };
    let small = text
        .split([' ', ','])
        .filter(|it| it.starts_with(|c: char| c.is_lowercase()) && !is_particle(it))
        .count();
    words <= most && !ends_sentence && !has_digits && !text.contains("min read") && (small == 0 || words == 1)
}

#[cfg(test)]
mod tests {
    use super::{cut, is_handle, is_person, name_of, without_opener};

    #[test]
    fn openers_and_what_follows_a_name_are_cut() {
        assert_eq!(without_opener("By Ada Brook"), Some("Ada Brook"));
        assert_eq!(without_opener("Byron Vale"), None);
        assert_eq!(cut("Ada Brook | March 2, 2026"), "Ada Brook");
        assert_eq!(cut("Ada Brook March 2, 2026"), "Ada Brook");
    }

    #[test]
    fn persons_are_capitalised_words() {
        assert!(is_person("Jörg van Kerner") && is_person("Mia O’Stone"));
        assert!(!is_person("Read more here") && !is_person("Ada"));
        assert!(!is_person("Lamp Editorial Team") && !is_person("Team Lamp"));
        assert!(is_handle("ada_b") && !is_handle("Ada"));
    }

    #[test]
    fn addresses_and_controls_are_no_names() {
        for text in ["https://a.example", "lamp.example", "@ada", "Subscribe", "7 minutes", "Sat", "admin"] {
            assert_eq!(name_of(text), None, "{text}");
        }
    }
}

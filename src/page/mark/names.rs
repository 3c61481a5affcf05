//! The names of an element that a person wrote: ids, classes and the like that will be there after the next deployment.
//!
//! Builders hash (`css-1q2w3e`, `Button_root__x7Yb2`), scripts number (`post-4711`) and set states (`is-open`). Such names
//! are dropped or cut to what lasts. An error costs little: a mark has other parts too. Not here: what a name means.

use crate::page::{Attr, NodeId, Page};

/// A shorter name says nothing: `a`, `b1`.
const MIN_NAME: usize = 3;
/// A longer name was put together by a program.
const MAX_NAME: usize = 40;
/// Words of states that come and go on the same element.
const STATES: [&str; 14] = [
    "active",
    "open",
    "opened",
    "closed",
    "show",
    "shown",
    "hidden",
    "visible",
    "loaded",
    "loading",
    "lazyloaded",
    "sticky",
    "fixed",
    "animated",
];
/// Beginnings of names that states or style libraries make.
const MADE_BEGINNINGS: [&str; 7] = ["is-", "has-", "css-", "sc-", "jsx-", "svelte-", "emotion-"];
/// More consonants than this in a row are no word in any Latin spelling but abbreviations.
const MAX_CONSONANTS: usize = 5;

/// The hand-written names of an element, most telling first; each at most once.
pub fn of(page: &Page, id: NodeId) -> Vec<String> {
    let mut names: Vec<(usize, String)> = Vec::new();
    for (attr, value) in page.attrs(id) {
        let (rank, sign) = match attr {
            Attr::Id => (0, '#'),
            Attr::DataTestid | Attr::DataComponent | Attr::DataModule | Attr::DataName | Attr::Itemprop => {
                (1, '=')
            }
            Attr::Role => (2, '@'),
            Attr::Class => (3, '.'),
            _ => continue,
        };
        for name in value.split_ascii_whitespace().filter_map(written) {
            let name = format!("{sign}{name}");
            if !names.iter().any(|it| it.1 == name) {
                names.push((rank, name));
            }
        }
    }
    // Long classes tell more than short ones: `newsletter-signup` before `box`.
    names.sort_by_key(|(rank, name)| (*rank, if *rank == 3 { usize::MAX - name.len() } else { 0 }));
    names.into_iter().map(|it| it.1).collect()
}

/// The lasting part of a name, if it has one.
fn written(name: &str) -> Option<&str> {
    if MADE_BEGINNINGS.iter().any(|it| name.starts_with(it)) {
        return None;
    }
    // CSS modules append their hash: `Promo_box__a1B2c`, `Promo__box--a1B2c`, `promo_a1b2c3`.
    let name = [name.rsplit_once("__"), name.rsplit_once("--"), name.rsplit_once('_'), name.rsplit_once('-')]
        .into_iter()
        .flatten()
        .find(|(_, end)| is_hash(end))
        .map_or(name, |it| it.0);
    let chars = name.chars().count();
    let is_written = (MIN_NAME..=MAX_NAME).contains(&chars)
        && !STATES.contains(&name)
        && name.split(|it: char| !it.is_alphanumeric()).all(|it| !is_hash(it))
        && name.chars().any(char::is_alphabetic);
    is_written.then_some(name)
}

/// Whether a piece of a name was made by a program: digits among letters, many digits, or unpronounceable.
fn is_hash(piece: &str) -> bool {
    let letters = piece.trim_end_matches(|it: char| it.is_ascii_digit());
    let digits_behind = piece.len() - letters.len();
    if digits_behind > 2
        || (letters.is_empty() && digits_behind > 1)
        || letters.contains(|it: char| it.is_ascii_digit())
    {
        return true;
    }
    let (mut run, mut longest, mut turns) = (0, 0, 0);
    let mut before = ' ';
    for it in letters.chars() {
        let is_consonant = it.is_ascii_alphabetic() && !"aeiouyAEIOUY".contains(it);
        run = if is_consonant { run + 1 } else { 0 };
        longest = longest.max(run);
        turns += usize::from(before.is_ascii_lowercase() && it.is_ascii_uppercase());
        before = it;
    }
    // `newsletterSignUp` turns twice in 16 letters; `xYbQzR` turns at every other one.
    longest > MAX_CONSONANTS || (turns > 1 && letters.len() < 4 * turns)
}

#[cfg(test)]
mod tests {
    use super::{of, written};
    use crate::page::{NodeId, Page};

    #[test]
    fn what_a_person_wrote_stays() {
        for name in [
            "newsletter-signup",
            "mc_embed_signup",
            "articleBody",
            "col-2",
            "story__body",
            "h1",
            "abo-hinweis",
        ] {
            let expected = if name.len() < 3 { None } else { Some(name) };
            assert_eq!(written(name), expected, "{name}");
        }
    }

    #[test]
    fn what_a_program_made_goes_or_is_cut() {
        for name in [
            "css-1q2w3e",
            "sc-bdnxRM",
            "_3kd9x",
            "post-4711",
            "is-open",
            "active",
            "xYbQzR",
            "a",
            "jsx-38291",
        ] {
            assert!(written(name).is_none_or(|it| it == "post"), "{name}: {:?}", written(name));
        }
        assert_eq!(written("Promo_box__a1B2c"), Some("Promo_box"));
        assert_eq!(written("banner-8f3a2b"), Some("banner"));
    }

    #[test]
    fn ids_stand_before_classes_and_long_before_short() {
        let page: Page = "div .box.newsletter-signup #join role=region".parse().unwrap();
        assert_eq!(of(&page, NodeId(1)), ["#join", "@region", ".newsletter-signup", ".box"]);
    }
}

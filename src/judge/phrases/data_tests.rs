//! Tests of the phrasebook's data: its form, its breadth, and what it hears in the example sentences of the trainer.
//!
//! The sentences and the book come from the same pens, so this guards against loss; what the book is worth on real pages
//! is measured by `cargo xtask eval`.

use super::classes_of;
use super::{
    class::{Class, Classes},
    compile::class_line,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a paywall says.
const PAYWALL: &[Class] = &[Class::Gate, Class::Meter, Class::Already];
/// What an offer of a subscription or membership says.
const SUBSCRIPTION: &[Class] = &[
    Class::Premium,
    Class::Member,
    Class::Account,
    Class::Issue,
    Class::Terms,
    Class::Offer,
    Class::Already,
];
/// What an appeal for money says.
const DONATION: &[Class] = &[Class::Donate, Class::Support, Class::Plea, Class::Wallet];
/// What a newsletter box says.
const NEWSLETTER: &[Class] = &[
    Class::Newsletter,
    Class::Subscribe,
    Class::SignUp,
    Class::Inbox,
    Class::Digest,
    Class::Consent,
    Class::Thanks,
    Class::Notify,
];
/// What the rest of a page says.
const REST: &[Class] = &[
    Class::Comment,
    Class::Login,
    Class::Manage,
    Class::Shop,
    Class::Search,
    Class::Legal,
    Class::Site,
    Class::Related,
    Class::Report,
    Class::Event,
    Class::Forum,
    Class::Audio,
    Class::Job,
    Class::Demo,
    Class::Cookie,
    Class::App,
    Class::Adblock,
    Class::Social,
    Class::Contest,
    Class::Age,
];
/// Classes that a language must have: those of asks, and the look-alikes that every site has.
const NEEDED: &[Class] = &[
    Class::Newsletter,
    Class::Subscribe,
    Class::SignUp,
    Class::Inbox,
    Class::Digest,
    Class::Consent,
    Class::Email,
    Class::Thanks,
    Class::Notify,
    Class::Gate,
    Class::Meter,
    Class::Already,
    Class::Account,
    Class::Member,
    Class::Premium,
    Class::Terms,
    Class::Offer,
    Class::Issue,
    Class::Donate,
    Class::Support,
    Class::Plea,
    Class::Enjoy,
    Class::Dismiss,
    Class::Comment,
    Class::Login,
    Class::Shop,
    Class::Site,
    Class::Related,
    Class::Report,
];

/// Share of a language's asks that say something of their kind.
const HEARD: f32 = 0.95;
/// Share of a language's look-alikes that ask, and say nothing that the rest of a page says.
const MISHEARD: f32 = 0.1;
/// So few examples that one of them is more than the share.
const FEW: usize = 20;

/// The files: language and text.
fn sources() -> Vec<(String, String)> {
    let folder = format!("{}/src/judge/phrases/phrasebook", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let language = |it: &std::path::Path| it.file_stem().unwrap().to_string_lossy().into_owned();
    files.map(|it| (language(&it), std::fs::read_to_string(&it).unwrap())).collect()
}

/// The files of one language each.
fn languages() -> Vec<(String, String)> {
    sources().into_iter().filter(|it| it.0 != "any").collect()
}

/// The phrases of a language by class, as they are written.
fn phrases(text: &str) -> BTreeMap<Class, Vec<&str>> {
    let mut all: BTreeMap<Class, Vec<&str>> = BTreeMap::new();
    for (class, line) in text.lines().filter_map(class_line) {
        all.entry(class).or_default().extend(line.split('|').map(str::trim));
    }
    all
}

/// Each choice among the alternatives of a phrase.
fn choices(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().fold(vec![String::new()], |starts, piece| {
        let ends = |start: &String| piece.split('/').map(|it| format!("{start} {it}")).collect::<Vec<_>>();
        starts.iter().flat_map(ends).collect()
    })
}

#[test]
fn phrases_are_sorted_and_none_stands_twice() {
    for (language, text) in &languages() {
        let order: Vec<Class> = text.lines().filter_map(class_line).map(|it| it.0).collect();
        assert!(order.is_sorted(), "{language}: classes stand in the order of the code");
        for (class, written) in phrases(text) {
            assert!(written.is_sorted(), "{language}, {}: phrases are sorted", class.name());
            let mut seen = BTreeSet::new();
            for choice in written.iter().flat_map(|it| choices(it)) {
                assert!(seen.insert(choice.clone()), "{language}, {}: twice:{choice}", class.name());
            }
        }
    }
}

#[test]
fn no_phrase_is_of_an_ask_and_of_the_rest() {
    let asks = Classes::of(&[PAYWALL, SUBSCRIPTION, DONATION, NEWSLETTER].concat());
    let rest = Classes::of(REST);
    for (language, text) in &languages() {
        let mut classes: BTreeMap<String, u64> = BTreeMap::new();
        for (class, written) in phrases(text) {
            for choice in written.iter().flat_map(|it| choices(it)) {
                *classes.entry(choice).or_default() |= 1 << class as u8;
            }
        }
        for (phrase, set) in classes {
            let set = Classes(set);
            assert!(!(set.meets(asks) && set.meets(rest)), "{language}:{phrase} is of both");
        }
    }
}

#[test]
fn each_language_has_the_classes_it_needs() {
    for (language, text) in &languages() {
        let all = phrases(text);
        let missing: Vec<&str> =
            NEEDED.iter().filter(|it| !all.contains_key(it)).map(|it| it.name()).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        let count: usize = all.values().flatten().map(|it| choices(it).len()).sum();
        assert!(count >= 400, "{language}: {count} phrases");
    }
}

#[test]
fn asks_are_heard_and_look_alikes_are_not_mistaken() {
    for (language, _) in languages() {
        let file = format!("{}/xtask/train/asks/{language}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&file).unwrap();
        let (mut asks, mut deaf, mut kept, mut mistaken) = (0, Vec::new(), 0, Vec::new());
        for line in text.lines().filter(|it| !it.starts_with('#')) {
            let (kind, said) = line.split_once(": ").unwrap();
            let classes = Classes(said.split(" | ").fold(0, |all, it| all | classes_of(it).0));
            let own = match kind {
                "paywall" => PAYWALL,
                "subscription" => SUBSCRIPTION,
                "donation" => DONATION,
                "newsletter" => NEWSLETTER,
                "keep" => {
                    let asking = Classes::of(&[PAYWALL, SUBSCRIPTION, DONATION, NEWSLETTER].concat());
                    kept += 1;
                    if classes.meets(asking) && !classes.meets(Classes::of(REST)) {
                        mistaken.push(line);
                    }
                    continue;
                }
                other => panic!("{language}: no such kind: {other}"),
            };
            asks += 1;
            if !classes.meets(Classes::of(own)) {
                deaf.push(line);
            }
        }
        let most = |share: f32, all: usize| (share * all.max(FEW) as f32).ceil() as usize;
        assert!(deaf.len() <= most(1.0 - HEARD, asks), "{language}, {} of {asks}: {deaf:#?}", deaf.len());
        assert!(
            mistaken.len() <= most(MISHEARD, kept),
            "{language}, {} of {kept}: {mistaken:#?}",
            mistaken.len()
        );
    }
}

#[test]
fn every_line_of_the_files_counts() {
    for (language, text) in sources() {
        for line in text.lines().filter(|it| !it.is_empty() && !it.starts_with('#')) {
            assert!(class_line(line).is_some(), "{language}: no such class: {line}");
        }
    }
    assert!(sources().len() > 20, "the files are read");
}

//! The phrasebook: which runs of words are evidence of what, in all languages at once.
//!
//! The data are the files beside this one (their form is told in `any.txt`), compiled once into a trie over word hashes.
//! Languages are not told apart: the files avoid words that mean something else elsewhere. Nothing is decided here.

use super::words;
use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::OnceLock,
};

/// Makes the classes with their names in the phrasebook's files.
macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// What a phrase is evidence of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Class { $($(#[$doc])* $variant,)* }

        impl Class {
            /// All classes, by number.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in the phrasebook's files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

classes! {
    /// A newsletter or mailing list.
    Newsletter "newsletter",
    /// The verb: to subscribe to something.
    Subscribe "subscribe",
    /// The verb: to sign up, register, join.
    SignUp "signup",
    /// Delivered to the inbox, never miss anything.
    Inbox "inbox",
    /// What such mails bring: latest news, tips, offers, weekly.
    Digest "digest",
    /// Small print under a form: no spam, by subscribing you agree.
    Consent "consent",
    /// Labels of a field for an e-mail address or name.
    Email "email",
    /// What a form says afterwards: thank you, please try again.
    Thanks "thanks",
    /// Get notified, push, follow this blog.
    Notify "notify",
    /// To continue reading; for subscribers only.
    Gate "gate",
    /// Free articles left.
    Meter "meter",
    /// Already a subscriber?
    Already "already",
    /// Create a free account; join the community.
    Account "account",
    /// Become a member.
    Member "member",
    /// What a subscription brings: unlimited access, no advertising.
    Premium "premium",
    /// How it is paid: per month, cancel at any time.
    Terms "terms",
    /// Discounts.
    Offer "offer",
    /// Issues of a printed magazine.
    Issue "issue",
    /// An amount with a currency.
    Price "price",
    /// To donate, contribute, sponsor.
    Donate "donate",
    /// Where money is sent: payment services, bank accounts.
    Wallet "wallet",
    /// Support us, help us, we depend on you.
    Support "support",
    /// Why: independent, funded by readers, free of advertising.
    Plea "plea",
    /// If you liked this article; ready for more?
    Enjoy "enjoy",
    /// Now, today, click here, learn more.
    Urge "urge",
    /// No thanks, close.
    Dismiss "dismiss",
    /// We, our.
    Us "us",
    /// You, your.
    You "you",
    /// Consent to cookies.
    Cookie "cookie",
    /// Get the app.
    App "app",
    /// Advertising blockers.
    Adblock "adblock",
    /// Follow us elsewhere.
    Social "social",
    /// Contests and surveys.
    Contest "contest",
    /// Age gates.
    Age "age",
    /// A company's own: demos, quotes, trials of software, white papers.
    Demo "demo",
    /// Comments and the form for them.
    Comment "comment",
    /// Logging in.
    Login "login",
    /// A shop's functions.
    Shop "shop",
    /// Searching and filtering.
    Search "search",
    /// Copyright and legal links.
    Legal "legal",
    /// A site's own navigation.
    Site "site",
    /// Related articles, bylines, sharing.
    Related "related",
    /// Words of telling: said, was, according to.
    Report "report",
    /// Events.
    Event "event",
    /// Threads and posts.
    Forum "forum",
    /// Podcasts, channels, feeds.
    Audio "audio",
    /// Vacancies.
    Job "job",
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(pub u64);

impl Classes {
    /// The set of the given classes.
    #[must_use]
    pub const fn of(classes: &[Class]) -> Self {
        let (mut set, mut rest) = (0, classes);
        while let [first, tail @ ..] = rest {
            set |= 1 << *first as u8;
            rest = tail;
        }
        Self(set)
    }

    /// Whether the class is in the set.
    #[must_use]
    pub const fn has(self, class: Class) -> bool {
        self.0 >> (class as u8) & 1 == 1
    }

    /// Whether the sets share a class.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes in the set.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.iter().copied().filter(move |&it| self.has(it))
    }
}

/// A compiled phrasebook. Memory: about 30 bytes a phrase's word.
#[derive(Debug, Default)]
pub struct Phrasebook {
    edges: HashMap<u64, u32, BuildHasherDefault<Mixed>>,
    ends: Vec<Classes>,
    /// Bit n: some stem is n bytes long.
    stem_lengths: u64,
    /// A bit for some of each first word's key: most words of a page begin no phrase, and one look here tells.
    begins: Vec<u64>,
}

/// Bytes of the files for each node of the trie, about: room is made once, for growing step by step costs as much as filling.
const BYTES_A_NODE: usize = 10;

/// Words of [`Phrasebook::begins`]: 16 KB, of which the book sets about a tenth.
const BEGINS: usize = 2048;

/// The word of [`Phrasebook::begins`] and the bit in it that a key has.
const fn begin_bit(key: u64) -> (usize, u64) {
    let mixed = key ^ key >> 32;
    ((mixed >> 6) as usize % BEGINS, 1 << (mixed & 63))
}

/// A word as the phrasebook compares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Hash of the whole word; 0 where words before and after do not belong together.
    pub hash: u64,
    stems: (u32, u8),
}

impl Word {
    /// The edge of a block or a gap in the text: no phrase runs over it.
    pub const BREAK: Self = Self { hash: 0, stems: (0, 0) };
}

impl Phrasebook {
    /// The phrasebook of all languages, compiled on first use (a few milliseconds).
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Phrasebook> = OnceLock::new();
        SHARED.get_or_init(|| Self::parse(SOURCES.iter().map(|it| it.1)))
    }

    /// Compiles files; lines that name no class are skipped (a test sees to it that there are none).
    pub fn parse<'a>(sources: impl IntoIterator<Item = &'a str>) -> Self {
        let sources: Vec<&str> = sources.into_iter().collect();
        let nodes = sources.iter().map(|it| it.len()).sum::<usize>() / BYTES_A_NODE;
        let mut book = Self { ends: vec![Classes::default()], begins: vec![0; BEGINS], ..Self::default() };
        book.edges.reserve(nodes);
        let mut scratch = Scratch::default();
        for (class, phrases) in sources.into_iter().flat_map(str::lines).filter_map(class_line) {
            for phrase in phrases.split('|') {
                book.add(class, phrase, &mut scratch);
            }
        }
        book
    }

    /// Prepares a word for [`Phrasebook::matches`]; the hashes of its stems go to `stems`.
    pub fn word(&self, word: &str, stems: &mut Vec<u64>) -> Word {
        let first = stems.len() as u32;
        let mut hash = words::SEED;
        for (length, byte) in word.bytes().enumerate() {
            hash = words::step(hash, byte);
            if length < 63 && self.stem_lengths >> (length + 1) & 1 == 1 {
                stems.push(hash);
            }
        }
        Word { hash: hash.max(1), stems: (first, (stems.len() - first as usize).min(255) as u8) }
    }

    /// The phrases that begin at the first word: their classes and the length of the longest, in words.
    #[must_use]
    pub fn matches(&self, words: &[Word], stems: &[u64]) -> Option<(Classes, usize)> {
        let mut found = (Classes::default(), 0);
        self.walk(0, words, stems, 0, &mut found);
        (found.1 > 0).then_some(found)
    }

    fn walk(&self, node: u32, words: &[Word], stems: &[u64], depth: usize, found: &mut (Classes, usize)) {
        let Some((word, rest)) = words.split_first().filter(|it| it.0.hash != 0) else { return };
        let own = stems.get(word.stems.0 as usize..).unwrap_or_default();
        let own = own.get(..usize::from(word.stems.1)).unwrap_or_default();
        let keys = std::iter::once(word.hash).chain(own.iter().map(|it| it ^ STEM));
        let gap = (node != 0).then_some(GAP);
        for key in keys.chain(gap) {
            if node == 0 && !self.may_begin(key) {
                continue;
            }
            let Some(&next) = self.edges.get(&edge(node, key)) else { continue };
            let classes = self.ends.get(next as usize).copied().unwrap_or_default();
            if classes != Classes::default() {
                found.0.0 |= classes.0;
                found.1 = found.1.max(depth + 1);
            }
            self.walk(next, rest, stems, depth + 1, found);
        }
    }

    fn may_begin(&self, key: u64) -> bool {
        let (word, bit) = begin_bit(key);
        self.begins.get(word).is_some_and(|it| it & bit != 0)
    }

    /// Adds a phrase, and with it each choice among its alternatives.
    fn add(&mut self, class: Class, phrase: &str, scratch: &mut Scratch) {
        let (mut nodes, mut next) = (std::mem::take(&mut scratch.nodes), std::mem::take(&mut scratch.next));
        nodes.clear();
        nodes.push(0);
        for piece in phrase.split_whitespace() {
            next.clear();
            for choice in piece.split('/') {
                next.extend(nodes.iter().map(|&node| self.step(node, choice, scratch)));
            }
            std::mem::swap(&mut nodes, &mut next);
        }
        for &node in nodes.iter().filter(|&&it| it != 0) {
            if let Some(end) = self.ends.get_mut(node as usize) {
                end.0 |= 1 << class as u8;
            }
        }
        (scratch.nodes, scratch.next) = (nodes, next);
    }

    /// Goes on from a node by one piece of a phrase: a word, the stem of one, or any word at all.
    fn step(&mut self, node: u32, piece: &str, scratch: &mut Scratch) -> u32 {
        if piece == "_" {
            return self.follow(node, GAP);
        }
        let Scratch { buffer, hashes, .. } = scratch;
        hashes.clear();
        words::for_each(piece.trim_end_matches('*'), buffer, |word, _, _| {
            hashes.push((words::hash(word), word.len()));
        });
        let last = hashes.len().saturating_sub(1);
        hashes.iter().enumerate().fold(node, |node, (at, &(hash, length))| {
            let is_stem = at == last && piece.ends_with('*');
            if is_stem {
                self.stem_lengths |= 1 << length.min(63);
            }
            self.follow(node, if is_stem { hash ^ STEM } else { hash.max(1) })
        })
    }

    fn follow(&mut self, node: u32, key: u64) -> u32 {
        let (word, bit) = begin_bit(key);
        if let Some(bits) = self.begins.get_mut(word).filter(|_| node == 0) {
            *bits |= bit;
        }
        let new = self.ends.len() as u32;
        let next = *self.edges.entry(edge(node, key)).or_insert(new);
        if next == new {
            self.ends.push(Classes::default());
        }
        next
    }
}

/// Space that compiling a book uses again for each phrase.
#[derive(Default)]
struct Scratch {
    buffer: String,
    hashes: Vec<(u64, usize)>,
    nodes: Vec<u32>,
    next: Vec<u32>,
}

/// The class and phrases of a line of a phrasebook file; none for comments and empty lines.
pub(super) fn class_line(line: &str) -> Option<(Class, &str)> {
    let (name, phrases) = line.split_once(':').filter(|_| !line.starts_with('#'))?;
    Class::ALL.iter().find(|it| it.name() == name.trim()).map(|&class| (class, phrases))
}

const fn edge(node: u32, key: u64) -> u64 {
    key.wrapping_add((node as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Told apart from whole words by flipping these bits.
const STEM: u64 = 0x5bd1_e995_0000_0001;
/// Any one word.
const GAP: u64 = 0x2545_f491_4f6c_dd1d;

/// Takes keys as they are: they are hashes already.
#[derive(Debug, Default)]
pub struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| words::step(hash, byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key ^ key >> 29;
    }
}

/// The files: language and text.
pub(super) const SOURCES: &[(&str, &str)] = &[
    ("any", include_str!("phrasebook/any.txt")),
    ("en", include_str!("phrasebook/en.txt")),
    ("de", include_str!("phrasebook/de.txt")),
    ("fr", include_str!("phrasebook/fr.txt")),
    ("es", include_str!("phrasebook/es.txt")),
    ("pt", include_str!("phrasebook/pt.txt")),
    ("it", include_str!("phrasebook/it.txt")),
    ("nl", include_str!("phrasebook/nl.txt")),
    ("pl", include_str!("phrasebook/pl.txt")),
    ("sv", include_str!("phrasebook/sv.txt")),
    ("da", include_str!("phrasebook/da.txt")),
    ("no", include_str!("phrasebook/no.txt")),
    ("fi", include_str!("phrasebook/fi.txt")),
    ("cs", include_str!("phrasebook/cs.txt")),
    ("ru", include_str!("phrasebook/ru.txt")),
    ("uk", include_str!("phrasebook/uk.txt")),
    ("tr", include_str!("phrasebook/tr.txt")),
    ("ja", include_str!("phrasebook/ja.txt")),
    ("zh", include_str!("phrasebook/zh.txt")),
    ("ko", include_str!("phrasebook/ko.txt")),
    ("ar", include_str!("phrasebook/ar.txt")),
    ("he", include_str!("phrasebook/he.txt")),
    ("hi", include_str!("phrasebook/hi.txt")),
];

#[cfg(test)]
mod tests {
    use super::{Class, Classes, Phrasebook, SOURCES, Word, class_line};
    use crate::judge::phrases::words;

    fn classes(book: &Phrasebook, text: &str) -> Vec<Class> {
        let (mut list, mut stems) = (Vec::new(), Vec::new());
        words::for_each(text, &mut String::new(), |word, _, _| list.push(book.word(word, &mut stems)));
        let mut all = Classes::default();
        for at in 0..list.len() {
            all.0 |= book.matches(&list[at..], &stems).map_or(0, |it| it.0.0);
        }
        all.iter().collect()
    }

    #[test]
    fn phrases_stems_and_gaps() {
        let book = Phrasebook::parse(["gate: to continue _ reading\nnewsletter: newslet*\ncookie: cookie"]);
        assert_eq!(classes(&book, "Sign in to continue your reading"), [Class::Gate]);
        assert_eq!(classes(&book, "Newsletters!"), [Class::Newsletter]);
        assert_eq!(classes(&book, "cookies to continue"), []);
    }

    #[test]
    fn a_slash_parts_alternatives() {
        let book = Phrasebook::parse(["support: keep us/me free/going*"]);
        for said in ["keep us free", "Keep me free", "keep us goings"] {
            assert_eq!(classes(&book, said), [Class::Support], "{said}");
        }
        assert_eq!(classes(&book, "keep us"), []);
    }

    #[test]
    fn no_phrase_runs_over_a_break() {
        let book = Phrasebook::parse(["gate: continue reading"]);
        let mut stems = Vec::new();
        let words = [book.word("continue", &mut stems), Word::BREAK, book.word("reading", &mut stems)];
        assert_eq!(book.matches(&words, &stems), None);
    }

    #[test]
    fn every_line_of_the_files_counts() {
        let mut phrases = 0;
        for (language, text) in SOURCES {
            for line in text.lines().filter(|it| !it.is_empty() && !it.starts_with('#')) {
                let parsed = class_line(line);
                assert!(parsed.is_some(), "{language}: no such class: {line}");
                phrases += parsed.map_or(0, |it| it.1.split('|').count());
            }
        }
        assert!(phrases > 1_000, "{phrases} phrases");
    }
}

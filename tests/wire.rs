//! A page says the same to the judge whatever way it came: saved, or over the wire whole, or over the wire brief.
//!
//! The fixtures of `tests/pages` are put into the wire form just as `extension/page.js` does, read back, and every feature
//! of every block is compared. Not here: what a browser's own look adds (boxes, computed style), which a file lacks.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read its fixtures has failed"
)]

use lede::{
    judge::{
        self,
        article::Model,
        ask::{self, Model as AskModel},
        ask_features::Facts,
        blocks::Blocks,
        features::{self, Row, Scene},
    },
    page::{Page, Tag, saved, snapshot},
    settings::Settings,
};
use std::{collections::HashMap, fs, path::Path};

/// `BRIEF` of `extension/page.js`: longer texts travel as their head and tail, in UTF-16 units.
const MOST: usize = 400;
const HEAD: usize = 200;
const TAIL: usize = 100;

/// How much travels.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Brief,
    Full,
}

/// The page's strings, each once, as the wire has them.
#[derive(Default)]
struct Strings {
    numbers: HashMap<String, u32>,
    list: Vec<String>,
}

impl Strings {
    fn number(&mut self, text: &str) -> u32 {
        let next = self.list.len() as u32;
        *self.numbers.entry(text.to_owned()).or_insert_with(|| {
            self.list.push(text.to_owned());
            next
        })
    }
}

/// The page over the wire and back.
fn sent(page: &Page, mode: Mode) -> Page {
    let (numbers, text) = wire(page, mode);
    snapshot::parse(&numbers, &text).unwrap()
}

/// The page as it travels.
fn wire(page: &Page, mode: Mode) -> (Vec<u32>, String) {
    let mut strings = Strings::default();
    strings.number("");
    let url = strings.number(page.url());
    let (mut tree, mut texts, mut attributes) = (Vec::new(), Vec::new(), Vec::new());
    for id in page.ids() {
        let name = if page.is_text(id) { "#text" } else { page.name(id) };
        tree.extend([
            page.parent(id).map_or(0, |it| it.0 + 1),
            strings.number(name),
            page.flags(id).0 & 0xFFFF,
        ]);
        if page.is_text(id) {
            let in_script = page.parent(id).is_some_and(|it| page.tag(it) == Tag::Script);
            let counts = page.counts(id);
            let carried =
                if mode == Mode::Full || in_script { page.text(id).to_owned() } else { brief(page.text(id)) };
            texts.extend([id.0, strings.number(&carried), counts.chars, counts.words, counts.commas]);
        }
        for (name, value) in page.attrs(id) {
            attributes.extend([id.0, strings.number(name.text()), strings.number(value)]);
        }
    }
    let sizes = [tree.len() / 3, texts.len() / 5, attributes.len() / 3].map(|it| it as u32);
    let mut numbers = vec![snapshot::MAGIC, snapshot::VERSION, u32::from(mode == Mode::Full)];
    numbers.extend(sizes);
    numbers.resize(snapshot::HEADER, 0);
    numbers[13] = url;
    numbers.extend(tree.into_iter().chain(texts).chain(attributes));
    (numbers, strings.list.join("\0"))
}

fn brief(text: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    if units.len() <= MOST {
        return text.to_owned();
    }
    let part = |range: std::ops::Range<usize>| String::from_utf16_lossy(&units[range]);
    format!("{}…{}", part(0..HEAD), part(units.len() - TAIL..units.len()))
}

fn article_rows(page: &Page) -> Vec<Row> {
    let model = Model::trained();
    Scene::of(page, &Blocks::of(page), model.names, model.words).rows()
}

fn ask_rows(page: &Page) -> Vec<Vec<u8>> {
    let judgement = judge::judge(page);
    let facts = Facts::of(page, &judgement);
    let model = AskModel::shipped();
    ask::suspects(page, &facts).map(|id| ask::row(page, &facts, id, model).to_vec()).collect()
}

fn fixtures() -> Vec<(String, Page)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut found: Vec<(String, Page)> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.join("page.html").exists())
        .map(|it| {
            let html = fs::read_to_string(it.join("page.html")).unwrap();
            let name = it.file_name().unwrap().to_string_lossy().into_owned();
            (name, saved::parse(&html, "https://lamp.example/2026/03/02/a-story"))
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    // A long text, so that the brief form has something to elide.
    let long = "The harbour was quiet that morning, and nobody on the quay had seen the boats come in, or so they said. ";
    let html = format!(
        "<title>Quiet</title><h1>Quiet</h1><p>{0}<a href=/x>{0}</a></p><p>{0}Read more.<form><label>{1}<input type=email></label></form>",
        long.repeat(9),
        long
    );
    found.push(("long texts".to_owned(), saved::parse(&html, "https://lamp.example/quiet")));
    assert!(found.len() > 30, "{} fixtures", found.len());
    found
}

#[test]
fn the_article_head_sees_the_same() {
    let names = features::names();
    for (name, page) in fixtures() {
        let rows = article_rows(&page);
        for mode in [Mode::Full, Mode::Brief] {
            let other = article_rows(&sent(&page, mode));
            assert_eq!(rows.len(), other.len(), "{name}: blocks");
            for (at, (a, b)) in rows.iter().zip(&other).enumerate() {
                let different: Vec<&String> =
                    names.iter().zip(a.iter().zip(b)).filter(|(_, (a, b))| a != b).map(|it| it.0).collect();
                assert!(different.is_empty(), "{name}, block {at}: {different:?}");
            }
        }
    }
}

#[test]
fn the_ask_head_sees_the_same() {
    for (name, page) in fixtures() {
        let rows = ask_rows(&page);
        for mode in [Mode::Full, Mode::Brief] {
            assert!(rows == ask_rows(&sent(&page, mode)), "{name}");
        }
    }
}

#[test]
fn brief_texts_are_shorter_and_keep_their_sizes() {
    let (_, page) = fixtures().pop().unwrap();
    let other = sent(&page, Mode::Brief);
    assert!(other.is_brief());
    let longest = |page: &Page| page.ids().map(|it| page.text(it).len()).max();
    assert!(longest(&other) < longest(&page));
    assert!(page.ids().all(|it| page.counts(it) == other.counts(it)));
}

/// What a broken extension or a broken page might send: refused with an error, or read; never a panic.
#[test]
fn numbers_gone_wrong_are_refused_or_read() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        seed ^= seed >> 12;
        seed ^= seed << 25;
        seed ^= seed >> 27;
        (seed.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below
    };
    let (mut refused, mut taken) = (0, 0);
    for (_, page) in fixtures() {
        let (whole, text) = wire(&page, Mode::Brief);
        for _ in 0..MUTANTS {
            let mut numbers = whole.clone();
            for _ in 0..=random(4) {
                let at = random(numbers.len());
                numbers[at] = match random(4) {
                    0 => numbers[random(numbers.len())],
                    1 => u32::MAX - random(3) as u32,
                    2 => numbers[at].wrapping_add(1),
                    _ => random(40) as u32,
                };
            }
            let Ok(page) = snapshot::parse(&numbers, &text) else {
                refused += 1;
                continue;
            };
            taken += 1;
            let settings = Settings::default();
            assert!(
                lede::scan(&page, &settings).findings.hidden.iter().all(|it| it.node.index() < page.len())
            );
            let _ = lede::read(&page, &settings);
        }
    }
    assert!(refused > 50 && taken > 50, "{refused} refused, {taken} taken");
}

/// Broken copies of each fixture's numbers.
const MUTANTS: usize = 16;

/// The page that the core scans to be warm must run what real pages run: an article, and asks of several kinds.
#[test]
fn the_page_that_warms_the_core_has_article_and_asks() {
    let page: Page = include_str!("../src/warm.outline").parse().unwrap();
    let scan = lede::scan(&page, &Settings::default());
    assert!(scan.readable);
    assert!(2 <= scan.findings.hidden.len(), "{:?}", scan.findings);
}

//! Marks over what lasts and what does not: a reload, another article, hashed names, siblings and wrappers that came new.
//!
//! The round trips run over the fixture pages; over the whole corpus with `cargo test -p lede --release marks_of_the_corpus
//! -- --ignored --nocapture`, which prints the figures.

use super::{Mark, MarkError, describe, find};
use crate::page::{NodeId, Page, Tag, saved};
use flate2::read::MultiGzDecoder;
use std::{fs, io::Read, path::Path};

/// A paragraph that makes an article long enough to be one whose words change.
const LONG: &str = "The council met twice that week, and each time the hall was full, the windows were open, and nobody wanted to go home before the matter was settled; in the end they voted to keep the bridge, to pay for the pier out of the harbour fund, and to leave the bats where they were.";

const STORY: &str = "body
  div #app .css-1a2b3c
    header .site-head
      a 'The Lantern'
    main .story-page
      h1 'The bridge'
      article .story-body
        p 'The old bridge over the river had stood for two hundred years when the engineers came to look at it.'
        p 'They found cracks in the northern pier and a colony of bats beneath the southern one.'
      div .promo.css-9x8y7z
        p 'Take part in our reader panel'
        button 'Join'
      div .promo
        p 'Our podcast returns on Monday'
        a 'Listen'
    footer .site-foot
      p 'The Lantern, Marrowby'
";

fn page(outline: &str) -> Page {
    outline.parse().unwrap()
}

/// The innermost element of a name around a text.
fn holding(page: &Page, name: &str, words: &str) -> NodeId {
    let text = page.ids().find(|&it| page.text(it).contains(words)).unwrap();
    page.ancestors(text).find(|&it| page.name(it) == name).unwrap()
}

fn mark_of_the_panel() -> Mark {
    let story = page(STORY);
    describe(&story, holding(&story, "div", "reader panel"))
}

#[test]
fn a_reload_finds_it_again() {
    let story = page(STORY);
    for node in story.ids().filter(|&it| !story.is_text(it) && story.tag(it) != Tag::Html) {
        assert_eq!(find(&story, &describe(&story, node)), Some(node), "{} {node:?}", story.name(node));
    }
}

#[test]
fn hashed_names_siblings_and_wrappers_do_no_harm() {
    let mark = mark_of_the_panel();
    let later = STORY
        .replace("css-9x8y7z", "css-0q1w2e")
        .replace("css-1a2b3c", "css-7u8i9o")
        .replace(
            "      h1 'The bridge'",
            "      div .promo\n        p 'New: the puzzle book'\n      h1 'Another story'",
        )
        .replace("The old bridge over the river had", "A flood that nobody had foreseen has");
    let later = page(&later);
    assert_eq!(find(&later, &mark), Some(holding(&later, "div", "reader panel")));
    let wrapped = STORY
        .lines()
        .map(|line| match line.strip_prefix("    ") {
            Some(inner) => format!("      {inner}\n"),
            None => format!("{line}\n"),
        })
        .collect::<String>()
        .replace("css-1a2b3c\n", "css-1a2b3c\n    div .layout-shell\n");
    let wrapped = page(&wrapped);
    assert_eq!(find(&wrapped, &mark), Some(holding(&wrapped, "div", "reader panel")));
}

#[test]
fn an_article_is_found_by_its_place_though_its_words_changed() {
    let story = page(&STORY.replace("They found cracks", &format!("{LONG} They found cracks")));
    let mark = describe(&story, holding(&story, "article", "old bridge"));
    let other = STORY
        .replace("The old bridge over the river had stood for two hundred years when the engineers came to look at it.", "Nobody saw the flood coming, least of all the miller.")
        .replace("They found cracks in the northern pier and a colony of bats beneath the southern one.", LONG);
    let other = page(&other);
    assert_eq!(find(&other, &mark), Some(holding(&other, "article", "flood coming")));
}

#[test]
fn what_is_not_there_is_not_found() {
    let mark = mark_of_the_panel();
    let without = STORY.replace(
        "      div .promo.css-9x8y7z\n        p 'Take part in our reader panel'\n        button 'Join'\n",
        "",
    );
    assert_eq!(find(&page(&without), &mark), None, "the podcast stands in its place, and is another box");
    assert_eq!(find(&page("body\n  p 'Nothing here'"), &mark), None);
}

#[test]
fn two_that_fit_alike_are_not_told_apart() {
    let rows = "body\n  ul .offers\n    li .offer 'A'\n    li .offer 'B'\n    li .offer 'C'";
    let mut mark = describe(&page(rows), NodeId(3));
    mark.text = "Something else".to_owned();
    assert_eq!(find(&page(rows), &mark), None);
}

#[test]
fn the_same_box_twice_is_told_apart_by_its_place() {
    let twice = "body\n  main .story\n    div .join 'Join our panel today'\n    p 'Text'\n    div .join 'Join our panel today'";
    let twice = page(twice);
    let second = twice.ids().rfind(|&it| twice.tag(it) == Tag::Div).unwrap();
    assert_eq!(find(&twice, &describe(&twice, second)), Some(second));
}

#[test]
fn a_mark_survives_its_json_and_is_small() {
    let mark = mark_of_the_panel();
    let json = serde_json::to_string(&mark).unwrap();
    assert!(json.len() < 400, "{} bytes: {json}", json.len());
    assert_eq!(serde_json::from_str::<Mark>(&json).unwrap(), mark);
    assert_eq!(mark.check(), Ok(()));
}

#[test]
fn what_nobody_described_is_refused() {
    assert_eq!(Mark::default().check(), Err(MarkError::NoTag));
    let long = Mark { tag: "p".to_owned(), text: "x".repeat(500), ..Mark::default() };
    assert_eq!(long.check(), Err(MarkError::TooLarge));
    let deep = Mark { tag: "p".to_owned(), path: vec![super::Step::default(); 40], ..Mark::default() };
    assert_eq!(deep.check(), Err(MarkError::TooLarge));
}

/// What became of the blocks of pages that were described and looked for on the same page.
#[derive(Default, Debug)]
struct Rounds {
    blocks: usize,
    found: usize,
    declined: usize,
    wrong: usize,
    largest: usize,
}

impl Rounds {
    /// About so many of the visible blocks with words that a person could point at, evenly over the page.
    fn over(&mut self, page: &Page, most: usize) {
        let blocks = || {
            page.ids().filter(|&it| {
                !page.is_text(it)
                    && !page.is_hidden(it)
                    && !page.tag(it).is_inline()
                    && page.texts(it).next().is_some()
            })
        };
        for node in blocks().step_by(blocks().count().div_ceil(most).max(1)) {
            let mark = describe(page, node);
            self.blocks += 1;
            self.largest = self.largest.max(serde_json::to_string(&mark).unwrap().len());
            assert_eq!(mark.check(), Ok(()));
            match find(page, &mark) {
                None => self.declined += 1,
                Some(it) if it == node || page.subtree_text(it) == page.subtree_text(node) => self.found += 1,
                Some(_) => self.wrong += 1,
            }
        }
    }
}

#[test]
fn blocks_of_the_fixture_pages_are_found_again() {
    let mut rounds = Rounds::default();
    for folder in fs::read_dir("tests/pages").unwrap().flatten() {
        if let Ok(bytes) = fs::read(folder.path().join("page.html")) {
            rounds.over(&saved::parse(&saved::decode(&bytes), "https://lantern.example/"), 20);
        }
    }
    assert!(rounds.blocks > 150, "{rounds:?}");
    assert_eq!(rounds.wrong, 0, "{rounds:?}");
    assert!(rounds.found * 100 >= rounds.blocks * 95, "{rounds:?}");
}

#[test]
#[ignore = "reads the corpus beside the checkout, which takes minutes"]
fn marks_of_the_corpus() {
    let mut rounds = Rounds::default();
    let mut folders = vec![Path::new("../shared/corpus/pages").to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for it in fs::read_dir(folder).unwrap().flatten().map(|it| it.path()) {
            if it.is_dir() { folders.push(it) } else { files.push(it) }
        }
    }
    files.sort();
    for file in files.iter().step_by(10) {
        let mut bytes = fs::read(file).unwrap();
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut plain = Vec::new();
            MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).unwrap();
            bytes = plain;
        }
        rounds.over(&saved::parse(&saved::decode(&bytes), ""), 12);
    }
    println!("{rounds:?}");
    assert!(rounds.found * 100 >= rounds.blocks * 90 && rounds.wrong * 500 < rounds.blocks, "{rounds:?}");
}

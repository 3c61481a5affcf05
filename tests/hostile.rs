//! Pages broken at random, always in the same ways: scanned, read and exported without a panic.
//!
//! Pieces of markup that are easily misread are put anywhere into the fixtures of `tests/pages`, parts are cut out, and
//! parts of one page land in another. Tests are built with checks of overflow, so sums that run over are found too. The targets
//! in `fuzz/` go further and take longer; broken numbers are for `tests/wire.rs`.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read its fixtures has failed"
)]

use lede::{export, page::saved, settings::Settings};
use std::{fs, path::Path};

/// What is easily misread.
const PIECES: [&str; 44] = [
    "<table>",
    "</table>",
    "<td colspan=99999999 rowspan=-1>",
    "<pre>",
    "<math>",
    "<annotation encoding='application/x-tex'>\\frac{",
    "<svg>",
    "<ruby>漢<rt>か",
    "<!--",
    "-->",
    "<template shadowrootmode=open>",
    "<p>",
    "</p>",
    "</div>",
    "<li>",
    "<ol start=-9223372036854775808>",
    "<dl><dt>",
    "<details><summary>",
    "<figure><figcaption>",
    "\u{202e}",
    "İ",
    "ẞ",
    "😀",
    "\0",
    "&#x0;",
    "<img srcset=', ,, 1x 2w' src='data:'>",
    "<a href='javascript:x'>",
    "<a href='#'>",
    "<sup><a id=fn1 href='#fn1'>1</a></sup>",
    "<iframe src=//media.example/embed/x>",
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":false,\"datePublished\":\"99999999999-01-01\",\"author\":[[[]]],\"wordCount\":1e99}</script>",
    "<meta property=article:published_time content='2026-02-31T99:99'>",
    "<time datetime='0000-00-00'>",
    "<h1>",
    "<h6>",
    "<blockquote>",
    "<form><input type=email>",
    "Subscribe to our newsletter",
    "Continue reading …",
    "<div class=paywall>",
    "<base href='::::'>",
    "<html lang='x-----'>",
    "<noscript>",
    "<select><option>",
];

/// Broken copies of each fixture.
const MUTANTS: usize = 8;

/// A small fixed generator (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end.max(1)
    }

    /// A part of a text, in characters.
    fn part(&mut self, text: &[char], most: usize) -> std::ops::Range<usize> {
        let from = self.below(text.len() + 1);
        from..(from + self.below(most)).min(text.len())
    }
}

#[test]
fn broken_pages_are_read_without_a_panic() {
    let pages: Vec<Vec<char>> = fixtures();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut read = 0;
    for page in &pages {
        for _ in 0..MUTANTS {
            let mut page = page.clone();
            for _ in 0..=random.below(9) {
                let at = random.below(page.len() + 1);
                match random.below(4) {
                    0 => drop(page.drain(random.part(&page, 400))),
                    1 => {
                        let other = &pages[random.below(pages.len())];
                        let part = other[random.part(other, 3_000)].to_vec();
                        page.splice(at..at, part);
                    }
                    many => {
                        let piece =
                            PIECES[random.below(PIECES.len())].repeat(1 + random.below(many * many * many));
                        page.splice(at..at, piece.chars());
                    }
                }
            }
            let html: String = page.into_iter().collect();
            let page = saved::parse(&html, "https://lamp.example/2026/03/02/a-story");
            let settings = Settings::default();
            let _ = lede::scan(&page, &settings);
            if let Some((article, _)) = lede::read(&page, &settings) {
                read += 1;
                let _ = (export::markdown(&article), export::text(&article), export::epub(&article, &[]));
            }
        }
    }
    assert!(read > pages.len(), "most are still read: {read}");
}

fn fixtures() -> Vec<Vec<char>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path().join("page.html"))
        .filter(|it| it.exists())
        .collect();
    files.sort();
    assert!(files.len() > 30, "{} fixtures", files.len());
    files.iter().map(|it| saved::decode(&fs::read(it).unwrap()).chars().collect()).collect()
}

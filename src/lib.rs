//! Lede: takes the asks off a page, in place and reversibly, and reads its article.
//!
//! The pipeline, in the order of the modules; imports run only upwards in this list:
//!
//! 1. [`page`]: the page as data, from a live snapshot, a saved file or an outline.
//! 2. [`judge`]: every block judged once: is it article, is it an ask?
//! 3. [`settings`]: what the user wants hidden, and where.
//! 4. [`nags`]: the asks, one file a kind, vendors, and the guard that vetoes.
//! 5. [`hide`]: what the hands do about them.
//! 6. [`article`]: title, byline, date, body, whole or cut.
//! 7. [`reader`]: the article as a tree of allow-listed elements.
//! 8. [`export`]: the article as Markdown, HTML, EPUB, text.
//! 9. [`report`]: a page that went wrong, in a file that replays it.
//! 10. `live` and `api` (wasm only): the core in a page, and what JavaScript calls.
//!
//! [`scan`] and [`read`] are pure: the same page and settings give the same answer; no clock, no DOM, no network.

// Unit tests read saved pages and run natively; in the browser only tests/web.rs runs.
#![cfg(not(all(test, target_arch = "wasm32")))]

pub mod page;

pub mod judge;

pub mod settings;

pub mod nags;

pub mod hide;

pub mod article;

pub mod reader;

pub mod export;

pub mod report;

#[cfg(target_arch = "wasm32")]
mod live;

#[cfg(target_arch = "wasm32")]
pub mod api;

use article::{Article, Extent, Glance};
use hide::Edit;
use nags::Findings;
use page::{NodeId, Page};
use reader::Reader;
use settings::Settings;

/// What a scan found and what to do about it.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// The asks, and what was kept and why.
    pub findings: Findings,
    /// What the hands do, in order.
    pub edits: Vec<Edit>,
    /// Whether the page delivered its article whole.
    pub extent: Extent,
    /// The publisher's own subscribe page, where the page links to one.
    pub subscribe: Option<String>,
    /// Whether there is an article to read.
    pub readable: bool,
}

/// Finds the asks of a page and says how to hide them.
#[must_use]
pub fn scan(page: &Page, settings: &Settings) -> Scan {
    let judgement = judge::judge(page);
    let findings = nags::find(page, &judgement, settings);
    let edits = hide::edits(page, &findings);
    let Glance { extent, subscribe, is_readable } =
        article::glance(page, &judgement, &findings, picked(page, settings));
    Scan { findings, edits, extent, subscribe, readable: is_readable }
}

/// The block of the page that the user picked as the article on its site, if they did and it is there.
fn picked(page: &Page, settings: &Settings) -> Option<NodeId> {
    page::mark::find(page, settings.site(page.url())?.article.as_ref()?)
}

/// Reads the page's article; none where the page has none.
#[must_use]
pub fn read(page: &Page, settings: &Settings) -> Option<(Article, Reader)> {
    let judgement = judge::judge(page);
    let findings = nags::find(page, &judgement, settings);
    let mut article = article::extract_from(page, &judgement, &findings, picked(page, settings))?;
    let removed = settings.site(page.url()).map(|it| it.removed.as_slice()).unwrap_or_default();
    let removed: Vec<NodeId> = removed.iter().filter_map(|it| page::mark::find(page, it)).collect();
    // A mark that fits another page's article would take the text away with it.
    let is_part = |it: NodeId| nags::refuses(page, &judgement, it).is_none();
    article.remove(|node| removed.iter().any(|&it| page.contains(it, node) && is_part(it)));
    let reader = reader::build(page, &article);
    Some((article, reader))
}

/// Reads an article in parts: earlier pages, in order, and the page that is open now. None where that one has no article;
/// an earlier page without one is passed over.
#[must_use]
pub fn read_parts(earlier: &[Page], page: &Page, settings: &Settings) -> Option<(Article, Reader)> {
    let (last, reader) = read(page, settings)?;
    if earlier.is_empty() {
        return Some((last, reader));
    }
    let earlier = earlier.iter().filter_map(|it| read(it, settings)).map(|it| it.0).collect();
    let whole = article::join(earlier, last);
    let reader = reader::of(&whole);
    Some((whole, reader))
}

#[cfg(test)]
mod tests {
    use super::{
        page::{Tag, mark, saved},
        read,
        settings::{Settings, Site},
    };

    #[test]
    fn what_the_user_removed_in_the_reader_stays_away_on_the_site() {
        let story = |day: &str| {
            let line = format!(
                "<p>The harbour was quiet on {day}, and nobody on the quay had seen the boats come in, or so they said.</p>"
            );
            let box_ = "<aside class=tide-table><p>The tide table of the harbour office, as it hangs on the door</p></aside>";
            saved::parse(
                &format!("<h1>Quiet</h1><main>{}{box_}{}</main>", line.repeat(5), line.repeat(4)),
                &format!("https://lamp.example/{day}"),
            )
        };
        let (first, other) = (story("monday"), story("friday"));
        let mut site = Site::default();
        site.removed.push(mark::describe(&first, first.first(Tag::Aside).unwrap()));
        let mut settings = Settings::default();
        let blocks = |settings: &Settings| read(&other, settings).unwrap().0.blocks;
        let whole = blocks(&settings);
        settings.sites.insert("lamp.example".to_owned(), site);
        let without = blocks(&settings);
        assert_eq!(whole.len(), without.len() + 1);
        assert!(!format!("{without:?}").contains("tide table"));
        let all = mark::describe(&first, first.first(Tag::Main).unwrap());
        settings.sites.entry("lamp.example".to_owned()).or_default().removed = vec![all];
        assert_eq!(blocks(&settings), whole, "a mark that fits the article takes nothing away");
    }
}

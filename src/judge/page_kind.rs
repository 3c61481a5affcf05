//! What kind of page this is, as far as the whole of it tells: its address, what it declares, and how much of what it has.
//!
//! One linear table a kind over hashed facts, fitted by `xtask/train`. The kinds are those of the labelled pages. Not here:
//! what follows from a kind (`article` asks for bylines and dates only where texts have them).

use super::features::{Scene, page_facts};
use super::tokens::{self, Hash, Packed, UNIT, Words};
use super::trees::probability;
use crate::page::{Attr, Page, Tag};
use serde::Serialize;

/// A kind of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// A text: news, a blog post, an essay.
    #[default]
    Article,
    /// Goods of a shop, side by side.
    Collection,
    /// How something is used: manuals, references.
    Documentation,
    /// A thread: posts by several people.
    Forum,
    /// Leads to other pages: indexes, search results, rankings.
    Listing,
    /// One thing on sale.
    Product,
    /// What somebody offers: landing pages of services and software.
    Service,
}

impl PageKind {
    /// All kinds, in the order of the tables.
    pub const ALL: [Self; 7] = [
        Self::Article,
        Self::Collection,
        Self::Documentation,
        Self::Forum,
        Self::Listing,
        Self::Product,
        Self::Service,
    ];

    /// The kind's name in the corpus, in JSON and in `explain`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Collection => "collection",
            Self::Documentation => "documentation",
            Self::Forum => "forum",
            Self::Listing => "listing",
            Self::Product => "product",
            Self::Service => "service",
        }
    }
}

/// How likely a page is of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct KindOdds([f32; PageKind::ALL.len()]);

impl KindOdds {
    /// The likeliest kind; an article where nothing is known.
    #[must_use]
    pub fn likeliest(&self) -> PageKind {
        let best = PageKind::ALL.into_iter().zip(self.0).max_by(|a, b| a.1.total_cmp(&b.1));
        best.filter(|it| 0.0 < it.1).map_or(PageKind::Article, |it| it.0)
    }

    /// Probability, 0 to 1, that the page is of a kind.
    #[must_use]
    pub fn of(&self, kind: PageKind) -> f32 {
        self.0.get(kind as usize).copied().unwrap_or(0.0)
    }
}

/// Slots of one kind's table; a power of two.
pub const KIND_SLOTS: usize = 1 << 11;

/// Bytes of all kinds' tables: half a byte a slot.
pub const KINDS_BYTES: usize = PageKind::ALL.len() * KIND_SLOTS / 2;

/// Elements whose item types are read: a list repeats one type.
const MAX_ITEMS: usize = 40;

/// Words read of the title.
const TITLE_WORDS: usize = 24;

/// Judges a page by the kinds' tables, one after the other.
#[must_use]
pub fn odds(scene: &Scene<'_>, tables: &[u8]) -> KindOdds {
    let slots = slots(scene);
    let mut odds = [0.0; PageKind::ALL.len()];
    for (odds, table) in odds.iter_mut().zip(tables.chunks(KIND_SLOTS / 2)) {
        let table = Packed(table);
        let sum: i32 = slots.iter().map(|&it| table.weight(it)).sum();
        *odds = probability(sum as f32 / UNIT);
    }
    let all: f32 = odds.iter().sum();
    if 0.0 < all {
        for it in &mut odds {
            *it /= all;
        }
    }
    KindOdds(odds)
}

/// The slots of a page's facts, each once.
#[must_use]
pub fn slots(scene: &Scene<'_>) -> Vec<usize> {
    let page = scene.page;
    let mut slots = vec![slot(Hash::of('!'))];
    // Numbers count by their range, coarse and fine, so that a linear table can follow curves.
    for (at, value) in page_facts(scene).into_iter().enumerate() {
        let fact = Hash::of('n').and(Hash(at as u32));
        slots.push(slot(fact.and(Hash(u32::from(value / 12)))));
        slots.push(slot(fact.and(Hash(1000 + u32::from(value / 48)))));
    }
    push_address(page.url(), &mut slots);
    for id in page.ids() {
        match page.tag(id) {
            Tag::Html | Tag::Body | Tag::Main => {
                let mut names = Vec::new();
                tokens::names(page, id, &mut names);
                slots.extend(names.into_iter().map(|it| slot(Hash::of('c').and(Hash(it)))));
            }
            Tag::Title => {
                let title = page.children(id).next().map_or("", |text| page.text(text));
                slots.extend(Words::of(title).take(TITLE_WORDS).map(|it| slot(Hash::of('t').and(it))));
            }
            Tag::H1 => {
                let texts = page.texts(id).flat_map(|it| Words::of(page.text(it)));
                slots.extend(texts.take(TITLE_WORDS).map(|it| slot(Hash::of('t').and(it))));
            }
            Tag::Meta => push_meta(page, id, &mut slots),
            _ => {}
        }
    }
    let items = page.ids().filter_map(|it| page.attr(it, Attr::Itemtype)).take(MAX_ITEMS);
    slots.extend(items.map(|it| slot(Hash::of('i').text(it.rsplit('/').next().unwrap_or(it)))));
    slots.extend(scene.whole.declared().map(|it| slot(Hash::of('j').text(it))));
    slots.sort_unstable();
    slots.dedup();
    slots
}

fn push_meta(page: &Page, id: crate::page::NodeId, slots: &mut Vec<usize>) {
    let name = page.attr(id, Attr::Property).or_else(|| page.attr(id, Attr::Name)).unwrap_or_default();
    match name {
        "og:type" | "generator" => {
            let value = page.attr(id, Attr::Content).unwrap_or_default();
            let word = value.split_whitespace().next().unwrap_or_default();
            slots.push(slot(Hash::of('m').text(name).and(Hash::of('v').text(word))));
        }
        // Which declarations there are at all tells a text from a shop.
        _ if name.starts_with("article:") || name.starts_with("product:") => {
            slots.push(slot(Hash::of('m').text(name)));
        }
        _ => {}
    }
}

/// The words of an address: of its host, of its first part, of all before the last.
fn push_address(url: &str, slots: &mut Vec<usize>) {
    let rest = url.split_once("://").map_or(url, |it| it.1);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let mut parts = rest.split('/').filter(|it| !it.is_empty());
    let host = parts.next().unwrap_or_default();
    slots.extend(host.split('.').map(|it| slot(Hash::of('h').text(it))));
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        let is_last = at + 1 == parts.len();
        let space = if at == 0 { 'f' } else { 'p' };
        let words = Words::of(part).map(|it| slot(Hash::of(if is_last { 'l' } else { space }).and(it)));
        slots.extend(words.take(8));
    }
}

const fn slot(hash: Hash) -> usize {
    let mut x = hash.0;
    x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    ((x ^ (x >> 16)) as usize) & (KIND_SLOTS - 1)
}

#[cfg(test)]
mod tests {
    use super::{KIND_SLOTS, KINDS_BYTES, KindOdds, PageKind, odds, slots};
    use crate::{
        judge::{blocks::Blocks, features::Scene, judge, tokens::Packed},
        page::saved,
    };

    #[test]
    fn a_story_is_an_article() {
        let paragraph = "<p>The harbour was quiet that morning, and nobody on the quay had seen the boats come in, or so they said.</p>";
        let story = format!(
            "<title>Quiet</title><meta property=og:type content=article><article><h1>Quiet</h1>{}</article>",
            paragraph.repeat(9)
        );
        let page = saved::parse(&story, "https://lamp.example/2026/03/02/quiet-in-the-harbour");
        let judgement = judge(&page);
        assert_eq!(judgement.page_kind(), PageKind::Article);
        let all: f32 = PageKind::ALL.into_iter().map(|it| judgement.page_kind_probability(it)).sum();
        assert!((all - 1.0).abs() < 1e-3, "the kinds share one probability: {all}");
    }

    #[test]
    fn what_a_page_declares_and_where_it_lies_is_weighed() {
        let facts = |html: &str, url: &str| {
            let page = saved::parse(html, url);
            let blocks = Blocks::of(&page);
            slots(&Scene::of(&page, &blocks, Packed::default(), Packed::default()))
        };
        let plain = facts("<p>Rope", "https://lamp.example/rope");
        let thread = facts("<p>Rope", "https://forum.lamp.example/rope");
        let new: Vec<usize> = thread.into_iter().filter(|it| !plain.contains(it)).collect();
        assert!(!new.is_empty());
        // A table in which that fact alone speaks, for the forum.
        let mut tables = vec![0x77_u8; KINDS_BYTES];
        for slot in new {
            tables[PageKind::Forum as usize * KIND_SLOTS / 2 + slot / 2] = 0xff;
        }
        let page = saved::parse("<p>Rope", "https://forum.lamp.example/rope");
        let blocks = Blocks::of(&page);
        let scene = Scene::of(&page, &blocks, Packed::default(), Packed::default());
        assert_eq!(odds(&scene, &tables).likeliest(), PageKind::Forum);
    }

    #[test]
    fn nothing_known_is_an_article() {
        assert_eq!(KindOdds::default().likeliest(), PageKind::Article);
        assert!(KindOdds::default().of(PageKind::Forum) < f32::EPSILON);
    }
}

//! What the page as a whole says of itself: its address, its metadata, its JSON-LD types, and how much of each thing it has.
//!
//! Evidence only: metadata never becomes text of the article.

use super::texts::block_words;
use crate::judge::blocks::Block;
use crate::judge::tokens::{Hash, Words};
use crate::page::{Attr, Page, Tag};

/// JSON-LD types by group; a page may have several.
const TYPES: [&[&str]; 5] = [
    &[
        "Article",
        "NewsArticle",
        "BlogPosting",
        "ReportageNewsArticle",
        "TechArticle",
        "ScholarlyArticle",
        "OpinionNewsArticle",
    ],
    &["Product", "ProductGroup", "Offer"],
    &["DiscussionForumPosting", "QAPage", "Question"],
    &["CollectionPage", "ItemList", "SearchResultsPage", "Blog"],
    &["FAQPage", "Service", "LocalBusiness"],
];

/// Words of the declared body that are kept as evidence; more would not tell more.
const BODY_WORDS: usize = 4000;

/// Types of JSON-LD that are kept; pages name about ten.
const MAX_DECLARED: usize = 24;

/// Facts of the whole page.
#[derive(Debug, Clone, Default)]
pub struct Whole {
    /// Path segments of the address.
    pub path_depth: usize,
    /// Characters of the last path segment.
    pub slug_length: usize,
    /// Hyphens and underscores in the last path segment.
    pub slug_hyphens: usize,
    /// Digits in the path.
    pub path_digits: usize,
    /// The address has a query.
    pub query: bool,
    /// `og:type`: 0 none, 1 article, 2 website, 3 product, 4 another.
    pub og_type: u8,
    /// Which groups of [`TYPES`] the JSON-LD names, by bit.
    pub types: u8,
    /// Elements: paragraphs, list items, headings, tables, `time`s, `article`s, forms.
    pub paragraphs: u32,
    /// List items.
    pub items: u32,
    /// Headings.
    pub headings: u32,
    /// Table rows.
    pub rows: u32,
    /// `time` elements.
    pub times: u32,
    /// `article` elements.
    pub articles: u32,
    /// Forms.
    pub forms: u32,
    /// The words of the title (`og:title` or `title`), sorted.
    pub title: Vec<u32>,
    /// Hashes of the first three words of the page's descriptions.
    pub openings: Vec<u32>,
    /// The types that the JSON-LD names, each once.
    declared: Vec<String>,
    /// Hashes of each three words in the JSON-LD `articleBody`, sorted.
    body: Vec<u32>,
}

impl Whole {
    /// Gathers the facts. Cost: one pass over the nodes, and the JSON-LD text once.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let mut it = Self::default();
        it.read_address(page.url());
        let mut title = "";
        for id in page.ids() {
            match page.tag(id) {
                Tag::P => it.paragraphs += 1,
                Tag::Li => it.items += 1,
                Tag::Tr => it.rows += 1,
                Tag::Time => it.times += 1,
                Tag::Article => it.articles += 1,
                Tag::Form => it.forms += 1,
                Tag::Title if title.is_empty() => {
                    title = page.children(id).next().map_or("", |text| page.text(text));
                }
                Tag::Meta => {
                    let content = page.attr(id, Attr::Content).unwrap_or_default();
                    match page.attr(id, Attr::Property).or_else(|| page.attr(id, Attr::Name)) {
                        Some("og:title") => title = content,
                        Some("og:type") => it.og_type = og_type(content),
                        Some("description" | "og:description" | "twitter:description") => {
                            it.openings.push(opening(content));
                        }
                        _ => {}
                    }
                }
                tag if tag.is_heading() => it.headings += 1,
                _ => {}
            }
        }
        it.title = Words::of(title).map(|word| word.0).collect();
        it.title.sort_unstable();
        it.title.dedup();
        for json in page.json_ld() {
            it.read_json(json);
        }
        it.body.sort_unstable();
        it
    }

    /// Share of the title's words that the block holds, 0 to 1, where the block is about as long as the title; else 0.
    #[must_use]
    pub fn title_match(&self, page: &Page, block: &Block) -> f32 {
        if self.title.is_empty() || block.words as usize > self.title.len() * 2 + 4 {
            return 0.0;
        }
        let (mut held, mut all) = (0, 0);
        for word in block_words(page, block).take(40) {
            all += 1;
            held += usize::from(self.title.binary_search(&word.0).is_ok());
        }
        // Both ways round: a title often carries the site's name, a heading sometimes a kicker.
        2.0 * held as f32 / (self.title.len() + all).max(1) as f32
    }

    /// Share of the block's first three-word runs that the declared article body holds; none without such a body.
    #[must_use]
    pub fn body_match(&self, page: &Page, block: &Block) -> Option<f32> {
        if self.body.is_empty() || block.words < 3 {
            return None;
        }
        let (mut held, mut all) = (0_u32, 0_u32);
        let mut last = [Hash(0); 2];
        for (at, word) in block_words(page, block).take(12).enumerate() {
            if at > 1 {
                all += 1;
                let [a, b] = last;
                held += u32::from(self.body.binary_search(&a.and(b).and(word).0).is_ok());
            }
            last = [last[1], word];
        }
        (all > 0).then(|| held as f32 / all as f32)
    }

    /// The types that the JSON-LD names, each once.
    pub fn declared(&self) -> impl Iterator<Item = &str> {
        self.declared.iter().map(String::as_str)
    }

    fn read_address(&mut self, url: &str) {
        let rest = url.split_once("://").map_or(url, |it| it.1);
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = path.split_once('/').map_or("", |it| it.1).trim_end_matches('/');
        let slug = path.rsplit('/').next().unwrap_or_default();
        self.path_depth = if path.is_empty() { 0 } else { path.split('/').count() };
        self.slug_length = slug.chars().count();
        self.slug_hyphens = slug.chars().filter(|c| matches!(c, '-' | '_')).count();
        self.path_digits = path.chars().filter(char::is_ascii_digit).count();
        self.query = !query.is_empty();
    }

    fn read_json(&mut self, json: &str) {
        for value in strings_after(json, "\"@type\"") {
            if self.declared.len() < MAX_DECLARED && !self.declared.iter().any(|it| it == value) {
                self.declared.push(value.to_owned());
            }
            for (bit, types) in TYPES.iter().enumerate() {
                self.types |= u8::from(types.contains(&value)) << bit;
            }
        }
        for value in strings_after(json, "\"articleBody\"") {
            let mut last = [Hash(0); 2];
            for word in Words::of(value).take(BODY_WORDS) {
                let [a, b] = last;
                self.body.push(a.and(b).and(word).0);
                last = [b, word];
            }
        }
        for value in strings_after(json, "\"description\"") {
            self.openings.push(opening(value));
        }
    }
}

/// The string values of a key in JSON text: of `"key": "value"` and of the first in `"key": ["value", …]`; escapes stay as they are.
fn strings_after<'a>(json: &'a str, key: &'a str) -> impl Iterator<Item = &'a str> {
    json.match_indices(key).filter_map(move |(at, _)| {
        let rest = json.get(at + key.len()..)?.trim_start().strip_prefix(':')?.trim_start();
        let rest = rest.strip_prefix('[').unwrap_or(rest).trim_start().strip_prefix('"')?;
        let mut escaped = false;
        let end = rest.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })?;
        rest.get(..end)
    })
}

fn og_type(content: &str) -> u8 {
    match content.trim() {
        "" => 0,
        "article" | "blog" | "news" => 1,
        "website" => 2,
        it if it.contains("product") => 3,
        _ => 4,
    }
}

fn opening(text: &str) -> u32 {
    Words::of(text).take(3).fold(Hash::of('s'), Hash::and).0
}

#[cfg(test)]
mod tests {
    use super::{Whole, strings_after};
    use crate::judge::blocks::Blocks;
    use crate::page::saved;

    #[test]
    fn addresses_are_taken_apart() {
        let it = Whole::of(&saved::parse("", "https://news.example/2024/05/a-long-title/?x=1"));
        assert_eq!((it.path_depth, it.slug_hyphens, it.path_digits, it.query), (3, 2, 6, true));
        assert_eq!(Whole::of(&saved::parse("", "https://news.example/")).path_depth, 0);
    }

    #[test]
    fn json_strings_are_found_without_parsing() {
        let json = r#"{"@type" : ["NewsArticle","X"], "articleBody":"He said \"no\" twice"}"#;
        assert_eq!(strings_after(json, "\"@type\"").collect::<Vec<_>>(), ["NewsArticle"]);
        assert_eq!(strings_after(json, "\"articleBody\"").next(), Some(r#"He said \"no\" twice"#));
    }

    #[test]
    fn the_declared_body_is_evidence() {
        let html = r#"<script type="application/ld+json">{"articleBody":"The river rose in the night."}</script><p>The river rose in the night.<p>Sign up for our letter."#;
        let page = saved::parse(html, "");
        let whole = Whole::of(&page);
        let shares: Vec<_> =
            Blocks::of(&page).list().iter().map(|it| whole.body_match(&page, it).unwrap()).collect();
        assert!(shares[0] > 0.9 && shares[1] < 0.1, "{shares:?}");
    }

    #[test]
    fn titles_match_without_the_site_name() {
        let page = saved::parse(
            "<title>The river rose - Gazette</title><h1>The river rose</h1><p>Other words here",
            "",
        );
        let whole = Whole::of(&page);
        let blocks = Blocks::of(&page);
        assert!(whole.title_match(&page, &blocks.list()[0]) > 0.8);
        assert!(whole.title_match(&page, &blocks.list()[1]) < 0.1);
    }
}

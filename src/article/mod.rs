//! Page + Judgement → Article: title, byline, date, the blocks, and whether it is whole.
//!
//! The judge says which texts are the article; here they get their structure back ([`body`]) and their metadata
//! ([`metadata`]). Not here: how the article looks (`reader`) or is written down (`export`).

pub mod address;
mod appeals;
mod body;
mod chosen;
mod class_names;
mod comments;
mod credits;
mod deck;
pub mod extent;
mod glance;
mod lead;
pub mod metadata;
mod parts;
mod related;
mod repair;
mod taken;
pub mod tree;

pub use extent::Extent;
pub use glance::{Glance, glance};
use metadata::Data;
pub use metadata::Metadata;
pub use parts::join;
pub use repair::{folded, text};

use crate::{
    judge::{Judgement, PageKind},
    nags::Findings,
    page::{Attr, NodeId, Page, Tag},
};
use address::{Base, WebAddress};
use chosen::Chosen;
use class_names::has_word;
use taken::Taken;
use tree::{Block, Content, Direction, Image, plain};

/// The main content of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Title, without the site's name; empty where the page has none.
    pub title: String,
    /// Who wrote it, several joined by `, `.
    pub byline: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The publication's name.
    pub site: Option<String>,
    /// The text's language, BCP 47.
    pub lang: Option<String>,
    /// Which way the text runs.
    pub direction: Direction,
    /// The sentence beneath the title that says what the article is about; it is not repeated in `blocks`.
    pub deck: Option<String>,
    /// The picture that stands for the article.
    pub lead_image: Option<Image>,
    /// What the page writes beneath that picture.
    pub lead_caption: Option<String>,
    /// The title's own heading as it stands in the page, if the judge took it for part of the main content; it is not
    /// repeated in `blocks`.
    pub heading: Option<String>,
    /// The article.
    pub blocks: Vec<Block>,
    /// How many of the blocks came from earlier pages of an article in parts.
    pub earlier: usize,
    /// The next page of an article in parts, where this page links to one.
    pub next: Option<WebAddress>,
    /// Whole or cut.
    pub extent: Extent,
    /// The publisher's own subscribe page, where the page links to one.
    pub subscribe: Option<WebAddress>,
    /// Words of the article, without its title.
    pub words: u32,
    /// Whether this is a text to read: the reader declines pages that only lead elsewhere.
    pub is_readable: bool,
    /// What kind of page this is: of a shop or a forum the main content is another than of a text.
    pub kind: PageKind,
}

impl Article {
    /// Takes out the blocks, and the picture, that came from nodes of which `is_removed` says so; `words` stays what the page has.
    pub fn remove(&mut self, is_removed: impl Fn(NodeId) -> bool) {
        self.blocks.retain(|it| !is_removed(it.source));
        if self.lead_image.as_ref().and_then(|it| it.node).is_some_and(is_removed) {
            self.lead_image = None;
        }
    }
}

/// Extracts the main content; none where the judge chose nothing. Asks that were found are not part of it.
///
/// `scan` needs no body: see [`glance`].
#[must_use]
pub fn extract(page: &Page, judgement: &Judgement, findings: &Findings) -> Option<Article> {
    extract_from(page, judgement, findings, None)
}

/// The same of the block that the user picked, where they did: all of its texts but the asks, and it is always worth reading.
#[must_use]
pub fn extract_from(
    page: &Page,
    judgement: &Judgement,
    findings: &Findings,
    picked: Option<NodeId>,
) -> Option<Article> {
    let data = Data::of(page);
    let taken = Taken::of(page, &data, judgement, findings, picked);
    let Taken { chosen, removed, .. } = &taken;
    let (first, _) = chosen.span()?;
    let base = Base::of(page);
    let metadata = metadata::of(page, &data, &base, chosen, judgement);
    let start = metadata::title::heading(page, &metadata.title).filter(|&it| it < first);
    let mut blocks = body::Builder::new(page, chosen, &base, removed, start).blocks();
    let heading = take_title(&mut blocks, &metadata.title);
    let deck = deck::take(page, &mut blocks);
    credits::take(&mut blocks, &metadata);
    appeals::take(page, findings, &metadata, &mut blocks);
    // A manual says its steps again for each system and language, on purpose.
    if judgement.page_kind() != PageKind::Documentation {
        repair::copies(&mut blocks);
    }
    let lead_caption = metadata.lead_image.as_ref().and_then(|it| lead::caption(page, it.node?));
    repair::headings(&mut blocks);
    repair::pull_quotes(&mut blocks, &|it| is_pulled(page, it));
    repair::ends(&mut blocks);
    let places = repair::places(&blocks);
    repair::anchors(&mut blocks, &|name| places.iter().any(|it| it == name));
    if blocks.is_empty() {
        return None;
    }
    let Metadata { title, byline, date, site, lang, direction, lead_image } = metadata;
    Some(Article {
        heading,
        deck,
        lead_caption,
        earlier: 0,
        next: parts::next(page, &base),
        blocks,
        extent: extent::of(page, &data, judgement, findings),
        subscribe: extent::subscribe(page, &base),
        words: taken.words,
        is_readable: taken.is_readable,
        kind: judgement.page_kind(),
        title,
        byline,
        date,
        site,
        lang,
        direction,
        lead_image,
    })
}

/// What is known about a page whose text may not be there: the tools tell it of pages without an article too.
#[must_use]
pub fn about(page: &Page, judgement: &Judgement) -> Metadata {
    metadata::of(page, &Data::of(page), &Base::of(page), &Chosen::default(), judgement)
}

/// The blocks of a page whose every text is the article's, for the tests of what comes after.
#[cfg(test)]
pub(crate) fn read_all(html: &str) -> Vec<Block> {
    body::tests::article_of(html)
}

/// Whether the markup sets the element aside as a quotation pulled out of the text.
fn is_pulled(page: &Page, id: NodeId) -> bool {
    /// Words of class names of such boxes.
    const MARKS: [&str; 2] = ["pullquote", "pull"];
    /// Ancestors that may be the box.
    const REACH: usize = 3;
    std::iter::once(id).chain(page.ancestors(id).take(REACH)).any(|it| {
        page.tag(it) == Tag::Aside || page.attr(it, Attr::Class).is_some_and(|it| has_word(it, &MARKS))
    })
}

/// Takes the heading that repeats the title off the start of the article; a post that is nothing but its heading keeps it.
fn take_title(blocks: &mut Vec<Block>, title: &str) -> Option<String> {
    /// Blocks before the title's heading: kicker, date, lead picture.
    const REACH: usize = 6;
    let title = folded(title);
    if title.is_empty() || blocks.len() == 1 {
        return None;
    }
    let at = blocks.iter().take(REACH).position(|it| match &it.content {
        Content::Heading(_, line) => metadata::title::is_same(&folded(&plain(line)), &title),
        _ => false,
    })?;
    let block = blocks.remove(at);
    match block.content {
        Content::Heading(_, line) => Some(plain(&line)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{extract, extract_from, read_all, take_title};
    use crate::{
        judge::{PageKind, judge},
        nags::Findings,
        page::{Builder, Counts, Flags, Page, Tag, saved},
    };

    #[test]
    fn a_block_that_the_user_picked_is_the_article() {
        let row = "        li 'Ten past nine, north quay'\n".repeat(30);
        let page: Page = format!("html\n  body\n    nav 'Home Town Sport'\n    div .board\n      ul\n{row}")
            .parse()
            .unwrap();
        let judgement = judge(&page);
        assert!(extract(&page, &judgement, &Findings::default()).is_none_or(|it| !it.is_readable));
        let board = page.first(Tag::Div).unwrap();
        let article = extract_from(&page, &judgement, &Findings::default(), Some(board)).unwrap();
        assert!(article.is_readable);
        assert_eq!(article.words, 5 * 30, "the navigation is not part of it");
    }

    #[test]
    fn what_a_live_page_does_not_show_is_not_read() {
        let read = |declared: &str, flags: Flags| {
            let mut builder = Builder::new("https://lamp.example/mill");
            let html = builder.element(None, "html").unwrap();
            let script = builder.element(Some(html), "script").unwrap();
            builder.attribute("type", "application/ld+json");
            builder.text(script, declared, Counts::of(declared)).unwrap();
            let main = builder.element(Some(html), "main").unwrap();
            for at in 0..12 {
                let text = format!(
                    "The harbour was quiet on morning {at}, and nobody on the quay had seen the boats come in, or so they said."
                );
                let paragraph = builder.element(Some(main), "p").unwrap();
                if at >= 6 {
                    builder.flags(flags);
                }
                builder.text(paragraph, &text, Counts::of(&text)).unwrap();
            }
            let page = builder.finish();
            extract(&page, &judge(&page), &Findings::default()).unwrap().blocks.len()
        };
        let (gated, free) = (
            r#"{"@type":"NewsArticle","isAccessibleForFree":false}"#,
            r#"{"@type":"NewsArticle","isAccessibleForFree":true}"#,
        );
        assert_eq!(read(gated, Flags::CLIPPED), 6);
        assert_eq!(read(free, Flags::CLIPPED), 12);
        assert_eq!(read(free, Flags::NOT_RENDERED), 6);
    }

    #[test]
    fn a_story_is_readable_and_a_hub_is_not() {
        let paragraph = "<p>The harbour was quiet that morning, and nobody on the quay had seen the boats come in, or so they said.</p>";
        let story =
            format!("<title>Quiet - The Lamp</title><h1>Quiet</h1><main>{}</main>", paragraph.repeat(8));
        let page = saved::parse(&story, "https://lamp.example/quiet");
        let article = extract(&page, &judge(&page), &Findings::default()).unwrap();
        assert!(article.is_readable);
        assert!(article.words > 100);
        let links = "<li><a href=/x>A headline of some five words</a></li>".repeat(30);
        let page = saved::parse(&format!("<ul>{links}</ul>"), "https://lamp.example/");
        assert!(extract(&page, &judge(&page), &Findings::default()).is_none_or(|it| !it.is_readable));
    }

    #[test]
    fn an_article_knows_what_kind_of_page_it_is_from() {
        let paragraph = "<p>The harbour was quiet that morning, and nobody on the quay had seen the boats come in, or so they said.</p>";
        let story = format!(
            "<title>Quiet</title><meta property=og:type content=article><article><h1>Quiet</h1>{}</article>",
            paragraph.repeat(9)
        );
        let page = saved::parse(&story, "https://lamp.example/2026/03/02/quiet-in-the-harbour");
        let article = extract(&page, &judge(&page), &Findings::default()).unwrap();
        assert_eq!(article.kind, PageKind::Article);
    }

    #[test]
    fn a_post_that_is_nothing_but_its_heading_keeps_it() {
        let mut blocks = read_all("<h1>Quiet water in the harbour</h1>");
        assert_eq!(take_title(&mut blocks, "Quiet water in the harbour"), None);
        let mut blocks = read_all("<h1>Quiet water in the harbour</h1><p>Nobody saw the boats.</p>");
        assert!(take_title(&mut blocks, "Quiet water in the harbour").is_some());
        assert_eq!(blocks.len(), 1);
    }

    #[test]
    fn an_empty_page_has_no_article() {
        let page = saved::parse("", "");
        assert!(extract(&page, &judge(&page), &Findings::default()).is_none());
    }
}

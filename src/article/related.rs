//! Lists of other articles that the markup itself sets aside as such: “related”, “recommended”.
//!
//! Not on pages that lead elsewhere: there such a list may be what the page is for. Not here: links to other articles without
//! such a mark, which the judge weighs.

use super::{chosen::Chosen, class_names::has_word};
use crate::{
    judge::{Judgement, PageKind},
    page::{Attr, NodeId, Page, Tag},
};

/// Words of class names and ids of such lists.
const MARKS: [&str; 4] = ["related", "recommended", "recommendations", "recirculation"];

/// Share of the words, 0 to 1, that stand in links from which a box leads elsewhere; its heading does not.
const LINKED: f32 = 0.6;

/// Share of the chosen words, 0 to 1, above which the list is what the page is for.
const MOST: f32 = 0.4;

/// The outermost lists of other articles beside the main content. Cost: one pass over the elements.
#[must_use]
pub fn beside(page: &Page, judgement: &Judgement, chosen: &Chosen) -> Vec<NodeId> {
    let mut found: Vec<NodeId> = Vec::new();
    if matches!(judgement.page_kind(), PageKind::Collection | PageKind::Listing) {
        return found;
    }
    let all = chosen.words(page, page.root()) as f32;
    for id in page.ids().filter(|&it| is_marked(page, it)) {
        let is_inside_last = found.last().is_some_and(|&last| page.contains(last, id));
        let words = chosen.words(page, id) as f32;
        if !is_inside_last && 0.0 < words && words <= MOST * all && leads_elsewhere(page, judgement, id) {
            found.push(id);
        }
    }
    found
}

fn is_marked(page: &Page, id: NodeId) -> bool {
    let is_box = !matches!(page.tag(id), Tag::Text | Tag::Html | Tag::Body | Tag::Main | Tag::Article);
    let mut names = [Attr::Id, Attr::Class].into_iter().filter_map(|name| page.attr(id, name));
    is_box && names.any(|it| has_word(it, &MARKS))
}

fn leads_elsewhere(page: &Page, judgement: &Judgement, id: NodeId) -> bool {
    let blocks = judgement.blocks().get(judgement.blocks_in(page, id)).unwrap_or_default();
    let (words, linked) =
        blocks.iter().fold((0, 0), |(words, linked), it| (words + it.words, linked + it.link_words));
    linked as f32 >= LINKED * words.max(1) as f32
}

#[cfg(test)]
mod tests {
    use crate::{
        article::{extract, text},
        judge::judge,
        nags::Findings,
        page::saved,
    };

    fn read(tail: &str) -> String {
        let paragraph = "<p>The harbour was quiet that morning, and nobody on the quay had seen the boats come in, or so they said.</p>";
        let html = format!(
            "<meta property=og:type content=article><title>Quiet</title><main><article><h1>Quiet</h1>{}{tail}</article></main>",
            paragraph.repeat(6)
        );
        let page = saved::parse(&html, "https://lamp.example/2026/quiet");
        let article = extract(&page, &judge(&page), &Findings::default()).unwrap();
        article.blocks.iter().map(text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_list_of_related_articles_is_not_the_article() {
        let list = "<section class=related-posts><h3>Related posts</h3><ul><li><a href=/1>Ten harbours worth a visit</a><li><a href=/2>Why lamps go out</a></ul></section>";
        assert!(!read(list).contains("Ten harbours"));
    }

    #[test]
    fn what_is_told_under_such_a_name_stays() {
        let told = "<section class=related-facts><p>The lamps of the next harbour went out in the same year, as <a href=/1>the keeper</a> wrote to his brother in the spring.</p></section>";
        assert!(read(told).contains("lamps of the next harbour"));
    }
}

//! The deck: the sentence that some pages set between title and text, and that is neither.
//!
//! A first paragraph or subheading is one only where the markup says so; nothing is guessed from its words. Its words stay in the
//! article: here they only change their place.

use super::{
    class_names::has_word,
    tree::{Block, Content, plain},
};
use crate::page::{Attr, NodeId, Page};

/// Words of class and id names that mark a deck, in the languages of Lede.
const MARKS: [&str; 18] = [
    "deck",
    "dek",
    "standfirst",
    "subtitle",
    "subheadline",
    "subhead",
    "subheading",
    "strapline",
    "tagline",
    "chapo",
    "sapo",
    "sommaire",
    "vorspann",
    "bajada",
    "entradilla",
    "sottotitolo",
    "occhiello",
    "ingress",
];

/// Most words of a deck; a longer text is the article's beginning.
const MAX_WORDS: usize = 80;

/// Ancestors that may carry the mark for the element.
const REACH: usize = 2;

/// Takes the deck off the start of the article.
pub fn take(page: &Page, blocks: &mut Vec<Block>) -> Option<String> {
    let first = blocks.first()?;
    let (Content::Paragraph(line) | Content::Heading(_, line)) = &first.content else { return None };
    let text = plain(line);
    let fits = text.split_whitespace().count() <= MAX_WORDS && !text.contains('\n');
    // Of two marked blocks in a row neither stands alone: the mark is the text's own.
    let is_alone = blocks.get(1).is_some_and(|it| !is_marked(page, it.source));
    if !fits || !is_alone || !is_marked(page, first.source) {
        return None;
    }
    blocks.remove(0);
    Some(text)
}

fn is_marked(page: &Page, id: NodeId) -> bool {
    let marks = |it: NodeId| {
        let named = [Attr::Class, Attr::Id].into_iter().filter_map(|name| page.attr(it, name));
        named.into_iter().any(|it| has_word(it, &MARKS))
            || page.attr(it, Attr::Itemprop) == Some("alternativeHeadline")
    };
    std::iter::once(id).chain(page.ancestors(id).take(REACH)).any(marks)
}

#[cfg(test)]
mod tests {
    use super::take;
    use crate::{article::body, page::saved};

    fn deck(html: &str) -> Option<String> {
        let mut blocks = body::tests::article_of(html);
        take(&saved::parse(html, "https://news.example/story"), &mut blocks)
    }

    #[test]
    fn a_marked_first_line_is_the_deck() {
        let html =
            "<div class=post-subtitle><p>What the <b>tide</b> left</p></div><p>It was early.</p><p>So.</p>";
        assert_eq!(deck(html).as_deref(), Some("What the tide left"));
        assert_eq!(deck("<p>What the tide left</p><p>It was early.</p>"), None);
    }

    #[test]
    fn a_text_that_is_marked_throughout_has_none() {
        assert_eq!(deck("<div class=subtitle><p>One.</p><p>Two.</p></div>"), None);
    }
}

//! Where the text before an ask may be cut off by style: a clamped height or number of lines, a mask, a fade.
//!
//! The core names the elements around the ask that hold text; whether a style cuts one of them off, the hands see. Not here: text
//! that is declared not free, which stays as the page renders it (`hide`).

use super::words;
use crate::page::{NodeId, Page, Tag};

/// A paragraph; what clips fewer words is a card or a caption.
const LEAST_WORDS: f32 = 40.0;

/// So many elements are climbed from the ask, and gone down into its neighbour: pages put two or three wrappers around either.
const MOST_STEPS: usize = 3;

/// The elements whose text an ask in the flow of the page may end: those around it, and the one before it with its last children.
///
/// At most `2 * MOST_STEPS + 1`. Cost: the texts of each.
pub fn around(page: &Page, ask: NodeId) -> Vec<NodeId> {
    let holds_text = |&it: &NodeId| words(page, it) >= LEAST_WORDS;
    let own = words(page, ask);
    let outer = || {
        let climbed = page.ancestors(ask).take(MOST_STEPS);
        climbed.take_while(|&it| !matches!(page.tag(it), Tag::Main | Tag::Body | Tag::Html))
    };
    let mut found: Vec<NodeId> = outer().filter(|&it| words(page, it) - own >= LEAST_WORDS).collect();
    let before = std::iter::once(ask).chain(outer()).find_map(|it| previous(page, it));
    let inside = |&it: &NodeId| page.children(it).filter(|&child| holds_words(page, child)).last();
    found.extend(std::iter::successors(before, inside).take(MOST_STEPS + 1).filter(holds_text));
    found
}

/// The nearest element before, of the same parent, that holds a word.
fn previous(page: &Page, node: NodeId) -> Option<NodeId> {
    let siblings = page.children(page.parent(node)?);
    siblings.take_while(|&it| it != node).filter(|&it| holds_words(page, it)).last()
}

fn holds_words(page: &Page, node: NodeId) -> bool {
    !page.is_text(node) && 0.0 < words(page, node)
}

#[cfg(test)]
mod tests {
    use super::around;
    use crate::page::{Builder, Counts, NodeId, Page};

    /// html > body > main > article > (div > p "…"), section > aside "Register to read on".
    fn page(words: usize) -> Page {
        let mut builder = Builder::new("https://news.example/story");
        let mut at = None;
        for name in ["html", "body", "main", "article"] {
            at = Some(builder.element(at, name).unwrap());
        }
        let text = "mill ".repeat(words);
        let div = builder.element(at, "div").unwrap();
        let paragraph = builder.element(Some(div), "p").unwrap();
        builder.text(paragraph, &text, Counts::of(&text)).unwrap();
        let section = builder.element(at, "section").unwrap();
        let aside = builder.element(Some(section), "aside").unwrap();
        builder.text(aside, "Register to read on", Counts::of("Register to read on")).unwrap();
        builder.finish()
    }

    const ARTICLE: NodeId = NodeId(3);
    const DIV: NodeId = NodeId(4);
    const PARAGRAPH: NodeId = NodeId(5);
    const ASIDE: NodeId = NodeId(8);

    #[test]
    fn the_text_before_an_ask_and_what_holds_both_may_be_cut_off() {
        assert_eq!(around(&page(60), ASIDE), [ARTICLE, DIV, PARAGRAPH]);
    }

    #[test]
    fn a_few_words_before_it_are_no_text() {
        assert_eq!(around(&page(20), ASIDE), []);
    }
}

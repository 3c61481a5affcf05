//! Which texts of the page the judge chose, with counts for every subtree in two look-ups.
//!
//! It takes the judge's word: nothing is added or taken here but what is an ask.

use crate::page::{NodeId, Page};

/// The chosen text nodes of a page.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// By node: how many chosen texts stand before it; one entry more than there are nodes.
    texts_before: Vec<u32>,
    /// By node: how many words the chosen texts before it hold.
    words_before: Vec<u32>,
    span: Option<(NodeId, NodeId)>,
}

impl Chosen {
    /// Marks the given texts, but for those inside a `removed` element. Cost: one pass over the page.
    #[must_use]
    pub fn new(page: &Page, texts: impl IntoIterator<Item = NodeId>, removed: &[NodeId]) -> Self {
        let mut marked = vec![false; page.len()];
        for id in texts {
            if let Some(mark) = marked.get_mut(id.index()).filter(|_| page.is_text(id)) {
                *mark = true;
            }
        }
        for &outer in removed {
            marked.get_mut(outer.index()..page.end(outer)).unwrap_or_default().fill(false);
        }
        let (mut texts_before, mut words_before) =
            (Vec::with_capacity(page.len() + 1), Vec::with_capacity(page.len() + 1));
        let (mut texts, mut words, mut span) = (0, 0, None);
        for (id, is_chosen) in page.ids().zip(marked) {
            texts_before.push(texts);
            words_before.push(words);
            if is_chosen {
                texts += 1;
                words += page.counts(id).words;
                span = Some((span.map_or(id, |(first, _)| first), id));
            }
        }
        texts_before.push(texts);
        words_before.push(words);
        Self { texts_before, words_before, span }
    }

    /// The same without the texts inside the given elements.
    #[must_use]
    pub fn without(&self, page: &Page, removed: &[NodeId]) -> Self {
        Self::new(page, page.ids().filter(|&it| page.is_text(it) && self.any(page, it)), removed)
    }

    /// Whether the text node is chosen, or the element holds a chosen text.
    #[must_use]
    pub fn any(&self, page: &Page, id: NodeId) -> bool {
        at(&self.texts_before, id.index()) < at(&self.texts_before, page.end(id))
    }

    /// Words of the chosen texts inside.
    #[must_use]
    pub fn words(&self, page: &Page, id: NodeId) -> u32 {
        at(&self.words_before, page.end(id)) - at(&self.words_before, id.index())
    }

    /// The first and the last chosen text; none where nothing is chosen.
    #[must_use]
    pub fn span(&self) -> Option<(NodeId, NodeId)> {
        self.span
    }
}

/// A table's value at an index; past its end, the last one.
fn at(table: &[u32], index: usize) -> u32 {
    table.get(index).or_else(|| table.last()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Chosen;
    use crate::page::{Page, Tag};

    #[test]
    fn subtrees_are_counted_and_asks_do_not_count() {
        let page: Page = "body\n  div\n    p 'one two'\n    aside 'join us'\n  p 'three'".parse().unwrap();
        let texts = page.ids().filter(|&it| page.is_text(it));
        let aside = page.first(Tag::Aside).unwrap();
        let chosen = Chosen::new(&page, texts, &[aside]);
        assert_eq!(chosen.words(&page, page.root()), 3);
        assert_eq!(chosen.words(&page, page.first(Tag::Div).unwrap()), 2);
        assert!(!chosen.any(&page, aside));
    }

    #[test]
    fn nothing_chosen_is_nothing() {
        let page: Page = "p 'x'".parse().unwrap();
        let chosen = Chosen::new(&page, [], &[]);
        assert_eq!(chosen.span(), None);
        assert!(!chosen.any(&page, page.root()));
    }
}

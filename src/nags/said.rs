//! What an element says: its phrases by class, and quotes for the evidence.

use crate::{
    judge::{
        ask_features::Facts,
        ask_sums::Counted,
        phrases::{Class, Classes, Hit},
    },
    page::{NodeId, Page},
};

/// A quote has at most so many characters.
const QUOTE: usize = 60;

/// An element's words and controls, as the rules of the kinds see them.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    page: &'a Page,
    facts: &'a Facts<'a>,
    node: NodeId,
    hits: &'a [Hit],
}

impl<'a> Said<'a> {
    /// Listens to an element.
    #[must_use]
    pub fn by(page: &'a Page, facts: &'a Facts<'a>, node: NodeId) -> Self {
        Self { page, facts, node, hits: facts.reading.hits(page, node) }
    }

    /// How many phrases are of one of the classes.
    #[must_use]
    pub fn count(&self, classes: &[Class]) -> usize {
        let set = Classes::of(classes);
        self.hits.iter().filter(|it| it.classes.meets(set)).count()
    }

    /// How many phrases of two words and more are of one of the classes: a word alone has many uses.
    #[must_use]
    pub fn whole(&self, classes: &[Class]) -> usize {
        let set = Classes::of(classes);
        self.hits.iter().filter(|it| it.length > 1 && it.classes.meets(set)).count()
    }

    /// How many of a thing it holds.
    #[must_use]
    pub fn holds(&self, what: Counted) -> u32 {
        self.facts.sums.inside(self.page, self.node, what)
    }

    /// The longest phrase of the classes, as the page spells it.
    #[must_use]
    pub fn quote(&self, classes: &[Class]) -> Option<String> {
        let set = Classes::of(classes);
        let said = self.hits.iter().filter(|it| it.classes.meets(set));
        let quotes = said.map(|hit| (hit.length, self.facts.reading.quote(self.page, hit)));
        let (_, longest) = quotes.filter(|it| !it.1.is_empty()).rev().max_by_key(|it| it.0)?;
        let words: Vec<&str> = longest.split_whitespace().collect();
        Some(words.join(" ").chars().take(QUOTE).collect())
    }
}

/// The kind that a text by itself claims to be; for the tests beside each kind.
#[cfg(test)]
pub fn kind_of_text(text: &str) -> crate::judge::Kind {
    let page: Page = format!("body\n  p '{text}'").parse().unwrap();
    let judgement = crate::judge::judge(&page);
    let facts = Facts::of(&page, &judgement);
    let node = page.first(crate::page::Tag::P).unwrap();
    super::likeliest(&Said::by(&page, &facts, node))
}

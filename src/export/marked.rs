//! An article with what a person highlighted in it, and their notes, as a last part; so every format has them.
//!
//! Not here: finding the passages in the text (`reader::passage`) and keeping them (`extension/reader/`).

use crate::article::{
    Article,
    tree::{Block, Content, Inline},
};
use serde::Deserialize;

/// A highlighted passage and what was written beside it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Highlight {
    /// The passage's words.
    pub quote: String,
    /// The note; may be empty.
    #[serde(default)]
    pub note: String,
}

/// The highlights of an article, in the order of the text, and the heading that they stand under.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Highlights {
    /// In the user's language.
    pub heading: String,
    /// In the order of the text.
    pub list: Vec<Highlight>,
}

/// Adds the highlights as quotations, each followed by its note; without any the article stays as it is.
#[must_use]
pub fn marked(mut article: Article, highlights: &Highlights) -> Article {
    let Some(source) = article.blocks.last().map(|it| it.source) else { return article };
    if highlights.list.is_empty() {
        return article;
    }
    let block = |content| Block { source, anchor: None, lang: None, direction: None, content };
    let line = |words: &str| vec![Inline::Text(words.to_owned())];
    let mut added = vec![block(Content::Rule), block(Content::Heading(2, line(&highlights.heading)))];
    for it in &highlights.list {
        added.push(block(Content::Quote(vec![block(Content::Paragraph(line(&it.quote)))])));
        let paragraphs = it.note.lines().map(str::trim).filter(|it| !it.is_empty());
        added.extend(paragraphs.map(|it| block(Content::Paragraph(line(it)))));
    }
    article.blocks.extend(added);
    article
}

#[cfg(test)]
mod tests {
    use super::{Highlight, Highlights, marked};
    use crate::{export, settings::Settings};

    #[test]
    fn highlights_and_notes_are_the_last_part_of_a_file() {
        let words =
            "The ferry waits for a lamp on the hill every evening, and nobody on the quay complains. "
                .repeat(4);
        let page = format!("html\n  body\n    article\n      h1 'The ferry'\n      p '{words}'\n      p '{words}'\n      p '{words}'")
            .parse()
            .unwrap();
        let (article, _) = crate::read(&page, &Settings::default()).unwrap();
        let plain = export::markdown(&article);
        let highlight =
            Highlight { quote: "a lamp on the hill".into(), note: "Ask Ines.\n\n*Twice*.".into() };
        let highlights = Highlights { heading: "Highlights".into(), list: vec![highlight] };
        let written = export::markdown(&marked(article.clone(), &highlights));
        let added = written.strip_prefix(plain.trim_end()).unwrap();
        assert_eq!(added.trim(), "---\n\n## Highlights\n\n> a lamp on the hill\n\nAsk Ines.\n\n\\*Twice\\*.");
        assert_eq!(marked(article.clone(), &Highlights::default()), article);
    }
}

//! Lines at the start of an article that only say again who wrote it and when: the reader shows both above the text.
//!
//! A line goes only if every word of it is a name of the byline, part of a date, or a word that goes with those. Whatever
//! says anything else stays; a paragraph is never touched. Not here: finding author and date (`metadata`).

use super::{
    Metadata,
    metadata::date,
    repair::folded,
    tree::{Block, Content, plain},
};

/// Blocks at the start that are looked at: deck, lead picture, byline, date, reading time.
const REACH: usize = 8;

/// Words from which a block is the text itself; what follows is no head matter.
const TEXT_WORDS: usize = 30;

/// Words that go with names and dates, folded, in the languages of the phrasebook that write them so.
const BESIDE: &str = "by on in at and the of last first published posted updated update modified written author authors date \
    min mins minute minutes read reading time est edt pst pdt et pt gmt utc cet cest bst am pm a m p uhr von am vom und \
    veröffentlicht aktualisiert stand autor autorin par le mis à jour publié et por el publicado actualizado y di il \
    pubblicato aggiornato e door op en bijgewerkt gepubliceerd autorka data aktualizacja opublikowano dnia zaktualizowano \
    автор опубликовано обновлено av den publicerad uppdaterad monday tuesday wednesday thursday friday saturday sunday mon \
    tue wed thu fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag";

/// Takes the lines off that only repeat the byline and the date.
pub fn take(blocks: &mut Vec<Block>, metadata: &Metadata) {
    let byline = metadata.byline.as_deref().map(folded).unwrap_or_default();
    let names: Vec<&str> = byline.split(' ').filter(|it| !it.is_empty()).collect();
    let is_head = |it: &Block| match &it.content {
        Content::Paragraph(line) => plain(line).split_whitespace().count() < TEXT_WORDS,
        Content::Figure(_) | Content::Heading(..) | Content::Rule | Content::List(..) => true,
        _ => false,
    };
    let head = blocks.iter().take(REACH).take_while(|it| is_head(it)).count();
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        at > head
            || !matches!(&block.content, Content::Paragraph(line) if repeats(&plain(line), &names, metadata))
    });
}

/// Whether a line says nothing but the names and the date.
fn repeats(line: &str, names: &[&str], metadata: &Metadata) -> bool {
    let text = folded(line);
    let words = || text.split(' ').filter(|it| !it.is_empty());
    let is_beside = |word: &str| BESIDE.split_ascii_whitespace().any(|it| it == word);
    let is_of_date = |word: &str| date::is_part(word);
    let says_name = !names.is_empty() && names.iter().all(|name| words().any(|it| it == *name));
    let says_date =
        metadata.date.as_deref().is_some_and(|day| date::says(line, day, metadata.lang.as_deref()));
    (says_name || says_date)
        && words().all(|it| names.contains(&it) || is_beside(it) || (says_date && is_of_date(it)))
}

#[cfg(test)]
mod tests {
    use super::{Metadata, repeats};
    use crate::{
        article::{Article, extract, text, tree::Direction},
        judge::judge,
        nags::Findings,
        page::saved,
    };

    fn article(head: &str) -> Article {
        let paragraph = "<p>The harbour was quiet that morning, and nobody on the quay had seen the boats come in, or so they said \
            when they were asked about it later in the day by the men of the watch.</p>";
        let html = format!(
            "<meta name=author content='Ada Brook'><meta property='article:published_time' content='2026-03-02'>\
             <meta property=og:type content=article><title>Quiet water</title><main><article><h1>Quiet water</h1>{head}{}</article></main>",
            paragraph.repeat(6)
        );
        let page = saved::parse(&html, "https://lamp.example/2026/quiet-water");
        extract(&page, &judge(&page), &Findings::default()).unwrap()
    }

    #[test]
    fn lines_that_repeat_author_and_date_go() {
        for head in [
            "<p>By Ada Brook</p><p>Published March 2, 2026</p>",
            "<p>Ada Brook · March 2, 2026 · 4 min read</p>",
            "<p>Monday, 2 March 2026, 10:30 GMT</p>",
        ] {
            assert!(text(&article(head).blocks[0]).starts_with("The harbour"), "{head}");
        }
    }

    #[test]
    fn lines_that_say_more_stay() {
        let metadata = Metadata {
            title: "Quiet water".to_owned(),
            byline: Some("Ada Brook".to_owned()),
            date: Some("2026-03-02".to_owned()),
            site: None,
            lang: Some("en".to_owned()),
            direction: Direction::Ltr,
            lead_image: None,
        };
        let repeats = |line: &str| repeats(line, &["ada", "brook"], &metadata);
        assert!(repeats("By Ada Brook") && repeats("Updated March 2, 2026, 10:30 am EST"));
        for line in [
            "Ada Brook asked the harbour master on March 2, 2026.",
            "March 3, 2026",
            "By Tom Reed",
            "By the harbour",
            "2026",
            "",
        ] {
            assert!(!repeats(line), "{line}");
        }
    }
}

//! Article → plain text: blocks apart by one blank line, headings on lines of their own.
//!
//! Every word that the judge chose is in it, in document order, and no other: no bullet, mark or address is added. What a
//! picture shows is not text.

use crate::article::{
    Article,
    tree::{Block, Content, Table, Term, plain},
};

/// The article as plain text, the title's heading first if the page's main content has it.
#[must_use]
pub fn text(article: &Article) -> String {
    let mut parts: Vec<String> = article.heading.iter().chain(&article.deck).cloned().collect();
    push_all(&article.blocks, &mut parts);
    parts.retain(|it| !it.trim().is_empty());
    parts.join("\n\n")
}

fn push_all(blocks: &[Block], parts: &mut Vec<String>) {
    for block in blocks {
        match &block.content {
            Content::Paragraph(line) | Content::Heading(_, line) => parts.push(plain(line)),
            Content::Figure(figure) if figure.is_caption_chosen => parts.push(plain(&figure.caption)),
            Content::List(_, items) => parts.push(lines(items.iter().map(|it| joined(it, "\n")))),
            Content::Quote(inner) => push_all(inner, parts),
            Content::Details(line, inner) => {
                parts.push(plain(line));
                push_all(inner, parts);
            }
            Content::Terms(terms) => parts.push(lines(terms.iter().map(|it| match it {
                Term::Name(line) => plain(line),
                Term::Meaning(inner) => joined(inner, "\n"),
            }))),
            Content::Table(table) => push_table(table, parts),
            Content::Code(code) => parts.push(code.text.clone()),
            Content::Math(math) => parts.push(math.source.clone()),
            Content::Figure(_) | Content::Card(_) | Content::Rule => {}
        }
    }
}

fn push_table(table: &Table, parts: &mut Vec<String>) {
    parts.push(plain(&table.caption));
    parts.push(lines(table.rows.iter().map(|row| {
        row.cells
            .iter()
            .map(|it| joined(&it.content, " "))
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join("\t")
    })));
}

fn joined(blocks: &[Block], between: &str) -> String {
    let mut parts = Vec::new();
    push_all(blocks, &mut parts);
    parts.retain(|it| !it.trim().is_empty());
    parts.join(between)
}

fn lines(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|it| !it.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::{article::extract, judge::judge, nags::Findings, page::saved};

    #[test]
    fn blocks_are_apart_and_no_mark_is_added() {
        let words = "The harbour was quiet that morning, and nobody on the quay had seen the boats come in.";
        let html = format!(
            "<title>Of other things</title><main><p>{words} <b>Really</b>.</p><h2>Quiet</h2><ul><li>{words}</li><li>{words}</li></ul><p>{words}</p></main>"
        );
        let page = saved::parse(&html, "");
        let article = extract(&page, &judge(&page), &Findings::default()).unwrap();
        assert_eq!(text(&article), format!("{words} Really.\n\nQuiet\n\n{words}\n{words}\n\n{words}"));
    }
}

//! Article → Markdown (`CommonMark` with GitHub's tables, strikethrough and footnote-free links).
//!
//! Text is escaped so that it reads as it stood in the page: a line that begins with `#` or `1.` there does not become a
//! heading or list here. What Markdown has no sign for (underline, ruby, sub- and superscript) keeps its words. No HTML is written.

use crate::{
    article::{
        Article,
        tree::{Block, Card, CardKind, Code, Content, Figure, Image, Inline, Numbering, Style, Table, Term},
    },
    reader,
};

/// The article as a Markdown document: title, a line of facts, the text.
#[must_use]
pub fn markdown(article: &Article) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !article.title.is_empty() {
        parts.push(format!("# {}", escape(&article.title)));
    }
    if let Some(deck) = &article.deck {
        parts.push(format!("**{}**", escape(deck)));
    }
    let facts: Vec<&str> =
        [&article.byline, &article.date, &article.site].into_iter().flatten().map(String::as_str).collect();
    if !facts.is_empty() {
        parts.push(format!("*{}*", escape(&facts.join(" · "))));
    }
    if let Some(lead) = article.lead_image.as_ref().filter(|_| !reader::begins_with_picture(article)) {
        parts.push(image(lead));
        parts.extend(article.lead_caption.iter().map(|it| format!("*{}*", escape(it))));
    }
    parts.extend(article.blocks.iter().map(block));
    parts.retain(|it| !it.trim().is_empty());
    let mut out = parts.join("\n\n");
    out.push('\n');
    out
}

/// What is known about the article, as the YAML block that note-taking programs read from the head of a Markdown file.
/// `address` is where the article stands; values are quoted, so that none is taken for a date, number or list.
#[must_use]
pub fn front_matter(article: &Article, address: &str) -> String {
    let facts = [
        ("title", Some(article.title.as_str())),
        ("author", article.byline.as_deref()),
        ("published", article.date.as_deref()),
        ("site", article.site.as_deref()),
        ("language", article.lang.as_deref()),
        ("source", Some(address)),
        ("description", article.deck.as_deref()),
    ];
    let known =
        facts.into_iter().filter_map(|(name, value)| Some((name, value.filter(|it| !it.is_empty())?)));
    let lines: Vec<String> = known.map(|(name, value)| format!("{name}: {}", quoted(value))).collect();
    format!("---\n{}\n---\n\n", lines.join("\n"))
}

/// A text as a double-quoted YAML scalar.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn blocks(all: &[Block]) -> String {
    all.iter().map(block).filter(|it| !it.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn block(block: &Block) -> String {
    match &block.content {
        Content::Paragraph(pieces) => paragraph(pieces),
        Content::Heading(level, pieces) => {
            let text = line(pieces).replace(['\n', '\\'], " ");
            format!(
                "{} {}",
                "#".repeat(usize::from(*level)),
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            )
        }
        Content::List(numbering, items) => list(*numbering, items),
        Content::Terms(terms) => {
            terms.iter().map(term).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n\n")
        }
        Content::Quote(inner) => prefixed(&blocks(inner), "> "),
        Content::Figure(figure) => figure_text(figure),
        Content::Table(table) => table_text(table),
        Content::Code(code) => fenced(code),
        Content::Math(math) => format!("$$\n{}\n$$", math.source.trim()),
        Content::Details(heading, inner) => format!("**{}**\n\n{}", line(heading), blocks(inner)),
        Content::Card(card) => card_text(card),
        Content::Rule => "---".to_owned(),
    }
}

fn paragraph(pieces: &[Inline]) -> String {
    let text = line(pieces);
    text.lines().map(guard_start).collect::<Vec<_>>().join("\n")
}

fn list(numbering: Numbering, items: &[Vec<Block>]) -> String {
    let is_loose = items
        .iter()
        .any(|it| it.iter().filter(|block| !matches!(block.content, Content::List(..))).count() > 1);
    let texts = items.iter().enumerate().map(|(at, item)| {
        let mark = match numbering {
            Numbering::None => "- ".to_owned(),
            Numbering::From(start) => format!("{}. ", i64::from(start).max(0) + at as i64),
        };
        let text = if is_loose {
            blocks(item)
        } else {
            item.iter().map(block).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n")
        };
        let indent = " ".repeat(mark.len());
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        let rest: String =
            lines.map(|it| if it.is_empty() { "\n".to_owned() } else { format!("\n{indent}{it}") }).collect();
        format!("{mark}{first}{rest}")
    });
    texts.collect::<Vec<_>>().join(if is_loose { "\n\n" } else { "\n" })
}

fn term(term: &Term) -> String {
    match term {
        Term::Name(pieces) => format!("**{}**", line(pieces)),
        Term::Meaning(inner) => blocks(inner),
    }
}

fn figure_text(figure: &Figure) -> String {
    let mut parts: Vec<String> = figure.images.iter().map(image).collect();
    if !figure.caption.is_empty() {
        parts.push(format!("*{}*", line(&figure.caption).replace('\n', " ")));
    }
    parts.join("\n\n")
}

fn table_text(table: &Table) -> String {
    let columns = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|it| usize::from(it.span.0)).sum::<usize>())
        .max()
        .unwrap_or(0);
    let row = |cells: Vec<String>| {
        let mut cells = cells;
        cells.resize(columns, String::new());
        format!("| {} |", cells.join(" | "))
    };
    let texts = table.rows.iter().map(|it| {
        row(it
            .cells
            .iter()
            .flat_map(|cell| {
                let text = cell.content.iter().map(block).collect::<Vec<_>>().join(" ");
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                std::iter::once(text).chain(std::iter::repeat_n(String::new(), usize::from(cell.span.0) - 1))
            })
            .collect())
    });
    let mut lines: Vec<String> = texts.collect();
    // A table of this dialect must have a head.
    if !table.rows.first().is_some_and(|it| it.in_head) {
        lines.insert(0, row(Vec::new()));
    }
    lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(columns)));
    let caption = line(&table.caption);
    if caption.is_empty() { lines.join("\n") } else { format!("*{caption}*\n\n{}", lines.join("\n")) }
}

/// Fenced by more backticks than the code has in a row.
fn fenced(code: &Code) -> String {
    let fence = "`".repeat(longest_run(&code.text).max(2) + 1);
    format!("{fence}{}\n{}\n{fence}", code.language.as_deref().unwrap_or_default(), code.text)
}

fn card_text(card: &Card) -> String {
    let kind = match card.kind {
        CardKind::Video => "▶ ",
        CardKind::Audio => "♪ ",
        CardKind::Embed => "",
    };
    format!("[{kind}{}]({})", escape(&card.title), destination(&card.address.to_string()))
}

fn image(image: &Image) -> String {
    format!("![{}]({})", escape(&image.alt), destination(&image.source.to_string()))
}

fn line(pieces: &[Inline]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Inline::Text(text) => out.push_str(&escape(text)),
            Inline::Break => out.push_str("\\\n"),
            Inline::Styled(style, inner) => out.push_str(&styled(*style, &line(inner))),
            Inline::Link(target, inner) => {
                let text = line(inner);
                match target {
                    // There are no names to lead to in a Markdown file.
                    crate::article::address::Target::Anchor(_) => out.push_str(&text),
                    target if text.trim().is_empty() => out.extend(["<", &target.to_string(), ">"]),
                    target => out.extend(["[", &text, "](", &destination(&target.to_string()), ")"]),
                }
            }
            Inline::Code(text) => out.push_str(&code_span(text)),
            Inline::Image(it) => out.push_str(&image(it)),
            Inline::Math(math) => out.extend(["$", &math.source, "$"]),
            Inline::Anchor(_, inner) | Inline::Foreign(_, _, inner) => out.push_str(&line(inner)),
        }
    }
    out
}

/// Emphasis hugs its words, or it is none: the space at its ends moves out.
fn styled(style: Style, text: &str) -> String {
    let mark = match style {
        Style::Emphasis | Style::Cited | Style::Variable => "*",
        Style::Strong => "**",
        Style::Deleted => "~~",
        Style::Keyboard | Style::Sample => "`",
        _ => "",
    };
    let inner = text.trim();
    if mark.is_empty() || inner.is_empty() || inner.contains("\\\n") {
        return text.to_owned();
    }
    let start = text.len() - text.trim_start().len();
    let (before, after) =
        (text.get(..start).unwrap_or_default(), text.get(start + inner.len()..).unwrap_or_default());
    format!("{before}{mark}{inner}{mark}{after}")
}

fn code_span(text: &str) -> String {
    let run = longest_run(text);
    let fence = "`".repeat(run + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// An address in parentheses: those that it holds are escaped, and spaces are gone already.
fn destination(address: &str) -> String {
    address.replace('(', "%28").replace(')', "%29")
}

/// Escapes what would be a sign in a line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inside_word = before.is_alphanumeric() && chars.peek().is_some_and(|it| it.is_alphanumeric());
        match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' => out.extend(['\\', c]),
            // An underscore inside a word is no sign.
            '_' if !inside_word => out.extend(['\\', c]),
            '~' if chars.peek() == Some(&'~') || before == '~' => out.extend(['\\', c]),
            '\n' => out.push(' '),
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// Escapes what would be a sign at the start of a line: `#`, `>`, `-`, `+`, `=`, `1.`.
fn guard_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or_default();
    if digits > 0 && (after.starts_with(". ") || after.starts_with(") ")) {
        return format!("{}\\{after}", line.get(..digits).unwrap_or_default());
    }
    let is_sign = line.starts_with(['#', '>', '='])
        || line.starts_with("- ")
        || line.starts_with("+ ")
        || line.starts_with("---");
    if is_sign { format!("\\{line}") } else { line.to_owned() }
}

fn prefixed(text: &str, prefix: &str) -> String {
    text.lines().map(|it| format!("{prefix}{it}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::blocks;
    use crate::article::read_all;

    fn written(html: &str) -> String {
        blocks(&read_all(html))
    }

    #[test]
    fn signs_of_the_page_stay_text() {
        assert_eq!(
            written("<p># no heading *no* [link] snake_case _x</p><p>1. no list</p>"),
            "\\# no heading \\*no\\* \\[link\\] snake_case \\_x\n\n1\\. no list"
        );
    }

    #[test]
    fn structures_have_their_signs() {
        assert_eq!(
            written(
                "<h2>A <b>b</b></h2><ul><li>one<li>two<ul><li>x<li>y</ul></ul><ol start=3><li>c<li>d</ol><blockquote><p>q</p><p>r</p></blockquote><p>See <a href='/x_(1)'> this </a>.<br>And <em>that </em>.</p>"
            ),
            "## A **b**\n\n- one\n- two\n  - x\n  - y\n\n3. c\n4. d\n\n> q\n>\n> r\n\nSee [this ](https://news.example/x_%281%29).\\\nAnd *that* ."
        );
    }

    #[test]
    fn tables_have_a_head_and_equal_rows() {
        assert_eq!(
            written("<table><tr><th>City<th>People</tr><tr><td colspan=2>a|b</tr></table>"),
            "| City | People |\n| --- | --- |\n| a\\|b |  |"
        );
    }

    #[test]
    fn code_is_fenced_past_its_own_fences() {
        assert_eq!(
            written("<p>Use <code>a`b</code> now</p><pre class=language-md>```\nx\n```</pre>"),
            "Use ``a`b`` now\n\n````md\n```\nx\n```\n````"
        );
    }

    #[test]
    fn pictures_and_films_are_links() {
        assert_eq!(
            written(
                "<p>a</p><figure><img src=/i.jpg alt='A [b]'><figcaption>Cap</figcaption></figure><iframe src='https://vimeo.com/1' title=Film></iframe><p>z</p>"
            ),
            "a\n\n![A \\[b\\]](https://news.example/i.jpg)\n\n*Cap*\n\n[▶ Film](https://vimeo.com/1)\n\nz"
        );
    }
}

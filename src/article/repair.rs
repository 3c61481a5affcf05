//! Mends what pages get wrong: heading levels that jump, pull quotes that double the text, texts laid out twice, rules at
//! the ends.
//!
//! It never adds a word, and drops one only where the same words stand elsewhere in the article.

use super::tree::{Block, Content, Inline, Term, plain};
use crate::page::NodeId;
use std::collections::HashMap;

/// Deepest heading level that HTML has.
const MAX_LEVEL: u8 = 6;

/// Words from which a quote that stands elsewhere word by word is a pull quote; fewer may be repeated by chance.
const MIN_PULL_WORDS: usize = 5;

/// Words from which blocks that follow each other twice are a second layout of the same text, for other windows or for
/// machines; what is said twice on purpose (a chorus, a note at each step) is shorter.
const MIN_COPY_WORDS: usize = 60;

/// Blocks that such a copy has at least: a single one may be a quotation of the other.
const MIN_COPY_BLOCKS: usize = 2;

/// Earlier blocks of the same words with which a block is compared.
const MAX_TWINS: usize = 16;

/// Gives headings levels from 2 on without jumps, in the order in which the page nests them.
pub fn headings(blocks: &mut [Block]) {
    let mut open: Vec<u8> = Vec::new();
    for_each_heading(blocks, &mut |level| {
        while open.last().is_some_and(|&above| above >= *level) {
            open.pop();
        }
        open.push(*level);
        *level = (open.len() as u8 + 1).min(MAX_LEVEL);
    });
}

/// Drops quotes and asides whose words stand in a paragraph of the article too; which paragraphs are asides, the page says.
pub fn pull_quotes(blocks: &mut Vec<Block>, is_aside: &dyn Fn(NodeId) -> bool) {
    let paragraphs: Vec<String> = blocks
        .iter()
        .filter_map(|it| match &it.content {
            Content::Paragraph(line) if !is_aside(it.source) => Some(folded(&plain(line))),
            _ => None,
        })
        .collect();
    blocks.retain(|it| {
        let words = match &it.content {
            Content::Quote(inner) => inner.iter().map(|it| folded(&text(it))).collect::<Vec<_>>().join(" "),
            Content::Paragraph(line) if is_aside(it.source) => folded(&plain(line)),
            _ => return true,
        };
        let is_double =
            words.split(' ').count() >= MIN_PULL_WORDS && paragraphs.iter().any(|it| it.contains(&words));
        !is_double
    });
}

/// Drops blocks that repeat, in the same order, blocks before them. Cost: one pass, times at most [`MAX_TWINS`].
pub fn copies(blocks: &mut Vec<Block>) {
    let texts: Vec<String> = blocks.iter().map(|it| folded(&text(it))).collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut is_copy = vec![false; texts.len()];
    let mut at = 0;
    while let Some(words) = texts.get(at) {
        let twins = places.entry(words).or_default();
        let longest = twins.iter().take(MAX_TWINS).map(|&it| run(&texts, it, at)).max().unwrap_or(0);
        let end = at + longest;
        let count: usize = texts.iter().take(end).skip(at).map(|it| it.split_whitespace().count()).sum();
        if MIN_COPY_BLOCKS <= longest && MIN_COPY_WORDS <= count {
            is_copy.iter_mut().take(end).skip(at).for_each(|it| *it = true);
            at = end;
        } else {
            // Pictures and rules have no words, and begin no copy.
            if !words.is_empty() {
                twins.push(at);
            }
            at += 1;
        }
    }
    let mut is_copy = is_copy.into_iter();
    blocks.retain(|_| !is_copy.next().unwrap_or(false));
}

/// How many texts from `at` on are those from the earlier `twin` on, which end before.
fn run(texts: &[String], twin: usize, at: usize) -> usize {
    let earlier = texts.iter().take(at).skip(twin);
    earlier.zip(texts.iter().skip(at)).take_while(|(before, now)| before == now).count()
}

/// Drops rules at the ends and beside other rules, and headings that nothing follows.
pub fn ends(blocks: &mut Vec<Block>) {
    let is_rule = |it: &Block| it.content == Content::Rule;
    blocks.dedup_by(|after, before| is_rule(after) && is_rule(before));
    while blocks.last().is_some_and(is_rule) {
        blocks.pop();
    }
    let leading = blocks.iter().take_while(|it| is_rule(it)).count();
    blocks.drain(..leading);
}

/// Letters and digits in lower case, everything else one space: for comparing texts that differ in their dress.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') && !out.is_empty() && c != '\'' && c != '’' {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The plain text of a block and all in it, pieces joined by one space.
#[must_use]
pub fn text(block: &Block) -> String {
    let mut parts = Vec::new();
    push_text(block, &mut parts);
    parts.retain(|it| !it.trim().is_empty());
    parts.join(" ")
}

fn push_text(block: &Block, parts: &mut Vec<String>) {
    let mut all = |blocks: &[Block]| blocks.iter().for_each(|it| push_text(it, parts));
    match &block.content {
        Content::List(_, items) => items.iter().for_each(|it| all(it)),
        Content::Quote(inner) => all(inner),
        Content::Table(table) => table.rows.iter().flat_map(|it| &it.cells).for_each(|it| all(&it.content)),
        Content::Terms(terms) => {
            for term in terms {
                match term {
                    Term::Name(line) => parts.push(plain(line)),
                    Term::Meaning(inner) => inner.iter().for_each(|it| push_text(it, parts)),
                }
            }
        }
        Content::Details(line, inner) => {
            parts.push(plain(line));
            for it in inner {
                push_text(it, parts);
            }
        }
        Content::Paragraph(line) | Content::Heading(_, line) => parts.push(plain(line)),
        Content::Figure(figure) => parts.push(plain(&figure.caption)),
        Content::Code(code) => parts.push(code.text.clone()),
        Content::Math(math) => parts.push(math.source.clone()),
        Content::Card(_) | Content::Rule => {}
    }
}

fn for_each_heading(blocks: &mut [Block], visit: &mut impl FnMut(&mut u8)) {
    for block in blocks {
        match &mut block.content {
            Content::Heading(level, _) => visit(level),
            Content::Details(_, inner) | Content::Quote(inner) => for_each_heading(inner, visit),
            _ => {}
        }
    }
}

/// Turns links into the article itself that lead nowhere in it into plain words.
pub fn anchors(blocks: &mut [Block], leads: &impl Fn(&str) -> bool) {
    each_line(blocks, &mut |line| unlink(line, leads));
}

/// Gives the places of an article, and the links to them, other names: two pages' notes may share theirs.
pub fn rename(blocks: &mut [Block], name: &impl Fn(&str) -> String) {
    each_block(blocks, &mut |it| it.anchor = it.anchor.take().map(|old| name(&old)));
    each_line(blocks, &mut |line| rename_line(line, name));
}

fn rename_line(line: &mut [Inline], name: &impl Fn(&str) -> String) {
    for piece in line {
        match piece {
            Inline::Anchor(old, inner) | Inline::Link(super::address::Target::Anchor(old), inner) => {
                *old = name(old);
                rename_line(inner, name);
            }
            Inline::Link(_, inner) | Inline::Styled(_, inner) | Inline::Foreign(_, _, inner) => {
                rename_line(inner, name);
            }
            _ => {}
        }
    }
}

fn unlink(line: &mut Vec<Inline>, leads: &impl Fn(&str) -> bool) {
    let mut out = Vec::with_capacity(line.len());
    for mut piece in line.drain(..) {
        match &mut piece {
            Inline::Link(_, inner)
            | Inline::Styled(_, inner)
            | Inline::Anchor(_, inner)
            | Inline::Foreign(_, _, inner) => unlink(inner, leads),
            _ => {}
        }
        match piece {
            Inline::Link(super::address::Target::Anchor(name), inner) if !leads(&name) => out.extend(inner),
            piece => out.push(piece),
        }
    }
    *line = out;
}

/// The names of the places that the article's links can lead to.
#[must_use]
pub fn places(blocks: &[Block]) -> Vec<String> {
    let mut blocks = blocks.to_vec();
    let mut names: Vec<String> = Vec::new();
    each_block(&mut blocks, &mut |it| names.extend(it.anchor.clone()));
    each_line(&mut blocks, &mut |line| collect_places(line, &mut names));
    names
}

fn collect_places(line: &[Inline], names: &mut Vec<String>) {
    for piece in line {
        match piece {
            Inline::Anchor(name, inner) => {
                names.push(name.clone());
                collect_places(inner, names);
            }
            Inline::Link(_, inner) | Inline::Styled(_, inner) | Inline::Foreign(_, _, inner) => {
                collect_places(inner, names);
            }
            _ => {}
        }
    }
}

fn each_block(blocks: &mut [Block], visit: &mut impl FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        match &mut block.content {
            Content::List(_, items) => items.iter_mut().for_each(|it| each_block(it, visit)),
            Content::Quote(inner) | Content::Details(_, inner) => each_block(inner, visit),
            Content::Terms(terms) => terms.iter_mut().for_each(|it| {
                if let Term::Meaning(inner) = it {
                    each_block(inner, visit);
                }
            }),
            Content::Table(table) => table
                .rows
                .iter_mut()
                .flat_map(|it| &mut it.cells)
                .for_each(|it| each_block(&mut it.content, visit)),
            _ => {}
        }
    }
}

fn each_line(blocks: &mut [Block], visit: &mut impl FnMut(&mut Vec<Inline>)) {
    each_block(blocks, &mut |block| match &mut block.content {
        Content::Paragraph(line) | Content::Heading(_, line) | Content::Details(line, _) => visit(line),
        Content::Figure(figure) => visit(&mut figure.caption),
        Content::Table(table) => visit(&mut table.caption),
        Content::Terms(terms) => terms.iter_mut().for_each(|it| {
            if let Term::Name(line) = it {
                visit(line);
            }
        }),
        _ => {}
    });
}

#[cfg(test)]
mod tests {
    use super::{copies, ends, folded, headings, pull_quotes, text};
    use crate::article::body::tests::article_of;
    use crate::article::tree::Content;

    #[test]
    fn levels_start_at_two_and_do_not_jump() {
        let mut blocks = article_of("<h3>a</h3><h6>b</h6><h6>c</h6><h4>d</h4><h2>e</h2>");
        headings(&mut blocks);
        let levels: Vec<u8> = blocks
            .iter()
            .filter_map(|it| if let Content::Heading(level, _) = it.content { Some(level) } else { None })
            .collect();
        assert_eq!(levels, [2, 3, 3, 3, 2]);
    }

    #[test]
    fn a_doubled_quote_goes_and_another_stays() {
        let mut blocks = article_of(
            "<p>He said: “The lamps on the harbour were never lit again.” And went.</p>\
             <blockquote>The lamps on the harbour were never lit again</blockquote><blockquote>Nobody else said this one</blockquote>",
        );
        pull_quotes(&mut blocks, &|_| false);
        assert_eq!(blocks.len(), 2);
    }

    #[test]
    fn a_text_that_is_laid_out_twice_is_read_once() {
        let told = |name: &str| {
            format!(
                "<p>{name} went down to the old harbour before the lamps were lit, and asked every ferryman on the quay whether anybody had seen the boats come in last night.</p>"
            )
        };
        let wide = format!("{}<h2>The quay</h2>{}<img src=a.png>{}", told("Ada"), told("Tom"), told("Mia"));
        let read = |html: &str| {
            let mut blocks = article_of(html);
            copies(&mut blocks);
            blocks
                .iter()
                .map(|it| text(it).split(' ').next().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        let once = read(&wide);
        assert_eq!(once.first().map(String::as_str), Some("Ada"));
        assert_eq!(read(&format!("<div>{wide}</div><div class=narrow>{wide}</div>")), once);
        let cited = format!("{wide}<p>Another voice said.</p><blockquote>{}</blockquote>", told("Tom"));
        assert_eq!(read(&cited).len(), once.len() + 2, "one block may be cited");
        let chorus = "<p>Light the lamps on the quay, light them for me.</p><p>And let them burn.</p>";
        assert_eq!(read(&chorus.repeat(3)).len(), 6);
    }

    #[test]
    fn rules_part_things() {
        let mut blocks = article_of("<p>a</p><hr><hr><p>b</p>");
        ends(&mut blocks);
        assert_eq!(blocks.len(), 3);
    }

    #[test]
    fn folding_forgets_dress() {
        assert_eq!(folded("“Don’t”, she  said."), "dont she said");
    }
}

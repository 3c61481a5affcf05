//! One saved page → its answer: the article, the asks, and the page's text before and after hiding.

use super::input::{self, Input};
use lede::{
    article::{self, Article, Extent, Metadata, tree::Direction},
    export,
    hide::{self, Edit},
    judge,
    nags::{self, Finding, Limits},
    page::{Attr, NodeId, Page, Tag, saved},
    settings::Settings,
};
use serde::Serialize;
use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Instant,
};

/// How many ancestors a path names beside the element; the corpus' labels have as many.
const PATH_ANCESTORS: usize = 4;

/// What is printed of a page. Absent metadata is null, absent text empty.
#[derive(Debug, Default, Serialize)]
pub struct Answer {
    pub page: String,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub date: Option<String>,
    pub site: Option<String>,
    pub lang: Option<String>,
    pub direction: Option<String>,
    pub lead_image: Option<String>,
    pub extent: Option<String>,
    /// Not printed: the form of the lines is fixed.
    #[serde(skip)]
    pub page_kind: Option<String>,
    pub text: String,
    pub markdown: String,
    pub before: String,
    pub after: String,
    pub asks: Vec<Ask>,
    pub micros: u64,
    pub error: Option<String>,
}

/// An ask that was hidden.
#[derive(Debug, Serialize)]
pub struct Ask {
    pub kind: String,
    pub text: String,
    pub path: String,
    pub evidence: Vec<String>,
}

/// By which constants pages are judged.
pub struct Judges<'a> {
    pub article: &'a judge::article::Model<'a>,
    pub ask: &'a judge::ask::Model<'a>,
}

/// Reads a page by the constants that ship.
pub fn read(input: &Input) -> Answer {
    let judges = Judges { article: judge::article::Model::trained(), ask: judge::ask::Model::shipped() };
    read_by(input, &judges)
}

/// Reads a page. A file that cannot be read, and a fault of the core, are told in `error`.
pub fn read_by(input: &Input, judges: &Judges<'_>) -> Answer {
    let failed = |error: String| Answer { page: input.page.clone(), error: Some(error), ..Answer::default() };
    match input::load(input) {
        Err(error) => failed(format!("{error:#}")),
        Ok(html) => catch_unwind(AssertUnwindSafe(|| answer(input, &html, judges)))
            .unwrap_or_else(|_| failed("the core panicked".to_owned())),
    }
}

fn answer(input: &Input, html: &str, judges: &Judges<'_>) -> Answer {
    let page = saved::parse(html, &input.url);
    let start = Instant::now();
    let judgement = judge::judge_with(&page, judges.article);
    let (settings, limits) = (Settings::default(), Limits::default());
    let findings = nags::find_with(&page, &judgement, &settings, judges.ask, &limits);
    let edits = hide::edits(&page, &findings);
    let article = article::extract(&page, &judgement, &findings);
    let micros = start.elapsed().as_micros() as u64;
    let hidden = hidden(&edits);
    let mut answer = Answer {
        page: input.page.clone(),
        before: visible_text(&page, &HashSet::new()),
        after: visible_text(&page, &hidden),
        asks: findings.hidden.iter().map(|it| ask(&page, it)).collect(),
        micros,
        page_kind: Some(judgement.page_kind().name().to_owned()),
        ..Answer::default()
    };
    match article {
        Some(article) => answer.tell(article),
        None => answer.tell_about(article::about(&page, &judgement)),
    }
    answer
}

/// The nodes that the edits hide.
pub fn hidden(edits: &[Edit]) -> HashSet<NodeId> {
    edits
        .iter()
        .filter_map(|it| match it {
            Edit::Hide { node, .. } => Some(*node),
            Edit::Release { .. } => None,
        })
        .collect()
}

impl Answer {
    /// What is known of a page without an article.
    fn tell_about(&mut self, it: Metadata) {
        self.title = Some(it.title).filter(|it| !it.is_empty());
        (self.byline, self.date, self.site, self.lang) = (it.byline, it.date, it.site, it.lang);
    }

    fn tell(&mut self, article: Article) {
        self.text = export::text(&article);
        self.markdown = export::markdown(&article);
        self.extent = Some(if article.extent == Extent::Cut { "cut" } else { "whole" }.to_owned());
        self.direction = Some(if article.direction == Direction::Rtl { "rtl" } else { "ltr" }.to_owned());
        self.lead_image = article.lead_image.map(|it| it.source.to_string());
        self.title = Some(article.title).filter(|it| !it.is_empty());
        self.byline = article.byline;
        self.date = article.date;
        self.site = article.site;
        self.lang = article.lang;
    }
}

fn ask(page: &Page, finding: &Finding) -> Ask {
    Ask {
        kind: finding.kind.name().to_owned(),
        text: finding.text.clone(),
        path: path(page, finding.node),
        evidence: finding.evidence.iter().map(ToString::to_string).collect(),
    }
}

/// The page's visible text in document order, without what is inside `hidden`: a line a block, one space between texts.
fn visible_text(page: &Page, hidden: &HashSet<NodeId>) -> String {
    let mut out = String::new();
    let mut covered = 0;
    let mut line_ends = true;
    for id in page.ids() {
        if hidden.contains(&id) {
            covered = covered.max(page.end(id));
        }
        let is_break = !page.tag(id).is_inline() || page.tag(id) == Tag::Br;
        line_ends |= is_break;
        if id.index() < covered || page.is_hidden(id) || !page.is_text(id) {
            continue;
        }
        line_ends |= closes_block(page, id);
        if !out.is_empty() {
            out.push(if line_ends { '\n' } else { ' ' });
        }
        line_ends = false;
        push_words(&mut out, page.text(id));
    }
    out
}

/// Whether a block ended between the text and the node before it.
fn closes_block(page: &Page, text: NodeId) -> bool {
    let Some(before) = text.0.checked_sub(1).map(NodeId) else { return false };
    let ended = page.ancestors(before).take_while(|&it| !page.contains(it, text));
    ended.into_iter().any(|it| !page.tag(it).is_inline())
}

fn push_words(out: &mut String, text: &str) {
    for (at, word) in text.split_whitespace().enumerate() {
        if 0 < at {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// The element and up to four ancestors, outermost first: `div#page.site > form.signup`.
pub fn path(page: &Page, id: NodeId) -> String {
    let mut steps: Vec<String> = std::iter::once(id)
        .chain(page.ancestors(id).take_while(|&it| page.tag(it) != Tag::Html).take(PATH_ANCESTORS))
        .map(|it| step(page, it))
        .collect();
    steps.reverse();
    steps.join(" > ")
}

fn step(page: &Page, id: NodeId) -> String {
    let mut step = page.name(id).to_owned();
    if let Some(name) = page.attr(id, Attr::Id).filter(|it| !it.trim().is_empty()) {
        step = step + "#" + name.trim();
    }
    for class in page.attr(id, Attr::Class).unwrap_or_default().split_whitespace() {
        step = step + "." + class;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::{NodeId, Page, Tag, path, visible_text};
    use std::collections::HashSet;

    fn page(outline: &str) -> Page {
        outline.parse().unwrap()
    }

    #[test]
    fn blocks_are_lines_and_hidden_nodes_are_left_out() {
        let page = page("body\n  p\n    'read'\n    b 'this'\n  div 'and not that'\n  'end'");
        let div = page.first(Tag::Div).unwrap();
        assert_eq!(visible_text(&page, &HashSet::new()), "read this\nand not that\nend");
        assert_eq!(visible_text(&page, &HashSet::from([div])), "read this\nend");
    }

    #[test]
    fn a_path_names_the_element_last() {
        let page = page("body\n  div #a .b\n    p 'x'");
        let p: NodeId = page.first(Tag::P).unwrap();
        assert!(path(&page, p).ends_with("div#a.b > p"), "{}", path(&page, p));
    }
}

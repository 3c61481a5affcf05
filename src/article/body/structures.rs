//! Lists, terms, figures and folding parts: elements whose children mean something to each other.
//!
//! An element that only places things (a list of sections, a figure around a table) is unwrapped, so that what is inside
//! keeps its own meaning. Not here: which texts are the article's, and tables (`table`).

use super::{Builder, Flow, line, media};
use crate::article::tree::{Block, Content, Figure, Image, Numbering, Term};
use crate::page::{Attr, NodeId, Tag};

impl Builder<'_> {
    /// A list, or what is inside where it only places things.
    pub(super) fn list(&self, id: NodeId, flow: &mut Flow, depth: u32) {
        let page = self.page;
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in page.children(id).filter(|&it| self.chosen.any(page, it) && !self.is_removed(it)) {
            if page.tag(child) == Tag::Li {
                let mut item = self.blocks_inside(child, depth);
                if let Some(first) = item.first_mut() {
                    first.anchor = first.anchor.take().or_else(|| self.anchor(child));
                }
                items.push(item);
                continue;
            }
            // Markup that the standard forbids: a list or another element directly in a list.
            let mut inner = Flow::default();
            self.node(None, child, &mut inner, depth);
            self.end_line(&mut inner);
            match items.last_mut().filter(|_| matches!(page.tag(child), Tag::Ul | Tag::Ol)) {
                Some(item) => item.extend(inner.blocks),
                None => items.push(inner.blocks),
            }
        }
        items.retain(|it| !it.is_empty());
        // A list of sections, or of one thing, only places them: posts of a thread, cards, numbered parts.
        let places =
            items.len() < 2 || items.iter().flatten().any(|it| matches!(it.content, Content::Heading(..)));
        if places {
            self.end_line(flow);
            flow.blocks.extend(items.into_iter().flatten());
            return;
        }
        let start = || page.attr(id, Attr::Start).and_then(|it| it.trim().parse().ok()).unwrap_or(1);
        let numbering = if page.tag(id) == Tag::Ol { Numbering::From(start()) } else { Numbering::None };
        self.push(flow, id, Content::List(numbering, items));
    }

    /// A list of terms.
    pub(super) fn terms(&self, id: NodeId, flow: &mut Flow, depth: u32) {
        let page = self.page;
        let parts = page.subtree(id).skip(1).filter(|&it| {
            matches!(page.tag(it), Tag::Dt | Tag::Dd)
                && self.chosen.any(page, it)
                && page.ancestors(it).find(|&outer| page.tag(outer) == Tag::Dl) == Some(id)
        });
        let terms: Vec<Term> = parts
            .map(|it| match page.tag(it) {
                Tag::Dt => Term::Name(self.line_of(it)),
                _ => Term::Meaning(self.blocks_inside(it, depth)),
            })
            .collect();
        let chosen_outside = terms.is_empty();
        if chosen_outside {
            return self.container_of_blocks(id, flow, depth);
        }
        // What stands before the first term or is explained by nothing is no list of terms: it flows on as text.
        let first = terms.iter().position(|it| matches!(it, Term::Name(_))).unwrap_or(terms.len());
        let last = terms.iter().rposition(|it| matches!(it, Term::Meaning(_))).map_or(0, |it| it + 1);
        let last = last.max(first);
        for part in terms.get(..first).unwrap_or_default() {
            self.loose_term(flow, id, part);
        }
        if let Some(inner) = terms.get(first..last).filter(|it| !it.is_empty()) {
            self.push(flow, id, Content::Terms(inner.to_vec()));
        }
        for part in terms.get(last..).unwrap_or_default() {
            self.loose_term(flow, id, part);
        }
    }

    /// A part of a list of terms that has no counterpart.
    fn loose_term(&self, flow: &mut Flow, id: NodeId, part: &Term) {
        match part {
            Term::Name(line) => self.lines_of(flow, id, line.clone()),
            Term::Meaning(blocks) => {
                self.end_line(flow);
                flow.blocks.extend(blocks.iter().cloned());
            }
        }
    }

    /// A figure: its pictures with their caption, a film, or what else it frames.
    pub(super) fn figure(&self, id: NodeId, flow: &mut Flow, depth: u32) {
        let page = self.page;
        let caption_node = page.subtree(id).find(|&it| page.tag(it) == Tag::Figcaption);
        let outside_caption = |it: &NodeId| caption_node.is_none_or(|caption| !page.contains(caption, *it));
        let has_text =
            page.subtree(id).filter(outside_caption).any(|it| page.is_text(it) && self.chosen.any(page, it));
        if has_text {
            // A figure around a table, code, a quote: the caption becomes a paragraph after it.
            return self.container_of_blocks(id, flow, depth);
        }
        let images = media::images(self, id);
        if images.is_empty() {
            if let Some(card) = page.subtree(id).find_map(|it| self.card(it)) {
                self.push(flow, id, Content::Card(Box::new(card)));
            }
            let chosen = caption_node.filter(|&it| self.chosen.any(page, it));
            return self.lines_of(flow, id, chosen.map(|it| media::caption(self, it)).unwrap_or_default());
        }
        self.push_figure(flow, id, images, caption_node);
    }

    /// Adds pictures with the caption that belongs to them.
    pub(super) fn push_figure(
        &self,
        flow: &mut Flow,
        id: NodeId,
        images: Vec<Image>,
        caption: Option<NodeId>,
    ) {
        let is_caption_chosen = caption.is_some_and(|it| self.chosen.any(self.page, it));
        let caption = caption.map(|it| media::caption(self, it)).unwrap_or_default();
        self.push(flow, id, Content::Figure(Figure { images, caption, is_caption_chosen }));
    }

    /// A part that folds; one without a heading or without an inside is unwrapped.
    pub(super) fn details(&self, id: NodeId, flow: &mut Flow, depth: u32) {
        let page = self.page;
        let summary = page.children(id).find(|&it| page.tag(it) == Tag::Summary);
        let heading = summary.map(|it| self.line_of(it)).unwrap_or_default();
        let mut inner = Flow::default();
        for child in page.children(id).filter(|&it| Some(it) != summary) {
            self.node(None, child, &mut inner, depth);
        }
        self.end_line(&mut inner);
        if inner.blocks.is_empty() || line::is_empty(&heading) {
            self.lines_of(flow, id, heading);
            self.end_line(flow);
            flow.blocks.extend(inner.blocks);
            return;
        }
        self.push(flow, id, Content::Details(heading, inner.blocks));
    }
}

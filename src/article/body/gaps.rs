//! What stands between the chosen texts without a chosen word of its own: pictures, films, formulas, rules.
//!
//! Such a part comes along where it belongs to the article: between its first and last text, and little beside its picture.
//! A teaser, a share bar or an author's box has words or links of its own, and is left out. No text is added here but captions.

use super::{Builder, Flow, embeds, math, media};
use crate::article::{
    class_names::has_word,
    tree::{Card, Content, Inline, Math},
};
use crate::page::{Attr, NodeId, Tag};

/// Words of text, captions apart, from which a part that the judge left out wholly is no mere picture's frame.
const MAX_FRAME_WORDS: usize = 12;

/// Words of class and id names of parts whose pictures are not the article's.
const ASIDES: [&str; 22] = [
    "related",
    "recommended",
    "recommendations",
    "promo",
    "promotion",
    "share",
    "social",
    "ad",
    "ads",
    "advert",
    "sponsor",
    "sponsored",
    "newsletter",
    "author",
    "bio",
    "sidebar",
    "footer",
    "nav",
    "menu",
    "comments",
    "teaser",
    "trending",
];

/// Words of names that outweigh those: the frame of an embedded post is often called social.
const EMBEDS: [&str; 2] = ["embed", "embedded"];

impl Builder<'_> {
    /// A part without a chosen word: its picture, film or formula, where it belongs to the article.
    pub(super) fn unchosen(&self, id: NodeId, flow: &mut Flow) {
        let page = self.page;
        let tag = page.tag(id);
        let in_article = self.span.0 <= id && id <= self.span.1;
        if !in_article
            || matches!(
                tag,
                Tag::Nav | Tag::Aside | Tag::Footer | Tag::Form | Tag::Button | Tag::Input | Tag::Dialog
            )
        {
            return;
        }
        if tag == Tag::Hr && !page.is_hidden(id) {
            return self.push(flow, id, Content::Rule);
        }
        if matches!(tag, Tag::Img | Tag::Picture) && !flow.line.is_empty() {
            flow.line.extend(media::inline_image(self, id));
            return;
        }
        if let Some(formula) = math::of(self, id) {
            return self.formula(id, formula, flow);
        }
        if !self.is_frame(id) {
            return;
        }
        let images = media::images(self, id);
        if !images.is_empty() {
            let caption = page.subtree(id).find(|&it| page.tag(it) == Tag::Figcaption);
            return self.push_figure(flow, id, images, caption);
        }
        if let Some(card) = page.subtree(id).find_map(|it| self.card(it)) {
            self.push(flow, id, Content::Card(Box::new(card)));
        }
        if let Some(name) = self.anchor(id) {
            flow.anchor.get_or_insert(name);
        }
    }

    /// A formula: a block of its own where it is displayed, else a piece of the line, whatever element a library made for it.
    pub(super) fn formula(&self, id: NodeId, formula: Math, flow: &mut Flow) {
        if formula.is_display {
            return self.push(flow, id, Content::Math(formula));
        }
        flow.begin(id);
        flow.line.push(Inline::Math(formula));
    }

    /// Whether an unchosen part holds little beside a picture or film: not a teaser, a share bar, a card of its own.
    fn is_frame(&self, id: NodeId) -> bool {
        let page = self.page;
        let names = [Attr::Class, Attr::Id];
        let is_aside = page.subtree(id).any(|it| {
            matches!(page.tag(it), Tag::Nav | Tag::Aside | Tag::Form | Tag::Button)
                && page.tag(id) != Tag::Figure
                || names
                    .into_iter()
                    .filter_map(|name| page.attr(it, name))
                    .any(|it| has_word(it, &ASIDES) && !has_word(it, &EMBEDS))
        });
        if is_aside {
            return false;
        }
        let caption = page.subtree(id).find(|&it| page.tag(it) == Tag::Figcaption);
        let texts = page.texts(id).filter(|&it| caption.is_none_or(|caption| !page.contains(caption, it)));
        texts.map(|it| page.counts(it).words as usize).sum::<usize>() <= MAX_FRAME_WORDS
    }

    /// A film or post that the element embeds.
    pub(super) fn card(&self, id: NodeId) -> Option<Card> {
        let is_embed =
            matches!(self.page.tag(id), Tag::Iframe | Tag::Video | Tag::Audio | Tag::Embed | Tag::Object);
        if is_embed { embeds::of(self, id) } else { None }
    }
}

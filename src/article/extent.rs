//! Whether the page delivered the article whole or cut, and where the publisher sells the rest.
//!
//! Never from phrases alone: an article about paywalls has them all. A page is cut where what is declared not free is not
//! there, or where a prompt that was found follows a text that is much shorter than declared or breaks off. A subscriber
//! gets the same declarations with the whole text, so a declaration alone does not convict either.

use super::{
    address::{Base, WebAddress},
    metadata::Data,
};
use crate::{
    hide,
    judge::{Judgement, Kind},
    nags::Findings,
    page::{Attr, NodeId, Page, Tag},
};
use serde::Serialize;
use serde_json::{Map, Value};

/// Whether the page delivered the article whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// Nothing says that something is missing.
    #[default]
    Whole,
    /// The page delivered only a part.
    Cut,
}

/// Share, 0 to 1, of the declared words below which a text is a part: extraction itself rarely loses a third.
const MIN_SHARE: f32 = 0.6;

/// Declared words below which lengths say nothing; teasers and briefs are that short.
const MIN_DECLARED: f32 = 150.0;

/// Blocks after the last of the article within which a prompt stands in the place of its rest.
const REACH: usize = 12;

/// Parts of the path of the publisher's own offer, in the languages that the phrasebook knows best.
const OFFERS: [&str; 20] = [
    "subscribe",
    "subscription",
    "subscriptions",
    "abo",
    "abos",
    "abonnement",
    "abonnements",
    "abonnieren",
    "abonner",
    "abonnez-vous",
    "suscripcion",
    "suscripciones",
    "suscribete",
    "assinatura",
    "assine",
    "abbonamenti",
    "abbonati",
    "prenumerata",
    "podpiska",
    "membership",
];

/// Whether the article is whole. Works on a brief page too.
#[must_use]
pub fn of(page: &Page, data: &Data, judgement: &Judgement, findings: &Findings) -> Extent {
    let gated = Gated::of(page, data);
    let chosen: Vec<usize> = (0..judgement.blocks().len()).filter(|&it| judgement.in_article(it)).collect();
    let words: u32 = chosen
        .iter()
        .filter_map(|&it| judgement.blocks().get(it))
        .filter(|it| !it.hidden)
        .map(|it| it.words)
        .sum();
    let is_short = declared_words(data)
        .is_some_and(|declared| declared >= MIN_DECLARED && (words as f32) < MIN_SHARE * declared);
    let last = chosen.last().copied();
    let has_prompt = last.is_some_and(|last| {
        let end = judgement.blocks().get(last + 1 + REACH).map_or(page.len(), |it| it.first.index());
        let start = judgement.blocks().get(last).map_or(0, |it| it.first.index());
        findings.hidden.iter().filter(|it| it.kind == Kind::Paywall).any(|it| {
            // A pinned prompt stands anywhere in the document.
            page.pinned(it.node).is_some() || (start <= it.node.index() && it.node.index() < end)
        })
    });
    let breaks_off =
        || last.and_then(|it| judgement.blocks().get(it)).is_some_and(|it| is_broken(page.text(it.last)));
    let withheld = gated.is_declared && gated.is_absent(page);
    let cut = withheld
        || (has_prompt && (gated.is_declared || is_short || breaks_off()))
        || (gated.is_declared && is_short);
    if cut { Extent::Cut } else { Extent::Whole }
}

/// The publisher's own subscribe page, if the page links to one on its own site.
#[must_use]
pub fn subscribe(page: &Page, base: &Base) -> Option<WebAddress> {
    let own = base.page()?.host();
    let links = page.ids().filter(|&it| page.tag(it) == Tag::A).filter_map(|it| page.attr(it, Attr::Href));
    links.filter_map(|href| base.web(href)).find(|address| {
        let host = address.host();
        let is_own = host == own || is_under(host, own) || is_under(own, host);
        let sells = |part: &str| OFFERS.contains(&part.to_ascii_lowercase().as_str());
        let offers = address.path().split(['/', '.']).any(sells) || host.split('.').next().is_some_and(sells);
        is_own && offers && !address.path().to_ascii_lowercase().contains("newsletter")
    })
}

/// Whether the page declares any of its text not free.
#[must_use]
pub fn is_gated(page: &Page, data: &Data) -> bool {
    Gated::of(page, data).is_declared
}

/// What the page declares not free.
#[derive(Debug, Clone, Default)]
pub struct Gated {
    /// Whether anything is.
    pub is_declared: bool,
    /// Whether the page names parts and none of them is in the document.
    names_absent_parts: bool,
    /// The elements of those parts.
    pub nodes: Vec<NodeId>,
}

impl Gated {
    /// Reads what the page declares, and which parts schema.org's `hasPart` and AMP's sections name.
    #[must_use]
    pub fn of(page: &Page, data: &Data) -> Self {
        let is_closed = |item: &&Map<String, Value>| item.get("isAccessibleForFree").is_some_and(is_false);
        let closed: Vec<&Map<String, Value>> = data.items().iter().filter(is_closed).collect();
        let selectors: Vec<&str> = closed
            .iter()
            .filter_map(|it| it.get("cssSelector"))
            .flat_map(strings)
            .flat_map(|it| it.split(','))
            .map(str::trim)
            .collect();
        let amp = |id: &NodeId| page.attr(*id, Attr::SubscriptionsSection) == Some("content");
        let nodes: Vec<NodeId> = page
            .ids()
            .filter(|it| amp(it) || selectors.iter().any(|selector| matches(page, *it, selector)))
            .collect();
        let is_declared = !closed.is_empty() || hide::declares_gate(page);
        let names_absent_parts = nodes.is_empty() && selectors.iter().any(|it| is_simple(it));
        Self { is_declared, names_absent_parts, nodes }
    }

    /// Whether what is declared not free is missing or not shown: all its parts are hidden or empty.
    fn is_absent(&self, page: &Page) -> bool {
        let is_empty =
            |id: &NodeId| page.is_hidden(*id) || page.texts(*id).all(|it| page.counts(it).words == 0);
        self.names_absent_parts || (!self.nodes.is_empty() && self.nodes.iter().all(is_empty))
    }
}

/// Words that the page says its article has.
fn declared_words(data: &Data) -> Option<f32> {
    if !data.is_text() {
        return None;
    }
    let item = data.main()?;
    let count = item
        .get("wordCount")
        .and_then(|it| it.as_f64().or_else(|| it.as_str()?.trim().parse().ok()))
        .map(|it| it as f32);
    let body =
        item.get("articleBody").and_then(Value::as_str).map(|it| crate::page::Counts::of(it).words as f32);
    count.into_iter().chain(body).reduce(f32::max)
}

/// Whether a text ends in the middle: an ellipsis.
fn is_broken(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "]) ".contains(c));
    text.ends_with('…') || text.ends_with("...")
}

fn is_false(value: &Value) -> bool {
    match value {
        Value::Bool(value) => !value,
        Value::String(text) => {
            text.rsplit('/').next().is_some_and(|it| it.trim().eq_ignore_ascii_case("false"))
        }
        _ => false,
    }
}

fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Whether a selector is one name: `.class`, `#id` or an element; publishers use no other.
fn is_simple(selector: &str) -> bool {
    let name = selector.trim_start_matches(['.', '#']);
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

fn matches(page: &Page, id: NodeId, selector: &str) -> bool {
    if !is_simple(selector) || page.is_text(id) {
        return false;
    }
    match selector.split_at_checked(1) {
        Some((".", class)) => {
            page.attr(id, Attr::Class).is_some_and(|it| it.split_whitespace().any(|token| token == class))
        }
        Some(("#", name)) => page.attr(id, Attr::Id) == Some(name),
        _ => page.name(id).eq_ignore_ascii_case(selector) && !matches!(page.tag(id), Tag::Html | Tag::Body),
    }
}

fn is_under(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|it| it.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::{Data, Extent, of, subscribe};
    use crate::{
        article::address::Base,
        judge::{Kind, judge},
        nags::{Finding, Findings},
        page::{Attr, saved},
    };

    const STORY: &str = "<main><p>The harbour was quiet that morning, and nobody on the quay had seen the boats come in, or so they said later.</p>\
        <p>The second paragraph goes on about the boats, the quay, and the people who stood there with their hands in their pockets.</p></main>";

    fn extent(head: &str, tail: &str) -> Extent {
        let page = saved::parse(&format!("{head}{STORY}{tail}"), "https://lamp.example/a");
        of(&page, &Data::of(&page), &judge(&page), &Findings::default())
    }

    fn ld(json: &str) -> String {
        format!("<script type='application/ld+json'>{json}</script>")
    }

    #[test]
    fn what_is_declared_and_missing_is_cut() {
        let gated = ld(
            r#"{"@type":"NewsArticle","isAccessibleForFree":"False","hasPart":{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".rest"}}"#,
        );
        assert_eq!(extent(&gated, ""), Extent::Cut);
        assert_eq!(extent(&gated, "<div class=rest hidden><p>More words here.</p></div>"), Extent::Cut);
        assert_eq!(
            extent(&gated, "<div class=rest><p>More words here.</p></div>"),
            Extent::Whole,
            "a subscriber sees it all"
        );
    }

    #[test]
    fn lengths_count_only_beside_a_declaration() {
        assert_eq!(extent(&ld(r#"{"@type":"NewsArticle","wordCount":900}"#), ""), Extent::Whole);
        assert_eq!(
            extent(&ld(r#"{"@type":"NewsArticle","wordCount":900,"isAccessibleForFree":false}"#), ""),
            Extent::Cut
        );
    }

    #[test]
    fn a_prompt_convicts_only_where_the_text_breaks_off() {
        let read = |end: &str| {
            let last =
                format!("<p>And then the watch of the harbour said to them that they had{end}</p></main>");
            let html = STORY.replace("</main>", &last) + "<div class=wall>Subscribe to read on</div>";
            let page = saved::parse(&html, "https://lamp.example/a");
            let node = page.ids().find(|&it| page.attr(it, Attr::Class) == Some("wall")).unwrap();
            let prompt = Finding {
                node,
                also: Vec::new(),
                kind: Kind::Paywall,
                text: String::new(),
                evidence: Vec::new(),
            };
            let findings = Findings { hidden: vec![prompt], ..Findings::default() };
            of(&page, &Data::of(&page), &judge(&page), &findings)
        };
        assert_eq!(read("…"), Extent::Cut);
        assert_eq!(read(" seen it."), Extent::Whole);
        assert_eq!(extent("", "<p>And then they said…</p>"), Extent::Whole, "an ellipsis alone is a style");
    }

    #[test]
    fn phrases_alone_say_nothing() {
        assert_eq!(extent("", "<p>Subscribe to continue reading…</p>"), Extent::Whole);
    }

    #[test]
    fn the_offer_is_the_publishers_own() {
        let links = "<a href='https://shop.example/subscribe'>x</a><a href='/newsletter/subscribe'>y</a><a href='/subscribe/now'>z</a>";
        let page = saved::parse(links, "https://www.lamp.example/a");
        assert_eq!(
            subscribe(&page, &Base::of(&page)).unwrap().to_string(),
            "https://www.lamp.example/subscribe/now"
        );
    }
}

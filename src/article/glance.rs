//! What a scan wants to know of the article, without its body: the page is not read before somebody asks for it.
//!
//! It says what [`extract_from`](super::extract_from) would say, at a fraction of its cost.

use super::{address::Base, extent, extent::Extent, metadata::Data, taken::Taken};
use crate::{
    judge::Judgement,
    nags::Findings,
    page::{NodeId, Page},
};

/// What is known of an article without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Glance {
    /// Whole or cut.
    pub extent: Extent,
    /// The publisher's own subscribe page, where the page links to one.
    pub subscribe: Option<String>,
    /// Whether this is a text to read.
    pub is_readable: bool,
}

/// Looks at the article of a page, or at the block that the user picked. Without an article, it is whole and not to be read.
#[must_use]
pub fn glance(page: &Page, judgement: &Judgement, findings: &Findings, picked: Option<NodeId>) -> Glance {
    let data = Data::of(page);
    let taken = Taken::of(page, &data, judgement, findings, picked);
    if taken.chosen.span().is_none() {
        return Glance::default();
    }
    Glance {
        extent: extent::of(page, &data, judgement, findings),
        subscribe: extent::subscribe(page, &Base::of(page)).map(|it| it.to_string()),
        is_readable: taken.is_readable,
    }
}

#[cfg(test)]
mod tests {
    use super::{Glance, glance};
    use crate::{article::extract, judge::judge, nags::Findings, page::saved};

    #[test]
    fn a_glance_says_what_reading_says() {
        let prose = "<p>The harbour was quiet that morning, and nobody on the quay had seen the boats come in, or so they said.</p>";
        let links = "<li><a href=/x>A headline of some five words</a></li>".repeat(30);
        let gate = r#"<script type=application/ld+json>{"@type":"NewsArticle","isAccessibleForFree":false,"hasPart":{"cssSelector":".rest"}}</script>"#;
        let offer = "<a href=/subscribe>Subscribe</a>";
        let pages = [
            String::new(),
            format!("<main>{}</main>", prose.repeat(8)),
            format!("<ul>{links}</ul>"),
            format!("{gate}{offer}<main>{}</main>", prose.repeat(3)),
            format!("<main>{}</main><section id=comments>{}</section>", prose.repeat(4), prose.repeat(9)),
        ];
        let mut seen = Vec::new();
        for html in pages {
            let page = saved::parse(&html, "https://lamp.example/quiet");
            let judgement = judge(&page);
            let findings = Findings::default();
            let read = extract(&page, &judgement, &findings).map_or_else(Glance::default, |it| Glance {
                extent: it.extent,
                subscribe: it.subscribe.as_ref().map(ToString::to_string),
                is_readable: it.is_readable,
            });
            assert_eq!(glance(&page, &judgement, &findings, None), read, "{html}");
            seen.push(read);
        }
        assert!(seen.iter().any(|it| it.is_readable) && seen.iter().any(|it| it.subscribe.is_some()));
    }
}

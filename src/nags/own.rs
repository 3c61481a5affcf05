//! What the user pointed at on this site: blocks to hide, and blocks that were hidden wrongly.
//!
//! The user's word stands above the judge's and above the guard's, but for one veto: what holds the better part of the
//! article, or the page itself, is never hidden by a mark that may fit another page than it was made on. Not here: how a
//! block is described and found again (`page::mark`), and where descriptions are kept (`settings`).

use super::{Evidence, Finding, Findings, Kept, summary::first_words};
use crate::{
    judge::{Judgement, Kind},
    page::{NodeId, Page, Tag, mark},
    settings::Settings,
};

/// A block of one's own choice holds at most this share of the article's words: a boxed aside may be part of the text, but
/// what holds more of it than there is outside is the article.
const MAX_ARTICLE_SHARE: f32 = 0.5;
/// With fewer expected article words than this inside, shares mean little.
const MIN_ARTICLE_WORDS: f32 = 30.0;

/// Why a block stays although the user wants it hidden.
#[must_use]
pub fn refuses(page: &Page, judgement: &Judgement, node: NodeId) -> Option<Evidence> {
    if matches!(page.tag(node), Tag::Html | Tag::Head | Tag::Body) {
        return Some(Evidence::WholePage);
    }
    let inside = judgement.article_words_in(page, node);
    let share = inside / judgement.article_words().max(1.0);
    let holds = inside > MIN_ARTICLE_WORDS && share > MAX_ARTICLE_SHARE;
    holds.then(|| Evidence::HoldsArticle((100.0 * share).min(100.0) as u8))
}

/// The blocks of this page that the user said were hidden wrongly. Cost: see [`mark::find`], once a description.
pub(super) fn wrong(page: &Page, settings: &Settings) -> Vec<NodeId> {
    let marks = settings.site(page.url()).map(|it| it.wrong.as_slice()).unwrap_or_default();
    marks.iter().filter_map(|it| mark::find(page, it)).collect()
}

/// Whether hiding the element would hide a block that must stay, or is such a block's own part.
pub(super) fn is_wrong(page: &Page, wrong: &[NodeId], node: NodeId) -> bool {
    wrong.iter().any(|&it| page.contains(it, node) || page.contains(node, it))
}

/// Takes back what the user said is wrong, and adds what the user wants hidden.
pub(super) fn apply(
    page: &Page,
    judgement: &Judgement,
    settings: &Settings,
    wrong: &[NodeId],
    findings: &mut Findings,
) {
    for it in findings.hidden.extract_if(.., |it| is_wrong(page, wrong, it.node)) {
        let Finding { node, kind, text, mut evidence, .. } = it;
        evidence.insert(0, Evidence::Wrong);
        findings.kept.push(Kept { node, kind, text, evidence });
    }
    let Some(site) = settings.site(page.url()).filter(|it| it.enabled) else { return };
    for node in site.hide.iter().filter_map(|it| mark::find(page, it)) {
        let text = first_words(page, node);
        if let Some(reason) = refuses(page, judgement, node) {
            let evidence = vec![reason, Evidence::Own];
            findings.kept.push(Kept { node, kind: Kind::Own, text, evidence });
        } else if !findings.hidden.iter().any(|it| page.contains(it.node, node)) {
            findings.hidden.retain(|it| !page.contains(node, it.node));
            let evidence = vec![Evidence::Own];
            findings.hidden.push(Finding { node, also: Vec::new(), kind: Kind::Own, text, evidence });
        }
    }
    findings.hidden.sort_by_key(|it| it.node);
}

#[cfg(test)]
mod tests {
    use crate::{
        judge::{self, Kind},
        nags::{self, Evidence, Findings},
        page::{NodeId, Page, mark, saved},
        settings::{Settings, Site},
    };

    const PAGE: &str = "<main><h1>The bridge</h1><div class=story><p>The old bridge over the river had stood for two hundred years when the engineers came to look at it, and they found cracks in the northern pier, and a colony of bats beneath the southern one.</p><p>The council met twice that week, and each time the hall was full, the windows were open, and nobody wanted to go home before the matter was settled.</p></div><div class=puzzle-promo><p>Today in our puzzle corner: a crossing in nine moves</p><a href=/puzzles>To the puzzles</a></div></main><footer><div class=newsletter-signup><h3>Sign up for our newsletter</h3><p>The latest news delivered to your inbox every morning. Unsubscribe at any time.</p><form><input type=email name=email placeholder='Your email address'><button>Subscribe</button></form></div></footer>";

    fn page() -> Page {
        saved::parse(PAGE, "https://lantern.example/bridge")
    }

    fn named(page: &Page, class: &str) -> NodeId {
        page.ids().find(|&it| page.attr(it, crate::page::Attr::Class) == Some(class)).unwrap()
    }

    fn found(page: &Page, site: Site) -> Findings {
        let mut settings = Settings::default();
        settings.sites.insert("lantern.example".to_owned(), site);
        nags::find(page, &judge::judge(page), &settings)
    }

    #[test]
    fn what_the_user_pointed_at_goes() {
        let page = page();
        let promo = named(&page, "puzzle-promo");
        let findings = found(&page, Site { hide: vec![mark::describe(&page, promo)], ..Site::default() });
        let own = findings.hidden.iter().find(|it| it.kind == Kind::Own).unwrap();
        assert_eq!((own.node, own.evidence.as_slice()), (promo, [Evidence::Own].as_slice()));
        assert_eq!(findings.hidden.len(), 2, "the newsletter box goes all the same");
    }

    #[test]
    fn the_article_is_not_the_users_to_lose() {
        let page = page();
        for name in ["story", "main"] {
            let node = page.ids().find(|&it| page.name(it) == name).unwrap_or_else(|| named(&page, "story"));
            let findings = found(&page, Site { hide: vec![mark::describe(&page, node)], ..Site::default() });
            assert!(!findings.hidden.iter().any(|it| it.kind == Kind::Own), "{name}");
            let kept = findings.kept.iter().find(|it| it.kind == Kind::Own).unwrap();
            assert!(matches!(kept.evidence.first(), Some(Evidence::HoldsArticle(_))), "{name}: {kept:?}");
        }
    }

    #[test]
    fn what_was_wrong_stays_with_the_reason() {
        let page = page();
        let form = named(&page, "newsletter-signup");
        let findings = found(&page, Site { wrong: vec![mark::describe(&page, form)], ..Site::default() });
        assert!(findings.hidden.is_empty(), "{findings:?}");
        assert!(findings.kept.iter().any(|it| it.evidence.first() == Some(&Evidence::Wrong)), "{findings:?}");
    }

    #[test]
    fn where_lede_is_off_no_mark_acts() {
        let page = page();
        let mark = mark::describe(&page, named(&page, "puzzle-promo"));
        let findings = found(&page, Site { enabled: false, hide: vec![mark], ..Site::default() });
        assert!(findings.hidden.is_empty());
    }
}

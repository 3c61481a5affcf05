//! Judgement → Findings: which elements are asks, of what kind, and why.
//!
//! The learned head says how likely each candidate is an ask; vendors' marks and the page's own marks convict by
//! themselves; the outermost convicted element goes, unless the guard vetoes it, in which case what is inside gets its own
//! hearing. So of a mixed block only the part that asks goes. Not here: how anything is hidden (`hide`).

mod alike;
mod backdrops;
mod bare;
pub mod donation;
mod evidence;
pub mod guard;
mod led;
mod named;
pub mod newsletter;
mod own;
pub mod paywall;
mod plain;
mod said;
pub mod subscription;
mod summary;
mod told;
pub mod vendors;
mod veto;
mod wide;

pub use evidence::Evidence;
pub use own::refuses;

use crate::{
    judge::{
        Judgement, Kind,
        ask::{self, Candidate, Model},
        ask_features::Facts,
        ask_sums::Counted,
        trees,
    },
    page::{NodeId, Page, Tag},
    settings::Settings,
};
use said::Said;

/// An ask that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The element that goes.
    pub node: NodeId,
    /// What goes with it: backdrops and the like.
    pub also: Vec<NodeId>,
    /// The kind of ask.
    pub kind: Kind,
    /// Its first words, at most 120 characters.
    pub text: String,
    /// Why, most telling first.
    pub evidence: Vec<Evidence>,
}

/// Something that looked like an ask and stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The element.
    pub node: NodeId,
    /// What kind of ask it looked like.
    pub kind: Kind,
    /// Its first words, at most 120 characters.
    pub text: String,
    /// First why it stays, then what spoke against it.
    pub evidence: Vec<Evidence>,
}

/// All that was found on a page.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// What goes, in document order; none inside another.
    pub hidden: Vec<Finding>,
    /// Backdrops of an ask that was hidden before.
    pub left_over: Vec<NodeId>,
    /// What looked like an ask and stays.
    pub kept: Vec<Kept>,
    /// What the head suspects, in document order, whether it went or stays: the reader may be stricter than the page.
    pub suspected: Vec<Suspected>,
}

/// An element that the head suspects.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspected {
    /// The element.
    pub node: NodeId,
    /// Probability, 0 to 1, that all of it is an ask.
    pub probability: f32,
}

/// Finds the asks of a page.
#[must_use]
pub fn find(page: &Page, judgement: &Judgement, settings: &Settings) -> Findings {
    find_with(page, judgement, settings, Model::shipped(), &Limits::default())
}

/// From which probabilities on something goes.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Probability from which a candidate is an ask, by kind in the order of [`Kind::ALL`].
    pub thresholds: [f32; 4],
    /// A container is too wide when something inside is so much likelier an ask, in log-odds.
    pub outdone: f32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { thresholds: THRESHOLDS, outdone: OUTDONE }
    }
}

/// Finds the asks of a page by a model of one's own: for training, which measures models that do not ship.
#[must_use]
pub fn find_with(
    page: &Page,
    judgement: &Judgement,
    settings: &Settings,
    model: &Model,
    limits: &Limits,
) -> Findings {
    let facts = Facts::of(page, judgement);
    let mut suspects: Vec<Suspect> = ask::candidates(page, &facts, model)
        .into_iter()
        .map(|it| suspect(page, judgement, &facts, it, limits))
        .collect();
    add_marked(page, &facts, &mut suspects);
    suspects.sort_by_key(|it| (it.node, !it.is_known()));
    suspects.dedup_by_key(|it| it.node);

    let wrong = own::wrong(page, settings);
    let doubtful = suspects.iter().filter(|it| it.probability >= DOUBTFUL);
    let suspected = doubtful.map(|it| Suspected { node: it.node, probability: it.probability }).collect();
    let mut findings = Findings { suspected, ..Findings::default() };
    let mut chosen: Option<NodeId> = None;
    for (at, it) in suspects.iter().enumerate() {
        let is_inside = [findings.hidden.last().map(|it| it.node), chosen]
            .into_iter()
            .flatten()
            .any(|outer| page.contains(outer, it.node));
        let after = suspects.get(at + 1..).unwrap_or_default();
        if is_inside
            || !it.is_convicted()
            || wide::is_outdone(page, judgement, &facts, it, after, limits.outdone)
        {
            continue;
        }
        let said = Said::by(page, &facts, it.node);
        let mut evidence = evidence_of(page, it, &said);
        let text = summary::first_words(page, it.node);
        let reason = veto::of(page, judgement, &facts, it)
            .or_else(|| own::is_wrong(page, &wrong, it.node).then_some(Evidence::Wrong))
            .or_else(|| (!settings.hides(it.kind, page.url())).then_some(Evidence::Chosen));
        if let Some(reason) = reason {
            // What the user wants to see stays whole; of other vetoed elements the inside gets its own hearing.
            chosen = if reason == Evidence::Chosen { Some(it.node) } else { chosen };
            evidence.insert(0, reason);
            findings.kept.push(Kept { node: it.node, kind: it.kind, text, evidence });
        } else {
            let node = widest(page, judgement, &facts, it.node, it.kind);
            findings.hidden.push(Finding { node, also: Vec::new(), kind: it.kind, text, evidence });
        }
    }
    merge(page, judgement, &facts, &suspects, &mut findings);
    own::apply(page, judgement, settings, &wrong, &mut findings);
    backdrops::add(page, &facts, &mut findings);
    findings
}

/// From these probabilities on, a candidate is an ask, by kind in the order of [`Kind::ALL`]. Cross-validated by site, they
/// harm 0.4% of what must stay; what the kinds need more or less, links and words say (`led`, `told`).
const THRESHOLDS: [f32; 4] = [0.94, 0.945, 0.95, 0.95];
/// A box pinned over the page needs less: pages pin little else but asks, menus and players, and the guard knows those.
const THRESHOLD_PINNED: f32 = 0.3;
/// From this probability on, the reader is told; its own limits are above.
const DOUBTFUL: f32 = 0.1;
/// A container is too wide when something inside is so much likelier an ask, in log-odds.
const OUTDONE: f32 = 2.0;

/// A candidate with what the page's marks say of it.
#[derive(Debug, Clone, Copy)]
struct Suspect {
    node: NodeId,
    probability: f32,
    threshold: f32,
    /// By how much the rules lower what is asked of the head, in log-odds.
    ease: f32,
    kind: Kind,
    vendor: Option<&'static str>,
    is_marked: bool,
    is_led: bool,
}

impl Suspect {
    fn is_convicted(&self) -> bool {
        self.probability >= self.threshold
    }

    /// What the head and the rules say together, in log-odds.
    fn certainty(&self) -> f32 {
        odds(self.probability) + self.ease
    }

    /// Whether a vendor's mark or the page's own convicts it, whatever the head says.
    fn is_known(&self) -> bool {
        self.vendor.is_some() || self.is_marked
    }
}

fn suspect(
    page: &Page,
    judgement: &Judgement,
    facts: &Facts,
    candidate: Candidate,
    limits: &Limits,
) -> Suspect {
    let Candidate { node, probability } = candidate;
    let said = Said::by(page, facts, node);
    let kind = likeliest(&said);
    let threshold = limits.thresholds.get(kind as usize).copied().unwrap_or(1.0);
    let led = led::ease(page, facts, node, &said);
    // Worth telling only where the words alone would not have done.
    let is_led = led.links > 0.0 && probability < threshold;
    let words = told::ease(page, judgement.page_kind(), facts, node, &said);
    let before = led.links + led.field + words;
    let plain = plain::ease(page, facts, node, kind, &said, before);
    let ease = before + plain + named::ease(page, facts, node, kind);
    let threshold = trees::probability(odds(threshold) - ease);
    let threshold = if page.pinned(node).is_some() { THRESHOLD_PINNED.min(threshold) } else { threshold };
    Suspect { node, probability, threshold, ease, kind, vendor: None, is_marked: false, is_led }
}

/// Adds what vendors' marks and the page's own marks convict.
fn add_marked(page: &Page, facts: &Facts, suspects: &mut Vec<Suspect>) {
    let sure = |node, kind: Option<Kind>, vendor: Option<&'static str>| Suspect {
        node,
        probability: 1.0,
        threshold: 0.0,
        ease: 0.0,
        kind: kind.unwrap_or_else(|| likeliest(&Said::by(page, facts, node))),
        vendor,
        is_marked: vendor.is_none(),
        is_led: false,
    };
    suspects.extend(vendors::find(page).into_iter().map(|it| sure(it.node, it.kind, Some(it.vendor))));
    let marked = page.ids().filter(|&id| vendors::is_marked(page, id) && !page.is_hidden(id));
    suspects.extend(marked.map(|id| sure(id, Some(Kind::Paywall), None)));
}

/// The log-odds of a probability.
fn odds(probability: f32) -> f32 {
    (probability / (1.0 - probability).max(1e-4)).max(1e-4).ln()
}

fn likeliest(said: &Said) -> Kind {
    let claims = [
        (Kind::Subscription, subscription::claim(said)),
        (Kind::Donation, donation::claim(said)),
        (Kind::Paywall, paywall::claim(said)),
        // The last wins a tie: what asks for nothing that can be read asks for an address, mostly.
        (Kind::Newsletter, newsletter::claim(said)),
    ];
    claims.into_iter().max_by_key(|it| it.1).map_or(Kind::Newsletter, |it| it.0)
}

fn evidence_of(page: &Page, suspect: &Suspect, said: &Said) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = suspect.vendor.map(Evidence::Vendor).into_iter().collect();
    if suspect.is_marked {
        evidence.push(Evidence::Marked);
    }
    evidence.extend(match suspect.kind {
        Kind::Paywall => paywall::evidence(said),
        Kind::Subscription => subscription::evidence(said),
        Kind::Donation => donation::evidence(said),
        Kind::Newsletter => newsletter::evidence(said),
        Kind::Own => Vec::new(),
    });
    if let Some(pinned) = page.pinned(suspect.node) {
        evidence.push(Evidence::Pinned((100.0 * pinned.cover(page.viewport())) as u8));
    }
    if suspect.is_led {
        evidence.push(Evidence::Led);
    }
    if !suspect.is_known() {
        evidence.push(Evidence::Learned((100.0 * suspect.probability) as u8));
    }
    evidence
}

/// The widest element that holds nothing beside the ask: hiding it leaves no empty box behind.
fn widest(page: &Page, judgement: &Judgement, facts: &Facts, node: NodeId, kind: Kind) -> NodeId {
    let holds = |id, what| facts.sums.inside(page, id, what);
    let things = [
        Counted::Chars,
        Counted::Images,
        Counted::Fields,
        Counted::Buttons,
        Counted::Links,
        Counted::Frames,
        Counted::Players,
    ];
    let adds_nothing = |id: &NodeId| {
        things.iter().all(|&what| holds(*id, what) == holds(node, what))
            && !matches!(page.tag(*id), Tag::Html | Tag::Body | Tag::Main | Tag::Article)
            && guard::veto(page, judgement, facts, *id, kind).is_none()
    };
    page.ancestors(node).take_while(adds_nothing).last().unwrap_or(node)
}

/// Makes one finding of several that together are nearly all of the element around them, or most of one that looked like an
/// ask itself and leads nowhere else: a heading left alone says nothing.
fn merge(page: &Page, judgement: &Judgement, facts: &Facts, suspects: &[Suspect], findings: &mut Findings) {
    let is_likely = |id| {
        let at = suspects.binary_search_by_key(&id, |it: &Suspect| it.node).ok();
        at.and_then(|it| suspects.get(it)).is_some_and(|it| it.probability >= LIKELY)
    };
    let chars = |id| facts.sums.inside(page, id, Counted::Chars) as f32;
    let elsewhere = |id| facts.links.inside(page, id).elsewhere();
    let mut at = 0;
    while let Some(first) = findings.hidden.get(at) {
        let (kind, around) = (first.kind, page.parent(first.node));
        let whole = around.filter(|&outer| {
            let inside: Vec<f32> = findings
                .hidden
                .iter()
                .filter(|it| page.contains(outer, it.node))
                .map(|it| chars(it.node))
                .collect();
            let led: u16 = findings
                .hidden
                .iter()
                .filter(|it| page.contains(outer, it.node))
                .map(|it| elsewhere(it.node))
                .sum();
            let is_one = is_likely(outer) && elsewhere(outer) == led;
            let share = if is_one { MERGED_LIKELY } else { MERGED };
            inside.len() > 1
                && inside.iter().sum::<f32>() >= share * chars(outer)
                && guard::veto(page, judgement, facts, outer, kind).is_none()
        });
        let Some(outer) = whole else {
            at += 1;
            continue;
        };
        if let Some(first) = findings.hidden.get_mut(at) {
            first.node = outer;
            first.text = summary::first_words(page, outer);
        }
        let mut kept = 0;
        findings.hidden.retain(|it| {
            kept += 1;
            kept - 1 <= at || !page.contains(outer, it.node)
        });
    }
}

/// Findings that hold this share of the text around them are one.
const MERGED: f32 = 0.9;
/// The same of an element that is [`LIKELY`] an ask.
const MERGED_LIKELY: f32 = 0.7;
/// A box that is an ask rather than not.
const LIKELY: f32 = 0.5;

#[cfg(test)]
mod tests {
    use super::{Evidence, Findings, find};
    use crate::{
        judge::{self, Kind},
        page::{Page, saved},
        settings::{Settings, Site},
    };

    const FOOTER: &str = "<main><h1>The bridge</h1><p>The old bridge over the river had stood for two hundred years when the engineers came to look at it, and they found cracks in the northern pier, and a colony of bats beneath the southern one.</p></main><footer><div class=address><p>The Lantern, 4 Mill Lane, Marrowby</p><a href=/about>About us</a></div><div class=newsletter-signup><h3>Sign up for our newsletter</h3><p>The latest news delivered to your inbox every morning. Unsubscribe at any time.</p><form><input type=email name=email placeholder='Your email address'><button>Subscribe</button></form></div></footer>";

    fn found(html: &str, settings: &Settings) -> (Page, Findings) {
        let page = saved::parse(html, "https://lantern.example/bridge");
        let findings = find(&page, &judge::judge(&page), settings);
        (page, findings)
    }

    #[test]
    fn of_a_mixed_footer_only_the_ask_goes() {
        let (page, findings) = found(FOOTER, &Settings::default());
        assert_eq!(findings.hidden.len(), 1, "{findings:?}");
        let ask = &findings.hidden[0];
        assert_eq!(ask.kind, Kind::Newsletter);
        assert!(ask.text.starts_with("Sign up for our newsletter"), "{findings:?}");
        assert!(!page.subtree_text(ask.node).contains("Mill Lane"));
    }

    #[test]
    fn what_the_user_wants_to_see_is_kept_and_recorded() {
        let mut settings = Settings::default();
        let site = Site { keep: vec![Kind::Newsletter], ..Site::default() };
        settings.sites.insert("lantern.example".to_owned(), site);
        let (_, findings) = found(FOOTER, &settings);
        assert!(findings.hidden.is_empty());
        assert!(findings.kept.iter().any(|it| it.evidence.first() == Some(&Evidence::Chosen)));
    }

    #[test]
    fn the_pages_own_mark_convicts() {
        let html = "<main><p>The old bridge over the river had stood for two hundred years.</p><section subscriptions-section=content-not-granted><p>Read on with a plan.</p></section></main>";
        let (_, findings) = found(html, &Settings::default());
        assert!(
            findings
                .hidden
                .iter()
                .any(|it| it.kind == Kind::Paywall && it.evidence.contains(&Evidence::Marked)),
            "{findings:?}"
        );
    }
}

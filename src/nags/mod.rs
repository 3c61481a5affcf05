//! Judgement → Findings: which elements are asks, of what kind, and why.
//!
//! The learned head says how likely each candidate is an ask; vendors' marks and the page's own marks convict by
//! themselves; the outermost convicted element goes, unless the guard vetoes it, in which case what is inside gets its own
//! hearing. So of a mixed block only the part that asks goes. Not here: how anything is hidden (`hide`).

pub mod donation;
mod evidence;
pub mod guard;
pub mod newsletter;
pub mod paywall;
mod said;
pub mod subscription;
pub mod vendors;

pub use evidence::Evidence;

use crate::{
    judge::{
        Judgement, Kind,
        ask::{self, Candidate, Model},
        ask_features::Facts,
        ask_sums::Counted,
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
    /// What looked like an ask and stays.
    pub kept: Vec<Kept>,
}

/// Finds the asks of a page.
#[must_use]
pub fn find(page: &Page, judgement: &Judgement, settings: &Settings) -> Findings {
    find_with(page, judgement, settings, &Model::shipped(), THRESHOLD)
}

/// Finds the asks of a page by a model of one's own: for training, which measures models that do not ship.
#[must_use]
pub fn find_with(page: &Page, judgement: &Judgement, settings: &Settings, model: &Model, threshold: f32) -> Findings {
    let facts = Facts::of(page, judgement);
    let mut suspects: Vec<Suspect> = ask::candidates(page, &facts, model).into_iter().map(|it| suspect(page, it, threshold)).collect();
    add_marked(page, &mut suspects);
    suspects.sort_by_key(|it| (it.node, it.vendor.is_none()));
    suspects.dedup_by_key(|it| it.node);

    let mut findings = Findings::default();
    for (at, it) in suspects.iter().enumerate() {
        let is_inside = findings.hidden.last().is_some_and(|last| page.contains(last.node, it.node));
        // What the user chose to keep is kept whole: its parts are not asks of another kind.
        let is_chosen = |kept: &Kept| kept.evidence.first() == Some(&Evidence::Chosen) && page.contains(kept.node, it.node);
        if is_inside || findings.kept.iter().any(is_chosen) || it.probability < it.threshold || is_outdone(page, it, suspects.get(at + 1..).unwrap_or_default()) {
            continue;
        }
        let said = Said::by(page, &facts, it.node);
        let kind = it.kind.unwrap_or_else(|| likeliest(&said));
        let mut evidence = evidence_of(page, it, kind, &said);
        let text = first_words(page, it.node);
        let veto = guard::veto(page, judgement, &facts, it.node, kind)
            .or_else(|| (!settings.hides(kind, page.url())).then_some(Evidence::Chosen));
        if let Some(reason) = veto {
            evidence.insert(0, reason);
            findings.kept.push(Kept { node: it.node, kind, text, evidence });
        } else {
            let node = widest(page, judgement, &facts, it.node, kind);
            findings.hidden.push(Finding { node, also: Vec::new(), kind, text, evidence });
        }
    }
    add_backdrops(page, &facts, &mut findings);
    findings
}

/// From this probability on, a candidate is an ask.
const THRESHOLD: f32 = 0.7;
/// A box pinned over the page needs less: pages pin little else but asks, menus and players, and the guard knows those.
const THRESHOLD_PINNED: f32 = 0.3;
/// A container is too wide when something inside is so much likelier an ask, in log-odds.
const OUTDONE: f32 = 2.0;
/// First words shown to the user, in characters.
const FIRST_WORDS: usize = 120;

/// A candidate with what the page's marks say of it.
#[derive(Debug, Clone, Copy)]
struct Suspect {
    node: NodeId,
    probability: f32,
    threshold: f32,
    kind: Option<Kind>,
    vendor: Option<&'static str>,
    is_marked: bool,
}

fn suspect(page: &Page, candidate: Candidate, threshold: f32) -> Suspect {
    let Candidate { node, probability, kind } = candidate;
    let threshold = if page.pinned(node).is_some() { THRESHOLD_PINNED.min(threshold) } else { threshold };
    Suspect { node, probability, threshold, kind: Some(kind), vendor: None, is_marked: false }
}

/// Adds what vendors' marks and the page's own marks convict.
fn add_marked(page: &Page, suspects: &mut Vec<Suspect>) {
    let sure = |node, kind, vendor| Suspect { node, probability: 1.0, threshold: 0.0, kind, vendor, is_marked: vendor.is_none() };
    suspects.extend(vendors::find(page).into_iter().map(|it| sure(it.node, it.kind, Some(it.vendor))));
    let marked = page.ids().filter(|&id| vendors::is_marked(page, id) && !page.is_hidden(id));
    suspects.extend(marked.map(|id| sure(id, Some(Kind::Paywall), None)));
}

/// Whether something inside a candidate is so much likelier an ask that the candidate must be too wide.
fn is_outdone(page: &Page, outer: &Suspect, after: &[Suspect]) -> bool {
    let odds = |p: f32| (p / (1.0 - p).max(1e-4)).max(1e-4).ln();
    let own = odds(outer.probability);
    after.iter().take_while(|it| page.contains(outer.node, it.node)).any(|it| odds(it.probability) > own + OUTDONE && it.vendor.is_none())
}

fn likeliest(said: &Said) -> Kind {
    let claims = [
        (Kind::Newsletter, newsletter::claim(said)),
        (Kind::Subscription, subscription::claim(said)),
        (Kind::Donation, donation::claim(said)),
        (Kind::Paywall, paywall::claim(said)),
    ];
    claims.into_iter().max_by_key(|it| it.1).map_or(Kind::Newsletter, |it| it.0)
}

fn evidence_of(page: &Page, suspect: &Suspect, kind: Kind, said: &Said) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = suspect.vendor.map(Evidence::Vendor).into_iter().collect();
    if suspect.is_marked {
        evidence.push(Evidence::Marked);
    }
    evidence.extend(match kind {
        Kind::Paywall => paywall::evidence(said),
        Kind::Subscription => subscription::evidence(said),
        Kind::Donation => donation::evidence(said),
        Kind::Newsletter => newsletter::evidence(said),
    });
    if let Some(pinned) = page.pinned(suspect.node) {
        evidence.push(Evidence::Pinned((100.0 * pinned.cover(page.viewport())) as u8));
    }
    if suspect.vendor.is_none() && !suspect.is_marked {
        evidence.push(Evidence::Learned((100.0 * suspect.probability) as u8));
    }
    evidence
}

/// The widest element that holds nothing beside the ask: hiding it leaves no empty box behind.
fn widest(page: &Page, judgement: &Judgement, facts: &Facts, node: NodeId, kind: Kind) -> NodeId {
    let holds = |id, what| facts.sums.inside(page, id, what);
    let things = [Counted::Chars, Counted::Images, Counted::Fields, Counted::Buttons, Counted::Links, Counted::Frames, Counted::Players];
    let adds_nothing = |id: &NodeId| {
        things.iter().all(|&what| holds(*id, what) == holds(node, what))
            && !matches!(page.tag(*id), Tag::Html | Tag::Body | Tag::Main | Tag::Article)
            && guard::veto(page, judgement, facts, *id, kind).is_none()
    };
    page.ancestors(node).take_while(adds_nothing).last().unwrap_or(node)
}

/// Backdrops: pinned boxes without text that cover the window, hidden with the ask that they belong to.
fn add_backdrops(page: &Page, facts: &Facts, findings: &mut Findings) {
    let is_over = |node: NodeId| page.all_pinned().iter().any(|it| page.contains(node, it.node) || page.contains(it.node, node));
    let Some(first) = findings.hidden.iter().position(|it| is_over(it.node)) else { return };
    let empty = |id| {
        [Counted::Chars, Counted::Fields, Counted::Buttons, Counted::Players, Counted::Frames]
            .iter()
            .all(|&what| facts.sums.inside(page, id, what) == 0)
    };
    let backdrops: Vec<NodeId> = page
        .all_pinned()
        .iter()
        .filter(|it| it.is_backdrop || it.cover(page.viewport()) > BACKDROP_COVER)
        .map(|it| it.node)
        .filter(|&id| empty(id) && !matches!(page.tag(id), Tag::Html | Tag::Body | Tag::Main))
        .filter(|&id| !findings.hidden.iter().any(|it| page.contains(it.node, id)))
        .collect();
    if let Some(finding) = findings.hidden.get_mut(first) {
        finding.also = backdrops;
    }
}

/// A box without text is a backdrop from this share of the window on.
const BACKDROP_COVER: f32 = 0.8;

fn first_words(page: &Page, node: NodeId) -> String {
    page.subtree_text(node).chars().take(FIRST_WORDS).collect()
}

//! What the words of an element add to the learned head where they leave little open, and what its page takes back.
//!
//! The head has seen few asks of the rare kinds, and holds whole phrases ("reached your limit", "become a member") for as weak as
//! their words. On a page that is there to be read they ask; on one that sells, the same words are its wares. Not here: links
//! (`led`), what has the words and is something else (`alike`).

use super::said::Said;
use crate::{
    judge::{PageKind, ask_features::Facts, ask_links::Goal, ask_sums::Counted, phrases::Class},
    page::{NodeId, Page, Tag},
};

/// By how much the words lower what is asked of the head, in log-odds; below 0 where they raise it.
#[must_use]
pub fn ease(page: &Page, kind: PageKind, facts: &Facts, node: NodeId, said: &Said) -> f32 {
    let led = facts.links.inside(page, node);
    let controls =
        said.holds(Counted::Fields) + said.holds(Counted::Buttons) + said.holds(Counted::Frames) > 0;
    let print =
        if is_small_print(page, facts, node, said) { SMALL_PRINT } else { 0.0 } + beside_the_ask(said);
    if matches!(kind, PageKind::Service | PageKind::Product | PageKind::Documentation) {
        let is_idle = !controls && led.count(Goal::Page) > 0 && led.count(Goal::Any) == 0;
        return -SELLS - print - if is_idle { IDLE } else { 0.0 };
    }
    if said.holds(Counted::Chars) >= MAX_CHARS || said.count(OTHER) > 0 {
        return -print;
    }
    let outright = if asks_outright(said) { OUTRIGHT } else { 0.0 };
    let gives = if (controls || led.count(Goal::Any) > 0) && asks_to_give(said) { GIVES } else { 0.0 };
    outright + gives - print
}

/// Whole phrases of the rare kinds, or two kinds of words that stand together in little else. Cross-validated by site, these hide
/// one in ten more of the subscriptions and paywalls at the same harm; a quarter less does nearly as much.
const OUTRIGHT: f32 = 3.0;
/// Words that ask for money, beside a reason and something to press.
const GIVES: f32 = 1.5;
/// A page that sells or explains: half of the look-alikes stand there, and few of the asks.
const SELLS: f32 = 0.2;
/// On such a page, words that lead to another page of it and hold nothing to press are a part of the offer.
const IDLE: f32 = 1.0;
/// The small print of a form is no ask without the form.
const SMALL_PRINT: f32 = 1.0;
/// Legal words, or what a form says afterwards, in a box without the form: it stands beside an ask and is none.
const BESIDE: f32 = 1.0;
/// A form with more words is around the page; what it ends with need not be its own.
const FORM_WORDS: u32 = 200;
/// An element with so many UTF-16 units holds more than an ask; something said in it says little of the whole.
const MAX_CHARS: u32 = 900;

/// "By clicking submit you agree to receive letters", by itself, where the fields stand elsewhere in the form.
fn is_small_print(page: &Page, facts: &Facts, node: NodeId, said: &Said) -> bool {
    let has_fields = |form: NodeId| {
        facts.sums.inside(page, form, Counted::Fields) > 0
            && facts.sums.inside(page, form, Counted::Words) < FORM_WORDS
    };
    said.count(&[Class::Consent, Class::Legal]) > 0
        && said.holds(Counted::Fields) == 0
        && page.pinned(node).is_none()
        && page.ancestors(node).find(|&it| page.tag(it) == Tag::Form).is_some_and(has_fields)
}

/// What a box without a field takes off for legal words, and one without a field for an address for words of thanks.
fn beside_the_ask(said: &Said) -> f32 {
    let legal = said.holds(Counted::Fields) == 0 && said.count(&[Class::Legal]) > 0;
    let answers = said.holds(Counted::EmailFields) == 0 && said.count(&[Class::Thanks]) > 0;
    BESIDE * f32::from(u8::from(legal) + u8::from(answers))
}

fn asks_to_give(said: &Said) -> bool {
    let reason = [Class::Support, Class::Plea, Class::Us, Class::Enjoy];
    (said.count(&[Class::Donate]) > 0 && said.count(&reason) > 0) || said.whole(&[Class::Support]) > 0
}

fn asks_outright(said: &Said) -> bool {
    let says = |class: Class| said.count(&[class]) > 0;
    let metered = said.whole(&[Class::Meter]) > 0 && said.count(METERED) > 0;
    let offers = says(Class::Premium) && said.count(&[Class::Issue, Class::Terms, Class::Price]) > 0;
    metered
        || offers
        || said.whole(&[Class::Plea, Class::Premium, Class::Member]) > 0
        || (says(Class::SignUp) && says(Class::Member))
}

/// Who counts articles says to whom, or what ends the counting; "this month" by itself counts nothing.
const METERED: &[Class] = &[
    Class::You,
    Class::Subscribe,
    Class::Account,
    Class::Already,
    Class::Premium,
    Class::Member,
    Class::SignUp,
];

/// What is spoken of where the same phrases ask for something else.
const OTHER: &[Class] = &[
    Class::Comment,
    Class::Audio,
    Class::Shop,
    Class::Contest,
    Class::Event,
    Class::Demo,
    Class::Cookie,
    Class::Job,
    Class::Search,
    Class::Thanks,
    Class::Legal,
];

#[cfg(test)]
mod tests {
    use super::{BESIDE, GIVES, IDLE, OUTRIGHT, SELLS, SMALL_PRINT, ease};
    use crate::{
        judge::{self, PageKind, ask_features::Facts},
        nags::said::Said,
        page::{Attr, saved},
    };

    /// In tenths.
    fn ease_of(kind: PageKind, inside: &str) -> i32 {
        let page = saved::parse(&format!("<body><p>The bridge.</p><div id=it>{inside}</div></body>"), "");
        let judgement = judge::judge(&page);
        let facts = Facts::of(&page, &judgement);
        let node = page.ids().find(|&id| page.attr(id, Attr::Id) == Some("it")).unwrap();
        tenths(ease(&page, kind, &facts, node, &Said::by(&page, &facts, node)))
    }

    fn tenths(ease: f32) -> i32 {
        (10.0 * ease).round() as i32
    }

    #[test]
    fn words_that_ask_for_money_need_a_reason_and_a_way() {
        let beside = |inside| ease_of(PageKind::Article, inside);
        assert_eq!(beside("<p>Please donate to keep us going.</p><a href=/donate>Here</a>"), tenths(GIVES));
        assert_eq!(beside("<p>The farmer will donate the field.</p><a href=/donate>Here</a>"), 0);
        assert_eq!(beside("<p>Please donate to keep us going.</p>"), 0);
    }

    #[test]
    fn small_print_of_a_form_is_no_ask_by_itself() {
        let html = "<form><input type=email><p id=print>By signing up you agree to receive our newsletter.</p></form>";
        let page = saved::parse(html, "");
        let judgement = judge::judge(&page);
        let facts = Facts::of(&page, &judgement);
        let node = page.ids().find(|&id| page.attr(id, Attr::Id) == Some("print")).unwrap();
        let of = |node| ease(&page, PageKind::Article, &facts, node, &Said::by(&page, &facts, node));
        assert_eq!(tenths(of(node)), tenths(-SMALL_PRINT));
        assert_eq!(tenths(of(page.parent(node).unwrap())), 0, "the whole form");
    }

    #[test]
    fn legal_words_and_thanks_stand_beside_an_ask() {
        let beside = |inside| ease_of(PageKind::Article, inside);
        assert_eq!(beside("<p>All rights reserved.</p>"), tenths(-BESIDE));
        assert_eq!(beside("<p>All rights reserved.</p><input name=town>"), 0);
        assert_eq!(beside("<p>Please check your inbox.</p>"), tenths(-BESIDE));
        assert_eq!(beside("<p>Please check your inbox.</p><input type=email>"), 0);
    }

    #[test]
    fn whole_phrases_beside_a_text_ask_outright() {
        let beside = |inside| ease_of(PageKind::Article, inside);
        let asks = [
            "<p>You have reached your limit of free articles.</p>",
            "<p>Become a member of the Lantern.</p>",
            "<p>Unlimited access to every issue.</p>",
            "<p>The Lantern is funded by readers.</p>",
        ];
        for ask in asks {
            assert_eq!(beside(ask), tenths(OUTRIGHT), "{ask}");
        }
        for other in
            ["<p>The lock was repaired this month.</p>", "<p>Become a member of the podcast club.</p>"]
        {
            assert_eq!(beside(other), 0, "{other}");
        }
    }

    #[test]
    fn on_a_page_that_sells_the_same_words_are_its_wares() {
        let beside = |inside| ease_of(PageKind::Product, inside);
        assert_eq!(beside("<p>Become a member of the club.</p><button>Join</button>"), tenths(-SELLS));
        assert_eq!(beside("<p>Become a member.</p><a href=/shears>See more</a>"), tenths(-SELLS - IDLE));
    }
}

//! Plain asks: what to do and what for, both said, in a box that leads nowhere else. Lowers what is asked of the learned head.
//!
//! The head learns from pages on which most asks bear no label, and so doubts more than it must where the words are
//! clear. Never convicts by itself. Not here: where links lead (`led`), phrases that ask outright (`told`).

use super::said::Said;
use crate::{
    judge::{Kind, ask_features::Facts, ask_sums::Counted, phrases::Class},
    page::{Attr, NodeId, Page, Tag},
};

/// By how much plain words lower what is asked of the head, in log-odds; `before` is by how much it is lowered already.
#[must_use]
pub fn ease(page: &Page, facts: &Facts, node: NodeId, kind: Kind, said: &Said, before: f32) -> f32 {
    if is_in_navigation(page, node) || said.holds(Counted::Passwords) > 0 {
        return 0.0;
    }
    let is_closed = facts.links.inside(page, node).elsewhere() <= ELSEWHERE;
    let plain = match kind {
        Kind::Newsletter if !is_closed || before < HARDENED => 0.0,
        Kind::Newsletter if asks_for_mail(said) => MAIL,
        Kind::Newsletter if before <= EASED && holds_mail(said) => BOX,
        Kind::Paywall if said.count(WAYS_ON) > 0 => WALL,
        Kind::Subscription if offers(said) => OFFER,
        Kind::Donation if said.count(&[Class::Wallet, Class::Enjoy]) > 0 => GIVING,
        _ => 0.0,
    };
    plain.min((MOST - before).max(0.0))
}

/// "Subscribe" and "newsletter", or "sign up" and "in your inbox". Cross-validated by site, the rules of this
/// file, with thresholds that are higher by as much as that harms, hide 81.3% of the asks where 80.6% were hidden before.
const MAIL: f32 = 4.0;
/// A form, an offer or the word by itself, where something speaks of mail.
const BOX: f32 = 2.5;
/// A wall that says how to get on: subscribe, log in, take the offer.
const WALL: f32 = 2.5;
/// An offer to those who read already, or with a reason to give.
const OFFER: f32 = 3.0;
/// An appeal with a purse, or to those who like what they read.
const GIVING: f32 = 2.5;
/// What all rules together lower at the most: beyond it the head is sure that it is none.
const MOST: f32 = 5.5;
/// What is told from an ask by its place on the page stays told.
const HARDENED: f32 = -2.0;
/// What leads to an ask has been weighed by that.
const EASED: f32 = 0.5;
/// A box with more links that lead elsewhere is about something else, too.
const ELSEWHERE: u16 = 1;
/// So many words ask, with a letter from the editor among them; more tell. With 60, three asks in a thousand more stayed, and nothing more
/// was harmed with 150.
const WORDS: u32 = 150;

fn asks_for_mail(said: &Said) -> bool {
    let says = |class: Class| said.count(&[class]) > 0;
    let signs_up = said.count(&[Class::Subscribe, Class::SignUp, Class::Notify]) > 0;
    let letter = says(Class::Newsletter) && signs_up;
    let presses =
        [Counted::Fields, Counted::Buttons, Counted::Links].into_iter().any(|it| said.holds(it) > 0);
    let inbox =
        says(Class::Inbox) && (signs_up || says(Class::Newsletter) || (presses && says(Class::Digest)));
    // "Subscribe and save, delivered every month": a shop's own choice has no field for an address.
    let sells = says(Class::Shop) && said.holds(Counted::EmailFields) == 0;
    (letter || inbox) && !sells && said.holds(Counted::Words) <= WORDS
}

fn holds_mail(said: &Said) -> bool {
    let speaks = [Class::Newsletter, Class::Inbox, Class::Digest, Class::SignUp];
    // Beside the one field for an address, events and articles are what the letters tell of.
    let other = if said.holds(Counted::EmailFields) == 1 { OTHER } else { OTHER_OR_TOLD };
    said.count(other) == 0
        && ((said.holds(Counted::Forms) > 0 && said.count(&speaks) > 0)
            || said.count(&[Class::Offer, Class::Subscribe]) > 0)
}

/// What else a form is for.
const OTHER: &[Class] = &[Class::Demo, Class::Job, Class::Comment, Class::Shop];
/// What else a form is for, or a box tells of.
const OTHER_OR_TOLD: &[Class] =
    &[Class::Related, Class::Demo, Class::Event, Class::Job, Class::Comment, Class::Shop];

fn offers(said: &Said) -> bool {
    let wants =
        [Class::SignUp, Class::Subscribe, Class::Account, Class::Member, Class::Premium, Class::Terms];
    let already = said.count(&[Class::Already]) > 0 && said.count(&wants) > 0;
    (already || said.count(&[Class::Plea]) > 0) && said.count(&[Class::Comment, Class::Forum]) == 0
}

/// What a wall says of the way on.
const WAYS_ON: &[Class] = &[Class::Subscribe, Class::Already, Class::Offer];

fn is_in_navigation(page: &Page, node: NodeId) -> bool {
    let navigates = |id: NodeId| {
        page.tag(id) == Tag::Nav
            || matches!(page.attr(id, Attr::Role), Some("navigation" | "menu" | "menubar"))
    };
    std::iter::once(node).chain(page.ancestors(node)).any(navigates)
}

#[cfg(test)]
mod tests {
    use super::{BOX, GIVING, MAIL, MOST, OFFER, WALL, ease};
    use crate::{
        judge::{self, Kind, ask_features::Facts},
        nags::said::Said,
        page::{Attr, saved},
    };

    /// In tenths, for something that nothing else has lowered yet.
    fn ease_of(kind: Kind, inside: &str) -> i32 {
        ease_after(kind, inside, 0.0)
    }

    fn ease_after(kind: Kind, inside: &str, before: f32) -> i32 {
        let page = saved::parse(
            &format!("<body><p>The bridge.</p>{inside}</body>"),
            "https://lantern.example/bridge",
        );
        let judgement = judge::judge(&page);
        let facts = Facts::of(&page, &judgement);
        let node = page.ids().find(|&id| page.attr(id, Attr::Id) == Some("it")).unwrap();
        tenths(ease(&page, &facts, node, kind, &Said::by(&page, &facts, node), before))
    }

    fn tenths(ease: f32) -> i32 {
        (10.0 * ease).round() as i32
    }

    #[test]
    fn what_to_do_and_what_for_ask_for_mail() {
        let asks = [
            "Subscribe to our newsletter.",
            "Sign up and get it in your inbox.",
            "Melde dich für unseren Newsletter an.",
        ];
        for ask in asks {
            assert_eq!(ease_of(Kind::Newsletter, &format!("<p id=it>{ask}</p>")), tenths(MAIL), "{ask}");
        }
        assert_eq!(ease_of(Kind::Newsletter, "<p id=it>The newsletter told of it.</p>"), 0);
        let boxed = "<form id=it><p>The best of the week</p><input type=email><button>Go</button></form>";
        assert_eq!(ease_of(Kind::Newsletter, boxed), tenths(BOX));
        let events =
            "<form id=it><p>Sign up for sales and events</p><input type=email><button>Go</button></form>";
        assert_eq!(ease_of(Kind::Newsletter, events), tenths(BOX));
        let event = "<form id=it><p>Sign up for the events</p><input name=name><button>Go</button></form>";
        assert_eq!(ease_of(Kind::Newsletter, event), 0);
    }

    #[test]
    fn menus_forms_to_log_in_and_boxes_that_lead_elsewhere_need_as_much_as_before() {
        let ask = "<p>Subscribe to our newsletter.</p>";
        assert_eq!(ease_of(Kind::Newsletter, &format!("<nav><div id=it>{ask}</div></nav>")), 0);
        assert_eq!(ease_of(Kind::Newsletter, &format!("<div id=it>{ask}<input type=password></div>")), 0);
        let elsewhere = "<a href=/town>Town</a><a href=/weather>Weather</a>";
        assert_eq!(ease_of(Kind::Newsletter, &format!("<div id=it>{ask}{elsewhere}</div>")), 0);
    }

    #[test]
    fn walls_offers_and_appeals_say_who_and_how() {
        let wall = "<p id=it>To continue reading, subscribe now.</p>";
        assert_eq!(ease_of(Kind::Paywall, wall), tenths(WALL));
        let offer = "<p id=it>Already a member? Sign up for the paper edition.</p>";
        assert_eq!(ease_of(Kind::Subscription, offer), tenths(OFFER));
        let appeal = "<p id=it>If you like this article, donate by PayPal.</p>";
        assert_eq!(ease_of(Kind::Donation, appeal), tenths(GIVING));
        assert_eq!(ease_of(Kind::Donation, "<p id=it>The farmer will donate the field.</p>"), 0);
    }

    #[test]
    fn all_rules_together_lower_only_so_much() {
        let ask = "<p id=it>Subscribe to our newsletter.</p>";
        assert_eq!(ease_after(Kind::Newsletter, ask, MOST - 1.0), 10);
        assert_eq!(ease_after(Kind::Newsletter, ask, MOST + 1.0), 0);
    }
}

//! What an element's links add to its words: where all of them lead to an ask, less is asked of the learned head.
//!
//! The head sees words, names and structure, and of the rare kinds it has seen too few; an address says in one word what
//! a whole paragraph may leave open. Links alone convict nothing: a menu leads to the same pages. Not here: which address
//! leads where (`judge::ask_links`).

use super::said::Said;
use crate::{
    judge::{ask_features::Facts, ask_links::Goal, ask_sums::Counted, phrases::Class},
    page::{NodeId, Page},
};

/// By how much an element's threshold is lowered, in log-odds: 0 where nothing is said.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Ease {
    /// For where its links lead.
    pub links: f32,
    /// For a field for an address that stands alone.
    pub field: f32,
}

/// Looks at the links and fields of an element.
#[must_use]
pub fn ease(page: &Page, facts: &Facts, node: NodeId, said: &Said) -> Ease {
    let led = facts.links.inside(page, node);
    let (give, plans, mail) = (led.count(Goal::Give), led.count(Goal::Plans), led.count(Goal::Mail));
    // A door to an account is an ask only where the words say so: menus have one, too.
    let is_account = said.count(ACCOUNT) > 0;
    let asks = if is_account { led.count(Goal::Any) } else { led.count(Goal::Any).min(give + plans + mail) };
    let all = if asks > 0 && asks >= led.count(Goal::Page) { ALL_LEAD } else { 0.0 };
    let mails = if mail > 0 && said.count(MAIL) > 0 { ONE_LEADS } else { 0.0 };
    let gives = if give > 0 && said.count(GIVE) > 0 { ONE_GIVES } else { 0.0 };
    let walls = if led.count(Goal::Account) > 0 && said.count(&[Class::Gate]) > 0 { WALL_LEADS } else { 0.0 };
    let holds = |what| said.holds(what) > 0;
    let is_form = holds(Counted::EmailFields)
        && !holds(Counted::Passwords)
        && !holds(Counted::TextAreas)
        && !holds(Counted::Searches);
    let field = if is_form && led.elsewhere() == 0 { FIELD_ALONE } else { 0.0 };
    Ease { links: all + f32::max(mails, gives) + walls, field }
}

/// Every link leads to an ask. Cross-validated by site, over two fits, this hides 1% more of all asks at the same harm than half as much
/// does; half as much again harms more than it finds.
const ALL_LEAD: f32 = 2.0;
/// A link leads to a mailing list, and the words speak of one. With those below this hides 4% more asks at the same harm.
const ONE_LEADS: f32 = 1.0;
/// A link leads to where money is given, and the words ask for it; menus have such links, too.
const ONE_GIVES: f32 = 0.7;

/// A link leads to an account, and the words say that reading on needs one.
const WALL_LEADS: f32 = 0.7;
/// A field for an address, and no link but small print leads away from it.
const FIELD_ALONE: f32 = 0.5;

const ACCOUNT: &[Class] = &[
    Class::Gate,
    Class::Account,
    Class::Member,
    Class::Meter,
    Class::Subscribe,
    Class::Newsletter,
    Class::Inbox,
];
const MAIL: &[Class] = &[Class::Newsletter, Class::Inbox, Class::Subscribe, Class::SignUp, Class::Digest];
const GIVE: &[Class] = &[Class::Donate, Class::Support, Class::Plea, Class::Wallet, Class::Enjoy];

#[cfg(test)]
mod tests {
    use super::{ALL_LEAD, FIELD_ALONE, ONE_LEADS, WALL_LEADS, ease};
    use crate::{
        judge::{self, ask_features::Facts},
        nags::said::Said,
        page::{Tag, saved},
    };

    /// In tenths.
    fn ease_of(inside: &str) -> i32 {
        let html = format!("<body><p>The bridge is old.</p><div>{inside}</div></body>");
        let page = saved::parse(&html, "https://lantern.example/bridge");
        let judgement = judge::judge(&page);
        let facts = Facts::of(&page, &judgement);
        let node = page.first(Tag::Div).unwrap();
        let eased = ease(&page, &facts, node, &Said::by(&page, &facts, node));
        tenths(eased.links + eased.field)
    }

    fn tenths(ease: f32) -> i32 {
        (10.0 * ease) as i32
    }

    #[test]
    fn a_box_whose_every_link_leads_to_an_ask_needs_less() {
        let offer = "<p>The Lantern on paper, every Friday.</p><a href=/abo>See the offers</a>";
        assert_eq!(ease_of(offer), tenths(ALL_LEAD));
        assert_eq!(ease_of(&format!("{offer}<a href=/town>Town</a>")), 0);
        let letter = "<p>Our newsletter comes on Fridays.</p><a href=/newsletter>Sign up</a><a href=/privacy>Privacy</a>";
        assert_eq!(ease_of(letter), tenths(ONE_LEADS));
    }

    #[test]
    fn a_field_for_an_address_counts_where_nothing_else_leads_away() {
        let field = "<p>Every Friday.</p><input type=email><a href=/privacy>Privacy</a>";
        assert_eq!(ease_of(field), tenths(FIELD_ALONE));
        assert_eq!(ease_of(&format!("{field}<a href=/town>Town</a>")), 0);
        assert_eq!(ease_of(&format!("{field}<input type=password>")), 0);
    }

    #[test]
    fn a_door_to_an_account_counts_where_the_words_ask() {
        assert_eq!(ease_of("<p>Your basket waits.</p><a href=/account>My things</a>"), 0);
        assert_eq!(
            ease_of("<p>Become a member of the Lantern.</p><a href=/register>Join</a>"),
            tenths(ALL_LEAD)
        );
        let wall = "<p>To continue reading, log in.</p><a href=/login>Log in</a><a href=/town>Town</a>";
        assert_eq!(ease_of(wall), tenths(WALL_LEADS));
    }
}

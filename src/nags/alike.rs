//! What has the words of an ask and is something else: headlines that tell of asking, quotes, doors to an account, links among links.
//!
//! Like `bare` this doubts the learned head alone, and it needs no list of sites: an ask speaks to the reader, and leads where
//! it asks them to go. Not here: what would be lost (`guard`).

use super::evidence::Evidence;
use crate::{
    judge::{
        Kind,
        ask_features::Facts,
        ask_links::Goal,
        ask_sums::Counted,
        phrases::{Class, Classes},
    },
    page::{NodeId, Page, Tag},
};

/// A link of at most so many UTF-16 units among others is one of a menu: "Subscribe to our mailing list".
const ENTRY: u32 = 40;
/// So many other links make a row of them.
const ROW: u32 = 2;
/// Share of a row's text that stands in its links.
const ROW_SHARE: f32 = 0.8;
/// Levels above a link at which its row is looked for.
const ROW_LEVELS: usize = 2;
/// So many links and nothing else are a menu, where few of them lead to an ask.
const MENU: u16 = 4;
/// UTF-16 units of a menu's entry, on average.
const MENU_ENTRY: u32 = 30;
/// Levels above a piece of a form for comments at which its name is looked for.
const COMMENT_LEVELS: usize = 3;

/// Speaks to somebody, or of the one who speaks.
const ADDRESSES: &[Class] = &[
    Class::You,
    Class::Us,
    Class::Urge,
    Class::Support,
    Class::Plea,
    Class::Subscribe,
    Class::Gate,
    Class::Meter,
    Class::Already,
    Class::Wallet,
    Class::Price,
    Class::Terms,
    Class::Offer,
    Class::Issue,
];
/// What an ask offers or wants, and a door to an account does not.
const WANTS: &[Class] = &[
    Class::Already,
    Class::Newsletter,
    Class::Digest,
    Class::Subscribe,
    Class::Premium,
    Class::Meter,
    Class::Member,
    Class::Terms,
    Class::Price,
    Class::Issue,
    Class::Donate,
    Class::Support,
    Class::Plea,
    Class::Notify,
];

/// What asks for more than one has.
const OFFERS: &[Class] = &[
    Class::Gate,
    Class::Meter,
    Class::Inbox,
    Class::Premium,
    Class::Offer,
    Class::Donate,
    Class::Support,
    Class::Plea,
];

/// Marks before and after quoted words, in the languages of the phrasebook.
const OPENING: [char; 7] = ['“', '”', '„', '«', '»', '「', '『'];
const CLOSING: [char; 7] = ['”', '“', '»', '«', '」', '』', '‟'];

/// What an element is instead of an ask, if it is something else.
#[must_use]
pub fn other(page: &Page, facts: &Facts, node: NodeId, kind: Kind) -> Option<Evidence> {
    headline(page, facts, node, kind)
        .or_else(|| quoted(page, facts, node))
        .or_else(|| door(page, facts, node))
        .or_else(|| manages(page, facts, node))
        .or_else(|| entry(page, facts, node))
        .or_else(|| menu(page, facts, node))
        .or_else(|| follows_comments(page, facts, node, kind))
}

/// A headline that tells of asking: it speaks to nobody and leads to a page like any other.
fn headline(page: &Page, facts: &Facts, node: NodeId, kind: Kind) -> Option<Evidence> {
    let holds = |what| facts.sums.inside(page, node, what);
    let link = std::iter::once(node).chain(page.ancestors(node)).find(|&it| page.tag(it) == Tag::A);
    let led = facts.links.inside(page, link.unwrap_or(node));
    let controls = holds(Counted::Fields) + holds(Counted::Buttons) + holds(Counted::Frames);
    let tells = kind != Kind::Newsletter
        && controls == 0
        && led.count(Goal::Page) > 0
        && led.count(Goal::Any) == 0
        && page.pinned(node).is_none()
        && !says(page, facts, node, ADDRESSES);
    tells.then_some(Evidence::Talk)
}

/// The words of an ask, quoted, with nothing to press: somebody tells of it.
fn quoted(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    let holds = |what| facts.sums.inside(page, node, what);
    let controls = [Counted::Fields, Counted::Buttons, Counted::Frames, Counted::Links];
    if controls.into_iter().any(|it| holds(it) > 0) || page.pinned(node).is_some() {
        return None;
    }
    let text = page.subtree_text(node);
    let inner = text.trim().trim_end_matches(['.', ',', ';']);
    let is_quoted = inner.starts_with(OPENING) && inner.ends_with(CLOSING) && inner.chars().count() > 2;
    is_quoted.then_some(Evidence::Talk)
}

/// A door to an account that offers nothing: "log in to keep your bookmarks", "new here? sign up with Google".
fn door(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    let opens = says(page, facts, node, &[Class::Login]);
    let gates = Classes::of(&[Class::Gate]);
    let doors = Classes::of(&[Class::Login]);
    // "Sign in to continue" is a gate and a door; "to read on" is no door.
    let reads_on =
        facts.reading.hits(page, node).iter().any(|it| it.classes.meets(gates) && !it.classes.meets(doors));
    (opens && !reads_on && !says(page, facts, node, WANTS)).then_some(Evidence::Login)
}

/// What somebody has already: "manage your subscription", "your session has expired". It offers nothing, and takes no address.
fn manages(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    let manages = says(page, facts, node, &[Class::Manage]);
    let takes = facts.sums.inside(page, node, Counted::EmailFields) > 0;
    (manages && !takes && !says(page, facts, node, OFFERS)).then_some(Evidence::Login)
}

/// One link in a row of links that lead elsewhere.
fn entry(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    let holds = |id, what| facts.sums.inside(page, id, what);
    let is_link = holds(node, Counted::Links) == 1
        && holds(node, Counted::Fields) + holds(node, Counted::Frames) == 0
        && holds(node, Counted::Chars) <= ENTRY
        && holds(node, Counted::LinkChars) as f32 > ROW_SHARE * holds(node, Counted::Chars) as f32
        && page.pinned(node).is_none();
    let is_row = |&id: &NodeId| {
        let links = facts.links.inside(page, id);
        u32::from(links.elsewhere()) >= ROW
            && holds(id, Counted::Fields) == 0
            && holds(id, Counted::LinkChars) as f32 > ROW_SHARE * holds(id, Counted::Chars) as f32
    };
    (is_link && page.ancestors(node).take(ROW_LEVELS).any(|it| is_row(&it))).then_some(Evidence::Navigation)
}

/// A short menu, which leads to an ask among other things.
fn menu(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    let holds = |what| facts.sums.inside(page, node, what);
    let led = facts.links.inside(page, node);
    let is_menu = led.count(Goal::Page) >= MENU
        && led.elsewhere() > led.count(Goal::Any)
        && holds(Counted::Fields) == 0
        && holds(Counted::LinkChars) as f32 > ROW_SHARE * holds(Counted::Chars) as f32
        && holds(Counted::Chars) <= MENU_ENTRY * u32::from(led.count(Goal::Page));
    is_menu.then_some(Evidence::Navigation)
}

/// "Tell me of new posts by mail": a box to tick in the form for comments.
fn follows_comments(page: &Page, facts: &Facts, node: NodeId, kind: Kind) -> Option<Evidence> {
    let around = std::iter::once(node).chain(page.ancestors(node).take(COMMENT_LEVELS));
    let is_piece = kind == Kind::Newsletter
        && says(page, facts, node, &[Class::Notify, Class::Comment])
        && around.into_iter().any(|it| facts.is_named(it, "comment"));
    is_piece.then_some(Evidence::Comments)
}

fn says(page: &Page, facts: &Facts, node: NodeId, classes: &[Class]) -> bool {
    facts.reading.hits(page, node).iter().any(|it| it.classes.meets(Classes::of(classes)))
}

#[cfg(test)]
mod tests {
    use super::other;
    use crate::{
        judge::{self, Kind, ask_features::Facts},
        nags::Evidence,
        page::{Attr, saved},
    };

    fn why(inside: &str, kind: Kind) -> Option<Evidence> {
        let page = saved::parse(&format!("<body><p>The bridge is old.</p>{inside}</body>"), "");
        let judgement = judge::judge(&page);
        let facts = Facts::of(&page, &judgement);
        let node = page.ids().find(|&id| page.attr(id, Attr::Id) == Some("it")).unwrap();
        other(&page, &facts, node, kind)
    }

    #[test]
    fn a_headline_tells_of_giving_and_an_appeal_asks() {
        let headline = "<div id=it><a href=/town/blood>Nurses find more blood donors</a></div>";
        assert_eq!(why(headline, Kind::Donation), Some(Evidence::Talk));
        let appeal = "<div id=it><p>Help us with a donation.</p><a href=/donate>Give</a></div>";
        assert_eq!(why(appeal, Kind::Donation), None);
    }

    #[test]
    fn quoted_words_tell_of_asking() {
        let quoted = "<td id=it>“You have read 3 free articles this month”</td>";
        assert_eq!(why(&format!("<table><tr>{quoted}</table>"), Kind::Paywall), Some(Evidence::Talk));
        let said = "<p id=it>„Noch drei Artikel gratis“, sagte sie.</p>";
        assert_eq!(why(said, Kind::Paywall), None);
        let asks = "<div id=it>“Read on with a plan.” <button>Subscribe</button></div>";
        assert_eq!(why(asks, Kind::Subscription), None);
    }

    #[test]
    fn a_door_offers_nothing_and_a_gate_says_what_is_behind_it() {
        let door = "<div id=it><p>Forgot your password? Log in with your account.</p></div>";
        assert_eq!(why(door, Kind::Paywall), Some(Evidence::Login));
        let gate = "<div id=it><p>Subscribe to continue reading.</p><p>Log in</p></div>";
        assert_eq!(why(gate, Kind::Paywall), None);
    }

    #[test]
    fn what_one_has_is_managed_and_an_offer_beside_it_asks() {
        let ended = "<div id=it><p>Your session has expired.</p><button>Sign up</button></div>";
        assert_eq!(why(ended, Kind::Newsletter), Some(Evidence::Login));
        let letters = "<div id=it><p>Manage your newsletters</p><a href=/letters>Newsletters</a></div>";
        assert_eq!(why(letters, Kind::Newsletter), Some(Evidence::Login));
        let form = "<div id=it><p>Sign up for our newsletter. Manage your preferences any time.</p><input type=email></div>";
        assert_eq!(why(form, Kind::Newsletter), None);
        let offer = "<div id=it><p>Unlimited access for $2. Manage your subscription online.</p><a href=/offers>Subscribe</a></div>";
        assert_eq!(why(offer, Kind::Subscription), None);
    }

    #[test]
    fn a_link_among_links_is_an_entry_and_a_link_alone_is_none() {
        let link = "<a id=it href=/newsletter>Subscribe to our mailing list</a>";
        let row = format!("<ul><li>{link}</li></ul>");
        assert_eq!(why(&row, Kind::Newsletter), None);
        let row = format!("<div>{link}<a href=/find>Find a doctor</a><a href=/learn>Learn</a></div>");
        assert_eq!(why(&row, Kind::Newsletter), Some(Evidence::Navigation));
    }

    #[test]
    fn a_box_in_the_form_for_comments_is_a_part_of_it() {
        let tick = "<p id=it><input type=checkbox> Notify me of new posts by email.</p>";
        let form = format!("<form><div class=comment-form>{tick}</div></form>");
        assert_eq!(why(&form, Kind::Newsletter), Some(Evidence::Comments));
        assert_eq!(why(&format!("<form><div>{tick}</div></form>"), Kind::Newsletter), None);
    }

    #[test]
    fn a_menu_leads_to_an_ask_among_other_things() {
        let entry = |it: &str| format!("<a href=/{it}>{it}</a> ");
        let menu = ["town", "sports", "weather", "newsletter"].map(entry).concat();
        assert_eq!(why(&format!("<div id=it>{menu}</div>"), Kind::Newsletter), Some(Evidence::Navigation));
        let asks = ["newsletter", "subscribe", "donate"].map(entry).concat();
        assert_eq!(why(&format!("<div id=it>{asks}</div>"), Kind::Newsletter), None);
    }
}

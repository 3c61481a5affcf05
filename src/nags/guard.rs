//! The guard: what is never hidden, whatever it looks like.
//!
//! Names mislead and judges err; the guard asks what would be lost. It knows no words of asks, and nothing overrules it.
//! A veto carries its reason, which is kept with the findings.

use super::evidence::Evidence;
use crate::{
    judge::{
        Judgement, Kind,
        ask_features::{Facts, MAIL, MONEY, PLANS},
        ask_sums::Counted,
        phrases::{Class, Classes},
    },
    page::{Attr, Flags, NodeId, Page, Tag},
};

/// An ask holds at most this share of the article's words; the judge is that sure of its sums.
const MAX_ARTICLE_SHARE: f32 = 0.06;
/// Fewer expected article words than this in an element are noise, whatever their share: an ask's own sentences may read like prose.
const MIN_ARTICLE_WORDS: f32 = 30.0;
/// An element with more than this share of the page's text is the page.
const MAX_PAGE_SHARE: f32 = 0.5;
/// A form with more words than this is around the page, not a part of it.
const FORM_WORDS: u32 = 200;
/// A box with so many phrases of logging in is about that: an ask says one ("already a reader? log in").
const LOGIN_WORDS: usize = 2;
/// A form with more fields is no sign-up: the small print beneath it belongs to what it is for.
const FORM_FIELDS: u32 = 4;
/// No ask has more words than this; a vendor's mark on the whole page does.
const MAX_WORDS: u32 = 500;
/// A page with fewer words than this may well be all ask; shares mean little there.
const MIN_PAGE_WORDS: u32 = 120;
/// So many links, most of the text in them, are navigation.
const MENU_LINKS: u32 = 8;
/// Share of text in links from which a row of links is navigation.
const MENU_SHARE: f32 = 0.6;

/// A heading of fewer bytes stands in a title by chance.
const MIN_TITLE: usize = 8;
/// A box with an ask in it has at most so many words; what stands in a larger one stands in the text.
pub(super) const BOX_WORDS: u32 = 80;
/// Levels above a piece of an ask at which its box is looked for.
pub(super) const BOX_LEVELS: usize = 2;

/// What asks say and age gates do not.
pub(super) const ASKS: &[Class] = &[
    Class::Newsletter,
    Class::Inbox,
    Class::Subscribe,
    Class::Account,
    Class::Already,
    Class::Member,
    Class::Premium,
    Class::Donate,
    Class::Support,
];

/// Why the element must stay, if it must.
#[must_use]
pub fn veto(page: &Page, judgement: &Judgement, facts: &Facts, node: NodeId, kind: Kind) -> Option<Evidence> {
    opened_by_user(page, node)
        .or_else(|| whole_page(page, facts, node))
        .or_else(|| holds_title(page, facts, node))
        .or_else(|| holds_article(page, judgement, node))
        .or_else(|| holds_function(page, facts, node))
        .or_else(|| part_of_function(page, facts, node))
        .or_else(|| is_purpose(page, facts, node, kind))
}

fn opened_by_user(page: &Page, node: NodeId) -> Option<Evidence> {
    let opened = |id: NodeId| {
        page.flags(id).has(Flags::OPENED_BY_USER) || page.pinned(id).is_some_and(|it| it.opened_by_user)
    };
    let around = std::iter::once(node).chain(page.ancestors(node));
    let is_opened = around.into_iter().any(opened)
        || page.all_pinned().iter().any(|it| it.opened_by_user && page.contains(node, it.node));
    is_opened.then_some(Evidence::OpenedByUser)
}

fn whole_page(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    let is_root = |id| {
        matches!(page.tag(id), Tag::Html | Tag::Head | Tag::Body | Tag::Main)
            || page.attr(id, Attr::Role) == Some("main")
    };
    let words = facts.sums.total(Counted::Words);
    let own = facts.sums.inside(page, node, Counted::Words);
    let is_most = own > MAX_WORDS || words >= MIN_PAGE_WORDS && own as f32 > MAX_PAGE_SHARE * words as f32;
    (page.subtree(node).any(is_root) || is_most).then_some(Evidence::WholePage)
}

/// The heading that the page is named after.
fn holds_title(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    if facts.sums.inside(page, node, Counted::Titles) == 0 {
        return None;
    }
    let title = page.first(Tag::Title).map(|it| page.subtree_text(it)).unwrap_or_default();
    let is_title = |id: NodeId| {
        let said = page.subtree_text(id);
        page.tag(id) == Tag::H1 && said.len() >= MIN_TITLE && title.contains(said.trim())
    };
    page.subtree(node).any(is_title).then_some(Evidence::WholePage)
}

fn holds_article(page: &Page, judgement: &Judgement, node: NodeId) -> Option<Evidence> {
    let inside = judgement.article_words_in(page, node);
    let share = inside / judgement.article_words().max(1.0);
    let holds = inside > MIN_ARTICLE_WORDS && share > MAX_ARTICLE_SHARE;
    holds.then(|| Evidence::HoldsArticle((100.0 * share).min(100.0) as u8))
}

fn holds_function(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    let holds = |what| facts.sums.inside(page, node, what);
    let said = facts.reading.hits(page, node);
    let says = |classes: &[Class]| said.iter().filter(|it| it.classes.meets(Classes::of(classes))).count();
    let named = |group| facts.is_named(node, group);
    let links = holds(Counted::Links);
    let in_links = holds(Counted::LinkChars) as f32 / holds(Counted::Chars).max(1) as f32;
    let is_menu = links >= MENU_LINKS && in_links > MENU_SHARE;
    let is_nav = page.tag(node) == Tag::Nav || page.attr(node, Attr::Role) == Some("navigation");
    if is_menu
        || (holds(Counted::Navs) > 0 && links > 3)
        || (is_nav && holds(Counted::EmailFields) == 0 && links > 2)
    {
        return Some(Evidence::Navigation);
    }
    if holds(Counted::Searches) > 0 {
        return Some(Evidence::Search);
    }
    if holds(Counted::TextAreas) > 0 && (says(&[Class::Comment]) > 0 || named("comment")) {
        return Some(Evidence::Comments);
    }
    // "Log in to reply": the page's own function, with the door still shut.
    if says(&[Class::Comment]) > 0
        && says(&[Class::Login]) > 0
        && holds(Counted::Fields) == 0
        && says(&[Class::Newsletter, Class::Inbox, Class::Meter]) == 0
    {
        return Some(Evidence::Comments);
    }
    if holds(Counted::Passwords) > 0 && says(&[Class::Gate, Class::Meter]) == 0 {
        return Some(Evidence::Login);
    }
    // "Forgot your user name? Enter your address": a field for an address, and words of nothing but logging in.
    if says(&[Class::Login]) > 0 && says(ASKS) == 0 && holds(Counted::EmailFields) > 0 {
        return Some(Evidence::Login);
    }
    if holds(Counted::Players) > 0 {
        return Some(Evidence::Player);
    }
    // A dialog about cookies bears the name, or speaks of them and asks for nothing else; small print beside a form does not.
    let of_cookies = says(&[Class::Cookie]);
    if of_cookies > 0 && (named("cookie") || (says(ASKS) == 0 && holds(Counted::EmailFields) == 0)) {
        return Some(Evidence::Consent);
    }
    // Ages stand in many sentences ("for over 25 years"); a gate speaks of nothing else.
    if says(&[Class::Age]) > 1 && says(ASKS) == 0 {
        return Some(Evidence::AgeGate);
    }
    None
}

/// A piece of a form to log in, to open an account or to buy: "send me offers" beneath a password asks for nothing by itself.
fn part_of_function(page: &Page, facts: &Facts, node: NodeId) -> Option<Evidence> {
    if helps_to_log_in(page, facts, node) {
        return Some(Evidence::Login);
    }
    let form = page.ancestors(node).find(|&it| page.tag(it) == Tag::Form)?;
    let holds = |what| facts.sums.inside(page, form, what);
    if holds(Counted::Fields) + holds(Counted::Selects) + holds(Counted::TextAreas) > FORM_FIELDS
        && facts.sums.inside(page, node, Counted::Fields) == 0
    {
        return Some(Evidence::Purpose);
    }
    let said = facts.reading.hits(page, form);
    let says = |classes: &[Class]| said.iter().any(|it| it.classes.meets(Classes::of(classes)));
    if holds(Counted::Words) > FORM_WORDS || says(&[Class::Gate, Class::Meter]) {
        return None;
    }
    let sells =
        says(&[Class::Shop]) && !says(&[Class::Donate, Class::Support]) && holds(Counted::EmailFields) == 0;
    let is_shop = sells.then_some(Evidence::Shop);
    if holds(Counted::Passwords) > 0 { Some(Evidence::Login) } else { is_shop }
}

/// A piece of a box about passwords and names to log in with: "enter your address, and we send you a new one".
fn helps_to_log_in(page: &Page, facts: &Facts, node: NodeId) -> bool {
    let words = |id: NodeId| facts.sums.inside(page, id, Counted::Words);
    let count = |id: NodeId, what: &[Class]| {
        facts.reading.hits(page, id).iter().filter(|it| it.classes.meets(Classes::of(what))).count()
    };
    let around = page.ancestors(node).take(BOX_LEVELS).take_while(|&it| words(it) <= BOX_WORDS).last();
    let boxed = around.unwrap_or(node);
    let is_ask = count(boxed, &[Class::Subscribe, Class::Digest, Class::Gate, Class::Meter, Class::Premium])
        > 0
        || count(boxed, &[Class::Member, Class::Account, Class::Donate, Class::Support]) > 0;
    count(boxed, &[Class::Login]) >= LOGIN_WORDS && !is_ask
}

/// The page's own sign-up form, donation form or price list.
fn is_purpose(page: &Page, facts: &Facts, node: NodeId, kind: Kind) -> Option<Evidence> {
    let said = facts.reading.hits(page, node);
    let says = |classes: &[Class]| said.iter().any(|it| it.classes.meets(Classes::of(classes)));
    // "On the day you subscribe": the small print of a price list is none of the letters it might be taken for.
    let sells = says(&[Class::Subscribe]) && !says(&[Class::Newsletter, Class::Inbox]);
    let purposes = match kind {
        Kind::Paywall | Kind::Own => return None,
        // A form to give has a field for an address too: what it says tells more than what it was taken for.
        _ => [
            (MAIL, kind == Kind::Newsletter),
            (MONEY, kind == Kind::Donation || says(&[Class::Donate])),
            (PLANS, kind == Kind::Subscription || says(&[Class::Premium, Class::Terms]) || sells),
        ],
    };
    // Both the address and the title say so, and the element is not in the page's margins.
    let is_for_it = purposes.into_iter().any(|(wanted, fits)| fits && facts.purpose() & wanted == wanted);
    let in_margin = std::iter::once(node).chain(page.ancestors(node)).any(|id| {
        matches!(page.tag(id), Tag::Footer | Tag::Aside | Tag::Header | Tag::Nav | Tag::Dialog)
            || page.attr(id, Attr::Role) == Some("contentinfo")
    });
    (is_for_it && !in_margin).then_some(Evidence::Purpose)
}

#[cfg(test)]
mod tests {
    use crate::{
        judge,
        nags::{self, Evidence, Findings, Limits},
        page::{NodeId, Page, saved},
        settings::Settings,
    };

    /// Everything that is looked at at all counts as an ask: only the guard stands between it and the page.
    const RECKLESS: Limits = Limits { thresholds: [0.0; 4], outdone: f32::INFINITY };

    const STORY: &str = "<p>The old bridge over the river had stood for two hundred years when the engineers came to look at it, and they found cracks in the northern pier, and a colony of bats beneath the southern one.</p><p>The council met on a wet evening in the school. Some wanted a new bridge of steel, others thought that the ferry would do, as it had done before, and an architect from the coast showed drawings.</p><p>Until then the lorries take the long way round through the hills, and the children count them from the window of the classroom, while the miller, who lives beside the road, says that he has slept badly.</p>";

    fn recklessly(html: &str, url: &str) -> (Page, Findings) {
        let page = saved::parse(html, url);
        let judgement = judge::judge(&page);
        let model = judge::ask::Model::shipped();
        let findings = nags::find_with(&page, &judgement, &Settings::default(), model, &RECKLESS);
        (page, findings)
    }

    fn left(page: &Page, findings: &Findings) -> String {
        let gone = |id: NodeId| findings.hidden.iter().any(|it| page.contains(it.node, id));
        let shown: Vec<&str> = page
            .ids()
            .filter(|&id| page.is_text(id) && !page.is_hidden(id) && !gone(id))
            .map(|id| page.text(id))
            .collect();
        shown.join(" ")
    }

    #[test]
    fn an_article_inside_a_paywall_stays() {
        let html = format!(
            "<body><div class=paywall><h1>The bridge</h1>{STORY}<p>Subscribe to keep reading.</p></div></body>"
        );
        let (page, findings) = recklessly(&html, "");
        let left = left(&page, &findings);
        assert!(left.contains("northern pier") && left.contains("slept badly"), "{left}");
        assert!(
            findings.kept.iter().any(|it| matches!(
                it.evidence.first(),
                Some(Evidence::WholePage | Evidence::HoldsArticle(_))
            ))
        );
    }

    #[test]
    fn a_site_whose_every_container_is_named_subscribe_stays() {
        let html = format!(
            "<body class=subscribe-page><div class=subscribe-top id=newsletter><nav class=subscribe-nav><a href=/a>Home</a><a href=/b>Town</a><a href=/c>Newsletter</a><a href=/d>Subscribe</a></nav></div><div class=subscribe-main><h1>The bridge</h1>{STORY}</div><form class=subscribe-search role=search><input type=search name=q></form></body>"
        );
        let (page, findings) = recklessly(&html, "");
        let left = left(&page, &findings);
        assert!(
            left.contains("northern pier") && left.contains("wet evening") && left.contains("Town"),
            "{left}"
        );
    }

    #[test]
    fn a_donation_page_keeps_its_form() {
        let html = "<title>Donate to the library</title><body><main><h1>Donate</h1><div><p>Your gift keeps the library open. Choose an amount.</p><form><input name=amount><button>Donate now</button></form></div></main></body>";
        let (page, findings) = recklessly(html, "https://library.example/donate");
        assert!(left(&page, &findings).contains("Choose an amount"));
        assert!(findings.kept.iter().any(|it| it.evidence.first() == Some(&Evidence::Purpose)));
    }

    #[test]
    fn a_newsletters_own_sign_up_page_keeps_its_form() {
        let html = "<title>Sign up for our newsletters</title><body><main><h1>Newsletters</h1><form><p>Get the morning briefing in your inbox.</p><input type=email><button>Sign up</button></form></main></body>";
        let (page, findings) = recklessly(html, "https://news.example/newsletters/");
        assert!(left(&page, &findings).contains("morning briefing"));
    }

    #[test]
    fn a_newsletter_issue_is_an_article() {
        let html = format!(
            "<title>The weekly letter</title><body><div class=newsletter><div class=newsletter-body><h1>The bridge</h1>{STORY}</div></div></body>"
        );
        let (page, findings) = recklessly(&html, "https://letters.example/p/the-bridge");
        assert!(left(&page, &findings).contains("slept badly"));
    }

    #[test]
    fn comments_login_search_and_players_stay() {
        let forms = [
            (
                "<form class=subscribe><p>Leave a comment. Your email will not be published.</p><textarea></textarea><input type=email></form>",
                Evidence::Comments,
            ),
            (
                "<form class=subscribe><p>Log in to your account</p><input type=email><input type=password></form>",
                Evidence::Login,
            ),
            (
                "<form><input name=user><input type=password><div class=newsletter-row><input type=checkbox><label>Sign me up for the newsletter by email.</label></div><button>Create account</button></form>",
                Evidence::Login,
            ),
            (
                "<form><p>Password lost? Your new one comes by post.</p><input type=email><button>Send</button></form>",
                Evidence::Login,
            ),
            (
                "<div><h3>Forgot your password, or your username?</h3><p>Enter your email address below and we will send you a new one.</p><input type=email></div>",
                Evidence::Login,
            ),
            (
                "<form><video></video><input name=a><input name=b><input name=c><input name=d><input name=e><p class=newsletter>You agree to receive our newsletter by email.</p><button>Send</button></form>",
                Evidence::Purpose,
            ),
            (
                "<form><video></video><p>Once: 30 euros.</p><div class=subscribe-row><input type=radio><label>Subscribe and save on every delivery</label></div><button>Add to cart</button></form>",
                Evidence::Shop,
            ),
            ("<div class=newsletter><p>Subscribe</p><input type=search></div>", Evidence::Search),
            ("<div class=newsletter><p>Sign up to watch</p><video></video></div>", Evidence::Player),
        ];
        for (form, reason) in forms {
            let html = format!("<body><main><h1>The bridge</h1>{STORY}</main>{form}</body>");
            let (_, findings) = recklessly(&html, "");
            assert!(
                findings.kept.iter().any(|it| it.evidence.first() == Some(&reason)),
                "{form}: {:?}",
                findings.kept
            );
        }
    }

    #[test]
    fn a_forums_guest_notice_stays_and_so_does_the_thread() {
        let html = format!(
            "<body><div class='notice subscribe-notice'><p>You are viewing the forum as a guest. Please <a href=/login>log in</a> or <a href=/register>register</a> to post a reply.</p></div><h1>The bridge</h1><div class=subscribe-thread><article class=message>{STORY}</article></div><div class=join><p>You must <a href=/login>log in</a> or <a href=/register>register</a> to reply here.</p></div></body>"
        );
        let (page, findings) = recklessly(&html, "https://forum.example/threads/bridge");
        let left = left(&page, &findings);
        for words in ["as a guest", "reply here", "northern pier", "slept badly"] {
            assert!(left.contains(words), "{words}: {left}");
        }
        assert!(findings.kept.iter().any(|it| it.evidence.first() == Some(&Evidence::Comments)));
    }

    #[test]
    fn a_label_alone_is_no_ask() {
        let html = format!("<body><main><h1>The bridge</h1>{STORY}<h3>Support us</h3>{STORY}</main></body>");
        let (page, findings) = recklessly(&html, "");
        assert!(left(&page, &findings).contains("Support us"));
    }

    #[test]
    fn what_a_form_answers_is_no_ask() {
        let html = format!(
            "<main><h1>The bridge</h1>{STORY}</main><div class=subscribe><p>Thank you! Your submission has been received.</p><a href=/x>Back</a></div>"
        );
        let (page, findings) = recklessly(&html, "");
        assert!(left(&page, &findings).contains("submission has been received"), "{findings:?}");
    }

    #[test]
    fn the_pages_foot_stays_and_the_ask_in_it_goes() {
        let html = format!(
            "<main><h1>The bridge</h1>{STORY}</main><div class=subscribe><div><p>Subscribe to our newsletter</p><input type=email></div><p>© The Lantern</p></div>"
        );
        let (page, findings) = recklessly(&html, "");
        let left = left(&page, &findings);
        assert!(left.contains("© The Lantern") && !left.contains("our newsletter"), "{left}");
    }

    #[test]
    fn the_heading_that_names_the_page_stays() {
        let html = "<title>The free newsletter of Marrowby - The Lantern</title><body><div class=subscribe><h1>The free newsletter of Marrowby</h1><a href=/x>Subscribe</a></div></body>";
        let (page, findings) = recklessly(html, "");
        assert!(left(&page, &findings).contains("of Marrowby"));
    }

    #[test]
    fn an_age_by_the_way_makes_no_age_gate() {
        let box_of = |said: &str| {
            format!(
                "<body><main><h1>The bridge</h1>{STORY}</main><div class=box><p>{said}</p><button>Enter here</button></div></body>"
            )
        };
        let ask = box_of("For over 25 years, over 18 letters a week: subscribe to our newsletter.");
        let (page, findings) = recklessly(&ask, "");
        assert!(!left(&page, &findings).contains("over 25 years"), "{findings:?}");
        let gate = box_of("Are you over 18? Verify your age to see what the cellar holds.");
        let (page, findings) = recklessly(&gate, "");
        assert!(left(&page, &findings).contains("Verify your age"), "{findings:?}");
    }

    #[test]
    fn talk_of_asking_stays_and_a_button_makes_it_an_ask() {
        let talk = "<p>Our free newsletter comes out on Fridays: sign up at the quay.</p>";
        let (page, findings) = recklessly(&format!("<div>{STORY}{talk}{STORY}</div>"), "");
        assert!(left(&page, &findings).contains("comes out on Fridays"));
        let (page, findings) =
            recklessly(&format!("<p>Before.</p><div>{talk}<button>Sign up</button></div><p>After.</p>"), "");
        assert!(!left(&page, &findings).contains("comes out on Fridays"));
    }

    #[test]
    fn a_dialog_about_cookies_stays_whatever_its_name() {
        let html = format!(
            "<main>{STORY}</main><div class=box role=dialog><h2>Your privacy</h2><p>We use cookies and similar techniques to remember your choices and to measure how the site is used. You can change your mind at any time.</p><p><button>Accept all</button><button>Reject all</button></p></div>"
        );
        let (page, findings) = recklessly(&html, "https://lantern.example/bridge");
        assert!(left(&page, &findings).contains("We use cookies"), "{:?}", findings.hidden);
    }

    #[test]
    fn what_the_user_opened_stays() {
        let page: Page = "viewport 1000,800\nbody\n  div #box .newsletter fixed 100,100,600,400 opened\n    p 'Sign up for our newsletter'\n    input type=email"
            .parse()
            .unwrap_or_else(|_| saved::parse("", ""));
        let judgement = judge::judge(&page);
        let findings =
            nags::find_with(&page, &judgement, &Settings::default(), judge::ask::Model::shipped(), &RECKLESS);
        assert!(findings.hidden.is_empty(), "{:?}", findings.hidden);
    }
}

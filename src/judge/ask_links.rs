//! Where links lead, by the words of their addresses: to give, to subscribe, to a mailing list, to an account.
//!
//! A box whose every link leads to an ask is hardly anything else, whatever its language. Addresses are evidence for the
//! judge and never convict. Words of the page's own host count nothing: all its links bear them. Not here: vendors'
//! addresses, which do convict (`nags::vendors`).

use super::ask_names::{Stems, for_each_word};
use crate::page::{Attr, NodeId, Page, Tag};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What a link may be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Goal {
    /// Giving money.
    Give,
    /// Subscriptions, memberships and issues.
    Plans,
    /// Mailing lists.
    Mail,
    /// Logging in and opening an account.
    Account,
    /// Small print: privacy, terms. It stands beside every form.
    Legal,
    /// One of the above, but for small print.
    Any,
    /// Any page at all.
    Page,
}

/// How many goals are counted.
const GOALS: usize = 7;

/// How many links of each goal there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Led([u16; GOALS]);

impl Led {
    /// How many links have the goal.
    #[must_use]
    pub fn count(&self, goal: Goal) -> u16 {
        self.0.get(goal as usize).copied().unwrap_or(0)
    }

    /// How many links lead to a page that is none of an ask's, and no small print.
    #[must_use]
    pub fn elsewhere(&self) -> u16 {
        self.count(Goal::Page).saturating_sub(self.count(Goal::Any) + self.count(Goal::Legal))
    }
}

/// Stems by goal; two words that stand side by side are looked up as one, too.
const STEMS: [&[&str]; 5] = [
    &[
        "donat",
        "donor",
        "donorbox",
        "spende",
        "unterst",
        "soutenir",
        "soutien",
        "soutenez",
        "dons",
        "undon",
        "dona",
        "donar",
        "donaci",
        "donazi",
        "doaca",
        "doacao",
        "doar",
        "apoya",
        "apoyo",
        "apoia",
        "apoie",
        "contribute",
        "contribution",
        "contribuer",
        "darowiz",
        "wesprz",
        "wspier",
        "wsparci",
        "wplac",
        "fundrais",
        "crowdfund",
        "sostien",
        "steun",
        "doneer",
        "doneren",
        "lahjoit",
        "podpor",
        "prispe",
        "bagis",
        "destekol",
        "podderzh",
        "pozhertv",
        "patron",
        "patreon",
        "paypal",
        "kofi",
        "buymeacoffee",
        "liberapay",
        "opencollective",
        "gofundme",
        "betterplace",
        "twingle",
        "givebutter",
        "actblue",
        "boosty",
        "yoomoney",
        "zrzutka",
        "tipeee",
        "helloasso",
        "flattr",
        "givelively",
        "justgiving",
        "networkforgood",
        "steadyhq",
        "kickstarter",
        "supportus",
        "supportour",
        "giving",
        "givenow",
        "tipjar",
    ],
    &[
        "subscri",
        "suscri",
        "abonn",
        "abonam",
        "abonent",
        "abbona",
        "prenumer",
        "tilaa",
        "tilau",
        "predplat",
        "podpisk",
        "membership",
        "amember",
        "becomemember",
        "joinnow",
        "jointoday",
        "mitglied",
        "assin",
        "abo",
        "aboshop",
        "aboweb",
        "premium",
        "buysub",
        "epaper",
        "kiosk",
        "upgrade",
        "einzelheft",
        "ausgabe",
        "heft",
        "hefte",
        "currentissue",
        "latestissue",
        "backissue",
    ],
    &[
        "newsletter",
        "newslettr",
        "nieuwsbrief",
        "nyhetsbrev",
        "nyhedsbrev",
        "uutiskirje",
        "infolettre",
        "boletin",
        "boletim",
        "bulletin",
        "hirlevel",
        "bulten",
        "rassylk",
        "mailing",
        "listmanage",
        "substack",
        "eepurl",
        "mailchi",
        "convertkit",
        "ckpage",
        "feedburner",
        "beehiiv",
        "mailerlite",
        "sendinblue",
        "brevo",
        "klaviyo",
        "mailpoet",
        "emailalert",
        "emailsignup",
        "optin",
        "enews",
    ],
    &[
        "login",
        "signin",
        "signup",
        "regist",
        "anmeld",
        "einlogg",
        "konto",
        "inscri",
        "inscrev",
        "cadastr",
        "connexion",
        "account",
        "zaloguj",
        "rejestr",
        "logowan",
        "iniciarsesion",
        "accedi",
        "inloggen",
        "aanmeld",
        "logga",
        "prihlas",
        "giris",
        "kayit",
        "join",
    ],
    &[
        "privac",
        "terms",
        "conditions",
        "legal",
        "policy",
        "policies",
        "gdpr",
        "rgpd",
        "dsgvo",
        "kvkk",
        "tos",
        "agb",
        "datenschutz",
        "nutzungsbed",
        "impressum",
        "imprint",
        "confidential",
        "prywatno",
        "regulamin",
        "personvern",
        "integritet",
        "tietosuoja",
        "gizlilik",
        "cookie",
    ],
];

/// Bits of the goals of asks.
const ASKING: u32 = 0b1111;
/// The bit of small print.
const LEGAL: u32 = 1 << Goal::Legal as u8;

/// The goals of a page's links, counted before each node, so that a difference gives what is inside.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// Up to and with each link, in document order: its node and the counts.
    sums: Vec<(NodeId, [u16; GOALS])>,
}

impl Links {
    /// Looks at all links and forms of a page. Cost: one pass; each address is looked up once.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let own = host_of(page.url());
        let mut known: FxHashMap<&str, Option<u32>> = FxHashMap::default();
        let mut sums = Vec::new();
        let mut sum = [0; GOALS];
        for id in page.ids().filter(|&id| !page.is_hidden(id)) {
            let address = match page.tag(id) {
                Tag::A => page.attr(id, Attr::Href),
                Tag::Form => page.attr(id, Attr::Action),
                _ => None,
            };
            let Some(address) = address else { continue };
            let Some(goals) = *known.entry(address).or_insert_with(|| goals_of(address, own)) else {
                continue;
            };
            let any = u32::from(goals & ASKING != 0) << Goal::Any as u8;
            let all = goals | any | 1 << Goal::Page as u8;
            for (bit, count) in sum.iter_mut().enumerate() {
                *count += (all >> bit & 1) as u16;
            }
            sums.push((id, sum));
        }
        Self { sums }
    }

    /// The links that an element holds, itself included.
    #[must_use]
    pub fn inside(&self, page: &Page, id: NodeId) -> Led {
        let before = |index: usize| {
            let at = self.sums.partition_point(|it| it.0.index() < index);
            at.checked_sub(1).and_then(|it| self.sums.get(it)).map_or([0; GOALS], |it| it.1)
        };
        let (from, mut to) = (before(id.index()), before(page.end(id)));
        for (to, from) in to.iter_mut().zip(from) {
            *to -= from;
        }
        Led(to)
    }
}

/// A step of an address with so many words is a headline, and tells what a text is about: `nurses-ask-more-people-to-donate-blood`.
const HEADLINE_WORDS: usize = 6;

/// The goals of an address, one bit each; `None` where it leads to no page.
fn goals_of(address: &str, own: &str) -> Option<u32> {
    static TABLE: OnceLock<Stems> = OnceLock::new();
    let stems = TABLE.get_or_init(|| Stems::of(STEMS.into_iter()));
    let address = address.trim();
    let is_page = address.len() > 1
        && !["javascript:", "mailto:", "tel:"].iter().any(|it| starts_with(address, it))
        && !address.starts_with("#!");
    if !is_page {
        return None;
    }
    let whole = address.split('?').next().unwrap_or(address);
    let host = host_of(whole);
    let said = if host == own || host.is_empty() {
        let rest = whole.split_once("//").map_or(whole, |it| it.1);
        if host.is_empty() { whole } else { rest.split_once('/').map_or("", |it| it.1) }
    } else {
        whole
    };
    let mut goals = 0;
    for step in said.split('/').filter(|it| it.split(['-', '_']).count() < HEADLINE_WORDS) {
        let mut pair = String::new();
        for_each_word(step, |word| {
            goals |= stems.groups(word);
            let before = pair.len();
            pair.push_str(word);
            if before > 0 {
                goals |= stems.whole(&pair);
                pair.drain(..before);
            }
        });
    }
    let asks = goals & ASKING;
    Some(if asks == 0 { goals & LEGAL } else { asks })
}

/// The host of an address with one, without `www.`; else nothing.
fn host_of(address: &str) -> &str {
    let host = address.split_once("//").map_or("", |it| it.1);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::{Goal, Links, goals_of};
    use crate::page::{Page, Tag, saved};

    #[test]
    fn addresses_tell_what_links_are_for() {
        let bit = |goal: Goal| 1 << goal as u8;
        let cases = [
            ("/become-a-member/", bit(Goal::Plans)),
            ("https://abo.lantern.example/angebote", bit(Goal::Plans)),
            ("/unterst%C3%BCtzen", bit(Goal::Give)),
            ("https://ko-fi.com/lantern", bit(Goal::Give)),
            ("/faire-un-don", bit(Goal::Give)),
            ("/user/sign-up?next=/newsletter", bit(Goal::Account)),
            ("#newsletter-box", bit(Goal::Mail)),
            ("/privacy-policy", bit(Goal::Legal)),
            ("https://lantern.example/town/the-bridge", 0),
            ("/town/why-so-many-people-donate-blood-in-spring", 0),
            ("https://www.subscription-news.example/town", 0),
        ];
        for (address, goals) in cases {
            assert_eq!(goals_of(address, "subscription-news.example"), Some(goals), "{address}");
        }
        for address in ["#", "javascript:void(0)", "mailto:news@lantern.example"] {
            assert_eq!(goals_of(address, ""), None, "{address}");
        }
    }

    #[test]
    fn an_element_counts_the_goals_of_its_links() {
        let html =
            "<body><a href=/town>Town</a><div><a href=/donate>Give</a><a href=/about>About</a></div></body>";
        let page: Page = saved::parse(html, "https://lantern.example/");
        let links = Links::of(&page);
        let div = page.first(Tag::Div).unwrap();
        let led = links.inside(&page, div);
        assert_eq!((led.count(Goal::Give), led.count(Goal::Any), led.elsewhere()), (1, 1, 1));
        assert_eq!(links.inside(&page, page.first(Tag::A).unwrap()).elsewhere(), 1);
    }
}

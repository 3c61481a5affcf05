//! What the names of an element tell: stems in class, id and the like, sorted into groups.
//!
//! Names mislead (`.paywall` wraps the article on many sites), so they are evidence for the learned head and never convict.
//! Not here: names of vendors, which do (`nags::vendors`).

use crate::page::{Attr, NodeId, Page};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Groups of stems, by number of the bit that [`Names::of`] sets.
pub const GROUPS: &[(&str, &[&str])] = &[
    (
        "newsletter",
        &[
            "newsletter",
            "newslttr",
            "newsletr",
            "enews",
            "nletter",
            "nwsl",
            "infolettre",
            "mailinglist",
            "mailing",
            "bulletin",
        ],
    ),
    (
        "subscribe",
        &[
            "subscri",
            "suscri",
            "subscrib",
            "abonn",
            "abonnement",
            "abbona",
            "assin",
            "prenumer",
            "prenota",
            "tilaa",
        ],
    ),
    (
        "signup",
        &[
            "signup",
            "optin",
            "optinmonster",
            "register",
            "registration",
            "regist",
            "inscri",
            "anmeld",
            "join",
        ],
    ),
    (
        "mail",
        &[
            "email",
            "mail",
            "mailchimp",
            "mailpoet",
            "klaviyo",
            "mc4wp",
            "mce",
            "convertkit",
            "formkit",
            "sendinblue",
            "brevo",
            "hubspot",
        ],
    ),
    (
        "donate",
        &[
            "donat",
            "donor",
            "fundrais",
            "spende",
            "contribut",
            "patreon",
            "kofi",
            "paypal",
            "crowdfund",
            "appeal",
            "give",
            "giving",
            "dona",
        ],
    ),
    ("support", &["support", "soutien", "apoya", "sponsor", "unterstutz"]),
    (
        "member",
        &["member", "membership", "mitglied", "premium", "loyalty", "rewards", "upsell", "upgrade", "plus"],
    ),
    (
        "wall",
        &[
            "paywall",
            "regwall",
            "signwall",
            "gate",
            "gated",
            "meter",
            "metered",
            "restricted",
            "locked",
            "freemium",
            "barrier",
            "limit",
            "contentblock",
            "wall",
        ],
    ),
    (
        "overlay",
        &[
            "modal",
            "popup",
            "overlay",
            "lightbox",
            "dialog",
            "popin",
            "flyout",
            "slidein",
            "toast",
            "interstitial",
            "exit",
            "pum",
            "drawer",
        ],
    ),
    (
        "banner",
        &[
            "banner",
            "promo",
            "cta",
            "calltoaction",
            "callout",
            "teaser",
            "ribbon",
            "announcement",
            "notice",
            "bar",
            "sticky",
            "alert",
            "campaign",
        ],
    ),
    ("offer", &["offer", "pricing", "plan", "plans", "abo", "trial", "deal"]),
    ("form", &["form", "gform", "wpcf7", "wpforms", "field", "input"]),
    ("widget", &["widget", "sidebar", "aside", "rail", "module", "box"]),
    ("footer", &["footer", "colophon", "bottom"]),
    ("header", &["header", "masthead", "topbar", "hero"]),
    ("nav", &["nav", "navigation", "menu", "megamenu", "breadcrumb", "pagination", "submenu", "toolbar"]),
    ("comment", &["comment", "respond", "reply", "disqus", "discussion"]),
    ("login", &["login", "signin", "auth", "account", "password", "user", "profile"]),
    ("shop", &["product", "cart", "shop", "checkout", "basket", "price", "sku", "buy", "store", "wishlist"]),
    ("search", &["search", "filter", "facet", "suche", "buscar"]),
    ("cookie", &["cookie", "consent", "gdpr", "cmp", "privacy", "onetrust"]),
    ("social", &["social", "share", "sharing", "follow"]),
    ("advert", &["ad", "ads", "advert", "advertisement", "sponsored", "dfp", "gpt"]),
    (
        "related",
        &["related", "recommend", "recirc", "more", "popular", "trending", "latest", "next", "teasers"],
    ),
    (
        "content",
        &["content", "article", "story", "post", "entry", "body", "text", "prose", "richtext", "main"],
    ),
    ("card", &["card", "tile", "item", "list", "grid", "row", "col", "column"]),
    ("author", &["author", "byline", "bio"]),
    ("player", &["player", "video", "podcast", "audio", "media"]),
    ("demo", &["demo", "quote", "contact", "lead", "consultation", "webinar", "download", "ebook"]),
    ("event", &["event", "ticket", "calendar", "schedule"]),
    ("app", &["app", "appstore", "download"]),
    ("faq", &["faq", "accordion", "tab", "tabs", "toc", "details"]),
];

/// How many groups there are.
pub const COUNT: usize = GROUPS.len();

/// Attributes that carry an element's names.
const NAMED: [Attr; 8] = [
    Attr::Class,
    Attr::Id,
    Attr::DataTestid,
    Attr::DataComponent,
    Attr::DataModule,
    Attr::DataName,
    Attr::Name,
    Attr::Itemprop,
];
/// A word at least this long, in bytes, is also searched inside: `footernewsletter` has no seam.
const SEAMLESS: usize = 10;
/// A stem found inside a word must be this long, in bytes, to mean anything.
const INNER: usize = 6;

/// The groups of each element's names; names repeat, so each spelling is looked up once.
#[derive(Debug, Default)]
pub struct Names<'a> {
    known: FxHashMap<&'a str, u32>,
}

impl<'a> Names<'a> {
    /// Knows nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The groups of an element's own names, one bit each.
    pub fn of(&mut self, page: &'a Page, id: NodeId) -> u32 {
        let mut groups = 0;
        for (_, value) in page.attrs(id).filter(|it| NAMED.contains(&it.0)) {
            let known = self.known.get(value).copied();
            groups |= known.unwrap_or_else(|| {
                let found = groups_of(value);
                self.known.insert(value, found);
                found
            });
        }
        groups
    }
}

/// The groups of the names in a text, such as an address's path.
#[must_use]
pub fn groups_of(text: &str) -> u32 {
    static STEMS: OnceLock<Stems> = OnceLock::new();
    let stems = STEMS.get_or_init(|| Stems::of(GROUPS.iter().map(|it| it.1)));
    let mut groups = 0;
    for_each_word(text, |word| groups |= stems.groups(word));
    groups
}

/// Stems in groups, to look words up in.
#[derive(Debug)]
pub struct Stems(FxHashMap<&'static str, u32>);

impl Stems {
    /// Takes the stems of each group, at most 32 groups.
    pub fn of(groups: impl Iterator<Item = &'static [&'static str]>) -> Self {
        let mut table = FxHashMap::default();
        for (bit, stems) in groups.enumerate() {
            for &stem in stems {
                *table.entry(stem).or_default() |= 1 << bit;
            }
        }
        Self(table)
    }

    /// The groups of a lower-case word, one bit each: of how it begins and, where it is long, of what is inside.
    #[must_use]
    pub fn groups(&self, word: &str) -> u32 {
        let start = self.at_start(word, 2);
        if word.len() < SEAMLESS {
            return start;
        }
        let inner = (1..=word.len() - INNER).filter_map(|at| word.get(at..));
        inner.fold(start, |all, rest| all | self.at_start(rest, INNER))
    }

    /// The groups of a whole lower-case word.
    #[must_use]
    pub fn whole(&self, word: &str) -> u32 {
        self.0.get(word).copied().unwrap_or(0)
    }

    /// The groups of the stems with which a word begins; short stems must be the whole word, but for a plural.
    fn at_start(&self, word: &str, least: usize) -> u32 {
        let lengths = least..=word.len().min(16);
        lengths.filter_map(|length| word.get(..length)).fold(0, |all, stem| {
            let is_whole = stem.len() + 1 >= word.len();
            let counts = is_whole || stem.len() >= 5;
            all | if counts { self.whole(stem) } else { 0 }
        })
    }
}

/// Calls `each` with the lower-case words of a name: parted at signs, digits and humps.
pub fn for_each_word(name: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    let mut previous = ' ';
    for c in name.chars().take(300) {
        let starts = c.is_ascii_uppercase() && previous.is_ascii_lowercase();
        if !c.is_ascii_alphabetic() || starts {
            if word.len() > 1 {
                each(&word);
            }
            word.clear();
        }
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
        previous = c;
    }
    if word.len() > 1 {
        each(&word);
    }
}

#[cfg(test)]
mod tests {
    use super::{COUNT, GROUPS, Names};
    use crate::page::Page;

    fn groups(outline: &str) -> Vec<&'static str> {
        let page: Page = outline.parse().unwrap();
        let id = page.ids().last().unwrap();
        let found = Names::new().of(&page, id);
        GROUPS.iter().enumerate().filter(|it| found >> it.0 & 1 == 1).map(|it| it.1.0).collect()
    }

    #[test]
    fn names_part_at_humps_and_signs() {
        assert_eq!(groups("div .PageFooter__NewsletterSignup"), ["newsletter", "signup", "footer"]);
        assert_eq!(groups("div .sitefooternewsletter"), ["newsletter", "footer"]);
    }

    #[test]
    fn short_stems_are_whole_words() {
        assert_eq!(groups("div .navigation-x"), ["nav"]);
        assert_eq!(groups("div .shadow"), Vec::<&str>::new());
        const { assert!(COUNT <= 32) };
    }
}

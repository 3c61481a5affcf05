//! What the user has chosen: which kinds of ask to hide, where, and how the reader looks.
//!
//! The extension stores this as JSON; [`Settings::check`] is the only gate for a file that a user imports.
//! Not here: where it is stored, and what a kind of ask is.

use crate::{
    judge::Kind,
    page::mark::{Mark, MarkError},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// The version of the stored form.
pub const VERSION: u32 = 1;

/// All that a user can choose. Unknown fields of a newer version are ignored here and kept by the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Version of the form, [`VERSION`].
    pub version: u32,
    /// Which kinds are hidden at all.
    pub kinds: Kinds,
    /// Choices for single sites, by host without `www.`.
    pub sites: BTreeMap<String, Site>,
    /// How the reader looks.
    pub reader: ReaderLook,
    /// Whether a page that delivered only part of an article says so.
    pub notice: bool,
}

/// A switch for each kind of ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools, reason = "one switch a kind is what the options page shows")]
pub struct Kinds {
    /// Paywalls, registration walls and meters.
    pub paywall: bool,
    /// Offers of a subscription or membership.
    pub subscription: bool,
    /// Appeals for money.
    pub donation: bool,
    /// Requests for an e-mail address or for leave to notify.
    pub newsletter: bool,
}

/// Choices for one site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Site {
    /// Whether Lede acts there at all.
    pub enabled: bool,
    /// Kinds that stay on this site ("always show here", "I support this site").
    pub keep: Vec<Kind>,
    /// Whether articles open in the reader by themselves.
    pub reader: bool,
    /// Blocks that the user pointed at to have them hidden; at most [`MOST_MARKS`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hide: Vec<Mark>,
    /// Blocks that the user said were hidden wrongly; at most [`MOST_MARKS`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wrong: Vec<Mark>,
    /// Blocks that the user removed from the article in the reader; at most [`MOST_MARKS`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Mark>,
    /// The block that the user picked as the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<Mark>,
}

/// Most blocks of a site that are remembered for a purpose: each is looked for on every page of the site.
pub const MOST_MARKS: usize = 50;

/// How the reader looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReaderLook {
    /// `auto`, `light`, `sepia`, `grey`, `dark`, `black` or `contrast`.
    pub theme: String,
    /// `serif`, `sans`, `clear`, `dyslexic`, `system_serif` or `system`.
    pub font: String,
    /// Size of the text, in CSS px, 12 to 40.
    pub size: f32,
    /// Width of a line, in characters, 30 to 120.
    pub width: f32,
    /// Height of a line, as a multiple of the size, 1 to 3.
    pub line_height: f32,
}

/// Why settings were refused.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingsError {
    /// Written by a newer Lede.
    Newer(u32),
    /// The name of a site is not a host.
    Host(String),
    /// A theme or font that does not exist.
    Unknown(String),
    /// A site with more than [`MOST_MARKS`] blocks.
    Marks(String),
    /// A block of a site is described as Lede never would.
    Mark(String, MarkError),
    /// A number outside its range.
    Range {
        /// Which number.
        name: &'static str,
        /// What it was.
        found: f32,
    },
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(version) => write!(
                f,
                "these settings are of version {version}, written by a newer Lede; this one reads {VERSION}"
            ),
            Self::Host(host) => write!(f, "\u{201c}{host}\u{201d} is not the name of a site"),
            Self::Unknown(name) => write!(f, "\u{201c}{name}\u{201d} is not a theme or font of the reader"),
            Self::Marks(host) => write!(f, "{host} has more than {MOST_MARKS} blocks of your own choice"),
            Self::Mark(host, error) => write!(f, "{host}: {error}"),
            Self::Range { name, found } => write!(f, "{name} cannot be {found}"),
        }
    }
}

impl std::error::Error for SettingsError {}

impl Settings {
    /// Refuses what the options page could not have produced.
    pub fn check(&self) -> Result<(), SettingsError> {
        if self.version > VERSION {
            return Err(SettingsError::Newer(self.version));
        }
        if let Some(host) = self.sites.keys().find(|host| !is_host(host)) {
            return Err(SettingsError::Host(host.clone()));
        }
        for (host, site) in &self.sites {
            let lists = [&site.hide, &site.wrong, &site.removed];
            if lists.iter().any(|it| MOST_MARKS < it.len()) {
                return Err(SettingsError::Marks(host.clone()));
            }
            let mut marks = lists.into_iter().flatten().chain(&site.article);
            if let Some(error) = marks.find_map(|it| it.check().err()) {
                return Err(SettingsError::Mark(host.clone(), error));
            }
        }
        let look = &self.reader;
        if !THEMES.contains(&look.theme.as_str()) {
            return Err(SettingsError::Unknown(look.theme.clone()));
        }
        if !FONTS.contains(&look.font.as_str()) {
            return Err(SettingsError::Unknown(look.font.clone()));
        }
        let ranges = [
            ("size", look.size, 12.0, 40.0),
            ("width", look.width, 30.0, 120.0),
            ("line_height", look.line_height, 1.0, 3.0),
        ];
        match ranges.into_iter().find(|&(_, found, least, most)| !(least..=most).contains(&found)) {
            Some((name, found, ..)) => Err(SettingsError::Range { name, found }),
            None => Ok(()),
        }
    }

    /// Whether asks of the kind are hidden on the page at `url`.
    #[must_use]
    pub fn hides(&self, kind: Kind, url: &str) -> bool {
        let wanted = match kind {
            Kind::Paywall => self.kinds.paywall,
            Kind::Subscription => self.kinds.subscription,
            Kind::Donation => self.kinds.donation,
            Kind::Newsletter => self.kinds.newsletter,
            Kind::Own => true,
        };
        wanted && self.site(url).is_none_or(|site| site.enabled && !site.keep.contains(&kind))
    }

    /// The choices for the site of `url`, if the user made any.
    #[must_use]
    pub fn site(&self, url: &str) -> Option<&Site> {
        self.sites.get(host(url)?.as_str())
    }
}

/// The host of an address, lower-case, without `www.` and port; none where there is no host.
#[must_use]
pub fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// Themes of the reader.
const THEMES: [&str; 7] = ["auto", "light", "sepia", "grey", "dark", "black", "contrast"];
/// Font families of the reader.
const FONTS: [&str; 6] = ["serif", "sans", "clear", "dyslexic", "system_serif", "system"];

fn is_host(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 253
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            kinds: Kinds::default(),
            sites: BTreeMap::new(),
            reader: ReaderLook::default(),
            notice: true,
        }
    }
}

impl Default for Kinds {
    fn default() -> Self {
        Self { paywall: true, subscription: true, donation: true, newsletter: true }
    }
}

impl Default for Site {
    fn default() -> Self {
        Self {
            enabled: true,
            keep: Vec::new(),
            reader: false,
            hide: Vec::new(),
            wrong: Vec::new(),
            removed: Vec::new(),
            article: None,
        }
    }
}

impl Default for ReaderLook {
    fn default() -> Self {
        Self { theme: "auto".to_owned(), font: "serif".to_owned(), size: 19.0, width: 66.0, line_height: 1.6 }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_MARKS, Settings, SettingsError, Site, host};
    use crate::{judge::Kind, page::mark::MarkError};

    fn parse(json: &str) -> Settings {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_site_may_keep_a_kind() {
        let settings =
            parse(r#"{"sites":{"news.example":{"keep":["donation"]},"off.example":{"enabled":false}}}"#);
        assert!(!settings.hides(Kind::Donation, "https://www.news.example/story"));
        assert!(settings.hides(Kind::Newsletter, "https://www.news.example/story"));
        assert!(!settings.hides(Kind::Newsletter, "https://off.example/"));
        assert!(settings.hides(Kind::Newsletter, ""), "an unknown address has no choices of its own");
    }

    #[test]
    fn broken_settings_are_refused_with_a_reason() {
        assert_eq!(parse(r#"{"version":9}"#).check(), Err(SettingsError::Newer(9)));
        assert_eq!(parse(r#"{"sites":{"a b":{}}}"#).check(), Err(SettingsError::Host("a b".to_owned())));
        assert!(parse(r#"{"reader":{"theme":"pink"}}"#).check().is_err());
        assert!(parse(r#"{"reader":{"size":4}}"#).check().is_err());
        assert_eq!(Settings::default().check(), Ok(()));
    }

    #[test]
    fn blocks_of_ones_own_choice_are_bounded_and_whole() {
        let site = |it: &str| parse(&format!(r#"{{"sites":{{"news.example":{{{it}}}}}}}"#));
        let good = site(r#""hide":[{"tag":"div","names":[".promo"]}],"article":{"tag":"main"}"#);
        assert_eq!(good.check(), Ok(()));
        assert_eq!(good.sites["news.example"].article.as_ref().unwrap().tag, "main");
        let nameless = site(r#""wrong":[{"names":[".promo"]}]"#).check();
        assert_eq!(nameless, Err(SettingsError::Mark("news.example".to_owned(), MarkError::NoTag)));
        let many = vec![r#"{"tag":"p"}"#; MOST_MARKS + 1].join(",");
        assert_eq!(
            site(&format!(r#""hide":[{many}]"#)).check(),
            Err(SettingsError::Marks("news.example".to_owned()))
        );
        let wrong = serde_json::from_str::<Settings>(r#"{"sites":{"news.example":{"hide":[7]}}}"#);
        assert!(wrong.is_err(), "what is no description is refused when the file is read");
    }

    #[test]
    fn hosts_are_plain() {
        assert_eq!(host("https://user@www.News.example:8080/x?y"), Some("news.example".to_owned()));
        assert_eq!(host("about:blank"), None);
        assert_eq!(Site::default().keep, []);
    }
}

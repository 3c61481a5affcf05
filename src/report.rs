//! A report of a page that went wrong: a file that the user saves, reads, and hands on or not; it replays the verdict anywhere.
//!
//! It holds the page as the eyes carried it without what is private ([`redact`]), the settings without other sites, and what
//! the core said of exactly that page. `cargo xtask explain REPORT.json` judges it again; pure functions must agree.
//! Not here: saving it (the popup), and any way of sending it, which Lede does not have.

use crate::{
    article::Extent,
    nags::Evidence,
    page::{
        NodeId, Page,
        redact::redact,
        snapshot::{self, SnapshotError},
    },
    scan,
    settings::{Settings, host},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The version of the form.
pub const VERSION: u32 = 1;

/// A report, as it stands in its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Version of the form, [`VERSION`]; also what tells a report from other files.
    pub lede_report: u32,
    /// Version of Lede that wrote it.
    pub version: String,
    /// What the browser calls itself.
    pub browser: String,
    /// The settings that matter on this page: no other site, no history.
    pub settings: Settings,
    /// What the core said of the page below.
    pub verdict: Verdict,
    /// The snapshot's numbers, as `page::snapshot` reads them.
    pub numbers: Vec<u32>,
    /// The snapshot's strings, by their numbers.
    pub strings: Vec<String>,
}

/// What the core said of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What goes.
    pub hidden: Vec<Said>,
    /// What looked like an ask and stays.
    pub kept: Vec<Said>,
    /// How many things the hands do.
    pub edits: usize,
    /// Whether only a part of an article was delivered.
    pub cut: bool,
    /// Whether there is an article to read.
    pub readable: bool,
}

/// One element's verdict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The element's number in the snapshot.
    pub node: NodeId,
    /// The kind's name.
    pub kind: String,
    /// Its first words.
    pub text: String,
    /// Why, in plain English.
    pub why: Vec<String>,
}

/// Why a file is no report that can be replayed.
#[derive(Debug)]
pub enum ReportError {
    /// It is no JSON, or JSON of another form.
    Form(serde_json::Error),
    /// Written by a newer Lede.
    Newer(u32),
    /// Its snapshot is damaged.
    Snapshot(SnapshotError),
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(error) => write!(f, "not a report of Lede: {error}"),
            Self::Newer(version) => {
                write!(f, "a report of form {version}, written by a newer Lede; this one reads {VERSION}")
            }
            Self::Snapshot(error) => write!(f, "the report\u{2019}s page is damaged: {error}"),
        }
    }
}

impl std::error::Error for ReportError {}

impl From<SnapshotError> for ReportError {
    fn from(error: SnapshotError) -> Self {
        Self::Snapshot(error)
    }
}

impl Report {
    /// Makes the report of a snapshot; `version` is Lede's, `browser` what the browser calls itself.
    pub fn of(
        numbers: &[u32],
        text: &str,
        settings: &Settings,
        version: &str,
        browser: &str,
    ) -> Result<Self, ReportError> {
        let (numbers, strings) = redact(numbers, text)?;
        let page = snapshot::parse(&numbers, &strings.join("\0"))?;
        let settings = of_site(settings, page.url());
        let verdict = Verdict::of(&page, &settings);
        let (version, browser) = (version.to_owned(), browser.to_owned());
        Ok(Self { lede_report: VERSION, version, browser, settings, verdict, numbers, strings })
    }

    /// Reads a report from the text of its file.
    pub fn read(json: &str) -> Result<Self, ReportError> {
        let report: Self = serde_json::from_str(json).map_err(ReportError::Form)?;
        if VERSION < report.lede_report {
            return Err(ReportError::Newer(report.lede_report));
        }
        Ok(report)
    }

    /// The page that it is about.
    pub fn page(&self) -> Result<Page, ReportError> {
        Ok(snapshot::parse(&self.numbers, &self.strings.join("\0"))?)
    }

    /// What this core says of the page.
    pub fn replay(&self) -> Result<Verdict, ReportError> {
        Ok(Verdict::of(&self.page()?, &self.settings))
    }
}

impl Verdict {
    /// What the core says of a page.
    #[must_use]
    pub fn of(page: &Page, settings: &Settings) -> Self {
        let scan = scan(page, settings);
        let said = |node, kind: &str, text: &str, why: &[Evidence]| Said {
            node,
            kind: kind.to_owned(),
            text: text.to_owned(),
            why: why.iter().map(ToString::to_string).collect(),
        };
        let findings = &scan.findings;
        Self {
            hidden: findings
                .hidden
                .iter()
                .map(|it| said(it.node, it.kind.name(), &it.text, &it.evidence))
                .collect(),
            kept: findings
                .kept
                .iter()
                .map(|it| said(it.node, it.kind.name(), &it.text, &it.evidence))
                .collect(),
            edits: scan.edits.len(),
            cut: scan.extent == Extent::Cut,
            readable: scan.readable,
        }
    }
}

/// The settings without what other sites the user has been to.
fn of_site(settings: &Settings, url: &str) -> Settings {
    let here = host(url);
    let sites = settings.sites.iter().filter(|it| Some(it.0) == here.as_ref());
    Settings { sites: sites.map(|(name, site)| (name.clone(), site.clone())).collect(), ..settings.clone() }
}

#[cfg(test)]
mod tests {
    use super::{Report, ReportError, VERSION};
    use crate::{
        page::snapshot::{self, MAGIC},
        settings::{Settings, Site},
    };

    const STRINGS: &str = "\0html\0body\0div\0#text\0Sign up for our newsletter, sent to jane@mail.example\0input\0type\0email\0https://lantern.example/?me=jane";

    /// html > body > div > text, input type=email
    fn numbers() -> Vec<u32> {
        let mut numbers = vec![MAGIC, snapshot::VERSION, 0, 5, 1, 1, 0, 0, 800, 600, 0, 0, 600, 9, 0, 0];
        numbers.extend([0, 1, 0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 3, 6, 0]);
        numbers.extend([3, 5, 51, 8, 1]);
        numbers.extend([4, 7, 8]);
        numbers
    }

    fn report() -> Report {
        let mut settings = Settings::default();
        for name in ["lantern.example", "diary.example"] {
            settings.sites.insert(name.to_owned(), Site { reader: true, ..Site::default() });
        }
        Report::of(&numbers(), STRINGS, &settings, "0.1.0", "Browser/1").unwrap()
    }

    #[test]
    fn a_report_replays_after_its_file() {
        let json = serde_json::to_string_pretty(&report()).unwrap();
        let read = Report::read(&json).unwrap();
        assert_eq!(read, report());
        assert_eq!(read.replay().unwrap(), read.verdict);
    }

    #[test]
    fn a_report_tells_nothing_private() {
        let json = serde_json::to_string(&report()).unwrap();
        assert!(
            !json.contains("jane") && !json.contains("diary") && json.contains("lantern.example"),
            "{json}"
        );
    }

    #[test]
    fn what_is_no_report_is_refused_with_a_reason() {
        for broken in ["", "[]", "{\"version\":1}", "<!doctype html>"] {
            assert!(matches!(Report::read(broken), Err(ReportError::Form(_))), "{broken}");
        }
        let newer = Report { lede_report: VERSION + 1, ..report() };
        let newer = Report::read(&serde_json::to_string(&newer).unwrap());
        assert!(matches!(newer, Err(ReportError::Newer(_))));
        let mut cut = report();
        cut.numbers.pop();
        let error = cut.replay().unwrap_err();
        assert!(error.to_string().contains("damaged"), "{error}");
    }
}

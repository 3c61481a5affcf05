//! Every folder of `tests/pages` is a test by itself: the page is scanned and read natively, and held against its
//! `case.toml` and its goldens `hidden.txt` and `article.md`.
//!
//! `LEDE_BLESS=1 cargo test --test pages` writes the goldens; a missing one fails. A case with `known_failure` must fail.
//! Not here: layout, undoing and the reader's overlay, which the browser tests check on the same pages.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use lede::{
        article, export, judge, nags,
        page::{NodeId, Page, saved},
        settings::Settings,
    };
    use libtest_mimic::{Arguments, Failed, Trial};
    use serde::Deserialize;
    use std::{
        collections::HashSet,
        env,
        fmt::Write,
        fs,
        path::{Path, PathBuf},
    };

    /// Fewest fixture pages that there are; a run that finds fewer looked in the wrong place.
    const FEWEST: usize = 38;

    /// A page's `case.toml`, as far as it can be checked without a browser.
    #[derive(Deserialize)]
    struct Case {
        #[serde(default)]
        url: String,
        #[serde(default)]
        hide: Vec<Ask>,
        #[serde(default)]
        keep: Vec<String>,
        article: Option<Expected>,
        known_failure: Option<String>,
    }

    #[derive(Deserialize)]
    struct Ask {
        kind: String,
        phrase: String,
    }

    #[derive(Deserialize)]
    struct Expected {
        #[serde(default)]
        title: String,
        byline: Option<String>,
        date: Option<String>,
        #[serde(default)]
        has: Vec<String>,
        #[serde(default)]
        lacks: Vec<String>,
    }

    /// What the core makes of a page.
    struct Made {
        page: Page,
        findings: nags::Findings,
        hidden: HashSet<NodeId>,
        article: Option<article::Article>,
        glance: article::Glance,
    }

    pub fn main() {
        let arguments = Arguments::from_args();
        let folders = folders();
        assert!(FEWEST <= folders.len(), "only {} fixture pages were found", folders.len());
        println!("{} fixture pages", folders.len());
        let trials = folders
            .into_iter()
            .map(|folder| {
                let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Trial::test(name, move || test(&folder))
            })
            .collect();
        libtest_mimic::run(&arguments, trials).exit();
    }

    fn folders() -> Vec<PathBuf> {
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
        let entries = fs::read_dir(pages).into_iter().flatten().flatten().map(|it| it.path());
        let mut folders: Vec<PathBuf> = entries.filter(|it| it.join("case.toml").is_file()).collect();
        folders.sort();
        folders
    }

    fn test(folder: &Path) -> Result<(), Failed> {
        let case: Case = toml::from_str(&fs::read_to_string(folder.join("case.toml"))?)?;
        let html = saved::decode(&fs::read(folder.join("page.html"))?);
        let made = make(saved::parse(&html, &case.url));
        let mut problems = problems(&case, &made);
        for (file, now) in [("hidden.txt", hidden_golden(&made)), ("article.md", article_golden(&made))] {
            compare(&folder.join(file), &now, &mut problems)?;
        }
        match (&case.known_failure, problems.is_empty()) {
            (None, true) | (Some(_), false) => Ok(()),
            (None, false) => Err(problems.join("\n").into()),
            (Some(why), true) => Err(format!("passes by now; it was known to fail because {why}").into()),
        }
    }

    fn make(page: Page) -> Made {
        let judgement = judge::judge(&page);
        let findings = nags::find(&page, &judgement, &Settings::default());
        let hidden = findings.hidden.iter().flat_map(|it| it.also.iter().copied().chain([it.node])).collect();
        let article = article::extract(&page, &judgement, &findings).filter(|it| it.is_readable);
        let glance = article::glance(&page, &judgement, &findings, None);
        Made { page, findings, hidden, article, glance }
    }

    /// What is not as the case says, in words.
    fn problems(case: &Case, made: &Made) -> Vec<String> {
        let mut problems = Vec::new();
        let (before, after) =
            (text_without(&made.page, &HashSet::new()), text_without(&made.page, &made.hidden));
        for Ask { kind, phrase } in &case.hide {
            if !has(&before, phrase) {
                problems.push(format!("the page has no such phrase: {phrase}"));
            } else if has(&after, phrase) {
                problems.push(format!("{kind} left: {phrase}"));
            } else if !made.findings.hidden.iter().any(|it| it.kind.name() == kind) {
                problems.push(format!("hidden, but not as {kind}: {phrase}"));
            }
        }
        for phrase in case.keep.iter().filter(|it| !has(&after, it)) {
            let why =
                if has(&before, phrase) { "hidden, but to be kept" } else { "the page has no such phrase" };
            problems.push(format!("{why}: {phrase}"));
        }
        if made.glance.is_readable != made.article.is_some()
            || made.article.as_ref().is_some_and(|it| it.extent != made.glance.extent)
        {
            problems.push(format!("a glance says {:?}, and reading says otherwise", made.glance));
        }
        match (&case.article, &made.article) {
            (None, None) => {}
            (None, Some(_)) => problems.push("an article is read where there is none".to_owned()),
            (Some(_), None) => problems.push("no article is read".to_owned()),
            (Some(expected), Some(article)) => problems.extend(differences(expected, article)),
        }
        problems
    }

    fn differences(expected: &Expected, article: &article::Article) -> Vec<String> {
        let text = export::text(article);
        let mut problems = Vec::new();
        if expected.title != article.title {
            problems.push(format!("the title is {:?}, expected {:?}", article.title, expected.title));
        }
        for (name, expected, got) in
            [("byline", &expected.byline, &article.byline), ("date", &expected.date, &article.date)]
        {
            if expected.is_some() && expected != got {
                problems.push(format!("the {name} is {got:?}, expected {expected:?}"));
            }
        }
        problems.extend(
            expected.has.iter().filter(|it| !has(&text, it)).map(|it| format!("the article lacks: {it}")),
        );
        problems.extend(
            expected.lacks.iter().filter(|it| has(&text, it)).map(|it| format!("the article has: {it}")),
        );
        problems
    }

    /// The page's visible text, hidden nodes left out.
    fn text_without(page: &Page, hidden: &HashSet<NodeId>) -> String {
        let is_shown =
            |id: NodeId| !hidden.contains(&id) && page.ancestors(id).all(|it| !hidden.contains(&it));
        let texts = page.texts(page.root()).filter(|&it| is_shown(it)).map(|it| page.text(it));
        texts.collect::<Vec<_>>().join(" ")
    }

    fn has(text: &str, phrase: &str) -> bool {
        let squeezed = |it: &str| {
            it.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
        };
        squeezed(text).contains(&squeezed(phrase))
    }

    /// A line an ask: kind, first words, evidence.
    fn hidden_golden(made: &Made) -> String {
        let mut golden = String::new();
        for it in &made.findings.hidden {
            let evidence: Vec<String> = it.evidence.iter().map(ToString::to_string).collect();
            let _ = writeln!(golden, "{} | {} | {}", it.kind.name(), it.text, evidence.join("; "));
        }
        golden
    }

    fn article_golden(made: &Made) -> String {
        made.article.as_ref().map_or_else(String::new, export::markdown)
    }

    /// Holds a golden against what it was; writes it instead where that is asked for.
    fn compare(golden: &Path, now: &str, problems: &mut Vec<String>) -> Result<(), Failed> {
        if env::var_os("LEDE_BLESS").is_some() {
            return Ok(fs::write(golden, now)?);
        }
        let name = golden.file_name().unwrap_or_default().to_string_lossy();
        match fs::read_to_string(golden) {
            Err(_) => problems.push(format!("{name} is missing; LEDE_BLESS=1 writes it")),
            Ok(before) if before != now => {
                problems.push(format!("{name} differs:\n{}", first_difference(&before, now)));
            }
            Ok(_) => {}
        }
        Ok(())
    }

    fn first_difference(before: &str, now: &str) -> String {
        let (mut before, mut now) = (before.lines(), now.lines());
        loop {
            let pair = (before.next(), now.next());
            if pair.0 != pair.1 {
                return format!("  - {}\n  + {}", pair.0.unwrap_or("(end)"), pair.1.unwrap_or("(end)"));
            }
            if pair == (None, None) {
                return "  only in white space".to_owned();
            }
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

/// The fixture pages are saved files, which the core reads natively only.
#[cfg(target_arch = "wasm32")]
fn main() {}

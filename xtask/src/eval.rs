//! `cargo xtask eval CORPUS`: both scores in one run, in total and by group, against an earlier run, worst pages first.
//!
//! The formulas are those of `../shared/eval`. The corpus is what the judge was fitted on, so figures of the constants that
//! ship flatter it, and say so; with `--held-out` each page is judged by constants that have not seen its site.

mod asks;
mod content;
mod judges;
mod table;

use crate::{
    corpus::{self, Labels, Truth},
    read,
};
use anyhow::{Context, Result};
use judges::HeldOut;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::PathBuf,
};

/// What `cargo xtask eval` takes.
#[derive(clap::Args)]
pub struct Args {
    /// The corpus folder.
    corpus: PathBuf,
    /// Judge each page by models that have not seen its site: the honest figures.
    #[arg(long)]
    held_out: bool,
    /// Also give the figures of each group of pages.
    #[arg(long, value_enum)]
    by: Option<By>,
    /// Compare with a run that was saved.
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Save this run.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// How many of the worst pages, left asks and harmed blocks to name.
    #[arg(long, default_value_t = 10)]
    worst: usize,
}

/// What to group pages by.
#[derive(Clone, Copy, clap::ValueEnum)]
enum By {
    /// Article, forum, product and so on.
    Type,
    /// The page's language.
    Lang,
    /// The kinds of ask that the page carries; a page may be in several groups.
    Kind,
    /// The part of the corpus that is held out together.
    Fold,
}

/// What one page scored.
pub struct Page {
    id: String,
    sort: String,
    lang: String,
    /// The part of the corpus that holds it out; none where the shipped model judged.
    fold: Option<usize>,
    micros: u64,
    asks: asks::Scored,
    content: Option<content::Scored>,
}

/// A run as it is saved: each page's word F1 (if it has a truth), asks hidden, blocks harmed; and the totals.
#[derive(Serialize, Deserialize, Default)]
struct Run {
    totals: BTreeMap<String, f64>,
    pages: BTreeMap<String, Marks>,
}

#[derive(Serialize, Deserialize, Default, Clone, Copy, PartialEq)]
struct Marks {
    f1: Option<f64>,
    hidden: usize,
    harmed: usize,
}

/// Scores the core and prints the figures.
pub fn print(args: &Args) -> Result<()> {
    let pages = scored(args)?;
    println!(
        "{}",
        if args.held_out {
            "cross-validated by site: each page was judged by models that have not seen its site"
        } else {
            "IN-SAMPLE: the constants that ship were fitted on these very pages; --held-out gives honest figures"
        }
    );
    table::totals(&pages);
    for (group, pages) in args.by.map(|by| groups(&pages, by)).unwrap_or_default() {
        table::group(&group, &pages);
    }
    table::worst(&pages, args.worst);
    let run = run(&pages);
    if let Some(file) = &args.against {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        compare(&serde_json::from_str(&text)?, &run, args.worst);
    }
    if let Some(file) = &args.save {
        fs::write(file, serde_json::to_string_pretty(&run)?).with_context(|| file.display().to_string())?;
    }
    Ok(())
}

fn scored(args: &Args) -> Result<Vec<Page>> {
    let labels = corpus::labels(&args.corpus)?;
    let truths: HashMap<String, Truth> =
        corpus::truths(&args.corpus)?.into_iter().map(|it| (it.page.clone(), it)).collect();
    let inputs: Vec<_> = labels.iter().map(|it| it.input(&args.corpus)).collect();
    let held_out = args.held_out.then(|| HeldOut::of(&args.corpus)).transpose()?;
    let answers = match &held_out {
        Some(held_out) => held_out.read(&inputs),
        None => read::all(&inputs, read::by_shipped),
    };
    let mut seen = asks::Seen::new();
    let mut page = |labels: &Labels, answer: read::Answer| {
        if let Some(error) = &answer.error {
            eprintln!("{}: {error}", answer.page);
        }
        Page {
            asks: asks::score(labels, &answer, &mut seen),
            content: truths.get(&labels.page).map(|it| content::score(it, &answer)),
            lang: answer.lang.as_deref().map_or("?", primary).to_lowercase(),
            fold: held_out.as_ref().map(|it| it.fold(&labels.page)),
            micros: answer.micros,
            id: answer.page,
            sort: if labels.page_type.is_empty() { "?" } else { &labels.page_type }.to_owned(),
        }
    };
    Ok(labels.iter().zip(answers).map(|(labels, answer)| page(labels, answer)).collect())
}

/// The language without its region: `en` of `en-GB`.
fn primary(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}

fn groups(pages: &[Page], by: By) -> BTreeMap<String, Vec<&Page>> {
    let mut groups: BTreeMap<String, Vec<&Page>> = BTreeMap::new();
    for page in pages {
        let fold = page.fold.map(|it| format!("fold {it}"));
        let mut names = match by {
            By::Type => vec![page.sort.as_str()],
            By::Lang => vec![page.lang.as_str()],
            By::Fold => vec![fold.as_deref().unwrap_or("none held out")],
            By::Kind => {
                page.asks.phrases.iter().map(|it| it.kind.as_str()).filter(|&it| it != "keep").collect()
            }
        };
        names.sort_unstable();
        names.dedup();
        for name in names {
            groups.entry(name.to_owned()).or_default().push(page);
        }
    }
    groups
}

fn run(pages: &[Page]) -> Run {
    let marks = |it: &Page| Marks {
        f1: it.content.as_ref().map(|it| it.f1),
        hidden: it.asks.phrases.iter().filter(|it| it.gone && it.kind != "keep").count(),
        harmed: it.asks.phrases.iter().filter(|it| it.gone && it.kind == "keep").count(),
    };
    let all: Vec<&Page> = pages.iter().collect();
    Run {
        totals: table::figures(&all).into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        pages: pages.iter().map(|it| (it.id.clone(), marks(it))).collect(),
    }
}

/// Prints what changed since an earlier run: the totals, then the pages that changed most.
fn compare(earlier: &Run, now: &Run, limit: usize) {
    println!("\nagainst the earlier run");
    for (name, value) in &now.totals {
        let before = earlier.totals.get(name).copied().unwrap_or_default();
        println!("  {name:24} {before:9.4} -> {value:9.4}  {:+.4}", value - before);
    }
    let mut changed: Vec<(f64, &String, Marks, Marks)> = now
        .pages
        .iter()
        .filter_map(|(page, &marks)| {
            let before = *earlier.pages.get(page)?;
            (before != marks).then(|| (weight(before, marks), page, before, marks))
        })
        .collect();
    changed.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("  pages that changed: {}", changed.len());
    for (_, page, before, marks) in changed.iter().take(limit) {
        println!(
            "  {page:40} F1 {:.3} -> {:.3}, asks hidden {} -> {}, blocks harmed {} -> {}",
            before.f1.unwrap_or_default(),
            marks.f1.unwrap_or_default(),
            before.hidden,
            marks.hidden,
            before.harmed,
            marks.harmed
        );
    }
}

/// How much a page changed: an ask or a block counts as much as the whole of an F1.
fn weight(before: Marks, now: Marks) -> f64 {
    let f1 = before.f1.unwrap_or_default() - now.f1.unwrap_or_default();
    f1.abs() + before.hidden.abs_diff(now.hidden) as f64 + before.harmed.abs_diff(now.harmed) as f64
}

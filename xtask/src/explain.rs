//! `cargo xtask explain FILE`: every block of a page with its verdict, then the asks, and what looked like one and stays.
//!
//! The file is a saved page, or a report that a user saved from the popup; a report is judged again, and it is told whether this
//! core says the same.
//!
//! Not here: whether a verdict is right, which `eval` scores.

use crate::read::{Input, load, path};
use anyhow::{Result, ensure};
use lede::{
    article,
    judge::{
        self, Block, Judgement, PageKind,
        ask::{self, Model},
        ask_features::Facts,
        blocks, features,
    },
    nags::{self, Evidence},
    page::{NodeId, Page, saved},
    report::Report,
    settings::Settings,
};
use std::path::PathBuf;

/// What `cargo xtask explain` takes.
#[derive(clap::Args)]
pub struct Args {
    /// A saved page, or a report from the popup; plain or gzipped.
    file: PathBuf,
    /// Its address; some verdicts depend on it.
    #[arg(long, default_value = "")]
    url: String,
    /// Only blocks whose text contains this, with all their features.
    #[arg(long)]
    block: Option<String>,
}

/// Prints the verdicts.
pub fn print(args: &Args) -> Result<()> {
    let file = load(&Input::of_file(&args.file))?;
    let (page, settings) = if file.trim_start().starts_with('{') {
        let report = Report::read(&file)?;
        print_report(&report)?;
        (report.page()?, report.settings)
    } else {
        (saved::parse(&file, &args.url), Settings::default())
    };
    let judgement = judge::judge(&page);
    let findings = nags::find(&page, &judgement, &settings);
    println!("blocks: article (x: chosen), words, link density, path, first words");
    let wanted = args.block.as_deref().unwrap_or_default();
    let mut shown = 0;
    for (at, block) in judgement.blocks().iter().enumerate() {
        let text = text(&page, block);
        if text.contains(wanted) {
            shown += 1;
            print_block(&page, &judgement, at, block, &text);
        }
    }
    ensure!(0 < shown, "no block of the page contains {wanted:?}");
    if args.block.is_some() {
        print_features(&page, wanted);
    }
    print_candidates(&page, &judgement, wanted);
    println!("\nhidden");
    for it in &findings.hidden {
        print_verdict(&page, it.node, it.kind.name(), &it.text, &it.evidence);
    }
    println!("\nkept, though it looked like an ask");
    for it in &findings.kept {
        print_verdict(&page, it.node, it.kind.name(), &it.text, &it.evidence);
    }
    print_article(&page, &judgement, &findings);
    Ok(())
}

/// Where the report comes from, and whether this core agrees with the one that wrote it.
fn print_report(report: &Report) -> Result<()> {
    println!("a report of {}, Lede {}, {}", report.page()?.url(), report.version, report.browser);
    let now = report.replay()?;
    let wrote = &report.verdict;
    if now == *wrote {
        println!("the verdict is the same as in the browser\n");
        return Ok(());
    }
    println!("the verdict is not the same as in the browser:");
    for (what, before, after) in [("hidden", &wrote.hidden, &now.hidden), ("kept", &wrote.kept, &now.kept)] {
        for it in before.iter().filter(|it| !after.contains(it)) {
            println!("  then {what}: {} {:?} {:?}", it.kind, head(&it.text), it.why);
        }
        for it in after.iter().filter(|it| !before.contains(it)) {
            println!("  now {what}: {} {:?} {:?}", it.kind, head(&it.text), it.why);
        }
    }
    println!();
    Ok(())
}

fn print_block(page: &Page, judgement: &Judgement, at: usize, block: &Block, text: &str) {
    println!(
        "{:4} {} {:.2} {:5} {:.2} {}{} | {}",
        at,
        if judgement.in_article(at) { 'x' } else { ' ' },
        judgement.article(at),
        block.words,
        block.link_density(),
        path(page, block.node),
        if block.hidden { " (not shown)" } else { "" },
        head(text),
    );
}

/// The features of the blocks that contain the text, as the article head sees them: bytes, zeros left out.
fn print_features(page: &Page, wanted: &str) {
    let blocks = blocks::Blocks::of(page);
    let model = judge::article::Model::trained();
    let rows = features::Scene::of(page, &blocks, model.names, model.words).rows();
    let names = features::names();
    for (block, row) in blocks.list().iter().zip(&rows) {
        let text = text(page, block);
        if text.contains(wanted) {
            println!("\nfeatures of: {}", head(&text));
            for (name, value) in names.iter().zip(row).filter(|it| *it.1 != 0) {
                println!("  {name} {value}");
            }
        }
    }
}

/// Each candidate for an ask with its probability; the most likely first.
fn print_candidates(page: &Page, judgement: &Judgement, wanted: &str) {
    let facts = Facts::of(page, judgement);
    let mut candidates = ask::candidates(page, &facts, Model::shipped());
    candidates.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    println!("\ncandidates: how likely an ask, path, first words");
    for it in candidates {
        let text = page.subtree_text(it.node);
        if text.contains(wanted) {
            println!("  {:.2} {} | {}", it.probability, path(page, it.node), head(&text));
        }
    }
}

fn print_verdict(page: &Page, node: NodeId, kind: &str, text: &str, evidence: &[Evidence]) {
    println!("  {kind}: {}\n    {}", head(text), path(page, node));
    for it in evidence {
        println!("    - {it}");
    }
}

fn print_article(page: &Page, judgement: &Judgement, findings: &nags::Findings) {
    println!("\nkind of page");
    for kind in PageKind::ALL {
        println!("  {:13} {:.2}", kind.name(), judgement.page_kind_probability(kind));
    }
    match article::extract(page, judgement, findings) {
        None => println!("\nno article"),
        Some(it) => println!(
            "\narticle: {:?}, {} words, {:?}, by {:?}, of {:?}, on {:?}, in {:?}",
            it.title, it.words, it.extent, it.byline, it.date, it.site, it.lang
        ),
    }
}

fn text(page: &Page, block: &Block) -> String {
    let words = blocks::texts(page, block).flat_map(|it| page.text(it).split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

fn head(text: &str) -> String {
    const HEAD: usize = 90;
    text.chars().take(HEAD).collect()
}

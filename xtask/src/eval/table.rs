//! The figures of a set of pages, and how they are printed.

use super::{Page, asks::KINDS, content};

/// The named figures of some pages: shares 0 to 1, times in milliseconds.
pub fn figures(pages: &[&Page]) -> Vec<(&'static str, f64)> {
    let content: Vec<&content::Scored> = pages.iter().filter_map(|it| it.content.as_ref()).collect();
    let articles: Vec<&content::Scored> =
        pages.iter().filter(|it| it.sort == "article").filter_map(|it| it.content.as_ref()).collect();
    let right = |field: fn(&content::Scored) -> Option<bool>| {
        mean(content.iter().filter_map(|it| field(it)).map(|it| f64::from(u8::from(it))))
    };
    let lost: usize = pages.iter().map(|it| it.asks.lost).sum();
    let total: usize = pages.iter().map(|it| it.asks.total).sum();
    let with_asks = pages.iter().filter(|it| it.asks.phrases.iter().any(|it| it.kind != "keep"));
    let mut times: Vec<u64> = pages.iter().map(|it| it.micros).collect();
    times.sort_unstable();
    let time =
        |share: f64| times.get((times.len() as f64 * share) as usize).map_or(0.0, |&it| it as f64 / 1e3);
    let mut figures = vec![
        ("word F1", mean(content.iter().map(|it| it.f1))),
        ("word F1, articles", mean(articles.iter().map(|it| it.f1))),
        ("precision", mean(content.iter().map(|it| it.precision))),
        ("recall", mean(content.iter().map(|it| it.recall))),
        ("snippets in", mean(content.iter().map(|it| it.with))),
        ("boilerplate in", mean(content.iter().filter_map(|it| it.without))),
        ("title right", right(|it| it.title)),
        ("byline right", right(|it| it.byline)),
        ("date right", right(|it| it.date)),
        ("byline made up", right(|it| it.false_byline)),
        ("date made up", right(|it| it.false_date)),
        ("page kind right", right(|it| Some(it.kind))),
        ("no ask in the text", mean(with_asks.map(|it| f64::from(u8::from(!it.asks.in_text))))),
        ("asks hidden", share(pages, |kind| kind != "keep").2),
    ];
    figures.extend(KINDS.map(|kind| (kind, share(pages, |it| it == kind).2)));
    figures.extend([
        ("kept blocks harmed", share(pages, |kind| kind == "keep").2),
        ("other text lost", if total == 0 { 0.0 } else { lost as f64 / total as f64 }),
        ("ms a page, median", time(0.5)),
        ("ms a page, 99th of 100", time(0.99)),
    ]);
    figures
}

/// Prints the figures of all pages.
pub fn totals(pages: &[Page]) {
    let all: Vec<&Page> = pages.iter().collect();
    let scored = pages.iter().filter(|it| it.content.is_some()).count();
    println!("{} pages, {scored} of them with a main content to compare", pages.len());
    for (name, value) in figures(&all) {
        println!("  {name:24} {value:9.4}");
    }
    for kind in KINDS.into_iter().chain(["keep"]) {
        let (gone, of, share) = share(&all, |it| it == kind);
        let verb = if kind == "keep" { "harmed" } else { "hidden" };
        println!("  {kind:13} {verb} {gone:4}/{of:4} {:5.1}%", 100.0 * share);
    }
}

/// Prints a line for a group of pages.
pub fn group(name: &str, pages: &[&Page]) {
    let figures = figures(pages);
    let figure = |wanted: &str| figures.iter().find(|it| it.0 == wanted).map_or(0.0, |it| it.1);
    let scored = pages.iter().filter(|it| it.content.is_some()).count();
    let (hidden, asks, _) = share(pages, |kind| kind != "keep");
    let (harmed, kept, _) = share(pages, |kind| kind == "keep");
    println!(
        "{name:14} {:5} pages, word F1 {:.4} over {scored}, byline {:.3}, date {:.3}, asks hidden {hidden}/{asks}, harmed {harmed}/{kept}, lost {:.4}, no ask in the text {:.3}",
        pages.len(),
        figure("word F1"),
        figure("byline right"),
        figure("date right"),
        figure("other text lost"),
        figure("no ask in the text"),
    );
}

/// Names the pages with the lowest F1, asks that were left and blocks that were harmed.
pub fn worst(pages: &[Page], limit: usize) {
    let mut by_f1: Vec<(&Page, &content::Scored)> =
        pages.iter().filter_map(|it| Some((it, it.content.as_ref()?))).collect();
    by_f1.sort_by(|a, b| a.1.f1.total_cmp(&b.1.f1));
    println!("\nlowest word F1");
    for (page, it) in by_f1.iter().take(limit) {
        let (p, r) = (it.precision, it.recall);
        println!("  {:.3} (precision {p:.3}, recall {r:.3})  {} {}", it.f1, page.id, page.sort);
    }
    println!("\nblocks harmed");
    phrases(pages, limit, |kind, gone| kind == "keep" && gone);
    println!("\nasks left");
    phrases(pages, limit, |kind, gone| kind != "keep" && !gone);
}

fn phrases(pages: &[Page], limit: usize, wanted: fn(&str, bool) -> bool) {
    let all = pages.iter().flat_map(|page| page.asks.phrases.iter().map(move |it| (page, it)));
    for (page, it) in all.filter(|(_, it)| wanted(&it.kind, it.gone)).take(limit) {
        println!("  {} | {} | {} | {}", page.id, it.kind, it.text, it.path);
    }
}

/// How many phrases of the kinds are gone, of how many, and the share.
fn share(pages: &[&Page], wanted: impl Fn(&str) -> bool) -> (usize, usize, f64) {
    let phrases = || pages.iter().flat_map(|it| &it.asks.phrases).filter(|it| wanted(&it.kind));
    let (gone, of) = (phrases().filter(|it| it.gone).count(), phrases().count());
    (gone, of, if of == 0 { 0.0 } else { gone as f64 / of as f64 })
}

fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, count) = values.into_iter().fold((0.0, 0), |(sum, count), it| (sum + it, count + 1));
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

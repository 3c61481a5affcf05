//! What judging a page costs beside what `dom_smoothie` (a port of Readability) takes, on the same parsed pages.
//!
//! Both get pages that are already parsed: parsing is the browser's. The pages are the fixtures, and some of the corpus
//! where it is at hand. Judging should cost at most a tenth. Not here: finding asks and building the article.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use lede::{
    judge::judge,
    page::{Page, saved},
};
use std::{
    fs,
    hint::black_box,
    io::Read,
    path::{Path, PathBuf},
};

/// Pages of the corpus to take; more tell nothing new, and the peer takes long.
const CORPUS_PAGES: usize = 60;

/// Every so many pages of the corpus one is taken, for a fair share of all sorts.
const STRIDE: usize = 25;

criterion_group!(benches, compare);
criterion_main!(benches);

fn compare(criterion: &mut Criterion) {
    let sources: Vec<String> = fixtures().into_iter().chain(corpus()).collect();
    let pages: Vec<Page> = sources.iter().map(|it| saved::parse(it, "")).collect();
    let documents: Vec<dom_smoothie::Readability> = sources
        .iter()
        .filter_map(|it| dom_smoothie::Readability::new(it.as_str(), None, None).ok())
        .collect();
    let mut group = criterion.benchmark_group(format!("{} pages", pages.len()));
    group.sample_size(10);
    group.bench_function("judge", |it| {
        it.iter(|| pages.iter().map(|page| judge(black_box(page)).blocks().len()).sum::<usize>());
    });
    group.bench_function("dom_smoothie", |it| {
        // It changes its document, so that each run needs a copy; copying is not measured.
        it.iter_batched(
            || documents.iter().map(copy).collect::<Vec<_>>(),
            |documents| documents.into_iter().filter_map(|mut it| it.parse().ok()).count(),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn copy(document: &dom_smoothie::Readability) -> dom_smoothie::Readability {
    dom_smoothie::Readability {
        doc: document.doc.clone(),
        doc_url: None,
        config: dom_smoothie::Config::default(),
    }
}

fn fixtures() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let folders = fs::read_dir(folder).into_iter().flatten().flatten();
    folders.filter_map(|it| fs::read_to_string(it.path().join("page.html")).ok()).collect()
}

fn corpus() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/pages/wcxb-dev");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
    files.sort();
    files.iter().step_by(STRIDE).take(CORPUS_PAGES).filter_map(|it| unpacked(it)).collect()
}

fn unpacked(file: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(fs::File::open(file).ok()?).read_to_end(&mut bytes).ok()?;
    Some(saved::decode(&bytes))
}

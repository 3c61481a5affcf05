//! What judging a page costs beside what extracting its text costs elsewhere, on the same parsed pages.
fn main() {}

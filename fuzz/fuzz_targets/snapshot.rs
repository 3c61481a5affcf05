//! Any numbers and any text: the snapshot parser says what is wrong, or gives a page that scan and read take. No panic.
#![no_main]

use lede::{page::snapshot, settings::Settings};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (Vec<u32>, String)| {
    if let Ok(page) = snapshot::parse(&input.0, &input.1) {
        let _ = lede::scan(&page, &Settings::default());
        let _ = lede::read(&page, &Settings::default());
    }
});

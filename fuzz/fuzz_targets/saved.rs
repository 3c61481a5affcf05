//! Any bytes as a saved page: decoded, parsed, scanned and read without a panic.
#![no_main]

use lede::{page::saved, settings::Settings};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let page = saved::parse(&saved::decode(bytes), "https://news.example/a");
    let _ = lede::scan(&page, &Settings::default());
    let _ = lede::read(&page, &Settings::default());
});

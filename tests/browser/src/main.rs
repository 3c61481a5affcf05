//! lede-browser-tests.

fn main() {}

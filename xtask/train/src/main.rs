//! lede-train.

fn main() {}

//! stub
#[derive(clap::Args)] pub struct Args {}
pub fn demo(_a:&Args) -> anyhow::Result<()> { Ok(()) }

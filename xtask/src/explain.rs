//! stub
#[derive(clap::Args)] pub struct Args {}
pub fn print(_a:&Args) -> anyhow::Result<()> { Ok(()) }

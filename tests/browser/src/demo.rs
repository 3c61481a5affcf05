//! stub
#[derive(clap::Args)]
pub struct Args { pub root: std::path::PathBuf }
pub async fn show(_args: &Args) -> anyhow::Result<()> { Ok(()) }

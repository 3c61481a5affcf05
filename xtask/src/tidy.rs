//! stub
use std::process::ExitCode;
pub fn report() -> anyhow::Result<ExitCode> { Ok(ExitCode::SUCCESS) }

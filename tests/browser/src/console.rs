//! What browsers log about the extension: errors and warnings that name its files.

use futures_util::StreamExt;
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};
use thirtyfour::bidi::{BiDi, events::LogEntryAdded};

/// Complaints so far.
#[derive(Clone, Default)]
pub struct Console(Arc<Mutex<Vec<String>>>);

impl Console {
    /// Begins to listen, for as long as the browser lives.
    pub async fn listen(bidi: &BiDi) -> anyhow::Result<Self> {
        let console = Self::default();
        let mut entries = bidi.subscribe::<LogEntryAdded>().await?;
        let log = console.clone();
        tokio::spawn(async move {
            while let Some(entry) = entries.next().await {
                let level = serde_json::to_value(&entry.level).unwrap_or_default();
                let text = entry.text.unwrap_or_default();
                let from = format!("{} {}", entry.stack_trace, Value::Object(entry.extra));
                let is_ours = ["chrome-extension://", "moz-extension://"]
                    .iter()
                    .any(|it| from.contains(it) || text.contains(it));
                if is_ours && (level == "error" || level == "warn") {
                    log.0.lock().unwrap_or_else(PoisonError::into_inner).push(text);
                }
            }
        });
        Ok(console)
    }

    /// The complaints since the last call.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

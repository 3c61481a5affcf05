//! The looks of `probe.js`, typed.

use crate::session::Session;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long a page may take to become as expected: a hundred times what it takes on an idle machine.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Between two looks at a page that is not yet as expected.
pub const PAUSE: Duration = Duration::from_millis(50);

/// Calls a function of `probe.js` in the page.
pub async fn look(session: &Session, name: &str, args: Value) -> Result<Value> {
    let script = format!("{}\nreturn probe.{name}(...arguments[0]);", include_str!("probe.js"));
    Ok(session.driver.execute(script, vec![args]).await.with_context(|| name.to_owned())?.json().clone())
}

/// The page's source, as it is now.
pub async fn html(session: &Session) -> Result<String> {
    Ok(look(session, "html", json!([])).await?.as_str().unwrap_or_default().to_owned())
}

/// Waits until `done` says yes of what is looked at; an error with the last look otherwise.
pub async fn until(
    session: &Session,
    name: &str,
    args: Value,
    done: impl Fn(&Value) -> bool,
) -> Result<Value> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let seen = look(session, name, args.clone()).await?;
        if done(&seen) {
            return Ok(seen);
        }
        if deadline < Instant::now() {
            bail!("{name} stays {seen}");
        }
        sleep(PAUSE).await;
    }
}

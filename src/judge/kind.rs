//! The kinds of ask that Lede tells apart.
//!
//! What makes an ask one kind or another is in `nags`; this is only the name, which settings and results share.

use serde::{Deserialize, Serialize};

/// A kind of ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Reading on needs an account or payment, or free articles are counted.
    Paywall,
    /// Sells a subscription or membership without gating.
    Subscription,
    /// Asks for money or support.
    Donation,
    /// Asks for an e-mail address or for leave to notify.
    Newsletter,
    /// Whatever it is: the user pointed at it. Never judged, only remembered.
    Own,
}

impl Kind {
    /// All kinds that are judged, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Paywall, Self::Subscription, Self::Donation, Self::Newsletter];

    /// The kind's name in settings and results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paywall => "paywall",
            Self::Subscription => "subscription",
            Self::Donation => "donation",
            Self::Newsletter => "newsletter",
            Self::Own => "own",
        }
    }
}

//! Why something was hidden, or kept: each reason a value with plain English words and a code for other languages.
//!
//! The extension shows `evidence_<code>` from its own messages, filled with [`Evidence::values`], and falls back on
//! these words. Not here: how much a reason weighs.

use std::fmt;

/// One reason for a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// The markup is that of a known vendor of such prompts.
    Vendor(&'static str),
    /// Says that reading on needs an account or payment; the words that say so.
    Gate(String),
    /// Counts free articles; the words.
    Meter(String),
    /// Sells a subscription or membership; the words.
    Offer(String),
    /// Asks for money or support; the words.
    Appeal(String),
    /// Asks to sign up for mail or messages; the words.
    SignUp(String),
    /// Has a field for an e-mail address.
    EmailField,
    /// Names a price.
    Price,
    /// Lies over the page and covers this share of the window, in per cent.
    Pinned(u8),
    /// Its class or id has a telling word.
    Named(String),
    /// The page itself marks it as the prompt for readers without access.
    Marked,
    /// Its links lead to where people sign up, subscribe or give.
    Led,
    /// How sure the learned judge is, in per cent.
    Learned(u8),
    /// The user pointed at it on this site.
    Own,
    /// Kept: it holds this share of the article, in per cent.
    HoldsArticle(u8),
    /// Kept: it is, or holds, the page's navigation.
    Navigation,
    /// Kept: it holds a search form.
    Search,
    /// Kept: it holds comments or the form to write one.
    Comments,
    /// Kept: it is a form to log in.
    Login,
    /// Kept: it holds a film or sound.
    Player,
    /// Kept: it asks for consent to cookies or the like.
    Consent,
    /// Kept: it asks for the reader's age.
    AgeGate,
    /// Kept: it sells goods, and hiding it would break the shop.
    Shop,
    /// Kept: it is what the page is for.
    Purpose,
    /// Kept: it talks of asking, with nothing to press or fill in.
    Talk,
    /// Kept: the user has just opened it.
    OpenedByUser,
    /// Kept: it is the page itself, or most of it.
    WholePage,
    /// Kept: the user's settings say so.
    Chosen,
    /// Kept: the user said that hiding it was wrong.
    Wrong,
}

impl Evidence {
    /// The code under which the extension keeps its messages.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Vendor(_) => "vendor",
            Self::Gate(_) => "gate",
            Self::Meter(_) => "meter",
            Self::Offer(_) => "offer",
            Self::Appeal(_) => "appeal",
            Self::SignUp(_) => "sign_up",
            Self::EmailField => "email_field",
            Self::Price => "price",
            Self::Pinned(_) => "pinned",
            Self::Named(_) => "named",
            Self::Marked => "marked",
            Self::Led => "led",
            Self::Learned(_) => "learned",
            Self::Own => "own",
            Self::HoldsArticle(_) => "holds_article",
            Self::Navigation => "navigation",
            Self::Search => "search",
            Self::Comments => "comments",
            Self::Login => "login",
            Self::Player => "player",
            Self::Consent => "consent",
            Self::AgeGate => "age_gate",
            Self::Shop => "shop",
            Self::Purpose => "purpose",
            Self::Talk => "talk",
            Self::OpenedByUser => "opened_by_user",
            Self::WholePage => "whole_page",
            Self::Chosen => "chosen",
            Self::Wrong => "wrong",
        }
    }

    /// What fills the message's places, in order; empty where it has none.
    #[must_use]
    pub fn values(&self) -> Vec<String> {
        match self {
            Self::Vendor(name) => vec![(*name).to_owned()],
            Self::Gate(words)
            | Self::Meter(words)
            | Self::Offer(words)
            | Self::Appeal(words)
            | Self::SignUp(words)
            | Self::Named(words) => vec![words.clone()],
            Self::Pinned(share) | Self::Learned(share) | Self::HoldsArticle(share) => vec![share.to_string()],
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vendor(name) => write!(f, "built with {name}"),
            Self::Gate(words) => {
                write!(f, "says that reading on needs an account or payment: \u{201c}{words}\u{201d}")
            }
            Self::Meter(words) => write!(f, "counts free articles: \u{201c}{words}\u{201d}"),
            Self::Offer(words) => write!(f, "offers a subscription or membership: \u{201c}{words}\u{201d}"),
            Self::Appeal(words) => write!(f, "asks for support: \u{201c}{words}\u{201d}"),
            Self::SignUp(words) => write!(f, "asks to sign up: \u{201c}{words}\u{201d}"),
            Self::EmailField => f.write_str("has a field for an e-mail address"),
            Self::Price => f.write_str("names a price"),
            Self::Pinned(share) => write!(f, "lies over the page and covers {share}% of the window"),
            Self::Named(word) => write!(f, "is named \u{201c}{word}\u{201d}"),
            Self::Marked => f.write_str("is marked by the page as the prompt for readers without access"),
            Self::Led => f.write_str("its links lead to where people sign up, subscribe or give"),
            Self::Learned(share) => write!(f, "reads like an ask ({share}% sure)"),
            Self::Own => f.write_str("you hid this here"),
            Self::HoldsArticle(share) => write!(f, "kept: holds {share}% of the article"),
            Self::Navigation => f.write_str("kept: it is navigation"),
            Self::Search => f.write_str("kept: it holds a search form"),
            Self::Comments => f.write_str("kept: it holds comments"),
            Self::Login => f.write_str("kept: it is a form to log in"),
            Self::Player => f.write_str("kept: it holds a player"),
            Self::Consent => f.write_str("kept: it asks for consent"),
            Self::AgeGate => f.write_str("kept: it asks for the reader\u{2019}s age"),
            Self::Shop => f.write_str("kept: it is part of the shop"),
            Self::Purpose => f.write_str("kept: it is what the page is for"),
            Self::Talk => f.write_str("kept: it has nothing to press or fill in"),
            Self::OpenedByUser => f.write_str("kept: you have just opened it"),
            Self::WholePage => f.write_str("kept: it is the page itself"),
            Self::Chosen => f.write_str("kept: you chose to show such asks here"),
            Self::Wrong => f.write_str("kept: you said that hiding it was wrong"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Evidence;

    #[test]
    fn what_a_message_says_has_its_values() {
        let reason = Evidence::Gate("to continue reading".to_owned());
        assert_eq!(reason.code(), "gate");
        assert_eq!(reason.values(), ["to continue reading"]);
        assert!(reason.to_string().contains("to continue reading"));
        assert!(Evidence::Search.values().is_empty());
    }
}

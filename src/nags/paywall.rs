//! Paywalls, registration walls and meters: reading on needs an account or payment, or free articles are counted.
//!
//! What the page declares about its text (`isAccessibleForFree`) is no evidence here: it says what is gated, not where the
//! prompt is.

use super::{evidence::Evidence, said::Said};
use crate::judge::phrases::Class;

/// How strongly the words speak of a wall; comparable with the other kinds' claims.
#[must_use]
pub fn claim(said: &Said) -> usize {
    5 * said.count(&[Class::Gate, Class::Meter]) + said.count(&[Class::Already])
}

/// The words that say so.
#[must_use]
pub fn evidence(said: &Said) -> Vec<Evidence> {
    let gate = said.quote(&[Class::Gate]).map(Evidence::Gate);
    let meter = said.quote(&[Class::Meter]).map(Evidence::Meter);
    gate.into_iter().chain(meter).collect()
}

#[cfg(test)]
mod tests {
    use crate::{judge::Kind, nags::said::kind_of_text};

    #[test]
    fn walls_are_told_in_many_languages() {
        let asks = [
            "You have 2 free articles left this month.",
            "This story is for subscribers only.",
            "Um weiterzulesen, registrieren Sie sich kostenlos.",
            "La suite est réservée aux abonnés.",
            "この記事は会員限定です",
        ];
        for ask in asks {
            assert_eq!(kind_of_text(ask), Kind::Paywall, "{ask}");
        }
    }
}

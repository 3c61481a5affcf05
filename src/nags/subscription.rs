//! Offers of a subscription or membership of this publication that gate nothing.
//!
//! A bare link "Subscribe" is navigation and never comes here; the shop's own goods are the guard's business.

use super::{evidence::Evidence, said::Said};
use crate::judge::{ask_sums::Counted, phrases::Class};

/// How strongly the words speak of an offer; comparable with the other kinds' claims.
#[must_use]
pub fn claim(said: &Said) -> usize {
    let sells = said.count(&[Class::Premium, Class::Member, Class::Account, Class::Issue]);
    let paid = said.count(&[Class::Terms, Class::Price]);
    let asks_mail = said.holds(Counted::EmailFields) > 0;
    2 * sells + paid.min(2 * sells + 1) + usize::from(!asks_mail && said.count(&[Class::Subscribe]) > 0)
}

/// The words that say so, and a price.
#[must_use]
pub fn evidence(said: &Said) -> Vec<Evidence> {
    let offer = said
        .quote(&[Class::Premium, Class::Member, Class::Account, Class::Issue])
        .or_else(|| said.quote(&[Class::Subscribe]))
        .map(Evidence::Offer);
    let price = (said.count(&[Class::Price]) > 0).then_some(Evidence::Price);
    offer.into_iter().chain(price).collect()
}

#[cfg(test)]
mod tests {
    use crate::{judge::Kind, nags::said::kind_of_text};

    #[test]
    fn offers_are_told_in_many_languages() {
        let asks = [
            "Become a member from $5 per month.",
            "Digitalabo: monatlich kündbar, ab 9 Euro im Monat",
            "Suscripción digital desde 4 € al mes",
            "Go ad-free with Premium: cancel anytime.",
        ];
        for ask in asks {
            assert_eq!(kind_of_text(ask), Kind::Subscription, "{ask}");
        }
    }
}

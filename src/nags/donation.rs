//! Appeals for money or support.
//!
//! An article about donations has the same words; only the learned head and the guard keep them apart.

use super::{evidence::Evidence, said::Said};
use crate::judge::phrases::Class;

/// How strongly the words speak of giving; comparable with the other kinds' claims.
#[must_use]
pub fn claim(said: &Said) -> usize {
    2 * said.count(&[Class::Donate]) + said.count(&[Class::Support, Class::Plea, Class::Wallet])
}

/// The words that say so.
#[must_use]
pub fn evidence(said: &Said) -> Vec<Evidence> {
    said.quote(&[Class::Donate, Class::Support])
        .or_else(|| said.quote(&[Class::Plea, Class::Wallet]))
        .map(Evidence::Appeal)
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{judge::Kind, nags::said::kind_of_text};

    #[test]
    fn appeals_are_told_in_many_languages() {
        let asks = [
            "Please make a donation to keep us independent.",
            "Unterstützen Sie unsere Arbeit mit einer Spende.",
            "Faites un don pour soutenir une presse libre.",
            "Поддержите независимую журналистику",
            "독립 언론을 후원해 주세요",
        ];
        for ask in asks {
            assert_eq!(kind_of_text(ask), Kind::Donation, "{ask}");
        }
    }
}

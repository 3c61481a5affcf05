//! Newsletters, alerts and push: asks for an e-mail address or for leave to notify.
//!
//! A field for an address alone proves nothing: comment and login forms have one too.

use super::{evidence::Evidence, said::Said};
use crate::judge::{ask_sums::Counted, phrases::Class};

/// How strongly the words speak of mail; comparable with the other kinds' claims.
#[must_use]
pub fn claim(said: &Said) -> usize {
    let mail = said.count(&[Class::Newsletter, Class::Inbox]);
    let around = said.count(&[Class::Digest, Class::Notify, Class::Email]);
    2 * mail + around + 3 * usize::from(said.holds(Counted::EmailFields) > 0)
}

/// The words that say so, and the field.
#[must_use]
pub fn evidence(said: &Said) -> Vec<Evidence> {
    let words = said
        .quote(&[Class::Newsletter, Class::Inbox, Class::Notify])
        .or_else(|| said.quote(&[Class::Subscribe, Class::SignUp]));
    let field = (said.holds(Counted::EmailFields) > 0).then_some(Evidence::EmailField);
    words.map(Evidence::SignUp).into_iter().chain(field).collect()
}

#[cfg(test)]
mod tests {
    use crate::{judge::Kind, nags::said::kind_of_text};

    #[test]
    fn sign_ups_are_told_in_many_languages() {
        let asks = [
            "Sign up for our newsletter.",
            "Die wichtigsten Nachrichten in Ihrem Postfach",
            "Recibe las últimas noticias en tu correo",
            "Zapisz się do newslettera",
            "订阅我们的电子报",
        ];
        for ask in asks {
            assert_eq!(kind_of_text(ask), Kind::Newsletter, "{ask}");
        }
    }
}

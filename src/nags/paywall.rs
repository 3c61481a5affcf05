//! Paywalls, registration walls and meters: reading on needs an account or payment, or free articles are counted.
//!
//! What the page declares about its text (`isAccessibleForFree`) is no evidence here: it says what is gated, not where the
//! prompt is.

use super::{evidence::Evidence, said::Said};
use crate::judge::phrases::Class;

/// How strongly the words speak of a wall; comparable with the other kinds' claims.
#[must_use]
pub fn claim(said: &Said) -> usize {
    3 * said.count(&[Class::Gate, Class::Meter]) + said.count(&[Class::Already])
}

/// The words that say so.
#[must_use]
pub fn evidence(said: &Said) -> Vec<Evidence> {
    let gate = said.quote(&[Class::Gate]).map(Evidence::Gate);
    let meter = said.quote(&[Class::Meter]).map(Evidence::Meter);
    gate.into_iter().chain(meter).collect()
}

//! How numbers become bytes: every feature is 0 to 255, so a row is a byte string and a tree's threshold one byte.
//!
//! Integer arithmetic where it can be, so that native code and wasm give the same bytes.

/// A share, 0 to 1, in 255 steps; what lies outside is cut.
#[must_use]
pub fn share(part: f32, whole: f32) -> u8 {
    if whole <= 0.0 { 0 } else { (part / whole * 255.0 + 0.5).clamp(0.0, 255.0) as u8 }
}

/// A count on a logarithmic scale: 16 steps a doubling of (1 + n), so 1, 3, 7, 15 are 16, 32, 48, 64; full at 65,535.
#[must_use]
pub const fn log(n: u32) -> u8 {
    let n = if n > 0xFFFE { 0xFFFF } else { n + 1 };
    let exponent = n.ilog2();
    // Straight lines between the powers of two: monotone, and the same everywhere.
    let fraction = ((n << 4) >> exponent) & 15;
    let scaled = exponent * 16 + fraction;
    if scaled > 255 { 255 } else { scaled as u8 }
}

/// A small count as it is; 255 and more are one.
#[must_use]
pub fn count(n: usize) -> u8 {
    n.min(255) as u8
}

/// Yes is 1, no is 0.
#[must_use]
pub const fn flag(yes: bool) -> u8 {
    yes as u8
}

/// A linear model's log-odds: 128 is even, 12 steps a unit, full at about ±10.
#[must_use]
pub fn odds(log_odds: f32) -> u8 {
    (log_odds * 12.0 + 128.5).clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::{log, odds, share};

    #[test]
    fn logarithms_are_monotone_and_full() {
        assert_eq!([0, 1, 3, 7, 15].map(log), [0, 16, 32, 48, 64]);
        assert!((0..70_000).map(log).is_sorted());
        assert_eq!(log(u32::MAX), 255);
    }

    #[test]
    fn odd_values_are_cut() {
        assert_eq!((share(3.0, 2.0), share(1.0, 0.0), share(f32::NAN, 1.0)), (255, 0, 0));
        assert_eq!((odds(0.0), odds(99.0), odds(-99.0)), (128, 255, 0));
    }
}

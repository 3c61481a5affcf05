//! Sparse logistic regression over hashed tokens, fitted by Adagrad and rounded to one byte a slot.
//!
//! Deterministic: examples are visited in an order that a fixed generator shuffles. One thread.

use lede::judge::tokens::{SLOTS, UNIT};

/// One example: the slots that are set, whether it is positive, and its weight.
pub struct Example<'a> {
    pub slots: &'a [u16],
    pub positive: bool,
    pub weight: f32,
}

/// Passes over the examples; the figures stand still after three.
const PASSES: usize = 3;
const RATE: f32 = 0.12;
/// Pulls weights of rare tokens to zero: sites' own names are rare, the web's common names are not.
const SHRINK: f32 = 2e-4;

/// Fits a table of [`SLOTS`] weights in [`UNIT`]ths; the constant term is left out, the trees place the zero.
pub fn fit(examples: &[Example<'_>]) -> Vec<u8> {
    let mut weights = vec![0.0_f32; SLOTS];
    let mut squares = vec![1e-3_f32; SLOTS];
    let mut bias = 0.0_f32;
    let mut order: Vec<u32> = (0..examples.len() as u32).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..PASSES {
        random.shuffle(&mut order);
        for &at in &order {
            let example = &examples[at as usize];
            let sum: f32 = bias + example.slots.iter().map(|&it| weights[it as usize]).sum::<f32>();
            let p = 1.0 / (1.0 + (-sum).exp());
            let error = (p - f32::from(u8::from(example.positive))) * example.weight;
            bias -= 0.01 * error;
            for &slot in example.slots {
                let slot = slot as usize;
                let gradient = error + SHRINK * weights[slot];
                squares[slot] += gradient * gradient;
                weights[slot] -= RATE * gradient / squares[slot].sqrt().max(0.3);
            }
        }
    }
    weights.iter().map(|it| (it * UNIT).round().clamp(-127.0, 127.0) as i8 as u8).collect()
}

/// A small fixed generator (xorshift64*), so that the same corpus gives the same file on every machine.
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Shuffles in place.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() >> 33) as usize % (at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Example, fit};

    #[test]
    fn telling_slots_get_their_sign() {
        let (good, bad) = ([1_u16, 3], [2_u16, 3]);
        let examples: Vec<Example<'_>> = (0..400)
            .map(|at| Example {
                slots: if at % 2 == 0 { &good } else { &bad },
                positive: at % 2 == 0,
                weight: 1.0,
            })
            .collect();
        let table = fit(&examples);
        assert!((table[1] as i8) > 8 && (table[2] as i8) < -8, "{} {}", table[1] as i8, table[2] as i8);
    }
}

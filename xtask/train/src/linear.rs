//! Sparse logistic regression over hashed tokens, rounded to one byte a slot.
//!
//! Fitted to its one minimum by accelerated full-batch steps, each scaled by a bound of the curvature: no step size to
//! choose, no order of examples, so nothing is left to chance. One thread.

use lede::judge::tokens::{SLOTS, UNIT};
use lede::judge::trees::probability;

/// One example: the slots that are set, whether it is positive, and its weight.
pub struct Example<'a> {
    pub slots: &'a [u16],
    pub positive: bool,
    pub weight: f32,
}

/// Steps; the figures stand still after a hundred.
const STEPS: usize = 120;

/// Fits a table of [`SLOTS`] weights in [`UNIT`]ths; the constant term is left out, the trees place the zero.
/// `shrink` pulls all weights to zero, those of rare tokens the most: sites' own names are rare, common names are not.
pub fn fit(examples: &[Example<'_>], shrink: f32) -> Vec<u8> {
    let mut weights = vec![0.0_f32; SLOTS];
    let mut ahead = vec![0.0_f32; SLOTS];
    let (mut bias, mut bias_ahead) = (0.0_f32, 0.0_f32);
    // A sum over n slots curves at most n times as much as each slot by itself.
    let mut curvature = vec![shrink; SLOTS];
    let mut bias_curvature = 1e-3_f32;
    for example in examples {
        let bound = 0.25 * example.weight * (example.slots.len() + 1) as f32;
        bias_curvature += bound;
        for &slot in example.slots {
            curvature[slot as usize] += bound;
        }
    }
    let mut pulls = vec![0.0_f32; SLOTS];
    for step in 0..STEPS {
        for (pull, weight) in pulls.iter_mut().zip(&ahead) {
            *pull = shrink * weight;
        }
        let mut bias_pull = 0.0;
        for example in examples {
            let sum: f32 = bias_ahead + example.slots.iter().map(|&it| ahead[it as usize]).sum::<f32>();
            let p = probability(sum);
            let error = (p - f32::from(u8::from(example.positive))) * example.weight;
            bias_pull += error;
            for &slot in example.slots {
                pulls[slot as usize] += error;
            }
        }
        let momentum = step as f32 / (step as f32 + 3.0);
        let slots = ahead.iter_mut().zip(&mut weights).zip(pulls.iter().zip(&curvature));
        for ((ahead, weight), (pull, curvature)) in slots {
            let next = *ahead - pull / curvature;
            *ahead = next + momentum * (next - *weight);
            *weight = next;
        }
        let next = bias_ahead - bias_pull / bias_curvature;
        bias_ahead = next + momentum * (next - bias);
        bias = next;
    }
    weights.iter().map(|it| (it * UNIT).round().clamp(-127.0, 127.0) as i8 as u8).collect()
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
        let table = fit(&examples, 1.0);
        assert!((table[1] as i8) > 8 && (table[2] as i8) < -8, "{} {}", table[1] as i8, table[2] as i8);
    }
}

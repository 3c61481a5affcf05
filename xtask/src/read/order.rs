//! Work spread over the cores, results in input order.

use std::{
    collections::BTreeMap,
    num::NonZero,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

/// Stack of a worker, in bytes: saved pages nest deep, and the default of 2 MiB is a shell's guess.
const STACK: usize = 64 << 20;

/// Calls `work` on every item, on as many threads as there are cores, and `each` with the results in the items' order.
///
/// Ends early when `each` says false. Results that come too early wait in memory.
pub fn spread<I: Sync, R: Send>(items: &[I], work: impl Fn(&I) -> R + Sync, mut each: impl FnMut(R) -> bool) {
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            let (send, next, work) = (send.clone(), &next, &work);
            let worker = move || {
                while let Some((at, item)) = take(items, next) {
                    if send.send((at, work(item))).is_err() {
                        break;
                    }
                }
            };
            // Where no thread can be started, the others do the work.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
        }
        drop(send);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (at, result) in &receive {
            early.insert(at, result);
            while let Some(result) = early.remove(&due) {
                due += 1;
                if !each(result) {
                    next.store(items.len(), Ordering::Relaxed);
                    return;
                }
            }
        }
    });
}

fn take<'a, I>(items: &'a [I], next: &AtomicUsize) -> Option<(usize, &'a I)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    items.get(at).map(|item| (at, item))
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn results_come_in_order() {
        let items: Vec<u64> = (0..200).collect();
        let mut seen = Vec::new();
        let slow_first = |&it: &u64| {
            if it == 0 {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            it * 2
        };
        spread(&items, slow_first, |it| {
            seen.push(it);
            true
        });
        assert_eq!(seen, items.iter().map(|it| it * 2).collect::<Vec<_>>());
    }

    #[test]
    fn it_ends_early() {
        let mut seen = 0;
        spread(
            &[1, 2, 3],
            |it| *it,
            |_| {
                seen += 1;
                false
            },
        );
        assert_eq!(seen, 1);
    }
}

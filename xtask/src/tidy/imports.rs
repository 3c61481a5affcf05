//! The core's modules import only leftwards: page ← judge ← settings ← nags ← hide ← article ← reader ← export ← report ← live ← api.

use super::{Fault, Source};

/// The modules in the order in which the data flows; `lib.rs` itself stands between `export` and `live`.
const ORDER: [&str; 11] =
    ["page", "judge", "settings", "nags", "hide", "article", "reader", "export", "report", "live", "api"];

/// Checks the imports of every file of the core.
pub fn check(sources: &[Source]) -> Vec<Fault> {
    sources
        .iter()
        .filter_map(|it| Some((it, module(&it.path)?)))
        .flat_map(|(it, own)| rightwards(it, own))
        .collect()
}

/// The module that a file of the core belongs to, by its place in the order.
fn module(path: &str) -> Option<usize> {
    let name = path.strip_prefix("src/")?.split(['/', '.']).next()?;
    place(name)
}

fn place(name: &str) -> Option<usize> {
    ORDER.iter().position(|it| *it == name)
}

/// Names of modules to the right of a file's own that it imports, one fault each.
fn rightwards(source: &Source, own: usize) -> Vec<Fault> {
    let mut faults = Vec::new();
    // `use crate::{` may go on over lines: the names at its first level count.
    let mut depth = 0_usize;
    for (at, line) in source.lines() {
        let code = line.split("//").next().unwrap_or_default();
        let mut names: Vec<&str> = code.split("crate::").skip(1).filter_map(first_name).collect();
        let group = code.split_once("crate::{").map(|it| it.1);
        if let Some(inside) = group.or((0 < depth).then_some(code)) {
            let mut level = depth.max(1);
            let mut start = Some(0);
            for (index, it) in inside.char_indices() {
                if level == 1 && it.is_alphabetic() && start.is_some() {
                    names.extend(inside.get(index..).and_then(first_name));
                    start = None;
                }
                match it {
                    '{' => level += 1,
                    '}' => level = level.saturating_sub(1),
                    ',' if level == 1 => start = Some(index),
                    _ => {}
                }
                if level == 0 {
                    break;
                }
            }
            depth = level;
        }
        for name in names {
            if place(name).is_some_and(|it| own < it) {
                faults.push(source.fault(at, format!("imports `{name}`, which comes after its own module")));
            }
        }
    }
    faults
}

fn first_name(text: &str) -> Option<&str> {
    let name = text.split(|it: char| !it.is_alphanumeric() && it != '_').next()?;
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn faults(path: &str, text: &str) -> Vec<usize> {
        check(&[Source::of(path, text)]).iter().map(|it| it.line).collect()
    }

    #[test]
    fn leftwards_is_fine() {
        assert!(
            faults("src/nags/mod.rs", "use crate::{\n    judge::{Kind, article},\n    page::Page,\n};\n")
                .is_empty()
        );
        assert!(faults("src/lib.rs", "use crate::api;").is_empty());
        assert!(faults("src/page/mod.rs", "//! See crate::judge.").is_empty());
    }

    #[test]
    fn rightwards_is_a_fault() {
        assert_eq!(faults("src/page/mod.rs", "use crate::judge::Kind;"), [1]);
        assert_eq!(
            faults("src/judge/mod.rs", "use crate::{\n    page::Page,\n    nags::Findings,\n};\n"),
            [3]
        );
        assert_eq!(faults("src/hide.rs", "fn f(it: &crate::article::Article) {}"), [1]);
        assert_eq!(faults("src/hide.rs", "use crate::{page::{A, B}, reader::C};"), [1]);
    }
}

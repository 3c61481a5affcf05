//! The feature table: every test that it names is there, and so is every picture; a yes without either is none.
//!
//! Not here: whether a test passes (`cargo xtask test`), and whether it shows what the row says.

use super::{Fault, Source};
use crate::project;

/// The table.
const TABLE: &str = "docs/features.md";

/// Checks the table against the sources and the pictures on the disk.
pub fn check(sources: &[Source]) -> Vec<Fault> {
    faults(sources, |picture| project::root().join("docs").join(picture).is_file())
}

fn faults(sources: &[Source], is_there: impl Fn(&str) -> bool) -> Vec<Fault> {
    let Some(table) = sources.iter().find(|it| it.path == TABLE) else { return Vec::new() };
    let rows = table.lines().filter(|it| it.1.starts_with("| "));
    rows.flat_map(|(line, row)| {
        let tests: Vec<(&str, &str)> = row.split('`').filter_map(|it| it.split_once("::")).collect();
        let pictures: Vec<&str> = row.split("](").skip(1).filter_map(|it| it.split(')').next()).collect();
        let is_bare = row.contains("| yes") && tests.is_empty() && pictures.is_empty();
        let bare = is_bare.then(|| "a yes that nothing shows".to_owned());
        let lost = tests.into_iter().filter(|it| !has_test(sources, it.0, it.1));
        let unseen = pictures.into_iter().filter(|it| !is_there(it));
        let lost = lost.map(|(file, name)| format!("there is no test {name} in {file}"));
        let whys = bare.into_iter().chain(lost).chain(unseen.map(|it| format!("there is no picture {it}")));
        whys.map(|why| table.fault(line, why)).collect::<Vec<_>>()
    })
    .collect()
}

fn has_test(sources: &[Source], file: &str, name: &str) -> bool {
    sources.iter().any(|it| it.path == file && it.text.contains(&format!("fn {name}(")))
}

#[cfg(test)]
mod tests {
    use super::{Source, TABLE, faults};

    fn whys(row: &str) -> Vec<String> {
        let sources = [Source::of(TABLE, row), Source::of("src/a.rs", "    fn it_works() {")];
        faults(&sources, |it| it == "pictures/a.png").into_iter().map(|it| it.why).collect()
    }

    #[test]
    fn what_is_named_must_be_there() {
        assert_eq!(
            whys("| A | N | yes | `src/a.rs::it_works`, [picture](pictures/a.png) |"),
            Vec::<String>::new()
        );
        assert_eq!(whys("| A | N | yes | `src/a.rs::gone` |"), ["there is no test gone in src/a.rs"]);
        assert_eq!(
            whys("| A | N | yes | [picture](pictures/b.png) |"),
            ["there is no picture pictures/b.png"]
        );
        assert_eq!(whys("| A | N | yes, 7 | |"), ["a yes that nothing shows"]);
    }
}

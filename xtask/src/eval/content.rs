//! How well the article's text and metadata agree with the truth: the word F1 of `score_text.py`, and plain equality.

use crate::{
    corpus::Truth,
    read::Answer,
    squeeze::{agreement, squeeze, words},
};

/// A page's scores, each 0 to 1.
pub struct Scored {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// Share of the snippets that must be in.
    pub with: f64,
    /// Share of the boilerplate that is in; none where the truth lists none.
    pub without: Option<f64>,
    /// Right or wrong; none where the truth has none.
    pub title: Option<bool>,
    pub byline: Option<bool>,
    pub date: Option<bool>,
    /// The answer names somebody where the truth names nobody; none where the truth names somebody.
    pub false_byline: Option<bool>,
    /// The answer dates what the truth does not date; none where the truth does.
    pub false_date: Option<bool>,
    /// The page's kind is that of the truth.
    pub kind: bool,
}

/// Scores a page.
pub fn score(truth: &Truth, answer: &Answer) -> Scored {
    let reference = truth.text.as_deref().unwrap_or_default();
    let [precision, recall, f1] = agreement(&words(&answer.text), &words(reference));
    Scored {
        precision,
        recall,
        f1,
        with: rate(&answer.text, &truth.with).unwrap_or(1.0),
        without: rate(&answer.text, &truth.without),
        title: right(truth.title.as_deref(), answer.title.as_deref(), within),
        byline: right(truth.author.as_deref(), answer.byline.as_deref(), same_people),
        date: right(truth.date.as_deref(), answer.date.as_deref(), same_day),
        false_byline: made_up(truth.author.as_deref(), answer.byline.as_deref()),
        false_date: made_up(truth.date.as_deref(), answer.date.as_deref()),
        kind: answer.page_kind.as_deref() == Some(truth.page_type.as_str()),
    }
}

fn rate(text: &str, snippets: &[String]) -> Option<f64> {
    let text = text.to_lowercase();
    let found = snippets.iter().filter(|it| text.contains(&it.to_lowercase())).count();
    (!snippets.is_empty()).then(|| found as f64 / snippets.len() as f64)
}

fn right(truth: Option<&str>, answer: Option<&str>, same: fn(&str, &str) -> bool) -> Option<bool> {
    let truth = truth.filter(|it| !it.trim().is_empty())?;
    Some(answer.is_some_and(|it| same(truth, it)))
}

/// One within the other: the truth's titles carry site names now and then, its authors job titles.
fn within(truth: &str, answer: &str) -> bool {
    let (truth, answer) = (squeeze(truth), squeeze(answer));
    !answer.is_empty() && (truth.contains(&answer) || answer.contains(&truth))
}

/// The same names: whether "and" or a comma joins them is a matter of style.
fn same_people(truth: &str, answer: &str) -> bool {
    let names = |text: &str| text.replace(" and ", " ");
    within(&names(truth), &names(answer))
}

fn made_up(truth: Option<&str>, answer: Option<&str>) -> Option<bool> {
    truth.is_none_or(|it| it.trim().is_empty()).then(|| answer.is_some())
}

/// The same day: the truth has days, pages have times as well.
fn same_day(truth: &str, answer: &str) -> bool {
    const DAY: usize = "2026-11-22".len();
    truth.get(..DAY).is_some_and(|it| answer.get(..DAY) == Some(it))
}

#[cfg(test)]
mod tests {
    use super::{made_up, rate, right, same_day, same_people, within};

    #[test]
    fn metadata_is_right_wrong_or_not_asked() {
        assert_eq!(right(None, Some("x"), within), None);
        assert_eq!(right(Some("Ada Brook"), Some("By Ada Brook"), within), Some(true));
        assert_eq!(right(Some("2026-01-02"), Some("2026-01-02T10:00:00Z"), same_day), Some(true));
        assert_eq!(right(Some("2026-01-02"), None, same_day), Some(false));
    }

    #[test]
    fn names_are_the_same_however_they_are_joined() {
        assert!(same_people("Ada Brook, Tom Reed, and Mia Stone", "Ada Brook, Tom Reed, Mia Stone"));
        assert!(!same_people("Ada Brook", "Tom Reed"));
        assert_eq!(made_up(Some("Ada"), None), None);
        assert_eq!(made_up(None, Some("Ada")), Some(true));
    }

    #[test]
    fn snippets_are_found_whatever_their_case() {
        assert_eq!(rate("One Two", &["one".into(), "three".into()]), Some(0.5));
        assert_eq!(rate("One", &[]), None);
    }
}

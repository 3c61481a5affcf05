//! What pages write before a date: that the text appeared then, was changed then, or that somebody joined then.
//!
//! Words only; where they must stand is decided beside. A word counts where it is one, not where it begins or ends another
//! ("update" says nothing of a date); scripts without spaces have no such ends.

/// Words before a date that is not the publication's.
pub const UPDATES: [&str; 44] = [
    "updated",
    "update",
    "modified",
    "reviewed",
    "edited",
    "aktualisiert",
    "geändert",
    "überarbeitet",
    "mis à jour",
    "mise à jour",
    "modifié",
    "actualizado",
    "actualización",
    "modificado",
    "aggiornato",
    "aggiornamento",
    "modificato",
    "atualizado",
    "atualização",
    "bijgewerkt",
    "gewijzigd",
    "zaktualizowano",
    "aktualizacja",
    "uppdaterad",
    "ändrad",
    "opdateret",
    "oppdatert",
    "päivitetty",
    "muokattu",
    "aktualizováno",
    "upraveno",
    "обновлено",
    "изменено",
    "оновлено",
    "змінено",
    "güncellendi",
    "güncelleme",
    "更新",
    "수정",
    "업데이트",
    "تحديث",
    "עודכן",
    "עדכון",
    "अपडेट",
];

/// Words of a line that says when the text was published.
pub const LABELS: [&str; 46] = [
    "published",
    "publish date",
    "publication date",
    "posted",
    "date",
    "created",
    "veröffentlicht",
    "erschienen",
    "stand",
    "publié",
    "mis en ligne",
    "publicado",
    "pubblicato",
    "gepubliceerd",
    "geplaatst",
    "opublikowano",
    "dodano",
    "publicerad",
    "publicerat",
    "udgivet",
    "offentliggjort",
    "publisert",
    "julkaistu",
    "publikováno",
    "zveřejněno",
    "vydáno",
    "опубликовано",
    "дата публикации",
    "опубліковано",
    "дата публікації",
    "yayınlandı",
    "yayınlanma",
    "yayın tarihi",
    "eklenme",
    "公開",
    "投稿",
    "掲載",
    "发布",
    "發布",
    "发表",
    "게시",
    "등록",
    "입력",
    "نشر",
    "פורסם",
    "प्रकाशित",
];

/// Labels that the text was published, without those that any day may have.
pub fn publications() -> impl Iterator<Item = &'static str> {
    LABELS.into_iter().filter(|it| !["date", "stand", "created"].contains(it))
}

/// Words before a day on which somebody joined, which forums show beside every post.
pub const JOINED: [&str; 10] = [
    "joined",
    "registered",
    "founded",
    "member since",
    "registriert",
    "mitglied seit",
    "inscrit",
    "miembro desde",
    "dołączył",
    "регистрация",
];

/// What a line dates that dates no text: the page of a manual or a wiki, or the whole site.
pub const WHOLE: [&str; 10] = [
    "this page",
    "page last",
    "site last",
    "website",
    "diese seite",
    "cette page",
    "esta página",
    "questa pagina",
    "esta pagina",
    "эта страница",
];

/// How a page says when a text appeared that it has rewritten since.
pub const FIRST_TIME: [&str; 4] =
    ["originally published", "first published", "zuerst erschienen", "publié initialement"];

/// Whether a text in lower case holds one of the words.
pub fn says(text: &str, mut words: impl Iterator<Item = &'static str>) -> bool {
    words.any(|word| text.match_indices(word).any(|(at, _)| is_whole(text, at, word)))
}

/// Whether a text in lower case begins with one of the words.
pub fn begins(text: &str, mut words: impl Iterator<Item = &'static str>) -> bool {
    words.any(|word| text.starts_with(word) && is_whole(text, 0, word))
}

/// Whether no letter stands right before or after the word.
fn is_whole(text: &str, at: usize, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let before = text.get(..at).and_then(|it| it.chars().next_back());
    let after = text.get(at + word.len()..).and_then(|it| it.chars().next());
    // Chinese, Japanese and Korean words touch each other, and Semitic ones their articles.
    let touches =
        word.chars().next().is_some_and(|c| '\u{3000}' <= c || ('\u{0590}'..='\u{06FF}').contains(&c));
    touches || !is_letter(before) && !is_letter(after)
}

#[cfg(test)]
mod tests {
    use super::{JOINED, LABELS, UPDATES, begins, publications, says};

    #[test]
    fn a_word_is_not_part_of_another() {
        assert!(says("last updated: may 5", UPDATES.into_iter()));
        assert!(!says("dates open", LABELS.into_iter()));
        assert!(says("date: may 5", LABELS.into_iter()));
        assert!(begins("published on may 5", publications()));
        assert!(!begins("stand: 5. mai", publications()));
        assert!(says("最終更新日", UPDATES.into_iter()));
        assert!(says("member since 2019", JOINED.into_iter()));
    }
}

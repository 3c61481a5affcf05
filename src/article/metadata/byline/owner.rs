//! The person whose own site a page stands on: such a site seldom signs what its owner writes.
//!
//! A site's name that is shaped like a person's may be a firm's ("Park Hill"); but a text that says "I" speaks for the one whose name
//! is on the door. Of 46 unsigned articles and manuals of the corpus on sites with such a name, 10 say it in one word of 200 or
//! more: eight are by the person named, two sign with the name as a pen name. Not here: authors whom the page names.

use super::names::is_person;
use crate::{
    article::{address::Base, chosen::Chosen, metadata::clean, repair::folded},
    page::{Attr, NodeId, Page, Tag},
};

/// Share of a text's words, 0 to 1, that are "I" and its kin where somebody tells of themselves.
const MIN_SELF: f32 = 0.005;

/// "I", "me" and "my" in lower case, in the languages whose verbs do not hide them.
const SELF: [&str; 27] = [
    "i", "i'm", "i've", "i'd", "i'll", "i’m", "i’ve", "i’d", "i’ll", "me", "my", "ich", "mich", "mir",
    "mein", "meine", "je", "moi", "mon", "jag", "mig", "jeg", "ik", "mijn", "я", "мне", "мой",
];

/// Longest line, in characters, that says whose rights are reserved.
const MAX_LINE: u32 = 120;

/// The owner of the site by its own name ("Ada Brook's blog"), or where the text says "I", by its name, its link home or its
/// copyright line. Cost: one pass over the links and short texts; over the chosen texts where one of them names a person.
#[must_use]
pub fn of(page: &Page, base: &Base, site: Option<&str>, chosen: &Chosen) -> Option<String> {
    possessive(site).or_else(|| {
        let named = site.filter(|it| is_own_name(it)).map(str::to_owned);
        let name = named.or_else(|| home(page, base)).or_else(|| copyright(page))?;
        tells_of_self(page, chosen).then_some(name)
    })
}

fn possessive(site: Option<&str>) -> Option<String> {
    let (name, rest) = site?.split_once(['\'', '’'])?;
    let is_own = ["s blog", "s weblog", "s site", "s website", "s notes", "s homepage", "s journal"]
        .contains(&rest.to_lowercase().as_str());
    (is_own && is_person(name)).then(|| name.to_owned())
}

/// A first and a last name; longer ones are mostly institutes.
fn is_own_name(text: &str) -> bool {
    is_person(text) && text.split(' ').count() == 2 && !text.contains(['\'', '’'])
}

/// What the page calls its own home, if its title or its address knows the name: buttons lead home as well.
fn home(page: &Page, base: &Base) -> Option<String> {
    let origin = base.page().map(|it| it.host().to_owned());
    let is_home = |href: &str| {
        href == "/"
            || base.web(href).is_some_and(|it| {
                it.path().trim_matches('/').is_empty() && Some(it.host()) == origin.as_deref()
            })
    };
    let links =
        page.ids().filter(|&it| page.tag(it) == Tag::A && page.attr(it, Attr::Href).is_some_and(is_home));
    let title = page
        .first(Tag::Title)
        .map(|it| folded(&page.children(it).map(|it| page.text(it)).collect::<String>()));
    let host = origin.clone().unwrap_or_default();
    let is_known = |name: &str| {
        let name = folded(name);
        title.as_ref().is_some_and(|it| it.contains(&name)) || name.split(' ').any(|it| host.contains(it))
    };
    links.map(|it| clean(&page.subtree_text(it))).find(|it| is_own_name(it) && is_known(it))
}

/// Whose the rights are: `© 2026 Ada Brook.`
fn copyright(page: &Page) -> Option<String> {
    let texts = page.texts(page.root()).filter(|&it| page.counts(it).chars <= MAX_LINE);
    let mut lines = texts.filter(|&it| page.text(it).contains('©')).map(|it| holder(page, it));
    lines.find_map(|it| it.filter(|it| is_own_name(it)))
}

/// What follows the sign and the years.
fn holder(page: &Page, text: NodeId) -> Option<String> {
    let line = clean(page.text(text));
    let (_, rest) = line.split_once('©')?;
    let is_year = |c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | '-' | '–' | '—');
    let rest = rest.trim_start_matches(is_year);
    rest.split(['.', ',', '|', '·', '•', '(']).next().map(|it| it.trim().to_owned())
}

fn tells_of_self(page: &Page, chosen: &Chosen) -> bool {
    let texts = page.texts(page.root()).filter(|&it| chosen.any(page, it));
    let (mut own, mut all) = (0_u32, 0_u32);
    for word in texts.flat_map(|it| page.text(it).split_whitespace()) {
        all += 1;
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        own += u32::from(SELF.contains(&word.as_str()));
    }
    all > 0 && own as f32 / all as f32 >= MIN_SELF
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::{
        article::{address::Base, chosen::Chosen},
        page::saved,
    };

    const I: &str = "<main><p>I walked to the mill, and my boots were wet before I saw it.</p></main>";
    const WE: &str = "<main><p>We walked to the mill, and our boots were wet before we saw it.</p></main>";

    fn owner(html: &str, site: Option<&str>) -> Option<String> {
        let page = saved::parse(html, "https://brook.example/notes/mill");
        of(&page, &Base::of(&page), site, &Chosen::new(&page, page.texts(page.root()), &[]))
    }

    #[test]
    fn a_text_that_says_i_is_by_the_name_on_the_door() {
        for door in
            ["<a href='/'>Ada Brook</a>", "<footer>© 2019–2026 Ada Brook. All rights reserved.</footer>"]
        {
            assert_eq!(owner(&format!("{door}{I}"), None).as_deref(), Some("Ada Brook"), "{door}");
            assert_eq!(owner(&format!("{door}{WE}"), None), None, "{door}");
        }
        assert_eq!(owner(I, Some("Ada Brook")).as_deref(), Some("Ada Brook"));
        assert_eq!(owner(WE, Some("Ada Brook")), None);
    }

    #[test]
    fn a_site_that_calls_itself_somebodys_is_theirs() {
        assert_eq!(owner(WE, Some("Ada Brook’s notes")).as_deref(), Some("Ada Brook"));
    }

    #[test]
    fn an_institute_or_a_link_elsewhere_is_no_owner() {
        assert_eq!(owner(&format!("<footer>© 2026 Brook School of Mills</footer>{I}"), None), None);
        assert_eq!(owner(&format!("<a href='/about'>Ada Brook</a>{I}"), None), None);
        let button = "<title>Pans</title><a href='/'>Continue Shopping</a>";
        assert_eq!(owner(&format!("{button}{I}"), None), None, "neither title nor address know it");
        let titled = "<title>The mill – Mia Stone</title><a href='/'>Mia Stone</a>";
        assert_eq!(owner(&format!("{titled}{I}"), None).as_deref(), Some("Mia Stone"));
    }
}

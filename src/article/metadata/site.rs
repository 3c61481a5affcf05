//! The publication's name: `og:site_name`, else the publisher or web site in JSON-LD, else the application's name.
//!
//! A host name is not a name: where a page says nothing better, there is none.

use super::{
    clean,
    json_ld::{Data, string},
};
use crate::article::address::Base;

/// Longest name, in characters; longer ones are slogans.
const MAX_CHARS: usize = 60;

/// The publication's name, if the page says it.
#[must_use]
pub fn of(base: &Base, data: &Data) -> Option<String> {
    let name_of = |item: Option<&serde_json::Map<String, serde_json::Value>>| {
        item.and_then(|it| data.resolved(it).get("name")).and_then(string).map(str::to_owned)
    };
    let publisher = data.main().and_then(|it| it.get("publisher")).and_then(|it| match it {
        serde_json::Value::Array(items) => items.first().and_then(serde_json::Value::as_object),
        it => it.as_object(),
    });
    let sources = [
        data.meta(&["og:site_name"]).map(str::to_owned),
        name_of(publisher),
        name_of(data.first("WebSite")),
        data.meta(&["application-name", "apple-mobile-web-app-title", "dc.publisher"]).map(str::to_owned),
    ];
    let host = base.page().map(|it| it.host().to_owned());
    let fits = |name: &String| !name.is_empty() && name.chars().count() <= MAX_CHARS && !name.contains("://");
    let mut names: Vec<String> = sources.into_iter().flatten().map(|it| clean(&it)).filter(fits).collect();
    // A name that is only the host gives way to a better one.
    names.sort_by_key(|name| host.as_deref().is_some_and(|host| name.eq_ignore_ascii_case(host)));
    names.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::{
        article::{address::Base, metadata::json_ld::Data},
        page::saved,
    };

    #[test]
    fn a_name_beats_a_host() {
        let page = saved::parse(
            "<meta property=og:site_name content=lamp.example><script type='application/ld+json'>\
             {\"@type\":\"Article\",\"publisher\":{\"@type\":\"Organization\",\"name\":\"The Lamp\"}}</script>",
            "https://lamp.example/a",
        );
        assert_eq!(of(&Base::of(&page), &Data::of(&page)).as_deref(), Some("The Lamp"));
    }
}

//! Films, recordings and embedded posts as cards: what the page embeds, of which service, and the picture that stands for it.
//!
//! Hosts are data: a frame of any other host (advertising, forms, chat) is no part of an article. The address is the page's own,
//! never made up or changed, and nothing of it is loaded before a person asks for it.

use super::Builder;
use crate::article::{
    address::WebAddress,
    tree::{Card, CardKind, Image, Player},
};
use crate::page::{Attr, NodeId, Tag};

/// Services whose frames belong to articles: what they show, host, name.
const SERVICES: [(CardKind, &str, &str); 42] = [
    (CardKind::Video, "youtube.com", "YouTube"),
    (CardKind::Video, "youtube-nocookie.com", "YouTube"),
    (CardKind::Video, "youtu.be", "YouTube"),
    (CardKind::Video, "vimeo.com", "Vimeo"),
    (CardKind::Video, "dailymotion.com", "Dailymotion"),
    (CardKind::Video, "wistia.net", "Wistia"),
    (CardKind::Video, "wistia.com", "Wistia"),
    (CardKind::Video, "twitch.tv", "Twitch"),
    (CardKind::Video, "brightcove.net", "Brightcove"),
    (CardKind::Video, "jwplayer.com", "JW Player"),
    (CardKind::Video, "jwplatform.com", "JW Player"),
    (CardKind::Video, "rumble.com", "Rumble"),
    (CardKind::Video, "bilibili.com", "Bilibili"),
    (CardKind::Video, "nicovideo.jp", "Niconico"),
    (CardKind::Video, "rutube.ru", "Rutube"),
    (CardKind::Video, "ted.com", "TED"),
    (CardKind::Video, "loom.com", "Loom"),
    (CardKind::Audio, "soundcloud.com", "SoundCloud"),
    (CardKind::Audio, "spotify.com", "Spotify"),
    (CardKind::Audio, "bandcamp.com", "Bandcamp"),
    (CardKind::Audio, "podcasts.apple.com", "Apple Podcasts"),
    (CardKind::Audio, "megaphone.fm", "Megaphone"),
    (CardKind::Audio, "libsyn.com", "Libsyn"),
    (CardKind::Audio, "simplecast.com", "Simplecast"),
    (CardKind::Audio, "acast.com", "Acast"),
    (CardKind::Embed, "twitter.com", "X"),
    (CardKind::Embed, "x.com", "X"),
    (CardKind::Embed, "instagram.com", "Instagram"),
    (CardKind::Embed, "facebook.com", "Facebook"),
    (CardKind::Embed, "tiktok.com", "TikTok"),
    (CardKind::Embed, "reddit.com", "Reddit"),
    (CardKind::Embed, "bsky.app", "Bluesky"),
    (CardKind::Embed, "threads.net", "Threads"),
    (CardKind::Embed, "google.com", "Google"),
    (CardKind::Embed, "openstreetmap.org", "OpenStreetMap"),
    (CardKind::Embed, "datawrapper.de", "Datawrapper"),
    (CardKind::Embed, "dwcdn.net", "Datawrapper"),
    (CardKind::Embed, "flourish.studio", "Flourish"),
    (CardKind::Embed, "codepen.io", "CodePen"),
    (CardKind::Embed, "codesandbox.io", "CodeSandbox"),
    (CardKind::Embed, "documentcloud.org", "DocumentCloud"),
    (CardKind::Embed, "gist.github.com", "GitHub Gist"),
];

/// A film, recording or embedded post as a card; none for frames of other kinds (advertising, forms).
pub fn of(builder: &Builder, id: NodeId) -> Option<Card> {
    let page = builder.page;
    let tag = page.tag(id);
    let source =
        || page.children(id).find(|&it| page.tag(it) == Tag::Source).and_then(|it| page.attr(it, Attr::Src));
    let src = page.attr(id, Attr::Src).filter(|it| !it.trim().is_empty() && !it.starts_with("about:"));
    let src = src
        .or_else(|| page.attr(id, Attr::DataSrc))
        .or_else(|| page.attr(id, Attr::DataLazySrc))
        .or_else(source)?;
    let address = builder.base.web(src)?;
    let (kind, player, provider) = match tag {
        Tag::Video => (CardKind::Video, Player::File, address.host()),
        Tag::Audio => (CardKind::Audio, Player::File, address.host()),
        _ => {
            let (kind, name) = service(&address)?;
            (kind, Player::Frame, name)
        }
    };
    let provider = provider.to_owned();
    let title =
        [Attr::Title, Attr::AriaLabel].into_iter().find_map(|name| page.attr(id, name)).unwrap_or_default();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = if title.is_empty() { provider.clone() } else { title };
    let poster = page.attr(id, Attr::Poster).and_then(|it| builder.base.image(it));
    let poster = poster.map(|source| Image { source, alt: String::new(), size: None, node: None });
    Some(Card { kind, player, address, title, provider, poster })
}

/// The service of a frame's address, by its host.
fn service(address: &WebAddress) -> Option<(CardKind, &'static str)> {
    let is_of =
        |host: &str| address.host().strip_suffix(host).is_some_and(|it| it.is_empty() || it.ends_with('.'));
    SERVICES.iter().find(|it| is_of(it.1)).map(|&(kind, _, name)| (kind, name))
}

#[cfg(test)]
mod tests {
    use crate::article::{
        body::tests::article_of,
        tree::{Card, CardKind, Content, Player},
    };

    fn card(html: &str) -> Option<Card> {
        article_of(&format!("<p>One</p>{html}<p>Two</p>")).into_iter().find_map(|it| match it.content {
            Content::Card(card) => Some(*card),
            _ => None,
        })
    }

    #[test]
    fn frames_of_known_services_are_cards() {
        let card = card("<iframe src='//player.vimeo.com/video/1' title='The  tide'></iframe>").unwrap();
        assert_eq!((card.kind, card.player), (CardKind::Video, Player::Frame));
        assert_eq!((card.title.as_str(), card.provider.as_str()), ("The tide", "Vimeo"));
        assert_eq!(card.address.to_string(), "https://player.vimeo.com/video/1");
    }

    #[test]
    fn posts_are_cards_of_their_own_kind() {
        for (frame, provider) in [
            ("src='https://platform.twitter.com/embed/Tweet.html?id=1'", "X"),
            ("data-src='https://www.instagram.com/p/tide/embed/'", "Instagram"),
            ("data-lazy-src='https://embed.bsky.app/embed/tide'", "Bluesky"),
        ] {
            let card = card(&format!("<div class=social-embed><iframe {frame}></iframe></div>")).unwrap();
            assert_eq!((card.kind, card.player), (CardKind::Embed, Player::Frame), "{frame}");
            assert_eq!((card.provider.as_str(), card.title.as_str()), (provider, provider), "{frame}");
        }
        assert_eq!(card("<div class=social-bar><iframe src='https://x.com/intent'></iframe></div>"), None);
    }

    #[test]
    fn other_frames_are_not() {
        for src in ["https://ads.example/f", "https://notvimeo.com/1", "javascript:alert(1)", "about:blank"] {
            assert_eq!(card(&format!("<iframe src='{src}'></iframe>")), None, "{src}");
        }
    }

    #[test]
    fn films_and_recordings_of_the_page_keep_their_poster() {
        let film = card("<video poster=/p.jpg><source src=/f.mp4></video>").unwrap();
        assert_eq!(film.player, Player::File);
        assert_eq!(film.poster.unwrap().source.to_string(), "https://news.example/p.jpg");
        let recording = card("<audio src=/f.mp3 title=Waves></audio>").unwrap();
        assert_eq!((recording.kind, recording.title.as_str()), (CardKind::Audio, "Waves"));
    }
}

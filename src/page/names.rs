//! The element and attribute names that the core tells apart.
//!
//! Everything else is [`Tag::Other`] (still readable through `Page::name`) or is dropped (attributes).
//! This file knows no meaning: what a name is evidence of is the judge's business.

/// Makes an enum with the text form of each variant, both ways.
macro_rules! names {
    ($(#[$doc:meta])* $enum:ident { $($variant:ident $text:literal,)* } else $other:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "each variant is the name that it spells")]
        pub enum $enum { $($variant,)* $other }

        impl $enum {
            /// The name for a lower-case text.
            #[must_use]
            pub fn of(text: &str) -> Self {
                match text { $($text => Self::$variant,)* _ => Self::$other }
            }

            /// The lower-case text; empty for the catch-all.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)* Self::$other => "" }
            }
        }
    };
}

names! {
    /// An element's name, or `Text` for a text node.
    Tag {
        Text "#text", A "a", Abbr "abbr", Address "address", Amp "amp", Article "article", Aside "aside", Audio "audio", B "b",
        Base "base", Bdi "bdi", Bdo "bdo", Big "big", Blockquote "blockquote", Body "body", Br "br", Button "button", Canvas "canvas", Caption "caption", Center "center",
        Cite "cite", Code "code", Col "col", Colgroup "colgroup", Data "data", Dd "dd", Del "del", Details "details",
        Dfn "dfn", Dialog "dialog", Div "div", Dl "dl", Dt "dt", Em "em", Embed "embed", Fieldset "fieldset", Figcaption "figcaption",
        Figure "figure", Font "font", Footer "footer", Form "form", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head",
        Header "header", Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input", Ins "ins", Kbd "kbd",
        Label "label", Legend "legend", Li "li", Link "link", Main "main", Map "map", Mark "mark", Math "math", Menu "menu", Meta "meta",
        Nav "nav", Noscript "noscript", Object "object", Ol "ol", Optgroup "optgroup", Option "option", Output "output", P "p", Picture "picture", Pre "pre",
        Progress "progress", Q "q", Rp "rp", Rt "rt", Ruby "ruby", S "s", Samp "samp", Script "script", Search "search",
        Section "section", Select "select", Slot "slot", Small "small", Source "source", Span "span", Strike "strike", Strong "strong", Style "style",
        Sub "sub", Summary "summary", Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td", Template "template",
        Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead", Time "time", Title "title", Tr "tr", Track "track", Tt "tt", U "u", Ul "ul",
        Var "var", Video "video", Wbr "wbr",
    } else Other
}

names! {
    /// An attribute that the eyes carry; the list is part of the snapshot's wire form.
    Attr {
        Id "id", Class "class", Role "role", Href "href", Src "src", Alt "alt", Title "title", Name "name", Type "type",
        Placeholder "placeholder", Value "value", Itemprop "itemprop", Itemscope "itemscope", Itemtype "itemtype", Property "property",
        Content "content", Rel "rel", Datetime "datetime", Lang "lang", Dir "dir", Hidden "hidden", AriaHidden "aria-hidden",
        AriaLabel "aria-label", AriaModal "aria-modal", AriaLabelledby "aria-labelledby", Style "style", Action "action", Method "method",
        For "for", Srcset "srcset", DataSrc "data-src", DataSrcset "data-srcset", DataLazySrc "data-lazy-src", DataOriginal "data-original",
        DataTestid "data-testid", DataComponent "data-component", DataModule "data-module", DataName "data-name", Width "width",
        Height "height", Colspan "colspan", Rowspan "rowspan", Scope "scope", Poster "poster", Start "start", Reversed "reversed",
        Cite "cite", SubscriptionsSection "subscriptions-section", AmpAccess "amp-access", AmpAccessHide "amp-access-hide",
        DataVendor "data-vendor", Contenteditable "contenteditable", Open "open", Autocomplete "autocomplete", Required "required",
        Charset "charset", HttpEquiv "http-equiv", Sizes "sizes", Loading "loading", Summary "summary", DataLang "data-lang",
        DataLanguage "data-language", Language "language", Encoding "encoding", Display "display", Alttext "alttext",
    } else Other
}

impl Tag {
    /// Whether the element flows inside a line of text, so that its text belongs to the block around it.
    ///
    /// Unknown elements count as blocks: custom elements are mostly containers.
    #[must_use]
    pub const fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::A
                | Self::Abbr
                | Self::B
                | Self::Bdi
                | Self::Bdo
                | Self::Big
                | Self::Br
                | Self::Cite
                | Self::Code
                | Self::Data
                | Self::Del
                | Self::Dfn
                | Self::Em
                | Self::Font
                | Self::I
                | Self::Img
                | Self::Ins
                | Self::Kbd
                | Self::Label
                | Self::Map
                | Self::Mark
                | Self::Math
                | Self::Output
                | Self::Picture
                | Self::Q
                | Self::Rp
                | Self::Rt
                | Self::Ruby
                | Self::S
                | Self::Samp
                | Self::Slot
                | Self::Small
                | Self::Source
                | Self::Span
                | Self::Strike
                | Self::Strong
                | Self::Sub
                | Self::Sup
                | Self::Svg
                | Self::Time
                | Self::Tt
                | Self::U
                | Self::Var
                | Self::Wbr
        )
    }

    /// Whether the element is a heading, `h1` to `h6`.
    #[must_use]
    pub const fn is_heading(self) -> bool {
        matches!(self, Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6)
    }

    /// Whether text inside is never shown as text: code, metadata, alternatives.
    #[must_use]
    pub const fn is_unseen(self) -> bool {
        matches!(
            self,
            Self::Script
                | Self::Style
                | Self::Template
                | Self::Noscript
                | Self::Head
                | Self::Title
                | Self::Meta
                | Self::Link
                | Self::Base
                | Self::Iframe
                | Self::Object
                | Self::Svg
                | Self::Select
                | Self::Option
                | Self::Textarea
                | Self::Canvas
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Attr, Tag};

    #[test]
    fn names_round_trip() {
        for text in ["#text", "p", "figcaption", "h6"] {
            assert_eq!(Tag::of(text).text(), text);
        }
        assert_eq!(Attr::of("aria-hidden"), Attr::AriaHidden);
        assert_eq!(Tag::of("my-widget"), Tag::Other);
    }

    #[test]
    fn unknown_elements_are_blocks() {
        assert!(!Tag::Other.is_inline());
        assert!(Tag::Span.is_inline());
    }
}

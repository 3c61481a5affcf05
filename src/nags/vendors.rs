//! The vendors of prompts and the marks by which their markup is known.
//!
//! A mark is exact: a class, an id, the beginning of one, a custom element or the address of a frame, never a common word.
//! Names under which vendors wrap the *article* (`.paywall`, `[data-poool]`, `.ev-meter-content`, …) are left out on
//! purpose, and so are makers of forms of any purpose. The guard still has its say on everything found here.

use crate::{
    judge::{Kind, ask_sums::is_shown},
    page::{Attr, NodeId, Page, Tag},
};

/// A vendor's element on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The element.
    pub node: NodeId,
    /// The vendor's name, as people know it.
    pub vendor: &'static str,
    /// The kind of ask, where the vendor makes only one; else the words inside decide.
    pub kind: Option<Kind>,
}

/// Finds all vendors' elements, outermost first. Cost: one pass over the attributes.
#[must_use]
pub fn find(page: &Page) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for id in page.ids().filter(|&id| page.tag(id) != Tag::Text && is_shown(page, id)) {
        if found.last().is_some_and(|it| page.contains(it.node, id)) {
            continue;
        }
        if let Some(vendor) = VENDORS.iter().find(|it| it.marks.iter().any(|mark| mark.fits(page, id))) {
            found.push(Found { node: id, vendor: vendor.name, kind: vendor.kind });
        }
    }
    found
}

/// Whether the page itself marks the element as the prompt for readers without access (AMP).
#[must_use]
pub fn is_marked(page: &Page, id: NodeId) -> bool {
    page.attr(id, Attr::SubscriptionsSection) == Some("content-not-granted")
}

struct Vendor {
    name: &'static str,
    kind: Option<Kind>,
    marks: &'static [Mark],
}

/// How a mark is compared; all in lower case.
enum Mark {
    /// One of the element's classes.
    Class(&'static str),
    /// The beginning of one of its classes.
    ClassStart(&'static str),
    /// The id.
    Id(&'static str),
    /// The beginning of the id.
    IdStart(&'static str),
    /// The element's name.
    Element(&'static str),
    /// A part of a frame's or form's address.
    Address(&'static str),
}

use Mark::{Address, Class, ClassStart, Element, Id, IdStart};

impl Mark {
    fn fits(&self, page: &Page, id: NodeId) -> bool {
        let classes = || page.attr(id, Attr::Class).unwrap_or_default().split_ascii_whitespace();
        let own_id = || page.attr(id, Attr::Id).unwrap_or_default();
        match *self {
            Class(name) => classes().any(|it| it.eq_ignore_ascii_case(name)),
            ClassStart(start) => classes().any(|it| it.starts_with(start)),
            Id(name) => own_id().eq_ignore_ascii_case(name),
            IdStart(start) => own_id().starts_with(start),
            Element(name) => page.tag(id) == Tag::Other && page.name(id) == name,
            Address(part) => {
                matches!(page.tag(id), Tag::Iframe | Tag::Form)
                    && [Attr::Src, Attr::DataSrc, Attr::Action]
                        .iter()
                        .any(|&it| page.attr(id, it).is_some_and(|address| address.contains(part)))
            }
        }
    }
}

/// Vendors whose marks are sure; from the markup that they document or ship.
const VENDORS: &[Vendor] = &[
    Vendor {
        name: "Piano",
        kind: None,
        marks: &[
            Class("tp-modal"),
            Class("tp-backdrop"),
            Class("tp-iframe-wrapper"),
            Address("buy.tinypass.com"),
            Address("piano.io/checkout"),
        ],
    },
    Vendor { name: "Poool", kind: Some(Kind::Paywall), marks: &[Id("poool-widget"), Class("poool-widget")] },
    Vendor {
        name: "Zephr",
        kind: Some(Kind::Paywall),
        marks: &[Class("zephr-overlay"), Id("zephr-message")],
    },
    Vendor {
        name: "Leaky Paywall",
        kind: Some(Kind::Paywall),
        marks: &[
            Class("leaky_paywall_message_wrap"),
            Id("leaky_paywall_message"),
            Id("issuem-leaky-paywall-articles-remaining-nag"),
        ],
    },
    Vendor { name: "Pelcro", kind: Some(Kind::Paywall), marks: &[Id("pelcro-app"), Class("pelcro-root")] },
    Vendor {
        name: "Newspack",
        kind: Some(Kind::Paywall),
        marks: &[
            Class("newspack-memberships__gate"),
            Class("newspack-memberships__inline-gate"),
            Class("newspack-memberships__overlay-gate"),
        ],
    },
    Vendor {
        name: "Newspack Campaigns",
        kind: None,
        marks: &[
            Class("newspack-popup-container"),
            Class("newspack-lightbox"),
            Class("newspack-inline-popup"),
            ClassStart("newspack-newsletter-prompt"),
        ],
    },
    Vendor { name: "MemberPress", kind: Some(Kind::Paywall), marks: &[Class("mepr-unauthorized-message")] },
    Vendor {
        name: "Paid Memberships Pro",
        kind: Some(Kind::Paywall),
        marks: &[Class("pmpro_content_message")],
    },
    Vendor {
        name: "WooCommerce Memberships",
        kind: Some(Kind::Paywall),
        marks: &[Class("wc-memberships-content-restricted-message")],
    },
    Vendor {
        name: "Jetpack",
        kind: Some(Kind::Paywall),
        marks: &[
            Class("wp-block-premium-content-logged-out-view"),
            Class("wp-block-jetpack-paywall"),
            Class("jetpack-subscribe-paywall"),
        ],
    },
    Vendor {
        name: "Jetpack",
        kind: Some(Kind::Newsletter),
        marks: &[
            Class("jetpack-subscribe-modal"),
            Class("jetpack-subscription-modal"),
            Class("wp-block-jetpack-subscriptions"),
            Class("jetpack_subscription_widget"),
            Class("widget_blog_subscription"),
            Class("wp-block-jetpack-subscriptions__container"),
        ],
    },
    Vendor {
        name: "Ghost",
        kind: None,
        marks: &[
            Class("gh-post-upgrade-cta"),
            Id("ghost-portal-root"),
            Class("gh-portal-triggerbtn-iframe"),
            Class("kg-signup-card"),
        ],
    },
    Vendor { name: "Outpost", kind: None, marks: &[Class("outpost-cta"), Class("outpost-pub-container")] },
    Vendor { name: "Wallkit", kind: Some(Kind::Paywall), marks: &[Class("wkwp-paywall")] },
    Vendor { name: "BLOX", kind: None, marks: &[Id("access-offers-modal"), Class("promo-designer-modal")] },
    Vendor {
        name: "Google Reader Revenue",
        kind: Some(Kind::Paywall),
        marks: &[
            Class("swg-dialog"),
            Element("swg-popup-background"),
            Class("swg-toast"),
            Class("swg-mini-prompt"),
            Id("swg-regwall-container"),
            Class("gaa-metering-regwall--dialog"),
        ],
    },
    Vendor {
        name: "Wikimedia CentralNotice",
        kind: Some(Kind::Donation),
        marks: &[Id("centralNotice"), Class("cn-fundraising"), IdStart("frbanner"), Class("frb-main")],
    },
    Vendor { name: "Donorbox", kind: Some(Kind::Donation), marks: &[Address("donorbox.org/embed")] },
    Vendor { name: "Fundraise Up", kind: Some(Kind::Donation), marks: &[Address("fundraiseup.com/widget")] },
    Vendor {
        name: "Give Lively",
        kind: Some(Kind::Donation),
        marks: &[Address("secure.givelively.org/widgets")],
    },
    Vendor { name: "Classy", kind: Some(Kind::Donation), marks: &[Address("giving.classy.org/embedded")] },
    Vendor { name: "Givebutter", kind: Some(Kind::Donation), marks: &[Element("givebutter-widget")] },
    Vendor {
        name: "Ko-fi",
        kind: Some(Kind::Donation),
        marks: &[
            IdStart("kofi-widget-overlay"),
            Class("floatingchat-container-wrap"),
            Address("ko-fi.com/widgets"),
        ],
    },
    Vendor {
        name: "Buy Me a Coffee",
        kind: Some(Kind::Donation),
        marks: &[Id("bmc-wbtn"), Class("bmc-button")],
    },
    Vendor {
        name: "Mailchimp",
        kind: Some(Kind::Newsletter),
        marks: &[
            Id("mc_embed_signup"),
            IdStart("PopupSignupForm_"),
            Class("mc-modal"),
            Class("mc4wp-form"),
            Address("list-manage.com/subscribe"),
        ],
    },
    Vendor {
        name: "MailPoet",
        kind: Some(Kind::Newsletter),
        marks: &[Class("mailpoet_form"), Class("mailpoet_form_popup_overlay"), Class("widget_mailpoet_form")],
    },
    Vendor {
        name: "OptinMonster",
        kind: None,
        marks: &[
            Class("optin-monster-overlay"),
            Class("Campaign--css"),
            Class("CampaignType--popup"),
            Class("Campaign__canvas"),
        ],
    },
    Vendor {
        name: "Sumo",
        kind: Some(Kind::Newsletter),
        marks: &[ClassStart("sumome-react-wysiwyg-popup"), ClassStart("listbuilder-popup")],
    },
    Vendor {
        name: "Kit",
        kind: Some(Kind::Newsletter),
        marks: &[Class("formkit-form"), Class("seva-form"), Class("formkit-slide-in")],
    },
    Vendor {
        name: "beehiiv",
        kind: Some(Kind::Newsletter),
        marks: &[Address("embeds.beehiiv.com"), Class("beehiiv-embed")],
    },
    Vendor {
        name: "Substack",
        kind: Some(Kind::Newsletter),
        marks: &[
            ClassStart("subscribeDialog-"),
            Address("substack.com/embed"),
            Class("subscription-widget-wrap"),
            Class("subscription-widget-wrap-editor"),
            Class("subscription-widget"),
        ],
    },
    Vendor {
        name: "Klaviyo",
        kind: Some(Kind::Newsletter),
        marks: &[ClassStart("kl-private-reset-css"), Class("klaviyo_flyout"), ClassStart("klaviyo-form-")],
    },
    Vendor { name: "HubSpot", kind: None, marks: &[IdStart("hs-web-interactives-"), Class("leadinModal")] },
    Vendor { name: "Omnisend", kind: Some(Kind::Newsletter), marks: &[Id("omnisend-dynamic-container")] },
    Vendor { name: "Mailmunch", kind: Some(Kind::Newsletter), marks: &[Class("mailmunch-overlay")] },
    Vendor {
        name: "MailerLite",
        kind: Some(Kind::Newsletter),
        marks: &[Class("ml-form-embed"), Class("ml-embedded"), Class("ml-form-embedContainer")],
    },
    Vendor {
        name: "Brevo",
        kind: Some(Kind::Newsletter),
        marks: &[Class("sib-form"), Class("sib_signup_form"), Address("sibforms.com")],
    },
    Vendor { name: "Wisepops", kind: None, marks: &[Id("wisepops-root")] },
    Vendor { name: "Attentive", kind: Some(Kind::Newsletter), marks: &[Id("attentive_overlay")] },
    Vendor { name: "Poptin", kind: None, marks: &[Class("poptin-popup")] },
    Vendor { name: "Sailthru", kind: Some(Kind::Newsletter), marks: &[IdStart("sailthru-overlay")] },
    Vendor { name: "Wunderkind", kind: None, marks: &[Class("bx-impress"), ClassStart("bx-campaign-")] },
    Vendor {
        name: "The Newsletter Plugin",
        kind: Some(Kind::Newsletter),
        marks: &[Class("tnp-subscription"), Class("tnp-widget")],
    },
    Vendor {
        name: "CleverReach",
        kind: Some(Kind::Newsletter),
        marks: &[Class("cr_form"), Address("cleverreach.com/f/")],
    },
    Vendor { name: "Blogger", kind: Some(Kind::Newsletter), marks: &[Class("FollowByEmail")] },
];

#[cfg(test)]
mod tests {
    use super::{VENDORS, find, is_marked};
    use crate::page::{Page, Tag};

    #[test]
    fn a_vendor_is_known_by_its_mark() {
        let page: Page =
            "body\n  div .mc4wp-form .mc4wp-form-12\n    input type=email\n  div .mc4wp-formless"
                .parse()
                .unwrap();
        let found = find(&page);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].vendor, "Mailchimp");
    }

    #[test]
    fn wrappers_of_articles_are_no_marks() {
        for class in [
            "paywall",
            "ev-meter-content",
            "meteredContent",
            "qiota_reserve",
            "gform_wrapper",
            "wpforms-form",
        ] {
            let page: Page = format!("body\n  div .{class} 'text'").parse().unwrap();
            assert!(find(&page).is_empty(), "{class}");
        }
    }

    #[test]
    fn amp_marks_the_prompt_not_the_text() {
        let page: Page = "body\n  section subscriptions-section=content-not-granted 'ask'\n  div subscriptions-section=content 'text'".parse().unwrap();
        assert!(is_marked(&page, page.first(Tag::Section).unwrap()));
        assert!(!is_marked(&page, page.first(Tag::Div).unwrap()));
    }

    #[test]
    fn marks_are_at_least_five_characters() {
        assert!(VENDORS.len() > 40);
    }
}

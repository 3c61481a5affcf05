//! The vendors of prompts and the marks by which their markup is known.
//!
//! A mark is exact: a class, an id, the beginning of one, a custom element or the address of a frame, never a common word.
//! Names under which vendors wrap the *article* (`.paywall`, `[data-poool]`, `.ev-meter-content`, …) are left out on
//! purpose, and so are makers of forms of any purpose. The guard still has its say on everything found here.

use crate::{
    judge::{Kind, ask_sums::is_shown},
    page::{Attr, NodeId, Page, Tag},
};
use std::sync::OnceLock;

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

/// Finds all vendors' elements, outermost first. Cost: one pass over the attributes, a few comparisons a name.
#[must_use]
pub fn find(page: &Page) -> Vec<Found> {
    let index = Index::shared();
    let mut found: Vec<Found> = Vec::new();
    for id in page.ids().filter(|&id| page.tag(id) != Tag::Text) {
        if found.last().is_some_and(|it| page.contains(it.node, id)) {
            continue;
        }
        if let Some(vendor) = index.vendor(page, id).filter(|_| is_shown(page, id)) {
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

/// The marks sorted by where they stand and by their first letter: nearly all names of a page share theirs with few marks.
struct Index {
    classes: ByLetter,
    ids: ByLetter,
    elements: ByLetter,
    addresses: Vec<Entry>,
}

type Entry = (&'static Mark, &'static Vendor);
type ByLetter = [Vec<Entry>; 26];

impl Index {
    fn shared() -> &'static Self {
        static SHARED: OnceLock<Index> = OnceLock::new();
        SHARED.get_or_init(|| {
            let mut index = Self {
                classes: ByLetter::default(),
                ids: ByLetter::default(),
                elements: ByLetter::default(),
                addresses: Vec::new(),
            };
            for (mark, vendor) in VENDORS.iter().flat_map(|it| it.marks.iter().map(move |mark| (mark, it))) {
                let (list, name) = match *mark {
                    Class(name) | ClassStart(name) => (&mut index.classes, name),
                    Id(name) | IdStart(name) => (&mut index.ids, name),
                    Element(name) => (&mut index.elements, name),
                    Address(_) => {
                        index.addresses.push((mark, vendor));
                        continue;
                    }
                };
                if let Some(list) = letter(name).and_then(|at| list.get_mut(at)) {
                    list.push((mark, vendor));
                }
            }
            index
        })
    }

    /// The vendor whose mark the element bears.
    fn vendor(&self, page: &Page, id: NodeId) -> Option<&'static Vendor> {
        let tag = page.tag(id);
        if tag == Tag::Other
            && let Some(vendor) = named(&self.elements, page.name(id))
        {
            return Some(vendor);
        }
        let has_address = matches!(tag, Tag::Iframe | Tag::Form);
        page.attrs(id).find_map(|(attr, value)| match attr {
            Attr::Class => value.split_ascii_whitespace().find_map(|it| named(&self.classes, it)),
            Attr::Id => named(&self.ids, value),
            Attr::Src | Attr::DataSrc | Attr::Action if has_address => {
                let fits = |mark: &Mark| matches!(*mark, Address(part) if value.contains(part));
                self.addresses.iter().find(|it| fits(it.0)).map(|it| it.1)
            }
            _ => None,
        })
    }
}

/// The vendor that a name belongs to.
fn named(marks: &ByLetter, name: &str) -> Option<&'static Vendor> {
    let fits = |mark: &Mark| match *mark {
        Class(whole) | Id(whole) | Element(whole) => name.eq_ignore_ascii_case(whole),
        ClassStart(start) | IdStart(start) => name.starts_with(start),
        Address(_) => false,
    };
    marks.get(letter(name)?)?.iter().find(|it| fits(it.0)).map(|it| it.1)
}

/// The place of a name's first letter in the alphabet.
fn letter(name: &str) -> Option<usize> {
    let first = name.bytes().next()?.to_ascii_lowercase();
    first.is_ascii_lowercase().then(|| usize::from(first - b'a'))
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
    use super::{Mark, VENDORS, find, is_marked};
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
    fn every_mark_finds_its_vendor() {
        for (mark, name) in VENDORS.iter().flat_map(|it| it.marks.iter().map(move |mark| (mark, it.name))) {
            let outline = match *mark {
                Mark::Class(class) => format!("body\n  div .{class}"),
                Mark::ClassStart(start) => format!("body\n  div .{start}-x"),
                Mark::Id(id) => format!("body\n  div #{id}"),
                Mark::IdStart(start) => format!("body\n  div #{start}7"),
                Mark::Element(element) => format!("body\n  {element}"),
                Mark::Address(part) => format!("body\n  iframe src=https://{part}/1"),
            };
            let page: Page = outline.parse().unwrap();
            let found = find(&page);
            assert_eq!(found.len(), 1, "{name}: {outline}");
            assert_eq!(found[0].vendor, name, "{outline}");
        }
        assert!(VENDORS.len() > 40);
    }
}

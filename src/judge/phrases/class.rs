//! What phrases are evidence of, and sets of it.
//!
//! The build script reads this file too: it names nothing but `std`.

/// Makes the classes with their names in the phrasebook's files.
macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// What a phrase is evidence of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Class { $($(#[$doc])* $variant,)* }

        impl Class {
            /// All classes, by number.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in the phrasebook's files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

classes! {
    /// A newsletter or mailing list.
    Newsletter "newsletter",
    /// The verb: to subscribe to something.
    Subscribe "subscribe",
    /// The verb: to sign up, register, join.
    SignUp "signup",
    /// Delivered to the inbox, never miss anything.
    Inbox "inbox",
    /// What such mails bring: latest news, tips, offers, weekly.
    Digest "digest",
    /// Small print under a form: no spam, by subscribing you agree.
    Consent "consent",
    /// Labels of a field for an e-mail address or name.
    Email "email",
    /// What a form says afterwards: thank you, please try again.
    Thanks "thanks",
    /// Get notified, push, follow this blog.
    Notify "notify",
    /// To continue reading; for subscribers only.
    Gate "gate",
    /// Free articles left.
    Meter "meter",
    /// Already a subscriber?
    Already "already",
    /// Create a free account; join the community.
    Account "account",
    /// Become a member.
    Member "member",
    /// What a subscription brings: unlimited access, no advertising.
    Premium "premium",
    /// How it is paid: per month, cancel at any time.
    Terms "terms",
    /// Discounts.
    Offer "offer",
    /// Issues of a printed magazine.
    Issue "issue",
    /// An amount with a currency.
    Price "price",
    /// To donate, contribute, sponsor.
    Donate "donate",
    /// Where money is sent: payment services, bank accounts.
    Wallet "wallet",
    /// Support us, help us, we depend on you.
    Support "support",
    /// Why: independent, funded by readers, free of advertising.
    Plea "plea",
    /// If you liked this article; ready for more?
    Enjoy "enjoy",
    /// Now, today, click here, learn more.
    Urge "urge",
    /// No thanks, close.
    Dismiss "dismiss",
    /// We, our.
    Us "us",
    /// You, your.
    You "you",
    /// Consent to cookies.
    Cookie "cookie",
    /// Get the app.
    App "app",
    /// Advertising blockers.
    Adblock "adblock",
    /// Follow us elsewhere.
    Social "social",
    /// Contests and surveys.
    Contest "contest",
    /// Age gates.
    Age "age",
    /// A company's own: demos, quotes, trials of software, white papers.
    Demo "demo",
    /// Comments and the form for them.
    Comment "comment",
    /// Logging in.
    Login "login",
    /// A shop's functions.
    Shop "shop",
    /// Searching and filtering.
    Search "search",
    /// Copyright and legal links.
    Legal "legal",
    /// A site's own navigation.
    Site "site",
    /// Related articles, bylines, sharing.
    Related "related",
    /// Words of telling: said, was, according to.
    Report "report",
    /// Events.
    Event "event",
    /// Threads and posts.
    Forum "forum",
    /// Podcasts, channels, feeds.
    Audio "audio",
    /// Vacancies.
    Job "job",
    /// What somebody has already: subscriptions to manage, sessions that ended.
    Manage "manage",
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(pub u64);

impl Classes {
    /// The set of the given classes.
    #[must_use]
    pub const fn of(classes: &[Class]) -> Self {
        let (mut set, mut rest) = (0, classes);
        while let [first, tail @ ..] = rest {
            set |= 1 << *first as u8;
            rest = tail;
        }
        Self(set)
    }

    /// Whether the class is in the set.
    #[must_use]
    pub const fn has(self, class: Class) -> bool {
        self.0 >> (class as u8) & 1 == 1
    }

    /// Whether the sets share a class.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes in the set.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.iter().copied().filter(move |&it| self.has(it))
    }
}

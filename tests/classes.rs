//! The failure classes of other readers, as `readers.md` lists them, each by a small page of our own making that shows the class:
//! what must be in what is read, what must not.
//!
//! What a live page does not show is known by flags that a saved page has not: `article` tests that. Whole pages are under
//! `tests/pages`; here only what a reader does with one piece of content inside an ordinary article.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

use lede::{article::Article, export, page::saved, settings::Settings};

/// A class by the names that readers' own fixtures have for it; the markup in the middle of an article; what the Markdown of it must
/// hold, and must not.
struct Class(&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const CLASSES: &[Class] = &[
    Class(
        "royal-road, missing-paragraphs",
        "<p>“No.”</p><p>He went.</p><p>The lamp was out when they came to the mole, and it stayed out until the morning of the next day.</p>",
        &["“No.”", "He went."],
        &[],
    ),
    Class(
        "guardian-1, social-buttons",
        "<div class=share-bar><a href='https://x.example/share'>Share</a><a href='mailto:?body=x'>E-mail</a></div><p>They share the catch among the boats, and the share of each is written on the wall of the customs house.</p>",
        &["They share the catch"],
        &["[Share]"],
    ),
    Class(
        "lazy-image-1, lazy-image-2, lazy-image-3",
        "<p>Look:</p><img src='data:image/gif;base64,R0lGODlhAQAB' data-src='/one.jpg'><img data-original='/two.jpg' src='/spacer.gif'><p>And look again at what the sea has left here.</p><img src='/blank.png' data-srcset='/three-400.jpg 400w, /three-1600.jpg 1600w'>\
         <p>That was all that the sea had left that day.</p>",
        &["lamp.example/one.jpg", "lamp.example/two.jpg", "lamp.example/three-1600.jpg"],
        &["data:image", "spacer", "blank"],
    ),
    Class(
        "noscript lazy images (DF 227)",
        "<figure><img class=lazy src='data:image/gif;base64,R0lGODlhAQAB'><noscript><img src='/real.jpg' alt='The mole'></noscript><figcaption>The mole in winter</figcaption></figure><p>It was taken from the roof of the customs house.</p>",
        &["![The mole](https://lamp.example/real.jpg)", "*The mole in winter*"],
        &["data:image"],
    ),
    Class(
        "picture and its sources (keep-images, dev418)",
        "<picture><source media='(min-width:1px)' srcset='/wide.webp 1500w'><img src='/narrow.jpg' alt='Wide'></picture><p>The picture shows the town as it was before the flood.</p>",
        &["![Wide](https://lamp.example/wide.webp)"],
        &[],
    ),
    Class(
        "data-url-image",
        "<p>A dot: <img src='data:image/png;base64,iVBORw0KGgo=' width=8 height=8> and the words after it go on as if nothing were.</p>",
        &["and the words after it"],
        &["iVBORw0KGgo"],
    ),
    Class(
        "image dedup, generic alt (DF 286)",
        "<figure><img src='/a.jpg' alt=image><figcaption>First boat</figcaption></figure><p>Between the boats there is a paragraph of some length.</p><figure><img src='/b.jpg' alt=image><figcaption>Second boat</figcaption></figure><p>After them too, and it ends here.</p>",
        &["/a.jpg", "/b.jpg", "First boat", "Second boat"],
        &[],
    ),
    Class(
        "videos-1, videos-2, embedded-videos",
        "<p>The film of the launch, as the county made it:</p><div class=video-wrapper><iframe src='https://www.youtube.com/embed/abc' title='The launch'></iframe></div><p>It lasts four minutes, of which two are rain and wind.</p>",
        &["[▶ The launch](https://www.youtube.com/embed/abc)"],
        &[],
    ),
    Class(
        "headings flattened (RD 855, 986), topicseed-1",
        "<h3>The quay</h3><p>The quay was built in the year of the comet, by people who did not see it.</p><h5>Its stones</h5><p>The stones came by water, and one of them fell in.</p><h3>The mole</h3><p>The mole came later, and it is the better of the two works.</p>",
        &["## The quay", "### Its stones", "## The mole"],
        &["####"],
    ),
    Class(
        "ol, nested lists (RD 830)",
        "<ol start=4><li>Four<ol type=a><li>under four</li><li>under it too</li></ol></li><li><p>Five</p><p>with a second paragraph</p></li></ol><p>So the list ended, as lists of the harbour do.</p>",
        &["4. Four", "5. Five", "under four", "with a second paragraph"],
        &[],
    ),
    Class(
        "google-sre-book-1, footnotes",
        "<p>The lamp has eleven panes.<sup id=r1><a href='#f1'>1</a></sup> All are whole.<a href='#f2' epub:type=noteref>2</a></p><hr><ol class=footnotes><li id=f1><p>Twelve before the storm. <a href='#r1'>↩</a></p></li><li id=f2><p>Or were in spring.</p></li></ol>",
        &["Twelve before the storm", "Or were in spring"],
        &[],
    ),
    Class(
        "keep-tabular-data, links-in-tables",
        "<table><tr><th>Boat</th><th>Catch</th></tr><tr><td><a href='/ida'>Ida</a></td><td>40</td></tr><tr><td>Berta</td><td>12 | 13</td></tr></table><p>These were the boats of that day, and no others came.</p>",
        &["| Boat | Catch |", "| [Ida](https://lamp.example/ida) | 40 |", "12 \\| 13"],
        &[],
    ),
    Class(
        "layout tables (wikipedia-4, ebb-org)",
        "<table role=presentation><tr><td><p>This text stands in a table only so that it has a margin, as was done once.</p></td></tr></table><p>And this one stands after the table without one.</p>",
        &["stands in a table only"],
        &["| ---"],
    ),
    Class(
        "v8-blog, ietf-1, mercurial: code",
        "<pre class='brush: js'>let a = 1;\n\nif (a &lt; 2) {\n  run();\n}</pre><p>Also <code>a  &lt; 2</code> stands in a line of its own words.</p>",
        &["```js\nlet a = 1;\n\nif (a < 2) {\n  run();\n}\n```"],
        &[],
    ),
    Class(
        "code in tables of lines (DF codeblocks)",
        "<table class=highlight><tr><td class=gutter><pre>1\n2</pre></td><td class=code><pre><code class=language-py>a = 1\nb = 2</code></pre></td></tr></table><p>Two lines are all that it takes to open the sluice.</p>",
        &["```py\na = 1\nb = 2\n```"],
        &[],
    ),
    Class(
        "mathjax, math tripled (RD 958, DF math)",
        "<p>Let <span class='MathJax_Preview'></span><span class=MathJax><span aria-hidden=true>x+1</span><span class=MJX_Assistive_MathML><math><mi>x</mi><mo>+</mo><mn>1</mn></math></span></span> be the height of the tide that night.</p>",
        &["Let $x+1$ be the height"],
        &["x+1x+1"],
    ),
    Class(
        "replace-brs, remove-extra-brs",
        "<div>One line of the log that the keeper wrote<br><br>Another line of the log, of the same night<br><br><br>The third, and after it there is none</div>",
        &["the keeper wrote\n\nAnother line", "the same night\n\nThe third"],
        &[],
    ),
    Class(
        "base-url, base-url-base-element",
        "<p>The tables are <a href='tables.html'>here</a> and the notes <a href='//other.example/n'>there</a>, with <a href='#top'>the start</a> of it.</p>",
        &["(https://lamp.example/a/tables.html)", "(https://other.example/n)"],
        &["(#top)"],
    ),
    Class(
        "svg-parsing",
        "<p>A sign <svg viewBox='0 0 1 1'><title>Anchor</title><path d='M0 0'/></svg> stands at the gate, and it has been there for ever.</p>",
        &["stands at the gate"],
        &["M0 0"],
    ),
    Class(
        "pull quotes doubled",
        "<p>She said that the sea keeps no books, and that whoever does will find them wet by Easter at the latest.</p><aside class=pullquote>the sea keeps no books, and that whoever does will find them wet</aside><p>Then she shut the book and went for her lunch.</p>",
        &["She said that the sea keeps no books"],
        &["\n\nthe sea keeps no books"],
    ),
    Class(
        "quotations kept",
        "<blockquote><p>Nobody has ever owned the tide, though many have sent it a bill.</p><footer>Oda Brandt</footer></blockquote><p>That is what stands over the door of the mill.</p>",
        &["> Nobody has ever owned the tide"],
        &[],
    ),
    Class(
        "details and definition lists",
        "<details><summary>How it is done</summary><p>With two ropes and a good deal of patience.</p></details><dl><dt>Neap</dt><dd>a small tide</dd><dt>Spring</dt><dd>a great one</dd></dl><p>The rest one learns on the boat, not from a book.</p>",
        &["How it is done", "With two ropes", "**Neap**", "a great one"],
        &[],
    ),
    Class(
        "elements--farsi-zwnj",
        "<p lang=fa dir=rtl>می\u{200c}خواهم این کتاب را به کتاب\u{200c}خانه ببرم و آن را بخوانم.</p>",
        &["می\u{200c}خواهم", "کتاب\u{200c}خانه"],
        &[],
    ),
    Class(
        "ruby (qq, pixnet)",
        "<p>The sign says <ruby>潮<rp>(</rp><rt>しお</rt><rp>)</rp></ruby>, which is the word for tide in that language.</p>",
        &["潮"],
        &[],
    ),
    Class(
        "DF 132 hero, 106 menu ids, logo substrings",
        "<div class=hero-text><p>In the hero of this page stands a paragraph that is the article's own, and it is a long one.</p></div><div id=menuett><p>A minuet was played on the quay that night, and everybody who could walk was there to hear it.</p></div><div class=analogous><p>An analogous case is known from the next harbour, where the lamp burned for forty years.</p></div>",
        &["In the hero of this page", "A minuet was played", "An analogous case"],
        &[],
    ),
    Class(
        "audio players",
        "<p>The sound of it was recorded for the museum in spring:</p><audio controls src='/wheel.mp3' title='The wheel'></audio><p>Those who listen will hear the gates fall shut at the end.</p>",
        &["[♪ The wheel](https://lamp.example/wheel.mp3)"],
        &[],
    ),
    Class(
        "trailing related posts, trailing newsletter (DF content-patterns)",
        "<p>So the story ends, for the harbour had no more to tell that year.</p><section class=related-posts><h3>Related posts</h3><ul><li><a href=/1>Ten harbours worth a visit</a></li><li><a href=/2>Why lamps go out</a></li><li><a href=/3>The dog of the lock</a></li></ul></section>",
        &["So the story ends"],
        &["Ten harbours worth a visit", "Why lamps go out"],
    ),
];

#[test]
fn every_class_reads_as_it_should() {
    let wrong: Vec<String> = CLASSES.iter().flat_map(faults).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What is wrong about the reading of a class.
fn faults(Class(name, markup, has, lacks): &Class) -> Vec<String> {
    let Some(article) = read(markup) else {
        return vec![format!("{name}: nothing is read")];
    };
    let written = export::markdown(&article);
    let missing = has.iter().filter(|it| !written.contains(**it)).map(|it| format!("{name}: lacks {it:?}"));
    let strange = lacks.iter().filter(|it| written.contains(**it)).map(|it| format!("{name}: has {it:?}"));
    missing.chain(strange).map(|it| format!("{it}\n{}", middle(&written))).collect()
}

/// An article that a dialog set `aria-hidden` while it stands over the page (DF 162, RD 766), and gated paragraphs that the page hides
/// from assistive technology only because of its wall.
#[test]
fn an_article_behind_a_wall_dialog_is_read() {
    let words = prose(8);
    let html = format!(
        "<html lang=en><title>Quiet - The Lamp</title><body><div id=root aria-hidden=true><main><h1>Quiet</h1>{words}</main></div>\
         <div role=dialog aria-modal=true class=consent><h2>We value your privacy</h2><p>We and our 812 partners store and access information on a device, such as cookies.</p><button>Accept all</button><button>Reject all</button></div></body></html>"
    );
    let page = saved::parse(&html, "https://lamp.example/a/b.html");
    let (article, _) = lede::read(&page, &Settings::default()).unwrap();
    let text = export::text(&article);
    assert!(text.contains("nobody on the quay") && !text.contains("812 partners"), "{text}");
}

/// Right to left: the direction is the page's own where it is declared, and the script's where it is not (rtl-1 to rtl-4).
#[test]
fn direction_is_known() {
    let arabic = "<p>كان الميناء هادئًا في ذلك الصباح، ولم ير أحد على الرصيف القوارب وهي تدخل، أو هكذا قالوا للجميع.</p>".repeat(8);
    for head in ["<html dir=rtl lang=ar>", "<html lang=ar>", "<html>"] {
        let page = saved::parse(
            &format!("{head}<title>الميناء</title><main><h1>الميناء</h1>{arabic}</main>"),
            "https://lamp.example/a",
        );
        let (_, reader) = lede::read(&page, &Settings::default()).unwrap();
        assert_eq!(reader.dir, "rtl", "{head}");
    }
}

/// The kind of page is told with the article, in the core and in the reader's wire form.
#[test]
fn the_kind_of_page_is_told() {
    let html = format!(
        "<title>Quiet</title><meta property=og:type content=article><article><h1>Quiet</h1>{}</article>",
        prose(9)
    );
    let page = saved::parse(&html, "https://lamp.example/2026/03/02/quiet-in-the-harbour");
    let (article, reader) = lede::read(&page, &Settings::default()).unwrap();
    assert_eq!(serde_json::to_value(&reader).unwrap()["kind"], article.kind.name());
    assert_eq!(article.kind.name(), "article");
}

/// The words that other elements carry: front matter is optional and quoted.
#[test]
fn front_matter_is_quoted() {
    let article = read("<p>And so on.</p>").unwrap();
    let written = export::front_matter(&article, "https://lamp.example/a/b.html");
    assert_eq!(
        written,
        "---\ntitle: \"Quiet \\\"and\\\" so on\"\nlanguage: \"en\"\nsource: \"https://lamp.example/a/b.html\"\n---\n\n".replace(
            "language",
            if article.site.is_some() { "site: \"The Lamp\"\nlanguage" } else { "language" }
        )
    );
}

fn read(markup: &str) -> Option<Article> {
    let html = format!(
        "<!DOCTYPE html><html lang=en><head><title>Quiet \"and\" so on - The Lamp</title></head><body><header><a href=/>The Lamp</a></header><main><article><h1>Quiet \"and\" so on</h1>{}{markup}{}</article></main><footer><a href=/imprint>Imprint</a></footer></body></html>",
        prose(4),
        prose(3)
    );
    let page = saved::parse(&html, "https://lamp.example/a/b.html");
    lede::read(&page, &Settings::default()).map(|it| it.0)
}

fn prose(paragraphs: usize) -> String {
    let paragraph = |at: usize| {
        format!(
            "<p>The harbour was quiet on morning {at}, and nobody on the quay had seen the boats come in, or so they \
             said, though the lamps had been lit and the tide had turned long before the first of them was due.</p>"
        )
    };
    (0..paragraphs).map(paragraph).collect::<Vec<_>>().concat()
}

/// What stands between the paragraphs around.
fn middle(written: &str) -> String {
    written
        .split("\n\n")
        .filter(|it| !it.starts_with("The harbour was quiet on morning"))
        .collect::<Vec<_>>()
        .join("\n\n")
}

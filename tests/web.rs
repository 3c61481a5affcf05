//! The core in a real browser: eyes and hands over a live document, and what JavaScript calls.
//!
//! Run by `wasm-pack test --headless --chrome` and `--firefox`. Each test writes a page of its own into a frame, so that
//! layout, top layer and focus are real. Not here: verdicts (native tests), and the extension around (tests/browser).
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on says so; these are no #[test] functions"
)]

use js_sys::{Array, Function, Reflect};
use lede::{
    api,
    page::{Attr, Counts, LockKind, Page, Position, Tag, snapshot},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Document;

wasm_bindgen_test_configure!(run_in_browser);

const STORY: &str = "The river rose in the night, and by morning the old tide mill stood dry; nobody in the town could \
    explain it. The miller had gone to bed at ten, the sluice was shut, and the moon was in its last quarter.";

/// Makes a frame of 1,000 by 700 CSS px with the page in it; `ledePage` is loaded once for all.
fn open(html: &str) -> Document {
    for source in [
        include_str!("../extension/hands.js"),
        include_str!("../extension/layout.js"),
        include_str!("../extension/page.js"),
    ] {
        let guard = "globalThis.ledePage ? undefined : (0, eval)(source)";
        Function::new_with_args("source", guard).call1(&JsValue::NULL, &source.into()).unwrap();
    }
    let make = "const frame = document.createElement('iframe');
        frame.style.cssText = 'position: fixed; left: 0; top: 0; width: 1000px; height: 700px; border: 0';
        document.body.append(frame);
        const page = frame.contentDocument;
        page.open(); page.write(html); page.close();
        const style = page.createElement('style');
        style.textContent = sheet;
        page.head.append(style);
        return page;";
    let make = Function::new_with_args("html, sheet", make);
    let sheet = include_str!("../extension/hide.css");
    make.call2(&JsValue::NULL, &html.into(), &sheet.into()).unwrap().unchecked_into()
}

fn eval(page: &Document, code: &str) -> JsValue {
    Function::new_with_args("page", code).call1(&JsValue::NULL, page).unwrap()
}

fn is(page: &Document, condition: &str) -> bool {
    eval(page, &format!("return Boolean({condition})")).is_truthy()
}

fn html(page: &Document) -> String {
    eval(page, "return page.documentElement.outerHTML").as_string().unwrap()
}

fn look(page: &Document, mode: &str) -> Page {
    let seen = eval(page, &format!("return ledePage.snapshot(page, '{mode}')"));
    let get = |name: &str| Reflect::get(&seen, &name.into()).unwrap();
    let numbers = js_sys::Uint32Array::from(get("numbers")).to_vec();
    snapshot::parse(&numbers, &get("text").as_string().unwrap()).unwrap()
}

/// Has the hands hide the element and release the locks, as an answer of the core would.
fn hide(page: &Document, selector: &str, locks: &str) {
    let code = "const nodes = [page.querySelector(selector), page.documentElement, page.body, page.querySelector('main')];
        const hidden = [{ id: 0, node: 0, also: [], kind: 'paywall', text: selector, evidence: [] }];
        const releases = JSON.parse(locks).map(([node, lock, value]) => ({ op: 'release', node, lock, value, id: 0 }));
        const edits = [{ op: 'hide', node: 0, id: 0 }, ...releases];
        ledePage.apply({ hidden, edits }, nodes);";
    Function::new_with_args("page, selector, locks", code)
        .apply(&JsValue::NULL, &Array::of3(page, &selector.into(), &locks.into()))
        .unwrap();
}

fn undo(page: &Document) {
    eval(page, "ledePage.undo()");
}

#[wasm_bindgen_test]
fn the_eyes_count_as_the_core_counts() {
    let texts = [
        "One, two; three",
        "日本語の、記事を読む",
        "새 소식을 받으세요",
        "مرحبا، كيف؛ حالك",
        "ข่าวเช้า",
        "a\u{a0}b\u{3000}c\u{2028}d e",
        "Ünï, ćødé 😀 fin",
    ];
    let paragraphs = texts.join("</p><p>");
    let page = look(&open(&format!("<body><p>{paragraphs}</p>")), "full");
    let seen: Vec<_> = page.ids().filter(|&it| page.is_text(it) && !page.text(it).is_empty()).collect();
    assert!(texts.len() <= seen.len());
    for id in seen {
        assert_eq!(page.counts(id), Counts::of(page.text(id)), "{}", page.text(id));
    }
}

#[wasm_bindgen_test]
fn a_brief_look_elides_long_texts_and_keeps_their_sizes() {
    let long = STORY.repeat(4);
    let page = look(
        &open(&format!("<body><p>{long}</p><script type=application/ld+json>{{\"a\":\"{long}\"}}</script>")),
        "brief",
    );
    let text = page.ids().find(|&it| page.text(it).starts_with("The river")).unwrap();
    assert_eq!(page.text(text).chars().count(), 301);
    assert_eq!(page.counts(text), Counts::of(&long));
    assert!(page.json_ld().any(|it| it.len() > long.len()), "what a page declares travels whole");
}

#[wasm_bindgen_test]
fn the_eyes_skip_code_and_walk_shadow_roots() {
    let page = open(
        "<body><style>b{}</style><script>var x</script><svg><title>unseen</title></svg><x-card><i>slotted</i></x-card>",
    );
    eval(
        &page,
        "const root = page.querySelector('x-card').attachShadow({ mode: 'open' });
         root.append('from the shadow ', page.createElement('slot'))",
    );
    let page = look(&page, "full");
    assert_eq!(page.subtree_text(page.root()), "from the shadow slotted");
    assert!(page.first(Tag::Style).is_none() && page.first(Tag::Script).is_none());
}

#[wasm_bindgen_test]
fn boxes_on_top_are_measured() {
    let page = open(
        "<body style='overflow: hidden; height: 3000px'><main>story</main>
         <div id=wall style='position: fixed; inset: 100px 200px; z-index: 7; background: white'>wall <iframe></iframe></div>
         <div id=bar style='position: fixed; bottom: 0; width: 100%; height: 50px; background: white'>bar</div>
         <div id=gone style='display: none'>unseen</div>",
    );
    let page = look(&page, "brief");
    let named = |name: &str| page.ids().find(|&it| page.attr(it, Attr::Id) == Some(name)).unwrap();
    let wall = page.pinned(named("wall")).unwrap();
    assert_eq!((wall.x, wall.y, wall.width, wall.height, wall.z_index), (200, 100, 600, 500, 7));
    assert_eq!(wall.position, Position::Fixed);
    assert!(wall.covers_centre && wall.has_frame);
    assert!(!page.pinned(named("bar")).unwrap().covers_centre);
    assert!(page.is_hidden(named("gone")));
    let lock = page.locks().iter().find(|it| it.kind == LockKind::Overflow).unwrap();
    assert_eq!(page.tag(lock.node), Tag::Body);
    assert!(lock.value >= 2300, "it clips {}", lock.value);
    assert_eq!((page.viewport().width, page.viewport().height), (1000, 700));
}

#[wasm_bindgen_test]
fn a_modal_dialog_is_closed_so_that_the_page_answers_and_comes_back_as_it_was() {
    let page = open("<body><main><button id=go>go</button></main><dialog id=ask><input id=mail></dialog>");
    eval(
        &page,
        "const it = page.querySelector('dialog');
         it.showModal();
         it.className = 'set after open';
         page.querySelector('#mail').focus();",
    );
    let seen = look(&page, "brief");
    assert!(seen.all_pinned().iter().any(|it| it.position == Position::TopLayer && it.is_backdrop));
    let before = html(&page);
    hide(&page, "#ask", "[]");
    assert!(is(
        &page,
        "!page.querySelector('dialog').matches(':modal') && page.elementFromPoint(15, 15) !== page.querySelector('dialog')"
    ));
    assert!(is(&page, "getComputedStyle(page.querySelector('dialog')).display === 'none'"));
    assert!(is(&page, "page.activeElement === page.body"), "focus goes back to the page");
    undo(&page);
    assert_eq!(html(&page), before);
    assert!(is(&page, "page.querySelector('dialog').matches(':modal')"));
}

#[wasm_bindgen_test]
fn locks_are_released_and_locked_again_to_the_byte() {
    let page = open(
        "<html style='touch-action: none'><body style='overflow:hidden; position: fixed;top:-300px' class=locked>
         <main aria-hidden=true inert id=m style='height: 4000px'>story</main>
         <div id=wall style='display:block!important'>wall</div>",
    );
    let before = html(&page);
    hide(
        &page,
        "#wall",
        r#"[[1,"touch-action",0],[2,"overflow",3000],[2,"fixed",300],[2,"padding",15],[3,"inert",0],[3,"aria-hidden",0]]"#,
    );
    assert!(
        is(&page, "getComputedStyle(page.querySelector('#wall')).display === 'none'"),
        "even against !important"
    );
    assert!(is(&page, "page.defaultView.scrollY === 300"), "the place is kept");
    assert!(is(
        &page,
        "getComputedStyle(page.body).position === 'static' && !page.querySelector('main').inert"
    ));
    assert!(
        is(&page, "(page.defaultView.scrollTo(0, 900), page.defaultView.scrollY === 900)"),
        "the page scrolls"
    );
    undo(&page);
    assert_eq!(html(&page), before);
}

#[wasm_bindgen_test]
fn an_ask_in_a_shadow_root_is_hidden_there() {
    let page = open("<body><x-ask></x-ask>");
    eval(&page, "page.querySelector('x-ask').attachShadow({ mode: 'open' }).append(page.createElement('p'))");
    let code = "const it = page.querySelector('x-ask').shadowRoot.firstChild;
        const hidden = [{ id: 0, node: 0, also: [], kind: 'donation', text: 't', evidence: [] }];
        ledePage.apply({ hidden, edits: [{ op: 'hide', node: 0, id: 0 }] }, [it]);
        const gone = getComputedStyle(it).display === 'none';
        ledePage.undo();
        return gone && !it.hasAttribute('style') && getComputedStyle(it).display === 'block'";
    assert!(eval(&page, code).is_truthy());
}

#[wasm_bindgen_test]
fn what_comes_back_is_hidden_again_a_few_times_and_then_left() {
    let page = open("<body><p id=ask>ask</p>");
    hide(&page, "#ask", "[]");
    for _ in 0..3 {
        eval(&page, "page.querySelector('#ask').removeAttribute('data-lede-hidden'); ledePage.defend()");
        assert!(is(&page, "page.querySelector('#ask').hasAttribute('data-lede-hidden')"));
    }
    eval(&page, "page.querySelector('#ask').removeAttribute('data-lede-hidden'); ledePage.defend()");
    assert!(is(
        &page,
        "!page.querySelector('#ask').hasAttribute('data-lede-hidden') && ledePage.ledger()[0].fightsBack"
    ));
    undo(&page);
}

#[wasm_bindgen_test]
fn what_the_user_shows_stays_shown() {
    let page = open("<body><p id=ask>ask</p>");
    let before = html(&page);
    hide(&page, "#ask", "[]");
    eval(&page, "ledePage.show(ledePage.ledger()[0].id)");
    hide(&page, "#ask", "[]");
    assert_eq!(html(&page), before);
    eval(&page, "ledePage.hideAgain()");
    assert_ne!(html(&page), before);
    undo(&page);
    assert_eq!(html(&page), before);
}

#[wasm_bindgen_test]
fn the_core_scans_and_reads_a_live_document() {
    let story = format!("<p>{STORY}</p>").repeat(5);
    let page = open(&format!(
        "<title>Mill dry</title><body><article><h1>The mill stood dry</h1>{story}</article>
         <section id=box class=newsletter-signup><h2>Get our newsletter</h2>
         <p>Sign up for our free newsletter, every morning in your inbox.</p>
         <form><input type=email placeholder='Your e-mail'><button>Subscribe</button></form></section>"
    ));
    let before = html(&page);
    let mut lede =
        api::LiveLede::new(page.clone(), JsValue::UNDEFINED).unwrap_or_else(|_| panic!("settings"));
    lede.scan().unwrap_or_else(|_| panic!("scan"));
    assert!(
        is(&page, "page.querySelector('#box').checkVisibility() === false"),
        "the newsletter box is hidden"
    );
    assert!(is(&page, "page.querySelector('article').checkVisibility()"));
    let reader = lede.read().unwrap_or_else(|_| panic!("read"));
    let text = js_sys::JSON::stringify(&reader).unwrap().as_string().unwrap();
    assert!(text.contains("The river rose") && !text.contains("inbox"), "{text}");
    undo(&page);
    assert_eq!(html(&page), before);
}

#[wasm_bindgen_test]
fn what_does_not_parse_is_an_error() {
    assert!(api::scan(&[1, 2, 3], "", JsValue::UNDEFINED).is_err());
    assert!(api::read(&[], "\0", JsValue::NULL, &Array::new()).is_err());
    assert!(api::check_settings(js_sys::JSON::parse(r#"{"version": 99}"#).unwrap()).is_err());
    assert!(api::check_settings(js_sys::JSON::parse(r#"{"kinds": 3}"#).unwrap()).is_err());
    assert!(api::check_settings(js_sys::JSON::parse("{}").unwrap()).is_ok());
}

//! What the reader makes of every kind of content, on the fixture pages made for it: structures, cards, rewriting by other
//! extensions, articles in parts, vertical setting. Each ends with the page as it was, to the byte.
//!
//! Not here: the look and the keys (`reader`), and whether what is read is the article (every fixture page is checked for that).

use super::{Problems, Sources, page::check_closed};
use crate::{
    case::Case,
    probe::{PATIENCE, PAUSE, html, look, until},
    server::Server,
    session::Session,
};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

/// The pages that are checked here, by their folders' names.
pub const PAGES: [&str; 4] = ["reader-structures", "reader-from-a-cms", "article-in-parts", "vertical-ja"];

/// What an article that holds everything must come out as: name of the fact, and what it is.
const FACTS: &str = "const all = (it) => [...document.querySelectorAll(`lede-reader ${it}`)];
 const one = (it) => document.querySelector(`lede-reader ${it}`);
 const words = (it) => one(it)?.textContent.replace(/\\s+/g, ' ').trim() ?? null;
 return {
     deck: words('[data-lede=deck]'),
     caption: words('figure figcaption'),
     picture: one('figure img')?.src.length > 2000,
     headings: all('[data-lede=body] :is(h2, h3, h4)').map((it) => it.localName).join(' '),
     quotes: all('blockquote').length,
     formulas: all('math').length,
     formula: (words('[data-lede=body]').match(/P=ρgQh/g) ?? []).length,
     terms: all('dl > dt').length,
     table: Boolean(one('[data-lede=wide] > table > caption')),
     scrolls: one('[data-lede=wide]').tabIndex === 0,
     code: one('pre > code')?.textContent.split('\\n').length,
     language: one('pre > code')?.dataset.language,
     list: one('ol')?.getAttribute('start'),
     folded: one('details')?.open,
     summary: words('summary'),
     french: all('[lang=fr]').length,
     notes: all('sup a').length,
     cards: all('[data-lede=card]').map((it) => it.dataset.ledeKind).join(' '),
     players: all(':is(iframe, video, audio)').length,
 };";

/// What an article must come out as that a content management system has written: files of pictures by their names, those of them that are
/// loaded, and how much of the machinery is left.
const MANAGED: &str = "const all = (it) => [...document.querySelectorAll(`lede-reader ${it}`)];
 const file = (it) => new URL(it).pathname.split('/').at(-1);
 const pictures = all('img');
 return {
     pictures: pictures.map((it) => file(it.src)).join(' '),
     named: pictures.map((it) => it.dataset.ledeFrom ? file(it.dataset.ledeFrom) : '').join(' ').trim(),
     loaded: pictures.filter((it) => it.complete && it.naturalWidth > 0).map((it) => file(it.src)).join(' '),
     captions: all('figcaption').length,
     tables: all('table').length,
     rows: all('tbody tr').length,
     levels: all('[data-lede=body] :is(h2, h3, h4, h5, h6)').map((it) => it.localName).join(' '),
     formulas: all('math').map((it) => it.textContent).join(' '),
     unset: all('p code').map((it) => it.textContent).join(' '),
     sources: all('[data-lede=body]')[0].textContent.match(/40ks/g).length,
     cards: all('[data-lede=card]').map((it) => it.dataset.ledeKind).join(' '),
     frames: all('iframe').length,
 };";

/// Scrolls the reader to its last picture.
const TO_THE_LAST: &str = "[...document.querySelectorAll('lede-reader img')].at(-1).scrollIntoView({ block: 'center', behavior: 'instant' })";

/// Other extensions at work: one translates by putting words into elements of its own, one by writing over texts, one marks a word and
/// hangs a bubble beside it, as a dictionary does, and one takes an element away and puts it back.
const REWRITE: &str = "const text = document.querySelector('lede-reader [data-lede=body]');
 const [first, second, third, fourth] = text.querySelectorAll(':scope > p');
 const font = document.createElement('font');
 font.style.verticalAlign = 'inherit';
 font.append(...first.childNodes);
 first.append(font);
 const walker = document.createTreeWalker(second, NodeFilter.SHOW_TEXT);
 while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/\\p{L}+/gu, (it) => `${it}x`);
 const range = document.createRange();
 const inside = third.firstChild;
 range.setStart(inside, 0);
 range.setEnd(inside, 6);
 const mark = document.createElement('span');
 mark.className = 'dictionary';
 range.surroundContents(mark);
 third.append(Object.assign(document.createElement('div'), { className: 'bubble', textContent: 'a meaning' }));
 const after = fourth.nextSibling;
 fourth.remove();
 after.before(fourth);
 return [first, second, third, fourth].map((it) => it.isConnected && it.getClientRects().length > 0);";

/// Presses the card of a film.
const PLAY: &str = "const link = document.querySelector('lede-reader [data-lede=play]');
 const before = document.querySelectorAll('lede-reader iframe').length;
 link.click();
 return [before, document.querySelector('lede-reader iframe')?.src, link.href];";

/// Checks one of [`PAGES`].
pub async fn check(session: &Session, case: &Case, server: &Server, sources: &Sources) -> Result<Problems> {
    let mut problems = Problems::new();
    session.console.take();
    let url = server.page(case);
    server.take_asked("");
    session.open(&url).await?;
    let before = html(session).await?;
    let loaded = requests(session).await?;
    session.tell(&url, json!({ "type": "toggle-reader" })).await?;
    until(session, "reader", json!([]), Value::is_string).await?;
    if requests(session).await? != loaded {
        problems.push("opening the reader loads something".to_owned());
    }
    match case.name.as_str() {
        "reader-structures" => check_structures(session, &mut problems).await?,
        "reader-from-a-cms" => check_managed(session, server, &mut problems).await?,
        "vertical-ja" => check_vertical(session, &mut problems).await?,
        _ => return check_parts(session, case, server, sources).await,
    }
    problems.extend(session.console.take().into_iter().map(|it| format!("the console says: {it}")));
    session.tell(&url, json!({ "type": "toggle-reader" })).await?;
    check_closed(session, &before, &mut problems).await?;
    Ok(problems)
}

/// How many files the page has loaded.
async fn requests(session: &Session) -> Result<Value> {
    script(
        session,
        "return performance.getEntriesByType('resource').filter((it) => /^https?:/.test(it.name)).length",
    )
    .await
}

fn compare(facts: &Value, expected: &Value, problems: &mut Problems) {
    for (name, value) in expected.as_object().into_iter().flatten() {
        if facts.get(name) != Some(value) {
            problems.push(format!("{name} is {:?}, expected {value}", facts.get(name)));
        }
    }
}

/// Lazy pictures have their real addresses, of which the reader loads none before it is read there, and those that the page has loaded
/// come as they are; layout and copies are gone.
async fn check_managed(session: &Session, server: &Server, problems: &mut Problems) -> Result<()> {
    let mut expected = json!({
        "pictures": "quay-400.svg mole.svg bracket.svg",
        "named": "quay-1600.svg",
        "loaded": "quay-400.svg",
        "captions": 4,
        "tables": 1,
        "rows": 70,
        "levels": "h2 h3 h2",
        "formulas": "s 40ks",
        "unset": "40k(s + d)",
        "sources": 2,
        "cards": "frame",
        "frames": 0,
    });
    compare(&script(session, MANAGED).await?, &expected, problems);
    // A browser that loads too much does so within a moment.
    sleep(PAUSE * 4).await;
    let opened = server.take_asked("/pictures/");
    if opened != ["/pictures/quay-400.svg"] {
        problems.push(format!("page and open reader load {opened:?}"));
    }
    script(session, TO_THE_LAST).await?;
    let all = json!("quay-400.svg mole.svg bracket.svg");
    let deadline = Instant::now() + PATIENCE;
    while script(session, MANAGED).await?.get("loaded") != Some(&all) && Instant::now() < deadline {
        sleep(PAUSE).await;
    }
    if let Some(loaded) = expected.get_mut("loaded") {
        *loaded = all;
    }
    compare(&script(session, MANAGED).await?, &expected, problems);
    let mut read = server.take_asked("/pictures/");
    read.sort_unstable();
    if read != ["/pictures/bracket.svg", "/pictures/mole.svg"] {
        problems.push(format!("read to the end, the reader loads {read:?}"));
    }
    Ok(())
}

async fn check_structures(session: &Session, problems: &mut Problems) -> Result<()> {
    let facts = script(session, FACTS).await?;
    let expected = json!({
        "deck": "A mill that the moon drives, and why the last of them still turns in the harbour of Harl.",
        "caption": "The pond at half tide. Photograph: Teo Marsh",
        "picture": true,
        "headings": "h2 h2 h2",
        "quotes": 0,
        "formulas": 2,
        "formula": 1,
        "terms": 3,
        "table": true,
        "scrolls": true,
        "code": 5,
        "language": "rust",
        "list": "3",
        "folded": false,
        "summary": "Show the miller’s reckoning",
        "french": 2,
        "notes": 2,
        "cards": "video audio",
        "players": 0,
    });
    compare(&facts, &expected, problems);
    let rewritten = script(session, REWRITE).await?;
    if rewritten != json!([true, true, true, true]) {
        problems.push(format!("what other extensions rewrite does not stay: {rewritten}"));
    }
    let text = look(session, "reader", json!([])).await?;
    if !text.as_str().is_some_and(|it| it.contains("thex peoplex ofx harlx") && it.contains("a meaning")) {
        problems.push("the words of other extensions are gone".to_owned());
    }
    let played = script(session, PLAY).await?;
    if played
        != json!([0, "https://www.youtube.com/embed/tidemill01", "https://www.youtube.com/embed/tidemill01"])
    {
        problems.push(format!("a card does not play the page's own address, or too early: {played}"));
    }
    // The made-up film is nowhere: what the browser says of that is not Lede's.
    session.console.take();
    Ok(())
}

async fn check_vertical(session: &Session, problems: &mut Problems) -> Result<()> {
    let set = script(
        session,
        "const text = document.querySelector('lede-reader article');
         const [one, other] = [...text.querySelectorAll('[data-lede=body] > p')].map((it) => [...it.getClientRects()]);
         // A paragraph may run on in the next tier: where the first one ends and the second begins counts.
         const [end, start] = [one.at(-1), other[0]];
         return [getComputedStyle(text).writingMode, text.scrollWidth <= innerWidth, start.right <= end.left + 1 || end.bottom <= start.top + 1];",
    )
    .await?;
    if set != json!(["vertical-rl", true, true]) {
        problems.push(format!("the article is not set vertically: {set}"));
    }
    Ok(())
}

/// The user's click loads the next page, and it is joined to the one before.
async fn check_parts(session: &Session, case: &Case, server: &Server, sources: &Sources) -> Result<Problems> {
    let mut problems = Problems::new();
    let next = format!("{}/2", server.page(case));
    let linked =
        script(session, "return document.querySelector('lede-reader [data-lede=next] a')?.href").await?;
    if linked != json!(next) {
        problems.push(format!("the next part is {linked}, expected {next}"));
        return Ok(problems);
    }
    script(session, "document.querySelector('lede-reader [data-lede=next] a').click()").await?;
    let is_whole = |text: &Value| {
        text.as_str().is_some_and(|it| {
            let places: Vec<Option<usize>> = [
                "the long ferry leaves harl",
                "not on any chart",
                "the lamp on the hill was lit",
                "it is a good boat",
            ]
            .iter()
            .map(|phrase| it.find(phrase))
            .collect();
            places.iter().all(Option::is_some) && places.is_sorted()
        })
    };
    if let Err(error) = until(session, "reader", json!([]), is_whole).await {
        problems.push(format!("the parts are not joined: {error:#}"));
        return Ok(problems);
    }
    if script(session, "return location.href").await? != json!(next) {
        problems.push("the next part came without its page".to_owned());
    }
    session.tell(&next, json!({ "type": "toggle-reader" })).await?;
    let before = sources.get(&next).context("the next page was not opened without Lede")?;
    check_closed(session, before, &mut problems).await?;
    Ok(problems)
}

async fn script(session: &Session, text: &str) -> Result<Value> {
    Ok(session.driver.execute(text, vec![]).await?.json().clone())
}

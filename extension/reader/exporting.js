// What leaves the reader, all of it local: Markdown to the clipboard or a file, one self-contained HTML file, EPUB, paper.
// Markdown and EPUB are the core's work; this hands them over. Deliberately absent: any request. Pictures go into the HTML
// file only when the browser lets their pixels be read; the others stay links to where the page had them.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** A saved page's own look: the article at its best, with nothing to load. */
  const SAVED_CSS =
    "body{margin:0;background:#fdfcfa;color:#22211f;font:19px/1.6 Charter,'Sitka Text',Cambria,Georgia,serif}" +
    "article{max-width:33em;margin:0 auto;padding:3em 20px 5em}h1{font-size:2.2em;line-height:1.15;text-wrap:balance;margin:.2em 0}" +
    "h2,h3,h4{line-height:1.25;margin:1.8em 0 .5em}a{color:#1a5490}img,video{max-width:100%;height:auto;border-radius:6px}figure{margin:1.8em 0}" +
    "figcaption,[data-lede=facts],[data-lede=site],[data-lede=source]{font:15px/1.5 system-ui,sans-serif;color:#67635c}" +
    "[data-lede=facts]>*+*::before{content:'\\b7';margin:0 .5em}[data-lede=deck]{font-size:1.2em;color:#67635c;line-height:1.4}" +
    "blockquote{margin:1.5em 0;padding-left:1.1em;border-left:3px solid #a63a24;font-style:italic}" +
    "pre{overflow:auto;padding:1em;background:#f4f1eb;border-radius:8px;font-size:.8em}[data-lede=wide]{overflow:auto}" +
    "table{border-collapse:collapse;font:15px/1.45 system-ui,sans-serif}td,th{padding:.5em .9em;border-bottom:1px solid #e6e2da;text-align:start}" +
    "aside{background:#f4f1eb;padding:1em 1.2em;border-radius:8px}" +
    "@media(prefers-color-scheme:dark){body{background:#1b1b1d;color:#d5d2cb}a{color:#8db9e8}pre,aside{background:#252528}td,th{border-color:#33333a}}";
  /** File names stay under what every file system takes, without its extension: characters. */
  const MAX_NAME = 80;
  /** Quality of pictures written again, 0 to 1: no loss to the eye at reading size. */
  const QUALITY = 0.86;
  /** Longest side of a picture in a file, px: a full page at print density. */
  const MAX_SIDE = 2000;

  ledeReader.parts.exporting = { copyMarkdown, saveMarkdown, saveHtml, saveEpub, print, highlightPart };

  /** @type {ReaderExportPart["copyMarkdown"]} */
  async function copyMarkdown(session) {
    await told(session, "reader_copied", async () => {
      const { markdown } = await markdownOf(session);
      await copy(markdown);
    });
  }

  /** @type {ReaderExportPart["saveMarkdown"]} */
  async function saveMarkdown(session) {
    await told(session, "reader_saved", async () => {
      const { markdown } = await markdownOf(session);
      save(new Blob([markdown], { type: "text/markdown" }), `${fileName(session)}.md`);
    });
  }

  /** @type {ReaderExportPart["saveEpub"]} */
  async function saveEpub(session) {
    await told(session, "reader_saved", async () => {
      const made = await session.hooks.epub?.(await pictures(session.text), highlightsOf(session));
      if (!made?.bytes) throw new Error(made?.error ?? "this build writes no EPUB");
      const bytes = made.bytes instanceof Uint8Array ? made.bytes : Uint8Array.from(Object.values(made.bytes));
      save(new Blob([new Uint8Array(bytes)], { type: "application/epub+zip" }), `${fileName(session)}.epub`);
    });
  }

  /** @type {ReaderExportPart["saveHtml"]} */
  async function saveHtml(session) {
    await told(session, "reader_saved", async () => {
      const whole = `<!DOCTYPE html>\n${savedPage(session).documentElement.outerHTML}\n`;
      save(new Blob([whole], { type: "text/html" }), `${fileName(session)}.html`);
    });
  }

  /** @type {ReaderExportPart["print"]} */
  function print(session) {
    ledeReader.parts.panels.close(session);
    const before = document.title;
    const title = session.article.title;
    if (title) document.title = title;
    window.print();
    if (title) document.title = before;
  }

  /** Runs an export and says how it went; a failure is shown, never thrown into the page.
   * @param {ReaderSession} session @param {string} done @param {() => Promise<void>} act */
  async function told(session, done, act) {
    const { toast } = ledeReader.parts.widgets;
    const say = session.hooks.strings;
    try {
      session.growing.finish();
      await act();
      toast(session, say(done));
    } catch {
      toast(session, say("reader_failed"));
    }
  }

  /** @param {ReaderSession} session */
  async function markdownOf(session) {
    const made = await session.hooks.markdown?.(highlightsOf(session), session.look.front_matter);
    if (typeof made?.markdown !== "string") throw new Error(made?.error ?? "this build writes no Markdown");
    return made;
  }

  /** @param {ReaderSession} session */
  function highlightsOf(session) {
    return ledeReader.parts.highlights.files(session);
  }

  /** @param {string} words */
  async function copy(words) {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(words);
      return;
    }
    // Pages without TLS have no clipboard object.
    const fill = (/** @type {ClipboardEvent} */ event) => {
      event.clipboardData?.setData("text/plain", words);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener("copy", fill, { capture: true, once: true });
    if (!document.execCommand("copy")) throw new Error("the browser refused to copy");
  }

  /** @param {Blob} blob @param {string} name */
  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    // The download has begun by the next task; the address is of no more use.
    setTimeout(() => URL.revokeObjectURL(address));
  }

  /** @param {ReaderSession} session */
  function fileName({ article }) {
    const words = (article.title || document.title || "article").replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ").replace(/\s+/g, " ").trim();
    return [...words].slice(0, MAX_NAME).join("").replace(/\.+$/, "") || "article";
  }

  /** @param {ReaderSession} session */
  function savedPage(session) {
    const { article, text, hooks } = session;
    const page = document.implementation.createHTMLDocument(article.title ?? "");
    page.documentElement.lang = text.lang;
    page.documentElement.dir = text.dir;
    const charset = page.createElement("meta");
    charset.setAttribute("charset", "utf-8");
    const view = page.createElement("meta");
    view.name = "viewport";
    view.content = "width=device-width,initial-scale=1";
    const style = page.createElement("style");
    style.textContent = SAVED_CSS;
    page.head.prepend(charset, view);
    page.head.append(style);
    const copied = /** @type {HTMLElement} */ (page.importNode(text, true));
    const live = text.querySelectorAll("img");
    copied.querySelectorAll("img").forEach((image, at) => {
      const data = live[at] && pixels(live[at]);
      for (const name of ["srcset", "sizes", "style", "loading", "decoding", "data-lede-from"]) image.removeAttribute(name);
      if (data) image.src = data;
      else image.replaceWith(noteOf(live[at] ?? image, page));
    });
    ledeReader.parts.cards.undress(copied);
    for (const own of copied.querySelectorAll("[tabindex], [data-lede-found]")) for (const name of ["tabindex", "data-lede-found"]) own.removeAttribute(name);
    for (const list of copied.querySelectorAll("ol")) list.removeAttribute("style");
    // What leads on is the page's, not the file's.
    copied.querySelector('[data-lede="next"]')?.remove();
    for (const link of copied.querySelectorAll("a[href]:not([href^='#'])")) link.setAttribute("href", new URL(link.getAttribute("href") ?? "", document.baseURI).href);
    const source = page.createElement("p");
    source.dataset.lede = "source";
    const from = page.createElement("a");
    from.href = location.href;
    from.textContent = location.href;
    source.append(`${hooks.strings("reader_source")} `, from);
    copied.append(...highlightPart(session, page), source);
    page.body.append(copied);
    return page;
  }

  /** In place of a picture that the file cannot hold: what it shows, leading to where it stands. The file itself loads nothing.
   * @param {HTMLImageElement} image @param {Document} page */
  function noteOf(image, page) {
    const address = new URL(addressOf(image), document.baseURI);
    const words = `[${image.alt || decodeURI(address.pathname.split("/").at(-1) ?? "")}]`;
    if (image.closest("a")) return page.createTextNode(words);
    const link = page.createElement("a");
    link.href = address.href;
    link.textContent = words;
    return link;
  }

  /** The picture's address as the core gave it; the reader may show another of its files. @param {HTMLImageElement} image */
  function addressOf(image) {
    return image.dataset.ledeFrom || image.getAttribute("src") || "";
  }

  /** @type {ReaderExportPart["highlightPart"]} */
  function highlightPart(session, page) {
    const { heading, list } = highlightsOf(session);
    if (list.length === 0) return [];
    const part = page.createElement("section");
    /** @param {string} tag @param {string} words */
    const add = (tag, words) => {
      const made = page.createElement(tag);
      made.textContent = words;
      part.append(made);
    };
    add("h2", heading);
    for (const { quote, note } of list) {
      add("blockquote", quote);
      for (const line of note.split("\n")) if (line.trim()) add("p", line);
    }
    return [part];
  }

  /** The image's bytes as a data address; null when it is not loaded, or from a host that does not share its pixels.
   * @param {HTMLImageElement} image */
  function pixels(image) {
    if (image.src.startsWith("data:")) return image.src;
    try {
      return drawn(image)?.toDataURL("image/webp", QUALITY) ?? null;
    } catch {
      return null;
    }
  }

  /** The loaded pictures that the browser lets us read, as files. @param {HTMLElement} text @returns {Promise<[string, Uint8Array][]>} */
  async function pictures(text) {
    /** @type {[string, Uint8Array][]} */
    const files = [];
    for (const image of text.querySelectorAll("img")) {
      const address = addressOf(image);
      const bytes = await file(image);
      if (address && bytes) files.push([address, bytes]);
    }
    return files;
  }

  /** @param {HTMLImageElement} image */
  async function file(image) {
    try {
      const canvas = drawn(image);
      /** @type {Blob | null} */
      const blob = await new Promise((done) => (canvas ? canvas.toBlob(done, "image/jpeg", QUALITY) : done(null)));
      return blob ? new Uint8Array(await blob.arrayBuffer()) : null;
    } catch {
      // A host that does not share its pixels.
      return null;
    }
  }

  /** @param {HTMLImageElement} image */
  function drawn(image) {
    if (!image.complete || image.naturalWidth === 0) return null;
    const canvas = document.createElement("canvas");
    const scale = Math.min(1, MAX_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const pen = canvas.getContext("2d");
    if (!pen) return null;
    // JPEG has no transparency: what shows through is paper.
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  }
})();

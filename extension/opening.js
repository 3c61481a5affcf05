/**
 * How the reader comes up over a page: what it is given, and the veil that keeps an article from being shown first where it always
 * opens in the reader. content.js decides when.
 *
 * The veil is one element, which fails open: its own animation (prehide.css) ends it, whatever becomes of this script.
 * Deliberately absent: verdicts, the reader itself (reader/), and any change to the page beside the veil.
 */

/**
 * @typedef {object} LedeDesk  what the reader needs of the content script
 * @property {(message: Record<string, unknown>) => Promise<any>} ask  asks the background
 * @property {() => LedeSettings} settings
 * @property {string} href  the page's address without its place within the page
 * @property {{ subscribe: string | null } | null} cut  the page was seen to hold only a part, before its prompt was hidden
 * @property {() => Promise<LedeSnapshot>} readOut  reads the whole page without holding it up
 * @property {boolean} isReadable  the core said that there is an article
 * @property {() => void} closed
 * @property {() => void} pick  lets the user point at the article
 */

const ledeOpening = (() => {
  "use strict";

  const DARK = new Set(["grey", "dark", "black", "contrast"]);
  /** Pages of one article that are read together; the longest that publishers make have some twenty. */
  const MOST_PARTS = 25;
  /** So long the reader's empty paper lies over the page: several times what the core takes for the largest page. */
  const PAPER_MS = 1000;
  /** @type {HTMLElement | null} */
  let cover = null;
  /** While a reader is coming up: takes its paper away, where it lies, and so gives the reader up. @type {(() => void) | null} */
  let giveUp = null;
  /** Snapshots of the pages before the one at this address, of an article in parts. @type {{ address: string, pages: { numbers: number[], text: string }[] }} */
  let kept = { address: "", pages: [] };

  /** Covers the page in the reader's own paper. @param {LedeSettings} settings */
  function veil(settings) {
    if (cover || window !== window.top || !document.documentElement) return;
    const { theme } = lookOf(settings).look;
    cover = document.createElement("lede-veil");
    cover.dataset.tone = theme === "auto" ? "auto" : DARK.has(theme) ? "dark" : "light";
    document.documentElement.append(cover);
  }

  function lift() {
    cover?.remove();
    cover = null;
  }

  /** The look for this page: its site's own, or the one for all. @param {LedeSettings} settings */
  function lookOf(settings) {
    const site = /** @type {any} */ (ledeSettings.site(settings, ledeSettings.host(location.href) ?? ""));
    const own = site.look;
    return { look: { ...settings.reader, ...own }, isOwn: Boolean(own) };
  }

  /** Takes up the pages of an article whose next page this one is; says whether it is. @param {LedeDesk["ask"]} ask */
  async function continues(ask) {
    // A frame is no page of an article; the tab's pages are for the document around it.
    if (window !== window.top) return false;
    const address = location.href.split("#", 1)[0] ?? "";
    kept = { address, pages: (await ask({ type: "take-parts" }))?.pages ?? [] };
    return kept.pages.length > 0;
  }

  /**
   * Reads the page and opens the reader.
   * @param {LedeDesk} desk
   * @returns {Promise<boolean | null>} whether there was anything to read; null where the user left before it was there, or one is coming up
   */
  async function open(desk) {
    if (giveUp) return null;
    giveUp = () => {};
    try {
      return await bring(desk);
    } finally {
      giveUp = null;
    }
  }

  /**
   * Asked for again while it is coming up, the reader goes: its paper is the answer to the first press. Before that lies there, a second
   * press is impatience and changes nothing.
   * @returns {boolean} whether one is coming up
   */
  function turnBack() {
    giveUp?.();
    return giveUp !== null;
  }

  /** @param {LedeDesk} desk @returns {Promise<boolean | null>} */
  async function bring(desk) {
    const { ask, settings, href, cut, closed } = desk;
    // While the core reads, the background answers nothing else: what the reader needs is sent for before the page is read out.
    const injected = typeof ledeReader === "undefined" ? ask({ type: "inject-reader" }) : null;
    // Closed and opened again at once, the reader looks as it was just told to.
    const { look, isOwn } = lookOf((await ledeSettings.beingKept()) ?? settings());
    const fonts = new Map(facesOf(look).map((file) => [file, fontBytes(ask, file)]));
    const [{ numbers, text, nodes }] = await Promise.all([desk.readOut(), injected]);
    // A site may have gone on to another address without loading a page.
    const earlier = kept.address === href ? kept.pages : [];
    const reading = ask({ type: "read", numbers, text, earlier });
    /** @type {Pick<ReaderHooks, "settings" | "strings" | "fontBytes">} */
    const hooks = {
      settings: look,
      strings: (key, values) => chrome.i18n.getMessage(key, values),
      fontBytes: (file) => fonts.get(file) ?? fontBytes(ask, file),
    };
    // A layer over a page costs a look at all of its elements, and so does a new face: both while the core reads.
    let hasLeft = false;
    const leaving = new Promise((done) => {
      const leave = () => done((hasLeft = true));
      if (!desk.isReadable) return;
      ledeReader.prepare(text, hooks, leave);
      giveUp = () => {
        ledeReader.discard();
        leave();
      };
    });
    // A background that is dead or busy must not leave an empty sheet over the page.
    const patience = setTimeout(() => {
      ledeReader.discard();
      giveUp = () => {};
    }, PAPER_MS);
    const article = await Promise.race([reading, leaving]);
    clearTimeout(patience);
    if (hasLeft) return null;
    if (!article || article.error) {
      ledeReader.discard();
      return false;
    }
    const host = ledeSettings.host(location.href) ?? "";
    ledeReader.open(cut ? { ...article, extent: "cut", subscribe: article.subscribe ?? cut.subscribe } : article, {
      ...hooks,
      scope: isOwn ? "site" : "everywhere",
      saveSettings: async (part, scope) => void (await ledeSettings.update((it) => withLook(it, host, part, scope))),
      alwaysOpens: host ? ledeSettings.site(settings(), host).reader : undefined,
      openAlways: async (always) => void (await ledeSettings.update((it) => ledeSettings.withSite(it, host, { reader: always }))),
      pick: desk.pick,
      isPicked: host ? Boolean(ledeSettings.site(settings(), host).article) : undefined,
      forgetPicked: async () => void (await ledeSettings.update((it) => ledeSettings.withSite(it, host, { article: null }))),
      removeBlock: host ? (source) => removeBlock(desk, host, { numbers, text, node: source }) : undefined,
      nodeOf: (source) => (nodes[source] instanceof Element && nodes[source].isConnected ? nodes[source] : null),
      markdown: (highlights, hasFront) => ask({ type: "markdown", numbers, text, earlier, highlights, address: hasFront ? href : "" }),
      epub: (pictures, highlights) => ask({ type: "epub", numbers, text, earlier, pictures, highlights }),
      async keepPart(next) {
        const page = { numbers: [...numbers], text };
        // An article of very many pages begins anew, rather than fill the memory.
        const pages = earlier.length < MOST_PARTS ? [...earlier, page] : [page];
        await ask({ type: "keep-parts", next, pages });
      },
      findPassages: async (whole, passages) => (await ask({ type: "find-passages", text: whole, passages }))?.places ?? [],
      ...ledeReader.parts.shelf?.hooks(href, article),
      ...ledeReader.parts.highlightStore?.hooks(href),
      closed,
    });
    return true;
  }

  /** The files that nearly every text of the look wants; the reader asks for the rest. @param {{ font: string }} look */
  function facesOf({ font }) {
    if (font.startsWith("system")) return [];
    const sets = font === "dyslexic" ? ["latin"] : ["latin", "latin-ext"];
    return sets.flatMap((set) => [`${font}-${set}-normal.woff2`, `${font}-${set}-italic.woff2`]);
  }

  /** @param {LedeDesk["ask"]} ask @param {string} file */
  async function fontBytes(ask, file) {
    const { bytes } = (await ask({ type: "font", file })) ?? {};
    return bytes ? (bytes instanceof Uint8Array ? bytes : Uint8Array.from(Object.values(bytes))) : null;
  }

  /**
   * Remembers for the site that a block is no part of the article.
   * @param {LedeDesk} desk @param {string} host @param {{ numbers: unknown, text: string, node: number }} block
   * @returns {Promise<(() => void) | null>} what takes it back; null where the block cannot be told from others
   */
  async function removeBlock({ ask }, host, block) {
    const { mark, found, refused } = (await ask({ type: "describe", ...block })) ?? {};
    if (!mark || !found || refused) return null;
    await ledeSettings.update((it) => ledeSettings.withMark(it, host, "removed", mark));
    return () => void ledeSettings.update((it) => ledeSettings.withoutMark(it, host, "removed", mark));
  }

  /**
   * The settings with a changed look, for one site or for all; `null` forgets it.
   * @param {LedeSettings} settings @param {string} host @param {Partial<ReaderLook> | null} part @param {ReaderScope} scope
   * @returns {LedeSettings}
   */
  function withLook(settings, host, part, scope) {
    if (scope === "everywhere") return { ...settings, reader: { ...(part ? settings.reader : ledeSettings.defaults().reader), ...part } };
    const { look: before, ...rest } = /** @type {any} */ (ledeSettings.site(settings, host));
    const { [host]: _, ...others } = settings.sites;
    return ledeSettings.withSite({ ...settings, sites: others }, host, part ? { ...rest, look: { ...before, ...part } } : rest);
  }

  /**
   * Lets the user point at the article where Lede missed it, and remembers it for the site.
   * @param {LedeDesk} desk
   * @returns {Promise<boolean | null>} whether there is anything to read in it; null where they left
   */
  async function pick(desk) {
    const host = ledeSettings.host(location.href);
    if (!host) return null;
    if (typeof ledePicker === "undefined") await desk.ask({ type: "inject-picker" });
    const say = chrome.i18n.getMessage;
    const chosen = await ledePicker.pick({ title: say("reader_pick_title"), hint: say("reader_pick_hint"), leave: say("reader_pick_leave") });
    if (!chosen) return null;
    const { numbers, text, nodes } = ledePage.snapshot(document, "full");
    const described = await desk.ask({ type: "describe", numbers, text, node: nodes.indexOf(chosen) });
    if (!described?.mark) return false;
    const before = ledeSettings.site(desk.settings(), host).article;
    await ledeSettings.update((it) => ledeSettings.withSite(it, host, { article: described.mark }));
    const isOpen = await open(desk);
    if (!isOpen) await ledeSettings.update((it) => ledeSettings.withSite(it, host, { article: before }));
    return isOpen;
  }

  return { veil, lift, open, turnBack, continues, pick };
})();

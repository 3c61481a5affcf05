// The layer over the page: `<lede-reader>` at the end of <html>, a closed shadow root, and in it a modal dialog,
// which stands in the top layer. A modal dialog makes the whole page beneath it inert by itself, without
// touching one attribute of it, and also stands over a dialog that the page itself had opened. The article is the
// host's light DOM, shown through a slot, so that translators, dictionaries, read-aloud and find in page work.
//
// If the page removes the layer or opens a dialog over it, it comes back, a bounded number of times; a page that
// fights on wins. Deliberately absent: what stands in the layer (toolbar.js), scrolling (place.js).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Times that the layer comes back in one session. */
  const MAX_RETURNS = 3;

  /** The layer that lies over the page, empty, while its article is read. @type {ReaderLayer | null} */
  let laid = null;

  ledeReader.parts.overlay = { prepare, discard, create, show, remove };

  /** @type {ReaderOverlayPart["prepare"]} */
  function prepare(hooks, left) {
    if (laid) return;
    const made = layer(hooks);
    laid = made;
    document.documentElement.append(made.host);
    made.dialog.showModal();
    const leave = (/** @type {Event} */ event) => {
      // A session that has taken the layer over has its own way out.
      if (laid !== made) return;
      event.preventDefault();
      left();
    };
    made.dialog.addEventListener("keydown", (event) => void (event.key === "Escape" && !event.isComposing && leave(event)));
    for (const type of ["cancel", "close"]) made.dialog.addEventListener(type, leave);
  }

  /** @type {ReaderOverlayPart["discard"]} */
  function discard() {
    const gone = laid;
    laid = null;
    // Closed first, for that gives the focus back to where it was.
    gone?.dialog.close();
    gone?.host.remove();
  }

  /** @type {ReaderOverlayPart["create"]} */
  function create(article, hooks) {
    const { build, growing } = ledeReader.parts;
    const built = build.article(article, hooks);
    const { host, ...parts } = laid ?? layer(hooks);
    laid = null;
    const begun = {
      ...parts,
      article,
      hooks,
      scope: hooks.scope ?? "everywhere",
      host,
      text: built.text,
      blocks: built.blocks,
      anchors: built.anchors,
      sources: built.sources,
      /** @type {ReaderPlacedHighlight[]} */
      highlights: [],
      ended: new AbortController(),
      /** @type {(() => boolean)[]} */
      dismiss: [],
    };
    /** @type {ReaderSession} */
    const session = Object.assign(begun, { growing: growing.begin(begun, built.steps) });
    // Only now: what is built outside of the document is built in half the time.
    host.append(built.text);
    return session;
  }

  /** The layer without an article. @param {Pick<ReaderHooks, "settings" | "strings">} hooks @returns {ReaderLayer} */
  function layer(hooks) {
    const { look, sheet, widgets } = ledeReader.parts;
    const { make } = widgets;
    const host = document.createElement("lede-reader");
    const shadow = host.attachShadow({ mode: "closed" });
    const bar = make("div", { class: "bar" });
    const dialog = /** @type {HTMLDialogElement} */ (make("dialog", { class: "waiting", "aria-label": hooks.strings("reader_name") }));
    const main = make("main", { tabindex: "-1" }, [document.createElement("slot")]);
    dialog.append(bar, make("div", { class: "progress" }), main, make("div", { class: "live", role: "status" }));
    dialog.lang = hooks.strings("@@ui_locale").replace("_", "-");
    dialog.dir = hooks.strings("@@bidi_dir") || "ltr";
    style(shadow, sheet.css);
    shadow.append(dialog);
    keepKeys(host);
    const made = { host, shadow, dialog, bar, look: look.checked(hooks.settings) };
    look.apply(made);
    return made;
  }

  /** @type {ReaderOverlayPart["show"]} */
  function show(session, lost, isSet) {
    const { host, dialog, ended } = session;
    const { signal } = ended;
    let returns = 0;
    const raise = () => {
      if (!host.isConnected) document.documentElement.append(host);
      const top = dialog.scrollTop;
      if (dialog.open) dialog.close();
      dialog.showModal();
      dialog.scrollTop = top;
    };
    const comeBack = () => {
      if (signal.aborted) return;
      returns += 1;
      if (returns > MAX_RETURNS) lost();
      else raise();
    };
    // Raised again, a layer that lies there already would have the whole page looked at again.
    if (!host.isConnected || !dialog.open) raise();
    const reveal = () => dialog.classList.replace("waiting", "opening");
    void isSet.then(reveal, reveal);
    dialog.addEventListener("animationend", () => dialog.classList.remove("opening"), { signal });
    dialog.querySelector("main")?.focus({ preventScroll: true });

    const watch = new MutationObserver(() => {
      if (!host.isConnected) comeBack();
    });
    watch.observe(document.documentElement, { childList: true });
    signal.addEventListener("abort", () => watch.disconnect());
    // Another element entered the top layer: `toggle` does not bubble, but it can be captured.
    document.addEventListener(
      "toggle",
      ({ target }) => {
        if (target instanceof HTMLDialogElement && target.open && target !== dialog && !host.contains(target)) comeBack();
      },
      { capture: true, signal },
    );
    const dismiss = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (!session.dismiss.some((it) => it())) lost();
    };
    // Escape is taken as a key, for a browser closes a dialog unasked whose `cancel` was refused once; other ways to
    // ask for closing (the back gesture) come as `cancel`, and the refused second one as `close`.
    dialog.addEventListener("keydown", (event) => void (event.key === "Escape" && !event.isComposing && dismiss(event)), { signal });
    dialog.addEventListener("cancel", dismiss, { signal });
    dialog.addEventListener("close", () => host.isConnected && !dialog.open && lost(), { signal });
  }

  /** @type {ReaderOverlayPart["remove"]} */
  function remove({ host, ended }) {
    ended.abort();
    host.remove();
  }

  /** A page's shortcuts must not see what is typed in the reader, and its routers not the article's links.
   * Other events pass, for translators and dictionaries listen for them on the document. @param {HTMLElement} host */
  function keepKeys(host) {
    // Not ended with the session: the key that closes the reader is on its way to the page when the session ends.
    for (const type of ["keydown", "keypress", "keyup"]) host.addEventListener(type, (event) => event.stopPropagation());
    host.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a")) event.stopPropagation();
    });
  }

  /** @param {ShadowRoot} shadow @param {string} css */
  function style(shadow, css) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      shadow.adoptedStyleSheets = [sheet];
    } catch {
      // Older Firefox does not let a content script adopt a sheet.
      const element = document.createElement("style");
      element.textContent = css;
      shadow.append(element);
    }
  }
})();

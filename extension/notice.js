// The bars at the foot of the window: that the page delivered only a part of its article, what was just done, that the user is peeking.
//
// A classic script with one global, `ledeNotice`. All bars stand above one another in one element of Lede's own, so that none covers
// another; its shadow root is closed, so page styles do not reach it and the page cannot read it. The colours are ui.css's, written here
// again because no sheet of the extension reaches a page; peek.js and picker.js take them from here. Lengths are CSS px.
// Deliberately absent: when a bar is shown (content.js and peek.js decide), HTML strings, and anything that takes the focus.

/** @typedef {{ remove: () => void }} LedeBar */

var ledeNotice = (() => {
  "use strict";

  const HOST = "lede-notice";

  /** Custom properties of what Lede lays over a page. What marks the page itself is the same in both schemes: a page need not follow the system. */
  const PALETTE = `
    :host {
      --paper: #fbf8f1 !important; --sheet: #ffffff !important; --ink: #1d1a16 !important; --soft: #5f574b !important; --line: #ddd5c6 !important;
      --firm: #8a8071 !important; --red: #a82c17 !important; --mark: #a82c17 !important; --on-mark: #ffffff !important;
    }
    @media (prefers-color-scheme: dark) {
      :host {
        --paper: #1b1917 !important; --sheet: #24211e !important; --ink: #efe9dd !important; --soft: #b3a999 !important; --line: #3b3631 !important;
        --firm: #8f8576 !important; --red: #f39578 !important;
      }
    }
    @media (forced-colors: active) {
      :host {
        --paper: Canvas !important; --sheet: ButtonFace !important; --ink: CanvasText !important; --soft: CanvasText !important; --line: CanvasText !important;
        --firm: ButtonBorder !important; --red: LinkText !important; --mark: Highlight !important; --on-mark: HighlightText !important;
      }
    }`;

  /** How a bar looks, and its buttons; picker.js lays its panel out by it too. */
  const BAR = `
    .bar {
      box-sizing: border-box; width: fit-content; max-width: min(680px, calc(100vw - 24px)); padding: 8px; padding-inline-start: 18px; display: flex;
      align-items: center; gap: 6px 16px; pointer-events: auto; font: 14px/1.4 system-ui, sans-serif; color: var(--ink); background: var(--paper);
      border: 1px solid var(--line); border-radius: 12px; box-shadow: 0 6px 24px rgb(0 0 0 / 20%);
    }
    .bar a { color: var(--red); text-underline-offset: 2px; }
    button {
      flex: none; min-height: 34px; padding: 6px 14px; margin: 0; font: 600 14px/1 system-ui, sans-serif; color: var(--ink); background: var(--sheet);
      border: 1px solid var(--firm); border-radius: 8px; cursor: pointer;
    }
    button:hover { border-color: currentColor; }
    .close { width: 34px; padding: 0; font-size: 20px; font-weight: 400; background: none; border-color: transparent; }
    :is(a, button):focus-visible { outline: 2px solid var(--red); outline-offset: 2px; border-radius: 4px; }
    button:focus-visible { border-radius: 8px; }
    @media (forced-colors: active) {
      button { color: ButtonText; }
      :is(a, button):focus-visible { outline-color: Highlight; }
    }`;

  const FOOT = `
    :host {
      all: initial !important; position: fixed !important; inset: auto 0 16px !important; z-index: 2147483646 !important; pointer-events: none !important;
      display: flex !important; flex-direction: column !important; align-items: center !important; gap: 8px !important;
    }
    :host([hidden]) { display: none !important; }
    @media print { :host { display: none !important; } }`;

  /** The element all bars stand in, while there is one. @type {{ host: HTMLElement, shadow: ShadowRoot } | null} */
  let foot = null;
  /** Bars that stand above whatever the page has on top. @type {Set<Element>} */
  const raised = new Set();

  /**
   * Shows a bar that stays until it is dismissed.
   * @param {string} text
   * @param {{ href: string, text: string } | null} link
   * @param {string} dismissal what the closing button is called
   * @returns {LedeBar} `remove()` takes it away, and so does its button
   */
  function show(text, link, dismissal) {
    const words = document.createElement("span");
    words.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link.href;
      anchor.textContent = link.text;
      words.append(" ", anchor);
    }
    const bar = barOf(words);
    const close = buttonOf("×", () => take(bar));
    close.className = "close";
    close.setAttribute("aria-label", dismissal);
    bar.append(close);
    stand(bar);
    return { remove: () => take(bar) };
  }

  /**
   * Shows a bar above all that the page has pinned, for as long as the caller says.
   * @param {string} text
   * @param {{ text: string, act: () => void } | null} button pressed by a person, never by the page's script
   * @returns {LedeBar}
   */
  function say(text, button) {
    const words = document.createElement("span");
    words.textContent = text;
    const bar = barOf(words);
    if (button) bar.append(buttonOf(button.text, (event) => void (event.isTrusted && button.act())));
    else bar.style.paddingInlineEnd = "18px";
    stand(bar);
    raised.add(bar);
    // Shown anew, for what is shown last lies on top; a popover of its own closes no popover of the page.
    if (foot) {
      foot.host.popover = null;
      foot.host.popover = "manual";
      foot.host.showPopover();
    }
    return { remove: () => take(bar) };
  }

  /** Makes room for something else at the foot of the window. @returns {() => void} brings the bars back */
  function stepAside() {
    const host = foot?.host;
    host?.setAttribute("hidden", "");
    return () => host?.removeAttribute("hidden");
  }

  /** @param {Element} words @returns {HTMLElement} */
  function barOf(words) {
    const bar = document.createElement("div");
    bar.className = "bar";
    // The page may be written the other way than the user's language.
    bar.dir = "auto";
    bar.setAttribute("role", "status");
    words.setAttribute("style", "flex: 1");
    bar.append(words);
    return bar;
  }

  /** @param {string} text @param {(event: Event) => void} act @returns {HTMLButtonElement} */
  function buttonOf(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }

  /** @param {Element} bar */
  function stand(bar) {
    foot ??= open();
    foot.shadow.append(bar);
    // The page may have thrown it out.
    if (!foot.host.isConnected) document.documentElement.append(foot.host);
  }

  /** @param {Element} bar */
  function take(bar) {
    bar.remove();
    raised.delete(bar);
    if (!foot) return;
    if (raised.size === 0) foot.host.popover = null;
    if (foot.shadow.childElementCount > 0) return;
    foot.host.remove();
    foot = null;
  }

  /** @returns {{ host: HTMLElement, shadow: ShadowRoot }} */
  function open() {
    const host = document.createElement(HOST);
    const shadow = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(FOOT + PALETTE + BAR);
    shadow.adoptedStyleSheets = [sheet];
    return { host, shadow };
  }

  return { show, say, stepAside, PALETTE, BAR };
})();

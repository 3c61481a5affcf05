// The quiet bar at the foot of the window: says that the page delivered only a part of its article, and where the publisher sells the rest.
//
// One global, `ledeNotice`. The bar lives in a closed shadow root, so page styles do not reach it and the page cannot read it.
// Deliberately absent: when it is shown (content.js decides), HTML strings, and anything that covers text or takes focus.

var ledeNotice = (() => {
  "use strict";

  const SHEET = `
    :host { all: initial !important; }
    div {
      position: fixed; z-index: 2147483646; inset: auto 0 16px; margin: 0 auto; box-sizing: border-box;
      width: fit-content; max-width: calc(100vw - 24px); padding: 8px; padding-inline-start: 16px;
      display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px;
      font: 14px/1.4 system-ui, sans-serif; color: #2b2622; background: #fffdf8;
      border: 1px solid #d9d2c5; border-radius: 10px; box-shadow: 0 4px 16px rgb(0 0 0 / 14%);
    }
    a { color: #8a3324; text-underline-offset: 2px; }
    button {
      font: 20px/1 system-ui, sans-serif; width: 32px; height: 32px; padding: 0; margin: 0;
      color: inherit; background: none; border: 0; border-radius: 6px; cursor: pointer;
    }
    button:hover { background: rgb(0 0 0 / 7%); }
    :is(a, button):focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
    @media (prefers-color-scheme: dark) {
      div { color: #ece6dc; background: #24211e; border-color: #4a443d; }
      a { color: #f0a58f; }
      button:hover { background: rgb(255 255 255 / 10%); }
    }
    @media print { div { display: none; } }
  `;

  /**
   * Shows the bar.
   * @param {string} text
   * @param {{ href: string, text: string } | null} link
   * @param {string} dismissal what the closing button is called
   * @returns {HTMLElement} the bar's host; `remove()` takes it away, and so does its button
   */
  function show(text, link, dismissal) {
    const host = document.createElement("lede-notice");
    const shadow = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    shadow.adoptedStyleSheets = [sheet];
    const bar = document.createElement("div");
    bar.setAttribute("role", "status");
    const words = document.createElement("span");
    words.textContent = text;
    bar.append(words);
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link.href;
      anchor.textContent = link.text;
      bar.append(anchor);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", dismissal);
    close.addEventListener("click", () => host.remove());
    bar.append(close);
    shadow.append(bar);
    document.documentElement.append(host);
    return host;
  }

  return { show };
})();

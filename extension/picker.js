// The picker: lets a person point at a block of the page, by mouse, finger or keyboard, and gives the element.
//
// A classic script that the background puts into the page when it is asked for; its one global is `ledePicker`. A shield in the top layer,
// in a closed shadow root, takes all clicks and keys while it is up, so that none reaches the page; what lies beneath is asked of the layout.
// The page is left as it was: nothing of it is changed, and the shield is removed at the end. Lengths are CSS px.
//
// Deliberately absent: what the choice is for (the caller says so in words), and any verdict about what was chosen.

/** @typedef {{ title: string, hint: string, leave: string }} LedePickerWords  what is asked, which keys there are, the name of the closing button */

var ledePicker = (() => {
  "use strict";

  const HOST = "lede-picker";
  /** First words on the label, characters. */
  const MOST_WORDS = 60;
  /** Smaller boxes are no blocks that one could point at, px. */
  const SMALLEST = 8;
  /** So much of the window's foot belongs to the panel; a pointer there makes it move to the head. */
  const PANEL_SHARE = 0.2;
  /** Keys that scroll the page beneath, which is welcome. */
  const SCROLLING = new Set(["PageUp", "PageDown", "Home", "End", " "]);
  /** What a click or tap is made of; none of it is the page's. */
  const POINTING = ["pointerdown", "pointerup", "mousedown", "mouseup", "auxclick", "dblclick", "contextmenu", "touchstart", "touchend"];

  const SHEET = `
    :host { all: initial !important; }
    ${ledeNotice.PALETTE}
    ${ledeNotice.BAR}
    .shield { position: fixed; inset: 0; cursor: crosshair; outline: 0; touch-action: pan-x pan-y; }
    .frame {
      position: fixed; pointer-events: none; box-sizing: border-box; border: 2px solid var(--mark); border-radius: 4px;
      background: rgb(168 44 23 / 12%); box-shadow: 0 0 0 1.5px #fff, 0 0 0 100vmax rgb(29 26 22 / 18%);
    }
    .label {
      position: fixed; pointer-events: none; box-sizing: border-box; max-width: min(420px, calc(100vw - 16px)); padding: 4px 9px; border-radius: 6px;
      font: 600 13px/1.35 system-ui, sans-serif; color: var(--on-mark); background: var(--mark); white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
    }
    .bar { position: fixed; inset: auto 0 16px; margin: 0 auto; padding-block: 10px; cursor: default; }
    .bar.above { inset: 16px 0 auto; }
    .bar b { display: block; font: 600 16px/1.3 "Iowan Old Style", "Charter", "Source Serif 4", "Georgia", "Noto Serif", "DejaVu Serif", serif; }
    .hint { color: var(--soft); font-size: 13px; }
    .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    [hidden] { display: none; }
    @media (forced-colors: active) {
      .frame { border-width: 3px; background: none; }
      .label { forced-color-adjust: none; }
    }
  `;

  /** Ends the picking that is under way, if any. @type {((chosen: Element | null) => void) | null} */
  let end = null;

  /**
   * Lets the user choose an element.
   * @param {LedePickerWords} words
   * @returns {Promise<Element | null>} null where they left without choosing
   */
  function pick(words) {
    end?.(null);
    return new Promise((resolve) => begin(words, resolve));
  }

  /** @param {LedePickerWords} words @param {(chosen: Element | null) => void} resolve */
  function begin(words, resolve) {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const back = ledeNotice.stepAside();
    const host = document.createElement(HOST);
    for (const [name, value] of [["position", "fixed"], ["inset", "0"], ["display", "block"], ["border", "0"], ["padding", "0"], ["margin", "0"]]) {
      host.style.setProperty(name, value, "important");
    }
    for (const name of ["width", "height", "max-width", "max-height"]) host.style.setProperty(name, "100%", "important");
    host.style.setProperty("background", "transparent", "important");
    host.style.setProperty("z-index", "2147483647", "important");
    const shadow = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    shadow.adoptedStyleSheets = [sheet];

    const shield = made("div", "shield");
    shield.tabIndex = 0;
    shield.setAttribute("role", "application");
    shield.setAttribute("aria-label", `${words.title}. ${words.hint}`);
    const frame = made("div", "frame");
    const label = made("div", "label");
    const panel = made("div", "bar");
    panel.dir = "auto";
    const text = made("div", "");
    text.append(made("b", "", words.title), made("span", "hint", words.hint));
    const leave = made("button", "", words.leave);
    panel.append(text, leave);
    const said = made("p", "spoken");
    said.setAttribute("role", "status");
    said.setAttribute("aria-live", "polite");
    shadow.append(shield, frame, label, panel, said);

    /** @type {Element | null} */
    let current = null;
    const over = new AbortController();
    const { signal } = over;

    /** @param {Element | null} chosen */
    const finish = (chosen) => {
      end = null;
      over.abort();
      host.remove();
      back();
      before?.focus?.({ preventScroll: true });
      resolve(chosen);
    };

    /** @param {Element | null} element @param {boolean} [follow] whether the page scrolls to it */
    const aim = (element, follow = false) => {
      if (!element || element === current) return;
      current = element;
      if (follow) element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      label.textContent = said.textContent = nameOf(element);
      draw();
    };

    const draw = () => {
      frame.hidden = label.hidden = !current?.isConnected;
      if (!current?.isConnected) return;
      const { left, top, width, height } = current.getBoundingClientRect();
      Object.assign(frame.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
      const above = top - label.offsetHeight - 6;
      const y = above >= 4 ? above : Math.min(Math.max(top + 6, 4), innerHeight - label.offsetHeight - 4);
      Object.assign(label.style, { left: `${Math.min(Math.max(left, 8), innerWidth - label.offsetWidth - 8)}px`, top: `${y}px` });
    };

    /** @param {KeyboardEvent} event */
    const onKey = (event) => {
      const own = event.composedPath().includes(host);
      if (event.type === "keydown" && event.isTrusted) {
        if (event.key === "Escape") finish(null);
        else if (shadow.activeElement === leave && (event.key === "Enter" || event.key === " ")) finish(null);
        else if (event.key === "Enter") finish(current);
        else aim(moved(current, event), true);
      }
      event.stopImmediatePropagation();
      if (!own || !SCROLLING.has(event.key)) event.preventDefault();
    };

    /** @param {Event} event */
    const swallow = (event) => {
      event.stopImmediatePropagation();
      // Without a default a finger could not scroll.
      if (!event.type.startsWith("touch")) event.preventDefault();
    };

    /** @param {MouseEvent} event */
    const onClick = (event) => {
      swallow(event);
      if (!event.isTrusted) return;
      if (isOver(leave, event)) return finish(null);
      if (isOver(panel, event)) return;
      finish(blockAt(event.clientX, event.clientY, host) ?? current);
    };

    /** @param {PointerEvent} event */
    const onMove = (event) => {
      event.stopImmediatePropagation();
      panel.classList.toggle("above", event.clientY > innerHeight * (1 - PANEL_SHARE) && !isOver(panel, event));
      if (!isOver(panel, event)) aim(blockAt(event.clientX, event.clientY, host));
    };

    for (const type of POINTING) addEventListener(type, swallow, { capture: true, passive: false, signal });
    for (const type of /** @type {const} */ (["keydown", "keypress", "keyup"])) addEventListener(type, onKey, { capture: true, signal });
    addEventListener("click", onClick, { capture: true, signal });
    addEventListener("pointermove", onMove, { capture: true, signal });
    addEventListener("scroll", draw, { capture: true, passive: true, signal });
    addEventListener("resize", draw, { passive: true, signal });
    end = finish;

    // What lies beside an open modal dialog of the page is inert, the shield too: then it stands inside.
    const modal = [...document.querySelectorAll("dialog")].filter((it) => it.matches(":modal")).at(-1);
    (modal ?? document.documentElement).append(host);
    host.popover = "manual";
    host.showPopover();
    shield.focus({ preventScroll: true });
    aim(blockAt(innerWidth / 2, innerHeight / 2, host) ?? firstBlock());
  }

  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {string} name @param {string} [text] @returns {HTMLElementTagNameMap[T]} */
  function made(tag, name, text = "") {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  }

  /** @param {Element} element @param {MouseEvent} event */
  function isOver(element, { clientX: x, clientY: y }) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return left <= x && x <= right && top <= y && y <= bottom;
  }

  /** The block that lies on top at a point, beneath the shield. @param {number} x @param {number} y @param {Element} host @returns {Element | null} */
  function blockAt(x, y, host) {
    let found = document.elementsFromPoint(x, y).find((it) => it !== host) ?? null;
    while (found?.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    while (found && !isBlock(found)) found = parentOf(found);
    return found;
  }

  /** Whether one can point at it: a box of its own, not the page itself, nothing of Lede's. @param {Element} element */
  function isBlock(element) {
    if (element === document.documentElement || element === document.body || element.localName.startsWith("lede-")) return false;
    const { width, height } = element.getBoundingClientRect();
    return width >= SMALLEST && height >= SMALLEST && !/^(inline|contents|none)$/.test(getComputedStyle(element).display);
  }

  /** @param {Element} element @returns {Element | null} */
  function parentOf(element) {
    return element.parentElement ?? /** @type {ShadowRoot | null} */ (element.getRootNode() instanceof ShadowRoot ? element.getRootNode() : null)?.host ?? null;
  }

  /** @param {Element} element @returns {Element[]} */
  function childrenOf(element) {
    return [...(element.shadowRoot?.children ?? []), ...element.children];
  }

  function firstBlock() {
    return document.body ? nextBlock(document.body, 1) : null;
  }

  /** Where a key leads: the arrows up and down the tree and along it, Tab through all blocks. @param {Element | null} from @param {KeyboardEvent} event */
  function moved(from, { key, shiftKey }) {
    if (!from) return firstBlock();
    switch (key) {
      case "ArrowUp": {
        let up = parentOf(from);
        while (up && !isBlock(up)) up = parentOf(up);
        return up;
      }
      case "ArrowDown":
        return blocksIn(from)[0] ?? null;
      case "ArrowLeft":
        return beside(from, "previousElementSibling");
      case "ArrowRight":
        return beside(from, "nextElementSibling");
      case "Tab":
        return nextBlock(from, shiftKey ? -1 : 1);
      default:
        return null;
    }
  }

  /** The outermost blocks inside an element. @param {Element} element @returns {Element[]} */
  function blocksIn(element) {
    return childrenOf(element).flatMap((it) => (isBlock(it) ? [it] : blocksIn(it)));
  }

  /** @param {Element} from @param {"previousElementSibling" | "nextElementSibling"} way */
  function beside(from, way) {
    let at = from[way];
    while (at && !isBlock(at)) at = at[way];
    return at;
  }

  /** The block before or after in the order of the document. @param {Element} from @param {1 | -1} way */
  function nextBlock(from, way) {
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT);
    walker.currentNode = from;
    for (;;) {
      const next = /** @type {Element | null} */ (way === 1 ? walker.nextNode() : walker.previousNode());
      if (!next || isBlock(next)) return next;
    }
  }

  /** What a block is called: its first words, what a picture shows, or its kind and size. @param {Element} element */
  function nameOf(element) {
    const text = (/** @type {HTMLElement} */ (element).innerText ?? "").replace(/\s+/gu, " ").trim();
    const picture = element.matches("img[alt]") ? element : element.querySelector("img[alt]");
    const words = text || (element.getAttribute("aria-label") ?? picture?.getAttribute("alt") ?? "").trim();
    const { width, height } = element.getBoundingClientRect();
    const size = `${element.localName}, ${Math.round(width)} × ${Math.round(height)}`;
    return words ? `${words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words} (${size})` : size;
  }

  return { pick };
})();

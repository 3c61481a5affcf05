// The ledger's rarer wishes, in the page: peek, point at what came back, hide this too, this was wrong, and the snapshot for a report.
//
// A classic script that the background puts into the page, after picker.js and peek.js, the first time that one of them is asked for; its
// one global is `ledeLedger`. What the user points at is described by the core and remembered in the settings of the site.
// Deliberately absent: when the page is looked at (content.js), verdicts and descriptions (the core), and anything that leaves the page
// but the settings and the report that the popup saves.

/** @typedef {{ mark: LedeMark, found: boolean, refused: boolean, error?: string }} LedeDescribed */
/**
 * What content.js lends.
 * @typedef {object} LedeLedgerHooks
 * @property {(message: Record<string, unknown>) => Promise<any>} ask the background
 * @property {(work: () => void) => void} quietly does something that the observer is not to see
 * @property {() => Promise<void>} rescan looks at the page now
 * @property {(change: (settings: LedeSettings, host: string) => LedeSettings) => Promise<void>} keep changes the settings, without beginning anew
 * @property {() => void} tell says how many are hidden
 */

var ledeLedger = (() => {
  "use strict";

  const HIDDEN = "[data-lede-hidden]";
  /** What takes the focus by itself. */
  const CONTROLS = "a[href], button, input, select, textarea, iframe, summary, [tabindex]";
  /** First words in the ledger, characters; the core has the same. */
  const FIRST_WORDS = 120;

  /**
   * Does what a message asks.
   * @param {any} message
   * @param {LedeLedgerHooks} hooks
   * @returns {Promise<Record<string, unknown>>} what the ledger's answer has beside the ledger
   */
  async function receive(message, hooks) {
    switch (message.type) {
      case "peek":
        peek(hooks);
        return {};
      case "point":
        point(message.id);
        return {};
      case "pick":
        // The popup closes, and the answer would come too late for it.
        void pick(hooks);
        return {};
      case "wrong":
        return { remembered: await wrong(message.id, hooks) };
      case "report":
        return report(hooks);
      default:
        return {};
    }
  }

  /** @param {LedeLedgerHooks} hooks */
  function peek({ quietly }) {
    if (ledePeek.isPeeking()) return ledePeek.end();
    const lines = ledePage.ledger().filter((it) => !it.shown);
    const items = lines.flatMap((it) => ledePage.elementsAt(it.id).map((element) => ({ element, label: word(`one_${it.kind}`) })));
    quietly(() => ledePage.peek(true));
    ledePeek.peek(items, { says: word("peek_says", String(lines.length)), button: word("peek_end") }, () => quietly(() => ledePage.peek(false)));
    const seen = items.some(({ element }) => isInWindow(element));
    if (!seen) items[0]?.element.scrollIntoView({ block: "center", behavior: "instant" });
  }

  /** @param {Element} element */
  function isInWindow(element) {
    const { top, bottom, width } = element.getBoundingClientRect();
    return width > 0 && top < innerHeight && bottom > 0;
  }

  /** @param {number} id */
  function point(id) {
    const [element] = ledePage.elementsAt(id);
    const line = ledePage.ledger().find((it) => it.id === id);
    if (!element || !line) return;
    if (!isInWindow(element)) element.scrollIntoView({ block: "center", behavior: "instant" });
    focusOn(element);
    ledePeek.point(element, word(`one_${line.kind}`));
  }

  /** Lets the keyboard go on from an element: from its first control, else from where it begins. The page's HTML stays. @param {Element} element */
  function focusOn(element) {
    const active = element.ownerDocument.activeElement;
    if (active && element.contains(active)) return;
    for (const it of [element, ...element.querySelectorAll(CONTROLS)]) {
      if (it.matches(CONTROLS) && it.checkVisibility({ visibilityProperty: true })) /** @type {HTMLElement} */ (it).focus({ preventScroll: true });
      if (it.matches(":focus")) return;
    }
    // A caret is where the next Tab sets out from.
    if (active instanceof HTMLElement) active.blur();
    element.ownerDocument.getSelection()?.collapse(element, 0);
  }

  /** Lets the user point at a block, hides it, and remembers it. @param {LedeLedgerHooks} hooks */
  async function pick(hooks) {
    ledePeek.end();
    const element = await ledePicker.pick({ title: word("picker_hide"), hint: word("picker_keys"), leave: word("picker_leave") });
    if (!element) return;
    const described = await describe(element, hooks);
    if (!described) return ledePeek.say(word("picker_failed"));
    if (described.refused) return ledePeek.say(word("picker_refused"));
    const { mark, found } = described;
    if (found) await hooks.keep((settings, host) => ledeSettings.withMark(settings, host, "hide", mark));
    await hooks.rescan();
    if (!element.closest(HIDDEN)) hideNow(element, mark, hooks);
    hooks.tell();
    const undo = () => {
      const line = ledePage.ledger().find((it) => ledePage.elementsAt(it.id).includes(element));
      if (line) hooks.quietly(() => ledePage.show(line.id));
      if (found) void hooks.keep((settings, host) => ledeSettings.withoutMark(settings, host, "hide", mark));
      hooks.tell();
    };
    ledePeek.say(word(found ? "picker_hidden" : "picker_hidden_once"), { text: word("picker_undo"), act: undo });
  }

  /** Hides what the core cannot find again, for as long as the page stands. @param {Element} element @param {LedeMark} mark @param {LedeLedgerHooks} hooks */
  function hideNow(element, mark, { quietly }) {
    const evidence = [{ code: "own", values: [], words: word("evidence_own") }];
    const found = { id: 0, node: 0, also: [], kind: "own", text: (mark.text ?? "").slice(0, FIRST_WORDS), evidence };
    quietly(() => ledePage.apply({ hidden: [found], edits: [{ op: "hide", node: 0, id: 0 }] }, [element]));
  }

  /**
   * Brings back what was hidden wrongly, and remembers it.
   * @param {number} id
   * @param {LedeLedgerHooks} hooks
   * @returns {Promise<boolean>} whether it will be known again
   */
  async function wrong(id, hooks) {
    const [element] = ledePage.elementsAt(id);
    hooks.quietly(() => ledePage.show(id));
    hooks.tell();
    if (!element) return false;
    point(id);
    const described = await describe(element, hooks);
    if (!described?.found) return false;
    await hooks.keep((settings, host) => ledeSettings.withMark(settings, host, "wrong", described.mark));
    return true;
  }

  /** What the core says of an element; null where it is not on the page. @param {Element} element @param {LedeLedgerHooks} hooks @returns {Promise<LedeDescribed | null>} */
  async function describe(element, { ask }) {
    const { numbers, text, nodes } = ledePage.snapshot(document, "brief");
    const node = nodes.indexOf(element);
    if (node < 0) return null;
    const described = await ask({ type: "describe", numbers, text, node });
    return described?.mark ? described : null;
  }

  /** A snapshot of the page as it would be without Lede, which the core strips of what is private. @param {LedeLedgerHooks} hooks */
  async function report({ ask, quietly }) {
    ledePeek.end();
    /** @type {LedeSnapshot | undefined} */
    let taken;
    quietly(() => (taken = ledePage.withoutUs(() => ledePage.snapshot(document, "brief"))));
    const answer = await ask({ type: "report", numbers: taken?.numbers, text: taken?.text, browser: navigator.userAgent });
    return { report: answer?.report ?? null };
  }

  /** @param {string} key @param {string} [value] */
  function word(key, value) {
    return chrome.i18n.getMessage(key, value === undefined ? undefined : [value]) || key;
  }

  return { receive };
})();

// What the tests look at in a page, as a person would see it. Run by WebDriver, outside of the page's own policy.
// Not here: changing anything. Lengths are CSS px.

const squeeze = (text) => text.replace(/\s+/gu, " ").trim().toLowerCase();
const UNSEEN = new Set(["script", "style", "noscript", "template", "title"]);

/** The innermost elements whose text, value or placeholder holds the phrase. */
function holders(phrase) {
  const wanted = squeeze(phrase);
  const found = [];
  const holds = (node) => squeeze(node.textContent).includes(wanted);
  const visit = (node) => {
    let inside = false;
    for (const child of node.children) {
      if (UNSEEN.has(child.localName) || child.localName.startsWith("lede-")) continue;
      if (child.shadowRoot) inside = visit(child.shadowRoot) || inside;
      inside = visit(child) || inside;
      if ([child.value, child.placeholder].some((it) => typeof it === "string" && squeeze(it).includes(wanted))) {
        found.push(child);
        inside = true;
      }
    }
    if (!inside && holds(node)) {
      found.push(node.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? node.host : node);
      inside = true;
    }
    return inside;
  };
  visit(document.body);
  return found;
}

function isVisible(element) {
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
}

const probe = {
  /** Of each phrase: "absent", "hidden" or "visible". */
  phrases: (phrases) =>
    phrases.map((it) => {
      const found = holders(it);
      return found.length === 0 ? "absent" : found.some(isVisible) ? "visible" : "hidden";
    }),

  /** Of each element that a selector finds: its name for a message, and whether it is visible. */
  elements: (selector) =>
    [...document.querySelectorAll(selector)].map((it) => [`${it.localName}.${it.className}`, isVisible(it)]),

  html: () => document.documentElement.outerHTML,

  /** Whether the page moves when it is scrolled; a page that fits the window need not. */
  scrolls: () => {
    if (document.documentElement.scrollHeight <= innerHeight + 1) return true;
    const before = scrollY;
    scrollTo({ top: before + 200, behavior: "instant" });
    const moved = scrollY !== before;
    scrollTo({ top: before, behavior: "instant" });
    return moved;
  },

  /** Whether a click on the phrase would reach it, rather than something that lies over it. */
  answers: (phrase) => {
    const element = holders(phrase).find(isVisible);
    if (!element) return false;
    const before = scrollY;
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const box = element.getClientRects()[0];
    const hit = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
    scrollTo({ top: before, behavior: "instant" });
    return hit !== null && (element.contains(hit) || hit.contains(element) || element.getRootNode().host === hit);
  },

  scrollTo: (top) => (scrollTo({ top, behavior: "instant" }), scrollY),
  scrolled: () => scrollY,

  /** The reader's text; null where no reader is open. */
  reader: () => {
    const reader = document.querySelector("lede-reader");
    return reader && squeeze(reader.textContent);
  },

  /** Whether nothing is moving any more: no transition runs, no picture in sight is on its way. Endless animations do not count. */
  settled: () =>
    document.getAnimations().every((it) => it.playState !== "running" || it.effect.getComputedTiming().endTime === Infinity) &&
    [...document.images].every((it) => it.complete || it.loading === "lazy"),
};

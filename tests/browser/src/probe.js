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
      const frame = child.localName === "iframe" || child.localName === "frame" ? documentOf(child) : null;
      if (frame?.body) inside = visit(frame.body) || inside;
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
  if (document.body) visit(document.body);
  return found;
}

/** The document in a frame; null where it is another origin's. */
function documentOf(frame) {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

function isVisible(element) {
  const frame = element.ownerDocument === document ? null : element.ownerDocument.defaultView?.frameElement;
  if (frame && !isVisible(frame)) return false;
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
}

/** Whether the window is hidden beyond its edge: scripts can scroll it then, people cannot. */
function isLocked() {
  const hides = (it) => it && /hidden|clip/.test(getComputedStyle(it).overflowY);
  const root = document.documentElement;
  // What html does not say, body says for the window.
  return hides(root) || (getComputedStyle(root).overflowY === "visible" && hides(document.body));
}

const probe = {
  /** Whether the focus lies in an element of the selector. */
  focusIsIn: (selector) => Boolean(document.activeElement?.closest(selector)),
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

  /** How far the page's own script has come; what it wrote down where the page's source does not show it. */
  stage: () => document.documentElement.dataset.stage ?? null,
  told: () => window.name,

  event: (name) => void document.dispatchEvent(new Event(name)),

  notice: () => document.querySelector("lede-notice") !== null,

  /** Whether the page moves when it is scrolled, in the window or in a box of its own; what fits there need not. */
  scrolls: (selector) => {
    const box = selector ? document.querySelector(selector) : document.scrollingElement ?? document.documentElement;
    if (box.scrollHeight <= (selector ? box.clientHeight : innerHeight) + 1) return true;
    // A box that is only hidden beyond its edge moves for scripts, though not for people.
    if (selector && !/auto|scroll/.test(getComputedStyle(box).overflowY)) return false;
    const before = box.scrollTop;
    box.scrollTo({ top: before < 200 ? before + 200 : before - 200, behavior: "instant" });
    const moved = box.scrollTop !== before;
    box.scrollTo({ top: before, behavior: "instant" });
    return moved && !(selector === null && isLocked());
  },

  computed: (selector, property) => {
    const element = document.querySelector(selector);
    return element && getComputedStyle(element).getPropertyValue(property);
  },

  /** Whether a click on the phrase would reach it, rather than something that lies over it. */
  answers: (phrase) => {
    const element = holders(phrase).find(isVisible);
    if (!element) return false;
    const before = scrollY;
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const box = element.getClientRects()[0];
    const page = element.ownerDocument;
    const hit = page.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
    scrollTo({ top: before, behavior: "instant" });
    return hit !== null && (element.contains(hit) || hit.contains(element) || element.getRootNode().host === hit);
  },

  scrollTo: (top) => (scrollTo({ top, behavior: "instant" }), scrollY),
  scrolled: () => scrollY,

  /** The reader's whole text; null where no reader is open, or one that is still being built. */
  reader: () => {
    // Its paper may lie there while the core still reads.
    const reader = document.querySelector("lede-reader > article")?.parentElement;
    return reader && !reader.querySelector("[aria-busy]") ? squeeze(reader.textContent) : null;
  },

  /** Whether nothing is moving any more: no transition runs, no picture in sight is on its way. Endless animations do not count. */
  settled: () =>
    document.getAnimations().every((it) => it.playState !== "running" || it.effect.getComputedTiming().endTime === Infinity) &&
    [...document.images].every((it) => it.complete || it.loading === "lazy"),
};

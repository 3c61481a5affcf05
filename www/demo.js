// The controls of the demo: before, after, reader, and the list of what was hidden with its evidence.
//
// It looks at the newspaper only through the stage, which stage.js builds inside the frame (there, so that Lede's scripts meet the
// page's own document and window, as they do when installed).
// Deliberately absent: verdicts, selectors of asks, HTML strings.

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./stage.js").Line} Line */

/** Kinds of ask as people call them. @type {Record<string, string>} */
const KINDS = { paywall: "Paywall or registration", subscription: "Subscription or membership", donation: "Donation", newsletter: "Newsletter" };

const paper = /** @type {HTMLIFrameElement} */ (document.getElementById("paper"));
const views = /** @type {HTMLFieldSetElement} */ (document.getElementById("switch"));
const said = /** @type {HTMLElement} */ (document.getElementById("status"));
const ledger = /** @type {HTMLElement} */ (document.getElementById("ledger"));
const list = /** @type {HTMLElement} */ (document.getElementById("hidden"));
const empty = /** @type {HTMLElement} */ (document.getElementById("empty"));
const all = /** @type {HTMLButtonElement} */ (document.getElementById("all"));

/** @type {Stage | null} */
let stage = null;

paper.addEventListener("load", raise);
if (paper.contentDocument?.readyState === "complete") raise();
views.addEventListener("change", () => show(view()));
all.addEventListener("click", () => {
  if (!stage) return;
  if (lines().every((it) => it.shown)) stage.lede.hideAgain();
  else stage.lede.showAll();
  draw();
});

/** Puts the stage into the page that the frame has loaded, and shows it as the switch says. */
function raise() {
  const page = paper.contentDocument;
  if (!page?.head || page.URL === "about:blank" || page.querySelector("script[data-lede-stage]")) return;
  const script = page.createElement("script");
  script.type = "module";
  script.src = new URL("stage.js", document.baseURI).href;
  script.dataset.ledeStage = "";
  script.addEventListener("error", () => missing("the scripts did not load"));
  page.head.append(script);
}

paper.addEventListener("ledestage", (event) => {
  stage = /** @type {CustomEvent<Stage>} */ (event).detail;
  views.disabled = false;
  show(view());
});
paper.addEventListener("ledetrouble", (event) => missing(/** @type {CustomEvent<string>} */ (event).detail));

/** @returns {string} */
function view() {
  return /** @type {HTMLInputElement} */ (views.querySelector("input:checked")).value;
}

/** @param {string} wanted */
function show(wanted) {
  if (!stage) return;
  try {
    if (wanted !== "reader") stage.closeReader();
    if (wanted === "before") stage.lede.undo();
    else stage.lede.scan();
    if (wanted === "reader" && !stage.openReader(readerClosed)) said.textContent = "No article was found on this page";
    else say(wanted);
    draw();
  } catch (error) {
    fail(`Something went wrong in the demo: ${error}`);
  }
}

/** The reader's own button closed it. */
function readerClosed() {
  const after = /** @type {HTMLInputElement} */ (views.querySelector("[value=after]"));
  if (view() === "reader") after.checked = true;
  say("after");
}

/** @param {string} shown */
function say(shown) {
  const count = lines().filter((it) => !it.shown).length;
  if (shown === "before") said.textContent = "As the paper serves it";
  else if (shown === "reader") said.textContent = "The article, nothing else";
  else said.textContent = count === 1 ? "1 ask hidden" : `${count} asks hidden`;
}

/** @returns {Line[]} */
function lines() {
  return stage?.lede.ledger() ?? [];
}

function draw() {
  const found = lines();
  ledger.classList.toggle("ledger--empty", found.length === 0);
  empty.hidden = found.length > 0;
  all.hidden = found.length === 0;
  list.replaceChildren(...found.map(row));
  all.textContent = found.every((it) => it.shown) ? "Hide all again" : "Show all";
  if (view() === "after") say("after");
}

/** @param {Line} line */
function row(line) {
  const head = element("div", "ledger__head");
  const button = element("button", "plain", line.shown ? "Hide" : "Show");
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", `${button.textContent}: ${line.text}`);
  button.addEventListener("click", () => {
    if (line.shown) stage?.lede.hide(line.id);
    else stage?.lede.show(line.id);
    draw();
    const at = lines().findIndex((it) => it.id === line.id);
    list.querySelectorAll("button")[at]?.focus();
  });
  head.append(element("span", "ledger__kind", KINDS[line.kind] ?? line.kind), button);
  const why = element("ul", "ledger__why");
  why.append(...line.evidence.map((it) => element("li", "", it.words)));
  const item = element("li", "");
  item.append(head, element("p", "ledger__words", `“${line.text}”`), why);
  return item;
}

/** @param {string} name @param {string} className @param {string} [text] @returns {HTMLElement} */
function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

/** @param {string} reason */
function missing(reason) {
  said.textContent = "The demo could not start";
  fail(`The core is not here (${reason}). Start this page with “cargo xtask run”, which builds and serves it.`);
}

/** @param {string} words */
function fail(words) {
  const note = element("p", "trouble", words);
  note.setAttribute("role", "alert");
  document.querySelector(".trouble[role=alert]")?.remove();
  document.querySelector(".bar")?.after(note);
}

export {};

/**
 * "Save a report for a bug" in the popup: says what the file holds, then offers it. The file is made in the page and by the core, and goes
 * nowhere but to where the user saves it.
 *
 * Deliberately absent: what a report holds and what is left out (src/report.rs), and any way of sending one.
 */

import { byId, say } from "./words.js";

const part = {
  make: byId("report-make", HTMLButtonElement),
  panel: byId("report", HTMLElement),
  about: byId("report-about", HTMLElement),
  save: byId("report-save", HTMLAnchorElement),
  leave: byId("report-leave", HTMLButtonElement),
};

/**
 * Makes the button work.
 * @param {() => Promise<{ report?: unknown } | null>} ask the page for a report
 * @param {string} host
 */
export function offerReports(ask, host) {
  part.make.addEventListener("click", async () => {
    part.make.disabled = true;
    show(await ask(), host);
    part.make.disabled = false;
  });
  part.leave.addEventListener("click", close);
  // The click's own download begins first; the text behind it must stand until then.
  part.save.addEventListener("click", () => setTimeout(close, 1000));
}

/** @param {{ report?: unknown } | null} answer @param {string} host */
function show(answer, host) {
  close();
  const text = typeof answer?.report === "string" ? answer.report : null;
  part.panel.hidden = false;
  part.make.hidden = true;
  part.about.textContent = say(text === null ? "report_failed" : "report_about");
  part.save.hidden = text === null;
  if (text !== null) {
    const file = new Blob([text], { type: "application/json" });
    part.save.href = URL.createObjectURL(file);
    part.save.download = `lede-report-${host}.json`;
    part.save.textContent = say("report_save", Math.max(1, Math.round(file.size / 1000)).toLocaleString(document.documentElement.lang));
  }
  (text === null ? part.leave : part.save).focus();
  part.panel.scrollIntoView({ block: "nearest" });
}

function close() {
  if (part.save.href) URL.revokeObjectURL(part.save.href);
  part.save.removeAttribute("href");
  part.panel.hidden = true;
  if (part.make.hidden) {
    part.make.hidden = false;
    part.make.focus();
  }
}

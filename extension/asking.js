// How the content script asks the background, which may be asleep, busy or dead at any time.
//
// One global, `ledeAsking`. A question is asked again when nobody answered: a background that dies takes its questions along.
// Times are ms. Deliberately absent: what is asked, and anything that depends on what the background remembered.

var ledeAsking = (() => {
  "use strict";

  /** A sleeping background is tried again after these. */
  const PAUSES_MS = [250, 1000, 0];
  /** A question is given up after this; the largest pages are judged in a tenth of it. */
  const PATIENCE_MS = 10_000;

  /**
   * Sends a message to the background.
   * @param {Record<string, unknown>} message
   * @returns {Promise<any>} null where there is no answer
   */
  async function ask(message) {
    for (const pause of PAUSES_MS) {
      const answer = await answerTo(message);
      // Nobody else answers with undefined: another page of Lede heard the question, or the background died over it.
      if (answer !== undefined || isLeftBehind()) return answer ?? null;
      if (pause) await after(pause);
    }
    return null;
  }

  /** Whether an update of Lede left this script behind: nobody will ever answer it. */
  function isLeftBehind() {
    return !chrome.runtime?.id;
  }

  return { ask, isLeftBehind };

  /** @param {Record<string, unknown>} message @returns {Promise<any>} */
  async function answerTo(message) {
    try {
      return await Promise.race([chrome.runtime.sendMessage(message), after(PATIENCE_MS)]);
    } catch {
      return undefined;
    }
  }

  /** @param {number} ms @returns {Promise<undefined>} */
  function after(ms) {
    return new Promise((done) => setTimeout(done, ms));
  }
})();

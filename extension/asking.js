// How the content script asks the background, which may be asleep, busy or dead at any time.
//
// One global, `ledeAsking`. A question is asked again when nobody answered: a background that dies takes its questions along.
// Times are ms. Deliberately absent: what is asked, and anything that depends on what the background remembered.

var ledeAsking = (() => {
  "use strict";

  /** How long each try is waited for alone, and the pause after it where nobody answers at all. What an earlier try brings counts still. */
  const TRIES_MS = [
    [2500, 250],
    [5000, 1000],
    [10_000, 0],
  ];

  /**
   * Sends a message to the background.
   * @param {Record<string, unknown>} message
   * @returns {Promise<any>} null where there is no answer
   */
  async function ask(message) {
    /** @type {Promise<any>[]} */
    const tries = [];
    for (const [patience, pause] of TRIES_MS) {
      tries.push(answerTo(message));
      const answer = await Promise.race([Promise.any(tries).catch(() => undefined), after(patience)]);
      if (answer !== undefined || isLeftBehind()) return answer ?? null;
      // The answer to an earlier try may come in the pause; where all have failed, none will.
      const late = await Promise.race([Promise.any(tries).catch(() => after(pause)), after(pause)]);
      if (late !== undefined) return late;
    }
    return null;
  }

  /** Whether an update of Lede left this script behind: nobody will ever answer it. */
  function isLeftBehind() {
    return !chrome.runtime?.id;
  }

  return { ask, isLeftBehind };

  /** @param {Record<string, unknown>} message */
  async function answerTo(message) {
    const answer = await chrome.runtime.sendMessage(message);
    // The background never answers with undefined: another page of Lede heard the question, or the background died over it.
    if (answer === undefined) throw new Error("nobody answers");
    return answer;
  }

  /** @param {number} ms @returns {Promise<undefined>} */
  function after(ms) {
    return new Promise((done) => setTimeout(done, ms));
  }
})();

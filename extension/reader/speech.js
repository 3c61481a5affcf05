// Reads aloud with the voices of this machine only: a voice that is not `localService` would send the text away.
// One utterance a sentence, so that speed and voice change at once, any sentence can be clicked, and the one being spoken is
// painted by the CSS Custom Highlight API without touching the text. Captions, code, note marks and ruby are skipped. Reading that was
// stopped goes on where it was, unless the text was scrolled away from there.
//
// Deliberately absent: media keys (media_keys.js).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  const BLOCK_TAGS = new Set("P H1 H2 H3 H4 H5 H6 LI DT DD BLOCKQUOTE SUMMARY DIV SECTION ASIDE DETAILS CITE".split(" "));
  const SKIPPED = "figure, figcaption, pre, table, math, sup, rt, rp, audio, video, [hidden], [data-lede='facts'], [data-lede='notice']";
  const HIGHLIGHT = "lede-spoken";
  /** Above the highlights of highlights.js. */
  const PRIORITY = 3;
  /** The spoken sentence is kept between these shares of the layer's height. */
  const CALM_ZONE = { top: 0.14, bottom: 0.7 };

  /** @typedef {{session: ReaderSession, sentences: Range[], at: number, isPaused: boolean, box: HTMLElement, turn: number}} Going */
  /** @typedef {Going & {ended: AbortController, keys: ReturnType<ReaderMediaKeysPart["take"]>, draw: () => void}} Reading */

  /** @type {Reading | null} */
  let reading = null;
  /** The sentence at which reading was stopped, by the text that holds it. @type {WeakMap<HTMLElement, number>} */
  const stopped = new WeakMap();

  ledeReader.parts.speech = { available, toggle, stop, isReading: () => reading !== null, press };

  function available() {
    return typeof speechSynthesis !== "undefined" && voices("").length > 0;
  }

  /** @type {ReaderSpeechPart["toggle"]} */
  function toggle(session) {
    if (reading) {
      stop(session);
      return;
    }
    if (!available()) {
      ledeReader.parts.widgets.toast(session, session.hooks.strings("reader_no_voice"));
      // Chromium lists its voices only after it was asked once; the next press finds them.
      return;
    }
    start(session);
  }

  /** @type {ReaderSpeechPart["stop"]} */
  function stop({ bar }) {
    if (!reading) return false;
    const { box, ended, keys, session, at, sentences } = reading;
    if (at < sentences.length) stopped.set(session.text, at);
    else stopped.delete(session.text);
    keys.release();
    reading = null;
    speechSynthesis.cancel();
    CSS.highlights?.delete(HIGHLIGHT);
    ended.abort();
    box.remove();
    bar.querySelector('[data-key="s"]')?.setAttribute("aria-pressed", "false");
    return true;
  }

  /** @param {ReaderSession} session */
  function start(session) {
    session.growing.finish();
    const sentences = sentencesOf(session);
    const last = sentences[stopped.get(session.text) ?? -1];
    const first = last && isInSight(last) ? sentences.indexOf(last) : sentences.findIndex((it) => it.getBoundingClientRect().bottom > innerHeight * CALM_ZONE.top);
    const box = ledeReader.parts.widgets.make("div", { class: "voice", role: "group", "aria-label": session.hooks.strings("reader_speak") });
    const keys = ledeReader.parts.mediaKeys.take(session, {
      play: () => pause("play"),
      pause: () => pause("pause"),
      next: () => skip(1),
      previous: () => skip(-1),
      stop: () => void stop(session),
    });
    reading = { session, sentences, at: Math.max(0, first), isPaused: false, box, turn: 0, ended: new AbortController(), keys, draw: () => {} };
    fillBox(reading);
    session.dialog.append(box);
    session.bar.querySelector('[data-key="s"]')?.setAttribute("aria-pressed", "true");
    const { signal } = reading.ended;
    session.text.addEventListener("click", startHere, { signal });
    session.ended.signal.addEventListener("abort", () => stop(session), { signal });
    speak();
  }

  /** Speaks the sentence at `reading.at` and goes on from there. */
  function speak() {
    if (!reading) return;
    const { session, sentences, at } = reading;
    reading.turn += 1;
    const { turn } = reading;
    speechSynthesis.cancel();
    const range = sentences[at];
    if (!range) {
      stop(session);
      return;
    }
    paint(range);
    keepInView(session, range);
    const utterance = new SpeechSynthesisUtterance(range.toString().replace(/\s+/g, " ").trim());
    const lang = range.startContainer.parentElement?.closest("[lang]")?.getAttribute("lang") || document.documentElement.lang;
    const voice = chosenVoice(session.look.voice, lang);
    if (voice) utterance.voice = voice;
    utterance.lang = voice?.lang || lang;
    utterance.rate = session.look.rate;
    utterance.onend = () => {
      // A cancelled utterance also ends; only the one of this turn leads on.
      if (reading?.turn !== turn || reading.isPaused) return;
      reading.at += 1;
      speak();
    };
    utterance.onerror = ({ error }) => {
      if (reading?.turn !== turn || error === "canceled" || error === "interrupted") return;
      stop(session);
      ledeReader.parts.widgets.toast(session, session.hooks.strings("reader_no_voice"));
    };
    speechSynthesis.speak(utterance);
  }

  /** @type {ReaderSpeechPart["press"]} */
  function press(act) {
    if (act === "pause") pause(reading?.isPaused ? "play" : "pause");
    else skip(act === "next" ? 1 : -1);
  }

  /** @param {"play" | "pause"} act */
  function pause(act) {
    if (!reading || reading.isPaused === (act === "pause")) return;
    reading.isPaused = act === "pause";
    if (reading.isPaused) speechSynthesis.cancel();
    else speak();
    reading?.keys.tell(reading.isPaused ? "paused" : "playing");
    reading?.draw();
  }

  /** @param {number} by */
  function skip(by) {
    if (!reading) return;
    reading.at = Math.min(reading.sentences.length - 1, Math.max(0, reading.at + by));
    goOn();
  }

  /** @param {MouseEvent} event */
  function startHere(event) {
    if (!reading || (event.target instanceof Element && event.target.closest("a, summary, button"))) return;
    const spot = caret(event);
    const at = spot ? reading.sentences.findIndex((it) => it.isPointInRange(spot.node, spot.offset)) : -1;
    if (at < 0) return;
    reading.at = at;
    goOn();
  }

  /** Speaks from `reading.at`, also where it was paused. */
  function goOn() {
    if (!reading) return;
    reading.isPaused = false;
    reading.keys.tell("playing");
    reading.draw();
    speak();
  }

  /** @param {Range} range */
  function isInSight(range) {
    const { top, bottom } = range.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }

  /** @param {MouseEvent} event @returns {{node: Node, offset: number} | null} */
  function caret({ clientX, clientY }) {
    const spot = document.caretPositionFromPoint?.(clientX, clientY);
    return spot ? { node: spot.offsetNode, offset: spot.offset } : null;
  }

  /** @param {Range} range */
  function paint(range) {
    if (typeof Highlight === "undefined" || !CSS.highlights) return;
    const painted = new Highlight(range);
    painted.priority = PRIORITY;
    CSS.highlights.set(HIGHLIGHT, painted);
  }

  /** @param {ReaderSession} session @param {Range} range */
  function keepInView({ dialog }, range) {
    const { top, bottom } = range.getBoundingClientRect();
    if (top >= innerHeight * CALM_ZONE.top && bottom <= innerHeight * CALM_ZONE.bottom) return;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    dialog.scrollBy({ top: top - innerHeight * CALM_ZONE.top * 2, behavior: isStill ? "instant" : "smooth" });
  }

  /** The article's sentences as ranges, in reading order; a sentence never crosses a block. @param {ReaderSession} session */
  function sentencesOf({ text }) {
    const segmenter = new Intl.Segmenter(text.lang || undefined, { granularity: "sentence" });
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement?.closest(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    /** @type {Range[]} */
    const ranges = [];
    /** @type {Text[]} */
    let run = [];
    /** @type {Element | null} */
    let block = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = blockOf(node);
      if (own !== block) {
        ranges.push(...cut(run, segmenter));
        run = [];
        block = own;
      }
      run.push(/** @type {Text} */ (node));
    }
    ranges.push(...cut(run, segmenter));
    return ranges;
  }

  /** @param {Text[]} run @param {Intl.Segmenter} segmenter */
  function cut(run, segmenter) {
    /** @type {Range[]} */
    const ranges = [];
    const whole = run.map((it) => it.data).join("");
    for (const { segment, index } of segmenter.segment(whole)) {
      if (!/[\p{L}\p{N}]/u.test(segment)) continue;
      const begin = index + segment.length - segment.trimStart().length;
      const end = index + segment.trimEnd().length;
      const range = document.createRange();
      const from = place(run, begin);
      const to = place(run, end);
      if (!from || !to) continue;
      range.setStart(from.node, from.offset);
      range.setEnd(to.node, to.offset);
      ranges.push(range);
    }
    return ranges;
  }

  /** The text node and offset of a position in the joined run. @param {Text[]} run @param {number} position */
  function place(run, position) {
    let left = position;
    for (const node of run) {
      if (left <= node.length) return { node, offset: left };
      left -= node.length;
    }
    return null;
  }

  /** @param {Node} node */
  function blockOf(node) {
    let element = node.parentElement;
    while (element && !BLOCK_TAGS.has(element.tagName)) element = element.parentElement;
    return element;
  }

  /** Local voices of a language (of any, when it has none), the browser's own choice first. @param {string} lang */
  function voices(lang) {
    const local = speechSynthesis.getVoices().filter((it) => it.localService);
    const short = lang.slice(0, 2).toLowerCase();
    const same = local.filter((it) => it.lang.toLowerCase().startsWith(short));
    return (same.length > 0 ? same : local).toSorted((a, b) => Number(b.default) - Number(a.default));
  }

  /** @param {string} wanted @param {string} lang */
  function chosenVoice(wanted, lang) {
    const fitting = voices(lang);
    return fitting.find((it) => it.voiceURI === wanted) ?? fitting.at(0);
  }

  /** @param {Reading} current */
  function fillBox(current) {
    const { session, box } = current;
    const { make, button, icon } = ledeReader.parts.widgets;
    const say = session.hooks.strings;
    const play = button("pause", say("reader_pause"), () => pause(current.isPaused ? "play" : "pause"));
    current.draw = () => {
      const label = say(current.isPaused ? "reader_play" : "reader_pause");
      play.replaceChildren(icon(current.isPaused ? "play" : "pause"));
      play.setAttribute("aria-label", label);
      play.title = label;
    };
    const speed = select(say("reader_rate"), [0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3].map((it) => [`${it}`, `${it}\u00d7`]), `${session.look.rate}`, (value) => {
      set(session, { rate: Number(value) });
    });
    const voice = select(say("reader_voice"), voices(session.text.lang).map((it) => [it.voiceURI, it.name]), session.look.voice, (value) => {
      set(session, { voice: value });
    });
    const previous = button("previous", say("reader_previous"), () => skip(-1));
    const next = button("next", say("reader_next"), () => skip(1));
    previous.classList.add("flip");
    next.classList.add("flip");
    box.append(previous, play, next, make("span", {}, [speed]), voice, button("stop", say("reader_stop"), () => stop(session)));
  }

  /** @param {ReaderSession} session @param {Partial<ReaderLook>} partial */
  function set(session, partial) {
    session.look = ledeReader.parts.look.checked({ ...session.look, ...partial });
    void session.hooks.saveSettings?.(partial, session.scope);
    if (reading && !reading.isPaused) speak();
  }

  /** @param {string} label @param {string[][]} options @param {string} chosen @param {(value: string) => void} changed */
  function select(label, options, chosen, changed) {
    const { make } = ledeReader.parts.widgets;
    const made = /** @type {HTMLSelectElement} */ (make("select", { "aria-label": label, title: label }));
    for (const [value = "", words = ""] of options) made.append(make("option", { value }, [words]));
    if (options.some(([value]) => value === chosen)) made.value = chosen;
    made.addEventListener("change", () => changed(made.value));
    return made;
  }
})();

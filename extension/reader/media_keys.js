// The media keys while the reader reads aloud: play, pause, next, previous, stop, from the keyboard, headphones or the lock screen.
// Browsers give them to a page that plays sound by an element, and speech is none; so a silence of our own plays along, made here byte by
// byte. Where the page's policy refuses it, the keys still work while the browser has the focus.
//
// Deliberately absent: speech itself (speech.js).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Chromium gives media keys to sound of five seconds and more. */
  const SILENCE_S = 10;
  /** Samples a second; the least that every browser plays. */
  const RATE = 8000;
  /** Bytes of a WAV file before its samples. */
  const WAV_HEAD = 44;
  /** @type {Record<string, "next" | "previous" | "stop">} */
  const KEYS = { MediaTrackNext: "next", MediaTrackPrevious: "previous", MediaStop: "stop" };

  ledeReader.parts.mediaKeys = { take };

  /** @type {ReaderMediaKeysPart["take"]} */
  function take(session, acts) {
    const ended = new AbortController();
    let state = "playing";
    const toggle = () => (state === "playing" ? acts.pause() : acts.play());
    session.dialog.addEventListener(
      "keydown",
      (event) => {
        const act = event.key === "MediaPlayPause" ? toggle : KEYS[event.key] && acts[KEYS[event.key] ?? "stop"];
        if (!act) return;
        event.preventDefault();
        act();
      },
      { signal: ended.signal },
    );
    const address = URL.createObjectURL(new Blob([silence()], { type: "audio/wav" }));
    const sound = new Audio(address);
    sound.loop = true;
    // The page's policy may refuse it.
    const begun = sound.play().catch(() => undefined);
    const keys = navigator.mediaSession;
    listen(keys, acts);
    return {
      tell(now) {
        state = now;
        if (keys) keys.playbackState = now;
        // A pause during the start would reject the start.
        if (now === "paused") void begun.then(() => state === "paused" && sound.pause());
        else void sound.play().catch(() => undefined);
      },
      release() {
        ended.abort();
        void begun.then(() => sound.pause());
        URL.revokeObjectURL(address);
        listen(keys, null);
        if (keys) keys.playbackState = "none";
      },
    };
  }

  /** @param {MediaSession | undefined} keys @param {ReaderMediaActs | null} acts */
  function listen(keys, acts) {
    keys?.setActionHandler("play", acts && (() => acts.play()));
    keys?.setActionHandler("pause", acts && (() => acts.pause()));
    keys?.setActionHandler("nexttrack", acts && (() => acts.next()));
    keys?.setActionHandler("previoustrack", acts && (() => acts.previous()));
    keys?.setActionHandler("stop", acts && (() => acts.stop()));
  }

  /** A WAV file of silence: one channel of unsigned bytes, whose middle is 128. */
  function silence() {
    const bytes = new Uint8Array(WAV_HEAD + SILENCE_S * RATE).fill(128, WAV_HEAD);
    const view = new DataView(bytes.buffer);
    const write = (/** @type {number} */ at, /** @type {string} */ word) => bytes.set([...word].map((it) => it.charCodeAt(0)), at);
    write(0, "RIFF");
    view.setUint32(4, bytes.length - 8, true);
    write(8, "WAVEfmt ");
    view.setUint32(16, 16, true);
    view.setUint16(20, 1, true);
    view.setUint16(22, 1, true);
    view.setUint32(24, RATE, true);
    view.setUint32(28, RATE, true);
    view.setUint16(32, 1, true);
    view.setUint16(34, 8, true);
    write(36, "data");
    view.setUint32(40, bytes.length - WAV_HEAD, true);
    return bytes;
  }
})();

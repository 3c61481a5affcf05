// Runs in the content script's world of the page in front, before the reader is opened: notes how long the reader takes from the
// core's answer. Not here: opening it. Times are ms.

() => {
  const note = { up: null, shown: null, all: null, whole: null, task: 0 };
  globalThis.ledeNote = note;
  const send = chrome.runtime.sendMessage;
  let wished = 0;
  chrome.runtime.sendMessage = async (message, ...more) => {
    // The first that Lede does when the user wants the reader.
    if (message?.type === "inject-reader") wished = performance.now();
    const answer = await send.call(chrome.runtime, message, ...more);
    if (message?.type === "read") watch(performance.now());
    return answer;
  };

  function watch(start) {
    const channel = new MessageChannel();
    let last = start;
    channel.port1.onmessage = () => {
      const now = performance.now();
      note.task = Math.max(note.task, now - last);
      last = now;
      if (note.whole === null) channel.port2.postMessage(null);
    };
    channel.port2.postMessage(null);
    const seen = new MutationObserver(() => {
      if (!document.querySelector("lede-reader > article")) return;
      note.up ??= performance.now() - start;
      seen.disconnect();
    });
    seen.observe(document.documentElement, { childList: true, subtree: true });
    const look = () => {
      const title = document.querySelector("lede-reader [data-lede=title]");
      const isSeen = title?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && title.getBoundingClientRect().height > 0;
      // What is seen in this frame's callbacks is painted when the next task runs.
      if (isSeen && note.shown === null) setTimeout(() => ((note.shown ??= performance.now() - start), (note.all ??= performance.now() - wished)));
      if (note.shown !== null && !title.closest("[aria-busy]")) note.whole = performance.now() - start;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }
}

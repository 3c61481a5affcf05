// Articles in parts: at the end of one, a card that leads to the next page. The user's click on it loads that page as any click on
// a link would; what was read so far is kept on this machine until the next page opens here, joined to it.
// Deliberately absent: any request of its own, and finding the next page (the core does, from the page's own links).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  ledeReader.parts.parts = { attach, enter };

  /** @type {ReaderPartsPart["attach"]} */
  function attach(session) {
    session.growing.after(() => {
      mark(session);
      lead(session);
    });
  }

  /** The card at the end. @param {ReaderSession} session */
  function lead({ article, text, hooks }) {
    if (!article.next) return;
    const { make } = ledeReader.parts.widgets;
    const say = hooks.strings;
    const link = /** @type {HTMLAnchorElement} */ (make("a", { rel: "next" }, [say("reader_next_part")]));
    link.href = article.next;
    const card = make("nav", { "data-lede": "next", "aria-label": say("reader_next_part") }, [make("p", {}, [say("reader_goes_on")]), make("p", {}, [link])]);
    text.append(card);
    link.addEventListener("click", (event) => {
      // In another tab it is another reading.
      if (!hooks.keepPart || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const go = () => location.assign(link.href);
      hooks.keepPart(link.href).then(go, go);
    });
  }

  /** @type {ReaderPartsPart["enter"]} */
  function enter(session) {
    const seam = session.text.querySelector('[data-lede="seam"]');
    if (seam) ledeReader.parts.place.reveal(session, seam, "instant");
  }

  /** Where this page's own part begins: told to eyes and screen readers, and gone to. @param {ReaderSession} session */
  function mark({ article, text, hooks }) {
    const body = text.querySelector('[data-lede="body"]');
    const first = article.earlier ? body?.children[article.earlier] : null;
    if (!first) return;
    const { make } = ledeReader.parts.widgets;
    first.before(make("p", { "data-lede": "seam" }, [hooks.strings("reader_part_begins")]));
  }
})();

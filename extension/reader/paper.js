// The reader on its way to paper, by its own button, by the browser's menu or as PDF: the whole text is there, what is folded is unfolded, pictures
// are sent for, and the sheets end with the highlights and their notes and with where the article stands. Afterwards all is as it was.
//
// Deliberately absent: how it looks (reader/paper.css, reader/sheet.js), and starting to print (exporting.js).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  ledeReader.parts.paper = { attach };

  /** @type {ReaderPaperPart["attach"]} */
  function attach(session) {
    const { signal } = session.ended;
    let undo = () => {};
    window.addEventListener("beforeprint", () => (undo(), (undo = prepare(session))), { signal });
    window.addEventListener("afterprint", () => (undo(), (undo = () => {})), { signal });
  }

  /** Makes it ready; what takes that back. @param {ReaderSession} session */
  function prepare(session) {
    const { text, dialog, growing } = session;
    growing.finish();
    // Lazy pictures below the fold would come out blank.
    for (const image of text.querySelectorAll("img")) image.loading = "eager";
    const folded = [...text.querySelectorAll("details:not([open])")];
    for (const it of folded) it.setAttribute("open", "");
    const backs = [...text.querySelectorAll("a[href^='#']")].filter((it) => !/[\p{L}\p{N}]/u.test(it.textContent ?? ""));
    for (const it of backs) it.setAttribute("data-lede-back", "");
    const end = closing(session);
    dialog.append(end);
    return () => {
      for (const it of folded) it.removeAttribute("open");
      for (const it of backs) it.removeAttribute("data-lede-back");
      end.remove();
    };
  }

  /** What stands below the article on paper alone. @param {ReaderSession} session */
  function closing(session) {
    const { exporting, widgets } = ledeReader.parts;
    const source = widgets.make("p", {}, [`${session.hooks.strings("reader_source")} `, widgets.make("bdi", {}, [location.href])]);
    return widgets.make("footer", { class: "paper" }, [...exporting.highlightPart(session, document), source]);
  }
})();

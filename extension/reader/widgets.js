// The reader's small pieces: elements, icons, buttons, spoken and shown messages. Icons are drawn here as
// paths, so no image is ever loaded. Deliberately absent: panels (panels.js) and what the buttons do.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  /** Paths on a grid of 24, stroked. @type {Record<string, string[]>} */
  const ICONS = {
    close: ["M6 6l12 12", "M18 6L6 18"],
    back: ["M11 5l-7 7 7 7", "M4 12h16"],
    outline: ["M9 6h11", "M9 12h11", "M9 18h11", "M4.5 6h.01", "M4.5 12h.01", "M4.5 18h.01"],
    look: ["M3 18L8 6l5 12", "M4.7 14h6.6", "M21 12v6", "M21 15a3 3 0 1 1-6 0 3 3 0 0 1 6 0z"],
    speak: ["M4 10v4h3l5 4V6L7 10z", "M15.5 9a4.2 4.2 0 0 1 0 6", "M18 6.5a7.8 7.8 0 0 1 0 11"],
    more: ["M5.5 12h.01", "M12 12h.01", "M18.5 12h.01"],
    copy: ["M9 9h10v11H9z", "M6 15H5V4h10v2"],
    save: ["M12 4v11", "M7.5 11l4.5 4.5 4.5-4.5", "M5 20h14"],
    book: ["M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2z", "M12 6v14"],
    page: ["M6 3h8l4 4v14H6z", "M14 3v4h4", "M9 12h6", "M9 16h6"],
    facts: ["M5 4h14v16H5z", "M8.5 8h7", "M8.5 12h7", "M8.5 16h4"],
    print: ["M7 9V4h10v5", "M7 17H4v-7h16v7h-3", "M7 14h10v6H7z"],
    ruler: ["M4 9h16", "M4 15h16", "M7 4.5h10", "M7 19.5h10"],
    remove: ["M4 6h16", "M4 18h9", "M4 12h16", "M17 16l4 4", "M21 16l-4 4"],
    help: ["M9.2 9a2.9 2.9 0 1 1 4.3 2.6c-1 .6-1.5 1.2-1.5 2.4", "M12 17.3h.01", "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z"],
    plus: ["M12 6v12", "M6 12h12"],
    minus: ["M6 12h12"],
    play: ["M8 5l11 7-11 7z"],
    pause: ["M8.5 5v14", "M15.5 5v14"],
    next: ["M6 6l8 6-8 6z", "M18 6v12"],
    previous: ["M18 6l-8 6 8 6z", "M6 6v12"],
    stop: ["M7 7h10v10H7z"],
    pen: ["M14.5 5.5l4 4L9 19l-5 1 1-5z", "M12.5 7.5l4 4"],
    note: ["M5 5h14v10h-7l-4 4v-4H5z"],
    bin: ["M5 7h14", "M9 7V4h6v3", "M7 7l1 13h8l1-13"],
    pin: ["M6 4h12v16l-6-4-6 4z"],
    frame: ["M4 8V4h4", "M16 4h4v4", "M20 16v4h-4", "M8 20H4v-4", "M8 10h8", "M8 14h5"],
  };
  /** Icons that are a dot or two need a heavier line. */
  const BOLD = new Set(["more"]);
  /** How long a message stays, ms: time to read ten words and to reach its button. */
  const TOAST_MS = 6000;

  ledeReader.parts.widgets = { make, icon, button, say, toast };

  /** @type {ReaderWidgetsPart["make"]} */
  function make(tag, attrs = {}, children = []) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** @type {ReaderWidgetsPart["icon"]} */
  function icon(name) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    for (const d of ICONS[name] ?? []) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", d);
      if (BOLD.has(name)) path.setAttribute("stroke-width", "2.6");
      svg.append(path);
    }
    return svg;
  }

  /** A toolbar button: an icon with a name for screen readers and a tooltip.
   * @type {ReaderWidgetsPart["button"]} */
  function button(iconName, label, pressed) {
    const made = /** @type {HTMLButtonElement} */ (make("button", { type: "button", class: "tool", "aria-label": label, title: label }));
    made.append(icon(iconName));
    made.addEventListener("click", pressed);
    return made;
  }

  /** @type {ReaderWidgetsPart["say"]} */
  function say(session, message) {
    const live = session.shadow.querySelector(".live");
    if (live) live.textContent = message;
  }

  /** @type {ReaderWidgetsPart["toast"]} */
  function toast(session, message, action) {
    session.shadow.querySelector(".toast")?.remove();
    const box = make("div", { class: "toast" }, [make("span", {}, [message])]);
    if (action) {
      const act = make("button", { type: "button" }, [action.label]);
      act.addEventListener("click", () => {
        box.remove();
        action.run();
      });
      box.append(act);
    }
    session.dialog.append(box);
    say(session, message);
    setTimeout(() => box.remove(), TOAST_MS);
  }
})();

// Cards: films, recordings and posts that the page embeds. Until someone presses a card, nothing of it is loaded but the poster
// that the page itself shows; then the page's own address plays in the card's place. Which services there are, the core says.
// Deliberately absent: addresses of Lede's making, players of Lede's own, anything that plays by itself.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** What a frame may do: show itself large, and play what the user pressed. Camera, place and payment are not among it. */
  const ALLOWED = "autoplay; encrypted-media; fullscreen; picture-in-picture";

  ledeReader.parts.cards = { dress, undress };

  /** @type {ReaderCardsPart["dress"]} */
  function dress(figure, kind, say) {
    const link = figure.querySelector("a");
    const caption = figure.querySelector("figcaption");
    if (!link || !caption) return;
    figure.dataset.lede = "card";
    figure.dataset.ledeKind = kind.split("-")[0];
    link.setAttribute("role", "button");
    link.dataset.lede = "play";
    const label = say(kind.startsWith("audio") ? "reader_card_listen" : kind.startsWith("video") ? "reader_card_watch" : "reader_card_show");
    link.title = label;
    // Where it stands on the web, for those who would rather go there.
    const there = document.createElement("a");
    there.href = link.href;
    there.textContent = caption.textContent;
    caption.replaceChildren(there);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      play(figure, link, kind);
    });
    // A button answers to the space bar too; a link does not.
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      play(figure, link, kind);
    });
  }

  /** @param {HTMLElement} figure @param {HTMLAnchorElement} link @param {string} kind */
  function play(figure, link, kind) {
    const player = kind.endsWith("frame") ? frame(link) : file(link, kind);
    player.dataset.lede = "player";
    figure.querySelector("img")?.setAttribute("hidden", "");
    link.hidden = true;
    figure.prepend(player);
    player.focus({ preventScroll: true });
  }

  /** @param {HTMLAnchorElement} link */
  function frame(link) {
    const made = document.createElement("iframe");
    made.title = link.textContent ?? "";
    made.allow = ALLOWED;
    made.referrerPolicy = "strict-origin-when-cross-origin";
    made.src = link.href;
    return made;
  }

  /** @param {HTMLAnchorElement} link @param {string} kind */
  function file(link, kind) {
    const made = document.createElement(kind === "audio" ? "audio" : "video");
    made.controls = true;
    made.tabIndex = 0;
    made.setAttribute("aria-label", link.textContent ?? "");
    made.src = link.href;
    made.play().catch(() => {
      // A browser that plays nothing by itself shows its controls.
    });
    return made;
  }

  /** @type {ReaderCardsPart["undress"]} */
  function undress(copied) {
    for (const player of copied.querySelectorAll('[data-lede="player"]')) player.remove();
    for (const card of copied.querySelectorAll('[data-lede="card"]')) {
      for (const part of card.querySelectorAll("[hidden]")) part.removeAttribute("hidden");
      for (const link of card.querySelectorAll("[role]")) link.removeAttribute("role");
    }
  }
})();

// Moves the line between the two screenshots of the product page. Without this script the picture stays divided in the middle.
// Deliberately absent: Lede itself (stage.js starts it in the demo).

/** @type {NodeListOf<HTMLInputElement>} */
const ranges = document.querySelectorAll("input.compare__range");
for (const range of ranges) {
  const stage = range.parentElement;
  const move = () => stage?.style.setProperty("--at", `${range.value}%`);
  range.addEventListener("input", move);
  move();
}

export {};

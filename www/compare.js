// Moves the line between the two screenshots of the product page. Without this script the picture stays divided in the middle.
// Deliberately absent: Lede itself (demo.js runs it).

for (const range of document.querySelectorAll("input.compare__range")) {
  const move = () => range.closest(".compare__stage")?.style.setProperty("--at", `${range.value}%`);
  range.addEventListener("input", move);
  move();
}

// A board: each column is one tab stop.  Up and down go through its cards, left and right to the
// next column that has any, at the same height; Home and End to its first and last.  Without this
// script every card is a tab stop of its own.
"use strict";

for (const board of document.querySelectorAll("[data-board]")) {
  const columns = [...board.children]
    .map((column) => [...column.querySelectorAll("[data-card]")])
    .filter((cards) => cards.length);
  const stop = (cards, at) => {
    cards.forEach((card, place) => card.setAttribute("tabindex", place === at ? "0" : "-1"));
  };
  columns.forEach((cards) => stop(cards, 0));

  const next = (key, at, place) => {
    const cards = columns[at];
    switch (key) {
      case "ArrowDown": return [at, Math.min(place + 1, cards.length - 1)];
      case "ArrowUp": return [at, Math.max(place - 1, 0)];
      case "ArrowRight": return [Math.min(at + 1, columns.length - 1), place];
      case "ArrowLeft": return [Math.max(at - 1, 0), place];
      case "Home": return [at, 0];
      case "End": return [at, cards.length - 1];
      default: return null;
    }
  };

  board.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = columns.findIndex((cards) => cards.includes(document.activeElement));
    if (at < 0) return;
    const found = next(event.key, at, columns[at].indexOf(document.activeElement));
    if (!found) return;
    event.preventDefault();
    const cards = columns[found[0]];
    const place = Math.min(found[1], cards.length - 1);
    stop(cards, place);
    cards[place].focus();
  });
}

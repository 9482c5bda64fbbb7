// What every page has: a form is sent once, a refusal gets the focus, the disc is one tab stop.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  const button = form.querySelector("button[type=submit]");
  if (button) button.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();
});

// Arrow keys inside a group of links that is one tab stop.
for (const group of document.querySelectorAll("[data-arrows]")) {
  const items = [...group.querySelectorAll("a")];
  items.forEach((item, place) => item.setAttribute("tabindex", place ? "-1" : "0"));
  group.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = items[(items.indexOf(document.activeElement) + step + items.length) % items.length];
    items.forEach((item) => item.setAttribute("tabindex", item === next ? "0" : "-1"));
    next.focus();
  });
}

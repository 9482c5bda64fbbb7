// The room's page: arrow keys turn pages, one button enlarges, what is typed is weighed on a pause.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const rel = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" }[event.key];
  const link = rel && document.querySelector(`.viewer-turn a[rel=${rel}]`);
  if (link) { event.preventDefault(); link.click(); }
});

const enlarge = document.querySelector("[data-enlarge]");
if (enlarge) {
  enlarge.addEventListener("click", () => {
    const large = document.querySelector(".viewer-page").classList.toggle("viewer-large");
    enlarge.setAttribute("aria-pressed", String(large));
  });
}

const form = document.querySelector("form[data-weigh]");
if (form) {
  const text = form.querySelector("textarea"), told = form.querySelector("#ask-weighed");
  const button = form.querySelector("button");
  let waits, asked = 0;
  const weigh = async () => {
    const mine = ++asked;
    const given = new FormData(form);
    if (!text.value.trim()) return;
    const answer = await fetch(form.dataset.weigh, { method: "POST", body: given, credentials: "same-origin" });
    if (!answer.ok || mine !== asked) return;
    told.innerHTML = await answer.text();
    const holds = Boolean(told.querySelector("[data-clear=no]"));
    button.setAttribute("aria-disabled", String(holds));
    button.textContent = holds ? button.dataset.hold : button.dataset.send;
  };
  text.addEventListener("input", () => { clearTimeout(waits); waits = setTimeout(weigh, 600); });
  // What is held back is not sent: the words above the button say what to mend.
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled") === "true") { event.preventDefault(); event.stopImmediatePropagation(); text.focus(); }
  }, true);
}

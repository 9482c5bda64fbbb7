// The command palette: Ctrl K or Cmd K, arrows, Enter, Esc.  What is typed goes into a request's body.
"use strict";

const palette = document.getElementById("palette");
if (palette && palette.showModal) {
  const input = document.getElementById("palette-input");
  const list = document.getElementById("palette-list");
  const note = palette.querySelector("[data-none]");
  const token = palette.querySelector("[name=csrfmiddlewaretoken]").value;
  let asked = 0;
  let waiting = 0;

  const options = () => [...list.children];
  const chosen = () => list.querySelector("[aria-selected=true]");

  const choose = (option) => {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    const mine = ++asked;
    const body = new URLSearchParams({ q: input.value, here: location.pathname });
    const answer = await fetch(palette.dataset.url, {
      method: "POST", body, headers: { "X-CSRFToken": token, "HX-Request": "true" },
    }).catch(() => null);
    if (mine !== asked || !palette.open) return; // an answer to what was typed before
    if (answer && answer.status === 401) { location.assign(answer.headers.get("HX-Redirect")); return; }
    const found = answer && answer.ok ? await answer.text() : "";
    if (mine !== asked) return;
    list.replaceChildren(...new DOMParser().parseFromString(`<ul>${found}</ul>`, "text/html")
      .querySelectorAll("[role=option]"));
    input.setAttribute("aria-expanded", String(list.children.length > 0));
    note.textContent = list.children.length ? "" : note.dataset.none;
    choose(list.firstElementChild);
  };

  const open = () => {
    if (palette.open) return;
    input.value = "";
    list.replaceChildren();
    note.textContent = "";
    palette.showModal();
    input.focus();
    ask();
  };

  // A search for somebody is an act of its own, sent as a form; everything else is a link.
  const go = (option) => {
    const link = option.querySelector("a");
    if (!option.dataset.task) { location.assign(link.href); return; }
    const form = document.createElement("form");
    form.method = "post";
    form.action = link.href;
    const { deal, task, field } = option.dataset;
    const sent = { deal, task, field, value: input.value.trim(), csrfmiddlewaretoken: token };
    for (const [name, value] of Object.entries(sent)) {
      const one = document.createElement("input");
      Object.assign(one, { type: "hidden", name, value });
      form.append(one);
    }
    document.body.append(form);
    form.submit();
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter picks a Chinese word, not a choice
    const all = options();
    const at = all.indexOf(chosen());
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to !== undefined && all.length) {
      event.preventDefault();
      choose(all[(to + all.length) % all.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (chosen()) go(chosen());
    }
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(option);
  });
  palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
  for (const button of document.querySelectorAll("[data-palette-open]")) {
    button.addEventListener("click", (event) => { event.preventDefault(); open(); });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      open();
      return;
    }
    const box = document.getElementById("find");
    const types = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || types || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (box && box.offsetParent) box.focus(); else open();
  });
}

// A reveal happens on the page itself.  What was shown is masked again: after its time, and
// whenever the page is left.  Nothing of it comes into the address or the history.
"use strict";

{
  const live = document.getElementById("live");
  let over = null; // masks what is shown now

  const watch = (bar) => {
    const until = Date.now() + Number(bar.dataset.revealed) * 1000;
    const clocks = document.querySelectorAll("[data-countdown]");
    let said = Infinity;

    const announce = (left) => {
      for (const [limit, words] of [[60, bar.dataset.minute], [10, bar.dataset.last]]) {
        if (left <= limit && said > limit) { live.textContent = words; said = limit; }
      }
    };

    const mask = () => {
      clearInterval(ticking);
      over = null;
      for (const value of document.querySelectorAll("[data-plain]")) value.remove();
      for (const one of document.querySelectorAll("[data-mask]")) one.hidden = false;
      for (const row of document.querySelectorAll(".record-shown")) row.classList.remove("record-shown");
      for (const clock of clocks) clock.textContent = bar.dataset.over;
      live.textContent = bar.dataset.over;
    };

    const tick = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      if (left <= 0) { mask(); return; }
      const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      for (const clock of clocks) clock.textContent = words;
      announce(left);
    };

    const ticking = setInterval(tick, 250);
    over = mask;
    tick();
  };

  const swap = (old, next) => { if (old && next) old.replaceWith(next); };
  const swapById = (id, part) => swap(document.getElementById(id), part.querySelector(`#${id}`));

  const open = (part) => {
    const rows = [...part.querySelectorAll("[data-field]")];
    for (const row of rows) swap(document.querySelector(`[data-field="${row.dataset.field}"]`), row);
    for (const id of ["sheet", "ledger-head"]) swapById(id, part);
    document.querySelector("[data-refusal]").replaceChildren();
    const looks = document.querySelector("[data-looks]");
    const told = looks.querySelector("ul");
    if (told) {
      told.prepend(...part.querySelectorAll("ul.rows > li"));
      while (told.children.length > Number(looks.dataset.looks)) told.lastElementChild.remove();
    } else looks.replaceChildren(part.querySelector("ul.rows"));
    watch(part);
    live.textContent = part.dataset.opened;
    rows[0].tabIndex = -1;
    rows[0].focus({ preventScroll: true });
    rows[0].scrollIntoView({ block: "nearest" });
  };

  const refuse = (part) => {
    const [why, , looks] = part.children;
    document.querySelector("[data-refusal]").replaceChildren(...why.childNodes);
    for (const id of ["sheet", "ledger-head"]) swapById(id, part);
    document.querySelector("[data-looks]").replaceChildren(...looks.childNodes);
    document.querySelector("[data-focus]").focus();
  };

  // Any other page that came instead, such as a form that is too old.
  const turn = (answer) => {
    const main = answer.getElementById("main");
    if (!main) return false;
    document.getElementById("main").replaceChildren(...main.childNodes);
    swapById("ledger-head", answer);
    (document.querySelector("[data-focus]") || document.getElementById("main")).focus();
    return true;
  };

  const send = async (form) => {
    const lost = () => {
      delete form.dataset.sent;
      for (const one of form.querySelectorAll("[aria-busy]")) one.removeAttribute("aria-busy");
      form.querySelector("[data-said]").textContent = live.textContent = form.dataset.lost;
    };
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "HX-Request": "true" },
        cache: "no-store",
      });
      const onward = answer.headers.get("HX-Redirect");
      if (onward) { location.assign(onward); return; }
      const told = new DOMParser().parseFromString(await answer.text(), "text/html");
      const [shown, refused] = ["[data-opened]", "[data-refused]"].map((one) => told.querySelector(one));
      if (shown) open(shown);
      else if (refused) refuse(refused);
      else if (!turn(told)) lost();
    } catch { lost(); }
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-reveal]") || event.defaultPrevented) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("click", (event) => {
    if (over && event.target.closest("[data-leave]")) over();
  });
  window.addEventListener("pagehide", () => { if (over) over(); });
  // It was pressed before the person proved who it is: the press counts once, and an address that
  // is opened again asks anew.
  const pressed = document.querySelector("form[data-pressed]");
  if (pressed) {
    const place = new URL(location.href);
    place.searchParams.delete("pressed");
    history.replaceState(null, "", place);
    pressed.requestSubmit();
  }
  // The clock of a page in the background stands still.
  const bar = document.querySelector("[data-revealed]");
  if (bar) watch(bar);
}

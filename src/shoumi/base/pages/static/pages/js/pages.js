// What every page has: a form is sent once, a refusal gets the focus, the disc is one tab stop,
// long work is followed live, a part that soon is out of date is fetched anew.
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

// The link in a letter has its code behind the #, which no server is sent.
const coded = document.querySelector("[data-fragment]");
const enter = () => {
  if (!coded || !/^#[\w-]{20,}$/.test(location.hash)) return;
  coded.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname + location.search);
  coded.form.requestSubmit();
};
enter();
window.addEventListener("hashchange", enter);

// How much waits, beside its entry of the menu and of the bar; the page does not wait for the number.
const places = [...document.querySelectorAll("[data-count]")];
for (const address of new Set(places.map((place) => place.dataset.count))) {
  fetch(address, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : { count: 0 }))
    .then(({ count }) => {
      for (const place of places.filter((one) => one.dataset.count === address)) {
        place.textContent = count > 99 ? "99+" : count;
        place.hidden = !count;
      }
    })
    .catch(() => {}); // no number is no harm
}

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

// Long work: events from the server; where they cannot be had, it is asked every other second.
for (const first of document.querySelectorAll("[data-work]")) {
  if (["done", "refused", "stopped"].includes(first.dataset.state)) continue;
  let section = first;
  let polling = 0;
  let lost = 0;
  const live = document.getElementById("live");
  const words = (one) => one.querySelector("[data-work-state]").textContent.trim();

  const show = (html) => {
    const next = new DOMParser().parseFromString(html, "text/html").querySelector("[data-work]");
    if (!next || next.dataset.version === section.dataset.version) return;
    const told = [section, next].map((one) => one.querySelector("[data-work-told]"));
    const stays = next.dataset.state === section.dataset.state && told.every(Boolean)
      && !section.querySelector("form") === !next.querySelector("form");
    if (stays) {
      // The button below keeps its focus.
      told[0].replaceChildren(...told[1].childNodes);
      section.dataset.version = next.dataset.version;
      return;
    }
    const had = section.contains(document.activeElement);
    section.replaceWith(next);
    section = next;
    if (live) live.textContent = words(section);
    if (had) section.querySelector("h2").focus();
    if (["done", "refused", "stopped"].includes(section.dataset.state)) over();
  };

  // A stream that ends is opened anew within seconds; only who stays away is told of.
  const away = (is) => {
    if (!is) {
      clearTimeout(lost);
      lost = 0;
      section.querySelector("[data-work-away]")?.setAttribute("hidden", "");
    } else if (!lost) {
      lost = setTimeout(() => section.querySelector("[data-work-away]")?.removeAttribute("hidden"), 5000);
    }
  };

  const over = () => {
    source.close();
    clearInterval(polling);
    clearTimeout(lost);
    if (section.closest("[data-work-reload]")) location.reload();
  };

  const poll = async () => {
    try {
      const answer = await fetch(section.dataset.work, { headers: { "HX-Request": "true" } });
      if (answer.ok) show(await answer.text());
      away(false);
    } catch {
      away(true);
    }
  };

  const source = new EventSource(`${section.dataset.work}/events`);
  source.addEventListener("work", (event) => show(event.data));
  source.addEventListener("open", () => away(false));
  source.addEventListener("error", () => {
    away(true);
    // It opens anew by itself unless the server said no; then, or in between, we ask.
    if (source.readyState === EventSource.CLOSED && !polling) polling = setInterval(poll, 2000);
  });
}

// A part that says after how many seconds it is out of date: it alone is replaced, so nothing else moves.
for (const part of document.querySelectorAll("[data-renew]")) {
  const again = () => setTimeout(renew, part.dataset.renew * 1000);
  const renew = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok || answer.redirected) { location.reload(); return; } // the page says why
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      part.replaceChildren(...next.querySelector("[data-renew]").childNodes);
    } catch {
      // no network right now: it is asked again
    }
    again();
  };
  again();
}

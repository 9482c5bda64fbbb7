// A form of several files that is refused keeps those that were chosen.  No browser fills a file
// input again, so the form is sent from here, and of the answer the page gets all but those inputs.
"use strict";

const chosenFiles = (form) => [...form.querySelectorAll("input[type=file]")];

const refusedOver = (form, html) => {
  const next = new DOMParser().parseFromString(html, "text/html");
  const main = next.querySelector("main");
  if (!main) return false;
  for (const old of chosenFiles(form).filter((one) => one.files.length)) {
    const fresh = main.querySelector(`input[type=file][name="${CSS.escape(old.name)}"]`);
    if (!fresh) continue;
    for (const { name, value } of fresh.attributes) {
      if (name !== "type") old.setAttribute(name, value); // to set its type again would empty it
    }
    fresh.replaceWith(old);
  }
  document.title = next.title;
  document.querySelector("main").replaceWith(main);
  const first = main.querySelector("[data-focus]") || main.querySelector(".field-error");
  if (first) { first.setAttribute("tabindex", "-1"); first.focus(); }
  return true;
};

// Log-in, proof or network went at this very moment: the page says so and keeps everything.
const staysUnsent = (form, found) => {
  const dialog = document.getElementById("unsent");
  if (!found || !dialog || !dialog.showModal) return false;
  for (const one of dialog.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== found;
  if (!dialog.open) dialog.showModal();
  delete form.dataset.sent;
  const button = form.querySelector("button[type=submit]");
  if (button) button.removeAttribute("aria-busy");
  return true;
};
const LOST = { "/sign-in": "out", "/step-up": "unproved" };

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("main form[method=post]")) return;
  if (chosenFiles(form).length < 2) return;
  event.preventDefault();
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  } catch {
    if (!staysUnsent(form, "away")) form.submit();
    return;
  }
  if (!answer.redirected) {
    if (!refusedOver(form, await answer.text())) form.submit(); // not a page of ours
  } else if (!staysUnsent(form, LOST[new URL(answer.url).pathname])) {
    location.assign(answer.url);
  }
});

// Passkeys: ask the server what to ask, ask the device, give the answer back.
"use strict";

const csrf = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

async function post(address, fields) {
  const body = new URLSearchParams(fields);
  return fetch(address, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": csrf(), Accept: "application/json" },
    credentials: "same-origin",
  });
}

async function ceremony(button, act) {
  const says = document.getElementById(button.dataset.says);
  says.textContent = "";
  button.setAttribute("aria-busy", "true");
  try {
    const asked = await post(button.dataset.options, {});
    if (!asked.ok) throw new Error("asked");
    const { ceremony, options } = await asked.json();
    const answer = await act(options.publicKey || options);
    const name = document.getElementById(button.dataset.name || "");
    const told = await post(button.dataset.answer, {
      ceremony,
      answer: JSON.stringify(answer.toJSON()),
      name: name ? name.value : "",
      next: button.dataset.next || "",
    });
    if (!told.ok) throw new Error("told");
    window.location.assign((await told.json()).next);
  } catch (error) {
    says.textContent = button.dataset.failed;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) { button.hidden = true; continue; }
  button.addEventListener("click", () => ceremony(button, async (options) => {
    if (button.dataset.passkey === "add") {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
      return navigator.credentials.create({ publicKey });
    }
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return navigator.credentials.get({ publicKey });
  }));
}

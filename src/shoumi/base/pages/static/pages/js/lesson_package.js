// A part of a lesson package in its frame.  The frame's origin is nobody's: what it says comes as
// messages and is sent on with this page's own form, the newest last.
"use strict";

{
  const player = document.querySelector("[data-package]");
  const form = player.querySelector("form");
  const frame = player.querySelector("iframe");
  const leave = document.querySelector("[data-package-leave]");
  const rest = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const line = (name, is, words) => {
    const place = player.querySelector(`[data-package-${name}]`);
    if (words) place.textContent = words;
    place.hidden = !is;
  };
  let waiting = null;
  let sending = null;

  const body = (state) => {
    const given = new FormData(form);
    given.set("state", state);
    return new URLSearchParams(given);
  };

  const post = async (state) => {
    const asked = { method: "POST", body: body(state), headers: { "HX-Request": "true" } };
    const answer = await fetch(form.action, asked);
    if (answer.status >= 500) throw new Error(answer.status);
    if (answer.status === 401) { line("out", true); return; }
    const told = await answer.json();
    line("refused", !answer.ok, told.what && `${told.what} ${told.mend}`);
    if (answer.ok) line("complete", told.complete);
  };

  const send = () => {
    sending ??= (async () => {
      while (waiting !== null) {
        const state = waiting;
        waiting = null;
        try {
          await post(state);
          line("away", false);
        } catch {
          waiting ??= state;
          line("away", true);
          await rest(1000);
        }
      }
      sending = null;
    })();
    return sending;
  };

  addEventListener("message", (event) => {
    if (event.origin !== "null" || event.data?.shoumi !== player.dataset.package) return;
    waiting = JSON.stringify(event.data.state);
    send();
  });

  frame.src = frame.dataset.src; // not before it is listened to

  // What the part says as it closes is heard while this page is still here.
  leave.addEventListener("click", async (event) => {
    event.preventDefault();
    frame.remove();
    await rest(200);
    await Promise.race([send(), rest(3000)]);
    location.assign(leave.href);
  });

  addEventListener("pagehide", () => {
    if (waiting !== null) navigator.sendBeacon(form.action, body(waiting));
  });
}

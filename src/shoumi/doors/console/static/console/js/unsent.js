// What was typed is not lost to a log-in that is over.  Before a form is sent the server is asked
// whether it would take it; while somebody types, the log-in is in use.
"use strict";

const notice = document.getElementById("unsent");
if (notice && notice.showModal) {
  const { session, who } = notice.dataset;
  const isFresh = "fresh" in notice.dataset;
  const MINUTE = 60_000;
  let heard = Date.now();

  // Why a form would not be taken now: out, other, unproved, away; empty where it would.
  const amiss = async () => {
    let answer;
    try {
      answer = await fetch(session, { headers: { "HX-Request": "true" }, cache: "no-store" });
    } catch {
      return "away";
    }
    if (answer.status === 401) return "out";
    if (!answer.ok) return ""; // the page that answers the form says it better
    heard = Date.now();
    const found = await answer.json();
    if (found.who !== who) return "other";
    return isFresh && !found.is_proved ? "unproved" : "";
  };

  document.addEventListener("input", (event) => {
    if (!event.target.closest("main form") || Date.now() - heard < 4 * MINUTE) return;
    heard = Date.now();
    amiss();
  });

  // Before anybody else hears of it: a form that is sent once has not been sent yet.
  let isAsked = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (isAsked || form.method !== "post" || !form.closest("main") || form.dataset.sent) return;
    if (!isFresh && Date.now() - heard < MINUTE) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    const found = await amiss();
    if (!found) {
      isAsked = true;
      form.requestSubmit(button);
      isAsked = false;
      return;
    }
    for (const one of notice.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== found;
    if (!notice.open) notice.showModal();
  }, true);
}

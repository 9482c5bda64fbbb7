// A list that is followed live.  The server says that it has changed, and the page is asked for
// anew; without this script, and where no answer comes, a link does the same.
"use strict";

{
  const main = document.querySelector("main");
  const told = () => main.querySelector("[data-live]");
  const address = told().dataset.live;
  const region = document.getElementById("live");
  const rest = (ms) => new Promise((done) => { setTimeout(done, ms); });
  let last = told().dataset.last;
  let lost = 0;

  const say = (which) => {
    for (const name of ["stale", "fresh", "away"]) {
      told().querySelector(`[data-live-${name}]`).hidden = name !== which;
    }
  };

  const reached = (is) => {
    if (is) { clearTimeout(lost); lost = 0; say("fresh"); }
    else if (!lost) lost = setTimeout(() => say("away"), 3000);
  };

  // What a script follows by itself keeps nobody signed in: it says so by both headers.
  const asked = () => ({
    cache: "no-store", headers: { "Last-Event-ID": last, "HX-Request": "true" },
  });

  const renew = async () => {
    const answer = await fetch(location.href, asked());
    if (!answer.ok || answer.redirected) { location.reload(); return; } // the page says why
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    const href = main.contains(document.activeElement) && document.activeElement.getAttribute("href");
    main.replaceChildren(...next.childNodes);
    last = told().dataset.last;
    say("fresh");
    if (href) main.querySelector(`a[href="${CSS.escape(href)}"]`)?.focus();
    if (region) region.textContent = main.querySelector(".lead")?.textContent ?? "";
  };

  const heard = async (block) => {
    const id = block.split("\n").find((line) => line.startsWith("id: "));
    if (id && id.slice(4) !== last) await renew();
  };

  const follow = async () => {
    const answer = await fetch(address, asked());
    if (answer.status === 401) { location.reload(); return false; }
    if ([403, 404, 410].includes(answer.status)) { say("stale"); return false; }
    if (!answer.ok) throw new Error(answer.status);
    reached(true);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      const parts = (text + value).split("\n\n");
      text = parts.pop();
      for (const part of parts) await heard(part);
    }
  };

  (async () => {
    for (;;) {
      try {
        if (!(await follow())) return;
      } catch {
        reached(false);
        await rest(700);
      }
      await rest(300);
    }
  })();
}

// A conversation that is followed live.  Lines come as events from the server, numbered; whatever
// happens to the connection, the next one begins after the last line that is here.  A text that
// nobody confirmed is sent again under the same word, and the server keeps it once.
"use strict";

{
  const talk = document.querySelector("[data-talk]");
  const list = talk.querySelector("[data-talk-lines]");
  const form = talk.querySelector("[data-talk-form]");
  const away = talk.querySelector("[data-talk-away]");
  const again = document.querySelector("[data-talk-again]");
  const code = form?.elements.code?.value ?? "";
  const own = talk.querySelector("[data-talk-code]");
  const rest = (ms) => new Promise((done) => { setTimeout(done, ms); });
  let last = Number(talk.dataset.last);
  let lost = 0;

  // Behind the # no server is sent it; the page is found again by it after a reload.
  if (own) history.replaceState(null, "", `/ask/chat#${own.textContent.trim()}`);

  const reached = (is) => {
    if (is) { clearTimeout(lost); lost = 0; away.hidden = true; }
    else if (!lost) lost = setTimeout(() => { away.hidden = false; }, 3000);
  };

  const refuse = (words) => {
    const place = form.querySelector("[data-talk-refused]");
    place.textContent = words;
    place.hidden = !words;
  };

  // What was typed stays where somebody has to come in again first.
  const out = () => (form.elements.text.value.trim() ? refuse(form.dataset.out) : anew());

  // Whoever is on the way to another page is not called back by the end of this one.
  let leaving = false;
  addEventListener("beforeunload", () => {
    leaving = true;
    setTimeout(() => { leaving = false; }, 15000); // a download leaves nothing
  });

  const anew = () => {
    if (leaving) return;
    if (again.matches("form")) again.requestSubmit();
    else location.assign(again.href);
  };

  const show = (number, html) => {
    if (!(number > last)) return;
    const line = new DOMParser().parseFromString(html, "text/html").querySelector("[data-place]");
    if (!line) return;
    last = number;
    list.append(line);
    line.scrollIntoView({ block: "nearest" });
    if (line.dataset.part === "ENDED") anew();
  };

  const told = (block) => {
    let number = 0;
    const data = [];
    for (const line of block.split("\n")) {
      if (line.startsWith("id: ")) number = Number(line.slice(4));
      else if (line.startsWith("data: ")) data.push(line.slice(6));
    }
    if (data.length) show(number, data.join("\n"));
  };

  // An EventSource can only ask by an address, where a code has no place; so the stream is read here.
  const follow = async () => {
    const asked = { headers: { "Last-Event-ID": String(last), "HX-Request": "true" } };
    if (code) Object.assign(asked, { method: "POST", body: new URLSearchParams({ code }) });
    const answer = await fetch(talk.dataset.talk, asked);
    if (answer.status === 401) { out(); return false; }
    if (answer.status === 410) { anew(); return leaving; } // over, or another's: the page says which
    if (answer.status === 404 || answer.status === 403) return false;
    if (!answer.ok) throw new Error(answer.status);
    reached(true);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      const parts = (text + value).split("\n\n");
      text = parts.pop();
      parts.forEach(told);
    }
  };

  const stay = async () => {
    for (;;) {
      try {
        if (!(await follow())) return;
      } catch {
        reached(false);
        await rest(700);
      }
      await rest(300);
    }
  };

  const send = async () => {
    const said = new URLSearchParams(new FormData(form));
    for (;;) {
      try {
        const answer = await fetch(form.action, {
          method: "POST", body: said, headers: { "HX-Request": "true" },
        });
        if (answer.status === 204) return "";
        if (answer.status === 401) return form.dataset.out;
        if (answer.status < 500) {
          const no = answer.headers.get("Content-Type")?.startsWith("application/json");
          if (no) { const words = await answer.json(); return `${words.what} ${words.mend}`; }
          anew();
          return "";
        }
      } catch {
        reached(false);
      }
      await rest(1000);
    }
  };

  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sent || !form.elements.text.value.trim()) return;
    form.dataset.sent = "yes";
    const words = await send();
    refuse(words);
    if (!words) form.elements.text.value = "";
    form.elements.once.value = crypto.randomUUID();
    delete form.dataset.sent;
    form.elements.text.focus();
  });

  form?.elements.text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  if (form) stay();
}

// A recipient's key and package: the page hands files to its worker and shows what that found.
// Nothing is sent: no field has a name, and the only call fetches the sealed file.
"use strict";

const CAN = Boolean(window.Worker && window.ReadableStream && window.TransformStream && window.BigInt
  && window.crypto && crypto.getRandomValues && window.Blob && Blob.prototype.stream && Blob.prototype.arrayBuffer);
const LEAST = 12;  // signs of a passphrase
const SYLLABLES = "0123456789abcdefghjkmnpqrstvwxyz";  // Crockford's, none of them mistaken for another

class Refused extends Error {
  constructor(code, facts = {}) { super(code); this.code = code; this.facts = facts; }
}

class Part {
  constructor(section) {
    this.section = section;
    this.form = section.querySelector("form");
    this.button = this.form.querySelector("button[type=submit]");
    this.found = section.querySelector("[data-found]");
    this.progress = section.querySelector("[data-progress]");
    section.querySelector("[data-cannot]").hidden = true;
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.run(); });
  }

  field(name) { return this.form.querySelector(`[data-field=${name}]`); }
  put(name, said) { for (const one of this.section.querySelectorAll(`[data-put=${name}]`)) one.textContent = said; }

  async run() {
    if (this.busy) return;
    this.busy = true;
    this.refuse("");
    this.found.hidden = true;
    this.button.setAttribute("aria-disabled", "true");
    try {
      await this.act();
    } catch (error) {
      if (error.code === "differs") this.fetched = null;  // the next time it is fetched anew
      this.refuse(error instanceof Refused ? error.code : "failed", error.facts);
    } finally {
      this.step("");
      this.button.removeAttribute("aria-disabled");
      if (this.worker) this.worker.terminate();
      this.worker = null;
      this.busy = false;
    }
  }

  // One act of a worker of its own: what it held is gone when it ends.
  ask(act, given) {
    return new Promise((done, fail) => {
      const { worker, age } = this.section.dataset;
      this.worker = new Worker(worker);
      this.worker.addEventListener("error", () => fail(new Refused("failed")));
      this.worker.addEventListener("message", ({ data }) => {
        if (data.step) this.step(data.step, data.done, data.total);
        else if (data.refused) fail(new Refused(data.refused, data.facts));
        else done(data.found);
      });
      this.worker.postMessage({ act, age: new URL(age, location.href).href, ...given });
    });
  }

  step(name, done = 0, total = 0) {
    this.progress.hidden = !name;
    for (const one of this.progress.querySelectorAll("[data-step]")) one.hidden = one.dataset.step !== name;
    const bar = this.progress.querySelector("progress");
    if (total) { bar.max = total; bar.value = done; } else bar.removeAttribute("value");
  }

  refuse(code, facts = {}) {
    for (const one of this.section.querySelectorAll("[data-refused]")) {
      one.hidden = one.dataset.refused !== code;
      if (one.hidden) continue;
      for (const [name, said] of Object.entries(facts || {})) {
        for (const place of one.querySelectorAll(`[data-fact=${name}]`)) place.textContent = said;
      }
      one.querySelector("h3").focus();
    }
  }

  show() {
    this.found.hidden = false;
    this.found.querySelector("h3").focus();
  }
}

// A link that saves; what it held before is let go.
function saves(link, content, name) {
  if (link.href) URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(content);
  link.download = name;
}

class Key extends Part {
  constructor(section) {
    super(section);
    section.querySelector("[data-propose]").addEventListener("click", () => this.propose());
    section.querySelector("[data-copy]").addEventListener("click", (event) => this.copy(event.currentTarget));
  }

  propose() {
    const drawn = crypto.getRandomValues(new Uint8Array(20));
    const signs = Array.from(drawn, (byte) => SYLLABLES[byte % 32]).join("");
    const said = signs.match(/.{4}/g).join("-");
    this.proposed = said;
    for (const name of ["passphrase", "again"]) {
      this.field(name).type = "text";
      this.field(name).value = said;
    }
    this.field("passphrase").select();
  }

  async copy(button) {
    const line = this.section.querySelector("[data-put=recipient]");
    getSelection().selectAllChildren(line);
    try {
      await navigator.clipboard.writeText(line.textContent);
      button.textContent = button.dataset.copied;
    } catch { /* it is selected: the reader copies it */ }
  }

  async act() {
    const passphrase = this.field("passphrase").value;
    if (passphrase.length < LEAST) throw new Refused("short");
    if (passphrase !== this.field("again").value) throw new Refused("unequal");
    const at = `${new Date().toISOString().slice(0, 19)}Z`;
    const made = await this.ask("make", { passphrase, at });
    this.put("recipient", made.recipient);
    this.put("fingerprint", made.fingerprint);
    const onward = this.section.querySelector("[data-hand-in]");
    onward.href = `${onward.dataset.handIn}?key=${made.recipient}`;
    // What the page thought of itself may not have been written down yet.
    const own = this.section.querySelector("[data-proposed]");
    own.hidden = passphrase !== this.proposed;
    this.put("passphrase", own.hidden ? "" : passphrase);
    const link = this.section.querySelector("[data-save=key]");
    saves(link, made.file, `shoumi-key-${made.fingerprint.slice(0, 8)}.age`);
    link.click();
    this.form.hidden = true;
    this.form.reset();
    this.show();
  }
}

class Package extends Part {
  async act() {
    const { sha256, fingerprint, reference, vkeys } = this.section.dataset;
    const [key] = this.field("key").files;
    if (!key) throw new Refused("choose-key");
    const [chosen] = this.field("package").files;
    const file = chosen || this.fetched || (this.fetched = await this.fetch());
    const passphrase = this.field("passphrase").value;
    const found = await this.ask("open", {
      file, key, passphrase, sha256, fingerprint, reference, vkeys: vkeys.split(" "),
    });
    this.field("passphrase").value = "";
    for (const name of ["sha256", "fingerprint", "signer", "rows", "files", "receipts"]) this.put(name, String(found[name]));
    this.put("columns", found.columns.join("、"));
    for (const link of this.section.querySelectorAll("[data-save]")) {
      const content = link.dataset.save === "whole" ? found.whole : found.parts[link.dataset.save];
      saves(link, content, `${reference}-${link.dataset.as}`);
    }
    const receipt = this.section.querySelector("[data-receipt]");
    if (receipt) receipt.href = `${receipt.dataset.receipt}?sha256=${found.sha256}`;
    this.show();
  }

  async fetch() {
    this.step("fetches");
    let answer;
    try {
      answer = await fetch(this.section.dataset.file, { redirect: "manual", credentials: "same-origin" });
    } catch { throw new Refused("unreached"); }
    if (answer.type === "opaqueredirect") throw new Refused("proof");
    if (!answer.ok) throw new Refused("held");
    const total = Number(answer.headers.get("Content-Length")), pieces = [];
    let read = 0;
    try {
      for (const reader = answer.body.getReader(); ;) {
        const { done, value } = await reader.read();
        if (done) break;
        pieces.push(new Blob([value]));
        this.step("fetches", read += value.length, total);
      }
    } catch { throw new Refused("unreached"); }
    return new Blob(pieces);
  }
}

if (CAN) {
  for (const section of document.querySelectorAll("[data-part=key]")) new Key(section);
  for (const section of document.querySelectorAll("[data-part=package]")) new Package(section);
}

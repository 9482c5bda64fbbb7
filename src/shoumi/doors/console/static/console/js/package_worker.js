// Off the page's thread: makes a recipient's key, opens a package with it and checks all of it before
// any of it is given.  Nothing here calls anybody; what was opened goes to the page and no further.
"use strict";

const MAX_KEY_BYTES = 64 * 1024;  // a key file is some hundred bytes; who chose the package is told so
const PIECE_BYTES = 4 * 1024 * 1024;
const BLOCK = 512;
const FORMAT = "shoumi.handover/v1";
const MANIFEST = "MANIFEST.json", NOTE = "MANIFEST.note", CSV = "data.csv";
const KEPT_BYTES = 64 * 1024 * 1024;  // of manifest and note together; both are read whole

class Refused extends Error {
  constructor(code, facts = {}) { super(code); this.code = code; this.facts = facts; }
}

const text = new TextEncoder();
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const digest = (bytes) => hex(age.sha256(bytes));
const strict = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
const tell = (step, done = 0, total = 0) => postMessage({ step, done, total });

// ---------------------------------------------------------------------------------------------- key

async function make({ passphrase, at }) {
  tell("seals");
  const identity = await age.generateX25519Identity();
  const recipient = await age.identityToRecipient(identity);
  // As age-keygen writes it, sealed as `age -p -a` seals: the command opens it, too.
  const plain = `# created: ${at}\n# public key: ${recipient}\n${identity}\n`;
  const encrypter = new age.Encrypter();
  encrypter.setPassphrase(passphrase);
  const sealed = age.armor.encode(await encrypter.encrypt(plain));
  return { recipient, fingerprint: digest(text.encode(recipient)), file: new Blob([sealed]) };
}

async function keys(file, passphrase) {
  if (file.size > MAX_KEY_BYTES) throw new Refused("no-key");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const found = identities(await opened(bytes, passphrase));
  if (!found.length) throw new Refused("no-key");
  const made = [];
  for (const identity of found) {
    let recipient;
    try { recipient = await age.identityToRecipient(identity); } catch { throw new Refused("no-key"); }
    made.push({ identity, recipient, fingerprint: digest(text.encode(recipient)) });
  }
  return made;
}

// The text of a key file: in the clear as age-keygen writes it, or sealed by a passphrase.
async function opened(bytes, passphrase) {
  let said;
  try { said = strict(bytes); } catch { said = ""; }
  if (identities(said).length) return said;
  let sealed = bytes;
  if (said.trimStart().startsWith("-----BEGIN AGE ENCRYPTED FILE-----")) {
    try { sealed = age.armor.decode(said); } catch { throw new Refused("no-key"); }
  }
  const head = String.fromCharCode(...sealed.subarray(0, 64));
  if (!head.startsWith("age-encryption.org/v1\n-> scrypt ")) throw new Refused("no-key");
  if (!passphrase) throw new Refused("no-passphrase");
  tell("unseals");
  const decrypter = new age.Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(sealed, "text");
  } catch (error) {
    throw new Refused(/no identity matched/.test(error.message) ? "passphrase" : "no-key");
  }
}

const identities = (said) => said.split(/\r?\n/).map((line) => line.trim())
  .filter((line) => /^AGE-SECRET-KEY-1[0-9A-Z]+$/.test(line));

// ------------------------------------------------------------------------------------------ package

async function open({ file, key, passphrase, sha256, fingerprint, reference, vkeys }) {
  const sum = await summed(file);
  if (sum !== sha256) throw new Refused("differs", { sha256: sum });
  const found = await keys(key, passphrase);
  const own = fingerprint ? found.find((one) => one.fingerprint === fingerprint) : found[0];
  if (!own) throw new Refused("other-key", { wanted: fingerprint, fingerprint: found[0].fingerprint });
  const archive = await decrypted(file, own);
  const manifest = await checked(archive, reference, own.fingerprint, vkeys);
  const table = await counted(archive.part(CSV));
  if (table.rows !== manifest.rows) throw new Refused("unsound");
  const parts = {};
  for (const [path, one] of archive.there) if (!path.startsWith("receipts/")) parts[path] = one.content;
  return {
    sha256: sum,
    fingerprint: own.fingerprint,
    signer: manifest.signer,
    rows: table.rows,
    columns: table.columns,
    files: archive.there.size,
    receipts: [...archive.there.keys()].filter((path) => path.startsWith("receipts/")).length,
    parts,
    whole: archive.whole,
  };
}

async function summed(file) {
  const running = age.sha256.create();
  await eachPiece(file, "sums", (piece) => running.update(piece));
  return hex(running.digest());
}

async function eachPiece(file, step, take) {
  for (let start = 0; start < file.size; start += PIECE_BYTES) {
    const piece = await file.slice(start, start + PIECE_BYTES).arrayBuffer();
    take(new Uint8Array(piece));
    tell(step, Math.min(start + PIECE_BYTES, file.size), file.size);
  }
}

async function decrypted(file, { identity, fingerprint }) {
  const decrypter = new age.Decrypter();
  decrypter.addIdentity(identity);
  const archive = new Archive();
  let read = 0;
  try {
    const stream = await decrypter.decrypt(file.stream());
    const reader = stream.getReader();
    for (let told = 0, next = await reader.read(); !next.done; next = await reader.read()) {
      archive.take(next.value);
      read += next.value.length;
      if (read - told >= PIECE_BYTES) { told = read; tell("opens", read, file.size); }
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (!/no identity matched/.test(error.message)) throw new Refused("unsound");
    throw new Refused("other-key", { wanted: "—", fingerprint });
  }
  archive.end();
  return archive;
}

// A plain ustar archive of files with different names and nothing else, measured as it passes.
class Archive {
  constructor() {
    this.there = new Map();
    this.pieces = [];
    this.waiting = [];
    this.held = this.size = 0;
    this.head = new Uint8Array(BLOCK);
    this.filled = this.left = this.padding = 0;
    this.ended = false;
  }

  take(piece) {
    this.waiting.push(piece);
    this.held += piece.length;
    // The browser may put a Blob on the disk, an array it may not.
    if (this.held >= PIECE_BYTES) this.flush();
    for (let view = piece; view.length;) view = view.subarray(this.pass(view));
  }

  flush() {
    this.pieces.push(new Blob(this.waiting));
    this.waiting = [];
    this.held = 0;
  }

  pass(view) {
    let taken;
    if (this.left) {
      const part = view.subarray(0, this.left);
      this.running.update(part);
      this.left -= taken = part.length;
      if (!this.left) this.current.sha256 = hex(this.running.digest());
    } else if (this.padding) {
      this.padding -= taken = Math.min(this.padding, view.length);
    } else {
      const part = view.subarray(0, BLOCK - this.filled);
      this.head.set(part, this.filled);
      this.filled += taken = part.length;
      if (this.filled === BLOCK) { this.filled = 0; this.begin(this.size + taken); }
    }
    this.size += taken;
    return taken;
  }

  begin(start) {
    const head = this.head;
    if (!head.some(Boolean)) { this.ended = true; return; }
    const cut = (from, to) => {
      const part = head.subarray(from, to), stop = part.indexOf(0);
      return String.fromCharCode(...(stop < 0 ? part : part.subarray(0, stop)));
    };
    const number = (from, to) => {
      const said = cut(from, to).trim();
      if (!/^[0-7]+$/.test(said)) throw new Refused("unsound");
      return parseInt(said, 8);
    };
    const sum = head.reduce((all, byte, place) => all + (place >= 148 && place < 156 ? 32 : byte), 0);
    const path = cut(0, 100), size = number(124, 136), kind = cut(156, 157);
    const fits = number(148, 156) === sum && (kind === "0" || kind === "") && !cut(345, 500);
    if (this.ended || !fits || !path || this.there.has(path)) throw new Refused("unsound");
    this.current = { start, size, sha256: "" };
    this.running = age.sha256.create();
    this.there.set(path, this.current);
    this.left = size;
    this.padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (!size) this.current.sha256 = hex(this.running.digest());
  }

  end() {
    if (this.left || this.padding || this.filled || !this.ended) throw new Refused("unsound");
    this.flush();
    this.whole = new Blob(this.pieces, { type: "application/x-tar" });
    for (const one of this.there.values()) one.content = this.whole.slice(one.start, one.start + one.size);
  }

  part(path) {
    if (!this.there.has(path)) throw new Refused("unsound");
    return this.there.get(path).content;
  }
}

// The manifest, once the house's key signed it, it is about this package and every file is as it says.
async function checked(archive, reference, fingerprint, vkeys) {
  tell("checks");
  const written = archive.part(MANIFEST), signed = archive.part(NOTE);
  if (written.size + signed.size > KEPT_BYTES) throw new Refused("unsound");
  const bytes = new Uint8Array(await written.arrayBuffer());
  let manifest, note, lines;
  try {
    manifest = JSON.parse(strict(bytes));
    note = strict(new Uint8Array(await signed.arrayBuffer()));
    lines = [FORMAT, manifest.package, manifest.rows, manifest.recipients.join(","), digest(bytes)];
  } catch { throw new Refused("unsound"); }
  const { said, signer } = verified(note, vkeys);
  const listed = new Map();
  for (const one of manifest.files) listed.set(one.path, one);
  const others = [...archive.there].filter(([path]) => path !== MANIFEST && path !== NOTE);
  const isWhole = others.length === listed.size && manifest.files.length === listed.size
    && others.every(([path, one]) => listed.has(path)
      && listed.get(path).bytes === one.size && listed.get(path).sha256 === one.sha256);
  if (said !== `${lines.join("\n")}\n` || !isWhole) throw new Refused("unsound");
  if (manifest.package !== reference || !manifest.recipients.includes(fingerprint)) throw new Refused("unsound");
  return { ...manifest, signer };
}

// The text of a signed note (c2sp.org/signed-note) and which of the known keys signed it.
function verified(note, vkeys) {
  const gap = note.lastIndexOf("\n\n");
  if (gap < 0 || !note.endsWith("\n")) throw new Refused("unsigned");
  const said = note.slice(0, gap + 1);
  const known = vkeys.map(knownKey);
  let signer = "";
  for (const line of note.slice(gap + 2, -1).split("\n")) {
    const found = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
    if (!found) throw new Refused("unsigned");
    const raw = base64(found[2]);
    const by = known.find((one) => one.name === found[1] && one.id === hex(raw.subarray(0, 4)));
    if (!by) continue;
    let holds = false;
    try { holds = age.ed25519.verify(raw.subarray(4), text.encode(said), by.key, { zip215: false }); } catch { /* no */ }
    if (!holds) throw new Refused("unsigned");
    signer = by.vkey;
  }
  if (!signer) throw new Refused("unsigned");
  return { said, signer };
}

function knownKey(vkey) {
  const [name, id, ...rest] = vkey.split("+");
  const raw = base64(rest.join("+"));
  const isOwn = digest(Uint8Array.of(...text.encode(name), 10, ...raw)).slice(0, 8) === id;
  if (raw[0] !== 1 || raw.length !== 33 || !isOwn) throw new Refused("unsigned");
  return { vkey, name, id, key: raw.subarray(1) };
}

function base64(said) {
  try { return Uint8Array.from(atob(said), (one) => one.charCodeAt(0)); } catch { throw new Refused("unsigned"); }
}

// Lines of the table below its heading, as a reader of CSV counts them; and what the heading says.
async function counted(csv) {
  let quoted = false, rows = -1, last = 10, headEnds = -1, read = 0;
  await eachPiece(csv, "counts", (piece) => {
    for (let place = 0; place < piece.length; place += 1) {
      const byte = piece[place];
      if (byte === 34) quoted = !quoted;
      if (byte === 10 && !quoted) { rows += 1; if (headEnds < 0) headEnds = read + place; }
      last = byte;
    }
    read += piece.length;
  });
  if (last !== 10) rows += 1;
  const head = await csv.slice(0, Math.max(headEnds, 0)).text();
  const columns = [];
  for (const [, inQuotes, plain] of head.replace(/^\ufeff|\r$/g, "").matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    columns.push(inQuotes === undefined ? plain : inQuotes.replaceAll('""', '"'));
  }
  return { rows, columns };
}

// ------------------------------------------------------------------------------------------ the page

const DONE = { make, open };

self.addEventListener("message", async ({ data }) => {
  try {
    if (!self.age) importScripts(data.age);
    postMessage({ found: await DONE[data.act](data) });
  } catch (error) {
    const isOurs = error instanceof Refused;
    // What is no refusal of ours is told by its kind alone: its words could hold what was opened.
    const code = isOurs ? error.code : error instanceof RangeError ? "memory" : "failed";
    postMessage({ refused: code, facts: isOurs ? error.facts : {} });
  }
});

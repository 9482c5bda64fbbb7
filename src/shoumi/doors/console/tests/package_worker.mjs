// The worker of a recipient's page in Node: messages as JSON lines from standard input, answers to
// standard output.  Files are named by their paths; what the page would save is written beside them.
import fs from "node:fs";
import readline from "node:readline";
import vm from "node:vm";

const [scripts] = process.argv.slice(2);
const said = [];
let hears;
globalThis.self = globalThis;
globalThis.addEventListener = (_, act) => { hears = act; };
globalThis.postMessage = (message) => { if (!message.step) said.push(message); };
globalThis.importScripts = (path) => vm.runInThisContext(fs.readFileSync(path, "utf8"));
importScripts(`${scripts}/package_worker.js`);

const blob = (path) => new Blob([fs.readFileSync(path)]);
const written = async (path, content) => fs.writeFileSync(path, Buffer.from(await content.arrayBuffer()));

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { file, key, out, ...given } = JSON.parse(line);
  const data = { ...given, age: `${scripts}/vendor/age.js`, file: file && blob(file), key: key && blob(key) };
  await hears({ data });
  const answer = said.pop();
  if (answer.found && out) await written(out, answer.found.whole || answer.found.file);
  if (answer.found) {
    delete answer.found.whole;
    delete answer.found.file;
    answer.found.parts = Object.keys(answer.found.parts || {});
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

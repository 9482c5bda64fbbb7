// What a part of a lesson package finds in its frame before its own scripts: the run-time of its
// edition with what it kept last time.  ``start`` is written above by the server.  The frame has an
// origin of its own that is nobody's, so the page around it is told by messages alone.
const isFirst = start.edition === "1.2";
const api = new (isFirst ? Scorm12API : Scorm2004API)({
  autocommit: false, lmsCommitUrl: false, mastery_override: false, logLevel: 5,
});
const before = start.state;
const over = { completed: 1, passed: 1, failed: 1 };
let finished = before.finished === "yes" ? "yes" : "";
let isBegun = false;
let later = 0;

const entry = () => {
  if (!Object.keys(before).length) return "ab-initio";
  return finished && before.exit !== "suspend" ? "" : "resume";
};

const kept = () => {
  const location = before.location ?? "";
  const suspended = before.suspend_data ?? "";
  const time = before.total_time ? { total_time: before.total_time } : {};
  if (isFirst) {
    const status = before.status ? { lesson_status: before.status } : {};
    return {
      core: { entry: entry(), lesson_location: location, ...status, ...time },
      suspend_data: suspended,
    };
  }
  const status = over[before.status] ? "completed" : before.status || "unknown";
  return { entry: entry(), location, suspend_data: suspended, completion_status: status, ...time };
};

const statusOf = (cmi) => {
  if (isFirst) return cmi.core.lesson_status;
  return over[cmi.success_status] && cmi.completion_status !== "completed"
    ? cmi.success_status : cmi.completion_status;
};

const tell = (state) => window.top.postMessage({ shoumi: start.key, state }, start.site);

const tellAll = () => {
  clearTimeout(later);
  later = 0;
  const { cmi } = api.renderCMIToJSONObject();
  tell({
    status: statusOf(cmi),
    location: isFirst ? cmi.core.lesson_location : cmi.location,
    suspend_data: cmi.suspend_data,
    exit: isFirst ? cmi.core.exit : cmi.exit,
    total_time: api.cmi.getCurrentTotalTime(),
    finished,
  });
};

api.loadFromJSON(kept(), "cmi");
for (const name of ["LMSInitialize", "Initialize"]) {
  api.on(name, () => { isBegun = true; finished = ""; });
}
for (const name of ["LMSSetValue", "SetValue"]) {
  api.on(name, () => { later ||= setTimeout(tellAll, 500); });
}
for (const name of ["LMSCommit", "Commit"]) api.on(name, tellAll);
for (const name of ["LMSFinish", "Terminate"]) {
  api.on(name, () => { finished = "yes"; tellAll(); });
}
addEventListener("pagehide", () => { if (isBegun && later) tellAll(); });
window[isFirst ? "API" : "API_1484_11"] = api;
if (!start.reports) tell({ ...before, status: "completed" });

// An origin that is nobody's keeps nothing, and asking for what is kept there throws; packages ask.
const memory = () => {
  const held = new Map();
  return {
    get length() { return held.size; },
    key: (place) => [...held.keys()][place] ?? null,
    getItem: (name) => held.get(String(name)) ?? null,
    setItem: (name, value) => { held.set(String(name), String(value)); },
    removeItem: (name) => { held.delete(String(name)); },
    clear: () => held.clear(),
  };
};
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { value: memory(), configurable: true });
}
Object.defineProperty(document, "cookie", { get: () => "", set: () => {}, configurable: true });

"""What scripts of the house leave in the browser, and whose messages they hear."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import playwright
import pytest

import shoumi
from shoumi.core.tests.cases import each

SOURCE = Path(shoumi.__path__[0])
NODE = Path(playwright.__file__).parent / "driver/node"
# In the frame of a lesson package, whose origin is nobody's, it puts memory in their place.
IN_PLACE_OF_STORES = SOURCE / "chapters/learning/data/scorm/start.js"
STORES = (
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "document.cookie",
    "caches.",
    "getDirectory",
)
LESSON = SOURCE / "base/pages/static/pages/js/lesson_package.js"
OURS = "package-7"
# A page as the script needs it: each message that is heard becomes one that is sent on.
PAGE = """
const heard = {}, sent = [];
const part = { hidden: true, dataset: { package: "package-7", src: "/x" }, action: "/on",
  addEventListener() {}, querySelector: () => part };
Object.assign(globalThis, {
  document: { querySelector: () => part }, addEventListener: (name, act) => { heard[name] = act; },
  FormData: class { set(name, value) { this[name] = value; } },
  URLSearchParams: class { constructor(given) { this.given = given; } },
  fetch: async (_, asked) => { sent.push(asked.body.given.state); return { status: 401 }; },
});
(0, eval)(require("fs").readFileSync(process.argv[1], "utf-8"));
heard.message(JSON.parse(process.argv[2]));
setTimeout(() => console.log(JSON.stringify(sent)), 20);
"""


def scripts():
    found = SOURCE.rglob("*.js")
    return sorted(one for one in found if "vendor" not in one.parts and ".min." not in one.name)


@each("path", scripts())
def test_nothing_is_kept_in_the_browser(path):
    text = path.read_text("utf-8")
    assert path == IN_PLACE_OF_STORES or [name for name in STORES if name in text] == []


STATE = {"status": "completed"}


@pytest.mark.parametrize(
    ("message", "is_heard"),
    [
        ({"origin": "null", "data": {"shoumi": OURS, "state": STATE}}, True),
        ({"origin": "https://evil.example", "data": {"shoumi": OURS, "state": STATE}}, False),
        ({"origin": "null", "data": {"shoumi": "package-8", "state": STATE}}, False),
        ({"origin": "null", "data": {"state": STATE}}, False),
        ({"origin": "null", "data": "completed"}, False),
        ({"origin": "null", "data": None}, False),
    ],
)
def test_a_page_hears_its_own_frame_alone(message, is_heard):
    order = [NODE, "-e", PAGE, LESSON, json.dumps(message)]
    done = subprocess.run(order, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == (
        [json.dumps(STATE, separators=(",", ":"))] if is_heard else []
    )

"""Lesson packages of both editions, made by the tests: two parts that report, one that does not."""

from __future__ import annotations

import io
import zipfile

_HEADS = {
    "1.2": (
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        "adlcp:scormtype",
        "1.2",
    ),
    "2004": (
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "http://www.adlnet.org/xsd/adlcp_v1p3",
        "adlcp:scormType",
        "2004 4th Edition",
    ),
}
PARTS = ("先核实", "再回复", "附录")
# A part as packages are written: it looks for the run-time in its window and those above it, keeps
# its page, and has buttons that a test presses.
_PART = """<!doctype html>
<html><head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="shared/look.css">
<script>
  function find(name) {{
    var at = window;
    for (var n = 0; !at[name] && at.parent && at.parent !== at && n < 9; n += 1) at = at.parent;
    return at[name];
  }}
</script>
<script src="shared/{edition}.js"></script>
</head><body onload="begin()">
<h1>{title}</h1><p id="page"></p><p id="entry"></p>
<button id="on" onclick="on()">on</button>
<button id="suspend" onclick="suspend()">suspend</button>
<button id="complete" onclick="complete()">complete</button>
<img src="shared/dot.svg" alt="">
</body></html>"""
_FIRST = """
var api, page = 1;
function show() { document.getElementById('page').textContent = 'page ' + page; }
function begin() {
  api = find('API');
  api.LMSInitialize('');
  page = Number(api.LMSGetValue('cmi.core.lesson_location')) || 1;
  document.getElementById('entry').textContent = ['entry', api.LMSGetValue('cmi.core.entry'),
    api.LMSGetValue('cmi.suspend_data').length, api.LMSGetValue('cmi.core.student_name')].join(' ');
  show();
}
function on() {
  page += 1;
  api.LMSSetValue('cmi.core.lesson_location', String(page));
  api.LMSSetValue('cmi.suspend_data', new Array(9001).join('s'));
  api.LMSCommit('');
  show();
}
function suspend() { api.LMSSetValue('cmi.core.exit', 'suspend'); api.LMSFinish(''); }
function complete() {
  api.LMSSetValue('cmi.core.score.raw', '100');
  api.LMSSetValue('cmi.core.lesson_status', 'passed');
  api.LMSFinish('');
}
"""
_SECOND = """
var api, page = 1;
function show() { document.getElementById('page').textContent = 'page ' + page; }
function begin() {
  api = find('API_1484_11');
  api.Initialize('');
  page = Number(api.GetValue('cmi.location')) || 1;
  document.getElementById('entry').textContent = ['entry', api.GetValue('cmi.entry'),
    api.GetValue('cmi.suspend_data').length, api.GetValue('cmi.learner_name')].join(' ');
  localStorage.setItem('seen', 'yes');
  show();
}
function on() {
  page += 1;
  api.SetValue('cmi.location', String(page));
  api.SetValue('cmi.suspend_data', new Array(9001).join('s'));
  show();
}
function suspend() { api.SetValue('cmi.exit', 'suspend'); api.Terminate(''); }
function complete() {
  api.SetValue('cmi.success_status', 'passed');
  api.SetValue('cmi.completion_status', 'completed');
  api.Terminate('');
}
"""
_DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'


def manifest(edition: str, *, parts: str = "", resources: str = "") -> str:
    imscp, adlcp, kind, version = _HEADS[edition]
    items = parts or "".join(
        f'<item identifier="i{n}" identifierref="r{n}"><title>{title}</title></item>'
        for n, title in enumerate(PARTS)
    )
    resources = resources or "".join(
        f'<resource identifier="r{n}" type="webcontent" {kind}="{word}" href="part{n}.html">'
        f'<file href="part{n}.html"/></resource>'
        for n, word in enumerate(("sco", "sco", "asset"))
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest identifier="m" xmlns="{imscp}"'
        f' xmlns:adlcp="{adlcp}"><metadata>'
        f"<schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>"
        f'<organizations default="o"><organization identifier="o"><title>核实</title>{items}'
        f"</organization></organizations><resources>{resources}</resources></manifest>"
    )


def files(edition: str) -> dict[str, bytes]:
    said = {
        "imsmanifest.xml": manifest(edition),
        "part0.html": _PART.format(title=PARTS[0], edition=edition),
        "part1.html": _PART.format(title=PARTS[1], edition=edition),
        "part2.html": f"<html><body><h1>{PARTS[2]}</h1></body></html>",
        "shared/look.css": "body { font-family: sans-serif; }",
        "shared/dot.svg": _DOT,
        "shared/1.2.js": _FIRST,
        "shared/2004.js": _SECOND,
    }
    return {name: text.encode() for name, text in said.items()}


def zipped(found: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return out.getvalue()


def package(edition: str, **instead: bytes) -> bytes:
    return zipped({**files(edition), **instead})

"""How large things may get (docs/adr/0023-budgets.md).  Templates: ``test_templates.py``;
which files outside a chapter may name it: ``test_chapter_names.py``.

What was larger when the budgets came is listed with its size of then.  An entry may only shrink,
and goes when the thing fits: nothing new is entered here without a decision of its own.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from tests.house import chapter, source

from shoumi.doors.reference import client

ROOT = Path(__file__).parents[1]
# Written from the API's description: as long as that is, with a parameter for each field.
GENERATED = {f"client/{name}" for name in client.written(ROOT / "src/shoumi/client")}
MODULES = [one for one in source.modules(ROOT / "src/shoumi") if one.name not in GENERATED]

CEILINGS = {
    "module": 350,  # lines
    "function": 50,  # lines below its docstring
    "parameters": 8,
    "test file": 300,  # lines
    "chapter": 4_000,  # lines, without tests and migrations
}
OVER = {
    "module": {
        "base/rotation/services.py": 376,
        "base/vault/keys.py": 399,
        "chapters/destruction/services/__init__.py": 358,
        "core/vault/keys.py": 400,
    },
    "function": {
        "base/intake/plan.py:plan": 54,
        "core/gate/decision.py:_ask": 53,
    },
    "parameters": {
        "base/deals/services/filings.py:file": 9,
        "base/dossier/export.py:export": 9,
        "base/gate/tasks.py:open_task": 9,
        "base/gate/tasks.py:question": 9,
        "base/handover/services.py:seal": 9,
        "core/scan/kernel/cells.py:tally_cells": 9,
        "core/scan/kernel/overlaps.py:grade_all": 10,
        "core/scan/kernel/primitives.py:add": 9,
        "doors/cli/demo.py:command": 9,
    },
    "test file": {
        "src/shoumi/base/accounts/tests/test_grants.py": 314,
        "src/shoumi/base/approvals/tests/test_approvals.py": 334,
        "src/shoumi/base/dossier/tests/test_export.py": 313,
        "src/shoumi/base/intake/tests/test_ocr.py": 334,
        "src/shoumi/chapters/destruction/tests/test_certificates.py": 338,
        "src/shoumi/base/ledger/tests/test_group_commit.py": 338,
        "src/shoumi/base/outbox/tests/test_outbox.py": 365,
        "src/shoumi/base/signin/tests/test_enrolment.py": 309,
        "src/shoumi/base/signin/tests/test_sessions.py": 303,
        "src/shoumi/chapters/compliance/tests/test_assessments.py": 394,
        "src/shoumi/chapters/consent/tests/test_answers.py": 349,
        "src/shoumi/chapters/consent/tests/test_campaigns.py": 339,
        "src/shoumi/doors/console/tests/test_operations.py": 356,
        "src/shoumi/doors/console/tests/test_viewer_pages.py": 317,
        "src/shoumi/doors/tests/test_emergency.py": 313,
        "src/shoumi/doors/tests/test_room_papers.py": 343,
        "src/shoumi/doors/tests/test_rooms_entry.py": 394,
        "src/shoumi/doors/tests/test_stored_values.py": 355,
        "tests/quality/made_up.py": 335,
    },
    "chapter": {
        # ADR 0028: what a notice covers is read, chosen and printed in the chapter it is of; its
        # doors are asked before a reminder is spent, and at each fetch of letters that wait; its
        # notices are authenticated, and what somebody was told is read by the own answer.
        # ADR 0044: letters leave, withdrawals are passed on; whom they go to, by which doors and
        # texts, and what their pages say is the chapter's, the rest is base/correspondence.  What
        # another buyer in the place of one means for those who were asked is the chapter's as well;
        # so are letters on paper once more asked for, and windows that a year's holidays move.
        # Its campaigns over all deals are listed by itself; a text waits for another person.
        # A file of letters counts once it is handed over; a withdrawal waits with the recipient.
        # Whoever delivers is asked about before; a person's answers are told to that person.
        # Who of the house has work with answers is told there, and nobody else reads them.
        # What somebody withdraws by a request is told and taken back by the card (ADR 0064).
        "consent": 10900,
        # Parts, each with its tables, page, commands and refusals in both languages: the firewall
        # with nftables' own words and blocks of addresses, the watch over the ledger with canaries
        # and sensors whose logs are read through rotation, the audit with advisories and matrices.
        # Of IPv6 a /64 is shut out, never who has to get here; canaries among customers by two.
        "defence": 9750,
        # Where no room was opened nobody certifies copies; a restored order names its witnesses.
        # Which states there are is read once, before orders are asked for.
        "destruction": 4200,
        # Acts of requests and channels, each with its page, command, operation and refusals in both
        # languages; the portal's form and receipt.  Mails come in, are held against the threads of
        # the house, set aside, answered, and taken out of the mailbox again.  Whose data rest is
        # marked, lifted and told to the gate; what is held of a person is packed for that person.
        # A chat is waited in, taken, handed over, ended, and becomes a request.
        # What a person agreed to is seen and taken back where that is asked for (ADR 0064).
        # The requests stand on a board as well.
        "feedback": 15250,
        # Three chapters of the handbook in one: courses, readings, sessions on site, the bank with
        # its statistics, examinations, certificates, awareness, cases; eighteen acts, each with its
        # page, command, operation and refusals in both languages.
        # Everybody is judged by as many statements as one, in a list of pages (ADR 0057); who is
        # refused is led to the course.  Certificates are papers; a list of staff is brought in,
        # row by row; signatures on paper, pictures, departments compared, Moodle's XML.  Packages
        # of SCORM are judged, kept, shown in a frame of their own and followed.  Topics are found
        # in lessons, sheets confirmed, incidents told as cases and read by another.
        # What was learned counts as long as policy, course and year are what they were.
        "learning": 11700,
        # Each passage of an assessment is written, drafted, saved and printed by itself; one that
        # is ready waits in the inbox of who may approve it.  What is missing before that is named
        # place by place; opinions are each of their own author; a report that was signed outside
        # is held against the one that the house made.
        "compliance": 4700,
        # A plan, who brought which key, and what a restore counts are recorded and asked for.
        "backup": 4200,
        # Six papers of a vendor, each with its verbs, pages and texts: registered, assessed, asked,
        # agreed, let in, gone wrong; a page of the vendor's own, and its questionnaire as a
        # workbook that comes back from programs of others; who got data of a deal is told, and who
        # gets files now.  A page by link on which it reports incidents at any hour.
        # Questionnaires of the house's own are mapped to its questions, and come back.  Each verb
        # is an operation too; a sub-processor that is new is reviewed before data go on.
        "vendors": 8200,
        # A working group with seats, meetings, minutes, comments on drafts; reviews of roles: each
        # with verbs, pages, commands, operations and refusals in both languages.  Fields are looked
        # at each year, staff accept each version, the record of processing comes in three forms.
        # What imports left out is proposed, accepted or refused, field by field.  Who was told of a
        # purpose that came later is noted, confirmed, answered by customers, and told to the gate.
        # Rooms made under earlier versions are looked at, and a yes is taken back on request.
        "policies": 9400,
        # Rule books, checks, cases, rewards and suspensions, each with verbs, pages, commands,
        # operations and refusals in both languages; the draw and its signals are rules.  What a
        # restore lost is made anew from the ledger, and texts have their term.  Who gave notice is
        # noted, and customers are put in the order of their intake, as two signals ask.  Signals
        # are scored and suspend; staff say whether they were consulted.
        # Months, versions and losses of before are looked at, and the whole staff is asked.
        "conduct": 7350,
        # Shared tasks with what they open at the gate, responsibilities, absences and interests,
        # threads whose texts and files are scanned before they are kept, robots of three vendors:
        # seventeen acts, each with its page, command, operation and refusals in both languages.  A
        # board of them by stage.
        "collaboration": 6800,
        # Plans, duty, changes, incidents, measures, counts, notices, who answers, drills: each with
        # verbs, pages, commands, operations and refusals in both languages; a text to begin with.
        # Letters to the people concerned, sent, printed, posted, noted; six playbooks as data.
        # What came in elsewhere becomes one; public notes by two; drills whose injects come by
        # themselves, are exported, begin at a drawn minute, are scored by answers, posts, tasks.
        "incidents": 11200,
    },
}


@cache
def functions():
    """(name, length, parameters) of each."""
    return [(name, length(node), parameters(node)) for name, node in _functions()]


def _functions():
    for module in MODULES:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{module.name}:{node.name}", node


def length(node):
    first = node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0]
    return (node.end_lineno or 0) - first.lineno + 1


def parameters(node):
    return len([*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs])


def largest(pairs):
    """Of several functions of one name in a module the largest counts."""
    found = {}
    for name, size in pairs:
        found[name] = max(size, found.get(name, 0))
    return found


MEASURES = {
    "module": lambda: {one.name: one.lines for one in MODULES},
    "function": lambda: largest((name, lines) for name, lines, _ in functions()),
    "parameters": lambda: largest((name, count) for name, _, count in functions()),
    "test file": lambda: {
        one.path.relative_to(ROOT).as_posix(): one.lines for one in source.tests(ROOT)
    },
    "chapter": lambda: {slug: chapter.lines(ROOT, slug) for slug in chapter.slugs(ROOT)},
}


def too_large(sizes, ceiling, listed):
    """Over the ceiling, and over what it was when it was listed."""
    return {name: size for name, size in sizes.items() if size > listed.get(name, ceiling)}


def not_needed(sizes, ceiling, listed):
    """Gone, or within the ceiling by now: strike it off."""
    return [name for name in listed if sizes.get(name, 0) <= ceiling]


@pytest.mark.parametrize("what", CEILINGS)
def test_nothing_is_larger_than_its_budget(what):
    sizes = MEASURES[what]()
    assert sizes
    assert too_large(sizes, CEILINGS[what], OVER[what]) == {}
    assert not_needed(sizes, CEILINGS[what], OVER[what]) == []


def test_a_budget_can_fail():
    sizes = {"new": 11, "listed": 13, "grown": 15, "shrunk": 9, "small": 10}
    listed = {"listed": 14, "grown": 14, "shrunk": 12, "gone": 12}
    assert too_large(sizes, 10, listed) == {"new": 11, "grown": 15}
    assert not_needed(sizes, 10, listed) == ["shrunk", "gone"]

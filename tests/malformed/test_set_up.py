"""Malformed input to each form of the page that makes a home: an answer in words, never a 500."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from tests.malformed import bodies, form_page, judgement

from shoumi.core.tests import portion
from shoumi.doors.set_up.draft import Step
from shoumi.doors.set_up.tests.conftest import site, visitor

__all__ = ["site", "visitor"]
AT = datetime(2026, 9, 2, 2, tzinfo=UTC)
PAGES = [f"/home/{step}" for step in Step]
INPUTS = 400 if portion.is_long() else 12


def forms(visitor):
    """Each form that is posted, by where it goes."""
    found = {}
    for page in ("/home", *PAGES):
        shown = visitor.get(page)
        assert shown.status_code == 200, page
        for form in form_page.forms(shown.content.decode()):
            if form.method == "post" and "/home" in (form.action or page):
                found[form.action or page] = form
    return found


@pytest.mark.usefixtures("site")
def test_whatever_is_typed_there_is_answered_in_words(visitor):
    found = forms(visitor)
    assert set(PAGES) <= set(found)
    wrong = []
    for path, form in sorted(found.items()):
        if path == "/home/make":
            continue  # it makes the home of what the others saved, and takes nothing
        free = {one.name for one in form.controls if one.kind in form_page.FREE}
        for number in range(INPUTS):
            chance = random.Random(f"{portion.seed()} {path} {number}")
            pairs = form_page.filled(form, chance, AT)
            sent = bodies.form(pairs, chance, ["x"], in_parts=chance.random() < 0.5, free=free)
            where = f"{path} #{number} {sent.kind[:60]!r} {sent.body[:300]!r}"
            with judgement.noted() as lines:
                try:
                    answer = visitor.generic(
                        "POST", path, sent.body, content_type=sent.kind, **sent.meta
                    )
                except Exception as error:  # noqa: BLE001 - what a server would have died of
                    wrong.append(f"{where}: {error!r}")
                    continue
            told = judgement.wordless(answer)
            if answer.status_code >= 500 or lines or told:
                wrong.append(f"{where}: {answer.status_code} {told} {lines}")
    assert not wrong, "\n".join(wrong[:5])

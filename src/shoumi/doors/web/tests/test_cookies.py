"""Every cookie of the house: of this host alone, over TLS alone, and no script reads it."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

import shoumi
from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.signin import enrolment
from shoumi.core.refs import Ref
from shoumi.doors.tests.visitors import Visitor
from shoumi.doors.web.middleware import COOKIE

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
SOURCE = Path(shoumi.__path__[0])
# A form counts where the page that shows it is ours; somebody who comes by a link from elsewhere
# is still signed in, and in the same language.
PURPOSES = {
    "__Host-csrf": "Strict",
    "__Host-shoumi": "Lax",
    "__Host-lang": "Lax",
    "__Host-theme": "Lax",
}


@pytest.fixture
def came(house):
    """Somebody who chose how pages look and came in by a link: the browser, the last answer."""
    times = {"at": clock.now(), "real_at": datetime.now(UTC)}
    made = accounts.enrol(name="何虚律", kind=Kind.STAFF, actor=house.dpo, at=clock.now())
    link = enrolment.invite(person=Ref(made.ref), actor=house.dpo, **times)
    visitor = Visitor()
    visitor.cookies.clear()
    for chosen in ("language/en", "theme/dark"):
        visitor.post(f"/choose/{chosen}")
    visitor.get(f"/enter/{link}")
    return visitor, visitor.post(f"/enter/{link}", follow=True, secure=True)


def test_each_is_of_this_host_over_tls_and_hidden_from_scripts_as_its_purpose_asks(came):
    visitor, _ = came
    assert {name: one["samesite"] for name, one in visitor.cookies.items()} == PURPOSES
    for one in visitor.cookies.values():
        assert (one["secure"], one["httponly"]) == (True, True), one.key
        assert (one["path"], one["domain"]) == ("/", ""), one.key


def test_a_session_is_told_by_its_cookie_alone(came):
    visitor, answer = came
    token = visitor.cookies[COOKIE].value
    assert len(token) > 40
    pages = [*(one for one, _ in answer.redirect_chain), answer.content.decode()]
    assert token not in "".join(pages)


def test_no_other_is_set_anywhere():
    """The one of the set-up page and the one of the way to a provider have tests of their own."""
    found = []
    for path in SOURCE.rglob("*.py"):
        text = "" if "tests" in path.parts else path.read_text("utf-8")
        if ".set_cookie(" in text or "set_signed_cookie" in text:
            calls = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Call)]
            found += [(path.name, one) for one in calls if ast.unparse(one.func)[-7:] == "_cookie"]
    found = [(file, one) for file, one in found if "delete" not in ast.unparse(one.func)]
    files = sorted(file for file, _ in found)
    assert files == ["cookies.py", "preferences.py", "provider_login.py", "visits.py"]
    for file, call in found:
        said = {one.arg: ast.unparse(one.value) for one in call.keywords}
        wanted = ("True", "True", "'/'")
        assert (said["secure"], said["httponly"], said["path"]) == wanted, file

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.doors import set_up
from shoumi.doors.demo.tests import runs
from shoumi.doors.set_up import draft, place
from shoumi.doors.set_up.errors import NowhereInMemory

TOKEN = tokens.make()
COMPANY = {
    "name": "样板转让服务有限公司",
    "name_en": "",
    "code": "91990000MA0000001B",
    "address": "样板市示范路 1 号",
    "contact": "privacy@house.example",
    "officer": "林示范",
    "officer_contact": "officer@house.example",
}
FOUNDERS = {
    "head": "郑样板",
    "head_mail": "head@house.example",
    "officer_mail": "",
    "visitor": "officer",
}
PASSPHRASE = "eleven paper lanterns drift over the quiet lake"


@pytest.fixture
def site(settings, tmp_path, monkeypatch):
    """The pages of a place without a home, in this process; the database is never asked."""
    settings.SHOUMI_HOME = str(tmp_path / "place")
    settings.ROOT_URLCONF = "shoumi.doors.set_up.urls"
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE[:-1],
        "shoumi.doors.set_up.middleware.SetUpMiddleware",
    ]
    templates = dict(settings.TEMPLATES[0])
    settings.TEMPLATES = [{**templates, "DIRS": [Path(set_up.__file__).parent / "templates"]}]
    for name in ("DATABASE_URL", "KEYRING_URL", "SHOUMI_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(draft, "draft", draft.Draft())
    digest = tokens.digest(TOKEN, Use.SETUP)
    monkeypatch.setattr(draft, "visit", draft.Visit(digest, datetime.now(UTC)))
    yield tmp_path / "place"
    with suppress(NowhereInMemory):
        shutil.rmtree(place.passphrase_place(tmp_path / "place").parent, ignore_errors=True)


@pytest.fixture
def copied_tables(monkeypatch):
    """What is made from here on has tables that are copied: that a newcomer's are migrated from
    nothing is another test's."""
    monkeypatch.setattr(place, "_SETTINGS", runs.SETTINGS)


@pytest.fixture
def visitor(site):
    """Somebody who came by the link."""
    made = client()
    made.post(f"/set-up/{TOKEN}")
    return made


def client(**more: object) -> Client:
    return Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="zh", **more)


def text_of(answer) -> str:
    return answer.content.decode()

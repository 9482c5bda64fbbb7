"""Nobody gets an answer that ``tests/access.toml`` does not say."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.web import access_table, home, routes

from shoumi.base.pages.access import access_of


def test_every_address_is_in_the_file_and_says_the_same_of_itself():
    said = access_table.rows()
    found = {route.name: route for route in routes.every()}
    assert found.keys() == said.keys()
    for name, route in found.items():
        row, access = said[name], access_of(route.view)
        assert access is not None, name
        assert (row.at, row.who, row.roles, row.fresh) == (
            route.address,
            access.who,
            access.roles,
            access.is_fresh,
        )


def test_two_addresses_never_share_a_name():
    names = [route.name for route in routes.every()]
    assert len(names) == len(set(names))


@pytest.mark.slow
def test_every_visitor_gets_by_every_method_what_the_file_says(tmp_path):
    """In a process of its own: a told home, opened as the server opens it."""
    order = [sys.executable, "-m", "tests.web.access", "--part"]
    done = subprocess.run(
        order, env=home.environment(tmp_path), cwd=home.ROOT, text=True, capture_output=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("differences=0\n")

"""``--as`` believed as in a demo home, for tests of what a command does.

What a real home asks of whom it names is told in ``doors/cli/tests/test_own_credential``.
"""

from __future__ import annotations

from shoumi.base.commands import own_credential


def believe(monkeypatch):
    monkeypatch.setattr(own_credential, "require", lambda actor: None)

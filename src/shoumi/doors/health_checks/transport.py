"""Each connection to another machine, tried now: what it agreed to, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from shoumi.base.messages import names
from shoumi.base.transport import services
from shoumi.base.transport.negotiation import Found
from shoumi.doors.health_checks.findings import Check, Finding, fail, ok, warn

_SOON = timedelta(days=14)
_MEND = (
    "装上可信的证书，只用 TLS 1.2 以上；然后 shoumi transport try",
    "install a trusted certificate and allow TLS 1.2 or newer alone; then shoumi transport try",
)


def tried() -> Iterator[Finding]:
    found = services.attempts()
    if not found:
        yield ok("transport", ("没有对外的连接", "no connection to other machines"))
    for path, one in found:
        zh, en = names.pair(path.kind)
        how_zh, how_en = names.pair(one.found)
        facts = {"host": path.host, "port": path.port, "version": one.version}
        if one.found is not Found.ENCRYPTED:
            what = (f"{zh} {{host}}:{{port}}：{how_zh}", f"{en} {{host}}:{{port}}: {how_en}")
            yield fail("transport", what, _MEND, **facts)
            continue
        until = one.until.date() if one.until else "—"
        what = (
            f"{zh} {{host}}:{{port}}：{{version}}，证书到 {{until}}",
            f"{en} {{host}}:{{port}}: {{version}}, certificate until {{until}}",
        )
        if one.until and one.until - datetime.now(UTC) < _SOON:
            mend = ("换证书，换好后重试", "renew the certificate, then try again")
            yield warn("transport", what, mend, until=until, **facts)
        else:
            yield ok("transport", what, until=until, **facts)


CHECKS: tuple[tuple[str, Check], ...] = (("transport", tried),)

"""What answers the house from elsewhere: relay, mailbox of reports, gateway of text messages,
time-stamp authority, and the clock on its wall.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import django
from tests.web.first_deal.server_clock import ServerClock

from shoumi.base.correspondence.tests.imap_server import Mails, holding
from shoumi.base.documents.tests import authority
from shoumi.base.outbox.tests.relays import Inbox, relay

if TYPE_CHECKING:
    from shoumi.base.correspondence.tests.gateway import Gateway

# Of the system (Debian: ca-certificates).
_AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")


@dataclass(frozen=True, slots=True)
class Outside:
    """``port``, ``inbox``  of the relay; ``stamps``  the address of the authority

    ``gateway``  what the vendor of text messages got; ``issuer`` signed its certificate (PEM)
    ``route``    the port at which it stands
    ``trusted``  the authorities that the machine trusts, and the issuer
    ``mailbox``  where reports on mails come back to, at the port ``imap``
    """

    clock: ServerClock
    port: int
    inbox: Inbox
    stamps: str
    gateway: Gateway
    issuer: str
    route: int
    trusted: Path
    mailbox: Mails
    imap: int

    @property
    def environment(self) -> Mapping[str, str]:
        """What a server has in its environment to live by this clock and reach this vendor."""
        from shoumi.base.correspondence.channels.vendors import HOSTS

        return {
            **self.clock.environment,
            "VENDOR_ROUTES": json.dumps({HOSTS[self.gateway.vendor]: self.route}),
            "SSL_CERT_FILE": str(self.trusted),
        }

    @property
    def sms_account(self) -> Mapping[str, str]:
        """As the console of the vendor shows it."""
        from shoumi.base.correspondence.tests import gateway

        return {
            name: str(value) for name, value in asdict(gateway.new(self.gateway.vendor)).items()
        }


@contextmanager
def standing(clock: ServerClock) -> Iterator[Outside]:
    """All of it, on this machine, until the block ends; by the server's clock."""

    def stamped(asked: bytes) -> bytes:
        with clock.here():
            return authority.reply(keys, asked)

    inbox, mailbox = Inbox(), Mails()
    with tempfile.TemporaryDirectory(prefix="shoumi-tsa-") as place:
        with clock.here():
            keys = authority.made(Path(place))
        with (
            relay(inbox) as port,
            authority.serving(stamped) as stamps,
            _vendor() as (gateway, issuer, route),
            holding(mailbox) as imap,
        ):
            trusted = Path(place) / "authorities.pem"
            trusted.write_text(_AUTHORITIES.read_text("ascii") + issuer, "ascii")
            yield Outside(
                clock, port, inbox, stamps, gateway, issuer, route, trusted, mailbox, imap
            )


@contextmanager
def _vendor() -> Iterator[tuple[Gateway, str, int]]:
    # The gateway stands among tests that import models; no home is opened in this process.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.doors.settings.test")
    django.setup()
    from shoumi.base.correspondence.channels.vendors import HOSTS, Vendor
    from shoumi.base.correspondence.tests.gateway import Gateway
    from shoumi.base.egress.tests import https_server

    gateway = Gateway(Vendor.ALIYUN)
    context = https_server.certified(HOSTS[gateway.vendor])
    with https_server.receiving(gateway, context=context) as server:
        yield gateway, https_server.authority()[0], server.port

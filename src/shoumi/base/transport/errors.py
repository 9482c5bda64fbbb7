"""What the settings of the public name refuse."""

from __future__ import annotations

from shoumi.core.errors import Invalid


class SiteUnfit(Invalid):
    """No public name of a machine."""

    code = "transport.site_unfit"
    field = "name"


class ProxiesUnfit(Invalid):
    """Something among the proxies is no address and no network."""

    code = "transport.proxies_unfit"
    field = "proxies"

"""What settings refuse."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid


class SettingUnfit(Invalid):
    """Facts: ``part`` that is empty, too long or of several lines."""

    code = "settings.unfit"


class CreditCodeUnfit(Invalid):
    """Not 18 signs of the right kind, or a check character that is none.  Facts: ``is_form``."""

    code = "settings.credit_code"
    field = "code"


class LogoUnfit(Invalid):
    """No PNG or JPEG picture, or one that is too large."""

    code = "settings.logo"
    field = "picture"


class SettingLost(Conflict):
    """What is in force is not in the keyring: it was set after the copy this home came from."""

    code = "settings.lost"

"""What a home has to have done for it where days go by; a demo home states it or has none of it."""

from __future__ import annotations


class Upkeep:
    def keep_copies(self) -> None:
        """Copies as young, and drills as near, as their demands want them."""

    def renew_root(self) -> None:
        """Where a root is not replaced by page."""

    def leave_vendor(self) -> None:
        """Where a vendor of text messages would be called."""

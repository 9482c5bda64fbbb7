"""The keyring stands apart: tables of ``vault`` live in its database and no others do."""

from __future__ import annotations

from typing import Any


class Keyring:
    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "keyring" if model._meta.app_label == "vault" else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return bool((one._meta.app_label == "vault") == (other._meta.app_label == "vault"))

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == "keyring") == (app_label == "vault")

"""Ledger tags of the keyring.

People's keys have none here: they are made in the act that stores the people, and erasing them,
intent and outcome, is an act of destruction.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    SET_UP = "vault.set_up"  # about the tenant; facts: provider, suite, indexes, first_review (day)

    UNLOCKED = "vault.unlocked"  # about the tenant: the passphrase was typed on a page

    # Checkpoints over this entry are signed by the new key; both keys signed the note.
    LOG_KEY_REPLACED = "vault.log_key_replaced"  # facts: epoch (new), succession (of the note)


# By then the algorithms are reviewed for the first time; homes of earlier versions do not say it.
FIRST_REVIEW = "first_review"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.SET_UP: Sentence(
        ("建立了密钥库，根密钥来自{provider}", "set up the vault, root from a {provider}"),
        {"provider": "vault.ProviderKind"},
    ),
    Tag.UNLOCKED: Sentence(
        ("重启后有人输入口令，启用了密钥", "unlocked the house after a restart, by its passphrase")
    ),
    Tag.LOG_KEY_REPLACED: Sentence(
        (
            "更换了账本的签名密钥，第 {epoch} 代；新旧密钥互相签认",
            "replaced the ledger's signing key, epoch {epoch}; both keys vouch for it",
        )
    ),
}

"""A repository of restic that opens at once, under the same password.

restic has each of its calls derive the key for half a second of this machine's work, and a test
makes some forty calls.  What is derived, with how little work, is written over what ``init`` wrote.
"""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.poly1305 import Poly1305

WORK = {"N": 2, "r": 1, "p": 1}
_NONCE = _MAC = 16


def put(repository: Path, password: str) -> None:
    """The only key of a repository in a folder becomes a quick one."""
    (old,) = (repository / "keys").iterdir()
    name, content = quick(old.read_bytes(), password)
    (old.parent / name).write_bytes(content)
    old.unlink()


def quick(key: bytes, password: str) -> tuple[str, bytes]:
    """The name and content of the file that takes the place of ``key``."""
    told = json.loads(key)
    master = _opened(b64decode(told["data"]), _derived(told, password))
    told |= WORK
    told["data"] = b64encode(_sealed(master, _derived(told, password))).decode()
    content = json.dumps(told).encode()
    return hashlib.sha256(content).hexdigest(), content


def _derived(told: dict[str, Any], password: str) -> bytes:
    work = {"n": told["N"], "r": told["r"], "p": told["p"], "maxmem": 2**30}
    return hashlib.scrypt(password.encode(), salt=b64decode(told["salt"]), dklen=64, **work)


def _opened(sealed: bytes, key: bytes) -> bytes:
    nonce, text, mac = sealed[:_NONCE], sealed[_NONCE:-_MAC], sealed[-_MAC:]
    assert _mac(nonce, text, key) == mac, "another password, or restic seals otherwise by now"
    return _ctr(nonce, text, key)


def _sealed(plain: bytes, key: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    text = _ctr(nonce, plain, key)
    return nonce + text + _mac(nonce, text, key)


def _ctr(nonce: bytes, text: bytes, key: bytes) -> bytes:
    return Cipher(algorithms.AES(key[:32]), modes.CTR(nonce)).encryptor().update(text)


def _mac(nonce: bytes, text: bytes, key: bytes) -> bytes:
    """Poly1305-AES: the nonce goes through AES first."""
    pad = Cipher(algorithms.AES(key[32:48]), modes.ECB()).encryptor().update(nonce)  # noqa: S305
    return Poly1305.generate_tag(key[48:] + pad, text)

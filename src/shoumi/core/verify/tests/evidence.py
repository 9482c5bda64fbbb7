"""A small log and its dossier, written for the tests without any code of the product.

The tree is the recursive definition of RFC 6962 section 2.1; keys are fixed, so a dossier has the
same bytes on every run.
"""

from __future__ import annotations

import base64
import json
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

DEAL = "deal-0000000000000001"
OTHER_DEAL = "deal-0000000000000002"
ORIGIN = "log.example/shoumi"
KEY = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"\x02" * 32)
WITNESS = Ed25519PrivateKey.from_private_bytes(b"\x03" * 32)
PDF = b"%PDF-1.7\n" + bytes(range(256)) + b"\n%%EOF\n"
RECEIPT = b'{"@type":"ConsentReceipt"}\n'
CERTIFICATE = b"%PDF-1.7 certificate\n%%EOF\n"


def dumped(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leaf(data):
    return sha256(b"\0" + data).digest()


def split(count):
    half = 1
    while half * 2 < count:
        half *= 2
    return half


def root(leaves):
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    half = split(len(leaves))
    return sha256(b"\1" + root(leaves[:half]) + root(leaves[half:])).digest()


def path(leaves, index):
    if len(leaves) == 1:
        return []
    half = split(len(leaves))
    if index < half:
        return [*path(leaves[:half], index), root(leaves[half:])]
    return [*path(leaves[half:], index - half), root(leaves[:half])]


def b64(data):
    return base64.b64encode(data).decode()


def public(key):
    return key.public_key().public_bytes_raw()


def hint(key, name=ORIGIN, kind=1):
    return sha256(name.encode() + b"\n" + bytes([kind]) + public(key)).digest()[:4]


def vkey(key=KEY, name=ORIGIN, kind=1):
    return f"{name}+{hint(key, name, kind).hex()}+{b64(bytes([kind]) + public(key))}"


def note(lines, key=KEY, name=ORIGIN):
    text = "".join(line + "\n" for line in lines)
    return f"{text}\n{signature_line(text, key, name)}".encode()


def signature_line(text, key=KEY, name=ORIGIN):
    return f"\u2014 {name} {b64(hint(key, name) + key.sign(text.encode()))}\n"


def checkpoint(leaves, key=KEY, name=ORIGIN):
    return note([name, str(len(leaves)), b64(root(leaves))], key, name)


def cosigned(signed, key=WITNESS, name="witness.example", moment=1_700_000_000):
    text = signed.partition(b"\n\n")[0].decode() + "\n"
    signature = key.sign(f"cosignature/v1\ntime {moment}\n{text}".encode())
    whole = hint(key, name, 4) + moment.to_bytes(8, "big") + signature
    return signed + f"\u2014 {name} {b64(whole)}\n".encode()


def proof(leaves, index, extra=b"", key=KEY):
    lines = ["c2sp.org/tlog-proof@v1"]
    lines += [f"extra {b64(extra)}"] if extra else []
    lines += [f"index {index}", *(b64(step) for step in path(leaves, index)), "", ""]
    return "\n".join(lines).encode() + checkpoint(leaves, key)


def body(tag, hour, *, facts=None, deal=DEAL, rows=None):
    plain = {
        "v": 1,
        "tag": tag,
        "actor": "system-shoumi",
        "about": "nda-0000000000000001",
        "at": f"2026-03-02T0{hour}:00:00.000000Z",
        "duties": ["6.1"],
        "facts": facts or {},
    }
    plain |= {"deal": deal} if deal else {}
    plain |= (
        {"rows": {"count": len(rows), "root": root([leaf(r) for r in rows]).hex()}} if rows else {}
    )
    return dumped(plain)


ROWS = [dumped({"receipt": sha256(b"row %d" % number).hexdigest()}) for number in range(3)]


def bodies():
    """Seven entries: 0 genesis, 1 paper, 2 another deal's, 3 receipt, 4 bulk, 5 certificate, 6."""
    return [
        body("ledger.opened", 0, deal=None),
        body("paper.signed", 1, facts={"document": sha256(PDF).hexdigest()}),
        body("deal.created", 2, deal=OTHER_DEAL),
        body("receipt.issued", 3, facts={"receipt": sha256(RECEIPT).hexdigest()}),
        body("campaign.sent", 4, rows=ROWS),
        body("certificate.issued", 5, facts={"pdf": sha256(CERTIFICATE).hexdigest()}),
        body("deal.closed", 6),
    ]


def dossier(entries=None, *, key=KEY, disclosed=None, extra_files=None):
    """The files of a good dossier over ``entries``, signed by ``key``."""
    entries = bodies() if entries is None else entries
    leaves = [leaf(each) for each in entries]
    paper = {"fact": "document", "kind": "nda", "pages": 1, "path": "papers/nda.pdf", "position": 1}
    disclosed = [0, 1, 3, 4, 5, 6] if disclosed is None else disclosed
    lines = [dumped({"body": entries[n].decode(), "position": n}) + b"\n" for n in disclosed]
    files = {
        "ledger/checkpoint": checkpoint(leaves, key),
        "ledger/leaves.txt": "".join(each.hex() + "\n" for each in leaves).encode(),
        "ledger/entries.jsonl": b"".join(lines),
        "ledger/rows/4.jsonl": b"".join(row + b"\n" for row in ROWS),
        "papers/index.json": dumped([paper]),
        "papers/nda.pdf": PDF,
        "receipts/rcp-1.jsonld": RECEIPT,
        "receipts/rcp-1.tlog-proof": proof(leaves[:5], 3, entries[3], key),
        "certificates/crt-1.pdf": CERTIFICATE,
        "certificates/crt-1.tlog-proof": proof(leaves, 5, b"", key),
        "verify.py": b"# the verifier\n",
    }
    return signed(files | (extra_files or {}), leaves, key=key)


def signed(files, leaves, *, key=KEY, deal=DEAL):
    """``files`` with a fresh manifest and note over them."""
    files = {k: v for k, v in files.items() if k not in ("MANIFEST.json", "dossier.note")}
    rows = [
        {"bytes": len(data), "path": name, "sha256": sha256(data).hexdigest()}
        for name, data in sorted(files.items())
    ]
    manifest = dumped(
        {
            "format": "shoumi.dossier/v1",
            "deal": deal,
            "tree_size": len(leaves),
            "root": b64(root(leaves)),
            "vkey": vkey(key),
            "files": rows,
        }
    )
    lines = ["shoumi.dossier/v1", deal, str(len(leaves)), b64(root(leaves))]
    sealed = note([*lines, sha256(manifest).hexdigest()], key)
    return {**files, "MANIFEST.json": manifest, "dossier.note": sealed}


def write(files, folder):
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def trust_text(*, key=KEY, seen=(), extra=""):
    lines = ["shoumi.trust/v1", f"log {vkey(key)}"]
    lines += [f"seen {size} {b64(digest)}" for size, digest in seen]
    return "\n".join(lines) + "\n" + extra


def tiled(entries, *, signed=None):
    """A whole log as c2sp.org/tlog-tiles: the files of the checkpoint over ``entries``."""
    leaves = [leaf(each) for each in entries]
    files = {"checkpoint": checkpoint(leaves) if signed is None else signed}
    for start in range(0, len(entries), 256):
        held = entries[start : start + 256]
        packed = b"".join(len(each).to_bytes(2, "big") + each for each in held)
        files[f"tile/entries/{start // 256:03d}{_partial(len(held))}"] = packed
    level, number = leaves, 0
    while level:
        for start in range(0, len(level), 256):
            held = level[start : start + 256]
            files[f"tile/{number}/{start // 256:03d}{_partial(len(held))}"] = b"".join(held)
        full = range(0, len(level) - 255, 256)
        level, number = [root(level[start : start + 256]) for start in full], number + 1
    return files


def _partial(width):
    return "" if width == 256 else f".p/{width}"

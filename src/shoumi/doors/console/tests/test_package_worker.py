"""What opens packages in a recipient's browser, run in Node, says no wherever our reader does.

In Chromium itself: ``tests/web/package_journey.py``.
"""

from __future__ import annotations

import io
import json
import subprocess
from hashlib import sha256
from pathlib import Path

import playwright
import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.staticfiles import finders

from shoumi.base.handover.packages import (
    archive,
    check_age,
    contents,
    made,
    manifest,
    pack_age,
    spool,
)
from shoumi.base.handover.packages.errors import WillNotOpen
from shoumi.base.handover.packages.tests.age_program import age, public_of
from shoumi.base.handover.packages.tests.sample_package import (
    AGE_KEY,
    AT,
    IDENTITY,
    LABEL,
    ROWS,
    SCHEMA,
    SIGNER,
    VERIFIERS,
)
from shoumi.core.ledger import note

NODE = Path(playwright.__file__).parent / "driver/node"
PASSPHRASE = "三只 quiet boats 过湖"
FINGERPRINT = sha256(AGE_KEY.encode()).hexdigest()


def told(*asked):
    """What the worker answers to each of these."""
    scripts = Path(finders.find("console/js/package_worker.js")).parent
    order = [NODE, Path(__file__).with_name("package_worker.mjs"), scripts]
    lines = "".join(f"{json.dumps(one)}\n" for one in asked)
    answered = subprocess.run(order, input=lines, check=True, text=True, capture_output=True).stdout
    return [json.loads(line) for line in answered.splitlines()]


def asked(folder, sealed, **changes):
    """To open it, as the page of that package asks."""
    package, key = folder / f"{sha256(sealed).hexdigest()[:16]}.age", folder / "key.txt"
    package.write_bytes(sealed)
    key.write_text(f"# a comment\r\n{IDENTITY}\r\n")
    return {
        "act": "open",
        "file": str(package),
        "key": str(key),
        "passphrase": "",
        "sha256": sha256(sealed).hexdigest(),
        "fingerprint": FINGERPRINT,
        "reference": LABEL.package,
        "vkeys": [SIGNER.verifier().vkey()],
        **changes,
    }


def packed(folder, rows=ROWS):
    out = folder / "one.tar.age"
    receipts = {"rcp-1.jsonld": b"{}", "rcp-1.tlog-proof": b"x"}
    pack_age(made(rows, SCHEMA), SCHEMA, AGE_KEY, out, label=LABEL, receipts=receipts)
    return out.read_bytes()


def seal(plain):
    return pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(AGE_KEY)])


def files(folder, rows=ROWS[:3], **changes):
    """The plain content of a package, by path."""
    written = contents.write(contents.made(rows, SCHEMA), SCHEMA, folder)
    given = {"schema": SCHEMA, "label": LABEL, "fingerprints": [FINGERPRINT], "receipts": {}}
    found = manifest.files(written, **(given | changes))
    plain = {path: spool.whole(content) for path, content in found.items()}
    written.close()
    return plain


def tar(found):
    return b"".join(archive.chunks(found, AT))


def test_what_we_seal_it_opens_and_tells_what_is_inside(tmp_path):
    sealed, out = packed(tmp_path), tmp_path / "plain.tar"
    (answer,) = told(asked(tmp_path, sealed, out=str(out)))
    found = answer["found"]
    assert (found["rows"], found["files"], found["receipts"]) == (409, 7, 2)
    assert found["columns"][:2] == ["姓名", "手机号"]
    assert found["signer"] == SIGNER.verifier().vkey()
    assert out.read_bytes() == pyrage.decrypt(sealed, [IDENTITY])


def test_a_key_it_makes_opens_with_age_and_is_told_by_its_public_half(tmp_path):
    out, opened = tmp_path / "made.age", tmp_path / "opened.txt"
    make = {"act": "make", "passphrase": PASSPHRASE, "at": "2026-11-06T01:00:00Z", "out": str(out)}
    (answer,) = told(make)
    recipient = answer["found"]["recipient"]
    assert out.read_text("ascii").startswith("-----BEGIN AGE ENCRYPTED FILE-----\n")
    age("-d", "-o", str(opened), str(out), passphrase=PASSPHRASE)
    created, public, identity = opened.read_text("ascii").splitlines()
    assert (created, public) == ("# created: 2026-11-06T01:00:00Z", f"# public key: {recipient}")
    assert public_of(opened) == recipient
    assert str(pyrage.x25519.Identity.from_str(identity).to_public()) == recipient
    assert answer["found"]["fingerprint"] == sha256(recipient.encode()).hexdigest()


def test_a_key_sealed_elsewhere_opens_with_its_passphrase_and_no_other(tmp_path):
    sealed, key = packed(tmp_path), tmp_path / "sealed.age"
    key.write_bytes(pyrage.passphrase.encrypt(f"{IDENTITY}\n".encode(), PASSPHRASE))
    (tmp_path / "plain.txt").write_text(f"{IDENTITY}\n")
    program = tmp_path / "program.age"
    age("-p", "-a", "-o", str(program), str(tmp_path / "plain.txt"), passphrase=PASSPHRASE)
    of_program, right, wrong, none = told(
        asked(tmp_path, sealed, key=str(program), passphrase=PASSPHRASE),
        asked(tmp_path, sealed, key=str(key), passphrase=PASSPHRASE),
        asked(tmp_path, sealed, key=str(key), passphrase="三只 quiet boats 过河"),
        asked(tmp_path, sealed, key=str(key)),
    )
    assert of_program["found"]["rows"] == right["found"]["rows"] == 409
    assert (wrong["refused"], none["refused"]) == ("passphrase", "no-passphrase")


def test_each_wrong_key_and_file_is_refused_by_its_own_name(tmp_path):
    sealed, stranger, large = packed(tmp_path), tmp_path / "stranger.txt", tmp_path / "large"
    stranger.write_text(str(pyrage.x25519.Identity.generate()))
    large.write_bytes(bytes(70_000))
    broken = tmp_path / "broken.txt"
    broken.write_text("AGE-SECRET-KEY-1QQQQ")
    another = {"fingerprint": ""}  # of a package that an earlier version sealed
    answers = told(
        asked(tmp_path, sealed, key=str(stranger)),
        asked(tmp_path, sealed, key=str(stranger), **another),
        asked(tmp_path, sealed, key=str(large)),
        asked(tmp_path, sealed, key=str(broken)),
        asked(tmp_path, sealed, sha256="0" * 64),
    )
    said = [one["refused"] for one in answers]
    assert said == ["other-key", "other-key", "no-key", "no-key", "differs"]
    theirs = answers[0]["facts"]["fingerprint"]
    assert [one["facts"].get("wanted") for one in answers[:2]] == [FINGERPRINT, "—"]
    public = pyrage.x25519.Identity.from_str(stranger.read_text()).to_public()
    assert theirs == sha256(str(public).encode()).hexdigest()


def unsigned(folder):
    found = files(folder)
    signer = note.Signer(SIGNER.name, Ed25519PrivateKey.generate())
    text = found[manifest.NOTE].decode().rpartition("\n\n")[0] + "\n"
    return tar(found | {manifest.NOTE: note.sign(text, signer).encode()})


def signed_wrongly(folder):
    found = files(folder)
    return tar(found | {manifest.NOTE: found[manifest.NOTE].replace(b"\n3\n", b"\n4\n")})


def with_more(folder):
    return tar(files(folder) | {"more.txt": b"x"})


def with_less(folder):
    found = files(folder)
    del found[manifest.OPEN_ME]
    return tar(found)


def changed(folder):
    found = files(folder)
    return tar(found | {manifest.CSV: found[manifest.CSV].replace(b"154", b"155")})


def twice(folder):
    plain = tar(files(folder))
    return plain[:-1024] + plain


def with_a_link(folder):
    plain = bytearray(tar(files(folder)))
    plain[156] = ord("2")
    plain[148:156] = b"%06o\0 " % (sum(plain[:148]) + sum(plain[156:512]) + 8 * 32)
    return bytes(plain)


def cut(folder):
    return tar(files(folder))[:-1500]


def without_end(folder):
    return tar(files(folder))[:-1024]


def without_table(folder):
    found = files(folder)
    del found[manifest.CSV]
    return tar(found)


def nothing(folder):
    return b""


BROKEN = {
    "unsound": [
        with_more,
        with_less,
        changed,
        twice,
        with_a_link,
        cut,
        without_end,
        without_table,
        nothing,
    ],
    "unsigned": [unsigned, signed_wrongly],
}


def test_a_package_that_is_not_as_its_manifest_says_is_refused_here_as_by_our_own_reader(tmp_path):
    cases = [(code, make) for code, makes in BROKEN.items() for make in makes]
    sealed = [seal(make(tmp_path)) for _, make in cases]
    for one in sealed:
        with pytest.raises(WillNotOpen):
            check_age(io.BytesIO(one), str(IDENTITY), verifiers=VERIFIERS)
    answers = told(*(asked(tmp_path, one) for one in sealed))
    said = {make.__name__: one["refused"] for (_, make), one in zip(cases, answers, strict=True)}
    assert said == {make.__name__: code for code, make in cases}


def test_what_is_whole_but_not_this_package_or_not_by_this_house_is_refused(tmp_path):
    sealed = seal(tar(files(tmp_path)))
    other = note.Signer(SIGNER.name, Ed25519PrivateKey.generate()).verifier()
    bent = SIGNER.verifier().vkey().replace("+", "+0", 1)
    right, *answers = told(
        asked(tmp_path, sealed, vkeys=[other.vkey(), SIGNER.verifier().vkey()]),
        asked(tmp_path, sealed, reference="pack-two"),
        asked(tmp_path, sealed, vkeys=[other.vkey()]),
        asked(tmp_path, sealed, vkeys=[bent]),
        asked(tmp_path, seal(tar(files(tmp_path, fingerprints=["f" * 64])))),
    )
    assert right["found"]["rows"] == 3
    assert [one["refused"] for one in answers] == ["unsound", "unsigned", "unsigned", "unsound"]


def test_rows_are_counted_as_a_reader_of_csv_counts_them(tmp_path):
    odd = [{**ROWS[0], "name": text} for text in ('a "b"', "two\nlines", 'x"\n"y', "a,b", "")]
    (answer,) = told(asked(tmp_path, packed(tmp_path, odd)))
    assert answer["found"]["rows"] == len(odd)

"""Draw the sample of a month again from the file that a check hands out: ``redraw.py draw.json``.

It shares no code with the product and needs Python alone.  It exits with 0 where the seed is the
one that was committed to before, and draws exactly the sample to which the ledger entry of the draw
commits; else with 1, saying what does not fit.  That the entries are those of the ledger is shown
by their proofs, which ``shoumi ledger prove`` gives.
"""

import hashlib
import json
import sys

LIST_OF_ACTS = {"export": "EXPORT", "list": "LIST"}


def leaf_hash(body):
    """RFC 6962 section 2.1."""
    return hashlib.sha256(b"\x00" + body.encode()).digest()


def kind_of(said, tasks):
    facts = said["facts"]
    if said["actor"] == "system-shoumi":
        return None
    match said["tag"]:
        case "gate.revealed":
            if facts.get("task") in tasks:
                return "EMERGENCY"
            return LIST_OF_ACTS.get(facts["act"], "READ")
        case "gate.searched":
            return "LIST"
        case "exports.made":
            return "EXPORT"
        case "emergency.opened":
            return "EMERGENCY"
        case "approval.used":
            return "MINOR" if facts["action"] == "minor" else None
        case "job.fetched" | "feedback.opened":
            return "READ"
    return None


def enough(of, rate=0.01, sure=0.95):
    """The fewest by which a fault is seen, where one in a hundred is one: hypergeometric."""
    faults, unseen, count = max(1, round(of * rate)), 1.0, 0
    while unseen > 1 - sure and count < of:
        unseen *= max(0, of - faults - count) / (of - count)
        count += 1
    return count


def redraw(seed, accesses, since, checkers):
    always = {"EXPORT", "EMERGENCY", "MINOR"}
    found, rest = {}, []
    for position, body, person, kind in accesses:
        if kind in always:
            found[position] = (kind, person)
        elif position < since:
            found[position] = ("LATE", person)
        else:
            rest.append((hashlib.sha256(seed + leaf_hash(body)).digest(), position, person))
    rest.sort()
    count = enough(sum(position >= since for position, *_ in accesses))
    for _, position, person in rest[:count]:
        found[position] = ("CHANCE", person)
    seen = {person for _, person in found.values()}
    for _, position, person in rest[count:]:
        if person in checkers and person not in seen:
            seen.add(person)
            found[position] = ("CHECKER", person)
    return [(position, found[position][0]) for position in sorted(found)]


def main(path):
    with open(path, encoding="utf-8") as file:
        told = json.load(file)
    draw = json.loads(told["draw"]["body"])["facts"]
    before = json.loads(told["commitment"]["body"])["facts"]
    seed = bytes.fromhex(draw["seed"])
    if hashlib.sha256(b"shoumi conduct seed v1\x00" + seed).hexdigest() != before["commitment"]:
        return "the seed is not the one that was committed to"
    since = told["commitment"]["position"]
    said = [(one["position"], one["body"], json.loads(one["body"])) for one in told["entries"]]
    tasks = {line["facts"]["task"] for _, _, line in said if line["tag"] == "emergency.opened"}
    accesses = [
        (position, body, line["actor"], kind)
        for position, body, line in said
        if draw["first"] <= position < draw["last"] and (kind := kind_of(line, tasks))
    ]
    if len(accesses) != draw["entries"]:
        return f"{len(accesses)} entries, and the draw was from {draw['entries']}"
    again = redraw(seed, accesses, since, set(told["checkers"]))
    if again != [(one["position"], one["why"]) for one in told["sample"]]:
        return "the sample is another"
    lines = "".join(f"{position} {why}\n" for position, why in again)
    if hashlib.sha256(lines.encode()).hexdigest() != draw["sample"]:
        return "the ledger commits to another sample"
    print(f"the sample is drawn again: {len(again)} of {len(accesses)}")  # noqa: T201
    return ""


if __name__ == "__main__":
    if wrong := main(sys.argv[1]):
        sys.exit(wrong)

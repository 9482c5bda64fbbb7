"""Count the score of a drill again from the file that its page hands out: ``drill_score.py
drill.json``.

It shares no code with the product and needs Python alone.  It exits with 0 where the clocks,
counted here from what the drill was graded by, with what came, whom it reached and its playbook,
miss exactly what the house says it missed, the score is what is counted here, and every inject
happened, none early; else with 1, saying what does
not fit.
"""

import hashlib
import json
import sys
from datetime import datetime, timedelta

LEVELS = ("general", "considerable", "major", "especially_major")
# Measures on reports of incidents, annex: a level begins at its number.
PERSONS = (1_000_000, 10_000_000, 100_000_000)
LOSS_YUAN = (5_000_000, 20_000_000, 100_000_000)
HOURS = {"GENERAL": 4, "CII": 1, "STATE_ORGAN": 2}
LATEST = timedelta(minutes=3)  # the house looks each minute
OWN_TARGET = timedelta(hours=24)  # of the house, for PIPL 57
ANSWERED = timedelta(minutes=15)  # as long as an alert may wait (12.2)
FORMS = tuple(f"shoumi drill {number}" for number in (1, 2, 3))
ASKING = ("MAIL", "PHONE", "SENSOR")


def level(told):
    reached = [0, LEVELS.index(told["raised_to"])]
    reached.append(sum(told["persons"] >= one for one in PERSONS))
    reached.append(sum(told["loss_fen"] // 100 >= one for one in LOSS_YUAN))
    return max(reached)


def due(told):
    """Milestone to the first moment that is too late; None: it has to be done, at any time."""
    found = datetime.fromisoformat(told["found"])
    reports = [OWN_TARGET] if told["leak"] else []
    reports += [timedelta(hours=HOURS[told["operator"]])] if level(told) else []
    owed = {"CONTAINED": found + OWN_TARGET, "CAUSE_FOUND": None, "RESPONSIBILITY": None}
    if reports:
        owed["AUTHORITY_TOLD"] = found + min(reports)
    if told["leak"]:
        owed["PERSONS_TOLD"] = found + OWN_TARGET
    return owed


def in_time(done, until):
    return done is not None and (until is None or datetime.fromisoformat(done) < until)


def milestones(told):
    """The same by part: what was owed, and whether it was met."""
    met = {"MILESTONES": {}, "NOTICES": {}}
    for what, until in due(told).items():
        part = "NOTICES" if what.endswith("_TOLD") else "MILESTONES"
        met[part][what] = in_time(told["done"].get(what), until)
    return met


def expected(told):
    """Part to what was expected, and whether it was met."""
    begun = datetime.fromisoformat(told["found"])
    met = milestones(told) | {"INJECTS": {}, "POSTS": {}, "TASKS": {}}
    for one in told["injects"]:
        if one["channel"] in ASKING and one["happened"] is not None:
            until = datetime.fromisoformat(one["happened"]) + ANSWERED
            met["INJECTS"][f"inject-{one['number']}"] = in_time(one["answered"], until)
    first = {}
    for one in told["playbook"]:
        until = begun + timedelta(minutes=one["within"])
        met["TASKS"][f"play-{one['key']}"] = in_time(one["done"], until)
        first[one["post"]] = min(until, first.get(one["post"], until))
    for post, until in first.items():
        met["POSTS"][f"post-{post.lower()}"] = in_time(told["reached"].get(post), until)
    return met


def missed(told):
    """Of a drill of an earlier form milestones alone."""
    found = expected(told) if told["form"] == FORMS[-1] else milestones(told)
    return {what for part in found.values() for what, is_met in part.items() if not is_met}


def score(told):
    """Part to how many were expected and how many met; of what nothing was expected, none."""
    return {
        part: {"expected": len(each), "met": sum(each.values())}
        for part, each in expected(told).items()
        if each
    }


def drawn_faults(drawn, begun):
    """That the minute at which it began was drawn, and could not be chosen."""
    seed = bytes.fromhex(drawn["seed"])
    committed = hashlib.sha256(b"shoumi drill seed v1\x00" + seed).hexdigest()
    told = json.loads(drawn["entry"])["facts"]
    if not committed == drawn["commitment"] == told["commitment"]:
        yield "the seed is not the one that was committed to"
    since, until = (datetime.fromisoformat(drawn[name]) for name in ("since", "until"))
    if [since, until] != [datetime.fromisoformat(told[name]) for name in ("since", "until")]:
        # Another window would draw another minute, now and then the same one.
        yield "the window is not the one that the minute was to be drawn in"
    # RFC 6962 section 2.1: the hash of the entry that commits to the seed.
    leaf = hashlib.sha256(b"\x00" + drawn["entry"].encode()).digest()
    minutes = (until - since) // timedelta(minutes=1)
    place = int.from_bytes(hashlib.sha256(seed + leaf).digest(), "big") % minutes
    late = begun - since - timedelta(minutes=place)
    if not timedelta() <= late < LATEST:
        yield f"it began {late} after the minute that was drawn"


def faults(told):
    if told["form"] not in FORMS:
        yield "not a drill of this form"
        return
    if told["form"] != FORMS[0] and told["score"] != score(told):
        yield f"counted {score(told)}, but the house says {told['score']}"
    counted, said = missed(told), set(told["missed"])
    if told["ended"] is None:
        yield "it is not over"
    elif counted != said:
        yield f"counted {sorted(counted)}, but the house says {sorted(said)}"
    if told["drawn"] is not None:
        yield from drawn_faults(told["drawn"], datetime.fromisoformat(told["found"]))
    numbers = [one["number"] for one in told["injects"]]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "injects are not numbered one by one"
    for one in told["injects"]:
        if one["happened"] is not None and one["happened"] < one["due"]:
            yield f"inject {one['number']} came early"
        elif one["happened"] is None and told["ended"] and one["due"] <= told["ended"]:
            yield f"inject {one['number']} never came"


def main(path):
    with open(path, encoding="utf-8") as file:
        found = list(faults(json.load(file)))
    sys.stdout.write(("\n".join(found) or "the score is as the house says") + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

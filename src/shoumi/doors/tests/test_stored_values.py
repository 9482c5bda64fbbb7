"""People go in sealed, change whole, and stand in no table in the clear."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connections, transaction

from shoumi.base import registry
from shoumi.base.gate import decisions, disclosure
from shoumi.base.ledger import reader
from shoumi.base.subjects import queries, services
from shoumi.base.subjects.models import Kind, Record, State, Subject, Token
from shoumi.base.subjects.services import FieldNotRegistered, NotStored
from shoumi.base.vault import keys, search_tokens
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade, LegalBasis, Purpose
from shoumi.doors.tests.house import person, told, values

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

FULL = values(
    7, id_number="990000199001011116", bank_account="9999990000000014", service_type="虚构保洁"
)


def tables_of(alias):
    """Every value of every row of every table, as the engine gives it."""
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    yield table, bytes(value) if isinstance(value, memoryview) else value


def in_the_clear(wanted):
    """Tables in which one of the texts stands, as text or inside bytes."""
    found = set()
    for alias in ("default", "keyring"):
        for table, value in tables_of(alias):
            raw = value if isinstance(value, bytes) else str(value).encode()
            if any(text.encode() in raw for text in wanted):
                found.add(table)
    return found


def change(house, ref, **more):
    services.update(
        deal=house.deal,
        dataset=house.dataset,
        changes={ref: values(7, **more)},
        actor=house.dpo,
        at=house.at,
    )


def read(house, ref, fields):
    task = house.task(purpose=Purpose.REQUEST, fields=fields, subject=ref)
    return disclosure.open(decisions.ask(house.asked(task, ref, fields=fields)), at=house.at)


@pytest.mark.both
def test_no_table_holds_a_value_in_the_clear(house):
    house.keep(services.NewSubject(Kind.INDIVIDUAL, LegalBasis.CONTRACT, FULL))
    assert in_the_clear(FULL.values()) == set()
    # The search finds what is there.
    assert in_the_clear([str(house.deal)]) >= {"subjects_subject", "vault_compartmentkey"}


@pytest.mark.both
def test_each_grade_is_an_envelope_of_its_own(house):
    (ref,) = house.keep(services.NewSubject(Kind.INDIVIDUAL, LegalBasis.CONTRACT, FULL))
    register = registry.field_register()
    grades = {register[code].grade for code in FULL}
    assert len(grades) > 1
    kept = dict(Record.objects.filter(subject=ref).values_list("compartment", "blob"))
    assert {DataGrade(grade) for grade in kept} == grades
    assert all(bytes(blob)[0] == 1 for blob in kept.values())
    assert read(house, ref, sorted(FULL)) == FULL


@pytest.mark.both
def test_two_equal_people_have_nothing_in_common_but_their_tokens(house):
    one, other = house.keep(person(1), person(1))
    blobs = [bytes(Record.objects.get(subject=ref).blob) for ref in (one, other)]
    assert blobs[0] != blobs[1]
    tokens = [
        set(Token.objects.filter(subject=ref).values_list("token", flat=True))
        for ref in (one, other)
    ]
    assert tokens[0] == tokens[1] != set()


@pytest.mark.both
def test_only_fields_the_register_indexes_have_tokens(house):
    house.keep(services.NewSubject(Kind.INDIVIDUAL, LegalBasis.CONTRACT, FULL))
    indexed = {code for code, rule in registry.field_register().items() if rule.is_indexed}
    assert set(Token.objects.values_list("field", flat=True)) == indexed & FULL.keys()


@pytest.mark.parametrize("field", ["shoe_size", "NAME", "name ", "", "face_image"])
def test_a_field_without_purpose_basis_and_retention_is_not_stored(house, field):
    before = reader.size(), Subject.objects.count(), set(keys.subjects())
    with pytest.raises(FieldNotRegistered) as caught:
        house.keep(person(1), person(2, **{field: "x"}))
    assert caught.value.facts == {"field": field}
    assert (reader.size(), Subject.objects.count(), set(keys.subjects())) == before


@pytest.mark.both
def test_without_a_policy_in_force_nothing_is_stored(house):
    from shoumi.chapters.policies.models import PolicyVersion

    PolicyVersion.objects.all().delete()
    with pytest.raises(FieldNotRegistered):
        house.keep(person(1))


@pytest.mark.both
def test_people_and_their_entry_commit_together_or_not_at_all(house, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(services.writer, "record", broken)
    with pytest.raises(ZeroDivisionError):
        house.keep_many(3)
    assert (Subject.objects.count(), Record.objects.count(), Token.objects.count()) == (0, 0, 0)
    # The keys were first, in the other database: they name nobody.
    assert len([ref for ref in keys.subjects() if ref.kind == "sub"]) == 3


@pytest.mark.both
def test_what_is_stored_is_one_act_with_a_row_a_person(house):
    found = house.keep_many(3)
    (line,) = told("subject.stored")
    assert (line.about, line.deal, line.rows.count) == (house.dataset, house.deal, 3)
    rows = [json.loads(row) for row in reader.rows(reader.size() - 1)]
    assert rows == [{"subject": keys.pseudonym(ref), "grades": "L3"} for ref in found]


@pytest.mark.both
def test_batches_do_not_show(house, monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)
    found = house.keep_many(5)
    assert [read(house, ref, ["name"])["name"] for ref in found] == [
        values(n)["name"] for n in range(5)
    ]
    assert told("subject.stored")[0].rows.count == 5


@pytest.mark.both
@pytest.mark.parametrize("code", ["mobile"])
def test_a_person_is_found_by_an_indexed_value_within_the_data_set_only(house, code):
    found = house.keep_many(3)
    tokens = search_tokens.tokens(code, [values(1)[code], "15400009999"])
    assert queries.holding_token(house.dataset, code, tokens) == {tokens[0]: [found[1]]}
    assert queries.holding_token(Ref("set-other"), code, tokens) == {}
    assert queries.holding_token(house.dataset, "email", tokens) == {}


@pytest.mark.both
def test_a_later_file_replaces_all_that_was_held(house):
    (ref,) = house.keep(services.NewSubject(Kind.INDIVIDUAL, LegalBasis.CONTRACT, FULL))
    blobs = {bytes(blob) for blob in Record.objects.values_list("blob", flat=True)}
    change(house, ref, email="x@y.example")
    kept = list(Record.objects.filter(subject=ref).values_list("blob", flat=True))
    assert not blobs & set(map(bytes, kept))
    assert read(house, ref, [*FULL, "email"]) == values(7, email="x@y.example")
    assert told("subject.updated")[0].rows.count == 1
    old = search_tokens.tokens("id_number", [FULL["id_number"]]) if _is_indexed("id_number") else []
    assert queries.holding_token(house.dataset, "id_number", old) == {}


def _is_indexed(code):
    return registry.field_register()[code].is_indexed


@pytest.mark.both
def test_the_sensitive_flags_follow_the_values(house):
    plain, rich = house.keep(
        person(7), person(8, bank_account="9999990000000014", id_card_image="scan-1.jpg")
    )
    assert queries.sensitive(house.deal) == {"bank_account": 1, "id_image": 1, "child": 0}
    change(house, plain, bank_account="9999990000000022")
    change(house, rich)
    flags = Subject.objects.values_list("has_bank_account", "has_id_image")
    assert flags.get(ref=plain) == (True, False)
    assert flags.get(ref=rich) == (False, False)


@pytest.mark.both
@pytest.mark.parametrize(
    "wrong", ["nobody", "other set", "other deal", "not active", "unregistered", "twice destroyed"]
)
def test_what_may_not_be_changed_stays_as_it_was(house, wrong):
    (ref,) = house.keep(person(7))
    deal, dataset, field = house.deal, house.dataset, "email"
    match wrong:
        case "nobody":
            ref = Ref("sub-nobody")
        case "other set":
            dataset = Ref("set-other")
        case "other deal":
            deal = house.new_deal()
        case "not active":
            move(house, [ref], State.FROZEN)
        case "unregistered":
            field = "shoe_size"
        case "twice destroyed":
            services.mark_destroyed([ref], house.at)
    before = bytes(Record.objects.get().blob), reader.size()
    with pytest.raises((NotStored, FieldNotRegistered)):
        services.update(
            deal=deal,
            dataset=dataset,
            changes={ref: values(7, **{field: "x@y.example"})},
            actor=house.dpo,
            at=house.at,
        )
    assert (bytes(Record.objects.get().blob), reader.size()) == before


def move(house, refs, to, **more):
    services.change_state(
        **{
            "deal": house.deal,
            "subjects": refs,
            "to": to,
            "duty": "8.1",
            "actor": house.dpo,
            "at": house.at,
        }
        | more
    )


def move_all(**more):
    services.change_state(to=State.FROZEN, duty="8.1", **more)


@pytest.mark.both
def test_a_change_of_state_is_one_act(house):
    found = house.keep_many(3)
    move(house, found[:2], State.SEALED)
    assert queries.counts(house.deal) == {State.SEALED: 2, State.ACTIVE: 1}
    (line,) = told("subject.state_changed")
    assert (line.facts["state"], line.rows.count, line.duties) == ("SEALED", 2, ("8.1",))


@pytest.mark.both
@pytest.mark.parametrize("wrong", ["nobody", "destroyed", "other deal", "twice"])
@pytest.mark.parametrize("act", ["state", "marketing"])
def test_a_change_that_does_not_fit_everybody_changes_nobody(house, act, wrong):
    found = house.keep_many(3)
    deal, named = house.deal, list(found)
    match wrong:
        case "nobody":
            named.append(Ref("sub-nobody"))
        case "destroyed":
            services.mark_destroyed(found[2:], house.at)
            keys.erase(found[2:])
        case "other deal":
            deal = house.new_deal()
        case "twice":
            named.append(found[0])
    before = reader.size()
    change_all = {"state": move_all, "marketing": services.stop_marketing}[act]
    with pytest.raises(NotStored):
        change_all(deal=deal, subjects=named, actor=house.dpo, at=house.at)
    assert reader.size() == before
    assert not Subject.objects.filter(state=State.FROZEN).exists()
    assert not Subject.objects.filter(is_marketing_off=True).exists()


@pytest.mark.both
def test_nobody_is_called_destroyed_by_a_change_of_state(house):
    found = house.keep_many(1)
    with pytest.raises(IntegrityError):
        move(house, found, State.DESTROYED)
    assert queries.counts(house.deal) == {State.ACTIVE: 1}


@pytest.mark.both
def test_the_database_refuses_a_destruction_without_a_date(house):
    (ref,) = house.keep_many(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.filter(ref=ref).update(state=State.DESTROYED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.filter(ref=ref).update(destroyed_at=house.at)


@pytest.mark.both
def test_who_was_destroyed_keeps_the_time_of_it(house):
    found = house.keep_many(1)
    services.mark_destroyed(found, house.at)
    services.mark_destroyed(found, house.go(days=1))
    assert Subject.objects.get().destroyed_at < house.at


@pytest.mark.parametrize(
    ("until", "is_over"),
    [(date(2026, 8, 24), True), (date(2026, 8, 25), False), (None, False)],
)
def test_the_last_day_of_retention_counts_whole(house, until, is_over):
    house.keep(replace(person(1), retention_until=until))
    assert queries.past_retention(house.deal, date(2026, 8, 25)).exists() is is_over


@pytest.mark.both
def test_parties_of_the_deal_are_not_counted_among_its_customers(house):
    house.keep(person(1), person(2, kind=Kind.PARTY), person(3, kind=Kind.CHILD))
    assert sum(queries.counts(house.deal).values()) == 2
    assert len(queries.refs(queries.of_deal(house.deal))) == 2


@pytest.mark.both
def test_what_is_held_is_destroyed_by_its_card(house):
    found = house.keep_many(3)
    card = next(one for one in registry.cards() if one.slug == "subjects")
    gone = card.destroyers["person"](found[:2])
    assert gone == Record.objects.filter(subject=found[2]).count() * 2 + 2 * (
        Token.objects.filter(subject=found[2]).count()
    )
    assert set(Record.objects.values_list("subject", flat=True)) == {found[2]}
    assert set(Token.objects.values_list("subject", flat=True)) == {found[2]}


def test_no_model_of_the_data_has_a_free_text_about_a_person():
    """Text columns of the people's tables are references, closed words and field names."""
    columns = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("subjects").get_models()
        for field in model._meta.get_fields()
        if field.get_internal_type() in ("CharField", "TextField") and not field.choices
    }
    assert columns == {
        *("Subject.ref", "Subject.deal", "Subject.dataset"),
        "Record.subject",
        "Token.subject",
        "Token.field",
        *("Finding.subject", "Finding.deal", "Finding.demand", "Finding.reason"),
        *("Examination.key", "Examination.findings"),  # a reference and a digest
    }


def test_an_error_names_no_value(house):
    with pytest.raises(DomainError) as caught:
        house.keep(person(1, shoe_size="虚构四十二"))
    assert "虚构" not in str(caught.value) + str(caught.value.facts)

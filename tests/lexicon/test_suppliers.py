"""One row a supplier: what a row may say, and that each part of the checker sees each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pytest

from provenance import lexicon
from provenance.credits import likeness, parse_credit
from provenance.credits.split import split_credit
from provenance.lexicon import phrases, read_table, suppliers
from provenance.lexicon.folding import key_of
from provenance.lexicon.suppliers import SELLERS, Supplier, SupplierKind, make_supplier, title_of
from provenance.model import Clues, Credit, Locator
from provenance.pictures.clues.suppliers import supplier_clues
from provenance.rules.kit.credits import agencies_in
from provenance.sources import agencies

ROWS = tuple(suppliers.suppliers().values())
CAPTION = "The harbour at dusk on Friday, as rain fell on the old town"


def name(row: Supplier) -> str:
    """The row's first name that is no everyday word; empty where it has none."""
    return next((n for n in row.names if n not in row.ambiguous), "")


def test_every_row_is_whole() -> None:
    ids = {row.id for row in ROWS}
    for row in ROWS:
        assert row.title, row.id
        assert row.names or row.kind is SupplierKind.SOURCE or row.id == "other-social", row.id
        assert row.ambiguous <= set(row.names), row.id
        assert (row.partners or set()) | {row.of or row.id} <= ids, row.id
        for address in filter(None, (row.search, row.item)):
            assert address.startswith("https://"), row.id
        assert row.item is None or "{id}" in row.item, row.id


def test_nothing_is_said_of_a_supplier_twice() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for row in ROWS:
        for printed in row.names:
            assert seen.setdefault(key_of(printed), row.id) == row.id, printed
        assert len({key_of(n) for n in row.names}) == len(row.names), row.id
        assert len(set(row.hosts)) == len(row.hosts), row.id


def test_partners_are_said_once_and_hold_for_both() -> None:
    table = {id: row for kind in SupplierKind for id, row in read_table("suppliers")[kind].items()}
    for row in ROWS:
        for partner in row.partners or ():
            said = (partner in table[row.id].get("partners", ())) + (
                row.id in table[partner].get("partners", ())
            )
            assert said == 1, (row.id, partner)
            assert row.id in (suppliers.supplier(partner).partners or ()), (row.id, partner)


def test_what_suppliers_leave_in_files_belongs_to_a_row() -> None:
    assert set(read_table("supplier_files")) <= {row.id for row in ROWS}


def test_a_key_that_no_row_has_is_refused() -> None:
    with pytest.raises(ValueError, match="nams"):
        make_supplier(SupplierKind.AGENCY, "quayside", {"nams": ["Quayside"]})


@pytest.mark.parametrize("kind", sorted(SELLERS))
def test_each_seller_is_read_as_the_distributor(kind: SupplierKind) -> None:
    for row in ROWS:
        if row.kind is kind and (printed := name(row)):
            credit = parse_credit(f"Jane Doe/{printed}")
            assert key_of(credit.distributor or "") == key_of(printed), printed


@pytest.mark.parametrize("kind", sorted(SELLERS))
def test_each_seller_ends_a_caption(kind: SupplierKind) -> None:
    for row in ROWS:
        if row.kind is kind and (printed := name(row)):
            assert split_credit(f"{CAPTION}. {printed}") == (f"{CAPTION}.", printed), printed


def test_each_seller_is_known_as_a_source() -> None:
    for row in ROWS:
        if row.kind in SELLERS and row.names:
            credit = Credit(raw=row.names[0], organizations=(row.names[0],))
            found = [r.id for r in agencies.recognise(Clues(credit=credit))]
            assert found == [row.counts_as], row.id


def test_rules_compare_the_agencies_whose_partners_are_known() -> None:
    for row in ROWS:
        if row.kind in SELLERS and row.names:
            known = suppliers.supplier(row.counts_as).partners is not None
            assert agencies_in(row.names[0]) == ({row.counts_as} if known else set()), row.id


def test_rules_and_reports_call_a_supplier_by_its_title() -> None:
    for row in ROWS:
        assert title_of(row.id) == row.title


@pytest.fixture
def quayside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The tables with one more agency: one row, and one form of its file names."""
    more: Mapping[str, Any] = {
        "suppliers": ("agency", {"quayside": {"names": ["Quayside Wire"], "partners": ["getty"]}}),
        "supplier_files": (
            "quayside",
            {"form": [{"in": "name", "pattern": r"quayside[-_](?P<id>\d{6})"}]},
        ),
    }

    def table(name: str) -> Mapping[str, Any]:
        read = dict(read_table(name))
        if name in more:
            key, row = more[name]
            read[key] = {**read.get(key, {}), **row}
        return MappingProxyType(read)

    from provenance.pictures.clues import suppliers as forms

    for module in (lexicon, suppliers, phrases, forms):
        monkeypatch.setattr(module, "read_table", table)
    caches = (
        suppliers.suppliers, suppliers._by_host, phrases._built_in, phrases._extend,
        likeness._likeness, agencies.sellers, forms._forms,
    )  # fmt: skip
    for cache in caches:
        cache.cache_clear()
    yield
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("quayside")
def test_one_row_makes_an_agency_known_everywhere() -> None:
    line = f"{CAPTION}. Quayside Wire"
    assert split_credit(line) == (f"{CAPTION}.", "Quayside Wire")
    assert parse_credit("Jane Doe/Quayside Wire").distributor == "Quayside Wire"
    credit = Credit(raw="Quayside Wire", organizations=("Quayside Wire",))
    assert [r.id for r in agencies.recognise(Clues(credit=credit))] == ["quayside"]
    assert agencies_in("Quayside Wire / Getty") == {"quayside", "getty"}
    assert title_of("quayside") == "Quayside Wire"
    clue = next(supplier_clues("quayside_123456.jpg", Locator("name"), address=False))
    assert (clue.source, clue.value) == ("quayside", "123456")

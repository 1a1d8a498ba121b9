"""A PostgreSQL server that goes away, holds other tables or lets us do too little: one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from provenance.archive import open_archive
from provenance.archive.archive import Archive
from provenance.archive.database import answering
from provenance.archive.entry import Item
from provenance.archive.prepare import prepare
from provenance.cli import main
from provenance.config import ArchiveSettings, Config
from provenance.errors import UnusableArchive
from tests.archive.server import Server
from tests.stand_ins.drawings import encoded, scene

psycopg = pytest.importorskip("psycopg")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("OperationalError", "does not answer"),
        ("errors.AdminShutdown", "does not answer"),
        ("errors.DiskFull", "has no room"),
        ("errors.UndefinedTable", "holds other tables than an archive"),
        ("errors.UndefinedColumn", "holds other tables than an archive"),
        ("errors.InvalidSchemaName", "holds other tables than an archive"),
        ("errors.UndefinedFunction", "holds other tables than an archive"),
        ("errors.DatatypeMismatch", "holds other tables than an archive"),
        ("errors.InvalidTextRepresentation", "holds other tables than an archive"),
        ("errors.NumericValueOutOfRange", "holds other tables than an archive"),
        ("errors.NotNullViolation", "holds other tables than an archive"),
        ("errors.CheckViolation", "holds other tables than an archive"),
        ("errors.InvalidPassword", "does not know the user"),
        ("errors.InvalidAuthorizationSpecification", "does not know the user"),
        ("errors.InsufficientPrivilege", "does not let us read and write"),
        ("errors.ReadOnlySqlTransaction", "does not let us read and write"),
    ],
)
def test_what_a_server_refuses_is_told_with_what_to_do(error: str, words: str) -> None:
    kind: Any = psycopg
    for name in error.split("."):
        kind = getattr(kind, name)
    with pytest.raises(UnusableArchive) as told, answering():
        raise kind("refused\nLINE 1: SELECT")
    assert str(told.value).startswith("the archive's server ")
    assert words in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("name", ["errors.SyntaxError", "ProgrammingError", "DataError"])
def test_a_wrong_statement_of_ours_stays_what_it_is(name: str) -> None:
    kind = psycopg.errors.SyntaxError if "." in name else getattr(psycopg, name)
    with pytest.raises(kind), answering():
        raise kind("the query has 1 placeholder but 2 parameters were passed")


@pytest.fixture
def url(server: Server) -> str:
    return server.database()


@pytest.fixture
def kept(url: str, tmp_path: Path) -> Iterator[Archive]:
    """An archive of one picture on a server."""
    settings = ArchiveSettings(folder=tmp_path / "archive", url=url)
    made = open_archive(Config(archive=settings), create=True)
    assert made is not None
    made.add([prepare(Item(data=encoded(scene(3))))])
    yield made
    made.close()


def say(url: str, statement: str) -> None:
    """Tell the server something."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(statement)


Call = Callable[[str], tuple[int, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """`provenance archive stats` on the archive at an address: its status and what it says."""

    def stats(url: str) -> tuple[int, str]:
        settings = tmp_path / "named.toml"
        settings.write_text(f'[archive]\nurl = "{url}"\nfolder = "{tmp_path / "archive"}"\n')
        with pytest.raises(SystemExit) as left:
            main(["archive", "stats", "--config", str(settings)])
        return int(left.value.code or 0), "".join(capsys.readouterr())

    return stats


@pytest.mark.component
def test_a_connection_that_breaks_is_one_sentence_and_made_anew(kept: Archive, url: str) -> None:
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    say(url, others)
    with pytest.raises(UnusableArchive, match="does not answer"):
        kept.store.counts()
    assert kept.store.counts().pictures == 1
    say(url, others)
    with pytest.raises(UnusableArchive, match="does not answer"):
        kept.add([prepare(Item(data=encoded(scene(4))))])
    kept.add([prepare(Item(data=encoded(scene(4))))])
    assert kept.store.counts().pictures == 2


@pytest.mark.component
def test_a_server_that_goes_away_while_it_is_used_is_one_sentence(
    kept: Archive, server: Server, url: str, call: Call
) -> None:
    server.away()
    try:
        for _ in range(2):
            with pytest.raises(UnusableArchive, match="does not answer"):
                kept.store.counts()
        status, told = call(url)
    finally:
        server.back()
    assert status == 2
    assert "the archive's server cannot be reached" in told
    assert len(told.strip().splitlines()) == 1
    assert kept.store.counts().pictures == 1


@pytest.mark.component
@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DROP TABLE picture CASCADE", "holds other tables than an archive"),
        ("ALTER TABLE setting RENAME COLUMN value TO other", "holds other tables than an archive"),
    ],
)
def test_tables_that_are_no_archives_are_one_sentence(
    kept: Archive, url: str, call: Call, statement: str, words: str
) -> None:
    kept.close()
    say(url, statement)
    status, told = call(url)
    assert status == 2
    assert words in told
    assert len(told.strip().splitlines()) == 1


@pytest.mark.component
def test_a_user_who_may_not_read_is_told_so_in_one_sentence(
    kept: Archive, url: str, call: Call
) -> None:
    kept.close()
    name = "reader_" + url.partition("@/")[2].partition("?")[0][-12:]
    say(url, f"CREATE ROLE {name} LOGIN")
    status, told = call(url.replace("postgres@", f"{name}@"))
    assert status == 2
    assert "does not let us read and write" in told
    assert len(told.strip().splitlines()) == 1

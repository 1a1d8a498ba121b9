"""The tables of the archive, and how older ones are brought up to date.

The same in SQLite and in PostgreSQL:

    picture   one row for each file content; `id` less one is its row in the fingerprint index.
              `sha256` is empty for a picture that is known only by the fingerprint in a report
    preview   the prepared pixels of a picture, as JPEG: what proves a match when the file is gone;
              and its words, by which crops are found (`crops.words`)
    record    what a supplier, a file or a CMS says of it: a JSON document (`entry.Record`)
    printing  where it was printed, when, under which caption and credit (`entry.PrintedUse`)
    notice    kill, hold and correction notices, by the supplier's own id
    input     what has been read, so that the next `archive add` reads only what is new
    descriptor  what the extra `crops` finds it by: 512 bytes for each model that was used
    setting   the archive's id and the version of these tables
"""

from __future__ import annotations

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE picture (
            id {id}, sha256 TEXT NOT NULL, phash TEXT NOT NULL, plain INTEGER NOT NULL,
            width INTEGER NOT NULL, height INTEGER NOT NULL, path TEXT NOT NULL,
            added TEXT NOT NULL)""",
        "CREATE UNIQUE INDEX picture_content ON picture (sha256) WHERE sha256 <> ''",
        "CREATE UNIQUE INDEX picture_bare ON picture (phash) WHERE sha256 = ''",
        """CREATE TABLE preview (
            picture {reference} PRIMARY KEY REFERENCES picture ON DELETE CASCADE,
            jpeg {bytes} NOT NULL, words {bytes} NOT NULL)""",
        """CREATE TABLE record (
            picture {reference} NOT NULL REFERENCES picture ON DELETE CASCADE,
            supplier TEXT NOT NULL, guid TEXT NOT NULL, origin TEXT NOT NULL,
            document TEXT NOT NULL, PRIMARY KEY (picture, guid, origin))""",
        "CREATE INDEX record_supplier ON record (supplier)",
        "CREATE INDEX record_guid ON record (guid) WHERE guid <> ''",
        """CREATE TABLE printing (
            picture {reference} NOT NULL REFERENCES picture ON DELETE CASCADE,
            page_url TEXT NOT NULL, caption TEXT NOT NULL, credit TEXT NOT NULL,
            document TEXT NOT NULL, PRIMARY KEY (picture, page_url, caption, credit))""",
        """CREATE TABLE notice (
            guid TEXT NOT NULL, status TEXT NOT NULL, issued TEXT NOT NULL,
            document TEXT NOT NULL, PRIMARY KEY (guid, status, issued))""",
        "CREATE TABLE input (origin TEXT PRIMARY KEY, stamp TEXT NOT NULL)",
    ),
    (
        """CREATE TABLE descriptor (
            id {id}, picture {reference} NOT NULL REFERENCES picture ON DELETE CASCADE,
            model TEXT NOT NULL, numbers {bytes} NOT NULL)""",
        "CREATE UNIQUE INDEX descriptor_picture ON descriptor (picture, model)",
    ),
)
"""Version → the statements that lead to it from the one before. Released ones never change."""

BEGINNING = "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)"

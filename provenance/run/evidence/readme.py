"""What stands in a bundle for whoever opens it without this program."""

from __future__ import annotations

from provenance.reports.json import shapes
from provenance.run.evidence import LIST, STAMP

_TEXT = """\
Evidence of one check of the pictures of an article
====================================================

Article   {article}
Headline  {headline}
Checked   {checked}, by the clock of the machine that checked
Made by   {software}

What is in this folder
----------------------

report.html, report.json  what was found, and what could not be checked
exchanges.wacz            the {exchanges} answers that the check used; open it at a WACZ reader
                          such as replayweb.page. Each says when it was fetched and how it
                          reached the check: live, cached (kept from an earlier fetch, whose
                          date it bears), or seed (shipped with the program for its demo)
pictures                  the published pictures, and those they were compared with
{input}bundle.json               the same in a form for programs, with each picture's address
{list:25} the SHA-256 of every file here but itself and the time stamp
{stamp}
{redacted}
How to check it
---------------

With the program that made it:      provenance evidence verify FOLDER{option}
That no file was changed:           sha256sum --check {list}
{openssl}
What it shows and what not
--------------------------

{shows}
It does not show that an answer was true, nor that the host would have given anybody else the same:
the answers were taken down by the program that asked, and nobody else saw them. Nor does it show
who ran the check. The report's findings are its own; read them beside the answers.
"""
_INPUT = """\
{name:25} the article itself, as it was read
"""
_STAMPED = """\
{stamp_file:25} the time stamp of {authority} over that list"""
_OPENSSL = """\
That the time stamp holds:          openssl ts -verify -data {list} -in {stamp_file} \\
                                        -CAfile CERTIFICATE.pem

The certificate must come from the authority itself, never from whoever gave you this folder.
"""
_SHOWS_STAMPED = """\
Where list and time stamp hold, these very files existed at the time that the authority states."""
_SHOWS_UNSTAMPED = """\
This folder is NOT TIME-STAMPED: {why}.
Where the list holds, no file was changed without the list being changed too. Nothing shows that
the list is the one first written, or when that was."""
_REDACTED = """
On request no exact position is told here. Nothing finds them all in other people's answers, so the
bodies of the answers and the article's own file are left out, and pictures are kept as pixels, at
most 512 on the long edge, without embedded data. The SHA-256 of each whole file or answer stands
beside what is left of it, so that another copy can be recognised.
"""


def readme(bundle: shapes.BundleShape) -> str:
    """The text of README.txt."""
    stamp = bundle.timestamp
    is_stamped = stamp is not None and stamp.trouble is None
    why = "no time-stamp authority is configured"
    if stamp is not None and stamp.trouble:
        why = stamp.trouble.rstrip(".")
    names = {"list": LIST, "stamp_file": STAMP, "authority": stamp.authority if stamp else ""}
    unstamped = f"{'':25} NOT TIME-STAMPED: {why}"
    return _TEXT.format(
        article=" ".join(bundle.article.split()),
        headline=" ".join((bundle.headline or "none").split()),
        checked=bundle.checked or "at an unknown time",
        software=bundle.software,
        exchanges=bundle.exchanges,
        input=_INPUT.format(name=bundle.input) if bundle.input else "",
        redacted=_REDACTED if bundle.redacted else "",
        stamp=_STAMPED.format(**names) if is_stamped else unstamped,
        option=" --certificate FILE" if is_stamped else "",
        openssl=_OPENSSL.format(**names) if is_stamped else "",
        shows=_SHOWS_STAMPED if is_stamped else _SHOWS_UNSTAMPED.format(why=why),
        list=LIST,
    )

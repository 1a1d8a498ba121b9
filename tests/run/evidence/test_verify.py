"""Proving a bundle later: what was changed, added, taken away or stamped by somebody else."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from provenance.config import Config, EvidenceSettings, Network
from provenance.demo import ADDRESS
from provenance.errors import UsageError
from provenance.run.batch import Session, check_batch
from provenance.run.evidence import exchanges
from provenance.run.evidence import verify as proving
from provenance.run.evidence.exchanges import Unsound, check_exchanges
from provenance.run.evidence.folder import EvidenceFolder
from provenance.run.evidence.stamp import NoStamp, prove, read_stamp
from provenance.run.evidence.verify import Outcome, State, Verified, verify
from tests.stand_ins.timestamp_authority import Authority


@pytest.fixture(scope="module")
def made(
    authorities: tuple[Authority, Authority], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A stamped bundle of the demo, made once."""
    folder = tmp_path_factory.mktemp("made")
    config = Config(
        network=Network(offline=True),
        seed=True,
        cache=folder / "cache",
        evidence=EvidenceSettings("https://time.example/", authorities[0].root),
    )
    session = Session.open(config)
    check_batch(session, [ADDRESS], evidence=EvidenceFolder(folder / "kept", config))
    session.close()
    (bundle,) = (folder / "kept").iterdir()
    said = json.loads((bundle / "bundle.json").read_text("utf-8"))
    assert "offline" in said["timestamp"]["trouble"], "no authority is asked offline"
    said["timestamp"]["trouble"] = None
    (bundle / "bundle.json").write_text(json.dumps(said), "utf-8")
    restamp(bundle, authorities[0])
    return bundle


def relist(bundle: Path) -> None:
    """Write the list anew, as whoever tampers would."""
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(bundle).as_posix()}\n"
        for file in sorted(bundle.rglob("*"))
        if file.is_file() and file.name not in ("SHA256SUMS", "SHA256SUMS.tsr")
    ]
    (bundle / "SHA256SUMS").write_text("".join(lines), "utf-8")


def restamp(bundle: Path, authority: Authority) -> None:
    """Have the list as it stands stamped."""
    relist(bundle)
    stamp = authority.stamp((bundle / "SHA256SUMS").read_bytes())
    (bundle / "SHA256SUMS.tsr").write_bytes(stamp)


@pytest.fixture
def bundle(made: Path, tmp_path: Path) -> Path:
    """A copy to tamper with."""
    return Path(shutil.copytree(made, tmp_path / "bundle"))


@pytest.fixture
def trusted(authorities: tuple[Authority, Authority]) -> bytes:
    return authorities[0].root.read_bytes()


def the(bundle: Path, certificates: bytes | None) -> Verified:
    (one,) = verify(bundle, certificates)
    return one


def failures(verified: Verified) -> dict[str, str]:
    """What does not hold, and what is said of it."""
    return {p.what: p.words for p in verified.proofs if p.state is State.FAILS}


def test_an_untouched_bundle_is_sealed_since_the_authoritys_time(
    bundle: Path, trusted: bytes
) -> None:
    one = the(bundle, trusted)
    assert one.outcome is Outcome.SEALED
    assert {p.state for p in one.proofs} == {State.HOLDS}
    assert one.stamp
    assert one.stamp.signer == "CN=Example Time Stamper,O=Example Time"
    assert f"{one.stamp.moment:%Y-%m-%d %H:%M:%S} UTC" in one.words


def test_without_a_certificate_the_stamp_is_not_believed(bundle: Path) -> None:
    one = the(bundle, None)
    assert one.outcome is Outcome.NOT_CHECKED
    assert one.stamp is None
    assert "name the authority's certificate" in one.proofs[2].words


def test_a_byte_flipped_in_any_file_is_named(made: Path, bundle: Path, trusted: bytes) -> None:
    names = [f.relative_to(made).as_posix() for f in made.rglob("*") if f.is_file()]
    assert len(names) == 15
    for name in names:
        file = bundle / name
        whole = file.read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 1):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            one = the(bundle, trusted)
            assert one.outcome is Outcome.BROKEN, (name, at)
            if name == "SHA256SUMS.tsr":
                assert "time stamp" in failures(one)
            elif name == "SHA256SUMS":
                assert "over another list" in failures(one)["time stamp"]
            elif not name.startswith("bundle.json"):
                assert failures(one)["files"] == f"changed: {name}"
        file.write_bytes(whole)
    assert the(bundle, trusted).outcome is Outcome.SEALED


def test_a_file_taken_away_is_named(bundle: Path, trusted: bytes) -> None:
    for name in ("report.html", "pictures/1-published.jpg", "README.txt"):
        whole = (bundle / name).read_bytes()
        (bundle / name).unlink()
        assert failures(the(bundle, trusted)) == {"files": f"missing: {name}"}
        (bundle / name).write_bytes(whole)
    for name in ("SHA256SUMS", "bundle.json"):
        whole = (bundle / name).read_bytes()
        (bundle / name).unlink()
        assert f"{name} is missing" in failures(the(bundle, trusted))["files"]
        (bundle / name).write_bytes(whole)
    (bundle / "exchanges.wacz").unlink()
    assert set(failures(the(bundle, trusted))) == {"files", "exchanges"}


def test_a_file_that_was_added_is_named(bundle: Path, trusted: bytes) -> None:
    (bundle / "pictures" / "5-published.jpg").write_bytes(b"new")
    (bundle / ".hidden").write_bytes(b"new")
    said = failures(the(bundle, trusted))
    assert said == {"files": "added: .hidden, pictures/5-published.jpg"}


def test_a_list_made_anew_does_not_fit_the_stamp(bundle: Path, trusted: bytes) -> None:
    (bundle / "report.html").write_text("Nothing was found.", "utf-8")
    relist(bundle)
    one = the(bundle, trusted)
    assert one.outcome is Outcome.BROKEN
    assert failures(one) == {"time stamp": "the time stamp was made over another list"}


def test_a_stamp_of_another_authority_is_not_believed(
    bundle: Path, trusted: bytes, authorities: tuple[Authority, Authority]
) -> None:
    (bundle / "report.html").write_text("Nothing was found.", "utf-8")
    restamp(bundle, authorities[1])
    (words,) = failures(the(bundle, trusted)).values()
    assert "does not lead to the certificate that is trusted" in words
    assert the(bundle, authorities[1].root.read_bytes()).outcome is Outcome.SEALED


def test_both_authorities_in_one_file_are_both_trusted(
    bundle: Path, trusted: bytes, authorities: tuple[Authority, Authority]
) -> None:
    both = trusted + authorities[1].root.read_bytes()
    assert the(bundle, both).outcome is Outcome.SEALED


def test_a_stamp_taken_away_is_missed(bundle: Path, trusted: bytes) -> None:
    (bundle / "SHA256SUMS.tsr").unlink()
    assert failures(the(bundle, trusted)) == {"time stamp": "SHA256SUMS.tsr is missing"}
    assert failures(the(bundle, None)) == {"time stamp": "SHA256SUMS.tsr is missing"}


def test_whoever_takes_the_stamp_away_and_says_so_has_proved_nothing(
    bundle: Path, trusted: bytes
) -> None:
    (bundle / "SHA256SUMS.tsr").unlink()
    said = json.loads((bundle / "bundle.json").read_text("utf-8"))
    said["timestamp"] = None
    (bundle / "bundle.json").write_text(json.dumps(said), "utf-8")
    relist(bundle)
    one = the(bundle, None)
    assert one.outcome is Outcome.UNSTAMPED
    assert "Nobody says when" in one.words


def test_a_list_that_names_files_outside_opens_none(
    bundle: Path, trusted: bytes, tmp_path: Path, authorities: tuple[Authority, Authority]
) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("secret", "utf-8")
    sha256 = hashlib.sha256(b"secret").hexdigest()
    relist(bundle)
    with (bundle / "SHA256SUMS").open("a") as listed:
        listed.write(f"{sha256}  ../secret.txt\n{sha256}  {outside}\n")
    stamp = authorities[0].stamp((bundle / "SHA256SUMS").read_bytes())
    (bundle / "SHA256SUMS.tsr").write_bytes(stamp)
    assert failures(the(bundle, trusted))["files"] == f"missing: ../secret.txt, {outside}"


@pytest.mark.parametrize("name", ["report.html", "SHA256SUMS", "exchanges.wacz", "pictures"])
def test_links_are_refused(bundle: Path, trusted: bytes, tmp_path: Path, name: str) -> None:
    real = tmp_path / "elsewhere"
    (bundle / name).rename(real)
    (bundle / name).symlink_to(real)
    words = failures(the(bundle, trusted))["files"]
    assert words == f"{name} is a link, and links are not followed"


def test_a_bundle_that_is_a_link_itself_is_refused(made: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "one").symlink_to(made)
    assert "links are not followed" in failures(the(tmp_path / "kept", None))["files"]


def test_a_pipe_keeps_nobody_waiting(bundle: Path, trusted: bytes) -> None:
    (bundle / "report.html").unlink()
    os.mkfifo(bundle / "report.html")
    assert failures(the(bundle, trusted))["files"] == "report.html is no plain file"


def test_too_many_files_and_too_deep_folders_are_refused(
    bundle: Path, trusted: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = bundle.joinpath(*"abcdefg")
    deep.mkdir(parents=True)
    assert "lies deeper" in failures(the(bundle, trusted))["files"]
    shutil.rmtree(bundle / "a")
    monkeypatch.setattr(proving, "MOST_FILES", 5)
    assert "more files" in failures(the(bundle, trusted))["files"]
    monkeypatch.undo()
    with (bundle / "report.html").open("r+b") as file:
        file.truncate(proving.LARGEST_BUNDLE + 1)  # a hole, which takes no room
    assert "larger than any bundle" in failures(the(bundle, trusted))["files"]


@pytest.mark.parametrize(
    "listed",
    [b"", b"\xff\xfe", b"hello", b"0" * 64 + b"  a\n" + b"0" * 64 + b"  a\n", b"\n" * 9_000_000],
)
def test_a_list_that_is_none_is_said(bundle: Path, trusted: bytes, listed: bytes) -> None:
    (bundle / "SHA256SUMS").write_bytes(listed)
    assert "SHA256SUMS" in failures(the(bundle, trusted))["files"]


@pytest.mark.parametrize("data", [b"", b"{}", b"[" * 100_000, b'{"version": "x"}'])
def test_a_manifest_that_is_none_is_said(
    bundle: Path, trusted: bytes, data: bytes, authorities: tuple[Authority, Authority]
) -> None:
    (bundle / "bundle.json").write_bytes(data)
    restamp(bundle, authorities[0])
    assert failures(the(bundle, trusted)) == {"files": "not to be read: bundle.json"}


def test_a_folder_of_bundles_is_looked_at_one_by_one(
    made: Path, trusted: bytes, tmp_path: Path
) -> None:
    for name in ("b", "a"):
        shutil.copytree(made, tmp_path / "kept" / name)
    (tmp_path / "kept" / "a" / "report.json").write_text("{}", "utf-8")
    (tmp_path / "kept" / "c").mkdir()
    (tmp_path / "kept" / ".part-left").mkdir()
    found = [(one.path.name, one.outcome.value) for one in verify(tmp_path / "kept", trusted)]
    assert found == [("a", "broken"), ("b", "sealed"), ("c", "broken")]


def test_a_folder_without_evidence_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no evidence"):
        verify(tmp_path)
    with pytest.raises(UsageError, match="cannot be read"):
        verify(tmp_path / "nothing")


# The exchanges themselves, whatever the list says of them.


def packed(made: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(made / "exchanges.wacz") as found:
        return {name: found.read(name) for name in found.namelist()}


def repacked(entries: dict[str, bytes], *, honest: bool = True) -> BytesIO:
    """A WACZ of these entries, its package made to fit where `honest`."""
    if honest:
        package = json.loads(entries["datapackage.json"])
        for resource in package["resources"]:
            sha256 = hashlib.sha256(entries[resource["path"]]).hexdigest()
            resource["hash"] = f"sha256:{sha256}"
        entries["datapackage.json"] = json.dumps(package).encode()
        sha256 = hashlib.sha256(entries["datapackage.json"]).hexdigest()
        digest = {"path": "datapackage.json", "hash": f"sha256:{sha256}"}
        entries["datapackage-digest.json"] = json.dumps(digest).encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return out


ARCHIVE = "archive/data.warc.gz"


def members(warc: bytes) -> list[bytes]:
    """Each record, unpacked."""
    found = []
    while warc:
        one = zlib.decompressobj(31)
        found.append(one.decompress(warc))
        warc = one.unused_data
    return found


def with_records(made: Path, change: Callable[[list[bytes]], list[bytes]]) -> BytesIO:
    entries = packed(made)
    changed = change(members(entries[ARCHIVE]))
    entries[ARCHIVE] = b"".join(map(gzip.compress, changed))
    return repacked(entries)


def test_the_exchanges_as_they_were_made_hold(made: Path) -> None:
    assert check_exchanges(repacked(packed(made))) == 30


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda r: [*r[:1], r[1].replace(b"Kyiv", b"Lviv"), *r[2:]], "not what its digest says"),
        (lambda r: [r[0], *r[2:]], "an answer has no request"),
        (lambda r: r[:-1], "an answer has no request"),
        (lambda r: [r[0], r[1] + r[2], *r[3:]], "two records are packed as one"),
        (lambda r: [b"WARC/1.1\r\n" + b"a: b\r\n" * 90_000, *r], "does not begin as WARC"),
        (lambda r: [b"ARC/9", *r], "does not begin as WARC"),
        (lambda r: [gzip.compress(b"WARC/1.1\r\n"), *r], "does not begin as WARC"),
        (
            lambda r: [r[0], r[1].replace(b"WARC-Payload-Digest", b"WARC-Nothing"), *r[2:]],
            "has no digest",
        ),
        (
            lambda r: [r[0], r[1].replace(b"WARC-Type: response", b"WARC-Type: metadata"), *r[2:]],
            "has no digest",
        ),
    ],
)
def test_records_that_do_not_hold_are_told(
    made: Path, change: Callable[[list[bytes]], list[bytes]], says: str
) -> None:
    with pytest.raises(Unsound, match=says):
        check_exchanges(with_records(made, change))


def test_an_index_that_leads_elsewhere_is_told(made: Path) -> None:
    entries = packed(made)
    lines = gzip.decompress(entries["indexes/index.cdx.gz"]).splitlines(keepends=True)
    for changed in (lines[1:], [*lines, lines[0]], []):
        entries["indexes/index.cdx.gz"] = gzip.compress(b"".join(changed))
        with pytest.raises(Unsound, match="does not lead to its answers"):
            check_exchanges(repacked(dict(entries)))


def test_a_package_that_does_not_fit_is_told(made: Path) -> None:
    changed = {**packed(made), "pages/pages.jsonl": b"{}"}
    with pytest.raises(Unsound, match=r"pages/pages\.jsonl was changed"):
        check_exchanges(repacked(changed, honest=False))
    added = {**packed(made), "extra.txt": b"new"}
    with pytest.raises(Unsound, match="not those of its package"):
        check_exchanges(repacked(added, honest=False))
    gone = packed(made)
    del gone["indexes/index.cdx.gz"]
    with pytest.raises(Unsound, match=r"it has no indexes/index\.cdx\.gz"):
        check_exchanges(repacked(gone, honest=False))


def test_what_unpacks_to_more_than_it_should_is_stopped(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanges, "MOST_RECORD", 1_000_000)
    bomb = b"WARC/1.1\r\n" + b"\0" * 50_000_000
    with pytest.raises(Unsound, match="larger than any answer"):
        check_exchanges(with_records(made, lambda r: [bomb, *r]))
    monkeypatch.setattr(exchanges, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(Unsound, match="unpacks to more"):
        check_exchanges(repacked(packed(made)))
    monkeypatch.undo()
    monkeypatch.setattr(exchanges, "MOST_RECORDS", 10)
    with pytest.raises(Unsound, match="more records"):
        check_exchanges(repacked(packed(made)))


def test_a_zip_of_another_make_is_not_opened(made: Path) -> None:
    many = {f"{n}": b"" for n in range(200)}
    with pytest.raises(Unsound, match="more entries"):
        check_exchanges(repacked({**packed(made), **many}))
    whole = repacked(packed(made)).getvalue()
    with pytest.raises(Unsound, match="not packed as this program packs"):
        check_exchanges(BytesIO(whole[:-2] + struct.pack("<H", 5) + b"hello"))
    with pytest.raises(Unsound, match="not packed as this program packs"):
        check_exchanges(BytesIO(b""))


def test_no_damage_to_the_exchanges_raises_or_takes_long(
    bundle: Path, trusted: bytes, made: Path
) -> None:
    dice, whole = random.Random(4), (made / "exchanges.wacz").read_bytes()
    for _ in range(40):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            # the package and the directory stand at the end
            damaged[-dice.randint(1, 4_000)] = dice.randrange(256)
        (bundle / "exchanges.wacz").write_bytes(damaged[: dice.choice((None, -1, -30, -3000))])
        assert the(bundle, trusted).outcome is Outcome.BROKEN or bytes(damaged) == whole


def test_no_damage_to_a_stamp_raises_anything_else(bundle: Path, trusted: bytes) -> None:
    listed = (bundle / "SHA256SUMS").read_bytes()
    whole, dice = (bundle / "SHA256SUMS.tsr").read_bytes(), random.Random(5)
    held = 0
    for _ in range(1500):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 3)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        cut = bytes(damaged[: dice.choice((None, None, dice.randrange(len(whole))))])
        for certificates in (None, trusted):
            try:
                prove(cut, listed, certificates) if certificates else read_stamp(cut, listed)
                held += 1
            except NoStamp:
                pass
    assert held < 1500


def test_a_stamp_without_the_chain_holds_as_well(
    authorities: tuple[Authority, Authority], trusted: bytes
) -> None:
    """An authority may send its own certificate alone, or the whole chain, in any order."""
    one = authorities[0]
    settings = one.folder / "openssl.cnf"
    whole = settings.read_text("utf-8")
    settings.write_text(whole.replace("certs = ", "# certs = "), "utf-8")
    try:
        alone = one.stamp(b"list")
    finally:
        settings.write_text(whole, "utf-8")
    chain = one.stamp(b"list")
    assert len(alone) < len(chain)
    assert prove(alone, b"list", trusted).signer == prove(chain, b"list", trusted).signer


def test_a_refusal_is_no_stamp(authorities: tuple[Authority, Authority]) -> None:
    refused = authorities[0].answer(b"no request at all")
    with pytest.raises(NoStamp):
        read_stamp(refused, b"list")

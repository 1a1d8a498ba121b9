"""Content Credentials: six answers, told apart on files signed here."""

from __future__ import annotations

import datetime as dt
import io
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from provenance.config import ContentCredentials
from provenance.model import CredentialsState
from provenance.pictures.credentials import available, read_credentials

pytest.importorskip("c2pa")
pytest.importorskip("cryptography")

from tests.pictures.signing import SOURCE_TYPE, Authority
from tests.stand_ins.timestamp_authority import Authority as Clock
from tests.stand_ins.timestamp_authority import answering

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "pictures" / "content-credentials"


def picture(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def signed(authority: Authority) -> bytes:
    return authority.sign(picture())


def test_the_reader_is_there() -> None:
    assert available()


def test_a_file_without_credentials_is_absent() -> None:
    assert read_credentials(picture(), "image/jpeg").state is CredentialsState.ABSENT


def test_an_intact_file_of_an_unknown_signer_is_untrusted_and_said_to_be_intact(
    signed: bytes,
) -> None:
    found = read_credentials(signed, "JPEG")
    assert found.state is CredentialsState.UNTRUSTED
    assert "intact" in found.detail
    assert "not on the trust list (C2PA trust list, 2026-08-21)" in found.detail
    assert found.trust_list == "C2PA trust list, 2026-08-21"
    assert found.signer is not None
    assert "Invented Signer" in found.signer
    assert found.generator is not None
    assert "Invented Camera" in found.generator
    assert found.actions == ("c2pa.created",)
    assert found.digital_source_type == SOURCE_TYPE


def test_what_the_author_claims_is_read_apart_from_the_signature(signed: bytes) -> None:
    found = read_credentials(signed, "image/jpeg")
    assert found.creators == ("Ada Invented",)
    assert found.date_created == dt.datetime(2024, 5, 6, 7, 8, 9, tzinfo=dt.UTC)
    assert found.signed is None, (
        "no time stamp was bought, and the claimed creation never stands in for it"
    )


def test_a_signer_on_the_trust_list_is_valid_and_the_list_is_named_and_dated(
    signed: bytes, authority: Authority, tmp_path: Path
) -> None:
    anchors = tmp_path / "desk.pem"
    anchors.write_bytes(b"# Desk's trust list, 2026-05-01\n" + authority.root)
    found = read_credentials(signed, "image/jpeg", trust=ContentCredentials((anchors,)))
    assert (found.state, found.trust_list) == (
        CredentialsState.VALID,
        "C2PA trust list, 2026-08-21, Desk's trust list, 2026-05-01",
    )
    assert "Desk's trust list, 2026-05-01" in found.detail


def test_a_signer_who_is_not_on_the_trust_list_is_untrusted(signed: bytes, tmp_path: Path) -> None:
    anchors = tmp_path / "other.pem"
    anchors.write_bytes(Authority().root)
    found = read_credentials(signed, "image/jpeg", trust=ContentCredentials((anchors,)))
    assert found.state is CredentialsState.UNTRUSTED
    assert found.trust_list is not None
    assert "other.pem, file of 20" in found.trust_list
    assert "not on the trust list" in found.detail


def test_a_broken_trust_list_trusts_nobody(signed: bytes, tmp_path: Path) -> None:
    anchors = tmp_path / "broken.pem"
    anchors.write_text("nothing")
    found = read_credentials(signed, "image/jpeg", trust=ContentCredentials((anchors,)))
    assert found.state is CredentialsState.UNTRUSTED
    assert found.trust_list is not None
    assert "cannot be read" in found.trust_list
    assert (
        read_credentials(signed, "image/jpeg", trust=ContentCredentials((tmp_path / "none",))).state
        is CredentialsState.UNTRUSTED
    )


def test_a_trust_list_that_comes_late_or_is_renewed_is_read_without_a_restart(
    signed: bytes, authority: Authority, tmp_path: Path
) -> None:
    anchors = tmp_path / "late.pem"
    trust = ContentCredentials((anchors,))
    missing = read_credentials(signed, "image/jpeg", trust=trust)
    assert "late.pem cannot be read" in (missing.trust_list or "")
    anchors.write_bytes(b"# Late list, 2026-05-01\n" + Authority().root)
    come = read_credentials(signed, "image/jpeg", trust=trust)
    assert come.state is CredentialsState.UNTRUSTED
    assert "Late list, 2026-05-01" in (come.trust_list or "")
    anchors.write_bytes(b"# Late list, 2026-06-01\n" + authority.root)
    os.utime(anchors, (1_800_000_000, 1_800_000_000))
    renewed = read_credentials(signed, "image/jpeg", trust=trust)
    assert renewed.state is CredentialsState.VALID
    assert "Late list, 2026-06-01" in (renewed.trust_list or "")


def test_changed_pixels_are_invalid(signed: bytes) -> None:
    changed = bytearray(signed)
    changed[-20] ^= 0xFF
    found = read_credentials(bytes(changed), "image/jpeg")
    assert found.state is CredentialsState.INVALID
    assert "dataHash.mismatch" in found.detail


def test_an_expired_certificate_is_expired_not_invalid() -> None:
    # Nobody can sign with an expired certificate: this one expires between signing and reading.
    signed = Authority(lasting=dt.timedelta(seconds=2)).sign(picture())
    found = read_credentials(signed, "image/jpeg")
    until = time.monotonic() + 15
    while found.state is not CredentialsState.EXPIRED and time.monotonic() < until:
        time.sleep(0.5)
        found = read_credentials(signed, "image/jpeg")
    assert found.state is CredentialsState.EXPIRED, found.detail


@pytest.mark.parametrize(
    ("data", "mime"),
    [(b"junk", "image/jpeg"), (b"RIFF", "image/webp")],
)
def test_what_cannot_be_read_is_unreadable(data: bytes, mime: str) -> None:
    assert read_credentials(data, mime).state is CredentialsState.UNREADABLE


def test_a_format_that_holds_no_credentials_has_none() -> None:
    assert read_credentials(b"BM12", "BMP").state is CredentialsState.ABSENT


def test_the_official_trust_list_ships_with_its_date_and_thirty_authorities() -> None:
    from cryptography import x509

    from provenance.pictures.trust_lists import OFFICIAL

    text = OFFICIAL.read_bytes()
    assert b"CC BY 4.0" in text
    assert len(x509.load_pem_x509_certificates(text)) == 30


def test_the_official_list_of_time_stamping_authorities_ships_and_each_is_vouched_for() -> None:
    from cryptography import x509

    from provenance.pictures.trust_lists import OFFICIAL_TIMESTAMPS

    text = OFFICIAL_TIMESTAMPS.read_bytes()
    assert b"CC BY 4.0" in text
    listed = x509.load_pem_x509_certificates(text)
    assert len(listed) == 10
    by_name = {one.subject.public_bytes(): one for one in listed}
    for one in listed:
        one.verify_directly_issued_by(by_name[one.issuer.public_bytes()])


def test_who_stamped_the_time_of_signing_is_told_with_the_list_that_names_him(
    authority: Authority, tmp_path: Path
) -> None:
    clock = Clock.made_in(tmp_path / "clock")
    with answering(clock) as address:
        stamped = authority.stamped(picture(), address)
    anchors, times = tmp_path / "ours.pem", tmp_path / "times.pem"
    anchors.write_bytes(b"# Our list, 2026-05-01\n" + authority.root)
    times.write_bytes(b"# Our clocks, 2026-06-01\n" + clock.root.read_bytes())
    known = read_credentials(stamped, "JPEG", trust=ContentCredentials((anchors,), (times,)))
    assert known.state is CredentialsState.VALID
    assert "stamped by Example Time Stamper, who is on the trust list (Our clocks" in known.detail
    # a list of signers vouches for no stamp, and none of stamps for a signer
    swapped = read_credentials(stamped, "JPEG", trust=ContentCredentials((), (anchors, times)))
    assert swapped.state is CredentialsState.UNTRUSTED
    unknown = read_credentials(stamped, "JPEG", trust=ContentCredentials((anchors,)))
    assert unknown.state is CredentialsState.VALID
    assert "stamped by Example Time Stamper, who is on no list of such" in unknown.detail


def test_what_a_model_made_stays_so_when_a_service_resizes_and_signs_it_again(
    authority: Authority, signed: bytes
) -> None:
    smaller = io.BytesIO()
    Image.open(io.BytesIO(signed)).resize((32, 24)).save(smaller, "JPEG")
    again = authority.sign_again(smaller.getvalue(), signed, ["c2pa.opened", "c2pa.resized"])
    found = read_credentials(again, "image/jpeg")
    assert found.digital_source_type == SOURCE_TYPE
    assert found.signals == ("generated",)


def test_an_edit_by_a_model_after_a_capture_counts(authority: Authority) -> None:
    address = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    partly = f"{address}compositeWithTrainedAlgorithmicMedia"
    actions = [
        {"action": "c2pa.created", "digitalSourceType": f"{address}digitalCapture"},
        {"action": "c2pa.edited", "digitalSourceType": partly},
    ]
    found = read_credentials(authority.sign(picture(), actions=actions), "image/jpeg")
    assert found.digital_source_type == partly
    assert found.signals == ("captured", "partly-generated", "edited")


def test_a_capture_that_nobody_edited_is_told_as_one(authority: Authority) -> None:
    kind = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
    actions = [{"action": "c2pa.created", "digitalSourceType": kind}]
    found = read_credentials(authority.sign(picture(), actions=actions), "image/jpeg")
    assert (found.digital_source_type, found.signals) == (kind, ("captured",))


def test_a_manifest_kept_elsewhere_is_not_fetched_unless_allowed(authority: Authority) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.5)
        remote = authority.sign(
            picture(), remote=f"http://127.0.0.1:{server.getsockname()[1]}/manifest.c2pa"
        )
        found = read_credentials(remote, "image/jpeg")
        assert found.state is CredentialsState.UNREADABLE
        assert "were not fetched" in found.detail
        with pytest.raises(TimeoutError):
            server.accept()


def test_no_socket_is_opened_where_there_is_no_network(
    authority: Authority, tmp_path: Path
) -> None:
    (tmp_path / "remote.jpg").write_bytes(
        authority.sign(picture(), remote="https://manifests.example/x.c2pa")
    )
    script = (
        "import sys\nfrom pathlib import Path\nfrom provenance.pictures.credentials import "
        "read_credentials\n"
        "found = read_credentials(Path(sys.argv[1]).read_bytes(), "
        "'image/jpeg')\nprint(found.state.value, found.detail)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "remote.jpg")]
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not permit a namespace without network")
    log = tmp_path / "calls"
    strace = (
        ["strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", str(log)]
        if _has("strace")
        else []
    )
    done = subprocess.run(
        ["unshare", "-rn", *strace, *command],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stdout.startswith("unreadable")
    assert "were not fetched" in done.stdout
    if log.exists():
        assert "AF_INET" not in log.read_text()


def _has(program: str) -> bool:
    from shutil import which

    return which(program) is not None


@pytest.mark.parametrize("at", [200, 400, 700, 1000, 1500, 2500])
def test_cut_and_scrambled_files_end_in_an_answer(signed: bytes, at: int) -> None:
    assert read_credentials(signed[:at], "image/jpeg").state in CredentialsState
    scrambled = signed[:at] + bytes(b ^ 0x5A for b in signed[at : at + 40]) + signed[at + 40 :]
    assert read_credentials(scrambled, "image/jpeg").state is not CredentialsState.VALID


def test_the_public_test_files_give_the_answer_their_names_announce() -> None:
    files = sorted(SHARED.glob("*.jpg"))
    if not files:
        pytest.skip("the test files are not beside this checkout")
    for file in files:
        name = file.stem.split("-", 2)[2]
        found = read_credentials(file.read_bytes(), "image/jpeg")
        if name in ("A", "I"):
            assert found.state is CredentialsState.ABSENT, name
        elif name.startswith(("E-", "X")):
            assert found.state is CredentialsState.INVALID, name
        else:
            assert found.state is CredentialsState.UNTRUSTED, name
            assert "intact" in found.detail, name
            assert ("was broken when it was added" in found.detail) == ("-sig-" in name), name

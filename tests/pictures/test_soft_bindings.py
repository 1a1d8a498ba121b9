"""A picture that lost its Content Credentials, found again by its fingerprint."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import provenance
from provenance.config import Config, ContentCredentials, Network
from provenance.errors import ConfigError
from provenance.fetch import Fetcher
from provenance.model import CredentialsState, Picture, Reason
from provenance.originals.soft_bindings import with_credentials
from provenance.pictures import read_picture
from tests.stand_ins.drawings import scene
from tests.stand_ins.soft_binding_resolver import Resolver, resolver

pytest.importorskip("c2pa")
pytest.importorskip("cryptography")

from provenance.pictures.recovered import ALGORITHM, soft_binding
from tests.pictures.signing import SOURCE_TYPE, Authority


def jpeg(image: Image.Image, quality: int = 90) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def smaller(image: Image.Image) -> bytes:
    """As a content system publishes it: half the size, saved again, nothing embedded."""
    return jpeg(image.resize((image.width // 2, image.height // 2)), 70)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def service() -> Iterator[Resolver]:
    with resolver() as running:
        yield running


@pytest.fixture
def config(authority: Authority, service: Resolver, tmp_path: Path) -> Config:
    anchors = tmp_path / "ours.pem"
    anchors.write_bytes(b"# Our authorities, 2026-05-01\n" + authority.root)
    return Config(
        cache=tmp_path / "cache",
        credentials=ContentCredentials((anchors,), resolvers=(service.address,)),
        network=Network(allowed_addresses=("127.0.0.1/32",), contact="desk@newsroom.example"),
    )


def keep(
    service: Resolver, authority: Authority, image: Image.Image, *, signed: bool, shown: bool
) -> None:
    """Register the manifest of a picture under its fingerprint."""
    original = jpeg(image)
    value = soft_binding(read_picture(original))
    binding = (ALGORITHM, value) if signed else None
    store = authority.kept_apart(original, binding=binding, thumbnail=shown)
    service.keep("urn:c2pa:launch/1", store, ALGORITHM, value)


def looked_up(data: bytes, config: Config) -> Picture:
    picture = read_picture(data, credentials=True, trust=config.credentials)
    with Fetcher(config) as fetcher:
        return with_credentials(picture, fetcher, config)


@pytest.mark.parametrize(("signed", "shown"), [(True, False), (False, True), (True, True)])
def test_credentials_kept_by_a_service_are_found_by_the_picture_s_fingerprint(
    authority: Authority, service: Resolver, config: Config, signed: bool, shown: bool
) -> None:
    keep(service, authority, scene(3), signed=signed, shown=shown)
    found = looked_up(smaller(scene(3)), config).credentials
    assert found is not None
    assert found.state is CredentialsState.VALID
    assert found.found_at == f"{service.address}/manifests/urn%3Ac2pa%3Alaunch%2F1"
    assert found.digital_source_type == SOURCE_TYPE
    assert ("fingerprint that was signed" if signed else "small picture that was signed") in (
        found.detail
    )
    assert len(service.asked) == 2
    assert ALGORITHM in service.asked[0]


def test_a_manifest_that_cannot_be_had_does_not_hide_the_next(
    authority: Authority, service: Resolver, config: Config
) -> None:
    value = soft_binding(read_picture(jpeg(scene(3))))
    service.keep("urn:c2pa:gone", b"", ALGORITHM, value)
    service.elsewhere["urn:c2pa:gone"] = "http://127.0.0.1:9/v1"
    keep(service, authority, scene(3), signed=True, shown=False)
    found = looked_up(smaller(scene(3)), config).credentials
    assert found is not None
    assert found.state is CredentialsState.VALID
    service.manifests.clear()
    lost = looked_up(smaller(scene(3)), replace(config, cache=config.cache / "other")).credentials
    assert lost is not None
    assert lost.unasked is Reason.NETWORK


def test_a_manifest_that_does_not_speak_of_the_picture_is_not_taken(
    authority: Authority, service: Resolver, config: Config
) -> None:
    value = soft_binding(read_picture(smaller(scene(3))))
    of_another = authority.kept_apart(jpeg(scene(8)), binding=(ALGORITHM, soft_binding(
        read_picture(jpeg(scene(8)))
    )))  # fmt: skip
    service.keep("urn:c2pa:other", of_another, ALGORITHM, value)
    service.keep("urn:c2pa:junk", b"\0\0no manifest", ALGORITHM, value)
    found = looked_up(smaller(scene(3)), config).credentials
    assert found is not None
    assert (found.state, found.found_at) == (CredentialsState.ABSENT, None)
    assert len(service.asked) == 3


def test_a_manifest_that_was_tampered_with_is_not_taken(
    authority: Authority, service: Resolver, config: Config
) -> None:
    keep(service, authority, scene(3), signed=True, shown=True)
    whole = service.manifests["urn:c2pa:launch/1"]
    service.manifests["urn:c2pa:launch/1"] = whole.replace(b"Ada Invented", b"Eva Invented")
    found = looked_up(smaller(scene(3)), config).credentials
    assert found is not None
    assert found.state is CredentialsState.ABSENT


def test_a_picture_with_credentials_of_its_own_is_not_looked_up(
    authority: Authority, service: Resolver, config: Config
) -> None:
    looked_up(authority.sign(jpeg(scene(3))), config)
    assert service.asked == []


def test_a_plain_picture_is_not_looked_up(service: Resolver, config: Config) -> None:
    looked_up(jpeg(Image.new("RGB", (300, 200), "white")), config)
    assert service.asked == []


def test_a_service_that_does_not_answer_is_told_as_trouble(
    service: Resolver, config: Config
) -> None:
    service.down = True
    found = looked_up(smaller(scene(3)), config).credentials
    assert found is not None
    assert found.state is CredentialsState.ABSENT
    assert found.unasked is Reason.NETWORK
    assert service.address in found.detail


def test_a_service_that_is_not_where_the_settings_say_is_told_as_trouble_once(
    authority: Authority, service: Resolver, config: Config
) -> None:
    """A service that knows nothing of a picture answers with an empty list, never with a 404."""
    assert looked_up(smaller(scene(3)), config).credentials.unasked is None
    keep(service, authority, scene(5), signed=True, shown=False)
    wrong = f"{service.address}/v2"
    both = replace(config.credentials, resolvers=(wrong, f"{service.address}/v3"))
    found = looked_up(smaller(scene(3)), replace(config, credentials=both)).credentials
    assert found.unasked is Reason.FAILED
    assert found.detail.count("no such service there") == 1
    assert f"{wrong}: no such service there" in found.detail
    one = replace(config.credentials, resolvers=(wrong, service.address))
    found = looked_up(smaller(scene(5)), replace(config, credentials=one)).credentials
    assert found.state is CredentialsState.VALID, "another service knows it"


def test_a_service_that_refuses_our_kind_of_fingerprint_is_told_as_trouble(
    authority: Authority, service: Resolver, config: Config
) -> None:
    keep(service, authority, scene(3), signed=True, shown=False)
    service.knows = frozenset({"some.watermark.1"})
    found = looked_up(smaller(scene(3)), config).credentials
    assert found is not None
    assert (found.state, found.unasked) == (CredentialsState.ABSENT, Reason.FAILED)
    assert f"{service.address}: 127.0.0.1 answered 400" in found.detail
    service.knows = frozenset({ALGORITHM})
    found = looked_up(smaller(scene(3)), replace(config, cache=config.cache / "again")).credentials
    assert found is not None
    assert found.state is CredentialsState.VALID


def test_a_service_cannot_send_the_desk_to_an_address_of_this_machine(
    authority: Authority, service: Resolver, config: Config, tmp_path: Path
) -> None:
    keep(service, authority, scene(3), signed=True, shown=True)
    service.endpoint = "file:///etc"
    assert looked_up(smaller(scene(3)), config).credentials is not None
    assert len(service.asked) == 1
    closed = replace(config, network=Network(contact="desk@newsroom.example"), cache=tmp_path)
    found = looked_up(smaller(scene(3)), closed).credentials
    assert found is not None
    assert found.unasked is Reason.BLOCKED_ADDRESS


def test_a_check_says_that_a_model_made_it_and_that_the_credentials_were_lost(
    authority: Authority, service: Resolver, config: Config, tmp_path: Path
) -> None:
    keep(service, authority, scene(3), signed=True, shown=True)
    (tmp_path / "launch.jpg").write_bytes(smaller(scene(3)))
    (tmp_path / "story.html").write_text(
        "<html lang='en'><body><article><h1>A launch</h1><figure><img src='launch.jpg'>"
        "<figcaption>A rocket leaves its pad. Photo: Ada Invented</figcaption></figure>"
        "<p>Words about it.</p></article></body></html>"
    )
    report = provenance.check(tmp_path / "story.html", images=tmp_path, config=config)
    (image,) = report.images
    told = {finding.rule: finding for finding in image.findings}
    assert {"credentials-stripped", "generated-unlabelled"} <= set(told)
    evidence = told["generated-unlabelled"].evidence[0]
    assert "kept by a service" in evidence.label
    assert evidence.where.url == image.picture.credentials.found_at


def test_a_resolver_must_be_a_web_address(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text('[credentials]\nresolvers = ["ftp://old.example"]\n')
    with pytest.raises(ConfigError, match="no web address"):
        provenance.load_config(tmp_path / "desk.toml")

"""Pictures signed with Content Credentials by a certificate authority of our own."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
CREATED = [{"action": "c2pa.created", "digitalSourceType": SOURCE_TYPE}]


class Authority:
    """A certificate authority of our own, with one signer."""

    def __init__(self, *, lasting: dt.timedelta = dt.timedelta(days=300)) -> None:
        now = dt.datetime.now(dt.UTC)
        ends = now + lasting

        def named(name: str) -> x509.Name:
            pairs = (
                (NameOID.COMMON_NAME, name),
                (NameOID.ORGANIZATION_NAME, "Invented Picture Desk"),
            )
            return x509.Name([x509.NameAttribute(kind, value) for kind, value in pairs])

        def usage(*, signs: bool) -> x509.KeyUsage:
            return x509.KeyUsage(not signs, False, False, False, False, signs, signs, False, False)

        root_key, key = (
            ec.generate_private_key(ec.SECP256R1()),
            ec.generate_private_key(ec.SECP256R1()),
        )

        def certificate(
            subject: str, public: Any, *, ca: bool, until: dt.datetime
        ) -> x509.Certificate:
            built = (
                x509.CertificateBuilder()
                .subject_name(named(subject))
                .issuer_name(named("Invented Root"))
                .public_key(public)
                .serial_number(x509.random_serial_number())
                .not_valid_before(now - dt.timedelta(days=400))
                .not_valid_after(until)
                .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
                .add_extension(usage(signs=ca), critical=True)
                .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
                .add_extension(
                    x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
                    critical=False,
                )
            )
            if not ca:
                built = built.add_extension(
                    x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
                )
            return built.sign(root_key, hashes.SHA256())

        pem = serialization.Encoding.PEM
        root = certificate(
            "Invented Root", root_key.public_key(), ca=True, until=now + dt.timedelta(days=3000)
        )
        leaf = certificate("Invented Signer", key.public_key(), ca=False, until=ends)
        self.root = root.public_bytes(pem)
        self.chain = leaf.public_bytes(pem) + self.root
        self.key = key.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def sign(
        self,
        data: bytes,
        *,
        remote: str | None = None,
        actions: list[dict[str, str]] | None = None,
        thumbnail: bool = True,
    ) -> bytes:
        """The picture signed; its thumbnail makes the credentials longer than one JPEG segment."""
        return self._signed(data, actions or CREATED, remote=remote, thumbnail=thumbnail)

    def sign_again(self, data: bytes, parent: bytes, actions: list[str]) -> bytes:
        """A copy signed by a service, with the file it was made from as its parent."""
        listed = [{"action": action} for action in actions]
        return self._signed(data, listed, parent=parent)

    def kept_apart(
        self, data: bytes, *, binding: tuple[str, str] | None = None, thumbnail: bool = True
    ) -> bytes:
        """The manifest store alone, as a service keeps it: with a soft binding, if one is given."""
        return self._signed(data, CREATED, thumbnail=thumbnail, binding=binding, alone=True)

    def stamped(self, data: bytes, authority: str) -> bytes:
        """The picture signed, the time of signing stamped by who answers at `authority`."""
        return self._signed(data, CREATED, stamps=authority)

    def _signed(
        self,
        data: bytes,
        actions: list[dict[str, str]],
        *,
        remote: str | None = None,
        parent: bytes | None = None,
        thumbnail: bool = True,
        binding: tuple[str, str] | None = None,
        alone: bool = False,
        stamps: str | None = None,
    ) -> bytes:
        info = c2pa.C2paSignerInfo(
            alg=b"es256",
            sign_cert=self.chain,
            private_key=self.key,
            ta_url=stamps.encode() if stamps else None,
        )
        context = c2pa.Context(
            c2pa.Settings.from_dict(
                {
                    "verify": {"verify_after_sign": False, "remote_manifest_fetch": False},
                    "builder": {"thumbnail": {"enabled": thumbnail}},
                }
            )
        )
        manifest: dict[str, Any] = {
            "claim_generator_info": [{"name": "Invented Camera", "version": "1.2"}],
            "title": "launch.jpg",
            "assertions": [
                {
                    "label": "c2pa.actions.v2",
                    "data": {
                        "actions": [
                            {**a, "parameters": {"ingredientIds": ["parent"]}}
                            if a["action"] == "c2pa.opened"
                            else a
                            for a in actions
                        ]
                    },
                },
                {
                    "label": "stds.schema-org.CreativeWork",
                    "kind": "Json",
                    "data": {
                        "@context": "http://schema.org/",
                        "@type": "CreativeWork",
                        "author": [{"@type": "Person", "name": "Ada Invented"}],
                        "dateCreated": "2024-05-06T07:08:09+00:00",
                    },
                },
            ],
        }
        if binding:
            blocks = [{"scope": {}, "value": binding[1]}]
            bound = {"label": "c2pa.soft-binding", "data": {"alg": binding[0], "blocks": blocks}}
            manifest["assertions"] = [*manifest["assertions"], bound]
        builder = c2pa.Builder(json.dumps(manifest), context=context)
        if parent is not None:
            described = {"title": "parent.jpg", "relationship": "parentOf", "label": "parent"}
            builder.add_ingredient(json.dumps(described), "image/jpeg", io.BytesIO(parent))
        if remote:
            builder.set_no_embed()
            builder.set_remote_url(remote)
        out = io.BytesIO()
        store = builder.sign(c2pa.Signer.from_info(info), "image/jpeg", io.BytesIO(data), out)
        return bytes(store) if alone else out.getvalue()

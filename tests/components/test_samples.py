"""The samples of docs/deployment with the programs that they are for."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPSConnection
from pathlib import Path

import pytest

from tests.components.processes import free_port, stop
from tests.stand_ins.service import TOKEN, Running

pytestmark = pytest.mark.component
SAMPLES = Path(__file__).parents[2] / "docs" / "deployment"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
PREFIX = '{"headline": "T", "body": "<p>No picture.</p>", "lead": "%s"}'


def certificate(folder: Path) -> None:
    """One that nobody vouches for, where the sample looks for it."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "checks.news.example")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "checks.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "checks.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@contextlib.contextmanager
def proxied(folder: Path, first: int, second: int) -> Iterator[int]:
    """The port of an nginx with the sample, before services on these ports."""
    if NGINX is None:
        pytest.skip("nginx is not installed: apt-get install nginx-light")
    port = free_port()
    certificate(folder)
    sample = (SAMPLES / "nginx.conf").read_text()
    for told, here in (
        ("127.0.0.1:8080", f"127.0.0.1:{first}"),
        ("127.0.0.1:8081", f"127.0.0.1:{second}"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/ssl/", f"{folder}/"),
    ):
        assert told in sample
        sample = sample.replace(told, here)
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; user {getpass.getuser()}; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{ access_log off; {places}\n{sample}\n}}\n"
    )
    process = subprocess.Popen(
        [NGINX, "-e", str(folder / "errors"), "-c", str(whole)], start_new_session=True
    )
    try:
        yield port
    finally:
        stop(process)


def call(port: int, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
    """Status, `Location` and body, by way of nginx."""
    until = time.monotonic() + 20
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    while True:
        connection = HTTPSConnection("127.0.0.1", port, timeout=60, context=_trusting())
        with contextlib.closing(connection):
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                return answer.status, answer.getheader("Location", ""), answer.read().decode()
            except ConnectionRefusedError:
                assert time.monotonic() < until, "nginx did not start"
                time.sleep(0.1)


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def test_nginx_leads_to_two_services_below_a_path_and_on_when_one_is_restarted(
    tmp_path: Path,
) -> None:
    """An article with its pictures passes, a job's address leads back, and metrics stay inside."""
    services = [
        Running(tmp_path / "service", limits='prefix = "/pictures"'),
        Running(tmp_path / "service", limits='prefix = "/pictures"'),
    ]
    for service in services:
        service.start()
    try:
        with proxied(tmp_path, services[0].port, services[1].port) as port:
            large = f'{{"article": {PREFIX % ("x" * 2_500_000)}}}'
            assert call(port, "POST", "/pictures/v1/check", large)[0] == 200
            small = f'{{"article": {PREFIX % "x"}}}'
            status, location, _ = call(port, "POST", "/pictures/v1/jobs", small)
            assert status == 202
            assert re.fullmatch(r"/pictures/v1/jobs/[0-9a-f]{32}", location)
            assert call(port, "GET", location)[0] == 200
            assert call(port, "GET", "/pictures/metrics")[0] == 404
            inside = services[0].call("GET", "/metrics")
            assert inside.status == 200, "Prometheus asks each process itself"
            services[0].terminate()
            for _ in range(4):
                assert call(port, "POST", "/pictures/v1/check", small)[0] == 200
            assert call(port, "GET", location)[0] == 200, "the other one has the job too"
    finally:
        for service in services:
            service.kill()


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd is not installed")
    unit = (SAMPLES / "provenance@.service").read_text()
    program = tmp_path / "provenance"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert "/opt/provenance/bin/provenance" in unit
    sample = tmp_path / "provenance@8080.service"
    sample.write_text(unit.replace("/opt/provenance/bin/provenance", str(program)))
    done = subprocess.run(
        [verify, "verify", str(sample)], capture_output=True, text=True, check=False, timeout=60
    )
    assert [line for line in done.stderr.splitlines() if "provenance@8080" in line] == []
    assert done.returncode == 0, done.stderr

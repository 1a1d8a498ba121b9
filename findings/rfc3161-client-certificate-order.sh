#!/usr/bin/env bash
# A time stamp (RFC 3161) brings its certificates as a set, in no order that its signature covers.
# DER sorts the members of a set by their bytes; OpenSSL's `ts -reply` writes the signer's first and
# the rest of the chain behind it. rfc3161-client reads such an answer only where that happens to be
# DER's order too, and calls it invalid otherwise: whether an authority's stamps can be read hangs on
# the lengths of the names in its certificates. OpenSSL verifies both.
# Seen with rfc3161-client 1.0.6 and OpenSSL 3.0: a long name on the root is read, a short one is not
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q rfc3161-client==1.0.6
cd "$work"

stamp() {  # a folder, the owner that the root names, the owner that the stamping certificate names
  mkdir "$1" && cd "$1"
  cat >conf <<CONF
[req]
distinguished_name = name
prompt = no
[name]
O = \$ENV::OWNER
[root]
basicConstraints = critical, CA:TRUE
[stamper]
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = stamper.pem
signer_key = stamper.key
certs = root.pem
signer_digest = sha256
default_policy = 1.2.3
digests = sha256
ess_cert_id_alg = sha256
CONF
  echo 01 >serial
  {
    OWNER=$2 openssl req -x509 -newkey rsa:2048 -nodes -days 1 -keyout root.key -out root.pem -extensions root -config conf
    OWNER=$3 openssl req -newkey rsa:2048 -nodes -keyout stamper.key -out stamper.csr -config conf
    OWNER=$3 openssl x509 -req -in stamper.csr -CA root.pem -CAkey root.key -CAcreateserial -days 1 -out stamper.pem \
      -extfile conf -extensions stamper
    echo data >data
    OWNER=x openssl ts -query -data data -sha256 -cert -out query -config conf
    OWNER=x openssl ts -reply -queryfile query -out reply -config conf
    openssl ts -verify -data data -in reply -CAfile root.pem
  } >log 2>&1 || { cat log; exit 1; }
  cd ..
}

long=$(printf 'x%.0s' {1..60})
stamp in-order "$long" y
stamp out-of-order y "$long"
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version
from pathlib import Path

from rfc3161_client import decode_timestamp_response

print("rfc3161-client", version("rfc3161-client"))
read = {}
for name in ("in-order", "out-of-order"):
    try:
        decode_timestamp_response(Path(name, "reply").read_bytes()).tst_info
        read[name] = "read"
    except ValueError as error:
        read[name] = f"refused: {error}"
    print(f"{name}: {read[name][:120]}")
assert read["in-order"] == "read", read
assert read["out-of-order"].startswith("refused"), read
PY

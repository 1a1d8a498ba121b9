"""Licences by the short names that photo sites' interfaces use."""

from __future__ import annotations

from provenance.model import License

_FAMILIES = frozenset({"by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd"})


def creative_commons(slug: str | None, version: str | None) -> License | None:
    """The licence for a slug such as `by-sa` and a version; None for any other slug."""
    slug = (slug or "").lower().strip()
    if slug == "cc0":
        return License(
            "CC0", "cc0", "1.0", url="https://creativecommons.org/publicdomain/zero/1.0/"
        )
    if slug in ("pdm", "pd"):
        return License(
            "public domain", "pd", url="https://creativecommons.org/publicdomain/mark/1.0/"
        )
    if slug not in _FAMILIES:
        return None
    name = " ".join(filter(None, ("CC", slug.upper(), version)))
    url = f"https://creativecommons.org/licenses/{slug}/{version}/" if version else None
    return License(name, f"cc-{slug}", version, url=url)


def all_rights_reserved(url: str | None = None) -> License:
    """No licence at all: every use needs a permission."""
    return License("all rights reserved", "all-rights-reserved", url=url)


def own_license(name: str, url: str) -> License:
    """A site's own licence, which asks for no credit line in a fixed form."""
    return License(name, "other", url=url)

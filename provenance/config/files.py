"""Reads configuration files into a `Config`, and says what is wrong in them.

Weakest first: the defaults, the user's own file (`provenance.toml` in the platform's configuration
folder), the project's (`--config FILE`, else `$PROVENANCE_CONFIG`, else the nearest
`provenance.toml` or `[tool.provenance]` in `pyproject.toml` from the working directory upwards),
the environment. A file that merely lies beside a checked article is never looked at.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from functools import singledispatch
from pathlib import Path
from stat import S_ISREG
from typing import Any, get_type_hints

from provenance import lazy_re as re
from provenance.config import Config, Suppression
from provenance.config.fitting import misfit
from provenance.errors import ConfigError, cause_of
from provenance.files import is_endless
from provenance.values import dataclass

_GUARDED = (
    "network.proxy",
    "network.allowed-addresses",
    "network.endpoints",
    "network.tls-verify",
    "upload-to",
    "archive.url",
    "own-dam",
    "archive.descriptor-model",
    "service",
    "keys",
    "credentials",
    "evidence",
)
"""What a file that was merely found may not set: with these, whoever wrote it could send the
desk's traffic and pictures elsewhere, or vouch for a signer. `--config`, `$PROVENANCE_CONFIG` and
the user's own file may."""
_NOT_IN_FILES = ("origins", "seed")
_PASSWORD = re.compile(r"//[^/@\s]+@")
"""Who logs in to a proxy, and how: shown to nobody."""


@dataclass(frozen=True, slots=True)
class KeyNames:
    """The keys that may be named in `[keys]`: what the plug-ins say they need or use."""

    names: frozenset[str] = frozenset()
    complete: bool = False
    """False where a plug-in's keys are not known: then no name is refused."""


def load(
    path: Path | None = None,
    *,
    keys: KeyNames,
    environment: Mapping[str, str] | None = None,
) -> Config:
    """The configuration in force before the command line's options.

    `path` is the file named with `--config`; `keys` are read from the environment, each from the
    variable of its name or of the name that `[keys]` gives it. See `provenance.load_config`, which
    knows the keys of all sources. Raises `ConfigError` naming the file, the key, and the nearest
    key that exists.
    """
    environ = os.environ if environment is None else environment
    config = Config()
    origins: dict[str, str] = {}
    variables = {name: name for name in keys.names}
    for file, table, is_named in _files(path, environ):
        if not is_named:
            _refuse_guarded(file, table)
        variables |= _read_key_variables(file, table.pop("keys", {}), keys)
        config = _apply(config, table, file)
        origins |= dict.fromkeys(_leaves(table), str(file))
    if contact := environ.get("PROVENANCE_CONTACT"):
        config = replace(config, network=replace(config.network, contact=contact))
        origins["network.contact"] = "environment"
    secrets = {name: found for name, v in variables.items() if (found := environ.get(v))}
    origins |= {f"keys.{name}": "environment" for name in secrets}
    return replace(config, keys=secrets, origins=origins)


def _read_key_variables(file: Path, table: object, keys: KeyNames) -> dict[str, str]:
    """Key → the environment variable that holds it, as `[keys]` says."""
    if not isinstance(table, dict) or not all(isinstance(v, str) for v in table.values()):
        raise ConfigError(
            f"{file}: `keys` must name an environment variable for each key, never the key itself"
        )
    for name in table:
        if keys.complete and name not in keys.names:
            raise ConfigError(f"{file}: unknown key {name!r} in `keys`{_suggest(name, keys.names)}")
    return {name: variable or name for name, variable in table.items()}


def _files(
    path: Path | None, environ: Mapping[str, str]
) -> Iterator[tuple[Path, dict[str, Any], bool]]:
    """(file, its table, whether somebody named it), weakest first."""
    import platformdirs

    users = Path(platformdirs.user_config_dir("picture-provenance")) / "provenance.toml"
    if os.path.lexists(users):
        yield users, _read(users, is_named=False), True
    file, named = project_file(path, environ)
    if file is not None:
        yield file, _read(file, is_named=named), named


def project_file(
    path: Path | None, environment: Mapping[str, str] | None = None
) -> tuple[Path | None, bool]:
    """The project's file (None: there is none), and whether somebody named it.

    `path` is the file named with `--config`.
    """
    environ = os.environ if environment is None else environment
    if path is not None:
        return path, True
    if environ.get("PROVENANCE_CONFIG"):
        return Path(environ["PROVENANCE_CONFIG"]), True
    for folder in (Path.cwd(), *Path.cwd().parents):
        own, project = folder / "provenance.toml", folder / "pyproject.toml"
        if os.path.lexists(own):  # whatever it is: what cannot be read is not passed over
            return own, False
        if project.is_file() and _read(project, is_named=False):
            return project, False
    return None, False


def add_suppression(suppression: Suppression, path: Path | None = None) -> Path:
    """Write a suppression into the project's file, and return that file.

    It stands at the end, or in a new `provenance.toml`; the rest of the file stays as it is. `path`
    is the file named with `--config`. Raises `ConfigError` where the file cannot take it.
    """
    file = project_file(path)[0] or Path("provenance.toml")
    header = "tool.provenance.suppressions" if file.name == "pyproject.toml" else "suppressions"
    values = {item.name: getattr(suppression, item.name) for item in fields(suppression)}
    values["target"] = target_in(file, suppression)
    lines = [f"[[{header}]]", *(f"{k} = {_as_toml(v)}" for k, v in values.items() if v)]
    try:
        before = file.read_text("utf-8") if file.exists() else ""
        whole = f"{before.rstrip()}\n\n" if before.strip() else ""
        whole += "\n".join(lines) + "\n"
        tomllib.loads(whole)
        file.write_text(whole, "utf-8")
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{file} cannot take another `[[{header}]]`: {error}. Write its suppressions as "
            "tables of that name."
        ) from error
    except (OSError, UnicodeError) as error:
        raise ConfigError(
            f"the configuration file {file} cannot be changed: {_cause(error)}"
        ) from error
    return file


def target_in(file: Path, suppression: Suppression) -> str:
    """The suppression's target as `file` names it: a path from the file's folder."""
    if not suppression.names_file:
        return suppression.target
    try:
        return Path(os.path.relpath(suppression.target, file.resolve().parent)).as_posix()
    except ValueError:  # another drive
        return suppression.target


def _from_folder(suppression: Suppression, file: Path) -> Suppression:
    """The suppression as it counts from anywhere: its path made absolute."""
    if not suppression.names_file:
        return suppression
    path = os.path.normpath(file.resolve().parent / suppression.target)
    return replace(suppression, target=path)


def name_baseline(baseline: Path, path: Path | None = None) -> Path | None:
    """Name the baseline in the project's file, first of all, and return that file.

    None where the file is a `pyproject.toml`, whose tables a line at the top would not reach.
    Raises `ConfigError` where the file cannot take it.
    """
    file = project_file(path)[0] or Path("provenance.toml")
    if file.name == "pyproject.toml":
        return None
    named = os.path.relpath(baseline.resolve(), file.resolve().parent)
    try:
        before = file.read_text("utf-8") if file.exists() else ""
        whole = f"baseline = {_quote(named)}\n{before}"
        tomllib.loads(whole)
        file.write_text(whole, "utf-8")
    except (tomllib.TOMLDecodeError, OSError, UnicodeError) as error:
        raise ConfigError(
            f"the configuration file {file} cannot be changed: {_cause(error)}"
        ) from error
    return file


def _quote(text: str) -> str:
    """A TOML basic string. JSON's escapes are TOML's; TOML wants DEL escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _read(file: Path, *, is_named: bool) -> dict[str, Any]:
    """The file's table.

    Only one that somebody named may be what a shell opens, as in `--config <(…)`, or empty as
    `/dev/null` is: nobody may write into one that was found.
    """
    try:
        if is_named and is_endless(file) and str(file) != os.devnull:
            raise ConfigError(
                f"the configuration file {file} is no file: it is a named pipe, a socket or a "
                "device. Name a file."
            )
        if not is_named and not S_ISREG(file.stat().st_mode):
            raise ConfigError(
                f"the configuration file {file} is no file: it is a folder, pipe or device. Move "
                "it away, or name another file with --config."
            )
        table = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"the configuration file {file} does not exist") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"the configuration file {file} cannot be read: {_cause(error)}"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"the configuration file {file} is not TOML: {error}") from error
    if file.name == "pyproject.toml":
        tool = table.get("tool", {})
        table = tool.get("provenance", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise ConfigError(f"{file}: `tool.provenance` must be a table")
    return table


def _cause(error: Exception) -> str:
    """Why a file cannot be read or changed."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text. Save it as UTF-8, or name another file with --config."
    return cause_of(error)


def _refuse_guarded(file: Path, table: Mapping[str, Any]) -> None:
    for leaf in _leaves(table):
        if leaf.startswith(_GUARDED):
            raise ConfigError(
                f"{file}: `{leaf}` may be set only in a file named with --config or "
                "$PROVENANCE_CONFIG, or in your own "
                "configuration folder, because it decides where traffic and pictures go"
            )


_NESTED = frozenset(
    "desk network credit-style archive own-dam credentials service evidence".split()  # noqa: SIM905
)
"""Tables whose keys are settings of their own."""


def _leaves(table: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in table.items():
        nested = (
            "desk",
            "network",
            "credit-style",
            "archive",
            "own-dam",
            "credentials",
            "service",
            "evidence",
        )
        if isinstance(value, dict) and key in nested:
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


def _apply(base: Any, table: Mapping[str, Any], file: Path, prefix: str = "") -> Any:
    """`base`, a frozen value, with the table's values in place of its own."""
    import msgspec

    hints = get_type_hints(type(base))
    known = {f.name.replace("_", "-"): f.name for f in fields(base) if f.name not in _NOT_IN_FILES}
    changes: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"{file}: unknown key `{prefix}{key}`{_suggest(key, known)}")
        name = known[key]
        current = getattr(base, name)
        if is_dataclass(current) and not isinstance(current, type):
            if not isinstance(value, dict):
                raise ConfigError(f"{file}: `{prefix}{key}` must be a table")
            changes[name] = _apply(current, value, file, f"{prefix}{key}.")
            continue
        try:
            changes[name] = msgspec.convert(value, hints[name], dec_hook=_path(file))
        except msgspec.ValidationError as error:
            told = misfit(f"{prefix}{key}", value, hints[name], _fits)
            raise ConfigError(f"{file}: {told}") from error
    if accepted := changes.get("suppressions"):
        changes["suppressions"] = tuple(_from_folder(item, file) for item in accepted)
    try:
        return replace(base, **changes)
    except ValueError as error:
        raise ConfigError(f"{file}: `{prefix.rstrip('.')}`: {error}") from error


def _fits(value: Any, hint: Any) -> bool:
    import msgspec

    try:
        msgspec.convert(value, hint, dec_hook=_path(Path()))
    except msgspec.ValidationError:
        return False
    return True


def _path(file: Path) -> Any:
    """Paths in a file are relative to that file."""

    def convert(wanted: type, value: Any) -> Any:
        if wanted is Path and isinstance(value, str):
            return (file.parent / value).resolve()
        raise TypeError(f"a {wanted.__name__} is wanted")

    return convert


def _suggest(name: str, known: Any) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


def in_force(config: Config, keys: KeyNames) -> Iterator[tuple[str, str, str]]:
    """(key, value as TOML writes it, where it comes from) for every key.

    Secrets are only said to be set.
    """
    yield from _rows(config, "", config.origins)
    for name in sorted({*keys.names, *config.keys}):
        yield (
            f"keys.{name}",
            "set" if name in config.keys else "not set",
            config.origins.get(f"keys.{name}", "default"),
        )


def _rows(value: Any, prefix: str, origins: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for item in fields(value):
        if item.name in (*_NOT_IN_FILES, "keys"):
            continue
        key, current = f"{prefix}{item.name.replace('_', '-')}", getattr(value, item.name)
        if is_dataclass(current) and not isinstance(current, type):
            yield from _rows(current, f"{key}.", origins)
        else:
            shown = _PASSWORD.sub("//…@", _as_toml(current))
            yield key, shown, origins.get(key) or origins.get(item.name) or "default"


@singledispatch
def _as_toml(value: object) -> str:
    """A value as TOML writes it."""
    return _quote(str(value))


@_as_toml.register
def _(value: None) -> str:
    return "(none)"


@_as_toml.register
def _(value: bool) -> str:
    return str(value).lower()


@_as_toml.register
def _(value: int | float) -> str:
    return str(value)


@_as_toml.register
def _(value: date) -> str:
    return value.isoformat()


@_as_toml.register
def _(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


@_as_toml.register
def _(value: tuple) -> str:  # type: ignore[type-arg]  # dispatch takes no parameters
    return f"[{', '.join(map(_as_toml, value))}]"


@_as_toml.register
def _(value: Mapping) -> str:  # type: ignore[type-arg]
    return f"{{{', '.join(f'{key} = {_as_toml(item)}' for key, item in value.items())}}}"


@_as_toml.register
def _(value: Suppression) -> str:
    return _as_toml({item.name: getattr(value, item.name) for item in fields(value)})

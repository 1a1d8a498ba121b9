"""The desk's routes, and who may use them."""

from __future__ import annotations

import hmac
import tempfile
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import flask
from werkzeug.datastructures import FileStorage

from provenance.errors import ProvenanceError
from provenance.hooks.desk.checks import Desk, DeskCheck
from provenance.hooks.service.settings import LOOPBACK
from provenance.reports import html as report_page
from provenance.run.batch import InputOptions
from provenance.run.targets import MAX_ARTICLE_BYTES, Target, is_address, picture_article
from provenance.values import dataclass

COOKIE = "provenance-desk"
HEADER = "X-Provenance-Desk"
"""Sent by the desk's own script with every change: another site's page cannot."""
MAX_UPLOAD = 3 * MAX_ARTICLE_BYTES
"""Bytes of all that is dropped at once: a page and its pictures."""
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif", ".heic", ".jxl")
_FIELDS = ("text", "caption", "credit", "published")
"""What can be typed."""
_DIGITS = 9
"""Of a picture's number at most."""
_FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Doors:
    """Who may use the desk."""

    user: str
    """Who accepts findings where there are no tokens: whoever runs the desk."""
    users: Mapping[str, str] = field(default_factory=dict)
    """Token → name. Empty: only this machine, without a token."""

    def name_of(self, token: str) -> str | None:
        """Whose token it is; compared in constant time."""
        known = [
            n for t, n in self.users.items() if hmac.compare_digest(t.encode(), token.encode())
        ]
        return known[0] if known else None


def make_desk(desk: Desk, doors: Doors) -> flask.Flask:
    """The WSGI application."""
    app = flask.Flask("provenance.hooks.desk", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_UPLOAD

    @app.before_request
    def admit() -> flask.Response | None:
        host = urlsplit(f"//{flask.request.headers.get('Host', '')}").hostname
        if not doors.users and host not in LOOPBACK:
            return _refuse(403, "Without users the desk answers only to this machine.")
        if flask.request.method == "POST" and not flask.request.headers.get(HEADER):
            return _refuse(403, "Use the desk's own page.")
        flask.g.user = doors.name_of(flask.request.cookies.get(COOKIE, "")) if doors.users else ""
        if flask.g.user is None and flask.request.endpoint not in ("page", "enter"):
            return _refuse(401, "Enter your token first.")
        return None

    @app.after_request
    def harden(response: flask.Response) -> flask.Response:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Content-Security-Policy", "default-src 'none'")
        return response

    @app.errorhandler(ProvenanceError)
    def explain(error: ProvenanceError) -> flask.Response:
        return _refuse(400, str(error))

    @app.errorhandler(413)
    def too_large(error: Exception) -> flask.Response:
        return _refuse(413, f"That is more than {MAX_UPLOAD // 1_000_000} MB.")

    @app.get("/")
    def page() -> flask.Response:
        answer = flask.Response(_page(), content_type="text/html; charset=utf-8")
        answer.headers["Content-Security-Policy"] = _policy()
        return answer

    @app.post("/enter")
    def enter() -> flask.Response:
        token = flask.request.form.get("token", "")
        if (name := doors.name_of(token)) is None:
            return _refuse(401, "That token is not known.")
        answer = flask.jsonify(name=name)
        answer.set_cookie(COOKIE, token, httponly=True, samesite="Strict")
        return answer

    @app.get("/checks")
    def checks() -> flask.Response:
        found, more = desk.listed(flask.request.args.get("find", ""))
        return flask.jsonify(checks=[check.row for check in found], more=more)

    @app.post("/checks")
    def start() -> flask.Response:
        started = _start(desk, flask.g.user or doors.user)
        return flask.jsonify([check.document for check in started])

    @app.get("/checks/<id>")
    def check(id: str) -> flask.Response:
        found = desk.find(id)
        if found is None:
            return _refuse(404, "There is no such check, or it was removed.")
        return flask.jsonify(desk.shown(found))

    @app.post("/checks/<id>/again")
    def again(id: str) -> flask.Response:
        found = desk.find(id)
        if found is None or not found.given:
            return _refuse(404, "Drop it again: the desk keeps no files that were dropped.")
        started = _start_given(desk, found.given, flask.g.user or doors.user)
        return flask.jsonify(started.document)

    @app.get("/checks/<id>/report")
    def report(id: str) -> flask.Response:
        found = desk.find(id)
        text = desk.page_of(found) if found else None
        if text is None:
            return _refuse(404, "There is no such report, or it was removed.")
        answer = flask.Response(text, content_type="text/html; charset=utf-8")
        answer.headers["Content-Security-Policy"] = (
            f"{report_page.policy()}; frame-ancestors 'self'"
        )
        return answer

    @app.post("/checks/<id>/accept")
    def accept(id: str) -> flask.Response:
        found = desk.find(id)
        if found is None:
            return _refuse(404, "There is no such check.")
        form = flask.request.form
        number = form.get("number", "")
        desk.accept(
            found,
            int(number) if number.isdecimal() and len(number) <= _DIGITS else 0,
            form.get("rule", ""),
            form.get("reason", ""),
            flask.g.user or doors.user,
        )
        return flask.jsonify(found.document)

    return app


def _refuse(status: int, sentence: str) -> flask.Response:
    answer = flask.jsonify(error=sentence)
    answer.status_code = status
    return answer


def _start(desk: Desk, who: str) -> list[DeskCheck]:
    """Start what a form asks for: an address, a text, a page, or pictures."""
    form, files = (
        flask.request.form,
        [f for f in flask.request.files.getlist("files") if f.filename],
    )
    how = InputOptions(published=_day(form.get("published", "")))
    words = form.get("caption", ""), form.get("credit", "")
    pictures = [f for f in files if str(f.filename).lower().endswith(_PICTURES)]
    pages = [f for f in files if f not in pictures]
    if pages:
        return [_start_page(desk, page, pictures, how, who) for page in pages]
    if pictures:
        targets = [(_name(f), picture_article(_name(f), f.read(), *words)) for f in pictures]
        return [desk.start(target, how, name, who) for name, target in targets]
    given = {name: value for name in _FIELDS if (value := form.get(name, "").strip())}
    if "text" not in given:
        raise ProvenanceError("Give an address or a text, or drop a page or pictures.")
    return [_start_given(desk, given, who)]


def _start_given(desk: Desk, given: dict[str, str], who: str) -> DeskCheck:
    """Start what was typed: an address or a text, with words of a picture."""
    text, words = given["text"], (given.get("caption", ""), given.get("credit", ""))
    how = InputOptions(published=_day(given.get("published", "")))
    return desk.start(_target(text, words), how, text.splitlines()[0], who, given)


def _target(given: str, words: tuple[str, str]) -> Target:
    """The address of an article, or of a picture with words under it, or a text."""
    if not _is_address(given):
        return f"{given}\n".encode()
    return picture_article(given, None, *words) if any(words) else given


def _start_page(
    desk: Desk, page: FileStorage, pictures: list[FileStorage], how: InputOptions, who: str
) -> DeskCheck:
    """Check a page that was dropped, alone or with its pictures."""
    data, name = page.read(), _name(page)
    if not pictures:
        return desk.start(data, how, name, who)
    from provenance.articles import read_article

    with tempfile.TemporaryDirectory() as folder:
        for picture in pictures:
            (Path(folder) / _name(picture)).write_bytes(picture.read())
            picture.seek(0)
        article = read_article(data, origin=name, images=Path(folder))
    return desk.start(how.complete(article), how, name, who)


def _name(file: FileStorage) -> str:
    """The file's own name, without folders."""
    name = str(file.filename).replace("\\", "/").rpartition("/")[2].replace("\0", "")[:200]
    return "file" if name in ("", ".", "..") else name


def _is_address(text: str) -> bool:
    return is_address(text) and not any(map(str.isspace, text))


def _day(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError as error:
        raise ProvenanceError(f"{text[:40]!r} is no date; write 2026-05-18.") from error


@cache
def _page() -> str:
    text = _own("page.html")
    return text.replace("/*style*/", _own("style.css")).replace("/*script*/", _own("script.js"))


@cache
def _policy() -> str:
    """The page's Content-Security-Policy: its own style and script, its own address."""
    style, script = (_hash(_own(name)) for name in ("style.css", "script.js"))
    return (
        "default-src 'none'; connect-src 'self'; img-src data:; frame-src 'self'; "
        f"style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def _own(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"

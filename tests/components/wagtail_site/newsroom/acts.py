"""What the tests do inside the site's process: one function an act, called with JSON by its name.

POST /acts/write/ {"title": "…", "figures": [["air-defence", "caption", "credit"]]}  →  {"page": 5}
"""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from wagtail.images import get_image_model
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageLogEntry,
    Revision,
    Workflow,
    WorkflowTask,
)

from newsroom.models import (
    ArticlePage,
    Author,
    BoxPicture,
    FeaturePage,
    GalleryPicture,
    GuardedPage,
    PictureBox,
    RepairPage,
    RepairPicture,
    SpreadPage,
)
from provenance.demo.make import published
from provenance.hooks.wagtail import checking, shown
from provenance.hooks.wagtail.adapter import PageContent, publication_date
from provenance.hooks.wagtail.gate import opened
from provenance.hooks.wagtail.models import ImageCheck, PictureCheck, PictureOverride
from provenance.hooks.wagtail.settings import read as settings_of
from provenance.run.checker import Checker
from provenance.run.pipeline import Pipeline

Image = get_image_model()
PASSWORD = "for the tests alone"
WHOLE, AT_ONCE = Pipeline.check, Checker.check_fast


@csrf_exempt
def act(request: HttpRequest, name: str) -> JsonResponse:
    """Do what is asked and answer with its result."""
    return JsonResponse(
        ACTS[name.replace("-", "_")](**json.loads(request.body or b"{}")), safe=False
    )


def people() -> list[str]:
    """An editor who may publish, one who may override as well, one without any rights to pages."""
    users = get_user_model().objects
    editors, _ = Group.objects.get_or_create(name="Desk")
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    root = Page.objects.get(depth=2)
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)
    for codename in ("add_image", "change_image", "choose_image"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailimages", codename=codename
        )
        GroupCollectionPermission.objects.get_or_create(
            group=editors, collection=Collection.get_first_root_node(), permission=permission
        )
    stranger, _ = Group.objects.get_or_create(name="Stranger")
    stranger.permissions.add(Permission.objects.get(codename="access_admin"))
    for name, group in (("olena", editors), ("marta", editors), ("stranger", stranger)):
        if not users.filter(username=name).exists():
            users.create_user(name, f"{name}@newsroom.example", PASSWORD).groups.add(group)
    users.get(username="marta").user_permissions.add(
        Permission.objects.get(codename="override_picture_check")
    )
    return ["olena", "marta", "stranger"]


def dated(field: str, value: str) -> str:
    """When an article is published that keeps its own date in this field."""
    page = ArticlePage(title="An imported article", first_published_at=timezone.now())
    setattr(page, field, date.fromisoformat(value))
    return publication_date(page).date().isoformat()


def picture(name: str) -> Any:
    """One of the demo's pictures, in the site's library."""
    known = Image.objects.filter(title=name).first()
    if known is not None:
        return known
    data = next(data for path, data in published().items() if name in path)
    return Image.objects.create(title=name, file=ContentFile(data, f"{name}.jpg"))


def write(
    title: str,
    figures: list[list[str]] | None = None,
    paragraph: str = "",
    live: bool = False,
    mixin: bool = False,
    save: bool = True,
) -> int:
    """Write an article with these figures (picture, caption, credit), and save its first
    revision."""
    page = (GuardedPage if mixin else ArticlePage)(title=title, live=live)
    page.body = _body(page, figures or [], paragraph)
    Page.objects.get(depth=2).add_child(instance=page)
    if save:
        page.save_revision()
    return int(page.pk)


def state(page: int) -> dict[str, Any]:
    """What the database says of a page and of its latest check, as whoever looks at it finds it."""
    checking.flush()
    found = Page.objects.get(pk=page)
    check = PictureCheck.objects.filter(page_id=page).order_by(*checking.LATEST).first()
    scheduled = Revision.objects.filter(
        object_id=str(page), approved_go_live_at__isnull=False
    ).exists()
    return {
        "live": found.live,
        "title": found.specific.title,
        "revisions": found.revisions.count(),
        "scheduled": scheduled,
        "check": check.state if check else None,
        "verdict": check.verdict if check else None,
        "pictures": check.pictures if check else None,
        "detail": check.detail if check else None,
        "in_moderation": found.workflow_in_progress,
        "history": [(e.action, e.message) for e in PageLogEntry.objects.filter(page_id=page)],
        "overrides": [
            [o.rule, o.who_name, o.reason, str(o.until or ""), o.when.date().isoformat()]
            for o in PictureOverride.objects.filter(page_id=page)
        ],
    }


def settled(page: int) -> dict[str, Any]:
    """The state once the check in the background has ended."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        now = state(page)
        if now["check"] in ("done", "failed"):
            return now
        time.sleep(0.1)
    raise AssertionError(f"the check did not end: {now}")


def publish_revision(page: int) -> dict[str, Any]:
    """`revision.publish()`, as a script or another app does it."""
    try:
        Page.objects.get(pk=page).get_latest_revision().publish()
    except ValidationError as refused:
        return {"refused": refused.messages}
    return {"refused": None}


def bring_back(page: int) -> dict[str, Any]:
    """Publish a page's first revision again."""
    try:
        Page.objects.get(pk=page).revisions.order_by("created_at").first().publish()
    except ValidationError as refused:
        return {"refused": refused.messages}
    return {"refused": None}


def copied(page: int) -> int:
    """A copy of a live page, live at once."""
    found = Page.objects.get(pk=page).specific
    return int(found.copy(update_attrs={"slug": f"{found.slug}-copy"}).pk)


def publish_in_a_row(
    count: int, figures: list[list[str]], mixin: bool = False
) -> dict[str, list[str]]:
    """Save and publish pages one after the other; what went wrong, and what was refused."""
    trouble: list[str] = []
    refused: list[str] = []
    for n in range(count):
        try:
            page = Page.objects.get(pk=write(f"Number {n}", figures, mixin=mixin, save=False))
            specific = page.specific
            specific.title = f"Number {n}, revised"
            specific.save_revision().publish()
        except ValidationError as stopped:
            refused += stopped.messages
        except Exception as error:  # noqa: BLE001 - the test wants to see each
            trouble.append(f"{type(error).__name__}: {error}")
    return {"trouble": trouble, "refused": refused}


def look() -> int:
    """What the panel of each page shows, as an editor's browser asks for it all the time."""
    time.sleep(0.2)
    return len([shown.show(page.specific) for page in Page.objects.filter(depth=3)[:5]])


def unfinished() -> list[str]:
    """Checks that did not end, once those in the background have had their time."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        checking.flush()
        left = PictureCheck.objects.exclude(state="done").values_list("state", "detail")
        if not left:
            return []
        time.sleep(0.2)
    return [f"{state}: {detail}" for state, detail in left]


def schedule(page: int) -> None:
    """Plan the page for an hour ago, as if it had been planned and the hour had come."""
    specific = Page.objects.get(pk=page).specific
    specific.go_live_at = timezone.now() - timedelta(hours=1)
    revision = specific.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=specific.go_live_at)


def moderate(page: int) -> int:
    """Hand the page in to a workflow with one task, which the desk approves; returns the task
    state's id."""
    task = GroupApprovalTask.objects.create(name="Desk")
    task.groups.add(Group.objects.get(name="Desk"))
    workflow = Workflow.objects.create(name="Desk")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    specific = Page.objects.get(pk=page).specific
    author = get_user_model().objects.get(username="marta")
    return int(workflow.start(specific, author).current_task_state.pk)


def import_live(title: str, figures: list[list[str]]) -> int:
    """A page that an import creates live."""
    return write(title, figures, live=True, save=False)


def save_live(page: int) -> dict[str, Any]:
    """`page.live = True; page.save()`, with no revision at all."""
    specific = Page.objects.get(pk=page).specific
    specific.live = True
    try:
        specific.save()
    except ValidationError as refused:
        return {"refused": refused.messages}
    return {"refused": None}


def move_live(page: int) -> None:
    """Rename a live page's address: nothing of its content is published."""
    specific = Page.objects.get(pk=page).specific
    specific.slug = f"{specific.slug}-moved"
    specific.save()


def force_live(page: int) -> None:
    """Put a page live behind the app's back, as it was before the app was installed."""
    Page.objects.filter(pk=page).update(live=True, has_unpublished_changes=False)


def _body(page: Any, figures: list[list[str]], paragraph: str = "") -> Any:
    """The page's body with these figures."""
    parts: list[dict[str, Any]] = (
        [{"type": "paragraph", "value": f"<p>{paragraph}</p>"}] if paragraph else []
    )
    for name, caption, credit in figures:
        value = {"image": picture(name).pk, "caption": caption, "credit": credit}
        parts.append({"type": "figure", "value": value})
    return page._meta.get_field("body").stream_block.to_python(parts)


def feature() -> dict[str, Any]:
    """A feature with a picture in every place a model may have one, as the check is given it."""
    market = picture("podil-market")
    page = FeaturePage(
        title="A day in Podil", intro="KYIV, Ukraine — One day.", hero=market, live=False
    )
    page.hero_caption, page.hero_credit = (
        "The hero",
        '<p><a href="https://commons.example/File:A">Iryna</a></p>',
    )
    page.text = (
        f'<p>Words.</p><embed embedtype="image" id="{market.pk}" format="left" alt="In '
        'the text"/><p>More.</p>'
    )
    column = {"image": market.pk, "caption": "In a column", "credit": "<p>Iryna Halenko</p>"}
    streamed = {"image": market.pk, "alt_text": "Streets", "decorative": False}
    page.sections = page._meta.get_field("sections").stream_block.to_python(
        [
            {"type": "columns", "value": [column]},
            {"type": "picture", "value": streamed},
            {"type": "quote", "value": "Said."},
        ]
    )
    page.gallery = [GalleryPicture(image=market, caption="In the gallery", credit="Pavlo Sokol")]
    Page.objects.get(depth=2).add_child(instance=page)
    article = PageContent(page, settings_of()).article
    missing = Image.objects.create(
        title="gone", file=ContentFile(published()["/pictures/air-defence.jpg"], "gone.jpg")
    )
    missing.file.storage.delete(missing.file.name)
    page.hero = missing
    return {
        "lead": article.lead,
        "body": article.body,
        "language": article.language,
        "pictures": [
            {
                "where": i.where.path,
                "role": i.role.value,
                "caption": i.caption and i.caption.text,
                "credit": i.credit and i.credit.text,
                "links": [link.url for link in i.credit_links],
                "alt": i.alt,
                "bytes": len(i.data or b""),
                "address": i.content_url,
            }
            for i in article.images
        ],
        "bytes of a lost file": PageContent(page, settings_of()).article.images[0].data is not None,
    }


def _copy(name: str, title: str, **said: str) -> Any:
    """A picture of the demo under another title, with what the image says itself."""
    data = next(data for path, data in published().items() if name in path)
    return Image.objects.create(title=title, file=ContentFile(data, f"{title}.jpg"), **said)


def spread() -> list[list[Any]]:
    """A page with a picture of its own in every shape of block and snippet, as it is read."""
    made = {title: _copy("podil-market", title) for title in _SPREAD}
    made["own words"].caption, made["own words"].credit = "Its own caption", "Its own credit"
    made["own words"].source_url = "https://commons.example/File:Own"
    made["own words"].save()
    box = PictureBox.objects.create(
        name="Box", image=made["in a box"], caption="In a box", credit="Box credit"
    )
    box.more = [BoxPicture(photo=made["more of a box"], photo_caption="More of it")]
    box.save()
    chosen = PictureBox.objects.create(name="Chosen", image=made["chosen"], caption="Chosen one")
    listed = PictureBox.objects.create(name="Listed", image=made["listed"])
    page = SpreadPage(title="Every shape", box=box)
    page.author = Author.objects.create(name="Ann", portrait=made["face"])
    pk = {title: image.pk for title, image in made.items()}
    figure = {"image": pk["deep"], "caption": "Deep", "credit": "<p>Deep credit</p>"}
    table = {
        "columns": [{"type": "words", "heading": ""}, {"type": "image", "heading": ""}],
        "rows": [{"values": ["Words", pk["cell"]]}],
        "caption": "",
    }
    parts = [
        (
            "pair",
            {
                "left_image": pk["left"],
                "left_caption": "Left",
                "left_credit": "L. Eft",
                "right_image": pk["right"],
                "right_image_caption": "Right",
                "right_image_credit": "R. Ight",
            },
        ),
        ("slides", {"slides": [pk["first"], pk["second"]], "caption": "Slides", "credit": "S"}),
        ("framed", {"media": {"photo": pk["framed"], "alt": "-"}, "caption": "Framed"}),
        ("picture", pk["own words"]),
        ("aside", {"inner": [{"type": "figure", "value": figure}]}),
        ("table", table),
        (
            "html",
            f"<figure><img src='{made['raw'].file.url}'><figcaption>Raw. Photo: R. Aw"
            "</figcaption></figure>",
        ),
        ("box", chosen.pk),
        ("own", pk["of its own block"]),
    ]
    page.parts = page._meta.get_field("parts").stream_block.to_python(
        [{"type": kind, "value": value} for kind, value in parts]
    )
    Page.objects.get(depth=2).add_child(instance=page)
    page.boxes = [listed]
    page.save()
    article = PageContent(SpreadPage.objects.get(pk=page.pk), settings_of()).article
    titles = {image.file.url: title for title, image in made.items()}
    return [
        [
            next(t for url, t in titles.items() if (i.content_url or "").endswith(url)),
            i.caption and i.caption.text,
            i.credit and i.credit.text,
            [link.url for link in i.credit_links],
            len(i.data or b"") > 10_000,
        ]
        for i in article.images
    ]


_SPREAD = (
    *("in a box", "more of a box", "chosen", "listed", "face", "deep", "cell", "left", "right"),
    *("first", "second", "framed", "own words", "raw", "of its own block"),
)


def boxed(demo: str, caption: str, credit: str) -> dict[str, int]:
    """A live page that shows a snippet with a picture."""
    box = PictureBox.objects.create(
        name="A box", image=_copy(demo, "boxed"), caption=caption, credit=credit
    )
    page = SpreadPage(
        title="Kyiv in a box", box=box, owner=get_user_model().objects.get(username="olena")
    )
    Page.objects.get(depth=2).add_child(instance=page)
    page.save_revision().publish()
    return {"page": page.pk, "box": box.pk, "image": box.image.pk}


def change_box(box: int, demo: str = "", **said: str) -> None:
    """Edit a snippet: other words, or another picture."""
    found = PictureBox.objects.get(pk=box)
    for field, value in said.items():
        setattr(found, field, value)
    if demo:
        found.image = _copy(demo, f"another {demo}")
    found.save()


def show_image(image: int) -> int:
    """A draft that shows an image with words of its own."""
    page = SpreadPage(title="Out and about", live=False)
    value = {"slides": [image], "caption": "Out and about", "credit": "Ann Other"}
    page.parts = page._meta.get_field("parts").stream_block.to_python(
        [{"type": "slides", "value": value}]
    )
    Page.objects.get(depth=2).add_child(instance=page)
    page.save_revision()
    return int(page.pk)


def change_image(image: int, demo: str = "", **said: str) -> None:
    """Edit an image of the library: another file, or other words."""
    found = Image.objects.get(pk=image)
    for field, value in said.items():
        setattr(found, field, value)
    if demo:
        data = next(data for path, data in published().items() if demo in path)
        found.file = ContentFile(data, f"{demo}-instead.jpg")
        found._set_image_file_metadata()
    found.save()


def to_repair() -> dict[str, int]:
    """A live page with five pictures without a credit, each kept in another way, and a draft."""
    names = ("rich", "child", "struct", "box", "itself")
    pk = {name: _copy("podil-market", f"bare {name}").pk for name in names}
    box = PictureBox.objects.create(name="Bare", image_id=pk["box"], caption="In a box")
    page = RepairPage(title="As published", hero_id=pk["rich"], box=box)
    page.gallery = [RepairPicture(image_id=pk["child"], caption="In the gallery")]
    page.parts = page._meta.get_field("parts").stream_block.to_python(
        [
            {
                "type": "figure",
                "value": {"image": pk["struct"], "caption": "A figure", "credit": ""},
            },
            {"type": "picture", "value": pk["itself"]},
        ]
    )
    Page.objects.get(depth=2).add_child(instance=page)
    force_live(page.pk)
    draft = RepairPage.objects.get(pk=page.pk)
    draft.title = "Not yet published"
    draft.save_revision()
    return {"page": page.pk, "box": box.pk}


def plan_draft(page: int) -> None:
    """Plan the next version of a live page for tomorrow, with whatever pictures it has."""
    draft = Page.objects.get(pk=page).specific
    draft.title, draft.go_live_at = "Not yet published", timezone.now() + timedelta(days=1)
    with opened():
        draft.save_revision().publish()


def planned(page: int) -> list[int]:
    """The revisions of a page that are to go live."""
    found = Revision.page_revisions.filter(object_id=str(page), approved_go_live_at__isnull=False)
    return list(found.values_list("pk", flat=True))


def cancel_plan(page: int) -> None:
    """Take a page's plan back."""
    Revision.page_revisions.filter(object_id=str(page)).update(approved_go_live_at=None)


def in_workflow(page: int) -> bool:
    """True while the desk is asked about a page."""
    return Page.objects.get(pk=page).current_workflow_state is not None


def credits(page: int, draft: bool = False) -> list[list[str]]:
    """Of each picture of a page: its file's address, its credit."""
    found = Page.objects.get(pk=page)
    version = found.get_latest_revision_as_object() if draft else found.specific
    return [
        [i.content_url or "", i.credit.text if i.credit else ""]
        for i in PageContent(version, settings_of()).article.images
    ]


def draft_title(page: int) -> str:
    """The title of a page's draft."""
    return str(Page.objects.get(pk=page).get_latest_revision_as_object().title)


def address(page: int) -> str:
    """Where readers find a page on its host."""
    return str(Page.objects.get(pk=page).get_url_parts()[2])


def image_check(image: int) -> dict[str, Any] | None:
    """What is kept of an image."""
    checking.flush()
    row = ImageCheck.objects.filter(image_id=image).first()
    return row and {"verdict": row.verdict, "page": row.page_id, "sentences": row.sentences}


def library(picture_name: str) -> int:
    """The id of a picture in the library."""
    return int(picture(picture_name).pk)


def expire_overrides(page: int) -> None:
    """Let a page's overrides have ended yesterday."""
    PictureOverride.objects.filter(page_id=page).update(
        until=timezone.localdate() - timedelta(days=1)
    )


def swap(page: int, figures: list[list[str]]) -> None:
    """Save a draft with other figures."""
    specific = Page.objects.get(pk=page).get_latest_revision_as_object()
    specific.body = _body(specific, figures)
    specific.save_revision()


def retitle(page: int, title: str) -> float:
    """Save a draft under another title; returns the seconds it took."""
    specific = Page.objects.get(pk=page).get_latest_revision_as_object()
    specific.title = title
    started = time.monotonic()
    specific.save_revision()
    return time.monotonic() - started


def move_below(page: int, parent: int) -> None:
    """Move a page below another."""
    Page.objects.get(pk=page).move(Page.objects.get(pk=parent), pos="last-child")


def wagtails_own_publish_scheduled() -> None:
    """The scheduled run of a site whose INSTALLED_APPS name Wagtail first."""
    WagtailCommand().handle(dryrun=False)


def offered(html: str) -> list[str]:
    """The findings that the form for an override offers."""
    return [
        str(box["value"])
        for box in BeautifulSoup(html, "html.parser").select("input[name=findings]")
    ]


def save_revision(page: int) -> None:
    """Save a draft as it is."""
    Page.objects.get(pk=page).get_latest_revision_as_object().save_revision()


def checker(
    whole: str = "", at_once: str = "", seconds: float = 0.0, patience: float = 60.0
) -> None:
    """Make the checker slow (`"slow"`) or broken (`"broken"`), the whole check or the one at once;
    "" heals it.

    `patience`: the seconds that publishing waits.
    """
    settings.PROVENANCE_WAGTAIL["wait"] = patience

    def made(how: str, real: Any) -> Any:
        def stand_in(*args: Any, **kwargs: Any) -> Any:
            if how == "broken":
                raise ZeroDivisionError("<b>a bug of ours</b>")
            time.sleep(seconds)
            return real(*args, **kwargs)

        return stand_in if how else real

    Pipeline.check = made(whole, WHOLE)  # type: ignore[method-assign]
    Checker.check_fast = made(at_once, AT_ONCE)  # type: ignore[method-assign]


ACTS = {
    f.__name__: f
    for f in (
        people,
        dated,
        write,
        state,
        settled,
        publish_revision,
        publish_in_a_row,
        bring_back,
        copied,
        unfinished,
        look,
        schedule,
        moderate,
        import_live,
        save_live,
        move_live,
        force_live,
        save_revision,
        checker,
        swap,
        retitle,
        move_below,
        wagtails_own_publish_scheduled,
        offered,
        feature,
        spread,
        boxed,
        change_box,
        change_image,
        show_image,
        image_check,
        to_repair,
        plan_draft,
        planned,
        cancel_plan,
        in_workflow,
        credits,
        draft_title,
        address,
        expire_overrides,
        library,
    )
}

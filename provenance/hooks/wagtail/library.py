"""Images and snippets: checked at upload, and where they are shown once changed.

An image's new file or credit, and a changed snippet, show in live pages that nobody saves: those
are checked again, and their editors are told where something does not match.
"""

from __future__ import annotations

import hashlib
import logging
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from wagtail.admin.mail import send_mail
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, Image
from wagtail.log_actions import log as log_action
from wagtail.models import Page, ReferenceIndex
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.snippets.models import get_snippet_models

from provenance.hooks.wagtail import settings
from provenance.hooks.wagtail.adapter import CREDITS, PageContent, image_alone, key_alone
from provenance.hooks.wagtail.checking import checker, later
from provenance.hooks.wagtail.gate import ask
from provenance.hooks.wagtail.models import ImageCheck, PictureCheck
from provenance.hooks.wagtail.writing import write
from provenance.model import Finding, ImageReport, Verdict
from provenance.reports.kit.text import VERDICT_WORDS
from provenance.run.gate import Action

log = logging.getLogger("provenance.wagtail")
OF_A_PAGE = ("missing-caption", "missing-date")
"""Rules about what only a page prints."""
_CREDIT_RULE = "missing-credit"


def on_saved(
    sender: Any, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: object
) -> None:
    """Look at an image or snippet that was saved (signal `post_save`, of every model)."""
    if raw or (update_fields and set(update_fields) <= {"file_hash", "latest_revision"}):
        return
    is_image = isinstance(instance, AbstractImage)
    if is_image or type(instance) in get_snippet_models():
        looking = partial(_look, type(instance), instance.pk)
        transaction.on_commit(partial(later, looking, waits=True), robust=True)


def _look(model: type[models.Model], pk: Any) -> None:
    """Check an image alone, then the live pages that show it or the snippet."""
    saved = model._default_manager.filter(pk=pk).first()
    if saved is None:
        return
    if isinstance(saved, AbstractImage):
        check_alone(saved)
    for page_id in showing(saved):
        _check_live(page_id, saved)


def check_alone(image: Any) -> ImageCheck | None:
    """What an image's file and own fields tell; None where the file cannot be read.

    Checked now where these were not before.
    """
    known: ImageCheck | None = ImageCheck.objects.filter(image_id=image.pk).first()
    if known is not None and known.file_hash != image.file_hash:
        known = None
    if (
        known is not None
        and known.sentences is not None
        and known.sentences_of == key_alone(image, image.file_hash)
    ):
        return known
    article = image_alone(image, settings.read())
    if article is None:
        return None
    # as Wagtail, which keeps it when it is first asked for
    file_hash = image.file_hash or hashlib.sha1(article.images[0].data or b"").hexdigest()
    (told,) = checker().check_fast(article).images
    found = ImageCheck(
        image_id=image.pk,
        file_hash=file_hash,
        verdict=told.verdict.value,
        sentences=_sentences(image, told),
        sentences_of=key_alone(image, file_hash),
        when=timezone.now(),
    )
    names = ["sentences", "sentences_of"]
    if known is None or known.page_id is None:  # of one checked in a page the verdict stays
        names += ["file_hash", "verdict", "page_id", "when"]
    fields = {name: getattr(found, name) for name in names}
    write(lambda: ImageCheck.objects.update_or_create(image_id=image.pk, defaults=fields))
    return found


def _sentences(image: Any, told: ImageReport) -> list[str]:
    has_field = any(hasattr(image, name) for name in CREDITS)
    left_out = OF_A_PAGE if has_field else (*OF_A_PAGE, _CREDIT_RULE)
    return [_sentence(found) for found in told.findings if found.rule not in left_out]


def _sentence(found: Finding) -> str:
    return f"{found.message} {found.suggestion or ''}".strip()


def showing(saved: Any) -> list[int]:
    """The pages that show an image or snippet, also by way of other snippets."""
    pages, seen, left = set[int](), set[tuple[int, str]](), [saved]
    page_type = ContentType.objects.get_for_model(Page).pk
    while left and len(seen) < _MOST:
        for reference in ReferenceIndex.get_references_to(left.pop()):
            named = (reference.base_content_type_id, reference.object_id)
            if named in seen:
                continue
            seen.add(named)
            if reference.base_content_type_id == page_type:
                pages.add(int(reference.object_id))
            elif (model := reference.base_content_type.model_class()) in get_snippet_models():
                left += list(model._default_manager.filter(pk=reference.object_id))
    return sorted(pages)


_MOST = 2_000
"""Objects that are followed from one change."""


def _check_live(page_id: int, saved: Any) -> None:
    page = Page.objects.filter(pk=page_id, live=True).first()
    if page is None:
        return
    specific = page.specific
    key = PageContent(specific, settings.read()).key
    if key is None or PictureCheck.objects.filter(page_id=page_id, key=key).exists():
        return  # nothing that is checked has changed
    answer = ask(specific, wait=None)
    if answer.action is Action.BLOCK and not answer.pending:
        sentences = [f"“{saved}” was changed.", *answer.sentences]
        log.warning("live page %r shows what was changed: %s", str(specific), " ".join(sentences))
        write(partial(log_action, specific, "provenance.changed", data={"sentences": sentences}))
        _tell(specific, sentences)


def _tell(page: Any, sentences: list[str]) -> None:
    """Write to whoever owns the page or last published it."""
    last = page.live_revision.user if page.live_revision else None
    people = {user.email for user in (page.owner, last) if user and user.is_active and user.email}
    if people:
        address = f"\n\n{page.full_url}" if page.full_url else ""
        subject = f"The pictures of “{page.title}” no longer match"
        try:
            send_mail(subject, "\n".join(sentences) + address, sorted(people))
        except OSError:  # the mail server is away; history and report tell it
            log.exception("the editors of %r could not be written to", str(page))


def verdict_of(check: ImageCheck) -> dict[str, str]:
    """An image's last verdict, as a chooser shows it."""
    words = VERDICT_WORDS[Verdict(check.verdict)]
    where = "in a page" if check.page_id else "by itself"
    day = f"{timezone.localtime(check.when):%Y-%m-%d}"
    return {"verdict": check.verdict, "words": words, "told": f"{words}: checked {where}, {day}"}


def images_seen_by(user: Any) -> Any:
    """The images that a user may choose or edit."""
    actions = ["choose", "add", "change"]
    permission_policy = CollectionOwnershipPermissionPolicy(
        get_image_model(), auth_model=Image, owner_field_name="uploaded_by_user"
    )
    return permission_policy.instances_user_has_any_permission_for(user, actions)

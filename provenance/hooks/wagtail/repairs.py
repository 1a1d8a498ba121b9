"""Credits of an audit's plan written into pages, and taken back.

A credit is written where the page prints it, into the live version and, where there is one, the
draft; published through Wagtail, so that history tells it and a revision keeps it. A page of which
a version is scheduled, or with a workflow, is left as it is. Where a page has no place for a
credit, the image's own field takes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.images import get_image_model
from wagtail.log_actions import log as log_action
from wagtail.models import Page, Site

from provenance.audit.repair.changed import Changed
from provenance.audit.repair.plan import Proposal
from provenance.hooks.wagtail import settings
from provenance.hooks.wagtail.adapter import CREDITS, Found, PageContent, Slot, plain_text
from provenance.hooks.wagtail.gate import opened
from provenance.hooks.wagtail.models import CreditRepair


def apply(plan: Iterable[Proposal]) -> Iterator[Changed]:
    """Write each agreed credit; what came of it, one by one."""
    for one in plan:
        page = page_at(one.article)
        if page is None:
            yield Changed(one.key, one.picture, False, f"{one.article} is no page of this site.")
            continue
        try:
            with transaction.atomic(), opened():
                done, told = _apply_one(page, one)
        except ValidationError as refused:
            done, told = False, f"{page} was not changed: {' '.join(refused.messages)}"
        yield Changed(one.key, one.picture, done, told)


def undo() -> Iterator[Changed]:
    """Take back every credit that was written, the last first.

    What somebody has changed since is left alone, and told.
    """
    for repair in CreditRepair.objects.filter(undone=None):
        try:
            with transaction.atomic(), opened():
                done, told = _undo_one(repair)
        except ValidationError as refused:
            done, told = False, f"{repair.page} was not changed back: {' '.join(refused.messages)}"
        yield Changed(str(repair.page or repair.place), "", done, told)


def page_at(address: str) -> Any:
    """The page that readers find at an address; None where there is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    sites = list(Site.objects.select_related("root_page"))
    named = [site for site in sites if site.hostname == (parts.hostname or "")]
    for site in named or (sites if len(sites) == 1 else []):
        path = f"{site.root_page.url_path}{unquote(parts.path).strip('/')}/".replace("//", "/")
        page = Page.objects.filter(url_path=path, live=True).first()
        if page is not None:
            return page
    return None


def _apply_one(page: Any, one: Proposal) -> tuple[bool, str]:
    live = _whole(page.specific)
    places = _places(live, one)
    if len(places) != 1:
        return False, f"The picture is {'several times' if places else 'not'} in {page}."
    found = places[0]
    slot = found.slot
    if slot is None:
        return _write_to_image(page, found, one)
    if plain_text(slot.value) == one.proposed:
        return False, f"{page} has this credit already."
    if plain_text(slot.value) != one.printed:
        return False, f"The credit of the picture in {page} is not what the audit read."
    return _write(page, live, found.where, slot.source, _source(slot, one.proposed), one.evidence)


def _write(
    page: Any, live: Any, where: str, before: str, after: str, evidence: str
) -> tuple[bool, str]:
    """Write into the live version and the draft, and publish the first."""
    slot = _slot_at(live, where)
    assert slot is not None
    if slot.longest is not None and len(after) > slot.longest:
        return False, f"The credit is longer than {slot.longest} characters, which {page} takes."
    if not _is_apart(slot, live) and (told := _held(page)):
        return False, told
    draft = _whole(page.get_latest_revision_as_object()) if page.has_unpublished_changes else None
    slot.put(after)
    if _is_apart(slot, live):
        slot.holder.save()
        revision = None
    else:
        revision = live.save_revision(log_action=False)
        revision.publish(log_action=False)
        _write_to_draft(draft, where, before, after)
    told = f"{page}: {plain_text(after)}"
    CreditRepair.objects.create(
        page=page,
        place=where,
        before=before,
        after=after,
        evidence=evidence,
        revision_id=revision.pk if revision else None,
        published=True,
    )
    _tell(live, revision, f"Credit of {where}: “{plain_text(after)}” ({evidence})")
    return True, told


def _held(page: Any) -> str:
    """Why nothing may be published on a page now; empty where it may.

    Wagtail's publishing takes back what is scheduled, and ends the workflow that has the page.
    """
    if page.scheduled_revision is not None:
        why = "a version of it is scheduled, and publishing a credit now would take that back"
    elif page.current_workflow_state is not None:
        why = "a workflow has it, and publishing a credit now would end that"
    else:
        return ""
    return f"{page} is left as it is: {why}. Try again once that version is out."


def _write_to_draft(draft: Any, where: str, before: str, after: str) -> None:
    """Write into what is not published yet, where it has the same credit there."""
    slot = _slot_at(draft, where) if draft is not None else None
    if draft is None:
        return
    if slot is not None and slot.source == before:
        slot.put(after)
    draft.save_revision(log_action=False)


def _write_to_image(page: Any, found: Found, one: Proposal) -> tuple[bool, str]:
    names = [name for name in CREDITS if hasattr(found.image, name)]
    if not names:
        return False, f"Neither {page} nor its image has a field for a credit."
    slot = Slot(found.image, names[0])
    before, after = slot.source, _source(slot, one.proposed)
    if plain_text(slot.value) != one.printed:
        return False, f"The credit of the image in {page} is not what the audit read."
    if slot.longest is not None and len(after) > slot.longest:
        return False, f"The credit is longer than {slot.longest} characters, which the image takes."
    slot.put(after)
    found.image.save()
    CreditRepair.objects.create(
        page=page,
        image_id=found.image.pk,
        place=names[0],
        before=before,
        after=after,
        evidence=one.evidence,
        published=True,
    )
    _tell(page.specific, None, f"Credit of the image “{found.image}”: “{one.proposed}”")
    return True, f"Image {found.image}: {one.proposed}"


def _undo_one(repair: CreditRepair) -> tuple[bool, str]:
    if repair.image_id is not None:
        image = get_image_model().objects.filter(pk=repair.image_id).first()
        slot = Slot(image, repair.place) if image is not None else None
        if slot is None or slot.source != repair.after:
            return False, f"Image {repair.image_id} was changed since: it is left as it is."
        slot.put(repair.before)
        image.save()
    else:
        page = repair.page
        if page is None or not page.live:
            return False, f"{page or 'The page'} is not live any more: it is left as it is."
        live = _whole(page.specific)
        slot = _slot_at(live, repair.place)
        if slot is None or slot.source != repair.after:
            return False, f"{page} was changed since: its credit is left as it is."
        if not _is_apart(slot, live) and (told := _held(page)):
            return False, told
        draft = page.has_unpublished_changes and _whole(page.get_latest_revision_as_object())
        slot.put(repair.before)
        if _is_apart(slot, live):
            slot.holder.save()
        else:
            revision = live.save_revision(log_action=False)
            revision.publish(log_action=False)
            _write_to_draft(draft or None, repair.place, repair.after, repair.before)
            _tell(live, revision, f"Credit of {repair.place} taken back")
    CreditRepair.objects.filter(pk=repair.pk).update(undone=timezone.now())
    return True, f"{repair.page or repair.place} is as it was."


def _tell(page: Any, revision: Any, told: str) -> None:
    log_action(page, "provenance.repair", revision=revision, data={"told": told})


def _whole(page: Any) -> Any:
    """The page with its children at hand.

    So what is written to them is saved with it.
    """
    for relation in get_all_child_relations(page):
        getattr(page, relation.get_accessor_name()).get_object_list()
    return page


def _places(page: Any, one: Proposal) -> list[Found]:
    """Where the page shows a plan's picture; by its caption where several times."""
    path = unquote(urlsplit(one.picture).path)
    shown = [f for f in PageContent(page, settings.read()).found if _is_at(f.image, path)]
    same = [found for found in shown if plain_text(found.caption) == one.caption]
    return same if len(shown) > 1 and one.caption else shown


def _is_at(image: Any, path: str) -> bool:
    """True where the path is that of the image's file, or of one of its renditions."""
    files = [image.file.name, *image.renditions.values_list("file", flat=True)]
    return any(path.endswith(f"/{name}") for name in files)


def _slot_at(page: Any, where: str) -> Slot | None:
    content = PageContent(page, settings.read())
    return next((found.slot for found in content.found if found.where == where), None)


def _is_apart(slot: Slot, page: Any) -> bool:
    """True for a snippet's field: it is saved by itself."""
    return slot.is_field and slot.holder is not page and not _is_child(slot.holder, page)


def _is_child(holder: Any, page: Any) -> bool:
    return any(
        isinstance(holder, relation.related_model) for relation in get_all_child_relations(page)
    )


def _source(slot: Slot, text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if slot.is_rich else text

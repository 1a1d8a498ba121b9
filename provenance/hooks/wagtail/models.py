"""What is kept: results of checks, overrides with who and why, repaired credits."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page

from provenance.config import Suppression

PERMISSION = "provenance_wagtail.override_picture_check"
"""Who has it may accept a finding that blocks."""
KEPT = 5
"""Results kept for a page: the live version's, the draft's, and some before them."""


class State(StrEnum):
    """How far a check is."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class PictureCheck(models.Model):  # type: ignore[misc]
    """The result of one check: one version of a page's pictures, captions and credits.

    `key` is a digest of everything that was checked, so a result serves whatever has the same
    content: the draft, the revision that is published, an alias, a copy.
    """

    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    revision_id = models.PositiveBigIntegerField(null=True)
    key = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=10, default=State.RUNNING.value)
    verdict = models.CharField(max_length=12, default="unverified", db_index=True)
    pictures = models.JSONField(default=list)
    """The verdict of each picture, in the article's order."""
    detail = models.TextField(blank=True)
    """What went wrong, where the state is `failed`."""
    started = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True)
    stored = models.BinaryField(null=True)
    """The report, see `stored`."""

    class Meta:
        """The permission to override; nobody adds or edits results by hand."""

        default_permissions = ()
        permissions = (("override_picture_check", "Can override a picture check"),)
        constraints = (
            models.UniqueConstraint(fields=("page", "key"), name="provenance_one_result"),
        )
        indexes = (models.Index(fields=("page", "-started"), name="provenance_latest"),)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.verdict} ({self.state})"


class PictureOverride(models.Model):  # type: ignore[misc]
    """A finding that an editor accepted for one picture of one page.

    Never changed, never deleted here.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=64)
    target = models.TextField()
    """The picture: `phash:…`, or its address."""
    message = models.TextField()
    """The sentence that was accepted. Where the finding says something else later, the editor
    is asked again."""
    reason = models.TextField()
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    who_name = models.CharField(max_length=255)
    """Kept beside `who`, for when the account is gone."""
    when: datetime = models.DateTimeField(default=timezone.now)
    until = models.DateField(null=True, blank=True)

    class Meta:
        """Oldest first; nobody adds or edits overrides by hand."""

        default_permissions = ()
        ordering = ("when",)

    def __str__(self) -> str:
        return f"{self.rule} on {self.page_id}, {self.who_name}: {self.reason}"

    @property
    def suppression(self) -> Suppression:
        """This override in the library's words."""
        return Suppression(
            self.rule, self.target, self.reason, self.who_name, self.until, self.when
        )


class ImageCheck(models.Model):  # type: ignore[misc]
    """What is known of one image: from the page it was last checked in, or alone."""

    image_id = models.PositiveBigIntegerField(unique=True)
    """A site chooses its own model for images: so a number."""
    file_hash = models.CharField(max_length=40)
    verdict = models.CharField(max_length=12)
    sentences = models.JSONField(null=True)
    """What was found in the file and the image's own fields; None where nobody has looked."""
    sentences_of = models.CharField(max_length=64, default="")
    """Digest of the file and those fields, as they were then."""
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    """Of which the verdict is; None for the image by itself, at its upload."""
    when = models.DateTimeField(default=timezone.now)

    class Meta:
        """Nobody adds or edits one by hand."""

        default_permissions = ()

    def __str__(self) -> str:
        return f"image {self.image_id}: {self.verdict}"


class CreditRepair(models.Model):  # type: ignore[misc]
    """One credit that `repair_credits` wrote: what was there, and what is."""

    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    image_id = models.PositiveBigIntegerField(null=True)
    """Set where the credit was written to the image itself."""
    place = models.TextField()
    """Where it stands: the path of the picture in the page, or the image's field."""
    before = models.TextField(blank=True)
    after = models.TextField()
    evidence = models.TextField(blank=True)
    revision_id = models.PositiveBigIntegerField(null=True)
    """The revision that holds it."""
    published = models.BooleanField(default=False)
    when = models.DateTimeField(default=timezone.now)
    undone = models.DateTimeField(null=True)

    class Meta:
        """The latest first; nobody adds or edits one by hand."""

        default_permissions = ()
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.place}: {self.after}"

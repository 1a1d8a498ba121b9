"""Of which version of an image its sentences are."""

# ruff: noqa: RUF012 - Django wants plain lists here
from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):  # type: ignore[misc]
    """One field; empty for what was kept before, which is looked at again."""

    dependencies = [("provenance_wagtail", "0002_images_and_repairs")]

    operations = [
        migrations.AddField(
            model_name="imagecheck",
            name="sentences_of",
            field=models.CharField(default="", max_length=64),
        ),
    ]

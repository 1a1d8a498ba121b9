"""What is known of images, and credits that were repaired."""

# ruff: noqa: RUF012 - Django wants plain lists here
from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):  # type: ignore[misc]
    """Two tables."""

    dependencies = [
        ("provenance_wagtail", "0001_initial"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.CreateModel(
            name="CreditRepair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("image_id", models.PositiveBigIntegerField(null=True)),
                ("place", models.TextField()),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField()),
                ("evidence", models.TextField(blank=True)),
                ("revision_id", models.PositiveBigIntegerField(null=True)),
                ("published", models.BooleanField(default=False)),
                ("when", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone", models.DateTimeField(null=True)),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.Page",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImageCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("image_id", models.PositiveBigIntegerField(unique=True)),
                ("file_hash", models.CharField(max_length=40)),
                ("verdict", models.CharField(max_length=12)),
                ("sentences", models.JSONField(null=True)),
                ("when", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.Page",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
    ]

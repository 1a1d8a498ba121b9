"""Results and overrides."""

# ruff: noqa: RUF012 - Django wants plain lists here
from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):  # type: ignore[misc]
    """Both tables, and the permission to override."""

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.CreateModel(
            name="PictureOverride",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=64)),
                ("target", models.TextField()),
                ("message", models.TextField()),
                ("reason", models.TextField()),
                ("who_name", models.CharField(max_length=255)),
                ("when", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.Page",
                    ),
                ),
                (
                    "who",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("when",),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PictureCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision_id", models.PositiveBigIntegerField(null=True)),
                ("key", models.CharField(db_index=True, max_length=64)),
                ("state", models.CharField(default="running", max_length=10)),
                ("verdict", models.CharField(db_index=True, default="unverified", max_length=12)),
                ("pictures", models.JSONField(default=list)),
                ("detail", models.TextField(blank=True)),
                ("started", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished", models.DateTimeField(null=True)),
                ("stored", models.BinaryField(null=True)),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.Page",
                    ),
                ),
            ],
            options={
                "permissions": (("override_picture_check", "Can override a picture check"),),
                "default_permissions": (),
                "indexes": [models.Index(fields=["page", "-started"], name="provenance_latest")],
                "constraints": [
                    models.UniqueConstraint(fields=("page", "key"), name="provenance_one_result")
                ],
            },
        ),
    ]

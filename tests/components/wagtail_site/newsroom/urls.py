"""Addresses: the admin, the pages, the pictures, and the acts of the tests."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles.views import serve as static_file
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from newsroom.acts import act

urlpatterns = [
    path("acts/<slug:name>/", act),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^static/(?P<path>.*)$", static_file, {"insecure": True}),
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include(wagtail_urls)),
]

"""`manage.py` of the newsroom that the tests run: a Wagtail site with the picture check in it."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    execute_from_command_line(sys.argv)

"""The entry point for the web server."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from testamur.server.packed import ServesPackedFiles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "testamur.server.settings")

application = ServesPackedFiles(get_wsgi_application(), settings.STATIC_ROOT)

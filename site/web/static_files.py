"""Static files of the public site: hashed names, compressed, and one style sheet in place of fifty."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

BUNDLE = "css/site.css"
IMPORT = re.compile(r'@import "([^"]+)";')


def bundled(sheet: Path) -> str:
    """The sheet with those that it imports in their place. Their addresses stay right where they lie beside it."""
    return IMPORT.sub(lambda found: (sheet.parent / found[1]).read_text(), sheet.read_text())


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for an icon that no page names, as with a picture that is opened alone."""
    return redirect(static("favicon.svg"))


class BundledStorage(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: dict, dry_run: bool = False, **options: Any) -> Iterator:
        """On collectstatic, when all files lie in STATIC_ROOT."""
        if not dry_run:
            sheet = Path(self.path(BUNDLE))
            sheet.write_text(bundled(sheet))
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run, **options)

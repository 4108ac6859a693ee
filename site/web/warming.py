"""What the first request would load is loaded by gunicorn, before it forks its workers (gunicorn.conf.py)."""

from pathlib import Path

from django.template import engines
from django.template.loader import get_template
from django.urls import get_resolver


def warm() -> None:
    """Imports all views and compiles the site's templates. Asks no server: a fork may not share its connections."""
    get_resolver().reverse_dict  # noqa: B018 - asking fills it
    for folder in engines["django"].dirs:
        for path in Path(folder).rglob("*.html"):
            get_template(path.relative_to(folder).as_posix())

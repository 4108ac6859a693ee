"""Renditions, made once a run: the tests show the same few pictures hundreds of times, and one AVIF takes a second."""

import hashlib
from io import BytesIO

from gallery.images import rendering

made = {}  # (original, Rendering) -> the file


def render(source, renderings, targets):
    """Stands in for `rendering.render`, and is that the first time that an original is rendered so."""
    original = hashlib.sha256(source.read()).digest()
    source.seek(0)
    if missing := [each for each in renderings if (original, each) not in made]:
        files = [BytesIO() for _ in missing]
        rendering.render(source, missing, files)
        made.update(((original, each), file.getvalue()) for each, file in zip(missing, files, strict=True))
    for each, target in zip(renderings, targets, strict=True):
        target.write(made[original, each])

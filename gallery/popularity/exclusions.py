"""Editors exclude a picture from the ranking, and reinstate it. Its views go on being counted meanwhile."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from gallery.models import ImagePage, RankingExclusion

EXCLUDED, REINSTATED = "gallery.exclude_from_ranking", "gallery.reinstate_in_ranking"


def exclude(editor: Any, picture: ImagePage, reason: str) -> bool:
    """Answers whether anything changed: a picture that is excluded stays so for the first reason given."""
    with transaction.atomic():
        given = {"reason": reason, "editor": editor}
        _row, changed = RankingExclusion.objects.get_or_create(page=picture, defaults=given)
        if changed:
            log(picture, EXCLUDED, user=editor, data={"reason": reason})
    return changed


def reinstate(editor: Any, picture: ImagePage, reason: str) -> bool:
    """Answers whether anything changed."""
    with transaction.atomic():
        changed = RankingExclusion.objects.filter(page=picture).delete()[0] > 0
        if changed:
            log(picture, REINSTATED, user=editor, data={"reason": reason})
    return changed

"""Editors leave a picture out of the ranking, and put it back. Its views go on being counted meanwhile."""

from django.db import transaction
from wagtail.log_actions import log

from .models import ImagePage, LeaveOut

LEFT_OUT, PUT_BACK = "gallery.leave_out", "gallery.put_back"


def leave_out(editor, picture: ImagePage, reason: str) -> bool:
    """Answers whether anything changed: a picture that is left out stays so for the first reason given."""
    with transaction.atomic():
        given = {"reason": reason, "editor": editor}
        _row, changed = LeaveOut.objects.get_or_create(page=picture, defaults=given)
        if changed:
            log(picture, LEFT_OUT, user=editor, data={"reason": reason})
    return changed


def put_back(editor, picture: ImagePage, reason: str) -> bool:
    """Answers whether anything changed."""
    with transaction.atomic():
        changed = LeaveOut.objects.filter(page=picture).delete()[0] > 0
        if changed:
            log(picture, PUT_BACK, user=editor, data={"reason": reason})
    return changed

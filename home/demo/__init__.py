"""The demo gallery: real photographs by others (photos/credits.json), made-up members, a made-up past."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from community.models import Member
from gallery.models import ImagePage

from . import content, history


def is_empty() -> bool:
    """Whether there is no picture and no member. A demo whose pictures were deleted has members, and stays away."""
    return not ImagePage.objects.exists() and not Member.objects.exists()


@transaction.atomic
def load(progress=tqdm) -> int:
    """Makes what is missing of the demo, in one transaction; answers the number of new pictures.

    progress: wraps the list of photographs, as tqdm does, to show a progress bar.
    """
    members = content.make_members()
    now = timezone.now()
    days = history.publication_days(content.CREDITS)
    made = []
    for credit in progress(content.CREDITS):
        published = now - timedelta(days=days[credit["file"]], hours=3)
        if picture := content.make_picture(credit, members, published):
            made.append(picture)
    content.choose_for_home()
    history.make_views(made, now)
    done = history.make_contacts(members, now), history.make_reactions(members, made, now)
    history.save_actions([*history.make_publications(made), *done[0], *done[1]])
    return len(made)

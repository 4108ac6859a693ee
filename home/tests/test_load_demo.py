import re

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from community.models import Member
from gallery.models import GalleryImage, GalleryPage, ImagePage
from home import demo
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


def load(**options):
    call_command("load_demo", verbosity=0, **options)


def test_load_demo_if_empty_leaves_a_gallery_alone(picture):
    load(if_empty=True)
    assert ImagePage.objects.count() == 1


def test_load_demo_is_all_or_nothing(gallery, monkeypatch):
    monkeypatch.setattr(demo.history, "make_views", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        load()
    assert demo.is_empty()


def test_a_demo_that_was_cleared_away_does_not_come_back(gallery):
    MemberFactory(username="boss")
    load(if_empty=True)
    assert not ImagePage.objects.exists()


def test_load_demo_is_refused_in_production(gallery, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="--force"):
        load()
    assert demo.is_empty()


def test_the_demo_has_all_its_texts_in_korean_too(gallery, client):
    load(language="ko")
    albums, pictures = GalleryPage.objects.all(), ImagePage.objects.all()
    bios = Member.objects.filter(username__in=demo.content.MEMBERS).values_list("bio", flat=True)
    alt_texts = GalleryImage.objects.filter(pages__in=pictures).values_list("description", flat=True)
    tags = [name for picture in pictures for name in picture.tags.names()]
    texts = [each for page in albums for each in (page.title, page.introduction)]
    texts += [each for page in pictures for each in (page.title, page.description)]
    english = [text for text in [*texts, *bios, *alt_texts, *tags] if not re.search("[가-힣]", text)]
    assert (len(pictures), len(bios), len(alt_texts), english) == (27, 6, 27, [])
    assert client.get("/gallery/still-life/half-a-fig/").context["page"].title == "무화과 반쪽"
    assert client.get("/tags/바다/").status_code == 200


def test_the_demo_knows_no_other_language(gallery):
    with pytest.raises(CommandError, match="xx"):
        call_command("load_demo", "--language", "xx")

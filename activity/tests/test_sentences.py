from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone, translation

from activity.feed_items import FeedItem
from activity.models import Action
from activity.sentences import sentence
from activity.templatetags.activity_tags import age, age_in_units
from activity.verbs import Verb
from community.models import Member
from gallery.models import ImagePage

pytestmark = pytest.mark.django_db
NAMES = ["ana", "bram", "chiyo", "dario", "elif"]
TITLES = ["Half a fig", "Brushes", "Grey", "Dusk", "Noon"]


def said(verb, actors, targets, kind=ImagePage):
    content_type = ContentType.objects.get_for_model(kind)
    who = [Member(pk=number, username=name) for number, name in enumerate(NAMES[:actors], 1)]
    what = [
        Member(pk=number, username=title) if kind is Member else ImagePage(pk=number, title=title)
        for number, title in enumerate(TITLES[:targets], 10)
    ]
    pairs = [(actor, target) for actor in who for target in what or [None]]
    actions = [
        Action(actor=actor, verb=verb, **({"target": target, "target_ct": content_type} if target else {}))
        for actor, target in pairs
    ]
    return sentence(FeedItem(actions), str)


def test_up_to_three_are_named():
    assert said(Verb.LIKED, 1, 1) == "ana liked Half a fig"
    assert said(Verb.LIKED, 2, 1) == "ana and bram liked Half a fig"
    assert said(Verb.LIKED, 3, 1) == "ana, bram and chiyo liked Half a fig"
    assert said(Verb.LIKED, 5, 1) == "ana, bram and 3 more liked Half a fig"
    assert said(Verb.PUBLISHED, 1, 3) == "ana published Half a fig, Brushes and Grey"
    assert said(Verb.PUBLISHED, 1, 5) == "ana published Half a fig, Brushes and 3 more"
    assert said(Verb.JOINED, 1, 0) == "ana joined"


def test_in_korean_a_word_of_respect_and_the_particle_go_with_who_did_it():
    with translation.override("ko"):
        assert said(Verb.LIKED, 1, 1) == "ana 님이 좋아요를 눌렀습니다: Half a fig"
        assert said(Verb.LIKED, 2, 1) == "ana 님과 bram 님이 좋아요를 눌렀습니다: Half a fig"
        assert said(Verb.LIKED, 3, 1) == "ana 님, bram 님, chiyo 님이 좋아요를 눌렀습니다: Half a fig"
        assert said(Verb.LIKED, 5, 1) == "ana 님, bram 님 외 3명이 좋아요를 눌렀습니다: Half a fig"
        assert said(Verb.PUBLISHED, 1, 5) == "ana 님이 사진을 올렸습니다: Half a fig, Brushes 외 3"
        assert said(Verb.FOLLOWED, 1, 2, Member) == "ana 님이 팔로우했습니다: Half a fig, Brushes"
        assert said(Verb.JOINED, 1, 0) == "ana 님이 가입했습니다"


@pytest.mark.parametrize(
    ("ago", "english", "korean"),
    [
        (timedelta(seconds=59), "now", "지금"),
        (timedelta(minutes=1), "1 minute ago", "1분 전"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago", "59분 전"),
        (timedelta(hours=3, minutes=50), "3 hours ago", "3시간 전"),
        (timedelta(days=2, hours=23), "2 days ago", "2일 전"),
        (timedelta(days=13), "1 week ago", "1주 전"),
        (timedelta(days=100), "3 months ago", "3개월 전"),
    ],
)
def test_an_age_is_in_one_unit(ago, english, korean):
    when = timezone.now() - ago
    with translation.override("en"):
        assert age(when).replace("\xa0", " ") == english
    with translation.override("ko"):
        assert age(when).replace("\xa0", " ") == korean


def test_an_age_changes_only_with_its_units(monkeypatch):
    now, ages = timezone.now(), {}
    monkeypatch.setattr(timezone, "now", lambda: now)
    for unit, number in ((60, 59), (60 * 60, 23), (24 * 60 * 60, 19)):
        for end in range(unit, (number + 2) * unit, unit):
            for when in (now - timedelta(seconds=end - 1), now - timedelta(seconds=end)):
                ages.setdefault(age_in_units(when), set()).add(age(when))
    assert {len(words) for words in ages.values()} == {1}
    assert len(ages) == 1 + 59 + 23 + 20  # now, minutes, hours, days

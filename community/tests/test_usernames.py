import pytest
from django.core.exceptions import ValidationError

from community.usernames import LONGEST_KEY, normalize, skeleton, validate_username

KOREAN_LETTER = "꽦"  # takes more places in a skeleton than any other


@pytest.mark.parametrize(
    "username",
    [
        "ana",
        "ana.b",
        "a_b-c",
        "7up",
        "follow",
        "likes",
        "ñandú",
        "иван",
        "김민수",
        "민수kim",
        "スター",
        "山田hana",
        "سلمى",
    ],
)
def test_username_may_be(username):
    validate_username(username)


@pytest.mark.parametrize(
    ("username", "code"),
    [
        ("", "length"),
        ("a", "length"),
        ("a" * 31, "length"),
        ("\u200bana", "characters"),
        ("ana b", "characters"),
        ("ana/b", "characters"),
        ("ana@b", "characters"),
        ("ana\n", "characters"),
        ("\u3164\u3164", "characters"),  # a Korean letter that is drawn as nothing
        (".ana", "dot"),
        ("ana.", "dot"),
        ("2024", "letter"),
        ("_-_", "letter"),
        ("аna", "scripts"),  # Cyrillic and Latin
        ("anα", "scripts"),
        ("ʹana", "script"),
        ("ᎪᏁᎪ", "script"),  # Cherokee
        ("admin", "reserved"),
        ("ADMIN", "reserved"),
        ("ad-min", "reserved"),
        ("4dm1n", "reserved"),
        ("ａｄｍｉｎ", "reserved"),
        ("most-viewed", "reserved"),
        ("m0derator", "reserved"),
    ],
)
def test_username_may_not_be(username, code):
    with pytest.raises(ValidationError) as refusal:
        validate_username(username)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("username", "other"),
    [
        ("ana", "аna"),
        ("coco", "сосо"),  # wholly Cyrillic
        ("ana", "ANA"),
        ("иван", "ИВАН"),
        ("ana", "ａｎａ"),
        ("bob", "b0b"),
        ("paul", "pau1"),
        ("modern", "modem"),
        ("ivan", "ıvan"),
        ("김", "\u1100\u1175\u11b7"),  # written in one and in three
    ],
)
def test_skeleton_is_one_for_names_that_look_alike(username, other):
    assert skeleton(username) == skeleton(other)


def test_skeleton_tells_other_names_apart():
    names = ["ana", "anna", "ian", "lan", "ana-b", "ana_b", "ana.b", "nana", "vava", "김", "감", "иван", "ваня"]
    assert len({skeleton(name) for name in names}) == len(names)


def test_skeleton_of_a_skeleton_is_itself():
    for name in ["modern", "김민수", "иван", "0l1"]:
        assert skeleton(skeleton(name)) == skeleton(name)


def test_skeleton_fits_its_column():
    longest = KOREAN_LETTER * 30
    assert len(skeleton(longest)) <= LONGEST_KEY
    assert skeleton(longest) != skeleton(longest[:-1])


def test_usernames_are_kept_in_small_letters():
    assert normalize("ＡnA") == "ana"

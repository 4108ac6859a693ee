"""Which usernames are allowed: "ana", "ana.b", "иван", "사진가". No two of them look alike.

A username is stored in small letters, because capitals look like other letters ("Ian" is drawn like "lan"), and in one
Unicode form (NFKC). Its skeleton is the same for all names that are drawn alike, such as "ana" and "аna", which begins
with a Cyrillic letter (Unicode Technical Standard 39, section 4). No two members have the same skeleton.
"""

import re
import unicodedata
from functools import cache
from hashlib import sha256

from confusable_homoglyphs.categories import alias as script_of
from confusable_homoglyphs.confusables import confusables_data
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 2, 30
LONGEST_KEY = 150  # of Member.username_key; the skeleton of a Korean letter has up to seven

# Names by which somebody could pass for the site or its staff, and those that have another meaning in an address.
RESERVED = """
    about abuse account accounts activity admin administrator administrators admins album albums all anonymous api
    bookmark bookmarks bot contact contact-sheet deleted documents editor editors everybody everyone feed gallery
    health help home hostmaster info login logout mail me media member members mod moderator moderators mods
    most-viewed nobody no-reply notifications null official owner page password people picture pictures postmaster
    privacy robots root search security settings sign-in sign-out sign-up site sitemap staff static superuser support
    sysadmin system tag tags team terms undefined user users wagtail webmaster www
""".split()

# Scripts in everyday use (Unicode Standard Annex 31, table 5). Few fonts have the others, which then all look like □□□.
SCRIPTS = """
    ARABIC ARMENIAN BENGALI BOPOMOFO CYRILLIC DEVANAGARI ETHIOPIC GEORGIAN GREEK GUJARATI GURMUKHI HAN HANGUL HEBREW
    HIRAGANA KANNADA KATAKANA KHMER LAO LATIN MALAYALAM MYANMAR ORIYA SINHALA TAMIL TELUGU THAANA THAI TIBETAN
""".split()
# Scripts that may be mixed (UTS 39, "highly restrictive"): those of Japanese, Chinese and Korean, each with Latin.
TOGETHER = [
    {"LATIN", "HAN", "HIRAGANA", "KATAKANA"},
    {"LATIN", "HAN", "BOPOMOFO"},
    {"LATIN", "HAN", "HANGUL"},
]
LONG_VOWEL = "ー"  # of Katakana and Hiragana; the only everyday letter that Unicode gives to no script
PARTS_OF_SYLLABLES = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")  # loose jamo, two of them invisible

TAKEN = ValidationError(_("This username is taken, or looks too much like one that is."), code="taken")


def normalize(username: str) -> str:
    """The username as it is stored: "Ana" and "ａｎａ" (wide letters) become "ana"."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", username).lower())


def skeleton(username: str) -> str:
    """A text that is the same for all usernames that are drawn alike: "coco" for "c0co" and "сосо" (Cyrillic) too.

    A hash of it where it would be longer than Member.username_key.
    """
    name = normalize(username).casefold()
    while (drawn := _replace_lookalikes(name)) != name:
        name = drawn
    if len(name) > LONGEST_KEY:
        return sha256(name.encode()).hexdigest()
    return name


def validate_username(username: str) -> None:
    """Raises ValidationError for what cannot be a username or is a reserved one. Whether it is taken is not checked."""
    name = normalize(username)
    if not SHORTEST <= len(name) <= LONGEST:
        raise ValidationError(
            _("A username has %(shortest)d to %(longest)d characters."),
            code="length",
            params={"shortest": SHORTEST, "longest": LONGEST},
        )
    if not re.fullmatch(r"[\w.-]+", name) or PARTS_OF_SYLLABLES.search(name):
        raise ValidationError(_("Use letters, digits, “_”, “-” and “.” only."), code="characters")
    if name.startswith(".") or name.endswith("."):
        raise ValidationError(_("A username does not begin or end with a dot."), code="dot")
    if not any(map(str.isalpha, name)):
        raise ValidationError(_("A username has at least one letter."), code="letter")
    _validate_scripts(name)
    if _as_read(name) in _reserved():
        raise ValidationError(_("This username is reserved. Please choose another one."), code="reserved")


def _validate_scripts(name):
    scripts = {script_of(each) for each in name if not _is_common(each)}
    if not scripts.issubset(SCRIPTS):
        raise ValidationError(_("Use letters of an alphabet in everyday use."), code="script")
    if len(scripts) > 1 and not any(scripts <= each for each in TOGETHER):
        raise ValidationError(_("Use the letters of one alphabet only."), code="scripts")


def _is_common(character):
    """Whether it may stand beside any script, as digits and “_” may.

    Unicode gives some letters to all scripts too, such as “ʹ”. Nobody needs those in a name, so they are treated as
    letters of a script that is not allowed.
    """
    return character == LONG_VOWEL or (not character.isalpha() and script_of(character) == "COMMON")


def _as_read(name):
    """The same for all names that one would read as the same word: "admin" for "ad-min" and "4dm1n" too."""
    return skeleton(name).translate(str.maketrans("i3457", "least", "_-."))


@cache
def _reserved():
    return {_as_read(word) for word in RESERVED}


def _replace_lookalikes(name):
    """One step towards the skeleton: each letter becomes the one that stands for all that look like it."""
    lookalikes = _lookalikes()
    drawn = "".join(lookalikes.get(each, each) for each in unicodedata.normalize("NFD", name))
    return unicodedata.normalize("NFD", drawn).casefold()


@cache
def _lookalikes():
    """{letter: the letter that stands for all that look like it}, from Unicode's list of confusables.

    A line of that list leads from a letter to the one that stands for it; the latter has no line itself. The package
    has each line in both directions. So a letter with several lookalikes stands for all of them, and a letter with only
    one is replaced by it. Of two letters that only look like each other, the one that comes first is replaced.
    """
    lookalikes = {}
    for entry, alike in confusables_data.items():
        letter, other = entry.strip("\u200e"), alike[0]["c"].strip("\u200e")
        if len(letter) == len(alike) == 1 and other not in lookalikes:
            lookalikes[letter] = other
    return lookalikes

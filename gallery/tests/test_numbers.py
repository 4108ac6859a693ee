import pytest
from django.template import Context, Template
from django.utils.html import strip_tags
from django.utils.translation import override

from gallery.templatetags.numbers import compact


@pytest.mark.parametrize(
    ("number", "english", "korean"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1k", "1천"),
        (1234, "1.2k", "1.2천"),
        (12_345, "12.3k", "1.2만"),
        (123_456, "123k", "12.3만"),
        (999_999, "999k", "99.9만"),
        (1_234_567, "1.2M", "123만"),
        (123_456_789, "123M", "1.2억"),
    ],
)
def test_a_number_is_short_in_its_language(number, english, korean):
    for language, short in (("en", english), ("ko", korean), ("en-gb", english), ("xx", english)):
        with override(language):
            assert strip_tags(compact(number)) == short, language


def test_a_short_number_has_the_exact_one_in_its_title():
    assert compact(12_345) == '<data value="12345" title="12,345">12.3k</data>'
    assert compact(345) == "345"


def test_a_language_without_a_short_form_shows_the_exact_number():
    with override("de"):
        assert compact(1234) == "1.234"


@pytest.mark.parametrize(("likes", "text"), [(0, "0 likes"), (1, "1 like"), (1001, "1k likes")])
def test_the_plural_goes_by_the_exact_number(likes, text):
    source = (
        "{% load i18n numbers %}{% blocktranslate count likes=likes with shown=likes|compact %}"
        "{{ shown }} like{% plural %}{{ shown }} likes{% endblocktranslate %}"
    )
    assert strip_tags(Template(source).render(Context({"likes": likes}))) == text

import re
from types import SimpleNamespace

from django.conf import settings

from gallery.templatetags.gallery_tags import NARROWEST, WIDEST, ratio

RULE = re.compile(r"\.(ratio-\d+) \{\s*--ratio: ([\d.]+);\s*\}")


def test_the_style_sheet_has_every_answer_of_the_filter():
    rules = RULE.findall((settings.BASE_DIR / "static/css/ratios.css").read_text())
    answers = [(ratio(SimpleNamespace(width=width, height=100)), width / 100) for width in range(NARROWEST, WIDEST + 1)]
    assert [(name, float(value)) for name, value in rules] == answers


def test_no_picture_is_beyond_them():
    assert ratio(SimpleNamespace(width=1, height=9000)) == f"ratio-{NARROWEST}"
    assert ratio(SimpleNamespace(width=9000, height=1)) == f"ratio-{WIDEST}"

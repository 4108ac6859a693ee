from datetime import date
from xml.etree import ElementTree

import pytest

from web import charts
from web.charts import DailyChart, days_between, top_of_scale

OCTOBER = [date(2026, 10, day) for day in range(1, 5)]


@pytest.mark.parametrize(("most", "top"), [(0, 2), (1, 2), (3, 4), (9, 10), (11, 20), (41, 60), (99, 100), (101, 200)])
def test_the_scale_ends_at_the_next_round_number(most, top):
    assert top_of_scale(most) == top


def test_bars_stand_to_scale():
    chart = DailyChart("Views by day", {OCTOBER[1]: 5, OCTOBER[3]: 10}, OCTOBER)
    assert [(bar.number, bar.height) for bar in chart.bars] == [(0, 0), (5, 50), (0, 0), (10, 100)]


def test_a_chart_says_in_words_and_in_a_table_what_it_shows():
    chart = DailyChart(
        "Views", {OCTOBER[1]: 5, OCTOBER[3]: 1200}, OCTOBER, [OCTOBER[0]], {OCTOBER[2], date(2025, 1, 1)}
    )
    html = chart.render_html()
    assert chart.sentence == (
        "Views, Oct. 1, 2026 to Oct. 4, 2026: 1,205 in all, 1,200 on the best day, Oct. 4, 2026. "
        "Published: Oct. 1, 2026. Edited: Oct. 3, 2026."
    )
    assert f'aria-label="{chart.sentence}"' in html
    table = ElementTree.fromstring(html[html.index("<table") : html.index("</table>")] + "</table>")  # noqa: S314 - our own
    rows = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in table.iter("tr")]
    assert rows[1:] == [
        ["Oct. 4, 2026", "1,200", ""],
        ["Oct. 3, 2026", "0", "Edited"],
        ["Oct. 2, 2026", "5", ""],
        ["Oct. 1, 2026", "0", "Published"],
    ]


def test_a_title_is_text():
    assert "<b>" not in DailyChart("<b>Views", {}, OCTOBER).render_html()


def test_of_a_long_time_the_last_days_are_shown(monkeypatch):
    monkeypatch.setattr(charts, "LONGEST", 3)
    assert days_between(date(2020, 1, 1), OCTOBER[3]) == OCTOBER[1:]
    assert DailyChart("Views", {}, []).render_html()

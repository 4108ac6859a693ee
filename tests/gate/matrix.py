"""Reads the tables of table.py: a line for each state, a column for each group of viewers."""

import re

from .states import STATES
from .viewers import COLUMNS, VIEWERS

Cells = dict[tuple[str, str], str]  # (state or address, viewer) -> the expected answer


def cells(text: str) -> Cells:
    """Of a table whose columns stand two or more spaces apart. Raises ValueError where a cell is missing or double."""
    columns, lines = split(text)
    found = fill((line[0], *cell) for line in lines for cell in zip(columns, line[1:], strict=True))
    check(found, STATES)
    return found


def same_for_everybody(text: str) -> dict[str, Cells]:
    """Of a table whose columns are several kinds of answers, each the same for every viewer: kind -> its cells."""
    kinds, lines = split(text)
    answers = {kind: [(line[0], "everybody", line[place]) for line in lines] for place, kind in enumerate(kinds, 1)}
    found = {kind: fill(each) for kind, each in answers.items()}
    for each in found.values():
        check(each, STATES)
    return found


def statuses(text: str) -> Cells:
    """Of a table with a line for each address, whose columns hold "200 for members"."""
    lines = [re.split(r"\s{2,}", line.strip()) for line in text.splitlines() if line.strip()]
    answers = [(address, *answer.split(" for ")[::-1]) for address, *each in lines for answer in each]
    found = fill(answers)
    check(found, {address for address, *_answers in lines})
    return found


def split(text):
    """(the names of the columns, the lines below them)"""
    (_corner, *columns), *lines = [re.split(r"\s{2,}", line.strip()) for line in text.strip().splitlines()]
    return columns, lines


def fill(answers) -> Cells:
    found: Cells = {}
    for row, column, answer in answers:
        for viewer in COLUMNS[column]:
            if (row, viewer) in found:
                raise ValueError(f"{row}, {viewer} is stated twice.")
            found[row, viewer] = answer
    return found


def check(found, rows):
    if wrong := {(row, viewer) for row in rows for viewer in VIEWERS} ^ set(found):
        raise ValueError(f"Not stated, or not known: {sorted(wrong)}")


def told(table: Cells, column="everybody", **names: str) -> Cells:
    """The same table in other words: told(PAGE, shown="named") is a list that names what a page shows.

    column: for these viewers alone.
    """
    viewers = COLUMNS[column]
    return {(row, who): names.get(old, old) if who in viewers else old for (row, who), old in table.items()}


def always(answer: str, column: str, table: Cells) -> Cells:
    """The same table, but that the viewers of this column get one answer for every state."""
    return {(row, who): answer if who in COLUMNS[column] else old for (row, who), old in table.items()}


def among(states: set[str], table: Cells) -> Cells:
    """The same list, in which pictures in the other states have no place."""
    return {(state, viewer): old if state in states else "absent" for (state, viewer), old in table.items()}

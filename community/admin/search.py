"""How rows about two things are found by the names of these."""

from functools import reduce
from operator import and_, or_

from django.db.models import Model, Q, QuerySet

from web.big_lists import ids_of_named

Names = dict[str, list[str]]  # foreign key: fields of its model


def rows_named(rows: QuerySet, names: Names, text: str) -> QuerySet:
    """Rows in which one name has all words, or each word is in some name: "Half a fig", or "ana fig".

    NUL, for which PostgreSQL refuses to search, is ignored.
    """
    words = text.replace("\0", "").split()
    if not words:
        return rows
    in_some = reduce(and_, (_named(rows.model, names, word) for word in words))
    return rows.filter(_named(rows.model, names, *words) | in_some)


def _named(model: type[Model], names: Names, *words: str) -> Q:
    related = {key: model._meta.get_field(key).related_model for key in names}
    ids = {key: ids_of_named(related[key], fields, *words) for key, fields in names.items()}
    return reduce(or_, (Q(**{f"{key}__in": found}) for key, found in ids.items()))

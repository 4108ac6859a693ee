"""What a viewer may not read anywhere: the canaries and the names of the files of pictures that they may not see."""

from .states import DRAFT_OF_LIVE, STATES
from .table import PAGE, PUBLIC, PUBLIC_LIST, RIGHTS


def forbidden_tokens(world, row, viewer) -> dict[str, set[str]]:
    hidden = {state for state in STATES if not may_see(state, row, viewer)}
    if not row.in_admin or "draft over live" in hidden or RIGHTS["draft over live", viewer] != "shown":
        hidden.add(DRAFT_OF_LIVE)
    return {state: world.tokens[state] for state in hidden}


def may_see(state, row, viewer) -> bool:
    if row.cells in (PUBLIC, PUBLIC_LIST):
        return row.cells[state, viewer] in {"shown", "named"}
    by_rights = row.in_admin and RIGHTS[state, viewer] == "shown"
    return by_rights or not {PAGE[state, viewer], row.cells.get((state, viewer))}.isdisjoint({"shown", "file"})

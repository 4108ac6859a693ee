"""What an editor is told of one file that was sent."""

from dataclasses import dataclass

from gallery.adding.pictures import AlreadyThereError, add_picture
from gallery.images.forms import PictureField
from gallery.images.limits import PictureRefusedError, Reason
from gallery.models import ImagePage

from .page_form import already_there

ADDED, REFUSED, KNOWN, BUSY = 201, 422, 409, 503


@dataclass(frozen=True)
class Answer:
    """status: an HTTP status. message: why there is no new picture; HTML, with a link to the one that is there.

    page: the new picture, or the one that is there.
    """

    status: int
    message: str = ""
    page: ImagePage | None = None


def answer_to(album, name, opened, editor, given) -> Answer:
    """Adds the file that `opened()` opens."""
    try:
        with opened() as file:
            file.name = name
            return Answer(ADDED, page=add_picture(album, file, editor, given))
    except AlreadyThereError as error:
        return Answer(KNOWN, already_there(error.page, editor), error.page)
    except PictureRefusedError as error:
        status = BUSY if error.reason == Reason.BUSY else REFUSED
        return Answer(status, str(PictureField().refusals[error.reason]))

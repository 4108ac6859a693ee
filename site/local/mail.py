"""Mail in development: nothing leaves the machine."""

import sys

from django.core.mail import EmailMessage
from django.core.mail.backends import filebased


class EmailBackend(filebased.EmailBackend):
    """Writes each mail to a file in EMAIL_FILE_PATH, and shows it on the console."""

    def write_message(self, message: EmailMessage) -> None:
        super().write_message(message)
        head = f"Mail to {', '.join(message.to)}: {message.subject}"
        sys.stderr.write(f"\n{head}\n\n{message.body}\n\n(in {self._get_filename()})\n\n")  # type: ignore[attr-defined]

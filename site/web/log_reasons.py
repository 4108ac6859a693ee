from wagtail.log_actions import LogFormatter


class WithReason(LogFormatter):
    """The reason is in the message, as the site's history shows no comments."""

    def format_message(self, log_entry):
        return self.message % {"reason": log_entry.data.get("reason", "")}

"""What editors see of the ranking in Wagtail's admin."""

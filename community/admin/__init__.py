"""What editors see of members in Wagtail's admin."""

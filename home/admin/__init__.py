"""What editors do with the front page in Wagtail's admin."""

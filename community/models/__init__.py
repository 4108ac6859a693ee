from .members import Contact, Departure, Member
from .reactions import Bookmark, Like

__all__ = ["Bookmark", "Contact", "Departure", "Like", "Member"]

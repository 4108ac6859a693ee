from .members import Contact, Member
from .pictures import Bookmark, Like

__all__ = ["Bookmark", "Contact", "Like", "Member"]

from .members import Contact, Member
from .reactions import Bookmark, Like

__all__ = ["Bookmark", "Contact", "Like", "Member"]

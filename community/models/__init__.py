from .members import Contact, Departure, Member
from .photos import PhotosCollection
from .reactions import Bookmark, Like

__all__ = ["Bookmark", "Contact", "Departure", "Like", "Member", "PhotosCollection"]

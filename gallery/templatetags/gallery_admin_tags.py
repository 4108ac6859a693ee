from django import template

from gallery.admin.thumbnails import thumbnail

register = template.Library()
register.simple_tag(thumbnail, name="small_square")

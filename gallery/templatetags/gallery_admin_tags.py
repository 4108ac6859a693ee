from django import template

from gallery.admin.squares import square

register = template.Library()
register.simple_tag(square, name="small_square")

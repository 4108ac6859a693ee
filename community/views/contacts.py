from django.utils.translation import gettext as _

from community import relations
from community.models import Contact, Member
from community.own_parts import FollowButton
from web.errors import HttpError

from .state import StateView


class FollowView(StateView):
    actions = {"follow": relations.follow, "unfollow": relations.unfollow}
    rate_limits = {"follow": "60/h"}
    template_name = "components/follow_button.html"

    def get_target(self):
        if member := Member.objects.active().filter(username=self.kwargs["username"]).first():
            return member
        raise HttpError(404, _("There is no such member."))

    def change(self, action, target):
        try:
            super().change(action, target)
        except ValueError:
            raise HttpError(400, _("Nobody follows themselves.")) from None
        except relations.Gone:
            raise HttpError(404, _("There is no such member.")) from None

    def get_state(self, target):
        following = Contact.objects.filter(user_from=self.request.user, user_to=target).exists()
        return {"following": following, "followers": Member.objects.get(pk=target.pk).followers_count}

    def get_context(self, target):
        state = self.get_state(target)
        target.followers_count = state["followers"]
        back = target.get_absolute_url()
        return {"button": FollowButton.of(self.request.user, target, following=state["following"], back=back)}

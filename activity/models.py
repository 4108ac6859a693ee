from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import targets, verbs


class Actor(models.Model):
    """A person whose actions are recorded: for AUTH_USER_MODEL to inherit from."""

    # The id of their newest public action, by which the feed knows who acted last: too high where that action has been
    # deleted since, but never too low. None: not known.
    last_action = models.PositiveBigIntegerField(null=True, editable=False)

    class Meta:
        abstract = True


def row_exists(rows: models.QuerySet) -> Q:
    """As `Exists`, but looked up anew for each row of the outer query, which is quicker where those are few.

    PostgreSQL may answer an EXISTS by reading the whole table into a hash first.
    """
    return Q(IsNull(Subquery(rows.values("pk")[:1]), False))


def of_same_actor_and_target(verb) -> models.QuerySet:
    """For a subquery: the actions of this verb by the outer action's actor, with the outer action's target."""
    same = {name: OuterRef(name) for name in ("actor", "target_ct", "target_id")}
    return Action.objects.filter(**same, verb=verb)


class ActionQuerySet(models.QuerySet):
    def for_editors(self):
        """Without bookmarks, which are their member's alone."""
        return self.exclude(verb__in=verbs.OWN)

    def newest(self):
        """By id: `created` may be out of order, as a server's clock may be put back."""
        return self.order_by("-pk")

    def without_repeats(self):
        """Where an actor did the same to the same target several times, the last of these actions alone."""
        later = of_same_actor_and_target(OuterRef("verb")).filter(pk__gt=OuterRef("pk"))
        return self.filter(Q(target_id=None) | ~row_exists(later))

    def visible_to(self, viewer):
        """Those without a target, and those whose target the viewer may see."""
        visible = Q(target_id=None)
        for model, content_type in targets.content_types().items():
            rows = model._default_manager.for_feed(viewer).order_by().filter(pk=OuterRef("target_id"))
            visible |= Q(target_ct=content_type) & row_exists(rows)
        return self.filter(visible)


class Action(models.Model):
    """<actor> <verb> [<target>] <created>: "ana liked Half a fig", "bram joined"."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.CASCADE,
        related_name="actions",
        db_index=False,
    )
    verb = models.CharField(_("what"), max_length=40, choices=verbs.choices)
    target_ct = models.ForeignKey(
        ContentType,
        verbose_name=_("kind"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to=targets.limit,
        db_index=False,
    )
    target_id = models.PositiveBigIntegerField(_("to what, by number"), null=True, blank=True)
    target = GenericForeignKey("target_ct", "target_id")
    created = models.DateTimeField(_("when"), default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        default_permissions = ["view"]
        indexes = [
            models.Index("actor", "verb", models.F("id").desc(), name="actions_of_actor"),
            models.Index("verb", models.F("id").desc(), name="actions_of_verb"),
            models.Index("target_ct", "target_id", "actor", "verb", name="actions_on_target"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(target_ct=None, target_id=None) | Q(target_ct__isnull=False, target_id__isnull=False),
                name="target_whole_or_none",
            ),
        ]

    def __str__(self):
        return " ".join(str(part) for part in (self.actor, self.get_verb_display(), self.target) if part)

    @property
    def kind(self) -> str:
        """What the target is: "picture"."""
        return self.target_ct.name if self.target_ct else ""

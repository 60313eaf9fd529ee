"""How much an answer may cost: steps are counted as it is worked out, and beyond the limits it is refused."""

from attrs import define, field

from meetingrules.base.diagnostics import Diagnostic, InvalidText
from meetingrules.base.limits import DEFAULT, Limits

AT_A_TIME = 512
"""Entries of a set that are looked through in one step."""


@define
class Steps:
    """Counts what one meeting costs: each sentence that is asked of each thing, each set that is looked through.

    Whether an adjective applies counts as often as it is used, though it is found out once: so often the reasons tell it.
    """

    limits: Limits = DEFAULT
    taken: int = 0
    most: int = field(init=False)
    """Where it ends for what is asked now."""
    about: str | None = None
    """The rule that is asked."""

    def __attrs_post_init__(self) -> None:
        self.begin(None)

    def begin(self, rule: str | None) -> None:
        """From here on a rule is asked; None: what all rules rest on."""
        self.about, self.most = rule, min(self.taken + self.limits.rule_steps, self.limits.plan_steps)

    def take(self, count: int) -> None:
        """So many steps more.

        :raises InvalidText: ``too-many-steps``
        """
        self.taken += count
        if self.taken > self.most:
            self.refuse()

    def refuse(self) -> None:
        """Refuse to go on.

        :raises InvalidText: ``too-many-steps``
        """
        whole = self.most == self.limits.plan_steps
        most = self.limits.plan_steps if whole else self.limits.rule_steps
        zh, en = f"核对所需步数超过上限 {most:,}", f"to check this takes more than {most:,} steps"
        if self.about is not None and not whole:
            zh, en = f"规则“{self.about}”{zh}", f"the rule {self.about}: {en}"
        hint = ("这项规则涉及的人员、议题太多", "it is about too many people or items")
        raise InvalidText((Diagnostic("too-many-steps", {"zh": zh, "en": en}, None, {"zh": hint[0], "en": hint[1]}),))

"""What is marked classified, masked in the steps of a meeting: which rule, article, day and state stay; titles, names and records go."""

from attrs import evolve

from meetingrules.base.source import Texts
from meetingrules.report.masking import without
from meetingrules.report.steps import LANGS, About, Earliest, Schedule, Step

NOBODY: Texts = {"zh": "", "en": ""}


def masked(schedule: Schedule) -> Schedule:
    """The steps without the texts of what is marked classified."""
    if not schedule.classified:
        return schedule
    earliest = schedule.earliest
    return evolve(
        schedule,
        name=without(schedule.name, schedule.secrets, "zh"),
        steps=tuple(_step(step, schedule) for step in schedule.steps),
        earliest=_earliest(earliest, schedule) if earliest is not None else None,
    )


def _earliest(earliest: Earliest, schedule: Schedule) -> Earliest:
    return evolve(
        earliest,
        binding=tuple(_step(step, schedule) for step in earliest.binding),
        regardless=tuple(_step(step, schedule) for step in earliest.regardless),
    )


def _step(step: Step, schedule: Schedule) -> Step:
    """One step; of what is about classified things alone, not even who did it."""
    covered = bool(step.about.ids) and all(_covered(id_, schedule) for id_ in step.about.ids)
    about = About(
        _texts(step.about.called, schedule), tuple(without(i, schedule.secrets, "zh") for i in step.about.ids)
    )
    return evolve(
        step,
        key=without(step.key, schedule.secrets, "zh"),
        act=_texts(step.act, schedule),
        who=_texts(step.who, schedule),
        about=about,
        by=NOBODY if covered else _texts(step.by, schedule),
    )


def _covered(id_: str, schedule: Schedule) -> bool:
    return any(id_ == one or id_.startswith(f"{one}.") for one in schedule.classified)


def _texts(texts: Texts, schedule: Schedule) -> Texts:
    return {lang: without(texts[lang], schedule.secrets, lang) for lang in LANGS}

"""What every paper of a meeting begins with: what it is called, when, where, who chairs; and how persons are written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from meetingrules.base.source import Texts
from meetingrules.exchange.known import Known
from meetingrules.exchange.page import BLANK, Line
from meetingrules.lang.facts import Acts, Everyone, Record, Thing
from meetingrules.report import figures

SAYS: Mapping[str, Texts] = {
    "time": {"zh": "时间", "en": "Time"},
    "place": {"zh": "地点", "en": "Place"},
    "chair": {"zh": "主持", "en": "Chair"},
    "acting": {"zh": "（代理）", "en": " (acting)"},
}
PLACES = frozenset({"place", "venue", "location", "地点", "会议地点", "开会地点"})
"""What a rulebook may call the field that says where a meeting is held."""


def title(known: Known, lang: str) -> str:
    """What the meeting is called: its title, else that of the rulebook."""
    stated = known.meeting("title")
    return stated if isinstance(stated, str) else known.book.title[lang]


def opening(known: Known, lang: str) -> Iterator[Line]:
    """Time, place and chair; what is not known is left to be filled in."""
    yield Line(SAYS["time"][lang], when(known, lang))
    yield Line(SAYS["place"][lang], place(known))
    chair = known.meeting("chair")
    yield Line(SAYS["chair"][lang], chair.id if isinstance(chair, Thing) else BLANK)


def when(known: Known, lang: str) -> str:
    """From when to when: 2024年3月20日（星期三）9:00—11:40."""
    plan, world = known.world.plan, known.world
    if world.start is None:
        return BLANK
    first = figures.when(world.start, lang, weekday=True)
    dash = "—" if lang == "zh" else "–"
    if plan.last_day is not None and plan.last_day != plan.day and world.end is not None:
        return f"{first}{dash}{figures.when(world.end, lang, weekday=True)}"
    return first + (
        f"{dash}{known.clock(world.end, lang)}" if plan.ends is not None and plan.begins is not None else ""
    )


def place(known: Known) -> str:
    """Where, if the rulebook has a word for it and the file says so."""
    kind = known.book.words.kinds.get("meeting")
    for declared in kind.fields.values() if kind is not None else ():
        stated = known.meeting(declared.name)
        if isinstance(stated, str) and declared.type.base == "text" and {declared.name, declared.label["zh"]} & PLACES:
            return stated
    return BLANK


def joined(names: Iterable[str], lang: str) -> str:
    """Names one after the other."""
    return ("、" if lang == "zh" else ", ").join(name for name in names if name)


def posts_of(known: Known, person: str, lang: str) -> str:
    """The offices and posts of a person, without their units."""
    posts = known.posts(person)
    labels = (post.label[lang] + (SAYS["acting"][lang] if post.acting else "") for post in posts if post.label[lang])
    return joined(dict.fromkeys(labels), lang)


def with_unit(known: Known, person: str, lang: str) -> str:
    """A person with the unit in front, unless the name begins with it: 教育局 某甲, but 教育局局长."""
    units = [unit for unit in known.units(person) if not person.startswith(unit)]
    if not units:
        return person
    return f"{joined(units, lang)} {person}" if lang == "zh" else f"{person} ({joined(units, lang)})"


def done_by(known: Known, value: object, lang: str) -> str:
    """Who did something, as far as the record names them; empty where it is not known or was not done."""
    records: Sequence[Record] = value.records if isinstance(value, Acts) else ()
    people = [who for record in records if not record.refused for who in record.roles.get("by", ())]
    return joined((named(known, who, lang) for who in dict.fromkeys(people)), lang)


def named(known: Known, who: object, lang: str) -> str:
    """Somebody or something by name."""
    return who.id if isinstance(who, Thing) and who.kind == "person" else known.world.names.name(who, lang) if isinstance(who, Thing | Everyone) else ""  # fmt: skip

"""Meetings and rosters that chance invents: terms that begin and end around the acts, gaps, doubles, records in a muddle."""

from copy import deepcopy
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from attrs import frozen

from makers import Maker, filled, resolved, ways_to_forget
from meetingrules.lang.moments import shift

DAYS = (
    *("2024-03-20",) * 6,
    "2024-02-20",
    "2024-02-08",
    "2024-03-31",
    "2024-09-29",
    "2026-12-25",
    "2026-12-28",
    "2027-03-01",
)
"""Most meetings are on an ordinary day, some at a long holiday, some where nobody has announced the working days."""
AROUND = (
    *(-366, -365, -31, -29, -16, -15, -14, -10, -9, -7, -6, -5, -5, -3, -3, -2, -2, -2, -1, -1, -1, 0, 0, 0, 0),
    *(1, 1, 2, 2, 3, 5, 5, 6, 7, 10, 14, 16, 29, 31, 60, 90),
)
"""Days before and after the meeting: the ends of the periods that sentences speak of, and the days beside them."""
HOURS = ("", "", "", "", " 08:30", " 10:00", " 12:30", " 13:00", " 14:00", " 14:00", " 15:30", " 16:00")
STATES = ("planned", "convened", "convened", "open", "closed", "inquorate", "postponed", "cancelled")
NAMES = ("President", "Vice-A", "Vice-B", "Secretary", "Treasurer", "Director-A", "Director-B", "Olaf")
HEADS = ("Works-head", "Works-deputy")
UNITS = ("Secretariat", "Works", "Gardens", "Finance", "Pool")
HEAD_OF = {"Secretariat": "Secretary", "Works": "Works-head", "Gardens": "Director-B", "Finance": "Treasurer"}
LINES = {
    "president": (("President",), ("President",), ("President",), ("President", "Olaf"), ()),
    "vice_president": (("Vice-A", "Vice-B"), ("Vice-A", "Vice-B"), ("Vice-A",), ()),
    "secretary": (("Secretary",), ("Secretary",), ("Secretary", "Treasurer"), ()),
    "treasurer": (("Treasurer",), ("Treasurer",), ("Vice-B",), ()),
    "director": (("Director-A", "Director-B"), ("Director-A", "Director-B"), ("Director-A", "Treasurer"), ()),
    "honorary_president": ((), (), ("Director-B",)),
    "alternate": ((), (), ("Olaf",)),
}
"""Who may hold what; nobody, one or several."""
NUMBERS = {"characters": (1, 1499, 1500, 1501), "shares": (0, 1, 1, 2, 3, 5)}
SHARES = (0, 0, 0, 0.1, 0.1, 0.5)
"""How much of a meeting is forgotten."""


@frozen
class Seeded:
    """Dice thrown by a seeded generator."""

    rng: object

    def pick(self, values):
        return self.rng.choice(values)

    def some(self, values):
        return self.rng.sample(values, min(len(values), self.rng.choice((0, 1, 1, 2, 2, 3))))

    def count(self, low, high):
        return self.rng.randint(low, high)

    def often(self, percent):
        return self.rng.random() * 100 < percent


def on(day, offset):
    """A day some days from another one."""
    return (date.fromisoformat(day) + timedelta(days=offset)).isoformat()


# ---- rosters -----------------------------------------------------------------------------------------------------------


def roster(dice, day, moments):
    """A roster: most of it holds throughout, some of it begins or ends near the meeting or on the day of an act."""

    def term(line, always=60):
        if dice.often(always):
            return [line | {"from": "2022-01-01"}]
        change = on(dice.pick(moments)[:10], dice.pick((-1, 0, 1))) if dice.often(70) else on(day, dice.pick(AROUND))
        if dice.often(30):
            return [line | {"from": change}]
        lines = [line | {"from": "2022-01-01", "to": change}]
        if dice.often(40):  # once more, after a gap or without one
            lines.append(line | {"from": on(change, dice.pick((1, 1, 3)))})
        return lines

    offices = []
    for office, holders in LINES.items():
        for person in dice.pick(holders):
            acting = {"acting": "yes"} if dice.often(10) else {}
            offices += term({office: person, **acting})
    units = {unit: {"principal_head": "none", "deputy_heads": "none"} for unit in UNITS}
    for unit, head in HEAD_OF.items():
        if dice.often(40):  # a post that changes hands stands among the offices
            del units[unit]["principal_head"]
            offices += term({"principal_head": head, "of": unit}, always=30)
        else:
            units[unit]["principal_head"] = head
    if dice.often(60):
        units["Works"]["deputy_heads"] = ["Works-deputy"]
    for unit in units.values():
        for key, values in (("constituent", ("yes", "no", "")), ("head_of_staff", ("Secretary", "none", ""))):
            if value := dice.pick(values):
                unit[key] = value
        if dice.often(5):
            unit.pop("deputy_heads")
    relations = []
    for person, unit in (("Vice-A", "Works"), ("Vice-B", "Gardens"), ("Vice-B", "Works"), ("Director-A", "Finance")):
        if dice.often(60 if person[-1] == unit[0] or unit != "Works" else 15):
            relations += term({"responsible": person, "for": [unit]})
    if dice.often(60):
        relations += term({"liaising": "Treasurer", "with": ["Works", "Finance"]})
    open_ = {"complete": "no"} if dice.often(12) else {}
    return {**open_, "offices": offices, "relations": relations, "units": units, "people": [*NAMES, *HEADS, "Quinn"]}


# ---- meetings ----------------------------------------------------------------------------------------------------------


@frozen
class Muddler(Maker):
    """Makes what a muddled clerk may write: few people, few moments, records that gainsay each other."""

    day: str = DAYS[0]
    moments: tuple = ()
    few: tuple = ()
    """Those who do most of what is done."""

    def one(self, type_, words):
        match type_.base:
            case "date":
                return self.pick(*self.moments)[:10]
            case "instant":
                return self.pick(*self.moments)
            case "number":
                return str(self.pick(*NUMBERS.get(type_.of, (0, 1, 5, 5, 6, 10, 15, 1500))))
        if type_.base == "thing" and type_.of in {"person", "party", "unit"} and self.dice.often(70):
            if type_.of == "party" and self.words.parties and self.dice.often(20):
                return self.pick(*self.words.parties)
            units = type_.of == "unit" or (type_.of == "party" and self.dice.often(50))
            return self.pick("Secretariat", "Secretariat", "Works") if units else self.pick(*self.few)
        return super().one(type_, words)

    def value(self, field):
        found = super().value(field)
        if field.type.several and self.dice.often(6):
            return {"complete": "no", "of": found} if isinstance(found, list) else found
        if found == "none" and field.type.base != "act" and not field.type.several and self.dice.often(50):
            return self.one(field.type, field.words)
        return found

    def of_person(self, field):
        if field.type.base == "flag" or self.dice.often(30):
            return super().of_person(field)
        gone = self.some(self.people)
        found = {name: self.value(field) for name in self.people if name not in gone}
        return {**found, "others": self.value(field)} if self.dice.often(60) and field.type.base != "thing" else found

    def act(self, field):
        if self.dice.often(8):
            return "none"
        if not field.repeatable and self.dice.often(90):
            return self.record(field)
        if "by" in field.roles and field.roles["by"].of == "person" and self.dice.often(30):  # all of a circle do it
            circle = self.pick(self.few, NAMES, NAMES[3:7])
            return [
                {**self.record(field), "by": name, "at": self.pick(*self.moments)} for name in dict.fromkeys(circle)
            ]
        records = [self.record(field) for _ in range(self.pick(1, 2, 2, 3, 4))]
        for one, other in pairwise(records):
            if self.dice.often(45):  # one person twice about the same
                other.update({k: v for k, v in one.items() if k not in {"at", "refused", "until"}})
        return {"complete": "no", "of": records} if self.dice.often(8) else records

    def record(self, field):
        out = super().record(field)
        out.pop("refused", None)
        out["at"] = self.pick(*self.moments)
        if self.dice.often(14):
            out["refused"] = "yes"
        if self.dice.often(9):
            del out["at"]
        if self.dice.often(10):
            out["until"] = on(self.day, self.pick(-400, -2, -1, -1, 0, 0, 1, 30))
        for preposition in field.roles:
            if preposition in out and self.dice.often(5):
                del out[preposition]
        return out or {"at": self.moments[0]}

    def attendance(self):
        out = super().attendance()
        if self.dice.often(25):
            named = {n for key in ("present", "absent", "late", "left") for n in out.get(key, ())}
            rest = [n for n in self.people if n not in named]
            if rest and self.dice.often(50):
                out["signed_in"] = {n: self.pick("13:50", "14:00", "14:10") for n in self.some(rest)} or {
                    rest[0]: "14:00"
                }
            elif "present" not in out and "absent" not in out:
                out["present"] = [self.pick("members", "attendees", "everyone")]
        for key in ("late", "left"):
            if key in out and self.dice.often(10):
                out[key] = list(out[key])
        return {key: self.dated(value) if isinstance(value, dict) else value for key, value in out.items()}

    def dated(self, times):
        """Hours with the day that they belong to."""
        return {name: f"{self.day} {hour}" for name, hour in times.items()}

    def item(self, number):
        out = super().item(number)
        return out | ({"discussed": self.pick(f"{self.day} 14:30", "none")} if "discussed" in out else {})


def boundaries(day, focus, book):
    """The moments that some periods before and after a meeting reach, and their neighbours."""
    start, found = date.fromisoformat(day), []
    at_two = datetime.combine(start, time(14), book.zone)
    for period in focus.periods:
        number, unit = period.split(" ", 1)
        unit = unit.removesuffix("s")
        for sign in (-1, 1):
            of_hours = unit in {"hour", "minute"}
            moved = shift(at_two if of_hours else start, sign * int(number), unit, book.calendar, book.zone).latest
            if of_hours:
                found += [f"{moved + timedelta(minutes=m):%Y-%m-%d %H:%M}" for m in (-1, 0, 1)]
            else:
                found += [on(moved.isoformat(), days) for days in (-1, 0, 1)]
    clocks = [f"{on(day, days)} {hour}" for hour in focus.hours for days in (-1, 0, 1)]
    return (*found, *clocks, *(f"{clock[:-1]}1" for clock in clocks))


def moments_of(dice, day, focus, book):
    """The few moments at which things are done at one meeting."""
    near, hours = boundaries(day, focus, book), (*HOURS, *(f" {hour}" for hour in focus.hours * 3))

    def one():
        found = dice.pick(near) if dice.often(65) else on(day, dice.pick(AROUND))
        if " " in found:
            return found
        return f"{on(found, -1)} 18:30Z" if dice.often(6) else found + dice.pick(hours)

    side = dice.pick((None, None, None, "before", "after"))
    found = [one() for _ in range(dice.count(3, 6))]
    found += [m[:10] for m in found if " " in m and dice.often(30)]  # the same day, without its hour
    return tuple(m for m in found if side is None or (m[:10] < day) is (side == "before")) or (found[0],)


def meeting(dice, book, ambiguous, focus):
    """One meeting with its roster, some of it forgotten."""
    day = dice.pick(DAYS)
    moments = moments_of(dice, day, focus, book)
    holds = roster(dice, day, moments)
    count = dice.pick((0, 1, 1, 2, 2, 3))
    papers = tuple(dice.pick((0, 1, 1, 2)) for _ in range(count))
    maker = Muddler(
        dice, book.words, (*NAMES, *HEADS), UNITS, count, papers, dice.often(70), ambiguous, day, moments,
        few_of(dice, focus, holds),
    )  # fmt: skip
    data = {"meeting": book.id, "roster": holds, "day": day, **hours(dice, day)}
    when = dice.pick((None, None, None, None, "", *AROUND, 400, 500, 600, 700))
    if when is not None:
        data["as_of"] = dice.pick(moments) if when == "" else on(day, when) + dice.pick(HOURS)
    if dice.often(25):
        data["state"] = dice.pick(STATES)
    data = resolved(filled(maker, data))
    if dice.often(5):
        data["replies"] = {"coming": [NAMES[0], *dice.some(NAMES[1:4])], "not_coming": [NAMES[5]]}
    if not maker.whole and dice.often(15):
        data["items"] = {"complete": "no", "of": data["items"]}
    for single in ("minutes", "notice", "agenda"):
        if dice.often(6):
            data[single] = "none"
    if dice.often(50 if data.get("state") in {"planned", "convened"} else 4):
        data["held"] = dice.pick(("yes", "no", "no", "no"))
    if dice.often(10):
        data["members"] = dice.some(NAMES) or "none"
    if dice.often(4) and "begins" not in data:
        data = {key: value for key, value in data.items() if key not in {"day", "last_day"}}
    return forgetting(dice, data, dice.pick(SHARES))


def few_of(dice, focus, holds):
    """Those who do most of what is done: mostly those who hold, at some time, what is spoken of."""
    likely = sorted({line[office] for line in holds["offices"] for office in focus.offices if office in line})
    return (*dice.rng.sample(likely, min(2, len(likely))), dice.pick((*NAMES, *HEADS, *HEADS)))


def hours(dice, day):
    """From when to when: mostly to the hour."""
    found = dice.pick((*({"begins": "14:00", "ends": "16:00"},) * 5, {"begins": "14:00"}, {}, {}))
    return found | ({"last_day": on(day, dice.pick((0, 1, 2)))} if dice.often(15) else {})


def forgetting(dice, data, share):
    """The data without a share of its facts, inner ones first."""
    ways = [way for way in ways_to_forget(data) if way[1][0] != "roster" and way[1] != ("items",)]
    gone = dice.rng.sample(ways, int(len(ways) * share))
    data = deepcopy(data)
    for what, (*inner, last) in sorted(gone, key=lambda way: (len(way[1]), str(way)), reverse=True):
        node = data
        for step in inner:
            node = node[step]
        if what == "open":
            node[last] = {"complete": "no", "of": node[last]}
        elif what == "name" and isinstance(node, list):
            node.remove(last)
        elif isinstance(node, dict) and (len(node) > 1 or not inner):
            del node[last]
    return data


def ambiguous_of(book):
    """The fields of one thing that the rulebook defines: the roster may know two."""
    return frozenset(key for key, (one, _) in book.definitions.fields.items() if one)

"""Units of numbers and of time in words."""

UNITS = {"characters": ("字", "characters"), "minute": ("分钟", "minutes"), "persons": ("人", "persons"), "day": ("日", "days"),
         "working day": ("个工作日", "working days"), "hour": ("小时", "hours"), "copies": ("份", "copies"), "yuan": ("元", "yuan"),
         "week": ("周", "weeks"), "month": ("个月", "months"), "year": ("年", "years"), "clear day": ("个整日", "clear days")}  # fmt: skip


def unit(name: str, lang: str, *, one: bool = False) -> str:
    """A unit; *one* of it or several, which only English tells apart.

    >>> unit("working day", "zh"), unit("working day", "en"), unit("working day", "en", one=True)
    ('个工作日', 'working days', 'working day')
    """
    zh, en = UNITS.get(name, (name, name))
    return zh if lang == "zh" else en.removesuffix("s") if one and name in UNITS and en.endswith("s") else en

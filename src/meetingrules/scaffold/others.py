"""A rulebook and a roster to start from."""

from datetime import date
from pathlib import Path

from meetingrules.base.source import Texts
from meetingrules.base.yamlwords import exact
from meetingrules.rulebook.model import Rulebook
from meetingrules.scaffold.samples import value

STARTER = Path(__file__).with_name("starter.rules.yaml")
ROSTER: dict[str, Texts] = {
    "head": {"zh": "任职名册：谁在什么时候任什么职务。改成实际姓名，去掉 #。", "en": "The roster: who holds which office from when to when. Write the names, and take the # away."},
    "complete": {"zh": "还没有写全；写全后删去此行", "en": "not all of it stands here yet; take this line away once it does"},
    "offices": {"zh": "职务；代理的加 acting: yes，卸任的加 to: 日期", "en": "offices; add acting: yes, or to: and the last day"},
    "relations": {"zh": "谁负责哪个单位", "en": "who is in charge of what"},
    "units": {"zh": "有哪些单位", "en": "which units there are"},
}  # fmt: skip


def rulebook_file(name: str, zone: str, calendar: str, schema: str) -> str:
    """A rulebook with one rule of each common kind, each with cases that pass.

    :param name: the id of the body
    :param schema: what an editor reads the schema from, as seen from the file
    """
    text = STARTER.read_text(encoding="utf-8")
    for key, given in (("{name}", name), ("{zone}", zone), ("{calendar}", calendar), ("{schema}", schema)):
        text = text.replace(key, given)
    return text


def roster_file(book: Rulebook, day: date, lang: str, schema: str | None = None) -> str:
    """A roster with the offices and relations of a body."""
    words, since = book.words, day.replace(month=1, day=1).isoformat()
    lines = [f"# yaml-language-server: $schema={schema}"] if schema is not None else []
    lines += [f"# {ROSTER['head'][lang]}", f"roster: {exact(book.id)}"]
    lines += [f"complete: no    # {ROSTER['complete'][lang]}", f"# offices:    # {ROSTER['offices'][lang]}"]
    for office in words.offices.values():
        label = value(office.label[lang])
        lines.append(f"#   - {{{office.name}: {label}, from: {since}}}")
    unit = "某单位" if lang == "zh" else "Works"
    lines += [f"# units:    # {ROSTER['units'][lang]}", f"#   {unit}: {{}}"]
    if words.relations and words.offices:
        person = value(next(iter(words.offices.values())).label[lang])
        lines.append(f"# relations:    # {ROSTER['relations'][lang]}")
        lines += [f"#   - {{{r.name}: {person}, {r.preposition}: [{unit}]}}" for r in words.relations.values()]
    return "\n".join(lines) + "\n"

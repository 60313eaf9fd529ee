"""Texts of an agenda table's cells as a meeting file writes them; whether it may, its own loader says."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from attrs import frozen

from meetingrules.base.diagnostics import Diagnostic, InvalidText
from meetingrules.base.plain import from_plain
from meetingrules.base.source import Source, Texts
from meetingrules.facts.fields import REFERRED
from meetingrules.facts.load import load_plan
from meetingrules.facts.model import Roster
from meetingrules.facts.scalars import LIKE_A_DAY, NO, YES
from meetingrules.lang.words import Field, Words

TICKS = frozenset({"√", "✓", "✔", "☑", "y"})
CROSSES = frozenset({"×", "✗", "✘", "☒", "n"})
NOTHING = frozenset({"无", "没有", "none", "nil"})
SEVERAL = re.compile(r"[、,，;；\n]+")
PAPERS = re.compile(r"[;；\n]+")
EAST = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n|\n(?=[\u3000-\u9fff\uff00-\uffef])")
NO_FORM: Texts = {
    "zh": "“{label}”不能从一个单元格读入，请在会议文件中填写",
    "en": "{name} cannot be read from one cell; write it in the meeting file",
}
STANDS_FOR: Texts = {
    "zh": "“{text}”指谁要看办理日期的任职，请写姓名或单位名称",
    "en": "whom {text} stands for depends on the day; write the name",
}
ONE: Texts = {"zh": "此处只能写一个名称", "en": "one name is expected here"}
SAYS_NONE: Texts = {
    "zh": "会议文件中 none 表示没有，不能作为文字",
    "en": "in a meeting file none says that there is none: it cannot be a text",
}


@frozen
class Left:
    """Why a cell was not read."""

    code: str
    why: Texts


@frozen
class Writer:
    """Writes what stands in a cell as a meeting file would."""

    words: Words
    roster: Roster | None
    zone: tzinfo

    def value(self, field: Field, text: str) -> "str | list[Any] | Left":
        """One cell: a text, or a list of them where the field takes several."""
        raw, text, type_ = text.strip(), joined(text), field.type
        folded = unicodedata.normalize("NFKC", text).casefold()
        if type_.base == "text":
            return Left("reads-otherwise", SAYS_NONE) if text == "none" else text
        if type_.base == "flag":
            return "yes" if folded in TICKS | YES else "no" if folded in CROSSES | NO else text
        if folded in NOTHING and (type_.several or type_.base in {"thing", "act"}):
            return "none"
        if field.kind == "item" and field.name == "papers":
            return [self.paper(piece.strip()) for piece in PAPERS.split(raw) if piece.strip(" _＿")]
        if type_.base == "thing" and type_.of not in REFERRED:
            label = {lang: field.label[lang] for lang in ("zh", "en")}
            why = {lang: t.format(label=label[lang], name=field.name) for lang, t in NO_FORM.items()}
            return Left("no-cell-form", why)
        if (word := self.stands_for(field, text)) is not None:
            return Left("which-one", {lang: t.format(text=word) for lang, t in STANDS_FOR.items()})
        pieces = [text] if text in self.known() else [one.strip() for one in SEVERAL.split(raw) if one.strip()]
        if type_.several:
            return [self.single(field, one) for one in pieces]
        if type_.base == "thing" and len(pieces) > 1:
            return Left("several", ONE)
        return self.single(field, text if len(pieces) == 1 else raw)

    def single(self, field: Field, text: str) -> str:
        """One value in its own spelling: days as 2024-03-05, numbers in plain digits, words by their English label, too."""
        folded = unicodedata.normalize("NFKC", text)
        if field.type.base in {"date", "instant"} and (day := LIKE_A_DAY.fullmatch(folded)):
            year, month, number = (part for part in day.groups() if part)
            return f"{year}-{int(month):02}-{int(number):02}"
        if field.type.base == "number":
            return folded
        if field.type.base == "word":
            english = {texts.get("en", "").casefold(): word for word, texts in field.words.items()}
            return english.get(folded.casefold(), text)
        return text

    def paper(self, text: str) -> dict[str, str]:
        """A paper by its title, or by its kind where it is called by nothing else."""
        kind = self.words.kinds.get("paper")
        declared = kind.fields.get("kind") if kind is not None else None
        for word, texts in (declared.words if declared is not None else {}).items():
            if text in {word, *texts.values()}:
                return {"kind": word}
        return {"title": text}

    def stands_for(self, field: Field, text: str) -> str | None:
        """A word in it that stands for somebody through the item, on the day of an act that no cell tells."""
        if field.type.base not in {"thing", "act"}:
            return None
        named = {piece for piece in re.split(r"[\s、,，;；]+", text) if piece} - self.known()
        kinds = self.words.kinds
        posts = [f for f in kinds["unit"].fields.values() if f.type.of == "person"] if "unit" in kinds else []
        own = [kinds["item"].fields["department"]] if "department" in kinds["item"].fields else []
        words = {name for f in (*posts, *own) for name in (f.name, f.label["zh"])}
        words |= {name for r in self.words.relations.values() for name in (r.name, r.label["zh"])}
        return min(named & words, default=None)

    def known(self) -> frozenset[str]:
        """The names of the roster."""
        return self.roster.persons | self.roster.units if self.roster is not None else frozenset()

    def refused(self, values: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
        """What the loader of meeting files says against some values; empty where it takes them."""
        source = Source("<table>", "")
        try:
            node = from_plain({"meeting": "table", **values})
            load_plan(node, source, self.words, roster=self.roster, zone=self.zone)
        except InvalidText as error:
            return error.diagnostics
        return ()


def joined(text: str) -> str:
    r"""A text over several lines of a cell as one; between Chinese characters without a blank.

    >>> joined("关于供水\n的请示"), joined("a \n b")
    ('关于供水的请示', 'a b')
    """
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return EAST.sub("", lines).replace("\n", " ") if "\n" in lines else lines


def said(found: Diagnostic, field: str) -> Left:
    """A complaint of the loader as a reason, without the path that only it knows."""
    path = re.compile(rf"^(?:items\.1\.{re.escape(field)}|invited)[\w.]*(?:：|: )")
    hint = found.hint or {}
    why = {
        lang: path.sub("", text) + (marks[0] + hint[lang] + marks[1] if lang in hint else "")
        for (lang, text), marks in zip(found.message.items(), (("（", "）"), (" (", ")")), strict=True)
    }
    return Left(found.code, why)

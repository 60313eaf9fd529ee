"""The words around a route, in Chinese and English."""

from collections.abc import Iterable, Mapping

from meetingrules.base.source import Texts
from meetingrules.render.explain import as_of_text
from meetingrules.report import figures
from meetingrules.report.route import Body, Fact, Question, Route, Way

ANSWERS: Mapping[str, Texts] = {
    "may": {"zh": "可以上会", "en": "may take it"},
    "by_departure": {"zh": "一般不上会", "en": "normally not"},
    "open": {"zh": "尚不能定", "en": "cannot be told yet"},
    "must_not": {"zh": "不得上会", "en": "must not take it"},
    "silent": {"zh": "规则未写明", "en": "the rules do not say"},
    "not_in_force": {"zh": "规则当日未施行", "en": "not in force that day"},
}
HEADS = {
    "zh": ("会议", "能否上会", "依据", "上会前"),
    "en": ("rulebook", "may it come up", "article", "before the meeting"),
}
PHASES: Mapping[str, Texts] = {
    "before": {"zh": "上会前", "en": "on the way there"},
    "sitting": {"zh": "会上", "en": "at the meeting"},
    "after": {"zh": "会后", "en": "after the meeting"},
}
PHRASES: Mapping[str, Texts] = {
    "untitled": {"zh": "（未写标题的议题）", "en": "(an item without a title)"},
    "ask": {"zh": "{title}：可以上哪个会？", "en": "Where does it go: {title}"},
    "when": {"zh": "{day}开会", "en": "for a meeting on {day}"},
    "as-of": {"zh": "截至{day}", "en": "as of {day}"},
    "item": {"zh": "议题{number}", "en": "item {number}"},
    "because": {"zh": "不得上会，因为：", "en": "it must not come up, because:"},
    "normally-not": {"zh": "一般不上会；确需上会的，须登记理由：", "en": "normally it does not come up, unless a reason is on record:"},
    "open": {"zh": "能否上会，取决于：", "en": "whether it may come up hangs on:"},
    "none-of-it": {"zh": "无此情形", "en": "not so here"},
    "kept": {"zh": "符合", "en": "so it is"},
    "excused": {"zh": "例外适用", "en": "an exception applies"},
    "skip": {"zh": "不适用", "en": "does not apply"},
    "silent": {"zh": "这套规则没有写明哪些事项可以上会。", "en": "The rulebook does not say which items may come up."},
    "since": {"zh": "规则自{day}起施行。", "en": "The rules hold from {day}."},
    "remedy": {"zh": "处理建议：{text}", "en": "what to do: {text}"},
    "missing": {"zh": "缺：{facts}", "en": "missing: {facts}"},
    "not-done": {"zh": "尚未办理：{facts}", "en": "not done so far: {facts}"},
    "hangs-on": {"zh": "是否需要，取决于：{facts}", "en": "whether it is needed hangs on: {facts}"},
    "judgement": {"zh": "由人判断", "en": "for a person to judge"},
    "not-needed": {"zh": "不需要：{articles}（{count}项）", "en": "not needed: {articles} ({count} rules)"},
    "strangers": {"zh": "此规则没有这些词，未予考虑：{words}", "en": "no such words in this rulebook, left out: {words}"},
    "no-roster": {"zh": "所给名册不是按此规则的职务编写的，未予采用", "en": "the roster is not one of this rulebook's offices: left out"},
    "questions": {"zh": "先问这些（能定下最多的在前）", "en": "Ask first (what settles the most stands first)"},
    "how": {"zh": "答案用 --set 键=值 写入，例如 --set {key}={value}", "en": "Answers are given as --set KEY=VALUE, as in --set {key}={value}"},
    "written": {"zh": "须写明；没有的写 none", "en": "to be written; none if there is none"},
    "roster": {"zh": "写在任职名册里（--roster）", "en": "stands in the roster (--roster)"},
    "unless": {"zh": "除非：{text}", "en": "unless {text}"},
    "untried": {"zh": "另有{count}项所缺事实没有逐一试算。", "en": "{count} more missing facts were not tried."},
    "settles": {"zh": "最多可定{most}；至少可定{least}", "en": "settles at most {most}; at least {least}"},
    "settles-always": {"zh": "可定{most}", "en": "settles {most}"},
    "settles-at-most": {"zh": "最多可定{most}", "en": "settles at most {most}"},
    "settles-nothing": {"zh": "单凭此项还定不下什么", "en": "settles nothing by itself"},
    "legend": {"zh": "✓ 已办或符合　✗ 不符　○ 未办　? 未定　- 不需要", "en": "✓ done, or as it should be  ✗ not as it should be  ○ to be done  ? open  - not needed"},
}  # fmt: skip
COUNTED: tuple[tuple[Texts, Texts], ...] = (
    ({"zh": "{n}个会议能否上会", "en": "{n} answer"}, {"zh": "{n}个会议能否上会", "en": "{n} answers"}),
    ({"zh": "{n}项情形", "en": "{n} ground"}, {"zh": "{n}项情形", "en": "{n} grounds"}),
    ({"zh": "{n}项是否要办", "en": "whether {n} rule is needed"}, {"zh": "{n}项是否要办", "en": "whether {n} rules are needed"}),
)  # fmt: skip
COMMA = {"zh": "、", "en": ", "}
MOST_STRANGERS = 5
"""So many words that a rulebook does not have are shown with their values."""
MOST_ARTICLES = 2
"""So many articles stand in the summary; of the rest it is said that there are more."""


def phrase(name: str, lang: str, **values: str) -> str:
    """A fixed phrase with its values; what stands in a value is never read as a pattern."""
    return PHRASES[name][lang].format(**values)


def cited(text: str, article: str, lang: str) -> str:
    """A text with its article behind it."""
    if not article:
        return text
    return f"{text}（{article}）" if lang == "zh" else f"{text} ({article})"


def named(facts: Iterable[Fact], lang: str) -> str:
    """What is missing, by name."""
    return ("；" if lang == "zh" else "; ").join(dict.fromkeys(fact.label[lang] for fact in facts))


def title(route: Route, lang: str) -> str:
    """What the item is called."""
    return route.title or phrase("untitled", lang)


def basis(body: Body, lang: str) -> str:
    """The articles that an answer rests on."""
    if body.answer in {"must_not", "by_departure"}:
        found = [line.article[lang] for r in body.rulings if r.status == "fail" for line in r.grounds]
    else:
        against = [r for r in body.rulings if body.answer != "open" or r.status not in {"pass", "excused", "skip"}]
        found = [r.article[lang] for r in against] + [stated.article[lang] for stated in body.statements]
    articles = list(dict.fromkeys(filter(None, found)))
    more = len(articles) - MOST_ARTICLES
    text = COMMA[lang].join(articles[:MOST_ARTICLES])
    if more <= 0:
        return text
    return f"{text}等{len(articles)}处" if lang == "zh" else f"{text} and {more} more"


def strangers(body: Body, lang: str) -> str:
    """What was left out, as it was written; of much the first keys."""
    if len(body.strangers) <= MOST_STRANGERS:
        return ("；" if lang == "zh" else "; ").join(body.strangers)
    count = len(body.strangers)
    keys = COMMA[lang].join(stranger.partition(":")[0] for stranger in body.strangers[:MOST_STRANGERS])
    return f"{keys}等{count}项" if lang == "zh" else f"{keys} and {count - MOST_STRANGERS} more"


def progress(body: Body, lang: str) -> str:
    """How far the item is on its way to a body: done, to be done, open whether needed."""
    if body.answer in {"must_not", "not_in_force"}:
        return "-"
    ways = [way for way in body.ways if way.phase == "before"]
    needed = [way for way in ways if way.need == "needed"]
    done = sum(way.state in {"done", "excused"} for way in needed)
    counts = (done, len(needed) - done, sum(way.need == "open" for way in ways))
    names = ("已办", "要办", "待定") if lang == "zh" else ("done", "to do", "open")
    told = [f"{name}{n}项" if lang == "zh" else f"{n} {name}" for name, n in zip(names, counts, strict=True) if n]
    return ("，" if lang == "zh" else ", ").join(told) or "-"


def kept(status: str, force: str, lang: str) -> str:
    """How a rule on admission came out that does not stand against the item."""
    if status == "pass":
        return phrase("none-of-it" if force == "must_not" else "kept", lang)
    return phrase(status, lang) if status in {"excused", "skip"} else ""


def hangs_on(way: Way, lang: str) -> str:
    """On what it hangs whether a rule is needed."""
    return phrase("hangs-on", lang, facts=named(way.because, lang)) if way.need == "open" else ""


def settles(question: Question, lang: str) -> str:
    """How much an answer settles."""
    pairs = (question.settled.answers, question.settled.grounds, question.settled.needs)
    least, most = (counts([pair[i] for pair in pairs], lang) for i in (0, 1))
    if not most:
        return phrase("settles-nothing", lang)
    if least == most:
        return phrase("settles-always", lang, most=most)
    return phrase("settles", lang, most=most, least=least) if least else phrase("settles-at-most", lang, most=most)


def counts(numbers: list[int], lang: str) -> str:
    """Numbers of answers, grounds and needs in words; what is none is left out."""
    told = [texts[n != 1][lang].format(n=n) for texts, n in zip(COUNTED, numbers, strict=True) if n]
    return COMMA[lang].join(told)


def heading(route: Route, lang: str) -> tuple[str, ...]:
    """What is asked, of which day, as of when."""
    parts = [f"{route.path} {phrase('item', lang, number=str(route.number))}"] if route.path else []
    parts.append(phrase("when", lang, day=figures.day(route.day, lang, weekday=True)))
    if route.as_of is not None:
        parts.append(phrase("as-of", lang, day=as_of_text(route.as_of, lang)))
    return phrase("ask", lang, title=title(route, lang)), ("　" if lang == "zh" else "  ").join(parts)

"""What the schemas of results say of each key, in Chinese and English. What single words mean is taken from the tables that people read."""

from collections.abc import Mapping

from meetingrules.base.source import Texts
from meetingrules.render import duewords, explainwords, routewords
from meetingrules.render.words import STATES, STATUS, VERDICT

Told = tuple[str, str]
"""In Chinese, in English."""


def listed(words: Mapping[str, Texts]) -> Told:
    """What each of some words means: pass 合规；fail 不合规."""
    zh = "；".join(f"{word} {texts['zh']}" for word, texts in words.items())
    en = "; ".join(f"{word}: {texts['en']}" for word, texts in words.items())
    return zh, en


def with_words(zh: str, en: str, words: Mapping[str, Texts]) -> Told:
    """What a key holds, and what its words mean."""
    told = listed(words)
    return f"{zh}：{told[0]}。", f"{en}. {told[1]}."


OF_STATUS = with_words("状态", "The status", STATUS)
OF_LEVELS = "rest 无须办理；perhaps 是否适用未定；open 待办；unknown 待查明；fail 不合规或预计不合规"
IN_LEVELS = "rest: nothing; perhaps: something, should the rule apply; open: something by its day; unknown: a fact is due; fail: it is broken, or expected to be"
OF_GAPS = (
    "所缺的种类：fact 事实不明；none 记为尚未办理；judgement 待人工判断；calendar 放假安排未公布；hour 只有日期，须有钟点。",
    "What is missing. fact: it is not known; none: recorded as not done so far; judgement: a person must say; calendar: the working days are not announced; hour: the day alone does not decide.",
)
KINDS: Mapping[str, tuple[Told, Told]] = {
    "whatif": (
        ("假设分析", "what if"),
        ("会议的某些情况如有不同，哪些结论随之改变。", "What would come out otherwise if some facts of a meeting were."),
    ),
    "route": (
        ("议题去向", "route"),
        ("各套规则是否准许议题上会、上会之前须办理的事项、应先问明的事实。", "Which bodies may take an item, what it needs on its way there, what to ask first."),
    ),
    "remedies": (
        ("改正办法", "remedies"),
        ("使各项结论符合规定的最小改动，以及最应先填写的事实。", "The least change under which each finding is met, and the facts that settle the most."),
    ),
    "explanation": (
        ("理由", "explanation"),
        ("一条规则在一次会议上为何得出这个结论。", "Why a rule came out as it did in a meeting."),
    ),
    "due": (
        ("办理期限", "due"),
        ("一次会议的各个事项最迟何时办理，以及最早可以开会的日期。", "By when each step of a meeting must be done, and the earliest day on which it can be held."),
    ),
}  # fmt: skip
"""Title and description of each."""
TOLD: Mapping[str, Mapping[str, Told]] = {
    "": {
        "format": ("文件的格式，始终是这个词。", "What the document is: always this word."),
        "version": ("格式的版本。第1版之内只增加键，不改动、不删除。", "Of the format. Within version 1 keys are only added."),
        "tool": ("写出本文件的程序。", "What wrote the document."),
        "path": ("会议文件，写法与所给的相同；没有文件的，为会议种类。", "The meeting file as it was named; without one the name of the body."),
        "rulebook": ("所对照的规则。", "The rulebook that it was held against."),
        "title": ("会议的名称；没有的，为会议种类的名称。", "What people call the meeting; without a title, what the rulebook calls it."),
        "day": ("开会日期；多日的，为第一日。", "The first day of the meeting."),
        "as_of": ("核对的时点。", "The moment of the judgement."),
        "rule": ("规则编号；以 tool- 开头的，是本工具就记录所作的提示。", "The id of the rule; with tool- in front, where the tool speaks of a record and not of a rule."),
        "cites": ("所依据的条款编号。", "The ids of the norms that it rests on."),
        "citations": ("同上，另有通常的引用写法。", "The same, with what an office calls them."),
        "force": ("约束力：must 应当；must_not 不得；in_principle 原则上；normally 一般；may 可以；means 定义。", "How hard the rule binds, in the words of the rulebook; means: it only says what a word means."),
        "stage": ("可以判定的阶段：preparation 会前；sitting 会中；after 会后；period 按期间。", "When it can be judged: in preparation, at the sitting, after it, over a period."),
        "severity": ("等级：error 违规；warning 警告；advice 建议；none 不计。", "How grave it is: it follows from the force, unless the settings say otherwise."),
        "status": OF_STATUS,
        "forecast": ("会前按现有回执所作的预计；不作预计的为 null。", "Before the sitting, what the replies let expect; null where nothing is expected."),
        "subject": ("所涉对象。", "What it is about."),
        "item": ("所属议题（items.2）；不属于任何议题的为 null。", "The item that it belongs to (items.2); null where it is of none."),
        "message": ("规则的要求；不符合或者不能判定的，并说明原因。", "What the rule demands and, where it is not met or not decided, why."),
        "missing": ("尚缺的内容。", "What is missing."),
        "remedy": ("处理建议。", "What to do about it."),
        "location": ("在文件中的位置。", "Where in the file."),
        "label": ("名称。", "What people call it."),
        "says": ("内容，写成一句话。", "What it says, as a sentence."),
        "article": ("所依据条款的引用写法。", "The article, as an office cites it."),
        "facts": ("建议填写的事实，能判定最多的在前。", "The facts to state, in the order in which they settle the most."),
        "kind": OF_GAPS,
        "over": ("所涉事项是否已经过去。", "Whether what it is about is past."),
        "suggestions": ("试算后符合的改动；没有找到的为空。", "Changes that were tried out on a copy; none where no change was found."),
        "outcomes": ("缺事实的，各种答案得出的结论。", "Where facts are missing, which value of them decides what."),
    },
    "texts": {"zh": ("中文。", "In Chinese."), "en": ("英文。", "In English.")},
    "tool": {"name": ("程序名称。", "Its name."), "version": ("程序版本。", "Its version.")},
    "rulebook": {
        "id": ("规则名称。", "Its id."),
        "version": ("规则版本，依规则文件所写。", "As the rulebook states it."),
        "title": ("会议种类的名称。", "What the rulebook calls the meeting."),
    },
    "subject": {
        "kind": ("种类：meeting、item、person、paper 等，依规则的词语。", "Its kind in the words of the rulebook: meeting, item, person, paper …"),
        "id": ("编号：meeting、items.2、items.2.papers.1，或者姓名。", "meeting, items.2, items.2.papers.1, or the name of a person."),
        "label": ("名称；没有的为空。", "What people call it; empty where it has no name."),
    },
    "citation": {"id": ("条款编号。", "Its id."), "label": ("引用写法，如“第十五条第一款”。", "As an office cites it: article 15(1).")},
    "location": {
        "path": ("文件。", "The file."),
        "line": ("行，从1起。", "The line, from 1."),
        "column": ("列，从1起。", "The column, from 1."),
    },
    "moment": {"at": ("最迟时点；只有日期的，当日之内均可。", "The latest moment; of a day alone, its end.")},
    "span": {
        "earliest": ("放假安排尚未公布的，最迟时点不早于此。", "Where the calendar is not announced: the latest moment is not before this,"),
        "latest": ("也不晚于此。", "and not after this."),
    },
    "gap": {
        "fact": ("所缺事实在会议文件中的位置（items.2.agreed）；待人工判断的，为所问的问题。", "What is missing, as a meeting file writes it (items.2.agreed); of a judgement, the question."),
        "act": ("所缺的是否为办理记录。", "Whether it is the record of an act that is missing."),
        "due": ("最迟何时应当明确。", "By when it must be settled."),
    },
    # ---- whatif ----------------------------------------------------------------------------------------------------------
    "whatif": {
        "supposed": ("所作的假设，按改动的先后。", "What was supposed, in the order in which it was changed."),
        "before": ("会议文件所写的会议。", "The meeting as the file has it."),
        "after": ("作出假设之后的会议。", "The meeting as supposed."),
        "renumbered": ("序号变动的议题：原编号对应新编号；已撤下的对应 null。", "Items that have another number: the old id, and the new one; null where the item was taken off."),
        "changes": ("有变的结论，全部列出。", "All findings that came out otherwise."),
        "presiding": ("可以主持的人员；没有规则规定的为 null。", "Who may preside; null where no rule says who may."),
        "tight": ("假设之后的余量；未要求计算的为 null。", "How little would upset the meeting as supposed; null where nobody asked."),
    },
    "supposed": {
        "option": ("所给的原文：--absent 甲。", "As it was typed: --absent Chair."),
        "text": ("写成文字。", "In words."),
    },
    "sides": {"before": ("假设之前。", "As the file has it."), "after": ("假设之后。", "As supposed.")},
    "meeting": {
        "state": with_words("会议的状态", "Where the meeting stands", STATES),
        "verdict": with_words("总的结论", "The report in one word", {k: v for k, v in VERDICT.items() if k != "not_checked"}),
        "summary": ("各种状态的结论各有几项。", "How many findings have which status."),
        "items": ("各项议题。", "The agenda."),
        "name": ("会议文件所写的名称；没有的为空。", "What the meeting file calls it; empty without a title."),
        "last_day": ("最后一日。", "Its last day."),
        "begins": ("开始；不知钟点的只有日期。", "When it begins; the day alone where the hour is not known."),
        "ends": ("结束；不知钟点的只有日期。", "When it ends; the day alone where the hour is not known."),
    },
    "item": {"id": ("编号：items.2。", "Its id: items.2."), "title": ("标题。", "Its title.")},
    "change": {
        "turn": ("worse 变差；better 好转；same 内容有变。", "Whether it is worse, better, or only otherwise."),
        "aspects": (
            "何处有变：appears 新出现；vanishes 不再出现；status 状态；forecast 预计；applies 是否适用；figures 人数；missing 所缺；message 文字；due 期限。",
            "In which ways it came out otherwise; applies: whether the rule does; figures: the numbers of those who are there and needed.",
        ),
        "was": (f"原来要求办理的程度：{OF_LEVELS}。", f"How much it asked of somebody. {IN_LEVELS}."),
        "now": (f"现在要求办理的程度：{OF_LEVELS}。", f"How much it asks now. {IN_LEVELS}."),
        "before": ("假设之前；原来没有的为 null。", "As the file has it; null where there is no such finding."),
        "after": ("假设之后；不再有的为 null。", "As supposed; null where there is no such finding any more."),
    },
    "side": {
        "forecast": ("会前按现有回执所作的预计：skip 为预计不适用；不作预计的为 null。", "Before the sitting, what the replies let expect, skip where the rule is not expected to apply; null where nothing is expected."),
        "due": ("尚未判定的，最迟何时应当办理、明确。", "By when it must be settled, while it is open."),
        "counts": ("所要求的人数和实有人数。", "How many are there and how many are needed."),
    },
    "count": {
        "what": ("所计的人员或者事项。", "Of whom or what."),
        "base": ("总数。", "How many there are in all."),
        "need": ("需要的数目；不是整数的，为分数（10/3）。", "How many are needed; a fraction as text: 10/3."),
        "have": ("已有的数目。", "How many there are."),
        "open": ("情况不明的数目。", "Of how many nothing is known."),
        "holds": ("是否足够；不能判定的为 null。", "Whether it is enough; null where it is not decided."),
        "expected": ("是否按现有回执预计。", "Whether it is what the replies let expect."),
    },
    "presiding": {
        "may": ("可以主持的人员。", "Who may preside."),
        "if_settled": ("委托等事项办妥后可以主持的人员。", "Who may once it is settled: by a delegation, say."),
        "chair": ("会议文件所写的主持人；没有写的为 null。", "Who presides by the meeting file; null where it does not say."),
        "comes": ("该人是否到会；不明的为 null。", "Whether that person comes; null where it is not known."),
    },
    "tight": {
        "margins": ("各项人数要求的余量。", "How many absences each number of persons stands."),
        "decisive": ("缺一即有影响的人员。", "The persons whose absence alone upsets something."),
        "only_chair": ("唯一可以主持的人员；不止一人或者没有的为 null。", "The only one who may preside; null where there are more, or none."),
        "asked": ("逐一试算的人数。", "Of how many persons it was asked what their absence would do."),
        "left_out": ("未试算的人员：人员太多，或者所在名单不明。", "Of whom it was not asked: there are too many, or they stand in lists that are not known in full."),
    },
    "margin": {
        "what": ("所计的人员。", "Who is counted."),
        "base": ("应到人数。", "How many there are in all."),
        "need": ("需要的人数。", "How many are needed."),
        "have": ("已到会或者预计到会的人数。", "How many are there, or expected."),
        "open": ("情况不明的人数。", "Of how many nothing is known."),
        "among": ("计入的人员。", "Those who count."),
        "unsure": ("其中至少几人不到会，即不能确保达到；现在就不能确保的为 null。", "How many of them must stay away, at least, until it is no longer sure that enough come; null where it is not sure now."),
        "short": ("其中以及情况不明的人员至少几人不到会，即确定达不到；算不出的为 null。", "How many of them and of those of whom nothing is known, at least, until it is sure that too few come; null where no number was found."),
        "given_up": ("人员组合太多，是否放弃了试算。", "Whether there were too many combinations of persons to try out."),
    },
    "decisive": {"person": ("人员。", "Who."), "upsets": ("此人不到会所影响的结论。", "What the absence would upset.")},
    "upset": {
        "was": (f"现在要求办理的程度：{OF_LEVELS}。", f"How much it asks of somebody now. {IN_LEVELS}."),
        "becomes": (f"此人不到会时要求办理的程度：{OF_LEVELS}。", f"How much it would ask. {IN_LEVELS}."),
        "now": ("现在的结论。", "The finding now."),
        "then": ("此人不到会时的结论。", "The finding then."),
    },
    # ---- route -----------------------------------------------------------------------------------------------------------
    "route": {
        "title": ("议题标题；没有的为空。", "The title of the item; empty without one."),
        "path": ("议题取自的会议文件；没有的为 null。", "The meeting file that the item was taken from; null without one."),
        "item": ("在该文件中的序号；没有的为 null。", "Its number there; null without one."),
        "day": ("拟上会的日期。", "The day of the meeting that it would come before."),
        "summary": ("各种答复各有几套规则。", "How many rulebooks give which answer."),
        "bodies": ("各套规则的答复。", "What each rulebook answers."),
        "questions": ("应问明的事实，最多可定的多者在前。", "What to ask, what settles the most first."),
        "untried": ("所缺事实太多而未试算的项数。", "How many more facts are missing that were not tried, because there are too many."),
    },
    "body": {
        "in_force": ("规则施行之日；没有写明的为 null。", "When the rulebook came into force; null where it does not say."),
        "answer": with_words("能否上会", "Whether the item may come up", routewords.ANSWERS),
        "missing": ("尚不能定的，取决于哪些事实。", "What the answer hangs on, where it is open."),
        "rulings": ("关于哪些事项可以上会的各条规则。", "The rules on which items may come up."),
        "statements": ("没有规则核对、但写明哪些事项可以上会的条款。", "What norms that no rule checks say of which items may come up."),
        "ways": ("上会之前、会上、会后须办理的事项。", "What the item needs on its way there, at the meeting and after it."),
        "not_understood": ("所给情况中这套规则没有的词，未予考虑。", "What was said of the item in words that this rulebook does not have, left out."),
        "roster_left_out": ("所给名册不是按这套规则的职务编写的，是否因此未予采用。", "Whether the roster was left out, because it is not one of this rulebook's offices."),
    },
    "ruling": {
        "grounds": ("不符合的，违反哪些内容；尚不能定的，哪些内容未定。", "Of a rule that is not kept, what it is not kept by; of an open one, what is open."),
        "missing": ("还取决于哪些事实。", "What it still hangs on."),
    },
    "statement": {"says": ("条款内容。", "What the norm says.")},
    "way": {
        "phase": with_words("何时办理", "When", routewords.PHASES),
        "need": ("needed 须办理；open 是否需要未定；not_needed 不需要。", "Whether it is needed."),
        "state": ("done 已办；excused 例外适用；failed 不合要求；open 未办；judgement 待人工判断；null 不适用。", "done; excused by an exception or a departure; failed: not as the rule asks; open: not done so far; judgement: for a person; null: beside the point."),
        "hangs_on": ("是否需要取决于哪些事实。", "What it hangs on whether it is needed."),
        "steps": ("有多个步骤的，依次列出。", "Its parts in order, where it has several."),
    },
    "line": {
        "truth": ("holds 成立；fails 不成立；open 未定；null 不需要。", "Whether it holds; null: a step that is not called for."),
        "found": ("查到的情况：由谁、何时。", "What was found: who and when."),
        "exception": ("是否为尚可适用的例外。", "Whether it is an exception that may still excuse what is not kept."),
    },
    "fact": {
        "key": ("键：议题的（major）或者会议的（agenda.items）；待人工判断等为 null。", "As an item writes it (major), or a meeting (agenda.items); null where it is no fact of a file."),
        "path": ("在会议文件中的位置。", "As a meeting file writes it."),
        "settles": ("填写后即不再缺事实的结论项数。", "How many findings have no missing fact any more once it is stated."),
        "due": ("其中已到期的项数。", "How many of these are due now."),
        "total": ("连同前面各项，累计的项数。", "How many it settles with all facts before it."),
        "asked_by": ("等待这项事实的结论项数。", "How many findings wait for it."),
    },
    "question": {
        "key": ("键：议题的（major）或者会议的（agenda.items）；待人工判断的为 null。", "As an item writes it (major), or a meeting (agenda.items); null where a person must judge."),
        "written_in": ("答案写在何处：item 议题；meeting 会议；roster 任职名册；person 由人判断。", "Where the answer is written: with the item, with the meeting, in the roster; or a person must judge."),
        "asked_by": ("问及此事的规则名称。", "The ids of the rulebooks that ask for it."),
        "choices": ("可以选择的答案；须自行写明的为空。", "What may be answered; empty where it is something to be written."),
        "settles": ("问明之后可以定下的内容。", "How much an answer settles."),
    },
    "choice": {"value": ("写法：yes、plan、[budget]。", "As it is written: yes, plan, [budget].")},
    "settled": {
        "answers": ("可以答复能否上会的规则套数。", "How many bodies can then say whether they take the item."),
        "grounds": ("可以定下的上会理由项数。", "How many open grounds are settled."),
        "needs": ("可以定下是否须办理的事项数。", "Of how many rules it is then known whether they are needed."),
    },
    "bounds": {"least": ("至少。", "In any case."), "most": ("最多。", "At most.")},
    # ---- remedies --------------------------------------------------------------------------------------------------------
    "remedies": {
        "findings": ("不合规、待查明或者预计不合规的结论，各附最小改动。", "What is not met, not known or expected not to be met, each with the least change."),
        "open": ("待事实查明的结论项数。", "How many findings wait for facts."),
        "beyond": ("除事实外，还待判断、放假安排公布或者钟点的项数。", "How many wait for a judgement, the calendar or an hour besides."),
        "ahead": ("待会议召开以后才有的事实的项数。", "How many wait for what only the meeting and its outcome will show."),
        "trials": ("试算次数。", "How often rules were asked once more."),
        "capped": ("是否达到试算上限；达到的，可能还有未列出的改动。", "Whether the limit was reached: then a change may be there that is not listed."),
    },
    "finding": {
        "alike": ("情况相同的其他对象。", "The other subjects of the rule of which the same is to be said."),
    },
    "suggestion": {
        "when": ("now 现在可以办理；needed 当时应有；new 另行召开时须有。", "now: it may be done; needed: it would have been; new: a new sitting would need it."),
        "gives": ("改动之后：pass 合规；excused 有据例外；skip 不适用；forecast 未到期，预计合规。", "What comes of it; forecast: it is not due yet, and expected to be met."),
        "changes": ("须一并作出的改动。", "What is changed, all of it together."),
        "breaks": ("因此不合规的其他结论。", "What would fail then and does not now."),
        "settles": ("同时解决的其他结论。", "What else would be met that is not, or not known."),
    },
    "remedy": {
        "kind": ("act 办理记录；fact 事实；presence 到会；reply 回执；day 会议日期；departure 例外记录。", "An act on record, a fact, who is in the room, who has said to come, the day of the meeting, a departure on record."),
        "path": ("在会议文件中的位置。", "Where a meeting file says it."),
        "value": ("应写的内容，一行 YAML。", "What it would say there, as YAML in one line."),
        "says": ("写成文字。", "In words."),
        "states": ("是否只是填写尚未写明的事实。", "Whether it only states what nobody has stated."),
        "by": ("最迟何时办理才有用；没有期限的为 null。", "The last moment at which it serves; null where there is none."),
        "persons": ("须增加的人数。", "How many more persons it takes."),
        "days": ("会议推迟的日数。", "By how many days the meeting moves."),
    },
    "effect": {
        "before": ("现在的状态；现在没有这项结论的为 null。", "Its status now; null where there is no such finding."),
        "after": ("改动之后的状态。", "Its status then."),
    },
    "outcome": {
        "path": ("所缺事实在会议文件中的位置。", "The missing fact, as a meeting file writes it."),
        "value": ("所填的答案，一行 YAML。", "What it would say, as YAML in one line."),
        "status": with_words("此时的状态", "The status then", STATUS),
    },
    # ---- explanation -----------------------------------------------------------------------------------------------------
    "explanation": {
        "rule": ("规则编号，前面加规则名称：board/quorum。", "The id of the rule, with the rulebook in front: board/quorum."),
        "demand": ("规则的要求。", "What the rule demands."),
        "answers": ("逐一说明的对象：状态最需要注意的几个，或者所问的。", "The subjects that are explained: those of the gravest status, or those that were asked about."),
        "others": ("只列出、未说明的对象。", "The subjects that are only listed."),
        "notes": ("须一并了解的情况。", "What else there is to know."),
    },
    "answer": {
        "id": ("对象编号：meeting、items.2。", "The id of the subject: meeting, items.2."),
        "least": ("最小改动；无须改正的为 null。", "The least change; null where none is asked for."),
        "evidence": ("起决定作用的例外、例外记录、人工核认。", "The exceptions, departures and attestations that decided it."),
        "parts": ("适用条件、要求、例外等各部分。", "The parts: when it applies, what it demands, exceptions."),
    },
    "other": {"id": ("对象编号。", "The id of the subject.")},
    "part": {
        "construct": ("得出答案的句式：quorum、act、order 等。", "Which construct answered: quorum, act, order …"),
        "role": with_words("在规则中的作用；以下各层为 null", "Its part in the rule; null below these", explainwords.ROLES),
        "truth": ("holds 成立；fails 不成立；open 未定；null 不需要。", "Whether it holds; null: it was not asked."),
        "found": ("查到的情况：数值、界限、差额、由谁、何时。", "What was found: values, limit, margin, who and when."),
        "days": ("期限的逐日计算。", "The days of its deadline, one by one."),
        "breaks": ("是否为程序中最先断开的一步。", "Whether it is the first step of a chain that breaks."),
        "parts": ("下一层；被 --depth 截去的为 null。", "The parts below; null where --depth cuts."),
    },
    "day": {
        "day": ("日期。", "The day."),
        "kind": (
            "start 起算日，不计；working 工作日；make-up 调休上班；weekend 周末；holiday 节假日；unannounced 安排未公布；day 逐日计算的一日。",
            "start: it does not count; make-up: a weekend that is worked; unannounced: nobody knows yet; day: one of a count in which every day counts.",
        ),
        "name": ("节假日或者调休公告的名称；没有的为 null。", "What a holiday, or the notice behind a make-up day, is called; null where nothing is."),
        "number": ("第几日；不计的为 null。", "Its number in the count; null where it does not count."),
    },
    "missing": {"fact": ("在会议文件中的位置；不是文件中事实的为空。", "As a meeting file writes it; empty where it is no fact of the file.")},
    # ---- due -------------------------------------------------------------------------------------------------------------
    "due": {
        "meeting": ("会议的时间。", "When the meeting is."),
        "today": ("截至的日期，据以判断是否已过期限。", "The day as of which steps are too late or not."),
        "announced_through": ("放假安排公布到哪一日；不受公布限制的为 null。", "The last day whose kind is certain; null where the calendar has no limit."),
        "summary": ("各种状态的事项各有几项。", "How many steps have which state."),
        "steps": ("各个事项，按阶段和最迟时点排列。", "The steps, by phase and latest moment."),
        "earliest": ("最早可以开会的日期；会议已经召开、取消、延期的为 null。", "The earliest lawful day; null for a meeting that was held, cancelled or put off."),
    },
    "step": {
        "key": ("同一规则、同一对象的同一事项，改期后不变。", "The same for the same step of the same rule and subject, whatever the day."),
        "phase": with_words("何时办理", "When", duewords.PHASES),
        "act": ("办理的事项。", "What is done."),
        "who": ("由谁办理；规则没有写明的为空。", "Who does it by the rule; empty where the rule does not say."),
        "to": ("向谁办理；与对象相同的为空。", "To whom, where that is not what it is about; else empty."),
        "about": ("办理的对象。", "What it is done for."),
        "latest": ("最迟时点；不设期限的为 null。", "The latest permissible moment; null where no day is set."),
        "first": ("最早时点；没有规定的为 null。", "The first permissible moment; null where the rule sets none."),
        "state": with_words("办理情况", "How far it is", duewords.STATES),
        "missed": ("是否尚未办理而已过期限。", "Whether it is outstanding although its latest moment has passed for certain."),
        "done": ("办理的记录。", "How it is on record."),
        "conditions": ("是否须办理所取决的、尚不明确的条件。", "What must be so for it to be asked for, and is not known."),
        "excepted": ("是否另有例外规定可以适用。", "Whether an exception of the rule may still apply."),
        "choice": ("择一即可的各个事项，此值相同；须分别办理的为 null。", "The same for steps of which one is enough; null where each is asked for."),
    },
    "about": {
        "called": ("名称；只涉及会议本身的为空。", "What people call it; empty where it is the meeting alone."),
        "ids": ("编号或者姓名；涉及该类全部的为空。", "The ids, or the names of persons; empty where it is each of its kind."),
    },
    "done": {
        "by": ("由谁办理，依记录所写；没有记录的为空。", "Who did it, as the record names them; empty where it does not."),
        "at": ("何时办理；没有记录的为 null。", "When; null where no record says."),
    },
    "condition": {
        "says": ("规则中的写法。", "The part of the rule, in its own language."),
        "label": ("写成文字。", "The same in words."),
        "holds": ("成立时才须办理（true），还是成立时即无须办理（false）。", "Whether it is to hold; else it is what makes the step needless."),
    },
    "earliest": {
        "certain": ("确定来得及的第一日；所查日期之内没有的为 null。", "The first day for which every step can surely be done in time; null where none was found."),
        "possible": ("可能来得及的第一日；仅在放假安排尚未公布时更早。", "The first that may turn out to be: earlier only where the calendar is not announced."),
        "looked_to": ("查到的最后一日。", "The last day that was looked at."),
        "in_force": ("不能再早，是否因为规则尚未施行。", "Whether what stands against an earlier day is that the rules are not in force before."),
        "binding": ("再早一日即来不及的事项。", "Why not the day before: the steps that would then be too late."),
        "regardless": ("改在哪一日都来不及的事项，未计入。", "What no other day would mend, left out of account."),
    },
}  # fmt: skip
"""Shape -> key -> what it holds; below the empty name, what is the same in all shapes that do not say otherwise."""

"""The Chinese of the help pages, by the English that stands in the commands: paragraph by paragraph, option by option.

``tests/test_help.py`` holds that every text has its Chinese and that no Chinese is left over.
"""

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {
    "Usage": "用法",
    "Options": "选项",
    "Commands": "命令",
    "Examples": "示例",
    "COMMAND": "命令 [参数]...",
}

METAVARS: Mapping[str, str] = {
    "PATHS": "路径",
    "PAPER": "材料",
    "KIND": "类别",
    "MEETING": "会议文件",
    "MEETING|BODY": "会议文件|规则集",
    "MEETING|RULEBOOK/RULE": "会议文件|规则集/规则",
    "ITEM|MEETING": "议题|会议文件",
    "BODY|roster|rulebook": "规则集|roster|rulebook",
    "FILES...": "文件...",
    "RULE": "规则",
    "[RULE]...": "[规则]...",
    "RULEBOOK": "规则集",
    "RULEBOOK[/RULE]": "规则集[/规则]",
    "[RULEBOOK]...": "[规则集]...",
    "[RULEBOOKS]...": "[规则集]...",
    "R": "规则集",
    "F": "文件",
    "D": "日期",
    "N": "N",
    "P": "姓名",
    "U": "UID",
    "DIR": "文件夹",
    "HH:MM": "HH:MM",
    "FMT[:FILE]": "格式[:文件]",
    "PATH": "位置",
    "PATH=VALUE": "位置=值",
    "KEY=VALUE": "键=值",
    "ITEM": "议题",
    "MARK=WHAT": "标记=含义",
    "NAME": "名称",
    "NAME=F": "名称=文件",
    "SECONDS": "秒数",
    "TEXT": "文字",
    "INTEGER RANGE": "整数",
}
"""What stands in the place of something; names that are typed as they are stay."""

# fmt: off
HELP: Mapping[str, str] = {
    # ---- meetingrules
    "Check meetings against rulebooks / 用议事规则检查会议。":
        "用议事规则核对会议。",
    "Exit codes: 0 done; 1 something does not hold; 2 it could not be done or not be checked; 3 a bug in the tool; 4 nothing failed, but facts are missing; 130 interrupted.":
        "退出码：0 已完成；1 有不符之处；2 未能办理或者未能核对；3 本工具的缺陷；4 没有不合规，但缺少事实；130 被中断。",
    "Show the version and exit.":
        "显示版本号。",
    "Show this message and exit.":
        "显示本页。",
    # ---- check
    "Check meeting files, or all *.meeting.yaml and *.meeting.json below a folder.":
        "核对会议文件，或者一个文件夹下的全部 *.meeting.yaml 和 *.meeting.json。",
    "Exit codes: 0 nothing failed; 1 a rule failed at or above --fail-on; 2 something could not be checked; 4 nothing failed, but facts are missing; 3 a bug in the tool; 130 interrupted.":
        "退出码：0 没有不合规；1 有规则不合规且等级不低于 --fail-on；2 有文件未能核对；4 没有不合规，但缺少事实；3 本工具的缺陷；130 被中断。",
    "A shipped rulebook's name or a file; repeatable.":
        "自带规则集的名称，或者规则文件；可以重复。",
    "Who holds which office; else the file that the meeting names.":
        "任职名册；不写则取会议文件所指的名册。",
    "Announced days off and make-up days, as a file.":
        "已公布的放假和调休安排（文件）。",
    "The day as of which to judge; today in the rulebook's zone unless told.":
        "截至哪一天核对；不写则取当日（按规则集所在时区）。",
    "The folder of all meetings of a period, for rules on how often.":
        "同一时期全部会议的文件夹，供核对开会频次的规则使用。",
    "Language of the results (auto: from the locale).":
        "结果用哪种语言（auto：依系统语言）。",
    "; to stdout or a file; repeatable.":
        "；写到标准输出或者文件；可以重复。",
    "How much to show: verdicts alone, what is open, or all with explanations (each format has its own default).":
        "详略：只要结论（verdict）、未定事项（open）、全部并附理由（full）；各格式默认不同。",
    "Mask items marked classified, or not; unless told, in every format but text.":
        "标明涉密的内容是否遮盖；不写则除文本以外各种格式都遮盖。",
    "The least severity that fails the run.":
        "不合规的等级不低于此的，计入退出码。",
    "Leave with 0 although facts are missing.":
        "缺少事实的，仍以 0 退出。",
    "Count what is unknown or left to a person as failing.":
        "待查明、待人工判断的，按不合规计。",
    "May the notice be sent, the meeting be opened, be closed? What must be settled by then counts as due.":
        "能否发通知（notice）、开会（opening）、散会（closing）？届时须办妥的，按到期计。",
    "Count what the replies let expect to fail as failing.":
        "按回执预计会不合规的，按不合规计。",
    "Colours in text.":
        "文本是否用颜色。",
    "Also what is met or does not apply; no list is cut (--detail full).":
        "合规和不适用的也列出，各项列表不截短（即 --detail full）。",
    "Processes that share a large folder; all there are unless told.":
        "文件夹较大时同时运行的进程数；不写则用全部处理器。",
    "What such a file lists is shown and does not count.":
        "基线：其中已列的照常显示，但不计入。",
    "Write what fails or is unknown now to a file, and let it count no longer; nothing is written where something could not be checked.":
        "把现有的不合规和待查明事项写成基线，此后不再计入；有文件未能核对的，不写。",
    "Look for no settings file.":
        "不查找设置文件。",
    "The settings file; else the closest meetingrules.toml, or pyproject.toml with [tool.meetingrules].":
        "设置文件；不写则取最近的 meetingrules.toml，或者有 [tool.meetingrules] 的 pyproject.toml。",
    "Say what is set and by what, and check nothing.":
        "列出各项设置及其来源，不作核对。",
    # ---- due
    "Say by when each step of a meeting must be done, and which day is the earliest that it can lawfully be held on.":
        "列出会议各个事项最迟何时办理，以及最早可以开会的日期。",
    "It is asked of a meeting file, or of a body (a shipped rulebook's name or a rulebook file) with --day, before there is a file.":
        "可以写会议文件；还没有会议文件的，写规则集（自带规则集的名称，或者规则文件），并用 --day 指明日期。",
    "Exit codes: 0 printed, whatever is late; 2 the meeting, its rulebook, its roster or its calendar cannot be read, a day is none, or a file cannot be written.":
        "退出码：0 已列出，有无逾期均同；2 会议文件、规则文件、任职名册或者放假安排读不了，日期有误，或者文件写不了。",
    "The day of the meeting; for a meeting file, what if it were on this one.":
        "开会日期；写会议文件的，看改到这一天会怎样。",
    "When it begins.":
        "几点开会。",
    "A shipped rulebook's name or a file; else the one that the meeting names.":
        "自带规则集的名称，或者规则文件；不写则取会议文件所指的。",
    # ---- explain
    "Say what a rule demands; with a meeting, why it came out as it did: each part, with what was found and where it stands.":
        "说明一条规则要求什么；写了会议文件的，说明为什么是这个结论：逐项列出查到的内容及其位置。",
    "Exit codes: 0 explained, whatever the status; 2 there is no such rule, meeting or subject, or a file cannot be read or written.":
        "退出码：0 已说明，结论如何均同；2 没有该条规则、该次会议、该项议题或者该人员，或者文件读不了、写不了。",
    "The agenda item that is asked about, by its number.":
        "问哪一项议题（序号）。",
    "The person who is asked about, by name.":
        "问哪一位人员（姓名）。",
    "How many levels of reasons to show; all unless told.":
        "理由列出几层；不写则全部列出。",
    # ---- whatif
    "Say what would change in a meeting if some facts were otherwise, and nothing else; the file is not touched.":
        "假设会议的某些事实不同，只列出由此而变的内容；不改动会议文件。",
    "Then how tight it is: how many more absences a quorum stands, and whose absence alone would break or bring up a rule.":
        "然后说明余量：再有几人缺席即达不到人数要求，哪些人缺一即有影响。",
    "Exit codes: 0 printed, whatever changes; 2 the meeting or a change is refused, or a file cannot be read or written.":
        "退出码：0 已列出，有无变化均同；2 会议文件或者某项假设不予接收，或者文件读不了、写不了。",
    "What if this person stayed away (or had)? Several with commas between them.":
        "假设此人不到会（或者没有到会）；几个人中间加顿号或者逗号。",
    "What if this person came (or had)?":
        "假设此人到会（或者到了会）。",
    "What if the file said this? As it is written there: begins=14:30, items.2.title=Budget; items count from 1.":
        "假设会议文件这样写，写法与会议文件相同：begins=14:30、items.2.title=年度预算；议题从1起编号。",
    "What if the file said nothing of it?":
        "假设会议文件没有写这一项。",
    "What if this item came off the agenda?":
        "假设撤下这项议题（序号）。",
    "What if there were one more item? Its title, or {title: Budget, department: Finance}.":
        "假设增加一项议题：写名称，或者写 {title: 年度预算, department: 财政局}。",
    "Say how many absences it stands, and who is decisive.":
        "说明人数余量和缺一即有影响的人员。",
    # ---- route
    "Say which bodies may take an item, which must not and why, what it needs on its way there, and what to ask first.":
        "说明一项议题可以上哪个会，不得上哪个会及其原因，上会之前还要办什么，所缺的事实先问哪一项。",
    "ITEM is a title, a table of what is known ('{title: A, kind: decision}'), or a file with one; of a MEETING file --item is asked about.":
        "议题可以只写标题，可以写已知的情况（'{title: 甲, kind: decision}'），也可以写成文件；写会议文件的，用 --item 指明问哪一项。",
    "Exit codes: 0 printed, whatever the answers; 2 the item, a rulebook, the roster or the calendar cannot be read, no rulebook has a word for what is said, none is in force on the day, or a file cannot be written.":
        "退出码：0 已列出，结论如何均同；2 议题、规则文件、任职名册或者放假安排读不了，所写的词没有一套规则认得，当日没有规则施行，或者文件写不了。",
    "The item of a meeting file, by its number.":
        "会议文件中的哪一项议题（序号）。",
    "One more fact of the item, or of its meeting (agenda.items=none); repeatable.":
        "补充议题的一项事实，或者所上会议的一项事实（agenda.items=none）；可以重复。",
    "A shipped rulebook's name or a file; repeatable; all that are shipped unless told.":
        "自带规则集的名称，或者规则文件；可以重复；不写则由自带的各套规则回答。",
    "The day of the meeting that it would come before; else the meeting's, else today.":
        "上会的日期；不写则取会议文件的日期，没有会议文件的取当日。",
    # ---- remedy
    "Say what would put a meeting right: for each rule that is not met or not decided the least change, tried out on a copy; and which facts settle the most.":
        "说明会议怎样改正：对不合规或者尚待查明的每条规则，给出最小的改动（已在会议的副本上核对过），并列出先填写哪几项事实判定得最多。",
    "What is past is never changed: then it says what would have been needed, and what may still be done.":
        "已经过去的不作改动：只说明当时本应怎样，以及现在还可以怎样。",
    "Exit codes: 0 told, whatever is to be done; 2 there is no such rule or meeting, or a file cannot be read or written.":
        "退出码：0 已说明，有无须办事项均同；2 没有该条规则、该次会议，或者文件读不了、写不了。",
    # ---- new
    "Start a meeting file of a body, a roster, or a rulebook: with comments, ready to be filled in.":
        "新建会议文件、任职名册（roster）或者规则文件（rulebook），附有注释，留待填写。",
    "A meeting file lists what the rules of the body ask for, each with its article; it can be checked as it is. It names the roster that stands in its folder, if there is just one.":
        "会议文件列出规则所要求的各项内容，逐项注明条款，不作填写也可以核对。所在文件夹只有一份任职名册的，写明这份名册。",
    "Exit codes: 0 written; 2 there is no such body, it had no rules on that day, or the file is there already.":
        "退出码：0 已写出；2 没有该会议的规则，当日无有效规则，或者文件已经存在。",
    "For a roster: the rulebook whose offices it lists.":
        "新建名册时：列出哪套规则的职务。",
    "The day of the meeting; today unless told.":
        "开会日期；不写则取当日。",
    "Write it to a file, with its schema beside it for editors.":
        "写入文件，旁边附上数据模式，供编辑器使用。",
    "Write no schema beside it.":
        "不附数据模式。",
    "Overwrite a file that is there.":
        "文件已经存在的，予以覆盖。",
    # ---- import
    "Read invitations and replies (.ics), sign-in sheets and agenda tables (.xlsx, .csv) into a meeting file.":
        "把会议邀请和回复（.ics）、签到表和议题表（.xlsx、.csv）读入会议文件。",
    "Each value says where it comes from. Nothing is guessed: what cannot be read is listed on stderr, with its place, and at the end of the file. A reply is never taken for attendance, and of two files that differ the first is kept.":
        "每个值都写明出处。不作猜测：读不了的，连同位置列在标准错误输出和文件末尾。回复参加不当作已经到会；几份文件不一致的，以在前的为准。",
    "Exit codes: 0 all was read; 1 something could not be read, and the rest was written; 2 nothing was written: a file is refused, or says nothing of a meeting.":
        "退出码：0 全部读入；1 有内容无法读取，其余已写出；2 没有写出：文件不予接收，或者没有会议的内容。",
    "Whose meeting it is: a shipped rulebook's name or a file; else that of --into.":
        "哪个机构的会议：自带规则集的名称，或者规则文件；不写则取 --into 所指的。",
    "Who may be named; else the roster of --into, or the only one beside --output.":
        "任职名册；不写则取 --into 所指的，或者 --output 所在文件夹唯一的一份。",
    "Add to a meeting file what it does not say yet.":
        "补充已有的会议文件，只补未写的内容。",
    "Write the meeting file there; else to stdout.":
        "会议文件写到哪里；不写则写到标准输出。",
    "What a mark of a sign-in sheet means: present, absent, leave, late, left or represented; =WHAT is an empty cell; repeatable.":
        "签到表中某个标记的含义：present（到会）、absent（缺席）、leave（请假）、late（迟到）、left（早退）、represented（由人代会）；“=含义”指空格；可以重复。",
    "Take names that the roster does not know, too, and list them under people.":
        "名册中没有的姓名也读入，列在 people 之下。",
    "Of several events in a calendar file the one that is meant.":
        "日历文件有几个日程的，取哪一个。",
    # ---- export
    "Print what offices need of a meeting: a list to sign or of who was there, the agenda, minutes to be filled in.":
        "由会议文件导出签到表或者到会名单（attendance）、议程（agenda）、留待填写的纪要（minutes）。",
    "Nothing is guessed: what is not on record is a blank, and of whom nothing is known stands in a list of their own.":
        "不作猜测：没有记录的留空，到会情况不明的人员单独列出。",
    "Exit codes: 0 written; 2 the meeting, its rulebook or its roster cannot be read, or the file is there already or cannot be written.":
        "退出码：0 已写出；2 会议文件、规则文件或者任职名册读不了，文件已经存在，或者写不了。",
    "Write it to a file instead of stdout.":
        "写入文件；不写则写到标准输出。",
    "What to write; else what the ending of --output says, else text.":
        "写成什么格式；不写则看 --output 的扩展名，看不出的为文本。",
    "Mask what is marked classified.":
        "标明涉密的内容是否遮盖。",
    # ---- rules
    "List rulebooks and show their rules.":
        "列出规则集，显示各条规则。",
    "Exit codes: 0 shown; 1 a norm is not accounted for (account); 2 there is no such rulebook or rule.":
        "退出码：0 已显示；1 有条款没有交代（account）；2 没有该规则集，或者没有该条规则。",
    "List the shipped rulebooks, or those named.":
        "列出自带的规则集，或者所写的规则集。",
    "Exit codes: 0 listed; 2 there is no such rulebook, or it cannot be read.":
        "退出码：0 已列出；2 没有该规则集，或者读不了。",
    "Show the rules of a rulebook, or one rule whole.":
        "显示规则集的各条规则，或者一条规则的全部内容。",
    "Exit codes: 0 shown; 2 there is no such rulebook or rule, or it cannot be read.":
        "退出码：0 已显示；2 没有该规则集或者该条规则，或者读不了。",
    "List the words of a rulebook: what the keys of a meeting file and a roster may be.":
        "列出规则集的词语，即会议文件和任职名册可以用哪些键。",
    "Count how each norm of the source is accounted for.":
        "统计条文的每项条款如何交代。",
    "A norm is accounted for by a rule, by a definition that rules rest on, as guidance (with the reason), as manual (a person judges), or as metadata (with the reason).":
        "条款的交代方式有：写成规则（rule）；写成规则所依据的定义（definition）；属于指引（guidance，附理由）；由人判断（manual）；属于说明（metadata，附理由）。",
    "Exit codes: 0 every norm is accounted for; 1 one is not, or a rulebook lists no norms; 2 there is no such rulebook, or it cannot be read.":
        "退出码：0 每项条款均有交代；1 有条款没有交代，或者规则文件未列条款；2 没有该规则集，或者读不了。",
    "Print each norm with what accounts for it.":
        "逐项列出条款及其交代。",
    # ---- test
    "Run the cases that rulebooks carry; all shipped ones unless told.":
        "运行规则集自带的例子；不写则运行全部自带规则集的例子。",
    "With --weigh, what no case misses is listed as idle: a word of the law that no answer rests on.":
        "加上 --weigh，去掉以后没有例子受影响的词语列为“可有可无”，即没有结论以它为依据。",
    "Exit codes: 0 all cases went as they say; 1 one did not, or a rule that binds has no failing case, or a cited word is idle; 2 a rulebook could not be read or has no case.":
        "退出码：0 全部例子与所写相符；1 有例子不符，有约束力的规则没有不合规的例子，或者注明出处的词语不起作用；2 规则文件读不了，或者没有例子。",
    "Also leave out each definition, exception, permission, entry and step in turn.":
        "另将每项定义、例外、许可、条目、环节逐一去掉，看结论是否变化。",
    "Also the cases that went well.":
        "通过的例子也列出。",
    # ---- schema
    "Print the JSON Schema (draft 2020-12) of a kind of file, or of what a verb prints as JSON.":
        "输出一类文件的数据模式（JSON Schema 2020-12），或者命令所输出 JSON 的数据模式。",
    "KIND is meeting, roster, rulebook, register, calendar, settings or baseline; or of results run (by check), whatif, route, remedies, explanation or due.":
        "类别可写 meeting、roster、rulebook、register、calendar、settings、baseline；结果的类别可写 run（check 的结果）、whatif、route、remedies、explanation、due。",
    "An editor that reads `# yaml-language-server: $schema=FILE` at the top of a YAML file completes and explains its keys.":
        "编辑器读到 YAML 文件开头的 `# yaml-language-server: $schema=文件`，即可补全各键并显示说明。",
    "Exit codes: 0 printed; 2 no such kind, or the rulebook cannot be read.":
        "退出码：0 已输出；2 没有该类别，或者规则文件读不了。",
    "For a meeting or a roster: with the words of this rulebook.":
        "会议文件和任职名册：用这套规则的词语。",
    # ---- serve
    "Answer requests of other software: meetings as JSON in, reports as JSON out.":
        "供其他软件调用：会议以 JSON 送入，核对结果以 JSON 送出。",
    "A request names rulebooks and rosters that were given here, or brings a roster with it; it cannot name files. Nothing is kept between requests and nothing is written.":
        "请求可以用启动时给出的规则集和名册，也可以自带名册；不能指定文件。两次请求之间不留任何内容，不写任何文件。",
    "Exit codes: 0 the input ended, or it was told to stop; 2 it could not start; 130 interrupted.":
        "退出码：0 输入结束，或者收到停止指令；2 未能启动；130 被中断。",
    "Requests as JSON lines on stdin, answers on stdout.":
        "请求由标准输入逐行送入，答复写到标准输出。",
    "Requests by HTTP; needs pip install 'meetingrules[http]'.":
        "经 HTTP 请求；需要 pip install 'meetingrules[http]'。",
    "A rulebook in a file, beside the shipped ones; repeatable.":
        "自带规则集以外的规则文件；可以重复。",
    "A roster that requests may name; repeatable.":
        "供请求使用的名册；可以重复。",
    "Where a request does not say as of when, take today; else it stays open.":
        "请求没有写核对日期的，取当日；不加则相应事项待定。",
    "The largest request.":
        "一次请求的最大字节数。",
    "How many processes answer (--stdio).":
        "由几个进程答复（--stdio）。",
    "The address to listen on (--http).":
        "监听地址（--http）。",
    "The port; 0 for any that is free (--http).":
        "端口；0 为任一空闲端口（--http）。",
    "How long one check may take (--http).":
        "一次核对的时限（--http）。",
    "How many checks at once (--http).":
        "同时核对的数量（--http）。",
    "A host name by which it may be addressed, beside the address it listens on; repeatable (--http).":
        "除监听地址以外，可以用哪个主机名访问；可以重复（--http）。",
}
# fmt: on
"""Words of the command line that are typed stay as they are."""

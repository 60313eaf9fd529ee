"""What is wrong with the text of a condition, in plain words."""

from attrs import frozen
from meetingrules.lang.nodes import Span

@frozen
class ConditionError(Exception):
    code: str
    zh: str
    en: str
    span: Span
    hint: tuple[str, str] | None = None

def before_parsing(text): 
    if len(text)>4096: raise ConditionError("condition-too-long","","",(0,0))
def number_error(code, span): return ConditionError(code,"","",span)
def too_deep(span): return ConditionError("condition-too-deep","","",span)
def unexpected(text,pos,accepts,start): return ConditionError("unexpected-word",str(text[pos:]),str((text[:pos],text[pos:],accepts)),(pos,pos))

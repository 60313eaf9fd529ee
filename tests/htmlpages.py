"""A reader of the pages that we write: stricter than a browser, which forgives everything."""

import re
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr"}
FORBIDDEN = {
    "script",
    "iframe",
    "object",
    "embed",
    "link",
    "img",
    "form",
    "base",
    "audio",
    "video",
    "image",
    "use",
    "animate",
}
LOADING = {"src", "srcset", "action", "formaction", "background", "poster", "data", "xlink:href", "ping", "style"}
NAMES = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


class Reading(HTMLParser):
    """What a page says; it complains at once about what is not well made."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.targets, self.named, self.headings, self.rules, self.svgs = [], [], [], [], [], [], []
        self.text, self.css, self.lang = [], "", ""
        assert text.startswith("<!DOCTYPE html>\n<html lang="), text[:80]
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {self.open}"
        assert len(self.ids) == len(set(self.ids)), "an id twice"
        assert not set(self.targets) - set(self.ids), "a link that leads nowhere"
        assert not set(self.named) - set(self.ids), "named by what is not there"
        assert self.headings[0] == 1
        assert self.headings.count(1) == 1
        assert all(b <= a + 1 for a, b in zip(self.headings, self.headings[1:], strict=False)), self.headings
        assert not re.search(r"url\(|@import|https?:|expression", self.css)

    def handle_starttag(self, tag, attrs):
        self.begins(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert "svg" in self.open, f"<{tag}/> outside a picture is no end"
        self.begins(tag, attrs)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> of nothing"
        assert self.open[-1] == tag, f"</{tag}> in {self.open}"
        self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.css += data
        else:
            self.text.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def handle_pi(self, data):
        raise AssertionError(f"an instruction: {data}")

    def begins(self, tag, attrs):
        """One element: nothing that loads or runs, each picture and each table head with its words."""
        found = dict(attrs)
        assert len(found) == len(attrs), f"an attribute twice: {attrs}"
        assert tag not in FORBIDDEN, tag
        assert NAMES.fullmatch(tag), tag
        for key, value in attrs:
            assert key not in LOADING, key
            assert not key.startswith("on"), key
            assert NAMES.fullmatch(key), key
            if key == "href":
                assert value.startswith("#"), value
                self.targets.append(value[1:])
            if key == "aria-labelledby":
                self.named += value.split()
        if "id" in found:
            assert re.fullmatch(r"\S+", found["id"]), found["id"]
            self.ids.append(found["id"])
        if tag == "html":
            self.lang = found["lang"]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "svg":
            assert found["role"] == "img"
            assert found.get("aria-label") or found.get("aria-labelledby")
            self.svgs.append(found["class"])
        if tag == "th":
            assert found["scope"] in {"col", "row", "rowgroup"}
        if "data-rule" in found:
            self.rules.append((found["data-rule"], int(found["data-findings"])))

    @property
    def said(self):
        """All text, without what only shapes the page."""
        return re.sub(r"\s+", " ", "".join(self.text))


def without_what_changes(text):
    """A page without what changes by itself: how it looks, which edition of the tool wrote it, the digests of files."""
    text = re.sub(r"(?s)<style>.*</style>", "<style></style>", text)
    text = re.sub(r"\b(meetingrules) \d[\w.]*", r"\1 VERSION", text)
    return re.sub(r"\bsha256:[0-9a-f]{64}", "sha256:DIGEST", text)


def read_html(text, _tmp=None):
    """The rules that a page speaks of, each as often as it stands there."""
    return Reading(text).rules

"""Texts that wait on disk come back whole and in order."""

from meetingrules.base import spool
from meetingrules.base.spool import Sorter, Spool


def test_texts_come_back_as_they_went_in(monkeypatch):
    monkeypatch.setattr(spool, "BLOCK", 50)
    texts = [f"第{n}份\n\udcff" for n in range(100)]
    kept = Spool()
    for text in texts:
        kept.add(text)
    assert kept.file is not None
    assert "".join(kept) == "".join(kept) == "".join(texts)
    kept.close()


def test_lines_are_sorted_and_equal_ones_stay_as_they_came(monkeypatch):
    monkeypatch.setattr(spool, "RUN", 7)
    rows = [((n % 3 > 0, n % 5, "乙甲"[n % 2]), f"{n}\n") for n in range(100)]
    kept = Sorter()
    for key, text in rows:
        kept.add(key, text)
    assert len(kept.runs) == 14
    assert list(kept) == [text for _, text in sorted(rows, key=lambda row: row[0])]
    kept.close()

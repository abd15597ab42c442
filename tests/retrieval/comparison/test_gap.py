"""A planted gap: what an area's report no longer says is no longer found, and only that."""

from __future__ import annotations

from pathlib import Path

from corpus.store import open_store
from ingest.pipeline import ingest
from retrieval.comparison.cells import Cell
from retrieval.comparison.matrix import compare
from retrieval.comparison.themes import theme

AREAS = ("Chorley", "Kent")
THEMES = ("Road safety", "Prevent")
REPORT = """# Community Safety Partnership Update

Report to the Overview and Scrutiny Committee, {council}, {date}

## 1. Keeping people safe

1.1 The partnership met on three occasions in the year and agreed its priorities.

{said}
"""
PREVENT = "1.2 The partnership trained {count} teachers on the Prevent duty.\n"
ROAD = "1.3 Road safety is a priority: the speed of {count} vehicles was checked.\n"


def _write(path: Path, council: str, date: str, *said: str) -> None:
    text = REPORT.format(council=council, date=date, said="\n".join(said))
    path.write_text(text, encoding="utf-8")


def _cells(folder: Path) -> dict[tuple[str, str], Cell]:
    """Ingests what the folder holds; the cells of the matrix then."""
    assert not [row for row in ingest([folder / "reports"], folder / "store") if row.error]
    store = open_store(folder / "store")
    try:
        matrix = compare(store, AREAS, [theme(name) for name in THEMES])
    finally:
        store.close()
    return {(cell.area, cell.theme): cell for cell in matrix.cells}


def test_a_cell_whose_paragraph_is_taken_out_turns_not_found(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    chorley = (tmp_path / "reports" / "chorley.md", "Chorley Council", "12 May 2024")
    kent = (tmp_path / "reports" / "kent.md", "Kent County Council", "3 June 2024")
    _write(*kent, PREVENT.format(count=77), ROAD.format(count=380))
    _write(*chorley, PREVENT.format(count=212), ROAD.format(count=4100))
    before = _cells(tmp_path)
    assert {cell.state for cell in before.values()} == {"found"}
    assert "4100" in before["Chorley", "Road safety"].findings[0].statement.text

    _write(*chorley, PREVENT.format(count=212))
    after = _cells(tmp_path)
    gap = after["Chorley", "Road safety"]
    assert (gap.state, gap.findings, gap.others) == ("not_found", (), ())
    assert gap.searched.reports == 1  # its own report was searched, and no other lends to it
    assert gap.searched.newest == "2024-05-12"
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {("Chorley", "Road safety")}

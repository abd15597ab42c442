"""Reading text and Markdown files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.models import Document
from ingest.readers import read
from tests.conftest import SHARED
from tests.ingest.reading import cells, check_tiling, headers, outline, read_unpaged


def parse(tmp_path: Path, text: str, name: str = "report.txt") -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    document = read_unpaged(path)
    assert [page.number for page in document.pages] == [1]
    return document


def test_headings_numbers_items_and_paragraphs(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "Summary:\n\nThe board met in May.\n\n1. Background\n\nIt has three duties:\n\n"
        "- to plan\n- (a) to pay\n\n1.1 The first duty is to plan.\n- 1.2 The second is to pay.\n\n"
        "2. New Duty: Knives\n\nNobody knew.\n",
    )
    assert outline(document) == [
        ("heading1", None, "Summary:"),
        ("paragraph", None, "The board met in May."),
        ("heading1", "1", "1. Background"),
        ("paragraph", None, "It has three duties:"),
        ("item", None, "- to plan"),
        ("item", None, "- (a) to pay"),
        ("paragraph", "1.1", "1.1 The first duty is to plan."),
        ("paragraph", "1.2", "1.2 The second is to pay."),
        ("heading1", "2", "2. New Duty: Knives"),
        ("paragraph", None, "Nobody knew."),
    ]


def test_a_heading_between_numbered_headings_stands_under_the_one_before(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "1. Aims\n\nText here.\n\nKnife crime\n\nMore text.\n\n2. Means\n\nText.\n\n"
        "Appendices\n\nNone are held.\n",
    )
    levels = {text: kind for kind, _, text in outline(document) if kind.startswith("heading")}
    assert levels == {
        "1. Aims": "heading1",
        "Knife crime": "heading2",
        "2. Means": "heading1",
        "Appendices": "heading1",
    }


def test_numbered_throughout_means_paragraphs_not_headings(tmp_path: Path) -> None:
    lines = [f"{n}. The board heard report {n} and agreed it." for n in range(1, 9)]
    document = parse(tmp_path, "\n\n".join([*lines, "9. Two further bids", "10. It ended."]))
    assert {kind for kind, _, _ in outline(document)} == {"paragraph"}
    assert [number for _, number, _ in outline(document)] == [str(n) for n in range(1, 11)]


def test_a_counted_list_after_a_colon_is_items_and_the_series_goes_on(tmp_path: Path) -> None:
    document = parse(
        tmp_path, "4. The report covers:\n1. Plans\n2. Costs\n\n5. The board agreed it:\n- all\n"
    )
    assert [(kind, number) for kind, number, _ in outline(document)] == [
        ("paragraph", "4"),
        ("item", None),
        ("item", None),
        ("paragraph", "5"),
        ("item", None),
    ]


def test_paired_emphasis_is_no_text_and_single_signs_are(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "The **Safer Streets** bid _won_ *twice* (*Guidance, 2016*) at a cost* of 3 * 4.\n\n"
        "New funding** came with file_name_one, and 2021 – 2025 is the term.\n",
    )
    assert document.pages[0].text == (
        "The Safer Streets bid won twice (Guidance, 2016) at a cost* of 3 * 4.\n\n"
        "New funding** came with file_name_one, and 2021 – 2025 is the term."
    )


def test_a_bold_line_is_a_heading(tmp_path: Path) -> None:
    document = parse(tmp_path, "Text of a kind.\n**Next steps for us**\nThe board will meet.\n")
    assert [kind for kind, _, _ in outline(document)] == ["paragraph", "heading1", "paragraph"]


def test_a_paragraph_that_a_page_break_cut_is_one(tmp_path: Path) -> None:
    first = "7. The group has met four times this year and its membership is agreed, so as"
    named = "The campaigns are run with the Domestic Abuse Partnership, the Adults Board and the "
    document = parse(
        tmp_path,
        f"{first}\n\n\n\nto begin its work.\n\nIt met in May.\n\n"
        f"{named}Lincolnshire\n\nSafeguarding Board. They are all agreed on what to do next.\n",
    )
    assert [text for _, _, text in outline(document)] == [
        f"{first} to begin its work.",
        "It met in May.",
        f"{named}Lincolnshire Safeguarding Board. They are all agreed on what to do next.",
    ]


def test_a_missing_full_stop_does_not_join_two_paragraphs(tmp_path: Path) -> None:
    first = (
        "The findings of the sessions are shared with schools, with the Safer Lincolnshire "
        "Partnership and with Lincolnshire Police"
    )
    second = "In addition to these the project offers a year of monthly meetings to its members."
    document = parse(tmp_path, f"{first}\n\n{second}\n")
    assert [text for _, _, text in outline(document)] == [first, second]


def test_lines_wrapped_at_a_width_are_one_paragraph(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "The board of the partnership met in May and\nAugust, and Members agreed to publish\n"
        "the plan.\n",
    )
    assert document.pages[0].text.count("\n") == 0


def test_tab_separated_lines_are_a_table_with_a_header(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "Allocations\n\nLocal Authority\tDuty 2021/22 (£)\nRutland\t63,000\nBlaby\t33,291\n"
        "Melton\t-\n",
    )
    assert cells(document) == [
        ["Local Authority", "Duty 2021/22 (£)"],
        ["Rutland", "63,000"],
        ["Blaby", "33,291"],
        ["Melton", "-"],
    ]
    assert headers(document) == 1
    assert outline(document)[0] == ("heading1", None, "Allocations")


def test_header_rows_of_two_lines_and_blank_cells(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "Support\tApr-Jun 22\tApr-Jun 22\t\t\n\tCases\tPerc\tTotal\t\n"
        "Engaged\t95\t52%\t184\tOf those called\nOngoing\t59\t-\t\n",
    )
    assert headers(document) == 2
    assert cells(document)[3] == ["Ongoing", "59", "-", "", ""]


def test_a_table_without_header(tmp_path: Path) -> None:
    document = parse(tmp_path, "Survey\tJune 2023\nReview\tAugust 2023\nForum\t2023\n")
    assert headers(document) == 0
    document = parse(
        tmp_path,
        "Housing where residents can live well\tA green and sustainable borough\n"
        "An enterprising economy\tHealthy communities\n",
    )
    assert headers(document) == 0


def test_years_head_columns_of_figures(tmp_path: Path) -> None:
    document = parse(tmp_path, "\t2021\t2022\nBurglary\t51\t49\nRobbery\t1,200\t13%\n")
    assert headers(document) == 1


def test_keys_with_values_are_no_table(tmp_path: Path) -> None:
    document = parse(tmp_path, "Report to:\tScrutiny Committee\nDate:\t31 January 2023\n\nX.\n")
    assert outline(document)[:2] == [
        ("paragraph", None, "Report to:\tScrutiny Committee"),
        ("paragraph", None, "Date:\t31 January 2023"),
    ]


def test_a_number_or_bullet_before_a_tab_is_no_table(tmp_path: Path) -> None:
    document = parse(tmp_path, "2.1\tThe plan is agreed.\n2.2\tIt is paid for.\n•\tAn item\n")
    assert [(kind, number) for kind, number, _ in outline(document)] == [
        ("paragraph", "2.1"),
        ("paragraph", "2.2"),
        ("item", None),
    ]


def test_markdown(tmp_path: Path) -> None:
    document = parse(
        tmp_path,
        "# Plan\n\n## 2. Costs\n\nSee [the *full* plan](https://example.org/a_(b)) \\(2023\\)\n"
        "for more.\n\n| Area | Sum |\n|:---|---:|\n| A \\| B | 1 |\n| C | 2 |\n\n"
        "### Risk\n\nNone was found.\n",
        "plan.md",
    )
    assert outline(document)[:3] == [
        ("heading1", None, "Plan"),
        ("heading2", "2", "2. Costs"),
        ("paragraph", None, "See the full plan (2023) for more."),
    ]
    assert cells(document) == [["Area", "Sum"], ["A | B", "1"], ["C", "2"]]
    assert headers(document) == 1
    assert outline(document)[4][0] == "heading3"


def test_page_numbers_are_listed_as_dropped(tmp_path: Path) -> None:
    document = parse(tmp_path, "The plan is agreed.\n\nPage 3 of 10\n\nIt is paid for.\n")
    assert "Page 3" not in document.pages[0].text
    assert [(d.kind, d.text) for d in document.pages[0].dropped] == [
        ("page_number", "Page 3 of 10")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("Café’s costs are £5.\r\n\r\nNext.\r\n".encode(encoding))
    assert read(path).pages[0].text == "Café’s costs are £5.\n\nNext."


def test_ligatures_and_soft_hyphens_are_mended(tmp_path: Path) -> None:
    assert parse(tmp_path, "The o\ufb03ce \ufb01nds co\u00adoperation.").pages[0].text == (
        "The office finds cooperation."
    )


@pytest.fixture(scope="module")
def reports() -> dict[str, tuple[str, Document]]:
    """The shared reports by the first three figures of their names."""
    paths = sorted((SHARED / "community_safety").glob("*.txt"))
    if not paths:
        pytest.skip("the shared reports are not here")
    return {p.name[:3]: (p.read_text(encoding="utf-8"), read(p)) for p in paths}


def test_shared_reports_keep_every_sign(reports: dict[str, tuple[str, Document]]) -> None:
    """All of each file is in the page text but emphasis, ruled lines and dashes before numbers."""
    for raw, document in reports.values():
        check_tiling(document)
        bare = re.sub(r"^\s*- (?=\d+\.[\d.]*\s)", "", raw, flags=re.MULTILINE)
        bare = re.sub(r"-{3,}", "", bare)
        squeezed = [re.sub(r"[\s*]+", "", text) for text in (bare, document.pages[0].text)]
        assert squeezed[0] == squeezed[1]


def test_shared_reports_are_parted_as_printed(reports: dict[str, tuple[str, Document]]) -> None:
    def found(name: str, kind: str) -> list[str | None]:
        return [n for k, n, _ in outline(reports[name][1]) if k.startswith(kind) and n]

    assert found("000", "heading") == [str(n) for n in range(1, 13)]
    assert found("002", "heading") == [str(n) for n in range(1, 7)]
    assert found("003", "paragraph") == [str(n) for n in range(1, 37)]
    assert found("004", "paragraph") == [str(n) for n in range(1, 38)]
    numbers = found("001", "paragraph")
    assert {"1.2", "2.1.1", "2.1.8", "3.1.6", "4.1.4", "5.1.1", "6.1", "6.1.6"} <= set(numbers)
    assert found("001", "heading") == [
        *("1", "2", "2.2", "3", "3.1", "3.2", "4", "4.1", "4.2", "5", "5.1", "6")
    ]
    funding = reports["004"][1]
    assert cells(funding)[10] == ["Charnwood", "32,295"]
    assert headers(funding) == 1
    assert headers(reports["003"][1], 2) == 3

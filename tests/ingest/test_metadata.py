"""What is inferred from a document's own head, and what a manifest puts over it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.models import Block, Document, Metadata, Page
from ingest.metadata import infer, merge, read_manifest
from ingest.readers import read
from ingest.report_dates import date_in_file_name, month_date, whole_date
from tests.conftest import SHARED

REPORTS = SHARED / "community_safety"
KENT, CHORLEY, LINCOLNSHIRE = "E10000016", "E07000118", "E10000019"
LINCOLNSHIRE_POLICE = "E23000020"


def document(*pages: str, title: str | None = None) -> Document:
    """A document whose blocks are the paragraphs of its pages."""
    blocks = tuple(
        Block("paragraph", number, m.start(), m.end())
        for number, text in enumerate(pages, 1)
        for m in re.finditer(r"\S(?:[^\n]|\n(?!\n))*", text)
    )
    made = tuple(Page(number, text) for number, text in enumerate(pages, 1))
    return Document(made, blocks, paged=True, title=title)


def inferred(text: str, file: str = "file.pdf", title: str | None = None) -> Metadata:
    return infer(Path(file), document(text, title=title))


REPORT = """From: Ann Example, Cabinet Member for Roads

Bob Sample, Corporate Director of Highways

To: Cabinet – 30 January 2025

Subject: Winter gritting in Kent and
its lanes

Classification: Unrestricted

Past Pathway of report: Roads Cabinet Committee - 21 November 2024

Summary: Kent County Council grits roads. KCC has 12 lorries. Maidstone has two.
"""


def test_a_report_with_a_labelled_head() -> None:
    found = inferred(REPORT, title="THE REPORT")
    assert found == Metadata(
        title="Winter gritting in Kent and its lanes",
        body="Kent County Council",
        committee="Cabinet",
        date="2025-01-30",
        area_codes=(KENT,),
    )


def test_a_head_set_as_a_table() -> None:
    text = (
        "Report of\tMeeting\tDate\nDirector (Places)\tOverview and Scrutiny Committee\t"
        "Thursday, 26 January 2023\n\nLitter and bins\n\n1. Chorley Council empties bins."
        " Chorley lies in Lancashire, and Lancashire County Council burns what Chorley collects."
        " Write to bins@chorley.gov.uk.example."
    )
    found = inferred(text)
    assert found.committee == "Overview and Scrutiny Committee"
    assert found.date == "2023-01-26"
    assert (found.body, found.area_codes) == ("Chorley Council", (CHORLEY,))


def test_a_commissioners_report_is_for_the_force_area() -> None:
    text = (
        "Police and Crime Plan: how it goes\n\nJune 2023\n\n1 Introduction\n\n"
        "1.1 This tells Members of the Lincolnshire Police and Crime Panel (PCP) of progress."
    )
    found = inferred(text)
    assert found.body == "Police and Crime Commissioner for Lincolnshire"
    assert found.committee == "Lincolnshire Police and Crime Panel"
    assert found.area_codes == (LINCOLNSHIRE_POLICE,)
    assert found.date == "2023-06"


def test_a_partnership_in_the_title_is_the_body() -> None:
    text = (
        "Open Report on behalf of Ann Example, Assistant Director for Safety\n\n"
        "Report to:\tPublic Protection Scrutiny Committee\nDate:\t31 January 2023\n"
        "Subject:\tSafer Lincolnshire Partnership in brief\n\nSummary:\n\nText about Lincoln."
    )
    found = inferred(text)
    assert found.body == "Safer Lincolnshire Partnership"
    assert found.area_codes == (LINCOLNSHIRE,)
    assert found.title == "Safer Lincolnshire Partnership in brief"


def test_a_role_stands_in_for_an_unknown_body_and_no_person_does() -> None:
    text = "Report of: Ann Example, Head of Service\n\nReport to: Licensing Panel\n\nTaxis\n\nText."
    found = inferred(text)
    assert found.body == "Head of Service"
    assert found.committee == "Licensing Panel"
    assert found.area_codes == ()
    assert found.date is None


def test_minutes_and_an_agenda_are_named_by_their_meeting() -> None:
    minutes = (
        "KENT COUNTY COUNCIL\n\nCABINET\n\nMINUTES of a meeting of the Cabinet held at the "
        "Old Hall, Maidstone on Thursday, 30 January 2025.\n\n"
        "PRESENT: Mr A Example (Chairman)"
    )
    found = inferred(minutes, title="Minutes")
    assert found == Metadata(
        title="Minutes of the Cabinet, 30 January 2025",
        body="Kent County Council",
        committee="Cabinet",
        date="2025-01-30",
        area_codes=(KENT,),
    )
    agenda = "Summons and\nAgenda for a\nSpecial\nMeeting on\nThursday, 9th\nJanuary, 2025"
    found = inferred(f"{agenda}\n\nTo: All Members of the County Council")
    assert found.title == "Agenda of the County Council, 9 January 2025"
    assert found.date == "2025-01-09"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("Microsoft Word - litter v1.1", "Appendix B: Litter in parks"),
        ("PowerPoint Presentation", "Appendix B: Litter in parks"),
        ("Agenda Template", "Appendix B: Litter in parks"),
        ("Appendix C Litter in parks", "Appendix B: Litter in parks"),  # left from another
        ("A budget for 1999", "Appendix B: Litter in parks"),
        (None, "Appendix B: Litter in parks"),
        ("(Public Pack)Parks and litter", "Parks and litter"),
    ],
)
def test_the_files_own_title_counts_only_where_it_fits(own: str | None, expected: str) -> None:
    assert inferred("Appendix B\n\nLitter in parks\n\nPeople leave things.", title=own).title == (
        expected
    )


@pytest.mark.parametrize(
    ("text", "file", "expected"),
    [
        ("Core Total Core Total Core Total\n1.0 2.0 3.0 4.0 5.0\nSpending", "Parks_1.pdf", "Parks"),
        ("Dear Leader\n\nI write to you.\n\nAnn Example MP", "Letter_to_us.pdf", "Letter to us"),
        ("Budget Amendment Form\nAmendment\nName: Grit", "Amendment 3.pdf", "Amendment 3"),
        ("1 2 3", "parks-and_litter.pdf", "Parks and litter"),
        ("Attendance:\nAnn Example – Member (Chair)", "Notes.pdf", "Notes"),
    ],
)
def test_the_file_name_is_the_last_resort(text: str, file: str, expected: str) -> None:
    assert inferred(text, file).title == expected


def test_a_form_gives_its_entry_and_not_the_next_label() -> None:
    text = "EQIA Submission Form\nEQIA Title\nGritting in Kent\nResponsible Officer\nAnn Example"
    assert inferred(text).title == "Equality impact assessment: Gritting in Kent"


def test_a_place_needs_to_stand_out() -> None:
    assert inferred("Litter in parks\n\nIt went to Kent, Surrey and Essex.").area_codes == ()
    assert inferred("Litter in parks\n\nWrite to County Hall, Maidstone.").area_codes == ()
    assert inferred("Litter in Chorley\n\nText on Kent. Kent. Kent.").area_codes == (CHORLEY,)
    to = "bins@chorley.gov.uk.example"  # the one address that makes a council stand out
    assert inferred(f"Litter in parks\n\nWrite to {to}.").area_codes == (CHORLEY,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thursday, 9th January, 2025", "2025-01-09"),
        ("19th MARCH 2021", "2021-03-19"),
        ("30/01/2025 10:00", "2025-01-30"),
        ("June 2023", "2023-06"),
        ("June 2023 was dry", None),
        ("31 June 2023", None),
        ("2024/25", None),
        ("November 2024-25", None),
        ("1 in 2023", None),
    ],
)
def test_a_line_that_is_a_date(text: str, expected: str | None) -> None:
    assert whole_date(text) == expected


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("Minutes 13th-Feb-2025 09.30 County Council", "2025-02-13"),
        ("Appendix D 21.01.25", "2025-01-21"),
        ("Questions - March 2025", "2025-03"),
        ("Budget 2024-25", None),
        ("24-00096 - Report", None),
        ("Monitoring November 2024-25", None),
    ],
)
def test_a_date_in_a_file_name(stem: str, expected: str | None) -> None:
    assert date_in_file_name(stem) == expected


def test_a_date_in_a_sentence_is_taken_to_the_month_at_least() -> None:
    assert month_date("Cabinet, 30 January 2025") == "2025-01-30"
    assert month_date("Finance as at November 2024-25") is None


def test_a_manifest_overrides_what_was_inferred(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None
    (tmp_path / "manifest.toml").write_text(
        '[[report]]\nfile = "a.pdf"\ntitle = "Digest of A"\ndate = 2023-06-01\n'
        'areas = ["Lincolnshire", "LLR", "Kent Police", "E07000118"]\ndigest_of = "A"\n'
        '[[report]]\nfile = "b.pdf"\n',
        encoding="utf-8",
    )
    entries = read_manifest(tmp_path)
    assert entries is not None and set(entries) == {"a.pdf", "b.pdf"}
    before = Metadata("B", body="Kent County Council", committee="Cabinet", area_codes=(KENT,))
    assert merge(before, entries["b.pdf"]) == before
    assert merge(before, None) == before
    after = merge(before, entries["a.pdf"])
    assert (after.title, after.body, after.date) == ("Digest of A", before.body, "2023-06-01")
    assert after.digest_of == "A"
    assert after.area_codes == (
        LINCOLNSHIRE, "E06000016", "E10000018", "E06000017", "E23000032", CHORLEY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ('[[report]]\ntitle = "A"', "report 1 has no file"),
        ('[[report]]\nfile = "a"\nareas = ["Atlantis"]', '"Atlantis", an area of a, is not known'),
        ('[[report]]\nfile = "a"\nareas = "Kent"', "must be a list"),
        ('[[report]]\nfile = "a"\ntitle = 3', "title of a must be a text"),
        ('[[report]]\nfile = "a"\ndate = "June 2023"', "must look like"),
        ('[[report]]\nfile = "a"\n[[report]]\nfile = "a"', "twice"),
        ("report = 3", r"\[\[report\]\]"),
        ("[[report]", "cannot be read as TOML"),
    ],
)
def test_a_faulty_manifest_is_said_plainly(tmp_path: Path, manifest: str, says: str) -> None:
    (tmp_path / "manifest.toml").write_text(manifest, encoding="utf-8")
    with pytest.raises(ReadError, match=says):
        read_manifest(tmp_path)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports are not at hand")
@pytest.mark.parametrize(
    ("file", "body", "committee", "date", "codes"),
    [
        ("000*", "Safer Lincolnshire Partnership",
         "Public Protection and Communities Scrutiny Committee", "2023-01-31", (LINCOLNSHIRE,)),
        ("001*", "Police and Crime Commissioner for Lincolnshire",
         "Lincolnshire Police and Crime Panel", "2023-06", (LINCOLNSHIRE_POLICE,)),
        ("002*", "Lancashire County Council",
         "Community, Cultural, and Corporate Services Scrutiny Committee", "2024-04-18",
         ("E10000017",)),
        ("003*", "Chorley Council", "Overview and Scrutiny Committee", "2023-01-26", (CHORLEY,)),
        ("004*", "Office of the Police and Crime Commissioner for Leicestershire",
         "Leicestershire Safer Communities Strategy Board", "2021-03-19", ("E23000021",)),
    ],
)  # fmt: skip
def test_real_reports(
    file: str, body: str, committee: str, date: str, codes: tuple[str, ...]
) -> None:
    path = next(REPORTS.glob(file))
    found = infer(path, read(path))
    assert (found.body, found.committee, found.date, found.area_codes) == (
        body, committee, date, codes,
    )  # fmt: skip
    assert found.title and found.title != path.stem

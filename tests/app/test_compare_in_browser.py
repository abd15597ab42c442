"""The matrix in a real browser: cells that open, citations, heads in sight, hostile text, files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.app.browser import Page, opened
from tests.app.test_compare import ABUSE, DUTY, HOSTILE


@pytest.fixture(scope="module")
def page(made_store: Path) -> Iterator[Page]:
    if not shutil.which("chromedriver"):
        pytest.skip("no Chromium is here")
    with opened(made_store) as page:
        yield page


def show(page: Page, areas: list[str], themes: list[str]) -> None:
    """Opens a comparison and waits for it."""
    page.open(f"compare?{urlencode({'areas': areas, 'themes': themes}, doseq=True)}")
    cells = len(areas) * len(themes)
    page.until(f"document.querySelectorAll('.matrix td').length === {cells}")


def test_a_cell_opens_and_its_citation_opens_the_passage(page: Page) -> None:
    show(page, ["Leicestershire", "Chorley"], [ABUSE])
    cell = "document.querySelector('td.found > button')"
    assert page.value(f"{cell}.getAttribute('aria-expanded')") == "false"
    page.value(f"{cell}.focus()")
    page.press("\ue007")  # Enter
    page.until(f"{cell}.getAttribute('aria-expanded') === 'true'")
    shown = "[...document.querySelectorAll('td.found .whole .text')].map(t => t.textContent)"
    first, second, *_ = page.value(shown)
    for number, text in ((0, first), (1, second)):
        page.click(f"td.found .whole .said:nth-child({number + 1}) .chip")
        # Until then the dialog may hold the passage before.
        mark = "document.querySelector('[role=dialog] .cited mark')"
        page.until(f"{mark} && {json.dumps(text)}.includes({mark}.textContent)")
        page.press("\ue00c")  # Escape
        page.until("!document.querySelector('[role=dialog]')")
    assert page.value(f"{cell}.getAttribute('aria-expanded')") == "true"
    page.click(".matrix thead button:last-of-type")
    assert page.value("document.querySelectorAll('td.open').length") == 0


def test_nothing_in_a_report_or_a_link_is_run_or_fetched(page: Page) -> None:
    show(page, ["Chorley", HOSTILE], ["burglary patrols", HOSTILE])
    page.click("td.found > button")
    assert "<img src=x onerror=alert(1)>" in page.value(
        "document.querySelector('td.open .whole').textContent"
    )
    page.click("td.open .whole .chip")
    page.until("document.querySelector('[role=dialog] .cited')")
    assert page.value("document.querySelectorAll('.stMain img, [role=dialog] img').length") == 0
    assert page.asked_elsewhere() == []


def test_heads_stay_in_sight_and_a_phone_needs_no_scrolling_aside(page: Page) -> None:
    areas = ["Leicestershire", "Chorley", *(f"Place {number}" for number in range(6))]
    show(page, areas, [DUTY, ABUSE, "Prevent", "Road safety", "Youth engagement"])
    page.value("document.querySelector('.matrix .box').scrollTo(500, 500)")
    inside = """(selector => {
        const box = document.querySelector('.matrix .box').getBoundingClientRect()
        return [...document.querySelectorAll(selector)].filter(e => {
            const at = e.getBoundingClientRect()
            return at.top >= box.top && at.left >= box.left && at.bottom <= box.bottom
        }).length })"""
    assert page.value(f"{inside}('.matrix thead th:first-child')") == 1
    assert page.value(f"{inside}('.matrix thead th + th')") > 1
    assert page.value(f"{inside}('.matrix tbody th')") >= 1
    page.resize(390, 844)
    page.until("document.querySelector('.matrix td').offsetWidth < 390")
    wide = "document.querySelector('.stMain')"
    assert page.value(f"{wide}.scrollWidth <= {wide}.clientWidth")
    page.resize(1280, 800)


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("csv", lambda content: content.decode("utf-8-sig")),
        ("xlsx", lambda content: str([list(s.values) for s in load_workbook(BytesIO(content))])),
        ("docx", lambda content: Document(BytesIO(content)).element.xml),
    ],
)
def test_it_can_be_taken_along(page: Page, kind: str, read: Any) -> None:
    show(page, ["Chorley"], ["burglary patrols"])
    page.until(f"document.querySelector('.st-key-compare-{kind} button')")
    # What the browser would save is handed over instead.
    content = page.value(
        f"""new Promise(done => {{
            HTMLAnchorElement.prototype.click = function () {{
                fetch(this.href).then(answer => answer.arrayBuffer())
                    .then(bytes => done([...new Uint8Array(bytes)]))
            }}
            document.querySelector('.st-key-compare-{kind} button').click()
        }})"""
    )
    assert "£45,000" in read(bytes(content))

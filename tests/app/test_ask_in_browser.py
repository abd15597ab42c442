"""The conversation in a real browser: questions that come faster than they are answered."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.browser import Page, opened

ENTER = "\ue007"


@pytest.fixture
def page(made_store: Path) -> Iterator[Page]:
    if not shutil.which("chromedriver"):
        pytest.skip("no Chromium is here")
    with opened(made_store) as page:
        yield page


SAID = "[...document.querySelectorAll('[data-testid=stChatMessage]')].map(m => m.innerText)"


def test_questions_sent_while_another_is_answered_wait_their_turn(page: Page) -> None:
    page.open("")
    page.click("[data-testid=stChatInputTextArea]")
    # The first one loads the model, which takes seconds.
    questions = ["How much did Charnwood get?", "How much did Blaby get?", "And Melton?"]
    for question in questions:
        for key in (*question, ENTER):
            page.press(key)
        page.until(f"{SAID}.some(text => text.includes({json.dumps(question)}))")
    replies = f"{SAID}.filter((text, i) => i % 2 && text.includes('Searched'))"
    page.until(f"{replies}.length >= {len(questions)}")
    messages = page.value(SAID)
    assert len(messages) == 2 * len(questions)
    for question, message in zip(questions, messages[::2], strict=True):
        assert question in message

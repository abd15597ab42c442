"""Small reports for several areas, written for the comparison's tests, in a store of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.store import Store, open_store
from ingest.pipeline import ingest

REPORTS = {
    "county-old.md": """# Safer Lincolnshire Partnership Update

Lincolnshire County Council, Public Protection Scrutiny Committee, 31 January 2023

## 1. Domestic abuse

1.1 The partnership paid £40,000 towards domestic abuse support in 2023/24.

## 2. Serious violence

2.1 The Government announced a duty on public bodies to prevent serious violence.

2.2 A serious violence co-ordinator was appointed by the partnership in August.

## 3. Road safety

3.1 The Road Safety Partnership of Lincolnshire fitted 14 cameras in 2022/23.
""",
    "county-new.md": """# Safer Lincolnshire Partnership Update

Lincolnshire County Council, Public Protection Scrutiny Committee, 12 June 2024

## 1. Domestic abuse

1.1 The partnership paid £55,000 towards domestic abuse support in 2023/24.

1.2 In East Lindsey a domestic abuse worker joined the housing team.

## 2. Communications

2.1 A newsletter goes to 900 households each quarter.
""",
    "lancashire.md": """# Lancashire Community Safety Agreement Update

Lancashire County Council, Communities Scrutiny Committee, 18 April 2024

## 1. Road safety

1.1 Lancashire’s road safety partnership fitted 9 cameras in 2023/24.

## 2. Serious violence

2.1 The county’s serious violence plan was agreed by the Board in March 2024.
""",
    "chorley.md": """# Chorley Community Safety Partnership Update

Chorley Council, Overview and Scrutiny Committee, 26 January 2024

## 1. Prevent

1.1 The council trained 31 officers on the Prevent duty and on radicalisation.

## 2. Exploitation

2.1 In South Ribble the police closed two county lines in the autumn.
""",
}


@pytest.fixture(scope="session")
def areas_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of Lincolnshire's two reports, Lancashire's, and that of its district Chorley."""
    folder = tmp_path_factory.mktemp("areas")
    (folder / "reports").mkdir()
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    assert not [row for row in ingest([folder / "reports"], folder / "store") if row.error]
    store = open_store(folder / "store")
    yield store
    store.close()

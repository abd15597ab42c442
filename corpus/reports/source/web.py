"""A digest as one HTML page: headings, paragraphs, lists and tables, nothing from elsewhere."""

from __future__ import annotations

from html import escape
from pathlib import Path

from corpus.reports.source.paper import NOTICE, Paper, Paragraph, Table

_STYLE = """
body { font: 1rem/1.5 Georgia, serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { font-family: Arial, sans-serif; line-height: 1.25; }
table { border-collapse: collapse; width: 100%; margin-bottom: 1.5rem; }
th, td { border: 1px solid #888; padding: .3rem .5rem; text-align: left; vertical-align: top; }
caption { font-weight: bold; text-align: left; padding-bottom: .3rem; }
.notice { font-style: italic; }
"""


def write_html(paper: Paper, path: Path) -> None:
    """Write the digest to `path`."""
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(paper.title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{escape(paper.title)}</h1>",
    ]
    for label, value in paper.particulars():
        lines.append(f"<p><strong>{escape(label)}:</strong> {escape(value)}</p>")
    lines += [f'<p class="notice">{escape(NOTICE)}</p>', "<h2>Purpose</h2>"]
    lines += [f"<p>{escape(paper.purpose)}</p>", "<h2>Recommendations</h2>"]
    lines += ["<ol>", *(f"<li>{escape(line)}</li>" for line in paper.recommendations), "</ol>"]
    for section in paper.sections:
        lines.append(f"<h2>{section.number} {escape(section.heading)}</h2>")
        for block in section.blocks:
            lines += _table(block) if isinstance(block, Table) else _paragraph(block)
    lines += ["</main>", "</body>", "</html>", ""]
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _paragraph(block: Paragraph) -> list[str]:
    lines = [f"<p>{block.number} {escape(block.text)}</p>"]
    if block.items:
        lines += ["<ul>", *(f"<li>{escape(item)}</li>" for item in block.items), "</ul>"]
    return lines


def _table(table: Table) -> list[str]:
    if table.spans():
        raise ValueError(f"joined cells are only set in a PDF: {table.caption}")
    lines = ["<table>", f"<caption>{escape(table.caption)}</caption>", "<thead>"]
    for at, row in enumerate(table.rows):
        if at == table.head:
            lines += ["</thead>", "<tbody>"]
        tag = 'th scope="col"' if at < table.head else "td"
        cells = "".join(f"<{tag}>{escape(cell)}</{tag[:2]}>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return [*lines, "</tbody>", "</table>"]

"""The figures of a run, and of two runs, as tables and a plot."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.evaluate_words import (
    MEANINGS,
    NAMES,
    RIGHT,
    figure_in_words,
    interval_in_words,
    kind_in_words,
    right,
    summary_in_words,
)
from app_pages.inert import html
from eval.comparison import Comparison
from eval.metrics import Score
from eval.stats import interval
from eval.summary import Figure, Summary, by_kind, summarise

_BY_KIND = ("answers_right", "refused_unanswerable", "recall_600_words", "recall_1000_words", "mrr")
_PLOTTED = (RIGHT, "answers_right", "answer_evidence_recall", "recall_600_words",
            "recall_1000_words", "answers_clean", "mrr", "ndcg_at_10")  # fmt: skip
_LIKELY_CHANCE = 0.05


def draw_figures(scores: Sequence[Score]) -> None:
    """Draws the figures over all questions, a plot by kind, and a table by kind."""
    whole, kinds = summarise(scores), by_kind(scores)
    st.html(f"<div class='sba evaluate'><p class='lead'>{html(summary_in_words(whole))}</p></div>")
    st.subheader("By kind of question", anchor=False)
    _draw_plot(scores)
    st.html(_kinds_table(kinds, whole))
    st.subheader("Over all questions", anchor=False)
    st.html(_whole_table(whole))


def _draw_plot(scores: Sequence[Score]) -> None:
    offered = [name for name in _PLOTTED if any(_value(name, s) is not None for s in scores)]
    chosen = st.selectbox("Shown in the plot", offered, format_func=_name, key="evaluate-plot")
    rows = [_bar(kind, chosen, scores) for kind in dict.fromkeys(score.kind for score in scores)]
    shown = [row for row in rows if row["Questions"]]
    axis = {"format": ".1f" if chosen in ("mrr", "ndcg_at_10") else "%", "tickCount": 5}
    order = [row["Kind"] for row in shown]
    kind = {"field": "Kind", "type": "nominal", "sort": order, "title": None}
    share = {"field": "Figure", "type": "quantitative", "title": None, "axis": axis}
    st.vega_lite_chart(
        shown,
        {
            "height": {"step": 30},
            "encoding": {"y": kind | {"axis": {"labelLimit": 130}}},
            "layer": [
                {
                    "mark": {"type": "bar", "color": "#8db4c3", "height": 16, "tooltip": True},
                    "encoding": {"x": share | {"scale": {"domain": [0, 1]}}},
                },
                {
                    "mark": {"type": "rule", "color": "#16242b", "strokeWidth": 2},
                    "encoding": {
                        "x": {"field": "From", "type": "quantitative"},
                        "x2": {"field": "To"},
                    },
                },
            ],
        },
        width="stretch",
    )
    st.html(
        "<div class='sba quiet'>The line across a bar is its 95 % interval: with few questions it "
        "is long, and the bar says little.</div>"
    )


def _bar(kind: str, measure: str, scores: Sequence[Score]) -> dict[str, str | float]:
    values = [v for s in scores if s.kind == kind and (v := _value(measure, s)) is not None]
    mean = sum(values) / len(values) if values else 0.0
    low, high = interval(values) or (mean, mean)
    return {
        "Kind": kind_in_words(kind),
        "Figure": round(mean, 3),
        "From": round(low, 3),
        "To": round(high, 3),
        "Questions": len(values),
    }


def _name(measure: str) -> str:
    return NAMES.get(measure, measure)


def _value(name: str, score: Score) -> float | None:
    return right(score) if name == RIGHT else score.measures.get(name)


def _kinds_table(kinds: dict[str, Summary], whole: Summary) -> str:
    names = [name for name in _BY_KIND if whole.figures[name].count]
    heads = "".join(f"<th scope='col' class='number'>{html(_name(n))}</th>" for n in names)
    body = "".join(_kind_row(kind_in_words(kind), s, names) for kind, s in kinds.items())
    body += _kind_row("All", whole, names)
    head = f"<th scope='col'>Kind</th><th scope='col' class='number'>Questions</th>{heads}"
    return _table(head, body)


def _kind_row(kind: str, summary: Summary, names: Sequence[str]) -> str:
    cells = "".join(_cell(name, summary.figures[name]) for name in names)
    asked = f"<td data-name='Questions' class='number'>{summary.questions:,}</td>"
    return f"<tr><td class='first'>{html(kind)}</td>{asked}{cells}</tr>"


def _cell(name: str, figure: Figure) -> str:
    bounds = interval_in_words(name, figure)
    quiet = f" <span class='quiet'>{html(bounds)}</span>" if bounds else ""
    nothing = " nothing" if figure.value is None else ""
    return (
        f"<td data-name='{html(_name(name))}' class='number{nothing}'>"
        f"{html(figure_in_words(name, figure))}{quiet}</td>"
    )


def _whole_table(whole: Summary) -> str:
    rows = []
    for name, words in NAMES.items():
        figure = whole.figures.get(name)
        if figure is None or figure.value is None:
            continue
        meaning = MEANINGS.get(name)
        said = html(words) + (f"<br><span class='quiet'>{html(meaning)}</span>" if meaning else "")
        rows.append(
            f"<tr><td class='first'>{said}</td>"
            f"<td data-name='Figure' class='number'>{html(figure_in_words(name, figure))}</td>"
            f"<td data-name='95 % interval' class='number'>"
            f"{html(interval_in_words(name, figure) or '–')}</td>"
            f"<td data-name='Taken of' class='number'>{figure.count:,}</td></tr>"
        )
    heads = "".join(f"<th scope='col' class='number'>{html(n)}</th>"
                    for n in ("Figure", "95 % interval", "Taken of"))  # fmt: skip
    return _table(f"<th scope='col'>What is measured</th>{heads}", "".join(rows))


def draw_comparison(comparison: Comparison) -> None:
    """Draws what changed between two runs: conditions, then each measure with its test."""
    if comparison.conditions:
        changed = "; ".join(f"{n}: {a} → {b}" for n, (a, b) in comparison.conditions.items())
        st.html(f"<div class='sba quiet'>Asked under other conditions: {html(changed)}</div>")
    rows = []
    for d in comparison.differences:
        if not d.better and not d.worse:
            continue
        likely = "" if d.p < _LIKELY_CHANCE else " class='quiet'"
        before, after = (figure_in_words(d.measure, Figure(v, 0)) for v in (d.before, d.after))
        rows.append(
            f"<tr><td class='first'>{html(_name(d.measure))}</td>"
            f"<td data-name='Before' class='number'>{html(before)}</td>"
            f"<td data-name='Now' class='number'>{html(after)}</td>"
            f"<td data-name='Better' class='number'>{d.better:,}</td>"
            f"<td data-name='Worse' class='number'>{d.worse:,}</td>"
            f"<td data-name='Chance (p)' class='number'><span{likely}>{d.p:.3f}</span></td></tr>"
        )
    heads = "".join(f"<th scope='col' class='number'>{name}</th>"
                    for name in ("Before", "Now", "Better", "Worse", "Chance (p)"))  # fmt: skip
    same = [_name(d.measure) for d in comparison.differences if not d.better and not d.worse]
    if rows:
        st.html(_table(f"<th scope='col'>What is measured</th>{heads}", "".join(rows)))
    if same:
        st.html(f"<div class='sba quiet'>Unchanged: {html('; '.join(same))}.</div>")
    st.html(
        "<div class='sba quiet'>“Better” and “worse” count questions. “Chance” is the probability "
        "of a change at least this large if the two versions were equally good (paired test): "
        "below 0.05 it is unlikely to be luck; but of twenty figures, one gets there by luck.</div>"
    )


def _table(head: str, body: str) -> str:
    return (
        f"<div class='sba'><table class='figures'><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )

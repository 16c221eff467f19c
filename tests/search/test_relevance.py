"""What people want to see comes first: a floor under what `benchmarks/relevance.py` measures."""

from __future__ import annotations

import statistics
from pathlib import Path

from relevance_set import Search, ndcg, ours, plain_bm25, queries, reports

FLOOR = 0.92


def test_what_people_want_comes_first_and_before_plain_bm25(tmp_path: Path) -> None:
    documents = reports(others=300)
    score = mean_ndcg(ours(documents, tmp_path))
    assert score > FLOOR
    assert score > mean_ndcg(plain_bm25(documents)) + 0.1


def test_the_measure_is_1_for_the_best_order_and_less_for_others() -> None:
    grades = {"best": 3, "good": 2}
    assert ndcg(["best", "good"], grades) == 1
    assert 0 < ndcg(["other", "good", "best"], grades) < ndcg(["good", "best"], grades) < 1
    assert ndcg([], grades) == 0


def mean_ndcg(search: Search) -> float:
    """The mean over all queries that are judged."""
    return statistics.mean(ndcg(search(query.typed), query.grades) for query in queries())

"""How well search answers: nDCG@10 of ours and of plain BM25 on judged queries, in one run.

    python benchmarks/relevance.py [--others 2000]

Reports, queries and what people want to see stand in tests/search/relevance_set.yaml; so many other
reports are mixed in. Plain BM25 is SQLite's FTS5 with a stemmer over one column of all the text.
Fails unless ours is better.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "search")]

from relevance_set import ndcg, ours, plain_bm25, queries, reports  # type: ignore[import-not-found]  # noqa: E402


def main() -> None:
    """Ask both everything, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--others", type=int, default=2_000)
    documents = reports(parser.parse_args().others)
    with tempfile.TemporaryDirectory() as folder:
        searches = (ours(documents, Path(folder)), plain_bm25(documents))
        print(f"{len(documents):,} reports{'ours':>25}{'plain BM25':>12}")
        scores = []
        for query in queries():
            scores.append([ndcg(search(query.typed), query.grades) for search in searches])
            print(f"  {query.typed:34}{scores[-1][0]:8.2f}{scores[-1][1]:12.2f}")
    mean_of_ours, mean_of_plain = map(statistics.mean, zip(*scores, strict=True))
    print(f"{f'nDCG@10 of {len(scores)} queries':36}{mean_of_ours:8.3f}{mean_of_plain:12.3f}")
    if mean_of_ours <= mean_of_plain:
        sys.exit("Plain BM25 answers as well.")


if __name__ == "__main__":
    main()

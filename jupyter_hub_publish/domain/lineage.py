"""Where a dataset comes from and where it goes, laid out once, so that all draw the same picture.

What is upstream stands left of the dataset and what is downstream right of it, each as many columns
away as its longest way is long, so that a line never runs back; but for a report that reads what it
writes, whose line runs below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import fmean

from msgspec.structs import replace

from .datasets import Lineage, LineageEdge, LineageNode

NODE_WIDTH, NODE_HEIGHT = 190, 60
_ACROSS, _DOWN = 246, 74  # from one node to the next, in pixels as all of these
_IN_COLUMN = 6  # nodes; a column of more ends with one that stands for the rest
_BETWEEN = _ACROSS - NODE_WIDTH
_ROUND = 10  # of a line that runs back, and how far it is below


def laid_out(nodes: Iterable[LineageNode], edges: Iterable[LineageEdge]) -> Lineage:
    """The picture around the one node that is `here`, of what leads to it and what comes from it.

    Where the nodes are and how the lines run, is not asked and set anew.
    """
    known = {node.key: node for node in nodes}
    here = next(node.key for node in known.values() if node.here)
    pairs = [
        (each.source, each.target)
        for each in edges
        if each.source in known and each.target in known and each.source != each.target
    ]
    columns = _columns(known, pairs, here)
    shown, stand_in = _grouped(columns, known)
    drawn = dict.fromkeys(
        (stand_in.get(source, source), stand_in.get(target, target))
        for source, target in pairs
        if source in stand_in and target in stand_in
    )
    return _picture(shown, [pair for pair in drawn if pair[0] != pair[1]])


def _columns(
    known: Mapping[str, LineageNode], pairs: list[tuple[str, str]], here: str
) -> dict[int, list[str]]:
    """The keys by column, 0 for the dataset itself; each near to what it is next to."""
    before, after = _neighbours(pairs)
    away = {key: -steps for key, steps in _steps(here, before).items()}
    away = {**{key: steps for key, steps in _steps(here, after).items() if key not in away}, **away}
    columns: dict[int, list[str]] = {}
    for key in away:
        columns.setdefault(away[key], []).append(key)
    place: dict[str, float] = {here: 0.0}
    for column in sorted(columns, key=abs):
        inwards = after if column < 0 else before
        outwards = before if column < 0 else after
        columns[column].sort(
            key=lambda key: (
                fmean([place[near] for near in inwards.get(key, ()) if near in place] or [0.0]),
                not outwards.get(key),  # what leads on comes first, and is not left out
                known[key].title,
                key,
            )
        )
        middle = (len(columns[column]) - 1) / 2
        place.update({key: row - middle for row, key in enumerate(columns[column])})
    return columns


def _neighbours(pairs: list[tuple[str, str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for source, target in pairs:
        before.setdefault(target, []).append(source)
        after.setdefault(source, []).append(target)
    return before, after


def _steps(here: str, onwards: Mapping[str, list[str]]) -> dict[str, int]:
    """The longest way from `here` to each node that it leads to; a way that turns back is none."""
    order: list[str] = []  # each after all that it leads to
    seen, done = {here}, set[str]()
    stack = [(here, iter(onwards.get(here, ())))]
    forward: dict[str, list[str]] = {}
    while stack:
        key, rest = stack[-1]
        for each in rest:
            if each in seen and each not in done:
                continue  # it leads back to where it came from
            forward.setdefault(key, []).append(each)
            if each not in seen:
                seen.add(each)
                stack.append((each, iter(onwards.get(each, ()))))
                break
        else:
            done.add(key)
            order.append(key)
            stack.pop()
    steps = dict.fromkeys(seen, 0)
    for key in reversed(order):
        for each in forward.get(key, ()):
            steps[each] = max(steps[each], steps[key] + 1)
    return steps


def _grouped(
    columns: Mapping[int, list[str]], known: dict[str, LineageNode]
) -> tuple[dict[int, list[LineageNode]], dict[str, str]]:
    """The nodes that are drawn, by column, and for each key the one that it is drawn as."""
    shown: dict[int, list[LineageNode]] = {}
    stand_in: dict[str, str] = {}
    for column, keys in sorted(columns.items()):
        kept = keys if len(keys) <= _IN_COLUMN else keys[: _IN_COLUMN - 1]
        rest = keys[len(kept) :]
        shown[column] = [known[key] for key in kept]
        stand_in.update({key: key for key in kept})
        if rest:
            more = _more(column, [known[key].title for key in rest])
            stand_in.update(dict.fromkeys(rest, more.key))
            shown[column].append(more)
    return shown, stand_in


def _more(column: int, titles: list[str]) -> LineageNode:
    return LineageNode(
        key=f"more:{column}",
        kind="more",
        title=f"{len(titles)} more",
        note="",
        id=None,
        url=None,
        here=False,
        freshness=None,
        layer=0,
        x=0,
        y=0,
        members=tuple(titles),
    )


def _picture(shown: Mapping[int, list[LineageNode]], pairs: list[tuple[str, str]]) -> Lineage:
    most = max(map(len, shown.values()))
    placed: dict[str, LineageNode] = {}
    # A ring may leave a column empty; none is drawn.
    for layer, (_, nodes) in enumerate(sorted(shown.items())):
        top = (most - len(nodes)) * _DOWN // 2
        for row, node in enumerate(nodes):
            placed[node.key] = replace(node, layer=layer, x=layer * _ACROSS, y=top + row * _DOWN)
    height = (most - 1) * _DOWN + NODE_HEIGHT
    is_straight = all(placed[target].layer == placed[source].layer + 1 for source, target in pairs)
    return Lineage(
        width=(len(shown) - 1) * _ACROSS + NODE_WIDTH,
        height=height + (0 if is_straight else _ROUND),
        node_width=NODE_WIDTH,
        node_height=NODE_HEIGHT,
        nodes=tuple(placed.values()),
        edges=tuple(
            LineageEdge(source=source, target=target, path=_line(placed[source], placed[target]))
            for source, target in pairs
        ),
    )


def _line(source: LineageNode, target: LineageNode) -> str:
    if source.x >= target.x:
        return _line_back(source, target)
    begin, end = source.x + NODE_WIDTH, target.x
    y, to = source.y + NODE_HEIGHT // 2, target.y + NODE_HEIGHT // 2
    if target.layer == source.layer + 1:
        half = _BETWEEN // 2
        return f"M{begin} {y}H{end}" if y == to else _curve(begin, y, half, end, to)
    # On its way it passes nodes: between two rows, where it is not taken for a line of theirs.
    gap, half = (_DOWN - NODE_HEIGHT) // 2, _BETWEEN // 2
    lane = source.y - gap if source.y >= gap else source.y + NODE_HEIGHT + gap
    down = _curve(end - _BETWEEN, lane, half, end, to).removeprefix(f"M{end - _BETWEEN} {lane}")
    return f"{_curve(begin, y, half, begin + _BETWEEN, lane)}H{end - _BETWEEN}{down}"


def _curve(x: int, y: int, half: int, to_x: int, to_y: int) -> str:
    return f"M{x} {y}C{x + half} {y} {to_x - half} {to_y} {to_x} {to_y}"


def _line_back(source: LineageNode, target: LineageNode) -> str:
    """Below both, from the middle of the one to the middle of the other."""
    left, right = target.x + NODE_WIDTH // 2, source.x + NODE_WIDTH // 2
    low = max(source.y, target.y) + NODE_HEIGHT + _ROUND
    return (
        f"M{right} {source.y + NODE_HEIGHT}V{low - _ROUND}q0 {_ROUND} {-_ROUND} {_ROUND}"
        f"H{left + _ROUND}q{-_ROUND} 0 {-_ROUND} {-_ROUND}V{target.y + NODE_HEIGHT}"
    )

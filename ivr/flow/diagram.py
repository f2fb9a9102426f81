"""A flow as a picture: Mermaid text, or SVG with a call marked in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from ivr.flow.flow import Flow, Kind, State

Passage = tuple[str, str]
"""From one state to another."""

WIDTH, HEIGHT = 168, 40
ACROSS, DOWN = 36, 64
MARGIN = 24
FILLS: Mapping[Kind, str] = {
    Kind.QUESTION: "#eef4ff",
    Kind.NUMBER: "#eef4ff",
    Kind.RINGING: "#fff6e0",
    Kind.HOLDING: "#fde8e8",
    Kind.RECORDING: "#f3ecff",
    Kind.TALKING: "#e6f6ea",
    Kind.ASIDE: "#f4f4f4",
    Kind.CLOSING: "#ffffff",
    Kind.ENDED: "#ffffff",
}


def passages(flow: Flow) -> dict[Passage, tuple[str, ...]]:
    """Which state leads to which, and on what cues, in the order of the flow."""
    found: dict[Passage, list[str]] = {}
    for state in flow.states.values():
        for cue, edges in state.edges.items():
            for edge in edges:
                cues = found.setdefault((state.name, edge.to), [])
                if cue not in cues:
                    cues.append(cue)
    return {passage: tuple(cues) for passage, cues in found.items()}


def mermaid(flow: Flow, marked: Iterable[Passage] = ()) -> str:
    """The flow as a Mermaid state diagram; marked states have the class `marked`."""
    lines = ["stateDiagram-v2", "  [*] --> answering"]
    for (before, after), cues in passages(flow).items():
        lines.append(f"  {_id(before)} --> {_id(after)}: {_short(cues)}")
    for state in flow.states.values():
        lines.append(f"  {_id(state.name)}: {state.name}")
        if state.kind in (Kind.CLOSING, Kind.ENDED):
            lines.append(f"  {_id(state.name)} --> [*]")
    on_the_way = sorted({_id(name) for passage in marked for name in passage})
    if on_the_way:
        lines.append("  classDef marked fill:#c62828,color:#ffffff")
        lines.append(f"  class {','.join(on_the_way)} marked")
    return "\n".join(lines) + "\n"


def svg(flow: Flow, marked: Iterable[Passage] = ()) -> str:
    """The flow as SVG, states in layers from the first; the marked way in red."""
    way = tuple(marked)
    red = {name for passage in way for name in passage}
    spots = _spots(flow)
    width = max(spot.x for spot in spots.values()) + WIDTH + MARGIN
    height = max(spot.y for spot in spots.values()) + HEIGHT + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="13" '
        f'role="img" aria-label="Call flow">',
        "<defs>"
        + _arrow("arrow", "#9aa4b2")
        + _arrow("marked-arrow", "#c62828")
        + "</defs>",
    ]
    drawn = passages(flow)
    for passage, cues in drawn.items():
        if passage not in way and passage[1] in spots:
            parts.append(_line(spots, passage, cues, marked=False))
    for passage in dict.fromkeys(way):
        if passage[0] in spots and passage[1] in spots:
            parts.append(_line(spots, passage, drawn.get(passage, ()), marked=True))
    for name, spot in spots.items():
        parts.append(_box(flow.states[name], spot, marked=name in red))
    return "\n".join([*parts, "</svg>"]) + "\n"


@dataclass(frozen=True)
class Spot:
    """The upper left corner of a state in the picture."""

    x: int
    y: int


def _spots(flow: Flow) -> dict[str, Spot]:
    """Each state in the layer of its distance from the first, near what leads to it."""
    layers = _layers(flow)
    spots: dict[str, Spot] = {}
    leading: dict[str, list[str]] = {}
    for before, after in passages(flow):
        leading.setdefault(after, []).append(before)
    for depth, names in enumerate(layers):
        middles = {name: _middle(spots, leading.get(name, ())) for name in names}
        for column, name in enumerate(sorted(names, key=middles.__getitem__)):
            spots[name] = Spot(
                MARGIN + column * (WIDTH + ACROSS), MARGIN + depth * (HEIGHT + DOWN)
            )
    return spots


def _middle(spots: Mapping[str, Spot], above: Iterable[str]) -> float:
    """The middle of what leads to a state and is drawn already."""
    places = [spots[name].x for name in above if name in spots]
    return sum(places) / len(places) if places else 0.0


def _layers(flow: Flow) -> list[list[str]]:
    ways: dict[str, list[str]] = {}
    for before, after in passages(flow):
        ways.setdefault(before, []).append(after)
    layers: list[list[str]] = []
    placed: set[str] = set()
    layer = [name for name in ("answering",) if name in flow.states]
    while len(placed) < len(flow.states):
        if not layer:
            layer = [next(name for name in flow.states if name not in placed)]
        layers.append(layer)
        placed |= set(layer)
        following = [n for name in layer for n in ways.get(name, ())]
        layer = [
            name
            for name in dict.fromkeys(following)
            if name not in placed and name in flow.states
        ]
    return layers


def _line(
    spots: Mapping[str, Spot],
    passage: Passage,
    cues: tuple[str, ...],
    *,
    marked: bool,
) -> str:
    before, after = spots[passage[0]], spots[passage[1]]
    colour, arrow = ("#c62828", "marked-arrow") if marked else ("#c3cad5", "arrow")
    x1, y1 = before.x + WIDTH // 2, before.y + HEIGHT
    x2, y2 = after.x + WIDTH // 2, after.y
    if passage[0] == passage[1]:
        x1 = x2 = before.x + WIDTH
        y1, y2 = before.y + 10, before.y + HEIGHT - 10
        path = f"M{x1} {y1} c 26 0 26 {y2 - y1} 0 {y2 - y1}"
    else:
        if after.y <= before.y:
            y1, y2 = before.y, after.y + HEIGHT
        bend = max(abs(y2 - y1) // 2, 24)
        way = 1 if y2 > y1 else -1
        path = f"M{x1} {y1} C{x1} {y1 + way * bend} {x2} {y2 - way * bend} {x2} {y2}"
    title = escape(f"{passage[0]} to {passage[1]}: {', '.join(cues)}")
    width = 2.5 if marked else 1
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'marker-end="url(#{arrow})"><title>{title}</title></path>'
    )


def _box(state: State, spot: Spot, *, marked: bool) -> str:
    stroke = "#c62828" if marked else "#5b6675"
    width = 2.5 if marked else 1
    says = escape("; ".join(" or ".join(phrases) for phrases in state.says))
    return (
        f"<g><title>{escape(state.name)} ({state.kind}): {says or 'says nothing'}"
        f'</title><rect x="{spot.x}" y="{spot.y}" width="{WIDTH}" height="{HEIGHT}" '
        f'rx="8" fill="{FILLS[state.kind]}" stroke="{stroke}" '
        f'stroke-width="{width}"/><text x="{spot.x + WIDTH // 2}" '
        f'y="{spot.y + HEIGHT // 2 + 5}" text-anchor="middle" fill="#1d2430">'
        f"{escape(state.name)}</text></g>"
    )


def _arrow(name: str, colour: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="{colour}"/>'
        "</marker>"
    )


def _id(name: str) -> str:
    return name.replace("-", "_")


def _short(cues: tuple[str, ...]) -> str:
    shown = ", ".join(cues[:3])
    return f"{shown}, …" if len(cues) > 3 else shown

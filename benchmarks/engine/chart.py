"""Draw what `integrity.py` measured: one picture for the README, with the spread of each figure.

Run: .venv/bin/python benchmarks/engine/integrity.py 9 --save figures.json
     .venv/bin/python benchmarks/engine/chart.py figures.json docs/pictures/engine.svg
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from statistics import median

GROUPS = {
    "Issue an Open Badge with a Data Integrity proof": (
        ("Testamur, compiled shape", "issue, template, JSON bytes out"),
        ("Testamur, any document", "issue, any document"),
        ("@digitalbazaar/vc (node)", "@digitalbazaar/vc issue"),
        ("openbadgeslib (Python)", "openbadgeslib"),
        ("openvc-core (Python)", "openvc-core"),
    ),
    "Verify one: signature, issuer, time; ours also status and schema": (
        ("Testamur, compiled shape", "verify, all checks, own shape"),
        ("Testamur, any document", "verify, all checks, any document"),
        ("@digitalbazaar/vc (node)", "@digitalbazaar/vc verify"),
    ),
}
LEFT, RIGHT, ROW, HEAD, WIDTH = 210, 76, 28, 44, 760
DECADES = (1, 5)
STYLE = """
.paper { fill: #fbfaf5 } .ink { fill: #20222e } .quiet { fill: #5d6070 }
.ours { fill: #1f4a8a } .theirs { fill: #9a9cab } .line { stroke: #dcdad0 } .spread { stroke: #20222e }
@media (prefers-color-scheme: dark) {
  .paper { fill: #12141d } .ink { fill: #eceae2 } .quiet { fill: #a6a9b8 }
  .ours { fill: #86aef0 } .theirs { fill: #6b6e7e } .line { stroke: #2b2e3c } .spread { stroke: #eceae2 }
}
text { font: 14px system-ui, sans-serif } .head { font: 600 15px Charter, Georgia, serif } .end { text-anchor: end }
""".strip()
NOTE = "credentials in a second of one core, on a scale of powers of ten; a thin line spans all rounds"


@dataclass(frozen=True, slots=True)
class Bar:
    """One contestant: how many a second of one core, the middle and the ends of all rounds."""

    name: str
    middle: float
    least: float
    most: float

    @property
    def is_ours(self) -> bool:
        """Say whether it is Testamur's."""
        return self.name.startswith("Testamur")


def at(rate: float) -> float:
    """Return where *rate* stands across the picture, on a scale of powers of ten."""
    first, last = DECADES
    share = (math.log10(max(rate, 10**first)) - first) / (last - first)
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def drawn(bars: list[Bar], top: float) -> Iterator[str]:
    """Yield the marks of one group."""
    for number, bar in enumerate(bars):
        y = top + number * ROW
        kind = "ours" if bar.is_ours else "theirs"
        yield f'<text class="ink end" x="{LEFT - 10}" y="{y + 14}">{escape(bar.name)}</text>'
        yield f'<rect class="{kind}" x="{LEFT}" y="{y + 2}" width="{at(bar.middle) - LEFT:.1f}" height="16"/>'
        yield f'<path class="spread" d="M{at(bar.least):.1f} {y + 21}H{at(bar.most):.1f}"/>'
        yield f'<text class="ink" x="{max(at(bar.middle), at(bar.most)) + 8:.1f}" y="{y + 15}">{bar.middle:,.0f}</text>'


def picture(rates: dict[str, list[float]]) -> str:
    """Return the chart as SVG."""
    marks, top = [], 34.0
    told = []
    for title, rows in GROUPS.items():
        bars = [Bar(name, median(rates[key]), min(rates[key]), max(rates[key])) for name, key in rows if key in rates]
        marks.append(f'<text class="head ink" x="16" y="{top}">{escape(title)}</text>')
        marks += drawn(bars, top + 14)
        told += [f"{title}: {bar.name} {bar.middle:,.0f}" for bar in bars]
        top += 14 + len(bars) * ROW + HEAD
    scale = top - HEAD + 22
    for power in range(DECADES[0], DECADES[1] + 1):
        x = at(10**power)
        marks.insert(0, f'<path class="line" d="M{x:.1f} 44V{scale - 14}"/>')
        marks.append(f'<text class="quiet" text-anchor="middle" x="{x:.1f}" y="{scale}">{10**power:,}</text>')
    height = scale + 34
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img"'
    return "\n".join(
        [
            f'{opening} aria-labelledby="title desc">',
            '<title id="title">How many credentials a second</title>',
            f'<desc id="desc">{escape("; ".join(told))}.</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{height:.0f}" rx="6"/>',
            *marks,
            f'<text class="quiet" x="16" y="{scale + 22}">{NOTE}</text>',
            "</svg>",
            "",
        ]
    )


def main() -> None:
    """Draw."""
    rates = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_text(picture(rates), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Everything that the component ``<c-constellation>`` shows, as one value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from testamur.interfaces.web.constellation.drawing import drawn, sample
from testamur.interfaces.web.constellation.filters import Choices, Filters, choices, out
from testamur.interfaces.web.constellation.layout import charted
from testamur.interfaces.web.constellation.twin import Listed, listed
from testamur.interfaces.web.constellation.values import STATES, Sky
from testamur.interfaces.words.constellation import state_said

_NAMES = re.compile(r' (?:id="(?!alone)|(?:href|aria-labelledby|aria-describedby|data-s|data-goal|data-f)=")[^"]*"')
_NOTHING = mark_safe("")


@dataclass(frozen=True, slots=True)
class Shown:
    """A sky for a template. ``pick``: the page's address for another figure; ``kept``: hidden fields of its form.

    With ``kept`` the form is posted, so that what a person brought is in no address. ``legend``: shape and word.
    ``list``: the list as HTML, which is most of the work, and is the same for everybody who sees the same sky.
    ``alone``: the chosen figure by itself, for paper; empty where none is chosen.
    """

    svg: SafeString
    list: SafeString
    listed: Listed
    legend: tuple[tuple[SafeString, str], ...]
    choices: Choices
    filters: Filters
    pick: str = ""
    kept: Sequence[tuple[str, str]] = field(default=())
    has_choice: bool = False
    alone: SafeString = _NOTHING


def shown(sky: Sky, *, pick: str = "", kept: Sequence[tuple[str, str]] = (), filters: Filters = Filters()) -> Shown:  # noqa: B008 - frozen
    """Return the map and its list."""
    chart = charted(sky)
    away = out(sky, filters)
    there = {star.state for star in sky.stars.values()}
    offered = choices(sky)
    told = listed(sky, chart, away)
    return Shown(
        list=render_to_string("testamur/constellation/list.html", {"listed": told, "pick": pick}),
        svg=mark_safe(drawn(sky, chart, away)),  # noqa: S308 - every text is escaped where it is drawn
        listed=told,
        legend=tuple(
            (mark_safe(sample(state)), state_said(state))  # noqa: S308 - made of numbers
            for state in STATES
            if state in there
        ),
        choices=offered,
        filters=filters,
        pick=pick,
        kept=tuple(kept),
        has_choice="available" in there,
        alone=_alone(sky),
    )


def _alone(sky: Sky) -> SafeString:
    """Return the chosen figure on a sheet of its own: a picture without links, names or a second voice."""
    if sky.chosen is None:
        return _NOTHING
    own = tuple(line for line in sky.lines if line.figure == sky.focus)
    one = replace(sky, figures=(sky.chosen,), lines=own, loose=(), idle=())
    picture = drawn(one, charted(one)).replace('id="plate"', 'id="alone-plate"').replace("#plate", "#alone-plate")
    picture = _NAMES.sub("", picture).replace('class="plan chosen"', 'class="plan"').replace(' role="group"', "", 1)
    about = f'<svg class="sky alone" data-alone="{sky.chosen.key}" aria-hidden="true" focusable="false"'
    return mark_safe(picture.replace('<svg class="sky"', about, 1))  # noqa: S308 - escaped where it is drawn

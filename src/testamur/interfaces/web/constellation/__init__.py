"""The constellation: a map of what micro-credentials count towards, with a list that says the same in words.

How a page shows one:

    from testamur.interfaces.web import constellation
    from testamur.interfaces.web.constellation import Goal, Offer

    goals = [Goal(policy, decide(policy, holdings, on=today), plan=("ref", …), by="…", share_url="…") for policy in …]
    found = constellation.sky(goals, holdings, offers=[Offer(…)], focus=policy.id, on=today)
    return render(request, "…", {"shown": constellation.shown(found, pick=reverse("…"))})

and in the template, with the style sheet in the ``meta`` block (the script comes with every page):

    {% block meta %}{% include "testamur/constellation/meta.html" %}{% endblock %}
    …
    <c-constellation :shown="shown" />

``pick`` is an address that shows the page with another figure in focus; it is asked with ``?goal=<policy id>``. Nobody
needs a script: stars are links to their line in the list, figures to their part of it. With one, the map is moved,
enlarged and asked (``scripts/constellation.js``).

- ``sky`` builds the values (`values.py`), ``charted`` finds a place for everything (`layout.py`; stable: another
  credential moves little), ``drawn`` makes the SVG (`drawing.py`), ``listed`` the list (`twin.py`),
  ``shown`` all of it.
- ``emblem`` is the small picture for front pages.
- A decision about nobody (``decide(policy, (), on=…)``) shows a pathway as it is offered.
"""

from testamur.interfaces.web.constellation.building import Goal, sky
from testamur.interfaces.web.constellation.drawing import drawn
from testamur.interfaces.web.constellation.emblem import emblem
from testamur.interfaces.web.constellation.layout import charted
from testamur.interfaces.web.constellation.parts import in_order, parts, tags
from testamur.interfaces.web.constellation.showing import Shown, shown
from testamur.interfaces.web.constellation.values import Figure, Limb, Line, Offer, Sky, Star, begun, focused, is_slight

__all__ = [
    "Figure",
    "Goal",
    "Limb",
    "Line",
    "Offer",
    "Shown",
    "Sky",
    "Star",
    "begun",
    "charted",
    "drawn",
    "emblem",
    "focused",
    "in_order",
    "is_slight",
    "parts",
    "shown",
    "sky",
    "tags",
]

"""Policies, precedents and stacks in the formats of others: CTDL pathways, transfer values, CLR associations.

    from testamur.core.rules.exchange import export_pathway, import_pathway

    exported = export_pathway(policy)
    assert import_pathway(orjson.dumps(exported.document)).policy == policy

Every export tells what the format has no term for; every import tells what it did not read. Pure: nothing is fetched.
"""

from testamur.core.rules.exchange.losses import CODES, Loss, losses
from testamur.core.rules.exchange.pathway_reading import Imported, import_pathway
from testamur.core.rules.exchange.pathway_writing import Exported, export_pathway
from testamur.core.rules.exchange.problems import ExchangeError, Remark
from testamur.core.rules.exchange.resources import Item

__all__ = [
    "CODES",
    "ExchangeError",
    "Exported",
    "Imported",
    "Item",
    "Loss",
    "Remark",
    "export_pathway",
    "import_pathway",
    "losses",
]

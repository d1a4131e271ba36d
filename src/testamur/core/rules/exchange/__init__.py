"""Policies, precedents and stacks in the formats of others: CTDL pathways, transfer values, CLR associations.

    from testamur.core.rules.exchange import export_pathway, import_pathway

    exported = export_pathway(policy)
    assert import_pathway(orjson.dumps(exported.document)).policy == policy

Every export tells what the format has no term for; every import tells what it did not read. Pure: nothing is fetched.
"""

from testamur.core.rules.exchange.losses import CODES, Loss, losses
from testamur.core.rules.exchange.pathway_reading import Imported, import_pathway
from testamur.core.rules.exchange.pathway_writing import Exported, export_pathway
from testamur.core.rules.exchange.problems import ExchangeError, Notice
from testamur.core.rules.exchange.resources import Item
from testamur.core.rules.exchange.stacks import Linked, link, stack_associations
from testamur.core.rules.exchange.transfer import (
    TRANSFER_CODES,
    Learning,
    TransferValue,
    export_transfer_values,
    transfer_losses,
)
from testamur.core.rules.exchange.transfer_reading import Transfers, import_transfer_values

__all__ = [
    "CODES",
    "TRANSFER_CODES",
    "ExchangeError",
    "Exported",
    "Imported",
    "Item",
    "Learning",
    "Linked",
    "Loss",
    "Notice",
    "TransferValue",
    "Transfers",
    "export_pathway",
    "export_transfer_values",
    "import_pathway",
    "import_transfer_values",
    "link",
    "losses",
    "stack_associations",
    "transfer_losses",
]

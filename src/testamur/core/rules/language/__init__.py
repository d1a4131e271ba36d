"""Policies as text: the policy file (YAML) and the compact text form that registrars can read aloud.

    from testamur.core.rules.language import parse_policy, policy_text

    policy = parse_policy(text, name="policy.yaml")

Both forms read to the same values; the file adds titles, notes and sources to what decides. Pure: takes and gives text.
"""

from __future__ import annotations

from testamur.core.model.definition.problems import DefinitionError
from testamur.core.rules.language.cases import Case, differences, parse_cases
from testamur.core.rules.language.exporting import policy_json
from testamur.core.rules.language.fields import parse_pool, parse_rule
from testamur.core.rules.language.file import (
    PolicyReading,
    dump_policy,
    is_text_form,
    parse_policy,
    policy_manual,
    policy_schema,
    read_policy,
)
from testamur.core.rules.language.holdings import Brought, holdings_manual, parse_holdings
from testamur.core.rules.language.offers import offers_manual, parse_offers
from testamur.core.rules.language.printing import policy_text, rule_text

__all__ = [
    "Brought",
    "Case",
    "DefinitionError",
    "PolicyReading",
    "differences",
    "dump_policy",
    "holdings_manual",
    "is_text_form",
    "offers_manual",
    "parse_cases",
    "parse_holdings",
    "parse_offers",
    "parse_policy",
    "parse_pool",
    "parse_rule",
    "policy_json",
    "policy_manual",
    "policy_schema",
    "policy_text",
    "read_policy",
    "rule_text",
]

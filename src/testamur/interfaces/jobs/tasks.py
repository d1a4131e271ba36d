"""The name of every task, and the action that does it. Every one is safe to repeat."""

from __future__ import annotations

from collections.abc import Callable

from testamur.domain.awards import actions as awards
from testamur.domain.careers import actions as careers
from testamur.domain.demand import actions as demand
from testamur.domain.design import actions as design
from testamur.domain.frameworks import actions as frameworks
from testamur.domain.insight import actions as insight
from testamur.domain.issuing import actions as issuing
from testamur.domain.ledger import actions as ledger
from testamur.domain.recognition import actions as recognition
from testamur.interfaces.jobs import (
    advert_reading,
    partner_post,
    portfolio_post,
    recognition_post,
    search_post,
    skill_index,
    target_reading,
)

TASKS: dict[str, Callable[..., object]] = {
    "awards.confer_chunk": awards.confer_chunk,
    "awards.holdings_changed": awards.holdings_changed,
    "awards.reckon": awards.reckon,
    "awards.reckon_chunk": awards.reckon_chunk,
    "careers.read_target": target_reading.read,
    "demand.read_advert": advert_reading.read,
    "demand.take_part": demand.take_part,
    "careers.send": search_post.send,
    "careers.watch_search": careers.watch_search,
    "design.take_back_part": design.take_back_part,
    "design.take_in_part": design.take_in_part,
    "design.send": partner_post.send,
    "design.watch": design.watch,
    "frameworks.bring_in_carried": frameworks.bring_in_carried,
    "insight.count": insight.count,
    "frameworks.get_ready": skill_index.prepare,
    "frameworks.read_file": frameworks.read_file,
    "frameworks.write_file": frameworks.write_file,
    "issuing.sign": issuing.sign,
    "ledger.forget_answers": ledger.forget_answers,
    "portfolio.send_answer": portfolio_post.send_answer,
    "recognition.send": recognition_post.send,
    "recognition.watch": recognition.watch,
}

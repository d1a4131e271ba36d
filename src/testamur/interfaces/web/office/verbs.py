"""The audit log in words: what was done, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping

from testamur.interfaces.web.office.roles import role_names
from testamur.interfaces.words import _, ngettext
from testamur.interfaces.words.advising import advising_verbs
from testamur.interfaces.words.aiming import aiming_verbs
from testamur.interfaces.words.demand import demand_verbs
from testamur.interfaces.words.facts import fact_in_words
from testamur.interfaces.words.fairness import fairness_verbs
from testamur.interfaces.words.frameworks import framework_verbs
from testamur.interfaces.words.seeking import seeking_verbs


def verb_names() -> dict[str, str]:
    """Return verb → what was done, as one says it of somebody."""
    return {
        **_institution(),
        **_teaching(),
        **_awarding(),
        **_issuing(),
        **_showing(),
        **_recognising(),
        **_designing(),
        **demand_verbs(),
        **seeking_verbs(),
        **aiming_verbs(),
        **advising_verbs(),
        **fairness_verbs(),
    }


def facts_in_words(facts: Mapping[str, object]) -> list[str]:
    """Return what an entry's facts tell a reader; identifiers are left to the details."""
    said = [_counted(name, value) for name, value in facts.items()]
    if "role" in facts or "roles" in facts:
        held = facts.get("roles", [facts.get("role")])
        names = role_names()
        listed = held if isinstance(held, list) else [held]
        said.append(", ".join(names.get(str(one), str(one)) for one in listed))
    scopes = facts.get("scopes")
    if isinstance(scopes, list):
        said.append(fact_in_words("permission", scopes))
    return [one for one in said if one]


def _counted(name: str, value: object) -> str:
    """Return a fact that is a number, or a list that one counts, as a phrase."""
    count = len(value) if isinstance(value, list) else value
    if isinstance(count, bool) or not isinstance(count, int) or not count:
        return ""
    forms = {
        "total": lambda: ngettext("{count} person", "{count} people", count),
        "met": lambda: ngettext("{count} meets the rule", "{count} meet the rule", count),
        "unmet": lambda: ngettext("{count} does not", "{count} do not", count),
        "unknown": lambda: ngettext("{count} not decided", "{count} not decided", count),
        "awards": lambda: ngettext("{count} award", "{count} awards", count),
        "credentials": lambda: ngettext("{count} credential", "{count} credentials", count),
        "recorded": lambda: ngettext("{count} result recorded", "{count} results recorded", count),
        "enrolled": lambda: ngettext("{count} person enrolled", "{count} people enrolled", count),
        "unchanged": lambda: ngettext("{count} unchanged", "{count} unchanged", count),
        "people": lambda: ngettext("{count} person", "{count} people", count),
        "errors": lambda: ngettext("{count} mistake in the list", "{count} mistakes in the list", count),
    }
    return forms[name]().format(count=count) if name in forms else ""


def _institution() -> dict[str, str]:
    return {
        "institution.found": _("founded the institution"),
        "institution.call_me": _("changed their own name"),
        "institution.rename": _("changed how the institution is called or looks"),
        "institution.invite": _("made somebody known"),
        "institution.grant": _("gave a role"),
        "institution.withdraw_role": _("took a role back"),
        "institution.make_token": _("made an API token"),
        **framework_verbs(),
        "frameworks.bring_in": _("brought in a framework of skills"),
        "frameworks.bring_in_carried": _("brought in the framework of skills that comes with a package"),
        "institution.revoke_token": _("withdrew an API token"),
        "institution.retry_job": _("let a failed job run again"),
    }


def _teaching() -> dict[str, str]:
    return {
        "catalogue.publish": _("published a micro-credential"),
        "catalogue.publish_unreviewed": _("published a micro-credential without a review here"),
        "catalogue.retire": _("took a micro-credential out of the catalogue"),
        "catalogue.bring_back": _("put a micro-credential back into the catalogue"),
        "catalogue.rename": _("gave a micro-credential another code"),
        "catalogue.publish_pathway": _("published a pathway"),
        "catalogue.accept": _("accepted a pathway that is owned together"),
        "catalogue.withdraw_acceptance": _("took back the acceptance of a pathway"),
        "catalogue.retire_pathway": _("took a pathway out of the list"),
        "catalogue.bring_pathway_back": _("put a pathway back into the list"),
        "learning.offer": _("opened an offering"),
        "learning.close": _("closed an offering"),
        "learning.enrol": _("enrolled somebody"),
        "learning.withdraw": _("took somebody out of an offering"),
        "learning.mark_read": _("marked a page as read"),
        "learning.record_result": _("recorded a result"),
        "learning.correct_result": _("corrected a result"),
        "learning.import_results": _("recorded a list of results"),
    }


def _awarding() -> dict[str, str]:
    return {
        "awards.propose": _("asked the award rule"),
        "awards.confer": _("awarded somebody"),
        "awards.confer_many": _("asked for many awards"),
        "awards.confer_chunk": _("awarded those who were asked for"),
        "awards.withdraw": _("withdrew an award"),
        "awards.follow": _("began to follow a pathway"),
        "awards.leave": _("left a pathway"),
        "awards.move": _("moved to another version of a pathway"),
        "awards.holdings_changed": _("asked where people stand, because what they hold has changed"),
        "awards.reckon": _("decided anew where people stand"),
        "awards.reckon_all": _("asked for everyone on a pathway to be decided anew"),
        "awards.reckon_chunk": _("decided anew those who were asked for"),
        "awards.confer_stack": _("awarded what a pathway leads to"),
        "awards.waive": _("let a clause be met for one learner"),
        "awards.end_waiver": _("took back that a clause is met for one learner"),
        "awards.keep_stack": _("let an award stand though something that it rests on has ended"),
        "awards.save_plan": _("kept a plan"),
        "awards.forget_plan": _("kept a plan no longer"),
    }


def _showing() -> dict[str, str]:
    return {
        "portfolio.claim": _("named a skill of their own"),
        "portfolio.restate": _("changed what they say of a skill"),
        "portfolio.withdraw": _("took back what they said of a skill"),
        "portfolio.say_again": _("said again what they had taken back"),
        "portfolio.hide": _("hid a skill"),
        "portfolio.reveal": _("showed a hidden skill again"),
        "portfolio.dispute": _("objected to a skill that an award shows"),
        "portfolio.take_back": _("took an objection back"),
        "portfolio.settle": _("answered an objection"),
        "portfolio.note_told": _("told by mail that an objection is answered"),
        "portfolio.publish": _("made a link to their skill profile"),
        "portfolio.withdraw_link": _("withdrew a link to their skill profile"),
        "portfolio.erase": _("erased what they had put into their skill profile"),
    }


def _issuing() -> dict[str, str]:
    return {
        "issuing.sign": _("signed credentials"),
        "issuing.revoke": _("revoked a credential"),
        "issuing.suspend": _("set a credential aside"),
        "issuing.reinstate": _("reinstated a credential"),
        "issuing.supersede": _("replaced a credential"),
        "issuing.endorse": _("signed an endorsement for a partner"),
        "issuing.take_endorsement_back": _("withdrew an endorsement"),
        "issuing.vouch": _("signed a document of another system"),
        "issuing.disown": _("changed the status of another system’s document"),
        "issuing.rotate_key": _("made a new signing key"),
        "issuing.renew_partner_key": _("renewed a partner’s key"),
        "issuing.revoke_partner_key": _("revoked a partner’s key"),
        "issuing.make_link": _("made a link to a credential"),
        "issuing.withdraw_link": _("withdrew a link to a credential"),
    }


def _recognising() -> dict[str, str]:
    return {
        "recognition.open_request": _("began a request for recognition"),
        "recognition.describe": _("wrote what was learnt"),
        "recognition.add_credential": _("handed in a credential"),
        "recognition.add_file": _("handed in a file"),
        "recognition.take_back": _("took evidence out of a draft"),
        "recognition.submit": _("handed in a request for recognition"),
        "recognition.answer": _("answered what was asked"),
        "recognition.withdraw": _("withdrew a request for recognition"),
        "recognition.accept": _("found a file complete"),
        "recognition.ask": _("asked an applicant for something"),
        "recognition.begin": _("took a request on"),
        "recognition.declare_interest": _("stood back from a case"),
        "recognition.announce_delay": _("told an applicant of a delay"),
        "recognition.compare": _("compared source and target"),
        "recognition.propose": _("proposed a ruling"),
        "recognition.send_back": _("sent a proposal back"),
        "recognition.decide": _("decided on a request for recognition"),
        "recognition.correct": _("corrected a decision on recognition"),
        "recognition.fulfil": _("found a condition met"),
        "recognition.appeal": _("appealed against a decision"),
        "recognition.decide_appeal": _("decided an appeal"),
        "recognition.set_precedent": _("set a precedent"),
        "recognition.end_precedent": _("ended a precedent"),
        "recognition.publish_criteria": _("published criteria for recognition"),
        "recognition.publish_unit": _("published a unit or programme"),
        "recognition.discard": _("threw away a request for recognition of their own"),
        "recognition.erase": _("erased what an applicant had handed in"),
        "recognition.note_sent": _("sent a mail about a request for recognition"),
        "recognition.watch": _("looked at the clocks of requests"),
    }


def _designing() -> dict[str, str]:
    return {
        "design.start": _("began a design"),
        "design.take_over": _("began designs with a file"),
        "design.keep_file": _("looked at a large file"),
        "design.forget_file": _("gave a large file up"),
        "design.take_in": _("took a large file over"),
        "design.take_in_part": _("began designs with rows of a file"),
        "design.stop_intake": _("stopped taking a file over"),
        "design.take_back": _("took a file’s drafts back"),
        "design.take_back_part": _("gave up drafts of a file"),
        "design.clone": _("began a design from another"),
        "design.clone_published": _("began a design from what is published"),
        "design.decide_skill": _("decided on a suggested skill"),
        "oversight.turn": _("turned a purpose of the models on or off"),
        "oversight.decided": _("decided on something that was suggested"),
        "oversight.forget": _("deleted old decisions on suggestions"),
        "design.prepare_suggestions": _("had a framework got ready to be read by meaning"),
        "design.save": _("saved the text of a design"),
        "design.restore": _("restored an earlier text"),
        "design.add_page": _("began a page"),
        "design.save_page": _("saved a page"),
        "design.move_page": _("moved a page"),
        "design.remove_page": _("took a page out, or put it back"),
        "design.restore_page": _("restored an earlier text of a page"),
        "design.hand_in_file": _("handed a file in for pages"),
        "design.bring_pages": _("brought pages in from a file"),
        "design.move_guidelines": _("held a design against other guidelines"),
        "design.abandon": _("gave a design up"),
        "design.comment": _("commented on a design"),
        "design.settle": _("settled a comment, or opened it again"),
        "design.add_contributor": _("gave somebody a part in a design"),
        "design.remove_contributor": _("let a contributor go"),
        "design.sign_off": _("signed off the content of a design"),
        "design.declare_interests": _("spoke of their interests in a design"),
        "design.record_asset": _("recorded an asset"),
        "design.withdraw_asset": _("took an asset out"),
        **_designing_together(),
        **_assuring(),
    }


def _designing_together() -> dict[str, str]:
    return {
        "design.take_in_asked": _("took what adverts ask for into a brief"),
        "design.invite_organisation": _("invited an organisation"),
        "design.invite_partner": _("invited a partner into a design"),
        "design.link_anew": _("made another invitation link"),
        "design.withdraw_link": _("withdrew an invitation link"),
        "design.leave_organisation": _("ended somebody’s acting for an organisation"),
        "design.propose_brief": _("said what an organisation needs"),
        "design.start_from_brief": _("began a design that answers a brief"),
        "design.withdraw_invitation": _("withdrew a partner’s invitation"),
        "design.note_sent": _("sent a mail to a partner"),
        "design.join": _("came into a design as a partner"),
        "design.write_brief": _("wrote a brief"),
        "design.add_demand": _("added evidence of demand"),
        "design.withdraw_demand": _("took evidence of demand back"),
        "design.review_relevance": _("said whether a design is relevant"),
        "design.intend_endorsement": _("said that they will endorse"),
        "design.withdraw_endorsement": _("took an endorsement back"),
        "design.record_agreement": _("recorded an agreement"),
        "design.end_agreement": _("ended an agreement"),
    }


def _assuring() -> dict[str, str]:
    return {
        "design.self_check": _("checked their own design"),
        "design.submit_for_review": _("handed a design in for review"),
        "design.assign_reviewer": _("asked somebody to review a design"),
        "design.take_review": _("took a review on"),
        "design.keep_answers": _("kept answers to a review’s questions"),
        "design.finish_review": _("finished a review"),
        "design.go_on_without_partner": _("went on without a partner’s word"),
        "design.request_change": _("asked for a change in a design"),
        "design.answer_change": _("answered a request for a change"),
        "design.resolve_change": _("resolved a request for a change"),
        "design.approve": _("approved a design"),
        "design.send_back": _("gave a design back to its makers"),
        "design.publish": _("published a design"),
        "design.look_again": _("looked again at what is published"),
        "design.revise": _("began a revision"),
        "design.retire": _("retired what a design became"),
        "design.watch": _("looked at the calendar of reviews"),
        "design.make_family": _("made a family of designs"),
        "design.put_in_family": _("put a design into a family"),
        "design.draw_sample": _("drew a sample"),
        "design.approve_family": _("approved a family of designs"),
        "design.assess_risk": _("looked at the risks of a design"),
        "design.respond": _("answered what was said of risks"),
        "design.begin_audit": _("began a self-audit"),
        "design.answer_audit": _("answered a question of the self-audit"),
        "design.close_audit": _("closed a self-audit"),
        "design.adopt_policy": _("put a policy of the house into force"),
        "design.open_dossier": _("opened a dossier for a body outside"),
        "design.fill_dossier": _("added to a dossier"),
        "design.move_dossier": _("took a dossier a stage further"),
        "design.record_decision": _("recorded the decision of a body outside"),
        "design.meet_condition": _("met a condition of a body outside"),
    }

"""`POST /credentials/verify` and `POST /presentations/verify`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from testamur.core.credential import Check, Policy, Report, verify
from testamur.core.credential.envelope import PRESENTATIONS
from testamur.core.credential.integrity.check import DI_SPEC
from testamur.core.credential.policy import EVERYTHING, PROOF_ONLY
from testamur.core.credential.ports import Json
from testamur.core.credential.report import failed
from testamur.core.credential.shape import items
from testamur.interfaces.protocols.vc_api.answers import Answer, judged
from testamur.interfaces.protocols.vc_api.asking import options_of, secured, text
from testamur.interfaces.protocols.vc_api.workplace import Service


def verify_credential(service: Service, asked: Json) -> Answer:
    """Judge a credential. Less than everything is looked at only for ``checks: ["proof"]``, exactly. Raises `Slip`.

    Where a challenge or a domain is asked for, every proof has to answer it (VC Data Integrity 1.0, section 4.4).
    """
    found, options = secured(asked, "verifiableCredential"), options_of(asked)
    challenge, domain = text(options, "challenge"), text(options, "domain")
    report = verify(found, world=service.world, at=service.now(), policy=Policy(checks=_checks(options)))
    if report.form in PRESENTATIONS:
        return judged(_other(report))
    return judged(replace(report, checks=(*report.checks, *_unanswered(report, challenge, domain))))


def verify_presentation(service: Service, asked: Json) -> Answer:
    """Judge a presentation and all credentials in it; who shows it has to have signed it. Raises `Slip`."""
    found, options = secured(asked, "verifiablePresentation"), options_of(asked)
    policy = Policy(checks=_checks(options), nonce=text(options, "challenge"), domain=text(options, "domain"))
    report = verify(found, world=service.world, at=service.now(), policy=policy)
    is_other = report.form not in {*PRESENTATIONS, ""}
    return judged(_other(report) if is_other else report)


def _unanswered(report: Report, challenge: str, domain: str) -> Iterator[Check]:
    proofs = [proof for proof in items((report.credential or {}).get("proof", [])) if isinstance(proof, dict)]
    for proof in proofs or [{}]:
        if challenge and proof.get("challenge") != challenge:
            yield failed("signature", "wrong-challenge", DI_SPEC, challenge=str(proof.get("challenge"))[:200])
        if domain and domain not in items(proof.get("domain")):
            facts = {"domain": str(proof.get("domain"))[:200], "expected": domain[:200]}
            yield failed("signature", "wrong-domain", DI_SPEC, **facts)


def _checks(options: Json) -> tuple[str, ...]:
    return PROOF_ONLY if options.get("checks") == list(PROOF_ONLY) else EVERYTHING


def _other(report: Report) -> Report:
    """Return the report on something good of the wrong kind: a presentation is no credential, nor the reverse."""
    return Report((failed("form", "of-another-kind", kind=report.form), *report.checks), form=report.form)

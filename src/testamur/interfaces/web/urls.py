"""The addresses behind this door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from testamur.interfaces.web import (
    catalogue,
    check,
    comparing,
    credential,
    endorsement,
    finding,
    learner,
    sharing,
    showcase,
    sign_in,
    sitemap,
    start,
    tokens,
)
from testamur.interfaces.web.advice import routes as advice
from testamur.interfaces.web.charting import page as charting
from testamur.interfaces.web.demand import routes as demand
from testamur.interfaces.web.design import definitions, publishing
from testamur.interfaces.web.design import routes as studio
from testamur.interfaces.web.desk import credentials, marks, offering, overview, queue, replacing, results
from testamur.interfaces.web.desk import people as enrolled
from testamur.interfaces.web.fairness import routes as fairness
from testamur.interfaces.web.frameworks import routes as frameworks
from testamur.interfaces.web.office import audit, keys, people, work
from testamur.interfaces.web.oversight import routes as oversight
from testamur.interfaces.web.partners import routes as partners
from testamur.interfaces.web.pathways import routes as pathways
from testamur.interfaces.web.people import routes as seeking
from testamur.interfaces.web.portfolio import routes as portfolio
from testamur.interfaces.web.publicity import routes as publicity
from testamur.interfaces.web.quality import routes as quality
from testamur.interfaces.web.reading import learner as reading
from testamur.interfaces.web.recognition import arranging, asking, erasing, following, register, ruling
from testamur.interfaces.web.recognition import desk as recognition
from testamur.interfaces.web.skills import routes as skills
from testamur.interfaces.web.targets import routes as targets

_PAGES: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("favicon.svg", start.favicon, name="favicon"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("theme", start.theme, name="theme"),
    path("check", check.check, name="check"),
    path("map", charting.page, name="map"),
    path("catalogue", finding.search, name="catalogue"),
    path("catalogue/compare", comparing.compare, name="compare"),
    path("id/mc/<uuid:uuid>", catalogue.microcredential, name="microcredential"),
    path("id/mc/<uuid:uuid>/badge.svg", catalogue.badge_image, name="badge"),
    path("id/mc/<uuid:uuid>/definition.yaml", catalogue.source, name="definition"),
    path("credentials/<uuid:uuid>", credential.standing, name="standing"),
    path("id/endorsements/<uuid:uuid>", endorsement.endorsement, name="endorsement"),
    path("c/<slug:secret>", credential.shown, name="shown"),
    path("c/<slug:secret>/badge.svg", credential.shown_badge, name="shown-badge"),
    path("c/<slug:secret>/badge.png", credential.shown_png, name="shown-png"),
    path("c/<slug:secret>/<slug:form>", credential.shown_file, name="shown-file"),
    path("mine", learner.mine, name="mine"),
    path("mine/tokens", tokens.tokens, name="tokens"),
    path("mine/tokens/make", tokens.make, name="make-token"),
    path("mine/tokens/<uuid:uuid>/withdraw", tokens.withdraw, name="withdraw-token"),
    path("mine/<uuid:uuid>", sharing.own, name="own"),
    path("mine/<uuid:uuid>/share", sharing.share, name="share"),
    path("mine/<uuid:uuid>/links/<uuid:link>/withdraw", sharing.withdraw, name="withdraw-link"),
    path("mine/<uuid:uuid>/badge.svg", sharing.badge, name="own-badge"),
    path("mine/<uuid:uuid>/<slug:form>", sharing.file, name="own-file"),
    path("mine/enrol/<uuid:uuid>", learner.enrol, name="enrol"),
    path("mine/leave/<uuid:uuid>", learner.leave, name="leave"),
    path("welcome", sign_in.welcome, name="welcome"),
    path("play", sign_in.play, name="play"),
    path("-/components", showcase.components, name="components"),
    *pathways.PAGES,
    *portfolio.PAGES,
    *publicity.PAGES,
]
_DESK: list[URLPattern | URLResolver] = [
    *pathways.DESK,
    *portfolio.DESK,
    path("", overview.overview, name="desk"),
    path("offerings/<uuid:offering>", queue.queue, name="queue"),
    path("offerings/<uuid:offering>/decide", queue.decide, name="decide"),
    path("offerings/<uuid:offering>/award", queue.award, name="award"),
    path("offerings/<uuid:offering>/results", results.importing, name="import"),
    path("offerings/<uuid:offering>/results/confirm", results.confirm, name="import-confirm"),
    path("offer", offering.offer, name="offer"),
    path("offerings/<uuid:offering>/close", offering.close, name="close"),
    path("offerings/<uuid:offering>/people", enrolled.people, name="people"),
    path("offerings/<uuid:offering>/enrol", enrolled.enrol, name="enrol-one"),
    path("enrolments/<uuid:enrolment>", marks.marks, name="marks"),
    path("enrolments/<uuid:enrolment>/take-out", enrolled.leave, name="take-out"),
    path("enrolments/<uuid:enrolment>/results/<str:assessment>", marks.record, name="record"),
    path("enrolments/<uuid:enrolment>/results/<str:assessment>/<int:attempt>", marks.correct, name="correct"),
    path("batches/<uuid:uuid>", queue.batch, name="batch"),
    path("credentials", credentials.search, name="credentials"),
    path("credentials/<uuid:uuid>", credentials.credential, name="credential"),
    path("credentials/<uuid:uuid>/change", credentials.change, name="change"),
    path("credentials/<uuid:uuid>/replace", replacing.replace, name="replace"),
    path("credentials/<uuid:uuid>/show", credentials.show, name="show"),
    path("credentials/<uuid:uuid>/<slug:form>", credentials.file, name="credential-file"),
]
_DESIGN: list[URLPattern | URLResolver] = [
    *studio.PAGES,
    path("", definitions.shelf, name="design"),
    path("publish", publishing.publish, name="publish"),
    path("publish/confirm", publishing.confirm, name="publish-confirm"),
    path("publish/draft", publishing.begin_draft, name="publish-draft"),
    path("examples/<slug:name>", publishing.example_file, name="example"),
    path("definitions/<uuid:uuid>", definitions.definition, name="design-definition"),
    path("definitions/<uuid:uuid>/show", definitions.show_or_hide, name="design-show"),
]
_OFFICE: list[URLPattern | URLResolver] = [
    path("", people.people, name="office"),
    path("invite", people.invite, name="invite"),
    path("people/<uuid:uuid>", people.change_role, name="change-role"),
    path("keys", keys.keys, name="keys"),
    path("keys/rotate", keys.rotate, name="rotate"),
    path("jobs", work.jobs, name="jobs"),
    path("jobs/<int:job>/retry", work.retry, name="retry"),
    path("audit", audit.audit, name="audit"),
]
_RECOGNITION: list[URLPattern | URLResolver] = [
    path("recognition", asking.start, name="recognition"),
    path("recognition/transfer-values", register.register, name="transfer-values"),
    path("recognition/transfer-values/<uuid:uuid>", register.transfer_value, name="transfer-value"),
    path("recognition/at/<slug:code>", asking.begin, name="ask-recognition"),
    path("mine/recognition", following.mine, name="my-recognition"),
    path("mine/recognition/<uuid:uuid>", following.follow, name="follow"),
    path("mine/recognition/<uuid:uuid>/step/<slug:name>", asking.step, name="asking"),
    path("mine/recognition/<uuid:uuid>/evidence/<uuid:evidence>", following.evidence, name="own-evidence"),
    path("mine/recognition/<uuid:uuid>/evidence/<uuid:evidence>/take-back", asking.take_back, name="take-back"),
    path("mine/recognition/<uuid:uuid>/answer", following.answer, name="answer-recognition"),
    path("mine/recognition/<uuid:uuid>/withdraw", following.withdraw, name="withdraw-recognition"),
    path("mine/recognition/<uuid:uuid>/erase", erasing.discard, name="discard-recognition"),
    path("mine/recognition/<uuid:uuid>/appeal", following.appeal, name="appeal"),
    path("mine/recognition/<uuid:uuid>/decisions/<uuid:decision>.pdf", following.letter, name="own-letter"),
]
_RECOGNITION_DESK: list[URLPattern | URLResolver] = [
    path("", recognition.requests, name="recognition-desk"),
    path("units", arranging.units, name="recognition-units"),
    path("precedents", arranging.precedents, name="recognition-precedents"),
    path("precedents/<uuid:uuid>/end", arranging.end, name="end-precedent"),
    path("<uuid:uuid>", recognition.case, name="recognition-case"),
    path("<uuid:uuid>/do", recognition.do, name="recognition-do"),
    path("<uuid:uuid>/erase", erasing.erase, name="recognition-erase"),
    path("<uuid:uuid>/compare", recognition.compare, name="recognition-compare"),
    path("<uuid:uuid>/confirm", ruling.confirm, name="recognition-confirm"),
    path("<uuid:uuid>/caps", ruling.caps, name="recognition-caps"),
    path("<uuid:uuid>/precedent", arranging.set_precedent, name="set-precedent"),
    path("<uuid:uuid>/ruling/<slug:way>", ruling.write, name="ruling"),
    path("<uuid:uuid>/evidence/<uuid:evidence>", recognition.evidence, name="recognition-evidence"),
    path("<uuid:uuid>/decisions/<uuid:decision>.pdf", recognition.letter, name="recognition-letter"),
]
_DESK.append(path("recognition/", include(_RECOGNITION_DESK)))
_OFFICE.append(path("recognition", arranging.criteria, name="recognition-criteria"))
_PAGES += _RECOGNITION
_PAGES += advice.PAGES
_PAGES += frameworks.PAGES
_PAGES += reading.PAGES
_PAGES += targets.PAGES
_OFFICE += oversight.OFFICE
_PAGES += oversight.PAGES
_PAGES += seeking.PAGES
_PAGES += [path("partners/", include(partners.PAGES)), path("partners/", include(demand.PAGES))]
_PAGES += fairness.MINE
_OFFICE += fairness.OFFICE
_PAGES += [path("skills/", include(skills.PAGES))]
_PAGES += [path("desk/<slug:code>/", include(_DESK)), path("design/<slug:code>/", include(_DESIGN))]
_PAGES += [path("quality/<slug:code>/", include([*quality.PAGES, *fairness.QUALITY]))]
_PAGES += [path("office/<slug:code>/", include(_OFFICE))]

urlpatterns: list[URLPattern | URLResolver] = [
    path("language", set_language, name="set_language"),
    path("", include((_PAGES, "web"))),
]

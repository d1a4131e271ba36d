"""The addresses of the studio, where drafts are made, and of the reviewer's desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from testamur.interfaces.web.design import (
    beginning,
    board,
    carrying,
    details,
    draft,
    drafts,
    handing_in,
    intakes,
    interviewing,
    materials,
    past,
    reviewing,
    suggesting,
    taking_over,
    talking,
    upgrading,
)

PAGES: list[URLPattern] = [
    path("drafts", drafts.drafts, name="drafts"),
    path("drafts/begin", beginning.begin, name="begin-draft"),
    path("drafts/begin/interview", interviewing.begin, name="begin-interview"),
    path("drafts/begin/interview/<int:step>", interviewing.question, name="interview"),
    path("drafts/begin/interview/end", interviewing.finish, name="interview-end"),
    path("drafts/<uuid:uuid>/board", board.board, name="board"),
    path("drafts/<uuid:uuid>/skills/newer", upgrading.upgrading, name="upgrade-skills"),
    path("drafts/<uuid:uuid>/skills", suggesting.suggestions, name="suggest-skills"),
    path("drafts/<uuid:uuid>/details", details.details, name="details"),
    path("drafts/<uuid:uuid>/materials", materials.materials, name="materials"),
    path("drafts/<uuid:uuid>", draft.editor, name="draft"),
    path("drafts/<uuid:uuid>/save", draft.save, name="save-draft"),
    path("drafts/<uuid:uuid>/keep", draft.keep, name="keep-draft"),
    path("drafts/<uuid:uuid>/settle", draft.settle, name="settle-draft"),
    path("drafts/<uuid:uuid>/clone", past.clone, name="clone-draft"),
    path("drafts/<uuid:uuid>/look", draft.look, name="look-at-draft"),
    path("drafts/<uuid:uuid>/preview", draft.preview, name="preview-draft"),
    path("drafts/<uuid:uuid>/history", past.history, name="draft-history"),
    path("drafts/<uuid:uuid>/restore", past.restore, name="restore-draft"),
    path("drafts/<uuid:uuid>/talk", talking.talk, name="draft-talk"),
    path("drafts/<uuid:uuid>/hand-in", handing_in.hand_in, name="hand-in"),
    *carrying.PAGES,
    *taking_over.PAGES,
    *intakes.PAGES,
    path("reviews", reviewing.waiting, name="reviews"),
    path("reviews/<uuid:uuid>", reviewing.review, name="review"),
]

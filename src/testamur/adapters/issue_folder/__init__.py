"""A folder of issued credentials: whole files only, one writer at a time. Any web server can serve its ``web`` part.

web/credentials/<uuid>.json .jwt .cose one credential in each form; nothing in a name tells whom it is about
web/status/revocation-1.json  …       signed status lists, 131,072 bits each, allotted at random
web/did.json                          the issuer's keys, for a did:web
credentials.jsonl.zst                 with a bundle: all credentials, one a line, instead of web/credentials
issued.jsonl[.zst]                    what became of each row; names people, so it stays at home, readable by its owner
status.jsonl                          who was revoked or suspended and why; likewise
"""

from testamur.adapters.issue_folder.batch import Batch, Judged, Terms, is_future
from testamur.adapters.issue_folder.bulk import BUNDLES, Bulk, write_zip
from testamur.adapters.issue_folder.place import BadFolder, Folder, FolderBusy, open_folder
from testamur.adapters.issue_folder.register import SUFFIXES
from testamur.adapters.issue_folder.standing import change_status

__all__ = [
    "BUNDLES",
    "SUFFIXES",
    "BadFolder",
    "Batch",
    "Bulk",
    "Folder",
    "FolderBusy",
    "Judged",
    "Terms",
    "change_status",
    "is_future",
    "open_folder",
    "write_zip",
]

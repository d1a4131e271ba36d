"""What the machine tells us: the only place that reads environment variables, once, into one frozen value."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from testamur.refusals import Invalid


class BadSetting(Invalid):
    """A setting that cannot be used. ``facts``: name, found, allowed."""

    code = "bad-setting"


@dataclass(frozen=True, slots=True)
class Setting:
    """A public setting, as `docs/operations/settings.md` lists it."""

    name: str
    default: str
    says: str


SETTINGS = (
    Setting("DATABASE_URL", "", "the database, as the role without privileges; empty starts the embedded PostgreSQL"),
    Setting("TESTAMUR_OWNER_DATABASE_URL", "", "the same database as its owner, for `testamur migrate`"),
    Setting("TESTAMUR_HOME", ".testamur", "folder for the secret key, the embedded database and collected files"),
    Setting("TESTAMUR_SECRET_KEY_FILE", "", "the secret key; empty means `secret.key` in the home folder"),
    Setting("TESTAMUR_PG_BIN", "", "folder with PostgreSQL's programs, tried before all others"),
    Setting("TESTAMUR_BASE_URL", "", "the public address, such as https://credentials.example.edu"),
    Setting("TESTAMUR_HOST", "127.0.0.1", "the network address to listen on"),
    Setting("TESTAMUR_PORT", "8000", "the port to listen on"),
    Setting("TESTAMUR_WEB_WORKERS", "1", "web processes"),
    Setting("TESTAMUR_WEB_THREADS", "4", "requests that one web process works on at a time"),
    Setting("TESTAMUR_JOB_CONCURRENCY", "2", "jobs that one worker process works on at a time"),
    Setting(
        "TESTAMUR_JOB_STALLED_SECONDS",
        "30",
        "a worker silent for so long is taken for dead, and its jobs are begun again",
    ),
    Setting("TESTAMUR_HSTS_SECONDS", "0", "how long browsers must insist on https; 0 does not ask them to"),
    Setting("TESTAMUR_MAIL_URL", "", "smtp://user:password@host:587; empty writes mail into the home folder"),
    Setting("TESTAMUR_MAIL_FROM", "testamur@localhost", "the sender of mail"),
    Setting("TESTAMUR_LOG_FORMAT", "text", "text or json"),
    Setting("TESTAMUR_REGISTRIES", "", "folder of trust registries (JSON), which say who an issuer is known to be"),
    Setting("TESTAMUR_VC_API_KEYS", "", "folder of keys for the VC API, in it one for each institution, by its code"),
    Setting("TESTAMUR_VC_API_LISTS", "", "folder of its status lists; empty means `lists` beside the keys"),
    Setting(
        "TESTAMUR_VC_API_CONTEXTS", "", "further contexts for it: folders with an index.json, a colon between them"
    ),
    Setting("TESTAMUR_VC_API_DOCUMENTS", "", "documents that it need not fetch: folders with an index.json"),
    Setting("TESTAMUR_VC_API_URL", "", "its public address; empty means /vc-api below the server's"),
    Setting("TESTAMUR_VC_API_ONLINE", "1", "0 keeps it from asking anything but those folders"),
    Setting(
        "TESTAMUR_EMBED_HOSTS",
        "www.youtube-nocookie.com player.vimeo.com www.geogebra.org h5p.org phet.colorado.edu archive.org",
        "hosts from which readers of content pages may load a film or a model; a space between them",
    ),
    Setting(
        "TESTAMUR_FOUND_FROM_AGE",
        "16",
        "how old somebody must say they are to let partners find them by their skills; the law sets 13 to 18",
    ),
    Setting("TESTAMUR_PASSPHRASE", "", "passphrase of key files that are locked"),
    Setting("TESTAMUR_DEMO", "0", "1 offers one-click sign-in to everyone; only for demonstrations"),
    Setting("TESTAMUR_DEBUG", "0", "1 shows errors in full to everyone; only for development"),
)


@dataclass(frozen=True, slots=True)
class VcApi:
    """Where the VC API has its things; without ``keys`` it signs nothing."""

    keys: Path | None
    lists: Path
    contexts: tuple[Path, ...]
    documents: tuple[Path, ...]
    public_url: str
    passphrase: str
    is_online: bool


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything that is set from outside. ``database_url`` is empty where the embedded PostgreSQL is used."""

    database_url: str
    owner_database_url: str
    home: Path
    secret_key_file: Path
    postgres_folder: str
    base_url: str
    host: str
    port: int
    web_workers: int
    web_threads: int
    job_concurrency: int
    job_stalled_seconds: int
    hsts_seconds: int
    mail_url: str
    mail_from: str
    log_format: str
    registries: Path | None
    embed_hosts: frozenset[str]
    found_from_age: int
    vc_api: VcApi
    is_demo: bool
    is_debug: bool

    @property
    def is_https(self) -> bool:
        """Whether people reach us over https."""
        return self.base_url.startswith("https://")

    @property
    def mail_folder(self) -> Path:
        """Where mail is kept as files as long as no mail server is named."""
        return self.home / "mail"

    @property
    def hostname(self) -> str:
        """The host part of the public address."""
        return urlsplit(self.base_url).hostname or "localhost"


def read(variables: Mapping[str, str]) -> Environment:
    """Return the environment that *variables* describe. Raises `BadSetting`."""
    given = {setting.name: variables.get(setting.name, "") or setting.default for setting in SETTINGS}
    home = Path(given["TESTAMUR_HOME"]).expanduser().resolve()
    port = _whole(given, "TESTAMUR_PORT", low=1, high=65535)
    return Environment(
        database_url=_database(given, "DATABASE_URL"),
        owner_database_url=_database(given, "TESTAMUR_OWNER_DATABASE_URL"),
        home=home,
        secret_key_file=Path(given["TESTAMUR_SECRET_KEY_FILE"] or home / "secret.key").expanduser(),
        postgres_folder=given["TESTAMUR_PG_BIN"],
        base_url=_base_url(given, port),
        host=given["TESTAMUR_HOST"],
        port=port,
        web_workers=_whole(given, "TESTAMUR_WEB_WORKERS", low=1, high=256),
        web_threads=_whole(given, "TESTAMUR_WEB_THREADS", low=1, high=256),
        job_concurrency=_whole(given, "TESTAMUR_JOB_CONCURRENCY", low=1, high=64),
        job_stalled_seconds=_whole(given, "TESTAMUR_JOB_STALLED_SECONDS", low=2, high=3600),
        hsts_seconds=_whole(given, "TESTAMUR_HSTS_SECONDS", low=0, high=10**9),
        mail_url=given["TESTAMUR_MAIL_URL"],
        mail_from=given["TESTAMUR_MAIL_FROM"],
        log_format=_one_of(given, "TESTAMUR_LOG_FORMAT", ("text", "json")),
        registries=_folder(given, "TESTAMUR_REGISTRIES"),
        embed_hosts=_hosts(given, "TESTAMUR_EMBED_HOSTS"),
        found_from_age=_whole(given, "TESTAMUR_FOUND_FROM_AGE", low=13, high=99),
        vc_api=_vc_api(given, home, port),
        is_demo=_one_of(given, "TESTAMUR_DEMO", ("0", "1")) == "1",
        is_debug=_one_of(given, "TESTAMUR_DEBUG", ("0", "1")) == "1",
    )


@cache
def environment() -> Environment:
    """Return this process's environment, read once."""
    return read(os.environ)


def for_child(**changes: str) -> dict[str, str]:
    """Return the variables for a process that we start, with *changes* to settings."""
    return {**os.environ, **changes}


def secret_key(file: Path) -> str:
    """Return the secret in *file*; the first call on a machine makes it, readable by its owner alone."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(64))
        # Linking is atomic and never overwrites: two processes that start together agree on one key.
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text().strip()


def _whole(given: Mapping[str, str], name: str, *, low: int, high: int) -> int:
    text = given[name]
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise BadSetting(name=name, found=text, allowed=f"{low}-{high}")
    return int(text)


def _one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    if given[name] not in allowed:
        raise BadSetting(name=name, found=given[name], allowed=" | ".join(allowed))
    return given[name]


def _folder(given: Mapping[str, str], name: str) -> Path | None:
    folder = Path(given[name]).expanduser() if given[name] else None
    if folder is not None and not folder.is_dir():
        raise BadSetting(name=name, found=given[name], allowed="a folder that is there")
    return folder


def _hosts(given: Mapping[str, str], name: str) -> frozenset[str]:
    for host in given[name].split():
        if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])", host):
            raise BadSetting(name=name, found=host[:80], allowed="www.example.org")
    return frozenset(given[name].split())


def _vc_api(given: Mapping[str, str], home: Path, port: int) -> VcApi:
    keys = _folder(given, "TESTAMUR_VC_API_KEYS")
    lists = Path(given["TESTAMUR_VC_API_LISTS"]).expanduser() if given["TESTAMUR_VC_API_LISTS"] else None
    return VcApi(
        keys=keys,
        lists=lists or (keys.parent / "lists" if keys else home / "vc-api-lists"),
        contexts=_folders(given, "TESTAMUR_VC_API_CONTEXTS"),
        documents=_folders(given, "TESTAMUR_VC_API_DOCUMENTS"),
        public_url=_url(given, "TESTAMUR_VC_API_URL", f"{_base_url(given, port)}/vc-api"),
        passphrase=given["TESTAMUR_PASSPHRASE"],
        is_online=_one_of(given, "TESTAMUR_VC_API_ONLINE", ("0", "1")) == "1",
    )


def _folders(given: Mapping[str, str], name: str) -> tuple[Path, ...]:
    parts = [part for part in given[name].split(os.pathsep) if part]
    return tuple(folder for part in parts if (folder := _folder({name: part}, name)))


def _database(given: Mapping[str, str], name: str) -> str:
    if given[name] and urlsplit(given[name]).scheme not in {"postgresql", "postgres"}:
        raise BadSetting(name=name, found=urlsplit(given[name]).scheme, allowed="postgresql://…")
    return given[name]


def _base_url(given: Mapping[str, str], port: int) -> str:
    return _url(given, "TESTAMUR_BASE_URL", f"http://localhost:{port}")


def _url(given: Mapping[str, str], name: str, default: str) -> str:
    url = (given[name] or default).rstrip("/")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise BadSetting(name=name, found=url, allowed="http(s)://…")
    return url

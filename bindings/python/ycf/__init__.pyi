# Made by bindings/python/make-stubs.py from the field tables; not edited by hand.
# Setting, Lead ... are there for type checkers: when run, every record is a Record.
import datetime
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Callable, ContextManager, Generic, Literal, NamedTuple, Optional, TypeVar, Union, overload

__version__: str

Key = Union[str, Record]
Day = Union[datetime.date, str, None]
Value = Union[str, int, bool, datetime.date, None, Record]
Choice = Union[Value, Sequence[str]]
Name = Union[str, os.PathLike[str], None]
Path = Union[str, bytes, os.PathLike[str]]
Output = Union[Path, int, io.IOBase, Any]
_R = TypeVar("_R", bound=Record, covariant=True)

class Error(Exception):
    status: str
    record: str
    field: str
    row: int
    result: Any

class Misuse(Error): ...

class Invalid(Error, ValueError): ...

class NotFound(Error, LookupError): ...

class Exists(Error): ...

class Ambiguous(Error): ...

class Conflict(Error): ...

class Refused(Error): ...

class Cancelled(Error): ...

class Busy(Error): ...

class Full(Error): ...

class Unreadable(Error): ...

class Foreign(Error): ...

class Newer(Error): ...

class Damaged(Error): ...

class Memory(Error, MemoryError): ...

class Field(NamedTuple):
    name: str
    kind: str
    help: str
    limit: int
    target: Optional[str]
    choices: tuple[str, ...]
    required: bool
    unique: bool
    personal: bool
    read_only: bool
    code: bool
    brief: bool

class Noun(NamedTuple):
    name: str
    help: str
    derived: bool
    fields: tuple[Field, ...]

def nouns() -> tuple[str, ...]: ...

def noun(name: str) -> Noun: ...

class Record:
    @property
    def noun_name(self) -> str: ...
    def keys(self) -> tuple[str, ...]: ...
    def values(self) -> tuple[Any, ...]: ...
    def items(self) -> tuple[tuple[str, Any], ...]: ...
    def get(self, field: str, otherwise: Any=...) -> Any: ...
    def label(self, field: str) -> Any: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __contains__(self, field: object) -> bool: ...
    def __getitem__(self, field: str, /) -> Any: ...

class Change(Record):
    id: str
    revision: int
    created: str
    changed: str
    at: str
    actor: str
    reason: Optional[str]
    source: str

class OldRow(Record):
    id: str
    revision: int
    created: str
    changed: str
    change: str
    noun: str
    record: str
    act: Literal['edit', 'removal']
    was: str

class Framework(Record):
    id: str
    revision: int
    created: str
    changed: str
    code: str
    edition: str
    title: str
    issuer: Optional[str]
    area: Optional[str]
    language: Optional[str]
    prefix: str
    review_months: Optional[int]
    term_months: Optional[int]
    grace_days: Optional[int]
    lapse_days: Optional[int]
    verify_url: Optional[str]
    rules: Optional[str]

class Standard(Record):
    id: str
    revision: int
    created: str
    changed: str
    framework: str
    code: str
    title: str
    statement: Optional[str]

class Criterion(Record):
    id: str
    revision: int
    created: str
    changed: str
    standard: str
    code: str
    text: str
    required: bool
    guidance: Optional[str]

class Level(Record):
    id: str
    revision: int
    created: str
    changed: str
    framework: str
    code: str
    title: str
    rag: Literal['none', 'red', 'amber', 'green']
    counts_as_met: bool
    needs_reason: bool

class Rule(Record):
    id: str
    revision: int
    created: str
    changed: str
    framework: str
    purpose: Literal['award', 'at_risk']
    condition: str
    source: Optional[Literal['self', 'practitioner', 'panel']]
    months: Optional[int]
    times: Optional[int]

class Practitioner(Record):
    id: str
    revision: int
    created: str
    changed: str
    name: str
    email: Optional[str]
    telephone: Optional[str]
    since: Optional[datetime.date]
    until: Optional[datetime.date]

class Setting(Record):
    id: str
    revision: int
    created: str
    changed: str
    reference: Optional[str]
    name: str
    kind: Literal['nursery', 'primary', 'secondary', 'all_through', 'special', 'alternative', 'college', 'university', 'gp_practice', 'health_team', 'hospital', 'social_care', 'early_help', 'youth_service', 'voluntary', 'other']
    urn: Optional[str]
    laestab: Optional[str]
    ods_code: Optional[str]
    ukprn: Optional[str]
    street: Optional[str]
    town: Optional[str]
    postcode: Optional[str]
    ward: Optional[str]
    ward_code: Optional[str]
    local_authority: Optional[str]
    local_authority_code: Optional[str]
    trust: Optional[str]
    telephone: Optional[str]
    email: Optional[str]
    website: Optional[str]
    joined: Optional[datetime.date]
    departed: Optional[datetime.date]
    departed_reason: Optional[str]
    opened: Optional[datetime.date]
    closed: Optional[datetime.date]
    practitioner: Optional[str]
    notes: Optional[str]

class Lead(Record):
    id: str
    revision: int
    created: str
    changed: str
    setting: str
    name: str
    role: Literal['designated_lead', 'deputy', 'champion', 'senior_sponsor']
    job_title: Optional[str]
    email: Optional[str]
    telephone: Optional[str]
    since: datetime.date
    until: Optional[datetime.date]
    confirmed: Optional[datetime.date]
    why_ended: Optional[str]

class ExternalId(Record):
    id: str
    revision: int
    created: str
    changed: str
    system: str
    value: str
    setting: Optional[str]
    lead: Optional[str]

class Contact(Record):
    id: str
    revision: int
    created: str
    changed: str
    setting: str
    date: datetime.date
    kind: Literal['visit', 'call', 'email', 'letter', 'meeting', 'no_answer', 'other']
    practitioner: Optional[str]
    with_whom: Optional[str]
    note: Optional[str]
    follow_up: Optional[datetime.date]

class Assessment(Record):
    id: str
    revision: int
    created: str
    changed: str
    setting: str
    framework: str
    date: datetime.date
    source: Literal['self', 'practitioner', 'panel']
    assessor: Optional[str]
    comment: Optional[str]

class Rating(Record):
    id: str
    revision: int
    created: str
    changed: str
    assessment: str
    criterion: str
    level: str
    commentary: Optional[str]

class Evidence(Record):
    id: str
    revision: int
    created: str
    changed: str
    setting: str
    standard: Optional[str]
    criterion: Optional[str]
    title: str
    kept_at: str
    dated: Optional[datetime.date]
    expires: Optional[datetime.date]
    note: Optional[str]

class Plan(Record):
    id: str
    revision: int
    created: str
    changed: str
    setting: str
    framework: str
    agreed: datetime.date
    agreed_with: Optional[str]
    practitioner: Optional[str]
    ended: Optional[datetime.date]
    note: Optional[str]

class Action(Record):
    id: str
    revision: int
    created: str
    changed: str
    plan: str
    number: int
    standard: Optional[str]
    what: str
    owner: Optional[str]
    due: Optional[datetime.date]
    done: Optional[datetime.date]
    dropped: Optional[datetime.date]
    note: Optional[str]

class Review(Record):
    id: str
    revision: int
    created: str
    changed: str
    plan: str
    date: datetime.date
    agreed_with: Optional[str]
    practitioner: Optional[str]
    note: Optional[str]

class Request(Record):
    id: str
    revision: int
    created: str
    changed: str
    setting: str
    framework: str
    asked: datetime.date
    due: Optional[datetime.date]
    form: Literal['workbook', 'page', 'csv']
    practitioner: Optional[str]
    note: Optional[str]

class Report(Record):
    id: str
    revision: int
    created: str
    changed: str
    setting: str
    framework: str
    date: datetime.date
    form: Literal['workbook', 'page', 'csv']
    reporter: Optional[str]
    lead_in_post: Optional[Literal['yes', 'no']]
    proposed_lead: Optional[str]
    proposed_email: Optional[str]
    proposed_telephone: Optional[str]
    assessment: Optional[str]
    digest: str
    note: Optional[str]

class Remark(Record):
    id: str
    revision: int
    created: str
    changed: str
    report: str
    action: str
    state: Literal['done', 'going_on', 'stuck']
    note: Optional[str]

class Award(Record):
    id: str
    revision: int
    created: str
    changed: str
    code: str
    setting: str
    framework: str
    date: datetime.date
    decided_by: Optional[str]
    note: Optional[str]
    setting_name: Optional[str]
    mark_title: Optional[str]
    expires: Optional[datetime.date]
    ended: Optional[datetime.date]
    end_reason: Optional[Literal['withdrawn', 'superseded', 'setting_closed', 'departed']]
    recorded_from: Optional[str]

class Standing(Record):
    setting: Optional[str]
    reference: Optional[str]
    name: Optional[str]
    framework: Optional[str]
    as_of: Optional[datetime.date]
    stage: Optional[Literal['known', 'registered', 'working_towards', 'accredited', 'at_risk', 'lapsed', 'withdrawn', 'departed']]
    holds: bool
    reasons: Optional[str]
    lead: Optional[str]
    lead_confirmed: Optional[datetime.date]
    standards_met: Optional[int]
    standards_total: Optional[int]
    plan_agreed: Optional[datetime.date]
    last_review: Optional[datetime.date]
    next_review: Optional[datetime.date]
    awarded: Optional[datetime.date]
    expires: Optional[datetime.date]
    award_code: Optional[str]
    practitioner: Optional[str]

class Progress(Record):
    setting: Optional[str]
    reference: Optional[str]
    name: Optional[str]
    framework: Optional[str]
    standard: Optional[str]
    code: Optional[str]
    title: Optional[str]
    self_level: Optional[str]
    self_rag: Optional[Literal['none', 'red', 'amber', 'green']]
    practitioner_level: Optional[str]
    practitioner_rag: Optional[Literal['none', 'red', 'amber', 'green']]
    met: bool
    evidence: Optional[int]
    practitioner: Optional[str]

class Comparison(Record):
    setting: Optional[str]
    reference: Optional[str]
    name: Optional[str]
    framework: Optional[str]
    standard: Optional[str]
    code: Optional[str]
    title: Optional[str]
    self_level: Optional[str]
    self_rag: Optional[Literal['none', 'red', 'amber', 'green']]
    self_date: Optional[datetime.date]
    self_commentary: Optional[str]
    self_before: Optional[str]
    practitioner_level: Optional[str]
    practitioner_rag: Optional[Literal['none', 'red', 'amber', 'green']]
    practitioner_date: Optional[datetime.date]
    practitioner_commentary: Optional[str]
    practitioner_before: Optional[str]
    differs: bool
    moved: Optional[Literal['up', 'down', 'same']]
    practitioner: Optional[str]

class Answer(Record):
    setting: Optional[str]
    reference: Optional[str]
    name: Optional[str]
    framework: Optional[str]
    standard: Optional[str]
    criterion: Optional[str]
    code: Optional[str]
    text: Optional[str]
    source: Optional[Literal['self', 'practitioner', 'panel']]
    level: Optional[str]
    title: Optional[str]
    rag: Optional[Literal['none', 'red', 'amber', 'green']]
    commentary: Optional[str]
    date: Optional[datetime.date]
    assessor: Optional[str]
    assessment: Optional[str]
    practitioner: Optional[str]

class Due(Record):
    setting: Optional[str]
    reference: Optional[str]
    name: Optional[str]
    kind: Optional[Literal['review', 'action', 'lead_vacant', 'lead_unconfirmed', 'evidence', 'term', 'lapse', 'contact', 'self_report', 'lead_proposed', 'remark']]
    date: Optional[datetime.date]
    days: Optional[int]
    what: Optional[str]
    who: Optional[str]
    next_step: Optional[str]
    practitioner: Optional[str]

class Readiness(Record):
    setting: Optional[str]
    framework: Optional[str]
    condition: Optional[str]
    title: Optional[str]
    met: bool
    found: Optional[str]
    next_step: Optional[str]

class History(Record):
    setting: Optional[str]
    at: Optional[str]
    actor: Optional[str]
    reason: Optional[str]
    source: Optional[str]
    noun: Optional[str]
    record: Optional[str]
    act: Optional[Literal['add', 'edit', 'removal']]
    what: Optional[str]

class Alteration(Record):
    noun: Optional[str]
    record: Optional[str]
    setting: Optional[str]
    act: Optional[Literal['added', 'edited', 'removed']]
    at: Optional[str]
    change: Optional[str]
    actor: Optional[str]
    source: Optional[str]

def read_date(text: str) -> datetime.date: ...

def people_date(day: Day) -> str: ...

def add_months(day: datetime.date, months: int) -> datetime.date: ...

class Imported(NamedTuple):
    added: int
    updated: int
    unchanged: int
    rejected: int
    skipped: int
    problems: tuple[str, ...]
    warnings: tuple[str, ...]

class Returned(NamedTuple):
    added: int
    unchanged: int
    refused: int
    skipped: int
    problems: tuple[str, ...]
    warnings: tuple[str, ...]

class Drawn(NamedTuple):
    written: int
    left_out: int
    not_drawn: int
    problems: tuple[str, ...]

class Ready:
    ready: bool
    conditions: tuple[Readiness, ...]
    def __bool__(self) -> bool: ...

class LayoutValue(NamedTuple):
    name: str
    kind: str
    help: str
    list: Optional[str]

class Cursor(Generic[_R]):
    def write(self, to: Output, format: str=..., width: int=...) -> int: ...
    def __iter__(self) -> Iterator[_R]: ...
    def __next__(self) -> _R: ...

class Document:
    @property
    def ending(self) -> str: ...
    def write(self, key: Key, to: Output) -> None: ...
    def write_each(self, folder: Path, *terms: str, sort: Optional[str]=...,
        **equal: Choice) -> Drawn: ...
    def write_combined(self, to: Output, *terms: str, sort: Optional[str]=...,
        title: Optional[str]=..., **equal: Choice) -> Drawn: ...

class Tracker:
    progress: Optional[Callable[[int, int], Any]]
    def close(self) -> None: ...
    @property
    def closed(self) -> bool: ...
    def __enter__(self) -> Tracker: ...
    def __exit__(self, *raised: object) -> None: ...
    @overload
    def get(self, _noun: Literal["change"], _key: Key, /) -> Change: ...
    @overload
    def get(self, _noun: Literal["old_row"], _key: Key, /) -> OldRow: ...
    @overload
    def get(self, _noun: Literal["framework"], _key: Key, /) -> Framework: ...
    @overload
    def get(self, _noun: Literal["standard"], _key: Key, /) -> Standard: ...
    @overload
    def get(self, _noun: Literal["criterion"], _key: Key, /) -> Criterion: ...
    @overload
    def get(self, _noun: Literal["level"], _key: Key, /) -> Level: ...
    @overload
    def get(self, _noun: Literal["rule"], _key: Key, /) -> Rule: ...
    @overload
    def get(self, _noun: Literal["practitioner"], _key: Key, /) -> Practitioner: ...
    @overload
    def get(self, _noun: Literal["setting"], _key: Key, /) -> Setting: ...
    @overload
    def get(self, _noun: Literal["lead"], _key: Key, /) -> Lead: ...
    @overload
    def get(self, _noun: Literal["external_id"], _key: Key, /) -> ExternalId: ...
    @overload
    def get(self, _noun: Literal["contact"], _key: Key, /) -> Contact: ...
    @overload
    def get(self, _noun: Literal["assessment"], _key: Key, /) -> Assessment: ...
    @overload
    def get(self, _noun: Literal["rating"], _key: Key, /) -> Rating: ...
    @overload
    def get(self, _noun: Literal["evidence"], _key: Key, /) -> Evidence: ...
    @overload
    def get(self, _noun: Literal["plan"], _key: Key, /) -> Plan: ...
    @overload
    def get(self, _noun: Literal["action"], _key: Key, /) -> Action: ...
    @overload
    def get(self, _noun: Literal["review"], _key: Key, /) -> Review: ...
    @overload
    def get(self, _noun: Literal["request"], _key: Key, /) -> Request: ...
    @overload
    def get(self, _noun: Literal["report"], _key: Key, /) -> Report: ...
    @overload
    def get(self, _noun: Literal["remark"], _key: Key, /) -> Remark: ...
    @overload
    def get(self, _noun: Literal["award"], _key: Key, /) -> Award: ...
    @overload
    def get(self, _noun: str, _key: Key, /) -> Record: ...
    @overload
    def select(self, _noun: Literal["change"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        at: str | None = ..., actor: str | None = ..., reason: str | None = ...,
        source: str | None = ..., changed_since: Day = ...) -> Cursor[Change]: ...
    @overload
    def select(self, _noun: Literal["old_row"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        change: Key | None = ..., noun: str | None = ..., record: str | None = ...,
        act: Literal['edit', 'removal'] | Sequence[Literal['edit', 'removal']] | None = ...,
        was: str | None = ..., changed_since: Day = ...) -> Cursor[OldRow]: ...
    @overload
    def select(self, _noun: Literal["framework"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        code: str | None = ..., edition: str | None = ..., title: str | None = ...,
        issuer: str | None = ..., area: str | None = ..., language: str | None = ...,
        prefix: str | None = ..., review_months: int | str | None = ...,
        term_months: int | str | None = ..., grace_days: int | str | None = ...,
        lapse_days: int | str | None = ..., verify_url: str | None = ..., rules: str | None = ...,
        changed_since: Day = ...) -> Cursor[Framework]: ...
    @overload
    def select(self, _noun: Literal["standard"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        framework: Key | None = ..., code: str | None = ..., title: str | None = ...,
        statement: str | None = ..., changed_since: Day = ...) -> Cursor[Standard]: ...
    @overload
    def select(self, _noun: Literal["criterion"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        standard: Key | None = ..., code: str | None = ..., text: str | None = ...,
        required: bool | str | None = ..., guidance: str | None = ...,
        changed_since: Day = ...) -> Cursor[Criterion]: ...
    @overload
    def select(self, _noun: Literal["level"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        framework: Key | None = ..., code: str | None = ..., title: str | None = ...,
        rag: Literal['none', 'red', 'amber', 'green'] | Sequence[Literal['none', 'red', 'amber',
        'green']] | None = ..., counts_as_met: bool | str | None = ...,
        needs_reason: bool | str | None = ..., changed_since: Day = ...) -> Cursor[Level]: ...
    @overload
    def select(self, _noun: Literal["rule"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        framework: Key | None = ..., purpose: Literal['award',
        'at_risk'] | Sequence[Literal['award', 'at_risk']] | None = ...,
        condition: str | None = ..., source: Literal['self', 'practitioner',
        'panel'] | Sequence[Literal['self', 'practitioner', 'panel']] | None = ...,
        months: int | str | None = ..., times: int | str | None = ...,
        changed_since: Day = ...) -> Cursor[Rule]: ...
    @overload
    def select(self, _noun: Literal["practitioner"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        name: str | None = ..., email: str | None = ..., telephone: str | None = ...,
        since: Day = ..., until: Day = ..., changed_since: Day = ...) -> Cursor[Practitioner]: ...
    @overload
    def select(self, _noun: Literal["setting"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        reference: str | None = ..., name: str | None = ..., kind: Literal['nursery', 'primary',
        'secondary', 'all_through', 'special', 'alternative', 'college', 'university',
        'gp_practice', 'health_team', 'hospital', 'social_care', 'early_help', 'youth_service',
        'voluntary', 'other'] | Sequence[Literal['nursery', 'primary', 'secondary', 'all_through',
        'special', 'alternative', 'college', 'university', 'gp_practice', 'health_team', 'hospital',
        'social_care', 'early_help', 'youth_service', 'voluntary', 'other']] | None = ...,
        urn: str | None = ..., laestab: str | None = ..., ods_code: str | None = ...,
        ukprn: str | None = ..., street: str | None = ..., town: str | None = ...,
        postcode: str | None = ..., ward: str | None = ..., ward_code: str | None = ...,
        local_authority: str | None = ..., local_authority_code: str | None = ...,
        trust: str | None = ..., telephone: str | None = ..., email: str | None = ...,
        website: str | None = ..., joined: Day = ..., departed: Day = ...,
        departed_reason: str | None = ..., opened: Day = ..., closed: Day = ...,
        practitioner: Key | None = ..., notes: str | None = ...,
        changed_since: Day = ...) -> Cursor[Setting]: ...
    @overload
    def select(self, _noun: Literal["lead"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        setting: Key | None = ..., name: str | None = ..., role: Literal['designated_lead',
        'deputy', 'champion', 'senior_sponsor'] | Sequence[Literal['designated_lead', 'deputy',
        'champion', 'senior_sponsor']] | None = ..., job_title: str | None = ...,
        email: str | None = ..., telephone: str | None = ..., since: Day = ..., until: Day = ...,
        confirmed: Day = ..., why_ended: str | None = ...,
        changed_since: Day = ...) -> Cursor[Lead]: ...
    @overload
    def select(self, _noun: Literal["external_id"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        system: str | None = ..., value: str | None = ..., setting: Key | None = ...,
        lead: Key | None = ..., changed_since: Day = ...) -> Cursor[ExternalId]: ...
    @overload
    def select(self, _noun: Literal["contact"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        setting: Key | None = ..., date: Day = ..., kind: Literal['visit', 'call', 'email',
        'letter', 'meeting', 'no_answer', 'other'] | Sequence[Literal['visit', 'call', 'email',
        'letter', 'meeting', 'no_answer', 'other']] | None = ..., practitioner: Key | None = ...,
        with_whom: str | None = ..., note: str | None = ..., follow_up: Day = ...,
        changed_since: Day = ...) -> Cursor[Contact]: ...
    @overload
    def select(self, _noun: Literal["assessment"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        setting: Key | None = ..., framework: Key | None = ..., date: Day = ...,
        source: Literal['self', 'practitioner', 'panel'] | Sequence[Literal['self', 'practitioner',
        'panel']] | None = ..., assessor: str | None = ..., comment: str | None = ...,
        changed_since: Day = ...) -> Cursor[Assessment]: ...
    @overload
    def select(self, _noun: Literal["rating"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        assessment: Key | None = ..., criterion: Key | None = ..., level: Key | None = ...,
        commentary: str | None = ..., setting: Key | None = ...,
        changed_since: Day = ...) -> Cursor[Rating]: ...
    @overload
    def select(self, _noun: Literal["evidence"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        setting: Key | None = ..., standard: Key | None = ..., criterion: Key | None = ...,
        title: str | None = ..., kept_at: str | None = ..., dated: Day = ..., expires: Day = ...,
        note: str | None = ..., changed_since: Day = ...) -> Cursor[Evidence]: ...
    @overload
    def select(self, _noun: Literal["plan"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        setting: Key | None = ..., framework: Key | None = ..., agreed: Day = ...,
        agreed_with: str | None = ..., practitioner: Key | None = ..., ended: Day = ...,
        note: str | None = ..., changed_since: Day = ...) -> Cursor[Plan]: ...
    @overload
    def select(self, _noun: Literal["action"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        plan: Key | None = ..., number: int | str | None = ..., standard: Key | None = ...,
        what: str | None = ..., owner: str | None = ..., due: Day = ..., done: Day = ...,
        dropped: Day = ..., note: str | None = ..., setting: Key | None = ...,
        changed_since: Day = ...) -> Cursor[Action]: ...
    @overload
    def select(self, _noun: Literal["review"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        plan: Key | None = ..., date: Day = ..., agreed_with: str | None = ...,
        practitioner: Key | None = ..., note: str | None = ..., setting: Key | None = ...,
        changed_since: Day = ...) -> Cursor[Review]: ...
    @overload
    def select(self, _noun: Literal["request"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        setting: Key | None = ..., framework: Key | None = ..., asked: Day = ..., due: Day = ...,
        form: Literal['workbook', 'page', 'csv'] | Sequence[Literal['workbook', 'page',
        'csv']] | None = ..., practitioner: Key | None = ..., note: str | None = ...,
        changed_since: Day = ...) -> Cursor[Request]: ...
    @overload
    def select(self, _noun: Literal["report"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        setting: Key | None = ..., framework: Key | None = ..., date: Day = ...,
        form: Literal['workbook', 'page', 'csv'] | Sequence[Literal['workbook', 'page',
        'csv']] | None = ..., reporter: str | None = ..., lead_in_post: Literal['yes',
        'no'] | Sequence[Literal['yes', 'no']] | None = ..., proposed_lead: str | None = ...,
        proposed_email: str | None = ..., proposed_telephone: str | None = ...,
        assessment: Key | None = ..., digest: str | None = ..., note: str | None = ...,
        changed_since: Day = ...) -> Cursor[Report]: ...
    @overload
    def select(self, _noun: Literal["remark"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        report: Key | None = ..., action: Key | None = ..., state: Literal['done', 'going_on',
        'stuck'] | Sequence[Literal['done', 'going_on', 'stuck']] | None = ...,
        note: str | None = ..., setting: Key | None = ...,
        changed_since: Day = ...) -> Cursor[Remark]: ...
    @overload
    def select(self, _noun: Literal["award"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., id: Key | None = ...,
        revision: int | str | None = ..., created: str | None = ..., changed: str | None = ...,
        code: str | None = ..., setting: Key | None = ..., framework: Key | None = ...,
        date: Day = ..., decided_by: str | None = ..., note: str | None = ...,
        setting_name: str | None = ..., mark_title: str | None = ..., expires: Day = ...,
        ended: Day = ..., end_reason: Literal['withdrawn', 'superseded', 'setting_closed',
        'departed'] | Sequence[Literal['withdrawn', 'superseded', 'setting_closed',
        'departed']] | None = ..., recorded_from: str | None = ...,
        changed_since: Day = ...) -> Cursor[Award]: ...
    @overload
    def select(self, _noun: Literal["standing"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., setting: Key | None = ...,
        reference: str | None = ..., name: str | None = ..., framework: Key | None = ...,
        stage: Literal['known', 'registered', 'working_towards', 'accredited', 'at_risk', 'lapsed',
        'withdrawn', 'departed'] | Sequence[Literal['known', 'registered', 'working_towards',
        'accredited', 'at_risk', 'lapsed', 'withdrawn', 'departed']] | None = ...,
        holds: bool | str | None = ..., reasons: str | None = ..., lead: str | None = ...,
        lead_confirmed: Day = ..., standards_met: int | str | None = ...,
        standards_total: int | str | None = ..., plan_agreed: Day = ..., last_review: Day = ...,
        next_review: Day = ..., awarded: Day = ..., expires: Day = ...,
        award_code: str | None = ..., practitioner: str | None = ...) -> Cursor[Standing]: ...
    @overload
    def select(self, _noun: Literal["progress"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., setting: Key | None = ...,
        reference: str | None = ..., name: str | None = ..., framework: Key | None = ...,
        standard: Key | None = ..., code: str | None = ..., title: str | None = ...,
        self_level: str | None = ..., self_rag: Literal['none', 'red', 'amber',
        'green'] | Sequence[Literal['none', 'red', 'amber', 'green']] | None = ...,
        practitioner_level: str | None = ..., practitioner_rag: Literal['none', 'red', 'amber',
        'green'] | Sequence[Literal['none', 'red', 'amber', 'green']] | None = ...,
        met: bool | str | None = ..., evidence: int | str | None = ...,
        practitioner: str | None = ...) -> Cursor[Progress]: ...
    @overload
    def select(self, _noun: Literal["comparison"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., setting: Key | None = ...,
        reference: str | None = ..., name: str | None = ..., framework: Key | None = ...,
        standard: Key | None = ..., code: str | None = ..., title: str | None = ...,
        self_level: str | None = ..., self_rag: Literal['none', 'red', 'amber',
        'green'] | Sequence[Literal['none', 'red', 'amber', 'green']] | None = ...,
        self_date: Day = ..., self_commentary: str | None = ..., self_before: str | None = ...,
        practitioner_level: str | None = ..., practitioner_rag: Literal['none', 'red', 'amber',
        'green'] | Sequence[Literal['none', 'red', 'amber', 'green']] | None = ...,
        practitioner_date: Day = ..., practitioner_commentary: str | None = ...,
        practitioner_before: str | None = ..., differs: bool | str | None = ...,
        moved: Literal['up', 'down', 'same'] | Sequence[Literal['up', 'down', 'same']] | None = ...,
        practitioner: str | None = ...) -> Cursor[Comparison]: ...
    @overload
    def select(self, _noun: Literal["answer"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., setting: Key | None = ...,
        reference: str | None = ..., name: str | None = ..., framework: Key | None = ...,
        standard: Key | None = ..., criterion: Key | None = ..., code: str | None = ...,
        text: str | None = ..., source: Literal['self', 'practitioner',
        'panel'] | Sequence[Literal['self', 'practitioner', 'panel']] | None = ...,
        level: Key | None = ..., title: str | None = ..., rag: Literal['none', 'red', 'amber',
        'green'] | Sequence[Literal['none', 'red', 'amber', 'green']] | None = ...,
        commentary: str | None = ..., date: Day = ..., assessor: str | None = ...,
        assessment: Key | None = ..., practitioner: str | None = ...) -> Cursor[Answer]: ...
    @overload
    def select(self, _noun: Literal["due"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., setting: Key | None = ...,
        reference: str | None = ..., name: str | None = ..., kind: Literal['review', 'action',
        'lead_vacant', 'lead_unconfirmed', 'evidence', 'term', 'lapse', 'contact', 'self_report',
        'lead_proposed', 'remark'] | Sequence[Literal['review', 'action', 'lead_vacant',
        'lead_unconfirmed', 'evidence', 'term', 'lapse', 'contact', 'self_report', 'lead_proposed',
        'remark']] | None = ..., date: Day = ..., days: int | str | None = ...,
        what: str | None = ..., who: str | None = ..., next_step: str | None = ...,
        practitioner: str | None = ..., within: int | str = ...) -> Cursor[Due]: ...
    @overload
    def select(self, _noun: Literal["readiness"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., setting: Key | None = ...,
        framework: Key | None = ..., condition: str | None = ..., title: str | None = ...,
        met: bool | str | None = ..., found: str | None = ...,
        next_step: str | None = ...) -> Cursor[Readiness]: ...
    @overload
    def select(self, _noun: Literal["history"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., setting: Key | None = ...,
        at: str | None = ..., actor: str | None = ..., reason: str | None = ...,
        source: str | None = ..., noun: str | None = ..., record: str | None = ...,
        act: Literal['add', 'edit', 'removal'] | Sequence[Literal['add', 'edit',
        'removal']] | None = ..., what: str | None = ...) -> Cursor[History]: ...
    @overload
    def select(self, _noun: Literal["alteration"], /, *terms: str, sort: Optional[str] = ...,
        as_of: Day = ..., fields: Optional[Iterable[str]] = ..., noun: str | None = ...,
        record: str | None = ..., setting: Key | None = ..., act: Literal['added', 'edited',
        'removed'] | Sequence[Literal['added', 'edited', 'removed']] | None = ...,
        at: str | None = ..., change: Key | None = ..., actor: str | None = ...,
        source: str | None = ..., since: Day = ...) -> Cursor[Alteration]: ...
    @overload
    def select(self, _noun: str, /, *terms: str, sort: Optional[str] = ..., as_of: Day = ...,
        fields: Optional[Iterable[str]] = ...) -> Cursor[Record]: ...
    @overload
    def add(self, _noun: Literal["change"], /, *, at: str | None = ..., actor: str | None = ...,
        reason: str | None = ..., source: str | None = ...) -> Change: ...
    @overload
    def add(self, _noun: Literal["old_row"], /, *, change: Key | None = ..., noun: str | None = ...,
        record: str | None = ..., act: Literal['edit', 'removal'] | None = ...,
        was: str | None = ...) -> OldRow: ...
    @overload
    def add(self, _noun: Literal["framework"], /, *, code: str | None = ...,
        edition: str | None = ..., title: str | None = ..., issuer: str | None = ...,
        area: str | None = ..., language: str | None = ..., prefix: str | None = ...,
        review_months: int | str | None = ..., term_months: int | str | None = ...,
        grace_days: int | str | None = ..., lapse_days: int | str | None = ...,
        verify_url: str | None = ..., rules: str | None = ...) -> Framework: ...
    @overload
    def add(self, _noun: Literal["standard"], /, *, framework: Key | None = ...,
        code: str | None = ..., title: str | None = ...,
        statement: str | None = ...) -> Standard: ...
    @overload
    def add(self, _noun: Literal["criterion"], /, *, standard: Key | None = ...,
        code: str | None = ..., text: str | None = ..., required: bool | str | None = ...,
        guidance: str | None = ...) -> Criterion: ...
    @overload
    def add(self, _noun: Literal["level"], /, *, framework: Key | None = ...,
        code: str | None = ..., title: str | None = ..., rag: Literal['none', 'red', 'amber',
        'green'] | None = ..., counts_as_met: bool | str | None = ...,
        needs_reason: bool | str | None = ...) -> Level: ...
    @overload
    def add(self, _noun: Literal["rule"], /, *, framework: Key | None = ...,
        purpose: Literal['award', 'at_risk'] | None = ..., condition: str | None = ...,
        source: Literal['self', 'practitioner', 'panel'] | None = ...,
        months: int | str | None = ..., times: int | str | None = ...) -> Rule: ...
    @overload
    def add(self, _noun: Literal["practitioner"], /, *, name: str | None = ...,
        email: str | None = ..., telephone: str | None = ..., since: Day = ...,
        until: Day = ...) -> Practitioner: ...
    @overload
    def add(self, _noun: Literal["setting"], /, *, reference: str | None = ...,
        name: str | None = ..., kind: Literal['nursery', 'primary', 'secondary', 'all_through',
        'special', 'alternative', 'college', 'university', 'gp_practice', 'health_team', 'hospital',
        'social_care', 'early_help', 'youth_service', 'voluntary', 'other'] | None = ...,
        urn: str | None = ..., laestab: str | None = ..., ods_code: str | None = ...,
        ukprn: str | None = ..., street: str | None = ..., town: str | None = ...,
        postcode: str | None = ..., ward: str | None = ..., ward_code: str | None = ...,
        local_authority: str | None = ..., local_authority_code: str | None = ...,
        trust: str | None = ..., telephone: str | None = ..., email: str | None = ...,
        website: str | None = ..., joined: Day = ..., departed: Day = ...,
        departed_reason: str | None = ..., opened: Day = ..., closed: Day = ...,
        practitioner: Key | None = ..., notes: str | None = ...) -> Setting: ...
    @overload
    def add(self, _noun: Literal["lead"], /, *, setting: Key | None = ..., name: str | None = ...,
        role: Literal['designated_lead', 'deputy', 'champion', 'senior_sponsor'] | None = ...,
        job_title: str | None = ..., email: str | None = ..., telephone: str | None = ...,
        since: Day = ..., until: Day = ..., confirmed: Day = ...,
        why_ended: str | None = ...) -> Lead: ...
    @overload
    def add(self, _noun: Literal["external_id"], /, *, system: str | None = ...,
        value: str | None = ..., setting: Key | None = ...,
        lead: Key | None = ...) -> ExternalId: ...
    @overload
    def add(self, _noun: Literal["contact"], /, *, setting: Key | None = ..., date: Day = ...,
        kind: Literal['visit', 'call', 'email', 'letter', 'meeting', 'no_answer',
        'other'] | None = ..., practitioner: Key | None = ..., with_whom: str | None = ...,
        note: str | None = ..., follow_up: Day = ...) -> Contact: ...
    @overload
    def add(self, _noun: Literal["assessment"], /, *, setting: Key | None = ...,
        framework: Key | None = ..., date: Day = ..., source: Literal['self', 'practitioner',
        'panel'] | None = ..., assessor: str | None = ...,
        comment: str | None = ...) -> Assessment: ...
    @overload
    def add(self, _noun: Literal["rating"], /, *, assessment: Key | None = ...,
        criterion: Key | None = ..., level: Key | None = ..., commentary: str | None = ...,
        setting: Key | None = ...) -> Rating: ...
    @overload
    def add(self, _noun: Literal["evidence"], /, *, setting: Key | None = ...,
        standard: Key | None = ..., criterion: Key | None = ..., title: str | None = ...,
        kept_at: str | None = ..., dated: Day = ..., expires: Day = ...,
        note: str | None = ...) -> Evidence: ...
    @overload
    def add(self, _noun: Literal["plan"], /, *, setting: Key | None = ...,
        framework: Key | None = ..., agreed: Day = ..., agreed_with: str | None = ...,
        practitioner: Key | None = ..., ended: Day = ..., note: str | None = ...) -> Plan: ...
    @overload
    def add(self, _noun: Literal["action"], /, *, plan: Key | None = ...,
        number: int | str | None = ..., standard: Key | None = ..., what: str | None = ...,
        owner: str | None = ..., due: Day = ..., done: Day = ..., dropped: Day = ...,
        note: str | None = ..., setting: Key | None = ...) -> Action: ...
    @overload
    def add(self, _noun: Literal["review"], /, *, plan: Key | None = ..., date: Day = ...,
        agreed_with: str | None = ..., practitioner: Key | None = ..., note: str | None = ...,
        setting: Key | None = ...) -> Review: ...
    @overload
    def add(self, _noun: Literal["request"], /, *, setting: Key | None = ...,
        framework: Key | None = ..., asked: Day = ..., due: Day = ..., form: Literal['workbook',
        'page', 'csv'] | None = ..., practitioner: Key | None = ...,
        note: str | None = ...) -> Request: ...
    @overload
    def add(self, _noun: Literal["report"], /, *, setting: Key | None = ...,
        framework: Key | None = ..., date: Day = ..., form: Literal['workbook', 'page',
        'csv'] | None = ..., reporter: str | None = ..., lead_in_post: Literal['yes',
        'no'] | None = ..., proposed_lead: str | None = ..., proposed_email: str | None = ...,
        proposed_telephone: str | None = ..., assessment: Key | None = ...,
        digest: str | None = ..., note: str | None = ...) -> Report: ...
    @overload
    def add(self, _noun: Literal["remark"], /, *, report: Key | None = ...,
        action: Key | None = ..., state: Literal['done', 'going_on', 'stuck'] | None = ...,
        note: str | None = ..., setting: Key | None = ...) -> Remark: ...
    @overload
    def add(self, _noun: Literal["award"], /, *, code: str | None = ..., setting: Key | None = ...,
        framework: Key | None = ..., date: Day = ..., decided_by: str | None = ...,
        note: str | None = ..., expires: Day = ..., ended: Day = ...,
        end_reason: Literal['withdrawn', 'superseded', 'setting_closed', 'departed'] | None = ...,
        recorded_from: str | None = ...) -> Award: ...
    @overload
    def edit(self, _record: Change, /, *, at: str | None = ..., actor: str | None = ...,
        reason: str | None = ..., source: str | None = ...) -> Change: ...
    @overload
    def edit(self, _noun: Literal["change"], _key: Key, /, *, at: str | None = ...,
        actor: str | None = ..., reason: str | None = ..., source: str | None = ...) -> Change: ...
    @overload
    def edit(self, _record: OldRow, /, *, change: Key | None = ..., noun: str | None = ...,
        record: str | None = ..., act: Literal['edit', 'removal'] | None = ...,
        was: str | None = ...) -> OldRow: ...
    @overload
    def edit(self, _noun: Literal["old_row"], _key: Key, /, *, change: Key | None = ...,
        noun: str | None = ..., record: str | None = ..., act: Literal['edit',
        'removal'] | None = ..., was: str | None = ...) -> OldRow: ...
    @overload
    def edit(self, _record: Framework, /, *, code: str | None = ..., edition: str | None = ...,
        title: str | None = ..., issuer: str | None = ..., area: str | None = ...,
        language: str | None = ..., prefix: str | None = ..., review_months: int | str | None = ...,
        term_months: int | str | None = ..., grace_days: int | str | None = ...,
        lapse_days: int | str | None = ..., verify_url: str | None = ...,
        rules: str | None = ...) -> Framework: ...
    @overload
    def edit(self, _noun: Literal["framework"], _key: Key, /, *, code: str | None = ...,
        edition: str | None = ..., title: str | None = ..., issuer: str | None = ...,
        area: str | None = ..., language: str | None = ..., prefix: str | None = ...,
        review_months: int | str | None = ..., term_months: int | str | None = ...,
        grace_days: int | str | None = ..., lapse_days: int | str | None = ...,
        verify_url: str | None = ..., rules: str | None = ...) -> Framework: ...
    @overload
    def edit(self, _record: Standard, /, *, framework: Key | None = ..., code: str | None = ...,
        title: str | None = ..., statement: str | None = ...) -> Standard: ...
    @overload
    def edit(self, _noun: Literal["standard"], _key: Key, /, *, framework: Key | None = ...,
        code: str | None = ..., title: str | None = ...,
        statement: str | None = ...) -> Standard: ...
    @overload
    def edit(self, _record: Criterion, /, *, standard: Key | None = ..., code: str | None = ...,
        text: str | None = ..., required: bool | str | None = ...,
        guidance: str | None = ...) -> Criterion: ...
    @overload
    def edit(self, _noun: Literal["criterion"], _key: Key, /, *, standard: Key | None = ...,
        code: str | None = ..., text: str | None = ..., required: bool | str | None = ...,
        guidance: str | None = ...) -> Criterion: ...
    @overload
    def edit(self, _record: Level, /, *, framework: Key | None = ..., code: str | None = ...,
        title: str | None = ..., rag: Literal['none', 'red', 'amber', 'green'] | None = ...,
        counts_as_met: bool | str | None = ..., needs_reason: bool | str | None = ...) -> Level: ...
    @overload
    def edit(self, _noun: Literal["level"], _key: Key, /, *, framework: Key | None = ...,
        code: str | None = ..., title: str | None = ..., rag: Literal['none', 'red', 'amber',
        'green'] | None = ..., counts_as_met: bool | str | None = ...,
        needs_reason: bool | str | None = ...) -> Level: ...
    @overload
    def edit(self, _record: Rule, /, *, framework: Key | None = ..., purpose: Literal['award',
        'at_risk'] | None = ..., condition: str | None = ..., source: Literal['self',
        'practitioner', 'panel'] | None = ..., months: int | str | None = ...,
        times: int | str | None = ...) -> Rule: ...
    @overload
    def edit(self, _noun: Literal["rule"], _key: Key, /, *, framework: Key | None = ...,
        purpose: Literal['award', 'at_risk'] | None = ..., condition: str | None = ...,
        source: Literal['self', 'practitioner', 'panel'] | None = ...,
        months: int | str | None = ..., times: int | str | None = ...) -> Rule: ...
    @overload
    def edit(self, _record: Practitioner, /, *, name: str | None = ..., email: str | None = ...,
        telephone: str | None = ..., since: Day = ..., until: Day = ...) -> Practitioner: ...
    @overload
    def edit(self, _noun: Literal["practitioner"], _key: Key, /, *, name: str | None = ...,
        email: str | None = ..., telephone: str | None = ..., since: Day = ...,
        until: Day = ...) -> Practitioner: ...
    @overload
    def edit(self, _record: Setting, /, *, reference: str | None = ..., name: str | None = ...,
        kind: Literal['nursery', 'primary', 'secondary', 'all_through', 'special', 'alternative',
        'college', 'university', 'gp_practice', 'health_team', 'hospital', 'social_care',
        'early_help', 'youth_service', 'voluntary', 'other'] | None = ..., urn: str | None = ...,
        laestab: str | None = ..., ods_code: str | None = ..., ukprn: str | None = ...,
        street: str | None = ..., town: str | None = ..., postcode: str | None = ...,
        ward: str | None = ..., ward_code: str | None = ..., local_authority: str | None = ...,
        local_authority_code: str | None = ..., trust: str | None = ...,
        telephone: str | None = ..., email: str | None = ..., website: str | None = ...,
        joined: Day = ..., departed: Day = ..., departed_reason: str | None = ...,
        opened: Day = ..., closed: Day = ..., practitioner: Key | None = ...,
        notes: str | None = ...) -> Setting: ...
    @overload
    def edit(self, _noun: Literal["setting"], _key: Key, /, *, reference: str | None = ...,
        name: str | None = ..., kind: Literal['nursery', 'primary', 'secondary', 'all_through',
        'special', 'alternative', 'college', 'university', 'gp_practice', 'health_team', 'hospital',
        'social_care', 'early_help', 'youth_service', 'voluntary', 'other'] | None = ...,
        urn: str | None = ..., laestab: str | None = ..., ods_code: str | None = ...,
        ukprn: str | None = ..., street: str | None = ..., town: str | None = ...,
        postcode: str | None = ..., ward: str | None = ..., ward_code: str | None = ...,
        local_authority: str | None = ..., local_authority_code: str | None = ...,
        trust: str | None = ..., telephone: str | None = ..., email: str | None = ...,
        website: str | None = ..., joined: Day = ..., departed: Day = ...,
        departed_reason: str | None = ..., opened: Day = ..., closed: Day = ...,
        practitioner: Key | None = ..., notes: str | None = ...) -> Setting: ...
    @overload
    def edit(self, _record: Lead, /, *, setting: Key | None = ..., name: str | None = ...,
        role: Literal['designated_lead', 'deputy', 'champion', 'senior_sponsor'] | None = ...,
        job_title: str | None = ..., email: str | None = ..., telephone: str | None = ...,
        since: Day = ..., until: Day = ..., confirmed: Day = ...,
        why_ended: str | None = ...) -> Lead: ...
    @overload
    def edit(self, _noun: Literal["lead"], _key: Key, /, *, setting: Key | None = ...,
        name: str | None = ..., role: Literal['designated_lead', 'deputy', 'champion',
        'senior_sponsor'] | None = ..., job_title: str | None = ..., email: str | None = ...,
        telephone: str | None = ..., since: Day = ..., until: Day = ..., confirmed: Day = ...,
        why_ended: str | None = ...) -> Lead: ...
    @overload
    def edit(self, _record: ExternalId, /, *, system: str | None = ..., value: str | None = ...,
        setting: Key | None = ..., lead: Key | None = ...) -> ExternalId: ...
    @overload
    def edit(self, _noun: Literal["external_id"], _key: Key, /, *, system: str | None = ...,
        value: str | None = ..., setting: Key | None = ...,
        lead: Key | None = ...) -> ExternalId: ...
    @overload
    def edit(self, _record: Contact, /, *, setting: Key | None = ..., date: Day = ...,
        kind: Literal['visit', 'call', 'email', 'letter', 'meeting', 'no_answer',
        'other'] | None = ..., practitioner: Key | None = ..., with_whom: str | None = ...,
        note: str | None = ..., follow_up: Day = ...) -> Contact: ...
    @overload
    def edit(self, _noun: Literal["contact"], _key: Key, /, *, setting: Key | None = ...,
        date: Day = ..., kind: Literal['visit', 'call', 'email', 'letter', 'meeting', 'no_answer',
        'other'] | None = ..., practitioner: Key | None = ..., with_whom: str | None = ...,
        note: str | None = ..., follow_up: Day = ...) -> Contact: ...
    @overload
    def edit(self, _record: Assessment, /, *, setting: Key | None = ...,
        framework: Key | None = ..., date: Day = ..., source: Literal['self', 'practitioner',
        'panel'] | None = ..., assessor: str | None = ...,
        comment: str | None = ...) -> Assessment: ...
    @overload
    def edit(self, _noun: Literal["assessment"], _key: Key, /, *, setting: Key | None = ...,
        framework: Key | None = ..., date: Day = ..., source: Literal['self', 'practitioner',
        'panel'] | None = ..., assessor: str | None = ...,
        comment: str | None = ...) -> Assessment: ...
    @overload
    def edit(self, _record: Rating, /, *, assessment: Key | None = ..., criterion: Key | None = ...,
        level: Key | None = ..., commentary: str | None = ...,
        setting: Key | None = ...) -> Rating: ...
    @overload
    def edit(self, _noun: Literal["rating"], _key: Key, /, *, assessment: Key | None = ...,
        criterion: Key | None = ..., level: Key | None = ..., commentary: str | None = ...,
        setting: Key | None = ...) -> Rating: ...
    @overload
    def edit(self, _record: Evidence, /, *, setting: Key | None = ..., standard: Key | None = ...,
        criterion: Key | None = ..., title: str | None = ..., kept_at: str | None = ...,
        dated: Day = ..., expires: Day = ..., note: str | None = ...) -> Evidence: ...
    @overload
    def edit(self, _noun: Literal["evidence"], _key: Key, /, *, setting: Key | None = ...,
        standard: Key | None = ..., criterion: Key | None = ..., title: str | None = ...,
        kept_at: str | None = ..., dated: Day = ..., expires: Day = ...,
        note: str | None = ...) -> Evidence: ...
    @overload
    def edit(self, _record: Plan, /, *, setting: Key | None = ..., framework: Key | None = ...,
        agreed: Day = ..., agreed_with: str | None = ..., practitioner: Key | None = ...,
        ended: Day = ..., note: str | None = ...) -> Plan: ...
    @overload
    def edit(self, _noun: Literal["plan"], _key: Key, /, *, setting: Key | None = ...,
        framework: Key | None = ..., agreed: Day = ..., agreed_with: str | None = ...,
        practitioner: Key | None = ..., ended: Day = ..., note: str | None = ...) -> Plan: ...
    @overload
    def edit(self, _record: Action, /, *, plan: Key | None = ..., number: int | str | None = ...,
        standard: Key | None = ..., what: str | None = ..., owner: str | None = ..., due: Day = ...,
        done: Day = ..., dropped: Day = ..., note: str | None = ...,
        setting: Key | None = ...) -> Action: ...
    @overload
    def edit(self, _noun: Literal["action"], _key: Key, /, *, plan: Key | None = ...,
        number: int | str | None = ..., standard: Key | None = ..., what: str | None = ...,
        owner: str | None = ..., due: Day = ..., done: Day = ..., dropped: Day = ...,
        note: str | None = ..., setting: Key | None = ...) -> Action: ...
    @overload
    def edit(self, _record: Review, /, *, plan: Key | None = ..., date: Day = ...,
        agreed_with: str | None = ..., practitioner: Key | None = ..., note: str | None = ...,
        setting: Key | None = ...) -> Review: ...
    @overload
    def edit(self, _noun: Literal["review"], _key: Key, /, *, plan: Key | None = ...,
        date: Day = ..., agreed_with: str | None = ..., practitioner: Key | None = ...,
        note: str | None = ..., setting: Key | None = ...) -> Review: ...
    @overload
    def edit(self, _record: Request, /, *, setting: Key | None = ..., framework: Key | None = ...,
        asked: Day = ..., due: Day = ..., form: Literal['workbook', 'page', 'csv'] | None = ...,
        practitioner: Key | None = ..., note: str | None = ...) -> Request: ...
    @overload
    def edit(self, _noun: Literal["request"], _key: Key, /, *, setting: Key | None = ...,
        framework: Key | None = ..., asked: Day = ..., due: Day = ..., form: Literal['workbook',
        'page', 'csv'] | None = ..., practitioner: Key | None = ...,
        note: str | None = ...) -> Request: ...
    @overload
    def edit(self, _record: Report, /, *, setting: Key | None = ..., framework: Key | None = ...,
        date: Day = ..., form: Literal['workbook', 'page', 'csv'] | None = ...,
        reporter: str | None = ..., lead_in_post: Literal['yes', 'no'] | None = ...,
        proposed_lead: str | None = ..., proposed_email: str | None = ...,
        proposed_telephone: str | None = ..., assessment: Key | None = ...,
        digest: str | None = ..., note: str | None = ...) -> Report: ...
    @overload
    def edit(self, _noun: Literal["report"], _key: Key, /, *, setting: Key | None = ...,
        framework: Key | None = ..., date: Day = ..., form: Literal['workbook', 'page',
        'csv'] | None = ..., reporter: str | None = ..., lead_in_post: Literal['yes',
        'no'] | None = ..., proposed_lead: str | None = ..., proposed_email: str | None = ...,
        proposed_telephone: str | None = ..., assessment: Key | None = ...,
        digest: str | None = ..., note: str | None = ...) -> Report: ...
    @overload
    def edit(self, _record: Remark, /, *, report: Key | None = ..., action: Key | None = ...,
        state: Literal['done', 'going_on', 'stuck'] | None = ..., note: str | None = ...,
        setting: Key | None = ...) -> Remark: ...
    @overload
    def edit(self, _noun: Literal["remark"], _key: Key, /, *, report: Key | None = ...,
        action: Key | None = ..., state: Literal['done', 'going_on', 'stuck'] | None = ...,
        note: str | None = ..., setting: Key | None = ...) -> Remark: ...
    @overload
    def edit(self, _record: Award, /, *, code: str | None = ..., setting: Key | None = ...,
        framework: Key | None = ..., date: Day = ..., decided_by: str | None = ...,
        note: str | None = ..., expires: Day = ..., ended: Day = ...,
        end_reason: Literal['withdrawn', 'superseded', 'setting_closed', 'departed'] | None = ...,
        recorded_from: str | None = ...) -> Award: ...
    @overload
    def edit(self, _noun: Literal["award"], _key: Key, /, *, code: str | None = ...,
        setting: Key | None = ..., framework: Key | None = ..., date: Day = ...,
        decided_by: str | None = ..., note: str | None = ..., expires: Day = ..., ended: Day = ...,
        end_reason: Literal['withdrawn', 'superseded', 'setting_closed', 'departed'] | None = ...,
        recorded_from: str | None = ...) -> Award: ...
    @overload
    def remove(self, _record: Record, /) -> None: ...
    @overload
    def remove(self, _noun: str, _key: Key, /) -> None: ...
    @overload
    def upsert(self, _noun: Literal["setting"], _key: str, /, *, reference: str | None = ...,
        name: str | None = ..., kind: Literal['nursery', 'primary', 'secondary', 'all_through',
        'special', 'alternative', 'college', 'university', 'gp_practice', 'health_team', 'hospital',
        'social_care', 'early_help', 'youth_service', 'voluntary', 'other'] | None = ...,
        urn: str | None = ..., laestab: str | None = ..., ods_code: str | None = ...,
        ukprn: str | None = ..., street: str | None = ..., town: str | None = ...,
        postcode: str | None = ..., ward: str | None = ..., ward_code: str | None = ...,
        local_authority: str | None = ..., local_authority_code: str | None = ...,
        trust: str | None = ..., telephone: str | None = ..., email: str | None = ...,
        website: str | None = ..., joined: Day = ..., departed: Day = ...,
        departed_reason: str | None = ..., opened: Day = ..., closed: Day = ...,
        practitioner: Key | None = ..., notes: str | None = ...) -> tuple[Setting, str]: ...
    @overload
    def upsert(self, _noun: Literal["lead"], _key: str, /, *, setting: Key | None = ...,
        name: str | None = ..., role: Literal['designated_lead', 'deputy', 'champion',
        'senior_sponsor'] | None = ..., job_title: str | None = ..., email: str | None = ...,
        telephone: str | None = ..., since: Day = ..., until: Day = ..., confirmed: Day = ...,
        why_ended: str | None = ...) -> tuple[Lead, str]: ...
    def alterations(self, since: Union[str, datetime.date], *terms: str,
        fields: Optional[Iterable[str]]=..., **equal: Choice) -> Cursor[Alteration]: ...
    def transaction(self, reason: Optional[str]=...) -> ContextManager[Tracker]: ...
    def join(self, setting: Key, /, on: Day=...) -> None: ...
    def depart(self, setting: Key, /, on: Day=..., reason: Optional[str]=...,
        closed: bool=...) -> None: ...
    def appoint(self, setting: Key, name: str, /, *, role: Literal['designated_lead', 'deputy',
        'champion', 'senior_sponsor'] | None = ..., job_title: str | None = ...,
        email: str | None = ..., telephone: str | None = ..., since: Day = ..., until: Day = ...,
        confirmed: Day = ..., why_ended: str | None = ...) -> Lead: ...
    def confirm(self, setting: Key, /, on: Day=...) -> None: ...
    def vacate(self, setting: Key, /, on: Day=..., why: Optional[str]=...) -> None: ...
    def log(self, setting: Key, kind: str, /, *, date: Day = ..., practitioner: Key | None = ...,
        with_whom: str | None = ..., note: str | None = ..., follow_up: Day = ...) -> Contact: ...
    def assess(self, setting: Key, ratings: Union[Mapping[str, Any], Iterable[str]], /, *,
        framework: Key | None = ..., date: Day = ..., source: Literal['self', 'practitioner',
        'panel'] | None = ..., assessor: str | None = ...,
        comment: str | None = ...) -> Assessment: ...
    def assess_file(self, setting: Key, path: Path, /, *, framework: Key | None = ...,
        date: Day = ..., source: Literal['self', 'practitioner', 'panel'] | None = ...,
        assessor: str | None = ..., comment: str | None = ...) -> Assessment: ...
    def agree_plan(self, setting: Key, /, *, framework: Key | None = ..., agreed: Day = ...,
        agreed_with: str | None = ..., practitioner: Key | None = ..., ended: Day = ...,
        note: str | None = ...) -> Plan: ...
    def complete(self, setting: Key, number: int, /, on: Day=...) -> None: ...
    def review_plan(self, setting: Key, /, *steps: str, plan: Key | None = ..., date: Day = ...,
        agreed_with: str | None = ..., practitioner: Key | None = ...,
        note: str | None = ...) -> Review: ...
    def ready(self, setting: Key, /, framework: Optional[Key]=..., as_of: Day=...) -> Ready: ...
    def award(self, setting: Key, /, *, code: str | None = ..., framework: Key | None = ...,
        date: Day = ..., decided_by: str | None = ..., note: str | None = ..., expires: Day = ...,
        ended: Day = ..., end_reason: Literal['withdrawn', 'superseded', 'setting_closed',
        'departed'] | None = ..., recorded_from: str | None = ...) -> Award: ...
    def withdraw(self, setting: Key, /, framework: Optional[Key]=..., on: Day=...,
        note: Optional[str]=...) -> None: ...
    def today(self) -> datetime.date: ...
    @property
    def is_specimen(self) -> bool: ...
    def backup(self, path: Path) -> None: ...
    def check(self) -> None: ...
    def framework_check(self, framework: Name) -> None: ...
    def framework_load(self, framework: Name) -> None: ...
    def import_(self, noun: str, path: Path, map: Name=..., where: Union[str, Iterable[str]]=...,
        dry_run: bool=..., rejects: Optional[Path]=...) -> Imported: ...
    def form(self, setting: Key, path: Path, /, **fields: Value) -> None: ...
    def request(self, setting: Key, path: Path, /, **fields: Value) -> Record: ...
    def request_each(self, folder: Path, *terms: str, sort: Optional[str]=..., form: str=...,
        fields: Mapping[str, Value]=..., **equal: Choice) -> int: ...
    def read_reports(self, *paths: Path, dry_run: bool=...) -> Returned: ...
    def export(self, noun: str, to: Output) -> None: ...
    def export_all(self, folder: Path) -> None: ...
    def import_all(self, folder: Path) -> None: ...
    def document(self, kind: str, *, layout: Name=..., paper: Optional[str]=...,
        framework: Optional[Key]=..., as_of: Day=..., reprint_as_now: bool=...) -> Document: ...
    def layout_check(self, layout: Name) -> str: ...
    def layout_preview(self, layout: Name, to: Output) -> None: ...

def open(path: Path, *, by: Optional[str]=..., read_only: bool=..., shared_folder: bool=...,
    templates: Optional[Path]=..., progress: Optional[Callable[[int, int],
    Any]]=...) -> Tracker: ...

def create(path: Path, framework: Name=..., *, by: Optional[str]=..., shared_folder: bool=...,
    templates: Optional[Path]=..., seed: Optional[int]=..., clock: Optional[str]=...,
    progress: Optional[Callable[[int, int], Any]]=...) -> Tracker: ...

def document_kinds() -> tuple[str, ...]: ...

def layout_values(kind: str) -> tuple[LayoutValue, ...]: ...

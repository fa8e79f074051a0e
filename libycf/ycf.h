/* ycf.h - the register of a "young carer friendly" quality mark.
 *
 * This header is the whole contract of libycf and its manual; nothing else is
 * installed, and the `ycf` program and every binding use nothing else.
 * libycf(3) is an introduction with an example.
 *
 * THE THINGS IN A TRACKER
 *   A tracker is one SQLite file.  It holds records of some twenty nouns
 *   (setting, lead, assessment, plan, report, award ...).  Nouns and fields are reached
 *   by name; the same name is the SQL column, the CSV header, the JSON key, the
 *   program's option, the Python attribute and the Lua key.  ycf_noun_name()
 *   and ycf_field_name() list them, and so does `ycf fields`.
 *
 * FACTS ARE DATED, STATUS IS COMPUTED
 *   Nothing stores "accredited" or "overdue".  The derived nouns `standing`,
 *   `progress`, `comparison`, `answer` and `due` are computed from dated facts as of a
 *   day.  `until` is the last day
 *   on which something holds; what is due on a day is overdue from the next day.
 *   A plan's next review is due review_months after the last review, or after
 *   the plan was agreed: the source of the six months is the support package of
 *   the mark itself ("reviewed and updated at least every six months").
 *
 * CONVENTIONS
 *   Text is UTF-8, without NUL, kept byte for byte; it is checked on the way in.
 *   Days are ycf_date, the number yyyymmdd (20260831), 0 for none; where a call
 *   takes `on` or `as_of`, 0 means today in local time.  Times are milliseconds
 *   since 1970-01-01 UTC.  Ids are 63-bit numbers; as text they are tokens such
 *   as `s-01h8m2kq4x7yz`, never bare digits.
 *   What can fail returns a ycf_status and writes its results through its last
 *   parameters; on failure these are left alone, nothing is half-done, and the
 *   tracker's message says what, where and how to mend it.  What cannot fail
 *   returns its value.  A `const char *` that is returned is borrowed.  Every
 *   ..._free() takes NULL.  Objects may be freed in any order: a record,
 *   cursor or document keeps its tracker's file open until it is freed too.
 *   A key names a record as people do: a token; a setting's reference, URN, ODS
 *   code or name where only one thing matches, or with its scheme `urn:107809`,
 *   `ods:B86001`, `laestab:...`, `ref:...`, `name:...`, or an external id `civicrm:123`
 *   in its own case; a lead's external id, or name or e-mail while in post; a
 *   framework's code or `code:edition`; a practitioner's name or e-mail; an award's
 *   code; a setting, for its present lead or plan or its last award,
 *   request or report; `SETTING/3` for
 *   action 3 of its plan.
 *
 * THREADS
 *   The library has no global state.  One tracker, with its records, cursors and
 *   documents, belongs to one thread at a time; different threads may each open the same
 *   file.  Do not carry a tracker over fork().
 */
#ifndef YCF_H
#define YCF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define YCF_API __attribute__((visibility("default")))

/* ---- statuses ----------------------------------------------------------- */

/* Errors from 20 to 39 are the data's or a rule's doing, from 40 the
   machine's. */
typedef enum ycf_status {
	YCF_OK = 0,
	YCF_ROW = 1,           /* a cursor has a row */
	YCF_DONE = 2,          /* a cursor has no more rows */
	YCF_MISUSE = 10,       /* the call itself is wrong: unknown noun, field, option */
	YCF_INVALID = 20,      /* a value or a file says something that cannot be */
	YCF_NOT_FOUND = 21,
	YCF_EXISTS = 22,       /* a unique value is taken, a file is there already */
	YCF_AMBIGUOUS = 23,    /* more than one thing matches */
	YCF_CONFLICT = 24,     /* changed by somebody else since it was read */
	YCF_REFUSED = 25,      /* a rule of the framework or of the house says no */
	YCF_CANCELLED = 26,    /* the progress callback asked to stop */
	YCF_BUSY = 40,         /* locked by another process */
	YCF_FULL = 41,         /* disk or quota full */
	YCF_UNREADABLE = 42,   /* cannot be opened, read or written */
	YCF_FOREIGN = 43,      /* not a tracker */
	YCF_NEWER = 44,        /* made by a newer ycf */
	YCF_DAMAGED = 45,
	YCF_MEMORY = 46
} ycf_status;

/* "not_found"; "unknown" for a number that is no status. */
YCF_API const char *ycf_status_name(ycf_status status);
/* One short sentence in English. */
YCF_API const char *ycf_status_text(ycf_status status);
/* The statuses in order, for bindings; YCF_OK past the end. */
YCF_API size_t ycf_status_count(void);
YCF_API ycf_status ycf_status_at(size_t index);

/* The library's version, "0.1.0". */
YCF_API const char *ycf_version(void);

/* ---- days --------------------------------------------------------------- */

typedef int32_t ycf_date;

/* Read a day as people in the UK write it: 2026-08-31, 31/08/2026, 31 Aug
   2026; day first, always. Two-digit years, days without a year and Excel's
   day numbers are not guessed: returns 0, and *why (if not NULL) says what is
   wrong and how to mend it, to follow the quoted text. */
YCF_API ycf_date ycf_date_read(const char *text, const char **why);
/* Write a day as ISO 8601, "2026-08-31"; "" for 0. */
YCF_API void ycf_date_write(ycf_date date, char out[11]);
/* For people: "10 November 2026"; "" for 0. */
YCF_API void ycf_date_write_people(ycf_date date, char out[32]);
/* Months later on that day of the month, clamped to the month's end: six
   months after 31 August is the last day of February. */
YCF_API ycf_date ycf_date_add_months(ycf_date date, int months);
YCF_API ycf_date ycf_date_add_days(ycf_date date, int days);
YCF_API ycf_date ycf_date_today(void);

/* ---- a tracker ---------------------------------------------------------- */

typedef struct ycf_tracker ycf_tracker;

/* A handle with no file yet. NULL: out of memory. */
YCF_API ycf_tracker *ycf_new(void);
/* Close the file and free the handle. An open transaction is rolled back. */
YCF_API void ycf_free(ycf_tracker *tracker);

/* What went wrong in the last call on this tracker that failed: one line of
   UTF-8 naming what, where and the remedy; "" if it did not fail. Good until
   the next call. */
YCF_API const char *ycf_message(const ycf_tracker *tracker);
/* Its status; and the record (as people know it), field and row of the file
   that it is about: "" and 0 where that does not apply. */
YCF_API ycf_status ycf_message_status(const ycf_tracker *tracker);
YCF_API const char *ycf_message_record(const ycf_tracker *tracker);
YCF_API const char *ycf_message_field(const ycf_tracker *tracker);
YCF_API int64_t ycf_message_row(const ycf_tracker *tracker);

/* Who writes, kept with every change. At most 200 characters. Writing without
   an actor is refused. */
YCF_API ycf_status ycf_set_actor(ycf_tracker *tracker, const char *actor);
/* What program writes: "program", "python", "lua"; "library" if never set. */
YCF_API ycf_status ycf_set_source(ycf_tracker *tracker, const char *source);
/* The folder of frameworks/, maps/ and layouts/. Default: that of the
   environment variable YCF_TEMPLATES, else the installed one. */
YCF_API ycf_status ycf_set_templates(ycf_tracker *tracker, const char *folder);

/* Called now and then during long calls with how much of `total` is done (0:
   unknown), in the file's bytes or in records; returning true cancels the
   call, which then leaves the tracker as it was and returns YCF_CANCELLED (of a file for each
   setting, those that are whole stay).
   NULL: none. */
typedef bool (*ycf_progress)(void *context, int64_t done, int64_t total);
YCF_API void ycf_set_progress(ycf_tracker *tracker, ycf_progress progress, void *context);

/* Before ycf_create(): make a specimen, a tracker in which ids, award codes, times and today
   follow from a seed and a clock in place of chance and the time of day, so that
   the same calls give the same bytes in every language. `clock`, a time such as
   "2026-01-05T09:00:00Z", is that of its first change; each later one is a
   millisecond after the one before; today is the clock's day (UTC). Seed and clock
   are kept in the file: whoever opens it goes on where it stood, with nothing to
   say. It is a specimen for ever, and every document drawn of it says so. Errors:
   YCF_INVALID (the clock: no time, or not of the years 2000 to 2099; the seed:
   INT64_MIN), YCF_MISUSE (a file is open). */
YCF_API ycf_status ycf_set_specimen(ycf_tracker *tracker, int64_t seed, const char *clock);
YCF_API bool ycf_is_specimen(const ycf_tracker *tracker);   /* false while no file is open */
/* What `on` and `as_of` mean by 0: a specimen's own day, else ycf_date_today(). */
YCF_API ycf_date ycf_today(const ycf_tracker *tracker);

/* Flags of ycf_create() and ycf_open(). */
enum {
	YCF_READ_ONLY = 1,
	YCF_SHARED_FOLDER = 2  /* allow a network or synced folder; turns the write-ahead log off */
};

/* Create a tracker with a framework: a name in the templates' frameworks/
   folder ("leeds") or the path of a YAML file; NULL: "leeds". The file is made
   with mode 0600. Errors: YCF_EXISTS (a file is there: it is not touched),
   YCF_INVALID (the framework file, with line and column), YCF_REFUSED (network
   or synced folder, where SQLite's locks cannot be trusted), YCF_FULL,
   YCF_UNREADABLE. */
YCF_API ycf_status ycf_create(ycf_tracker *tracker, const char *path,
                              const char *framework, unsigned flags);
/* Open one. Errors: YCF_NOT_FOUND, YCF_FOREIGN (not a tracker: not touched),
   YCF_NEWER, YCF_DAMAGED, YCF_BUSY, YCF_REFUSED, YCF_UNREADABLE. A tracker of
   an older version is brought up to date in one transaction. */
YCF_API ycf_status ycf_open(ycf_tracker *tracker, const char *path, unsigned flags);
/* A consistent copy beside the running work, mode 0600; refuses an existing
   file. */
YCF_API ycf_status ycf_backup(ycf_tracker *tracker, const char *path);
/* Look the whole file over: SQLite's own check, foreign keys, every stored
   value against its field, one open lead, plan and award at a time. *problems
   counts them, and the message holds the first; returns YCF_DAMAGED where
   there is one. */
YCF_API ycf_status ycf_check(ycf_tracker *tracker, int64_t *problems);

/* One transaction around several calls, with a reason (or NULL) kept with the
   change. Calls outside one make their own. A call that fails inside undoes
   only itself. */
YCF_API ycf_status ycf_begin(ycf_tracker *tracker, const char *reason);
YCF_API ycf_status ycf_commit(ycf_tracker *tracker);
YCF_API void ycf_rollback(ycf_tracker *tracker);

/* ---- nouns and fields --------------------------------------------------- */

typedef enum ycf_kind {
	YCF_TEXT, YCF_INTEGER, YCF_BOOLEAN, YCF_DATE, YCF_TIME, YCF_CHOICE, YCF_REFERENCE
} ycf_kind;

enum {
	YCF_FIELD_REQUIRED = 1,
	YCF_FIELD_UNIQUE = 2,
	YCF_FIELD_PERSONAL = 4,    /* personal data */
	YCF_FIELD_READ_ONLY = 8,   /* set by the library */
	YCF_FIELD_CODE = 16,       /* an identifier: outer white space is dropped */
	YCF_FIELD_BRIEF = 32       /* among the columns of a table for people */
};

YCF_API size_t ycf_noun_count(void);
YCF_API const char *ycf_noun_name(size_t index);              /* NULL past the end */
YCF_API bool ycf_noun_is_derived(const char *noun);           /* computed, not stored */
YCF_API const char *ycf_noun_help(const char *noun);          /* NULL: no such noun */

/* Fields 0 to count - 1 of a noun; `id`, `revision`, `created` and `changed`
   come first in every stored one. An unknown noun has none. */
YCF_API size_t ycf_field_count(const char *noun);
YCF_API const char *ycf_field_name(const char *noun, size_t index);
YCF_API ycf_kind ycf_field_kind(const char *noun, size_t index);
YCF_API unsigned ycf_field_flags(const char *noun, size_t index);
YCF_API const char *ycf_field_help(const char *noun, size_t index);
YCF_API size_t ycf_field_limit(const char *noun, size_t index);   /* of text, in characters */
YCF_API const char *ycf_field_target(const char *noun, size_t index);  /* of a reference */
YCF_API const char *ycf_field_choice(const char *noun, size_t index, size_t choice);

/* ---- records ------------------------------------------------------------ */

/* What became of a record, or of a row of a file. */
typedef enum ycf_count {
	YCF_ADDED, YCF_UPDATED, YCF_UNCHANGED, YCF_REJECTED, YCF_SKIPPED
} ycf_count;

typedef struct ycf_record ycf_record;

/* An empty record of a stored noun; free it with ycf_record_free(). */
YCF_API ycf_status ycf_record_new(ycf_tracker *tracker, const char *noun, ycf_record **record);
/* The record that a key names (see CONVENTIONS). Errors: YCF_NOT_FOUND,
   YCF_AMBIGUOUS (the message lists what matches). */
YCF_API ycf_status ycf_get(ycf_tracker *tracker, const char *noun, const char *key,
                           ycf_record **record);
YCF_API void ycf_record_free(ycf_record *record);
YCF_API const char *ycf_record_noun(const ycf_record *record);

/* Set a field from text, as a person would write it (days in any form that
   ycf_date_read() takes, a choice's name, a key for a reference); NULL or ""
   empties it. Where a noun belongs to a setting through another (an action
   through its plan), `setting` may be set too and means the setting's present
   one. References are looked up by ycf_save(). Errors: YCF_MISUSE (no such
   field, read-only), YCF_INVALID. */
YCF_API ycf_status ycf_record_set(ycf_record *record, const char *field, const char *text);
YCF_API ycf_status ycf_record_set_integer(ycf_record *record, const char *field, int64_t value);
YCF_API ycf_status ycf_record_set_boolean(ycf_record *record, const char *field, bool value);
YCF_API ycf_status ycf_record_set_date(ycf_record *record, const char *field, ycf_date value);

/* Whether a field holds nothing (true also for an unknown field, and for one that the record's
   question did not ask for). */
YCF_API bool ycf_record_is_null(const ycf_record *record, const char *field);
/* The value as text: days in ISO 8601, times in ISO 8601 UTC, booleans "true"
   and "false", references as tokens. NULL where there is none. Good until the
   field is set or the record freed. */
YCF_API const char *ycf_record_text(const ycf_record *record, const char *field);
/* The same for people: references, and the record itself for `id`, by what
   they are known by. */
YCF_API const char *ycf_record_label(const ycf_record *record, const char *field);
YCF_API int64_t ycf_record_integer(const ycf_record *record, const char *field);  /* 0: none */
YCF_API bool ycf_record_boolean(const ycf_record *record, const char *field);
YCF_API ycf_date ycf_record_date(const ycf_record *record, const char *field);

/* Store it: a record that has no id is added, another is edited if nobody has
   changed it since it was read (YCF_CONFLICT otherwise). Errors: YCF_INVALID
   (required field missing, rule between fields broken), YCF_EXISTS (unique
   value taken), YCF_NOT_FOUND and YCF_AMBIGUOUS (a reference), YCF_REFUSED
   (the day, setting, framework and code of a decided award stay). */
YCF_API ycf_status ycf_save(ycf_record *record);
/* Add or edit by a key in one call. `record` is a new one (no id) on which the
   fields that are to hold were set; `key` is a scheme and a value: an external id
   "civicrm:123" of a setting or lead (the system is what stands before the first colon),
   or a setting's "urn:107809", "ods:B86001", "laestab:383/2270" or "ref:...". Where the
   key is known, the fields set are edited (those never set stay as they are; one set
   to "" is emptied); where it is not, the record is added and given the key (system and
   value kept byte for byte, case too, but for outer white space). The record then holds what is
   stored. *outcome, if not NULL: YCF_ADDED, YCF_UPDATED or YCF_UNCHANGED. Errors:
   those of ycf_save(), YCF_INVALID (the key's code is not the one that was set),
   YCF_MISUSE (a noun that has no such keys; a key without a scheme), YCF_AMBIGUOUS. */
YCF_API ycf_status ycf_upsert(ycf_record *record, const char *key, ycf_count *outcome);
/* Remove it; refused, naming them, while others depend on it. An assessment
   takes its ratings along, a report its remarks (the assessment made of it stays);
   removing an award opens the one it superseded
   again. The old row is kept in the change log. */
YCF_API ycf_status ycf_remove(ycf_record *record);

/* ---- asking ------------------------------------------------------------- */

typedef struct ycf_cursor ycf_cursor;

/* The records of a noun, stored or derived, that meet all `terms` (NULL-ended;
   NULL: all), sorted by a field (`-field` descending; NULL: the noun's own
   order). A term is FIELD OPERATOR VALUE: = != < <= > >= and ~ (contains,
   whatever the case); `field=` finds empty ones, `field=a,b` any of several
   choices, `field!=a,b` none of them. `changed_since=2026-10-01` (a day or a
   time) takes what was added or edited from then on; `setting=KEY` works for
   every noun that belongs to a setting; for `due`, `within=30` takes what is
   due up to 30 days after as_of. `standing`, `progress`, `comparison`, `answer` and `due`
   speak of settings that have joined; `stage=known` of `standing` asks for the others.
   `as_of` matters for derived nouns. `alteration` tells what was added, edited or removed
   after a moment, which it needs:
   `since=` a day (from its beginning, UTC), a time (after it) or the token of a
   change (after that transaction); one row for each record, in the order of their
   last alterations, each of whose `change` may be the next `since`.
   `fields` (NULL-ended; NULL: all) are those that the records have, any other being like an
   unknown one, and the columns that ycf_cursor_write() writes. Of what is stored nothing else
   is read, so that a long list of few fields takes less time. Errors: YCF_MISUSE (no such
   noun or field, no field at all, a term that cannot be), YCF_INVALID (a value in a term),
   YCF_NOT_FOUND (a key in one). */
YCF_API ycf_status ycf_select(ycf_tracker *tracker, const char *noun,
                              const char *const *terms, const char *sort,
                              ycf_date as_of, const char *const *fields,
                              ycf_cursor **cursor);
/* YCF_ROW with the next record, which is the cursor's and good until the next
   call; YCF_DONE; or an error. */
YCF_API ycf_status ycf_cursor_next(ycf_cursor *cursor, const ycf_record **record);
/* Up to `most` records in one call, for hosts to which a call is dear: YCF_ROW with
   *count of them (1 at least) at records[0] on, the cursor's and good until the
   next call; YCF_DONE; or an error. Errors besides those of ycf_cursor_next():
   YCF_MISUSE (`most` is 0). */
YCF_API ycf_status ycf_cursor_block(ycf_cursor *cursor, size_t most,
                                    const ycf_record *const **records, size_t *count);
/* How many records it has given so far. */
YCF_API int64_t ycf_cursor_count(const ycf_cursor *cursor);
YCF_API void ycf_cursor_free(ycf_cursor *cursor);

/* ---- verbs -------------------------------------------------------------- */

/* `setting` is a key. `on` 0 is today. `framework` is a key or NULL, which is
   enough while one framework is loaded; its newest edition is meant. */

/* The setting joins the programme (or comes back after it departed). */
YCF_API ycf_status ycf_join(ycf_tracker *tracker, const char *setting, ycf_date on);
/* It leaves: `reason` is kept; `closed` says that the setting itself closed on
   that day. An award it holds ends with it. */
YCF_API ycf_status ycf_depart(ycf_tracker *tracker, const char *setting, ycf_date on,
                              const char *reason, bool closed);
/* Put a `lead` record in post. Its `since` defaults to today and `role` to
   designated_lead; who held that role in the setting till then ends the day
   before. */
YCF_API ycf_status ycf_appoint(ycf_record *lead);
/* The setting's lead was still in post on that day (said so, or was spoken
   to). */
YCF_API ycf_status ycf_confirm(ycf_tracker *tracker, const char *setting, ycf_date on);
/* The setting's lead has left: `on` was their last day. */
YCF_API ycf_status ycf_vacate(ycf_tracker *tracker, const char *setting, ycf_date on,
                              const char *why);
/* Add a `contact` record; one that names the lead confirms them in post. */
YCF_API ycf_status ycf_log(ycf_record *contact);
/* Add an `assessment` record with its ratings: `ratings` (NULL-ended) are
   CODE=LEVEL or CODE=LEVEL:COMMENTARY, where CODE is a criterion's, or a
   standard's to rate each of its criteria. Errors: YCF_INVALID (unknown code
   or level: the valid ones are listed), YCF_REFUSED (commentary or evidence
   missing where the level needs a reason). */
YCF_API ycf_status ycf_assess(ycf_record *assessment, const char *const *ratings);
/* The same with the ratings of a CSV file: columns criterion, level,
   commentary. */
YCF_API ycf_status ycf_assess_file(ycf_record *assessment, const char *path);
/* Add a `plan` record, agreed with the setting; a plan still open ends. */
YCF_API ycf_status ycf_agree_plan(ycf_record *plan);
/* Action `number` of the setting's present plan is done. */
YCF_API ycf_status ycf_complete(ycf_tracker *tracker, const char *setting, int64_t number,
                                ycf_date on);
/* Add a `review` record (its `plan` may be given by `setting`), with what was
   decided: steps (NULL-ended) "close=2", "carry=3=2026-10-01", "drop=4",
   "add=5: WHAT=2026-11-01" (5 is the standard; the day may be left out). */
YCF_API ycf_status ycf_review_plan(ycf_record *review, const char *const *steps);
/* Each condition for the award, met or not: a cursor of `readiness` records.
   *ready tells whether all are met. */
YCF_API ycf_status ycf_ready(ycf_tracker *tracker, const char *setting, const char *framework,
                             ycf_date as_of, bool *ready, ycf_cursor **cursor);
/* Give an `award` record its code and store it. Without `recorded_from` it is
   refused with the reasons of ycf_ready(); with it, no readiness check is
   made, and the award says so for ever. The setting's name and the mark's
   title are frozen in it. */
YCF_API ycf_status ycf_award(ycf_record *award);
/* The award that the setting holds is withdrawn. */
YCF_API ycf_status ycf_withdraw(ycf_tracker *tracker, const char *setting, const char *framework,
                                ycf_date on, const char *note);

/* ---- frameworks --------------------------------------------------------- */

/* Read a framework file and say what is wrong with it (file, line, column). */
YCF_API ycf_status ycf_framework_check(ycf_tracker *tracker, const char *framework);
/* Load it beside those already there. An edition that is loaded already is
   YCF_EXISTS. */
YCF_API ycf_status ycf_framework_load(ycf_tracker *tracker, const char *framework);

/* ---- files in and out --------------------------------------------------- */

typedef struct ycf_import ycf_import;

YCF_API ycf_status ycf_import_new(ycf_tracker *tracker, ycf_import **import);
YCF_API void ycf_import_free(ycf_import *import);
/* A column map: a name in the templates' maps/ folder or the path of a YAML
   file. NULL: the file's headers are field names, as in our own exports. */
YCF_API ycf_status ycf_import_set_map(ycf_import *import, const char *map);
/* Add only rows where a column of the file has a value: "COLUMN=VALUE" or
   "COLUMN!=VALUE"; may be given several times; all must hold. A row whose key
   is known always updates. */
YCF_API ycf_status ycf_import_where(ycf_import *import, const char *condition);
/* Read and check everything, change nothing. */
YCF_API void ycf_import_set_dry_run(ycf_import *import, bool dry_run);
/* Take the good rows and write the others, each with its reason, to this file.
   Otherwise an import is all or nothing. */
YCF_API ycf_status ycf_import_set_rejects(ycf_import *import, const char *path);
/* Import a delimited text file, in whatever encoding and with whatever
   delimiter. Rows with a known key (an external id among them: a map's external_ids,
   or a column `external_id`) update what the file maps (a blank cell leaves what is
   there); others are added. YCF_INVALID where rows were
   rejected and no rejects file was named: nothing was changed. */
YCF_API ycf_status ycf_import_run(ycf_import *import, const char *noun, const char *path);

/* How many rows were ...; after a run. Skipped are rows that a filter left
   out. */
YCF_API int64_t ycf_import_count(const ycf_import *import, ycf_count count);
/* Problems (the first 100 in full) and warnings, one line each; NULL past the
   end. */
YCF_API const char *ycf_import_problem(const ycf_import *import, size_t index);
YCF_API const char *ycf_import_warning(const ycf_import *import, size_t index);

typedef enum ycf_format { YCF_TABLE, YCF_CSV, YCF_JSON } ycf_format;

/* Write the rest of a cursor's records to a file (`path`; written whole or not
   at all) or, with path NULL, to an open descriptor. The columns are the fields
   that ycf_select() was asked for, in that order; where it was asked for all, all of them, or
   those for people in a table. `width`: the table's, in columns; 0: no limit. References are
   written by what they are known by. */
YCF_API ycf_status ycf_cursor_write(ycf_cursor *cursor, ycf_format format, size_t width,
                                    const char *path, int descriptor);
/* A noun as CSV that ycf_import_run() reads back, references as tokens; to a
   file, or a descriptor with path NULL. */
YCF_API ycf_status ycf_export(ycf_tracker *tracker, const char *noun, const char *path,
                              int descriptor);
/* Every stored noun into a folder, NOUN.csv each; the folder is made, or must
   be empty. Importing them into a tracker that holds nothing but frameworks
   gives equal ids and stored fields. Of a specimen there is a specimen.csv, too: the
   tracker that it is read into becomes that specimen and goes on where it stood.
   A folder without one is not read into a specimen (YCF_REFUSED). */
YCF_API ycf_status ycf_export_all(ycf_tracker *tracker, const char *folder);
YCF_API ycf_status ycf_import_all(ycf_tracker *tracker, const char *folder);

/* ---- self-reports --------------------------------------------------------- */

/* A setting reports on itself with a form: a workbook (.xlsx), a page for a browser (.html) that
   needs no network, or a CSV file (.csv), in which what is already known stands in its place.
   What comes back is read as it is. A `request` is that a form was asked for; a `report` is what
   came back. Of a request its `setting` is needed; `framework`, `asked` (today), `due` and
   `practitioner` (the setting's: whom the form is sent back to) may be set. The page is made from
   the templates' folder self-report/. The same request and facts give the same bytes. */

/* Write the form that a new `request` record asks for; the path's ending says in what form. The
   file is written whole or not at all, mode 0600, in place of one that is there. Nothing is
   stored. Errors: YCF_INVALID (the ending; a page template), YCF_NOT_FOUND and YCF_AMBIGUOUS (a
   reference), YCF_FULL, YCF_UNREADABLE. */
YCF_API ycf_status ycf_form_write(ycf_record *request, const char *path);
/* The same, and store the request with its form. Errors besides: those of ycf_save(). */
YCF_API ycf_status ycf_request(ycf_record *request, const char *path);
/* A form, and a request stored, for each setting among the records of `standing` that
   ycf_select() gives for `terms` and `sort`; a new `request` without a setting says what all have
   in common. The files go to a folder that is made if need be, named
   REFERENCE-NAME-self-report.xlsx; one of that name is replaced. `form`: "xlsx" (also by
   NULL), "html" or "csv". *written, if not NULL, counts them. All requests are one
   transaction: where one form fails none is stored, and the files written till then stay. */
YCF_API ycf_status ycf_request_each(ycf_record *request, const char *const *terms,
                                    const char *sort, const char *folder, const char *form,
                                    int64_t *written);

/* Reading what came back. */
typedef struct ycf_reports ycf_reports;

YCF_API ycf_status ycf_reports_new(ycf_tracker *tracker, ycf_reports **reports);
YCF_API void ycf_reports_free(ycf_reports *reports);
/* Read and check everything, change nothing. */
YCF_API void ycf_reports_set_dry_run(ycf_reports *reports, bool dry_run);
/* Read returned reports: files, and folders of files (not their subfolders), NULL-ended; NULL:
   none. A file is told by what is in it: the report file that a page saved, a workbook whoever
   saved it, a CSV file in whatever encoding and with whatever delimiter; at most 20 MB. Each
   good one is stored as it is dated: a self-assessment with its ratings (none where it rates
   nothing), evidence that is not there yet, remarks on actions, the lead confirmed or a new one
   proposed. The practitioner's own assessments and the plan are never touched. All are one
   transaction, in the order of their days. A file with any problem changes nothing, and the
   others are stored all the same; YCF_INVALID tells of it at the end. Other errors stop the
   call and undo it. */
YCF_API ycf_status ycf_reports_read(ycf_reports *reports, const char *const *paths);
/* How many files of the last call were ...: YCF_ADDED; YCF_UNCHANGED, the very same report again;
   YCF_REJECTED; YCF_SKIPPED, files of a folder that are no reports. */
YCF_API int64_t ycf_reports_count(const ycf_reports *reports, ycf_count count);
/* Problems (the first 100 in full) and warnings of the last call, one line each, by file,
   standard and field; NULL past the end. */
YCF_API const char *ycf_reports_problem(const ycf_reports *reports, size_t index);
YCF_API const char *ycf_reports_warning(const ycf_reports *reports, size_t index);

/* ---- documents ---------------------------------------------------------- */

/* A document is drawn from a layout: a YAML file that says what stands where,
   in which words, colours and type. The kinds are certificate, poster and sign
   (PDF), badge (an SVG picture) and footer (a piece of HTML), all of an award;
   plan, a setting's action plan, and summary, where a setting stands (PDF). The
   same layout and facts give the same bytes. Their metadata hold the layout's
   title and language, and nothing of who made them or when. Those of a specimen say
   on each page, whatever the layout, that they are no award. */
YCF_API const char *ycf_document_kind_name(size_t index);    /* NULL past the end */

typedef struct ycf_document ycf_document;

/* Documents of one kind, with the layout, fonts and pictures that they share:
   one object for as many documents as are wanted. Free it with
   ycf_document_free(). Errors: YCF_MISUSE (no such kind). */
YCF_API ycf_status ycf_document_new(ycf_tracker *tracker, const char *kind,
                                    ycf_document **document);
YCF_API void ycf_document_free(ycf_document *document);
/* What its files end in: "pdf", "svg" or "html". */
YCF_API const char *ycf_document_ending(const ycf_document *document);

/* A layout: a name in the templates' layouts/ folder or a YAML file's path;
   NULL: that of the kind's own name. Errors: YCF_INVALID (what is wrong with
   it, with line and column; a layout of another kind), YCF_NOT_FOUND,
   YCF_UNREADABLE. */
YCF_API ycf_status ycf_document_set_layout(ycf_document *document, const char *layout);
/* A paper, "A3", "A4" or "A5", to which it is enlarged or reduced; NULL: the
   layout's own. Errors: YCF_INVALID (no such paper; the layout's page is none). */
YCF_API ycf_status ycf_document_set_paper(ycf_document *document, const char *paper);
/* Which framework, a key; NULL: the only one. Where several are loaded, NULL is
   enough for one document of a setting that has to do with one of them. */
YCF_API ycf_status ycf_document_set_framework(ycf_document *document, const char *framework);
/* As things stood on that day; 0: today. */
YCF_API ycf_status ycf_document_set_as_of(ycf_document *document, ycf_date as_of);
/* Documents of an award say the setting's name as it was when the award was
   given. With this they say its present one and, where that is another, that
   they are a reprint: the layout has the day and the name of then. */
YCF_API void ycf_document_set_reprint_as_now(ycf_document *document, bool as_now);

/* Write the document of the setting that `key` names to a file (`path`; written
   whole or not at all, mode 0600, in place of one that is there) or, with path
   NULL, to an open descriptor. In place of a setting that holds the award its
   code may be given; its certificate is then drawn whatever became of it. Errors:
   YCF_REFUSED (no award is held, no plan is open, it has not joined),
   YCF_AMBIGUOUS (of several frameworks), YCF_INVALID (layout; a text that does
   not fit; a character that no installed font can draw), YCF_NOT_FOUND,
   YCF_FULL, YCF_UNREADABLE. */
YCF_API ycf_status ycf_document_write(ycf_document *document, const char *key,
                                      const char *path, int descriptor);
/* A file for each setting among the records of `standing` that ycf_select()
   gives for `terms` and `sort`, in a folder that is made if need be. Names are
   REFERENCE-NAME-KIND.pdf, fit for any system; a file of that name is replaced.
   Settings that hold no award (have no plan, have not joined) are left out. One
   that cannot be drawn is noted as a problem, and the others are written all
   the same; YCF_INVALID tells of it at the end. An error of the machine (disk
   full) or cancelling stops it; what was written till then is whole. */
YCF_API ycf_status ycf_document_write_each(ycf_document *document, const char *const *terms,
                                           const char *sort, const char *folder);
/* All of them in one PDF, in that order, each with a line in the outline.
   `title` is the file's; NULL: the mark's. Where one cannot be drawn, all such
   problems are noted, nothing is written, and YCF_INVALID is returned. Errors
   besides: YCF_REFUSED (there is nothing to draw), YCF_MISUSE (not a PDF). */
YCF_API ycf_status ycf_document_write_combined(ycf_document *document,
                                               const char *const *terms, const char *sort,
                                               const char *title, const char *path,
                                               int descriptor);

typedef enum ycf_outcome { YCF_WRITTEN, YCF_LEFT_OUT, YCF_NOT_DRAWN } ycf_outcome;
/* How many documents of the last call were ...; of a PDF of many: are in it. */
YCF_API int64_t ycf_document_count(const ycf_document *document, ycf_outcome outcome);
/* The problems of the last call (the first 100 in full), one line each with the
   setting's name; NULL past the end. */
YCF_API const char *ycf_document_problem(const ycf_document *document, size_t index);

/* Read a layout of any kind, and draw it with four samples (everyday, with the
   longest names, with letters of many languages, with as little as can be),
   writing nothing. *kind, if not NULL, is the kind of document it is for. No
   tracker need be open. Errors: YCF_INVALID (what is wrong, with line and
   column; a font that is not installed), YCF_NOT_FOUND, YCF_UNREADABLE. */
YCF_API ycf_status ycf_layout_check(ycf_tracker *tracker, const char *layout,
                                    const char **kind);
/* Draw it with the samples, to a file or a descriptor: a PDF has all four, a
   badge or footer is the everyday one. */
YCF_API ycf_status ycf_layout_preview(ycf_tracker *tracker, const char *layout,
                                      const char *path, int descriptor);
/* What the layouts of a kind of document ("plan") may call upon, one by one: its name as
   it stands in {braces}; what it is: "text", "date", "word" (one of a few codes,
   such as at_risk) or "list"; and a line of help. What belongs to the rows of a
   list follows it, and has that list's name as its list; otherwise that is NULL.
   All are NULL past the end, or where there is no such kind. */
YCF_API const char *ycf_layout_value_name(const char *kind, size_t index);
YCF_API const char *ycf_layout_value_kind(const char *kind, size_t index);
YCF_API const char *ycf_layout_value_help(const char *kind, size_t index);
YCF_API const char *ycf_layout_value_list(const char *kind, size_t index);

#ifdef __cplusplus
}
#endif

#endif

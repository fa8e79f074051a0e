/* The scenario that is told in each language, here for C: from a framework to a
   withdrawal. What it makes goes into FOLDER: scenario FOLDER */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ycf.h"

static ycf_tracker *tracker;

/* ---- short ways to say what is done; whatever fails ends the program ---- */

static void must(ycf_status status)
{
	if (status == YCF_OK)
		return;
	fprintf(stderr, "%s: %s\n", ycf_status_name(status), ycf_message(tracker));
	exit(1);
}

static void expect(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s\n", what);
	exit(1);
}

static const char *in_source(const char *name)
{
	static char paths[4][1000];
	static size_t next;
	char *path = paths[next++ % 4];
	snprintf(path, sizeof paths[0], "%s/%s", getenv("YCF_SRCDIR"), name);
	return path;
}

/* A record with "field=value" of each. */
static ycf_record *new_record(const char *noun, const char *const *fields)
{
	ycf_record *record;
	must(ycf_record_new(tracker, noun, &record));
	for (; *fields != NULL; fields++) {
		char field[40];
		const char *value = strchr(*fields, '=') + 1;
		snprintf(field, sizeof field, "%.*s", (int)(value - 1 - *fields), *fields);
		must(ycf_record_set(record, field, value));
	}
	return record;
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

static void write_record(ycf_status (*verb)(ycf_record *), const char *noun,
                         const char *const *fields)
{
	ycf_record *record = new_record(noun, fields);
	must(verb(record));
	ycf_record_free(record);
}

static void write_list(ycf_status (*verb)(ycf_record *, const char *const *), const char *noun,
                       const char *const *fields, const char *const *list)
{
	ycf_record *record = new_record(noun, fields);
	must(verb(record, list));
	ycf_record_free(record);
}

static ycf_count upsert(const char *noun, const char *key, const char *const *fields)
{
	ycf_count outcome;
	ycf_record *record = new_record(noun, fields);
	must(ycf_upsert(record, key, &outcome));
	ycf_record_free(record);
	return outcome;
}

static void import_list(ycf_count wanted)
{
	ycf_import *import;
	must(ycf_import_new(tracker, &import));
	must(ycf_import_set_map(import, in_source("tests/bindings/harbour/map.yaml")));
	must(ycf_import_run(import, "setting", in_source("tests/bindings/harbour/berths.csv")));
	expect(ycf_import_count(import, wanted) == 3, "an import counts otherwise");
	ycf_import_free(import);
}

/* ---- the scenario ---- */

static void take_in(void)
{
	must(ycf_begin(tracker, "the office list"));
	import_list(YCF_ADDED);
	must(ycf_commit(tracker));
	import_list(YCF_UNCHANGED);
	must(ycf_join(tracker, "harbour:S-3", 20240212));
	write_record(ycf_appoint, "lead", LIST("setting=bay", "name=Cy Sample",
		"email=cy@bay.example", "job_title=Bonesetter", "since=2024-02-19"));
	write_record(ycf_appoint, "lead",
	             LIST("setting=bay", "name=Dee Sample", "role=deputy", "since=2024-02-19"));
	must(ycf_vacate(tracker, "mole", 20240630, "Sailed away"));
	write_record(ycf_appoint, "lead", LIST("setting=mole", "name=Eve Sample"));
}

static void hear_from_others(void)
{
	const char *const oest = "crm:0015g00000XyZAbAAN";
	upsert("setting", "harbour:q1",
	       LIST("telephone=0113 496 0102", "email=mole@sampleport.example"));
	expect(upsert("setting", oest, LIST("name=Harbour Øst", "kind=other")) == YCF_ADDED,
	       "a new key does not add");
	expect(upsert("setting", oest, LIST("name=Harbour Øst")) == YCF_UNCHANGED,
	       "the same again is not unchanged");
	upsert("setting", "crm:0015g00000XyZAbAAn",
	       LIST("name=Harbour West", "kind=other", "reference=west"));
	upsert("lead", "crm:0035g00000AbCdEAAV", LIST("setting=crm:0015g00000XyZAbAAN",
		"name=Finn Sample", "role=designated_lead", "since=2025-12-01"));
	ycf_record *bay;
	must(ycf_get(tracker, "setting", "bay", &bay));
	must(ycf_record_set(bay, "notes", "Ring twice; “after dark” once"));
	must(ycf_record_set(bay, "email", NULL));
	must(ycf_record_set(bay, "town", "Sampleport"));
	must(ycf_save(bay));
	ycf_record_free(bay);
}

static void assess(void)
{
	write_list(ycf_assess, "assessment", LIST("setting=quay", "source=self",
		"assessor=Ann Sample", "date=2025-02-03"), LIST("A=growing", "C=growing"));
	ycf_record *again = new_record("assessment",
	                               LIST("setting=quay", "source=self", "date=2025-11-03"));
	must(ycf_assess_file(again, in_source("tests/bindings/harbour/ratings.csv")));
	ycf_record_free(again);
	for (const char *code = "ABC"; *code != '\0'; code++) {
		char standard[20], title[20], kept_at[20];
		snprintf(standard, sizeof standard, "standard=%c", *code);
		snprintf(title, sizeof title, "title=Seen at %c", *code);
		snprintf(kept_at, sizeof kept_at, "kept_at=shelf/%c", *code);
		write_record(ycf_save, "evidence", LIST("setting=quay", standard, title, kept_at,
			"dated=2025-11-04", "expires=2027-11-04"));
	}
}

static void plan(void)
{
	write_record(ycf_agree_plan, "plan",
	             LIST("setting=quay", "agreed_with=Ann Sample", "agreed=2025-08-04"));
	write_record(ycf_save, "action", LIST("setting=quay", "standard=A",
		"what=Oil for the lamp", "owner=Ann Sample", "due=2025-10-01"));
	write_record(ycf_save, "action",
	             LIST("setting=quay", "standard=B", "what=Coil the ropes", "due=2025-10-02"));
	write_record(ycf_save, "action", LIST("setting=quay", "standard=C", "what=Ring the bell"));
	ycf_record *twice = new_record("action", LIST("setting=quay", "what=Entered twice"));
	must(ycf_save(twice));
	must(ycf_begin(tracker, "entered twice"));
	must(ycf_remove(twice));
	must(ycf_commit(tracker));
	ycf_record_free(twice);
	must(ycf_complete(tracker, "quay", 1, 20250915));
	write_record(ycf_log, "contact", LIST("setting=quay", "kind=visit", "with_whom=Ann Sample",
		"date=2025-09-20", "note=Lamp is bright", "follow_up=2026-03-01"));
	write_list(ycf_review_plan, "review",
	           LIST("setting=quay", "agreed_with=Ann Sample", "date=2025-12-01"),
	           LIST("close=2", "carry=3=2026-02-01", "add=B: Paint the wall=2026-05-01"));
}

static void must_be_refused(void)
{
	ycf_record *award = new_record("award", LIST("setting=quay", "date=2026-01-05"));
	expect(ycf_award(award) == YCF_REFUSED, "an award is not refused");
	ycf_record_free(award);
}

static void keeps_its_day(void)
{
	ycf_record *award;
	must(ycf_get(tracker, "award", "quay", &award));
	must(ycf_record_set_date(award, "date", 20260106));
	expect(ycf_save(award) == YCF_REFUSED, "the day of an award is changed");
	ycf_record_free(award);
}

static void decide(void)
{
	bool ready;
	ycf_cursor *conditions;
	must_be_refused();
	write_list(ycf_assess, "assessment", LIST("setting=quay", "source=self", "date=2025-12-08"),
	           LIST("B=secure:The wall was tapped", "C=secure:All can hear it",
	                "A.2=secure:Lit, and trimmed"));
	must(ycf_ready(tracker, "quay", NULL, 20260105, &ready, &conditions));
	expect(ready, "it is not ready");
	ycf_cursor_free(conditions);
	write_record(ycf_award, "award",
	             LIST("setting=quay", "date=2026-01-05", "decided_by=Harbour Friends"));
	write_record(ycf_award, "award",
	             LIST("setting=mole", "date=2024-05-01", "recorded_from=Minutes of May 2024"));
	must(ycf_withdraw(tracker, "mole", NULL, 20251231, "No host for a year"));
	must(ycf_begin(tracker, "Silted up"));
	must(ycf_depart(tracker, "west", 20260104, "Silted up", true));
	must(ycf_commit(tracker));
	keeps_its_day();
}

static void list(const char *noun, const char *const *terms, const char *sort,
                 ycf_format format, const char *const *fields, const char *path)
{
	ycf_cursor *cursor;
	must(ycf_select(tracker, noun, terms, sort, 20260502, fields, &cursor));
	must(ycf_cursor_write(cursor, format, 0, path, -1));
	ycf_cursor_free(cursor);
}

static void draw(const char *kind, ycf_date as_of, const char *path)
{
	ycf_document *document;
	must(ycf_document_new(tracker, kind, &document));
	must(ycf_document_set_as_of(document, as_of));
	must(ycf_document_write(document, "quay", path, -1));
	ycf_document_free(document);
}

static void tell(void)
{
	list("standing", NULL, "-name", YCF_CSV, NULL, "standing.csv");
	list("due", NULL, NULL, YCF_JSON,
	     LIST("reference", "kind", "date", "days", "what", "who"), "due.json");
	list("alteration", LIST("since=2026-01-05T09:00:00.010Z"), NULL, YCF_JSON,
	     LIST("noun", "record", "setting", "act", "at", "change", "actor"), "alteration.json");
	draw("certificate", 0, "certificate.pdf");
	draw("summary", 20260502, "summary.pdf");
	must(ycf_export_all(tracker, "all"));
}

int main(int count, char **arguments)
{
	tracker = ycf_new();
	expect(tracker != NULL && getenv("YCF_SRCDIR") != NULL, "no memory, or no YCF_SRCDIR");
	expect(count == 2 && chdir(arguments[1]) == 0, "write: scenario FOLDER");
	must(ycf_set_actor(tracker, "Robin Example"));
	must(ycf_set_specimen(tracker, 2026, "2026-01-05T09:00:00Z"));
	must(ycf_create(tracker, "tracker.ycf", in_source("tests/frameworks/small.yaml"), 0));
	take_in();
	hear_from_others();
	assess();
	plan();
	decide();
	tell();
	ycf_free(tracker);
	return 0;
}

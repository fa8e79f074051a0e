/* The steps by which a tracker's tables came to be: frozen, forward only, one
   transaction each; user_version counts them.  A test holds the tables against
   the field tables.  And indexes that are put off while much is added. */
#include "store/engine.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROW \
	"id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, created INTEGER NOT NULL, " \
	"changed INTEGER NOT NULL, "

/* 1: the register */
static const char *const step_1[] = {
	"CREATE TABLE \"change\" (" ROW
	"\"at\" INTEGER NOT NULL UNIQUE, actor TEXT NOT NULL, reason TEXT, source TEXT NOT NULL) STRICT",
	"CREATE TABLE old_row (" ROW
	"\"change\" INTEGER NOT NULL REFERENCES \"change\"(id), noun TEXT NOT NULL, record TEXT NOT NULL, "
	"act TEXT NOT NULL, was TEXT NOT NULL) STRICT",
	"CREATE INDEX old_row_record ON old_row(record)",
	"CREATE INDEX old_row_change ON old_row(\"change\")",

	"CREATE TABLE framework (" ROW
	"code TEXT NOT NULL, edition TEXT NOT NULL, title TEXT NOT NULL, issuer TEXT, area TEXT, "
	"language TEXT, prefix TEXT NOT NULL, review_months INTEGER, term_months INTEGER, "
	"grace_days INTEGER, lapse_days INTEGER, verify_url TEXT, rules TEXT, "
	"UNIQUE (code, edition)) STRICT",
	"CREATE TABLE standard (" ROW
	"framework INTEGER NOT NULL REFERENCES framework(id), code TEXT NOT NULL, title TEXT NOT NULL, "
	"statement TEXT, UNIQUE (framework, code)) STRICT",
	"CREATE TABLE criterion (" ROW
	"standard INTEGER NOT NULL REFERENCES standard(id), code TEXT NOT NULL, \"text\" TEXT NOT NULL, "
	"required INTEGER NOT NULL, guidance TEXT, UNIQUE (standard, code)) STRICT",
	"CREATE TABLE level (" ROW
	"framework INTEGER NOT NULL REFERENCES framework(id), code TEXT NOT NULL, title TEXT NOT NULL, "
	"rag TEXT NOT NULL, counts_as_met INTEGER NOT NULL, needs_reason INTEGER NOT NULL, "
	"UNIQUE (framework, code)) STRICT",
	"CREATE TABLE rule (" ROW
	"framework INTEGER NOT NULL REFERENCES framework(id), purpose TEXT NOT NULL, "
	"condition TEXT NOT NULL, source TEXT, months INTEGER, times INTEGER) STRICT",
	"CREATE INDEX rule_framework ON rule(framework)",

	"CREATE TABLE practitioner (" ROW
	"name TEXT NOT NULL, email TEXT, telephone TEXT, since TEXT, until TEXT) STRICT",
	"CREATE TABLE setting (" ROW
	"reference TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, urn TEXT, laestab TEXT, ods_code TEXT, "
	"ukprn TEXT, street TEXT, town TEXT, postcode TEXT, ward TEXT, ward_code TEXT, "
	"local_authority TEXT, local_authority_code TEXT, trust TEXT, telephone TEXT, email TEXT, "
	"website TEXT, joined TEXT, departed TEXT, departed_reason TEXT, opened TEXT, closed TEXT, "
	"practitioner INTEGER REFERENCES practitioner(id), notes TEXT) STRICT",
	"CREATE UNIQUE INDEX setting_reference ON setting(reference) WHERE reference IS NOT NULL",
	"CREATE UNIQUE INDEX setting_urn ON setting(urn) WHERE urn IS NOT NULL",
	"CREATE UNIQUE INDEX setting_ods_code ON setting(ods_code) WHERE ods_code IS NOT NULL",
	"CREATE INDEX setting_name ON setting(name)",
	"CREATE INDEX setting_joined ON setting(joined) WHERE joined IS NOT NULL",
	"CREATE INDEX setting_practitioner ON setting(practitioner) WHERE practitioner IS NOT NULL",
	"CREATE TABLE lead (" ROW
	"setting INTEGER NOT NULL REFERENCES setting(id), name TEXT NOT NULL, role TEXT NOT NULL, "
	"job_title TEXT, email TEXT, telephone TEXT, since TEXT NOT NULL, until TEXT, confirmed TEXT, "
	"why_ended TEXT) STRICT",
	"CREATE INDEX lead_setting ON lead(setting)",
	"CREATE TABLE external_id (" ROW
	"system TEXT NOT NULL, value TEXT NOT NULL, setting INTEGER REFERENCES setting(id), "
	"lead INTEGER REFERENCES lead(id), UNIQUE (system, value)) STRICT",
	"CREATE INDEX external_id_setting ON external_id(setting)",
	"CREATE INDEX external_id_lead ON external_id(lead)",
	"CREATE TABLE contact (" ROW
	"setting INTEGER NOT NULL REFERENCES setting(id), date TEXT NOT NULL, kind TEXT NOT NULL, "
	"practitioner INTEGER REFERENCES practitioner(id), with_whom TEXT, note TEXT, "
	"follow_up TEXT) STRICT",
	"CREATE INDEX contact_setting ON contact(setting)",

	"CREATE TABLE assessment (" ROW
	"setting INTEGER NOT NULL REFERENCES setting(id), "
	"framework INTEGER NOT NULL REFERENCES framework(id), date TEXT NOT NULL, source TEXT NOT NULL, "
	"assessor TEXT, comment TEXT) STRICT",
	"CREATE INDEX assessment_setting ON assessment(setting)",
	"CREATE TABLE rating (" ROW
	"assessment INTEGER NOT NULL REFERENCES assessment(id), "
	"criterion INTEGER NOT NULL REFERENCES criterion(id), "
	"level INTEGER NOT NULL REFERENCES level(id), commentary TEXT, "
	"UNIQUE (assessment, criterion)) STRICT",
	"CREATE INDEX rating_criterion ON rating(criterion)",
	"CREATE TABLE evidence (" ROW
	"setting INTEGER NOT NULL REFERENCES setting(id), standard INTEGER REFERENCES standard(id), "
	"criterion INTEGER REFERENCES criterion(id), title TEXT NOT NULL, kept_at TEXT NOT NULL, "
	"dated TEXT, expires TEXT, note TEXT) STRICT",
	"CREATE INDEX evidence_setting ON evidence(setting)",

	"CREATE TABLE plan (" ROW
	"setting INTEGER NOT NULL REFERENCES setting(id), "
	"framework INTEGER NOT NULL REFERENCES framework(id), agreed TEXT NOT NULL, agreed_with TEXT, "
	"practitioner INTEGER REFERENCES practitioner(id), ended TEXT, note TEXT) STRICT",
	"CREATE INDEX plan_setting ON plan(setting)",
	"CREATE TABLE \"action\" (" ROW
	"plan INTEGER NOT NULL REFERENCES plan(id), number INTEGER NOT NULL, "
	"standard INTEGER REFERENCES standard(id), what TEXT NOT NULL, owner TEXT, due TEXT, done TEXT, "
	"dropped TEXT, note TEXT, UNIQUE (plan, number)) STRICT",
	"CREATE TABLE review (" ROW
	"plan INTEGER NOT NULL REFERENCES plan(id), date TEXT NOT NULL, agreed_with TEXT, "
	"practitioner INTEGER REFERENCES practitioner(id), note TEXT) STRICT",
	"CREATE INDEX review_plan ON review(plan)",
	"CREATE TABLE award (" ROW
	"code TEXT NOT NULL UNIQUE, setting INTEGER NOT NULL REFERENCES setting(id), "
	"framework INTEGER NOT NULL REFERENCES framework(id), date TEXT NOT NULL, decided_by TEXT, "
	"note TEXT, setting_name TEXT, mark_title TEXT, expires TEXT, ended TEXT, end_reason TEXT, "
	"recorded_from TEXT) STRICT",
	"CREATE INDEX award_setting ON award(setting)",
	NULL
};

/* 2: specimens */
static const char *const step_2[] = {
	"CREATE TABLE specimen (id INTEGER PRIMARY KEY CHECK (id = 1), seed INTEGER NOT NULL, "
	"clock INTEGER NOT NULL, ids INTEGER NOT NULL, numbers INTEGER NOT NULL) STRICT",
	NULL
};

/* 3: self-reports */
static const char *const step_3[] = {
	"CREATE TABLE request (" ROW
	"setting INTEGER NOT NULL REFERENCES setting(id), "
	"framework INTEGER NOT NULL REFERENCES framework(id), asked TEXT NOT NULL, due TEXT, "
	"form TEXT NOT NULL, practitioner INTEGER REFERENCES practitioner(id), note TEXT) STRICT",
	"CREATE INDEX request_setting ON request(setting)",
	"CREATE TABLE report (" ROW
	"setting INTEGER NOT NULL REFERENCES setting(id), "
	"framework INTEGER NOT NULL REFERENCES framework(id), date TEXT NOT NULL, form TEXT NOT NULL, "
	"reporter TEXT, lead_in_post TEXT, proposed_lead TEXT, proposed_email TEXT, "
	"proposed_telephone TEXT, assessment INTEGER REFERENCES assessment(id), "
	"digest TEXT NOT NULL UNIQUE, note TEXT) STRICT",
	"CREATE INDEX report_setting ON report(setting)",
	"CREATE INDEX report_assessment ON report(assessment)",
	"CREATE TABLE remark (" ROW
	"report INTEGER NOT NULL REFERENCES report(id), "
	"\"action\" INTEGER NOT NULL REFERENCES \"action\"(id), state TEXT NOT NULL, note TEXT, "
	"UNIQUE (report, \"action\")) STRICT",
	"CREATE INDEX remark_action ON remark(\"action\")",
	NULL
};

/* 4: a plain key is looked for among these too, in each call */
static const char *const step_4[] = {
	"CREATE INDEX setting_laestab ON setting(laestab) WHERE laestab IS NOT NULL",
	"CREATE INDEX external_id_value ON external_id(value)",
	NULL
};

static const char *const *const steps[] = {step_1, step_2, step_3, step_4};

int schema_version(void)
{
	return (int)COUNT_OF(steps);
}

static ycf_status take_step(struct store *store, int step)
{
	char version[96];
	snprintf(version, sizeof version, "PRAGMA user_version = %d; PRAGMA application_id = %d",
	         step + 1, ENGINE_APPLICATION_ID);
	ycf_status status = engine_run(store, "BEGIN IMMEDIATE");
	for (const char *const *sql = steps[step]; *sql != NULL && status == YCF_OK; sql++)
		status = engine_run(store, *sql);
	if (status == YCF_OK)
		status = engine_run(store, version);
	if (status == YCF_OK)
		status = engine_run(store, "COMMIT");
	if (status != YCF_OK)
		store_rollback(store);
	return status;
}

ycf_status schema_check(struct store *store)
{
	int64_t version = 0;
	ycf_status status = engine_number(store, "PRAGMA user_version", &version);
	if (status == YCF_OK && version > schema_version())
		status = message_set(store->message, YCF_NEWER,
		                     "%s was written by a newer ycf (its format is %" PRId64
		                     ", this program knows %d); install the newer program",
		                     store->path, version, schema_version());
	return status;
}

ycf_status schema_upgrade(struct store *store)
{
	int64_t version = 0;
	ycf_status status = engine_number(store, "PRAGMA user_version", &version);
	/* What cannot be written to is read as it is. */
	if (sqlite3_db_readonly(store->db, "main"))
		return status;
	for (int step = (int)version; status == YCF_OK && step < schema_version(); step++)
		status = take_step(store, step);
	return status;
}

/* ---- indexes put off ---- */

/* Only the first statement of the text is run: it may come from the file. */
static int run_first(struct store *store, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
	if (code == SQLITE_OK && statement != NULL)
		code = sqlite3_step(statement);
	sqlite3_finalize(statement);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* An index of the noun's table that only serves finding: *name stays NULL where there is none. */
static ycf_status find_index(struct store *store, const struct noun *noun, struct arena *arena,
                             const char **name, const char **sql)
{
	struct binding of_noun = BIND_TEXT(":noun", noun->name);
	ycf_status status = store_text(
		store, "SELECT min(name) FROM sqlite_schema WHERE type = 'index' AND "
		"tbl_name = :noun AND sql LIKE 'CREATE INDEX %'", &of_noun, 1, arena, name);
	if (status != YCF_OK || *name == NULL)
		return status;
	struct binding of_index = BIND_TEXT(":name", *name);
	return store_text(store, "SELECT sql FROM sqlite_schema WHERE name = :name", &of_index, 1,
	                  arena, sql);
}

static ycf_status drop_index(struct store *store, const char *name, const char *sql, int *code)
{
	char *drop = sqlite3_mprintf("DROP INDEX \"%w\"", name);
	char *kept = strdup(sql);
	*code = drop == NULL || kept == NULL ? SQLITE_NOMEM : run_first(store, drop);
	sqlite3_free(drop);
	if (*code == SQLITE_OK) {
		store->put_off[store->put_off_count++] = kept;
		return YCF_OK;
	}
	free(kept);
	/* A query that is open keeps its indexes; all still works, only slower. */
	return (*code & 0xff) == SQLITE_LOCKED ? YCF_OK : engine_error(store, *code, "writing");
}

ycf_status store_put_off_indexes(struct store *store, const struct noun *noun)
{
	struct arena *arena = arena_new();
	ycf_status status = arena == NULL ? message_memory(store->message) : YCF_OK;
	int code = SQLITE_OK;
	while (status == YCF_OK && code == SQLITE_OK && store->steps == 0 &&
	       store->put_off_count < ENGINE_PUT_OFF) {
		const char *name = NULL, *sql = NULL;
		status = find_index(store, noun, arena, &name, &sql);
		if (status != YCF_OK || name == NULL || sql == NULL)
			break;
		status = drop_index(store, name, sql, &code);
	}
	arena_free(arena);
	return status;
}

void schema_forget_indexes(struct store *store)
{
	while (store->put_off_count > 0)
		free(store->put_off[--store->put_off_count]);
}

ycf_status schema_make_indexes(struct store *store)
{
	int code = SQLITE_OK;
	for (size_t i = 0; i < store->put_off_count && code == SQLITE_OK; i++)
		code = run_first(store, store->put_off[i]);
	schema_forget_indexes(store);
	return code == SQLITE_OK ? YCF_OK : engine_error(store, code, "writing");
}

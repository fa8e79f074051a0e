#include "domain/reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base32.h"
#include "base/text.h"
#include "domain/award_code.h"

enum { LISTED = 5 };   /* how many of several matches a message lists */

/* ---- labels ---- */

const char *reference_label(struct ycf_tracker *tracker, const struct noun *noun, int64_t id,
                            struct arena *arena)
{
	void *row = arena_take(arena, noun->size);
	if (row == NULL)
		return NULL;
	if (store_get(tracker->store, noun, id, arena, row) != YCF_OK) {
		char token[VALUE_SIZE];
		token_write(noun->prefix, id, token);
		return arena_text(arena, token);
	}
	return row_label(noun, row, arena);
}

/* ---- one or several ---- */

/* What a look-up by key has found so far. */
struct matches {
	struct ycf_tracker *tracker;
	const struct noun *noun;
	int64_t ids[LISTED];
	size_t count;               /* may be more than are kept */
};

static void add_match(struct matches *matches, int64_t id)
{
	for (size_t i = 0; i < matches->count && i < LISTED; i++)
		if (matches->ids[i] == id)
			return;
	if (matches->count < LISTED)
		matches->ids[matches->count] = id;
	matches->count++;
}

/* Add the ids of rows that a tail of SQL finds. */
static ycf_status match(struct matches *matches, const char *tail,
                        const struct binding *bindings, size_t count)
{
	struct buffer sql = {0};
	struct rows *rows = NULL;
	struct arena *arena = arena_new();
	const struct noun *noun = matches->noun;
	buffer_text(&sql, "SELECT ");
	store_columns(noun, &sql);
	buffer_format(&sql, " FROM \"%s\" WHERE %s LIMIT 20", noun->name, tail);
	void *row = arena == NULL ? NULL : arena_take(arena, noun->size);
	ycf_status status = row == NULL || sql.failed
		? message_memory(&matches->tracker->message)
		: store_query(matches->tracker->store, noun, sql.data, bindings, count, &rows);
	while (status == YCF_OK && (status = rows_next(rows, arena, row)) == YCF_ROW) {
		add_match(matches, ((const struct row *)row)->id);
		status = YCF_OK;
	}
	rows_free(rows);
	arena_free(arena);
	buffer_free(&sql);
	return status == YCF_DONE ? YCF_OK : status;
}

static ycf_status match_text(struct matches *matches, const char *tail, const char *text)
{
	struct binding binding = BIND_TEXT(":key", text);
	return match(matches, tail, &binding, 1);
}

/* "Elm Tree Primary (107809)", for a list of several. */
static void describe(struct matches *matches, int64_t id, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct setting setting;
	if (arena != NULL && matches->noun == &setting_noun &&
	    store_get(matches->tracker->store, &setting_noun, id, arena, &setting) == YCF_OK) {
		char token[VALUE_SIZE];
		token_write("s", id, token);
		buffer_format(out, "%s (%s)", setting.name,
		              setting.reference != NULL ? setting.reference : token);
	} else if (arena != NULL) {
		char token[VALUE_SIZE];
		token_write(matches->noun->prefix, id, token);
		const char *label = reference_label(matches->tracker, matches->noun, id, arena);
		buffer_format(out, "%s (%s)", label != NULL ? label : "", token);
	}
	arena_free(arena);
}

static ycf_status refuse_several(struct matches *matches, const char *key)
{
	struct buffer list = {0};
	for (size_t i = 0; i < matches->count && i < LISTED; i++) {
		buffer_text(&list, i == 0 ? "" : "; ");
		describe(matches, matches->ids[i], &list);
	}
	if (matches->count > LISTED)
		buffer_text(&list, "; and more");
	ycf_status status = message_set(&matches->tracker->message, YCF_AMBIGUOUS,
	                                "'%s' matches more than one %s: %s; use the one in brackets",
	                                key, matches->noun->name, buffer_string(&list));
	buffer_free(&list);
	return status;
}

static ycf_status refuse_none(struct matches *matches, const char *key)
{
	if (matches->noun == &practitioner_noun)
		return message_set(&matches->tracker->message, YCF_NOT_FOUND,
		                   "there is no practitioner '%s'; add them first: "
		                   "ycf add practitioner name='%s'", key, key);
	if (matches->noun != &setting_noun)
		return message_set(&matches->tracker->message, YCF_NOT_FOUND,
		                   "there is no %s '%s'; `ycf list %s` shows them",
		                   matches->noun->name, key, matches->noun->name);
	return message_set(&matches->tracker->message, YCF_NOT_FOUND,
	                   "there is no setting '%s'; look for it with `ycf list setting name~TEXT`",
	                   key);
}

static ycf_status only_match(struct matches *matches, const char *key, int64_t *id)
{
	if (matches->count == 0)
		return refuse_none(matches, key);
	if (matches->count > 1)
		return refuse_several(matches, key);
	*id = matches->ids[0];
	return YCF_OK;
}

/* ---- settings ---- */

struct scheme {
	const char *name;
	const char *tail;
	const char *field;          /* the code that it is; NULL: many may have the same */
};

static const struct scheme setting_schemes[] = {
	{"ref", "reference = :key", "reference"},
	{"urn", "urn = :key", "urn"},
	{"ods", "ods_code IN (:key, upper(:key))", "ods_code"},
	{"laestab", "laestab = :key", "laestab"},
	{"name", "folded(name) = folded(:key)", NULL},
};

static const struct scheme *scheme_of(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(setting_schemes); i++)
		if (strcmp(setting_schemes[i].name, name) == 0)
			return &setting_schemes[i];
	return NULL;
}

static ycf_status match_external(struct matches *matches, const char *system, const char *value)
{
	struct binding bindings[] = {BIND_TEXT(":system", system), BIND_TEXT(":key", value)};
	return match(matches, matches->noun == &lead_noun
	             ? "id IN (SELECT lead FROM external_id WHERE system = :system AND value = :key)"
	             : "id IN (SELECT setting FROM external_id WHERE system = :system AND "
	               "value = :key)", bindings, COUNT_OF(bindings));
}

/* SCHEME:VALUE at this colon: YCF_DONE where one of them is lacking. */
static ycf_status split_key(const char *key, const char *colon, struct arena *arena,
                      const char **scheme, const char **value)
{
	const char *after = colon + 1;
	size_t length = strlen(after);
	text_trim(&after, &length);
	if (colon == key || length == 0)
		return YCF_DONE;
	*scheme = arena_copy(arena, key, (size_t)(colon - key));
	*value = arena_copy(arena, after, length);
	return *scheme != NULL && *value != NULL ? YCF_OK : YCF_MEMORY;
}

static ycf_status match_scheme(struct matches *matches, const char *scheme, const char *value)
{
	const struct scheme *code = matches->noun == &setting_noun ? scheme_of(scheme) : NULL;
	return code != NULL ? match_text(matches, code->tail, value)
	                    : match_external(matches, scheme, value);
}

/* The system of an external id may have colons of its own. */
static ycf_status match_schemes(struct matches *matches, const char *key)
{
	struct arena *arena = arena_new();
	const char *scheme, *value;
	ycf_status status = arena == NULL ? message_memory(&matches->tracker->message) : YCF_OK;
	for (const char *at = strchr(key, ':'); at != NULL && status == YCF_OK;
	     at = strchr(at + 1, ':')) {
		status = split_key(key, at, arena, &scheme, &value);
		if (status == YCF_OK)
			status = match_scheme(matches, scheme, value);
		else
			status = status == YCF_DONE ? YCF_OK : message_memory(&matches->tracker->message);
	}
	arena_free(arena);
	return status;
}

/* A plain key: whatever it matches as a code; only where it is none, as a name. */
static ycf_status match_setting(struct matches *matches, const char *key)
{
	static const char *const codes[] = {
		"reference = :key", "urn = :key", "ods_code IN (:key, upper(:key))",
		"id IN (SELECT setting FROM external_id WHERE value = :key)",
		"laestab = :key",
	};
	ycf_status status = match_schemes(matches, key);
	if (status != YCF_OK || matches->count > 0)
		return status;
	for (size_t i = 0; i < COUNT_OF(codes) && status == YCF_OK; i++)
		status = match_text(matches, codes[i], key);
	if (status == YCF_OK && matches->count == 0)
		status = match_text(matches, "folded(name) = folded(:key)", key);
	return status;
}

/* ---- frameworks and their parts ---- */

static ycf_status match_framework(struct matches *matches, const char *key)
{
	const char *colon = strrchr(key, ':');
	if (colon == NULL)
		return match_text(matches,
		                  "code = :key AND edition = (SELECT max(f.edition) FROM framework f "
		                  "WHERE f.code = framework.code)", key);
	char code[128];
	snprintf(code, sizeof code, "%.*s", (int)(colon - key), key);
	struct binding bindings[] = {BIND_TEXT(":code", code), BIND_TEXT(":edition", colon + 1)};
	return match(matches, "code = :code AND edition = :edition", bindings, COUNT_OF(bindings));
}

static ycf_status refuse_frameworks(struct ycf_tracker *tracker)
{
	struct arena *arena = arena_new();
	const char *codes = NULL;
	if (arena != NULL)
		store_text(tracker->store, "SELECT group_concat(code, ', ') FROM (SELECT DISTINCT code "
		           "FROM framework ORDER BY code)", NULL, 0, arena, &codes);
	ycf_status status = message_set(&tracker->message, YCF_AMBIGUOUS,
	                                "several frameworks are loaded (%s); say which with "
	                                "--framework", codes != NULL ? codes : "");
	arena_free(arena);
	return status;
}

ycf_status reference_framework(struct ycf_tracker *tracker, const char *key, int64_t *id)
{
	if (key != NULL && key[0] != '\0')
		return reference_find(tracker, &framework_noun, key, 0, id);
	int64_t codes = 0;
	ycf_status status = store_number(tracker->store,
	                                 "SELECT count(DISTINCT code) FROM framework", NULL, 0,
	                                 &codes);
	if (status != YCF_OK)
		return status;
	if (codes == 0)
		return message_set(&tracker->message, YCF_NOT_FOUND,
		                   "no framework is loaded; load one with `ycf framework load FILE`");
	if (codes > 1)
		return refuse_frameworks(tracker);
	return store_number(tracker->store,
	                    "SELECT id FROM framework ORDER BY edition DESC LIMIT 1", NULL, 0, id);
}

static ycf_status match_part(struct matches *matches, const char *key, int64_t framework)
{
	if (framework == 0) {
		ycf_status status = reference_framework(matches->tracker, NULL, &framework);
		if (status != YCF_OK)
			return status;
	}
	struct binding bindings[] = {BIND_TEXT(":key", key), BIND_NUMBER(":framework", framework)};
	const char *tail = "code = :key AND framework = :framework";
	if (matches->noun == &criterion_noun)
		tail = "code = :key AND standard IN (SELECT id FROM standard "
		       "WHERE framework = :framework)";
	return match(matches, tail, bindings, COUNT_OF(bindings));
}

/* ---- what belongs to a setting ---- */

/* Which of a setting's records a setting's key means. */
struct present {
	const struct noun *noun;
	const char *tail;
	const char *absent;         /* what it then has none of, and the remedy */
};

static const struct present presents[] = {
	{&plan_noun, "id = (SELECT id FROM plan WHERE setting = :setting AND ended IS NULL "
	             "ORDER BY agreed DESC, created DESC, id DESC LIMIT 1)",
	 "open plan; agree one with `ycf agree-plan`"},
	{&lead_noun, "id = (SELECT id FROM lead WHERE setting = :setting AND until IS NULL AND "
	             "role = 'designated_lead' ORDER BY since DESC, created DESC, id DESC LIMIT 1)",
	 "designated lead in post; name one with `ycf appoint`"},
	{&award_noun, "id = (SELECT id FROM award WHERE setting = :setting "
	              "ORDER BY date DESC, created DESC, id DESC LIMIT 1)",
	 "award; `ycf ready` says what is missing"},
	{&request_noun, "id = (SELECT id FROM request WHERE setting = :setting "
	                "ORDER BY asked DESC, created DESC, id DESC LIMIT 1)",
	 "request; ask it to report with `ycf self-report`"},
	{&report_noun, "id = (SELECT id FROM report WHERE setting = :setting "
	               "ORDER BY date DESC, created DESC, id DESC LIMIT 1)",
	 "report; read one that came back with `ycf read-report`"},
};

static const struct present *present_of(const struct noun *noun)
{
	for (size_t i = 0; i < COUNT_OF(presents); i++)
		if (presents[i].noun == noun)
			return &presents[i];
	return NULL;
}

static ycf_status match_present(struct matches *matches, const char *key)
{
	int64_t setting = 0;
	struct message *message = &matches->tracker->message;
	ycf_status status = reference_find(matches->tracker, &setting_noun, key, 0, &setting);
	if (status == YCF_NOT_FOUND) {
		message_clear(message);
		return message_set(message, status, "there is no %s '%s', nor a setting of that key",
		                   matches->noun->name, key);
	}
	if (status != YCF_OK)
		return status;
	struct binding binding = BIND_NUMBER(":setting", setting);
	const struct present *present = present_of(matches->noun);
	status = match(matches, present->tail, &binding, 1);
	if (status == YCF_OK && matches->count == 0)
		status = message_set(message, YCF_NOT_FOUND, "setting '%s' has no %s", key,
		                     present->absent);
	return status;
}

/* SETTING/3: action 3 of its plan. */
static ycf_status match_action(struct matches *matches, const char *key)
{
	const char *slash = strrchr(key, '/');
	int64_t plan = 0;
	if (slash == NULL)
		return YCF_OK;
	char setting[512];
	snprintf(setting, sizeof setting, "%.*s", (int)(slash - key), key);
	ycf_status status = reference_find(matches->tracker, &plan_noun, setting, 0, &plan);
	if (status != YCF_OK)
		return status;
	char *end;
	long number = strtol(slash + 1, &end, 10);
	if (end == slash + 1 || *end != '\0')
		return YCF_OK;
	struct binding bindings[] = {BIND_NUMBER(":plan", plan), BIND_NUMBER(":number", number)};
	return match(matches, "plan = :plan AND number = :number", bindings, COUNT_OF(bindings));
}

/* What begins like one of our codes is one, mistyped. */
static ycf_status refuse_mistyped(struct matches *matches, const char *key)
{
	int64_t ours = 0;
	struct binding binding = BIND_TEXT(":key", key);
	ycf_status status = store_number(
		matches->tracker->store, "SELECT count(*) FROM framework WHERE upper(:key) LIKE "
		"prefix || '-%' OR upper(:key) LIKE prefix || ' %'", &binding, 1, &ours);
	if (status == YCF_OK && ours > 0)
		status = message_set(&matches->tracker->message, YCF_INVALID,
		                     "award code '%s' is mistyped: its last character does not fit the "
		                     "others; compare it with the certificate", key);
	return status;
}

static ycf_status match_award(struct matches *matches, const char *key)
{
	char digits[AWARD_DIGITS_SIZE];
	enum award_code_reading reading = award_code_read(key, digits);
	if (reading == AWARD_CODE_GOOD) {
		ycf_status status = match_text(matches, "replace(substr(code, -13), '-', '') = :key",
		                               digits);
		if (status != YCF_OK || matches->count > 0)
			return status;
	}
	ycf_status status = reading == AWARD_CODE_MISTYPED ? refuse_mistyped(matches, key) : YCF_OK;
	return status == YCF_OK ? match_present(matches, key) : status;
}

static ycf_status match_lead(struct matches *matches, const char *key)
{
	ycf_status status = match_schemes(matches, key);
	if (status != YCF_OK || matches->count > 0)
		return status;
	status = match_text(
		matches, "until IS NULL AND (folded(name) = folded(:key) OR "
		"folded(email) = folded(:key))", key);
	return status != YCF_OK || matches->count > 0 ? status : match_present(matches, key);
}

static ycf_status match_key(struct matches *matches, const char *key, int64_t framework)
{
	const struct noun *noun = matches->noun;
	if (noun == &setting_noun)
		return match_setting(matches, key);
	if (noun == &framework_noun)
		return match_framework(matches, key);
	if (noun == &standard_noun || noun == &criterion_noun || noun == &level_noun)
		return match_part(matches, key, framework);
	if (noun == &practitioner_noun)
		return match_text(matches, "folded(name) = folded(:key) OR "
		                  "folded(email) = folded(:key)", key);
	if (noun == &lead_noun)
		return match_lead(matches, key);
	if (noun == &plan_noun || noun == &request_noun || noun == &report_noun)
		return match_present(matches, key);
	if (noun == &action_noun)
		return match_action(matches, key);
	if (noun == &award_noun)
		return match_award(matches, key);
	return YCF_OK;
}

static ycf_status find_trimmed(struct ycf_tracker *tracker, const struct noun *noun,
                               const char *key, int64_t framework, int64_t *id)
{
	struct matches matches = {.tracker = tracker, .noun = noun};
	struct binding binding = BIND_NUMBER(":id", 0);
	ycf_status status;
	if (token_read(noun->prefix, key, strlen(key), &binding.number))
		status = match(&matches, "id = :id", &binding, 1);
	else
		status = match_key(&matches, key, framework);
	return status == YCF_OK ? only_match(&matches, key, id) : status;
}

ycf_status reference_find(struct ycf_tracker *tracker, const struct noun *noun, const char *key,
                          int64_t framework, int64_t *id)
{
	size_t length = strlen(key);
	struct arena *arena = arena_new();
	/* Keys come out of lists with a line's end on them. */
	text_trim(&key, &length);
	const char *trimmed = arena == NULL ? NULL : arena_copy(arena, key, length);
	ycf_status status = trimmed == NULL ? message_memory(&tracker->message)
	                                    : find_trimmed(tracker, noun, trimmed, framework, id);
	arena_free(arena);
	return status;
}

/* ---- keys to add or edit by ---- */

ycf_status reference_key_read(struct ycf_tracker *tracker, const struct noun *noun,
                              const char *text, struct arena *arena, struct record_key *key)
{
	const char *colon = strchr(text, ':');
	size_t length = strlen(text);
	text_trim(&text, &length);
	*key = (struct record_key){0};
	ycf_status status = colon == NULL
		? YCF_DONE : split_key(text, colon, arena, &key->system, &key->value);
	if (status == YCF_MEMORY)
		return message_memory(&tracker->message);
	if (status != YCF_OK)
		return message_set(&tracker->message, YCF_MISUSE,
		                   "'%s' is no key to add by; write a scheme and a value, as in "
		                   "civicrm:123 or urn:107809", text);
	const struct scheme *code = scheme_of(key->system);
	if (code == NULL)
		return YCF_OK;
	if (noun != &setting_noun || code->field == NULL)
		return message_set(&tracker->message, YCF_MISUSE,
		                   "a %s is not added or edited by its %s; give an external id, as in "
		                   "civicrm:123", noun->name, code->name);
	key->field = noun_field(noun, code->field);
	return YCF_OK;
}

ycf_status reference_key_find(struct ycf_tracker *tracker, const struct noun *noun,
                              const struct record_key *key, int64_t *id)
{
	struct matches matches = {.tracker = tracker, .noun = noun};
	ycf_status status = key->field != NULL
		? match_text(&matches, scheme_of(key->system)->tail, key->value)
		: match_external(&matches, key->system, key->value);
	if (status != YCF_OK || matches.count == 0)
		return status;
	return only_match(&matches, key->value, id);
}

ycf_status reference_setting(struct ycf_tracker *tracker, const char *key, struct arena *arena,
                             struct setting *setting)
{
	int64_t id = 0;
	ycf_status status = reference_find(tracker, &setting_noun, key, 0, &id);
	return status == YCF_OK ? store_get(tracker->store, &setting_noun, id, arena, setting)
	                        : status;
}

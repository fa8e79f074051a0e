/* The certificate of an award: what a layout may call upon. */
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "document/document.h"
#include "domain/award_code.h"
#include "domain/derived.h"
#include "domain/nouns.h"
#include "domain/reference.h"
#include "domain/tracker.h"

static const char *day(struct arena *arena, ycf_date date)
{
	char text[DATE_PEOPLE_SIZE];
	if (date == 0)
		return NULL;
	date_write_people(date, text);
	return arena_text(arena, text);
}

static ycf_status standards_line(struct ycf_tracker *tracker, int64_t framework,
                                 struct arena *arena, const char **line)
{
	struct binding binding = BIND_NUMBER(":framework", framework);
	return store_text(tracker->store,
	                  "SELECT group_concat(title, ' \xc2\xb7 ') FROM (SELECT title FROM standard "
	                  "WHERE framework = :framework ORDER BY id)", &binding, 1, arena, line);
}

/* The address where an award can be verified, with its code in place. */
static const char *verify_address(struct arena *arena, const char *address, const char *code)
{
	const char *slot = address != NULL ? strstr(address, "{code}") : NULL;
	if (slot == NULL)
		return address;
	return arena_format(arena, "%.*s%s%s", (int)(slot - address), address, code, slot + 6);
}

static ycf_status draw(struct ycf_tracker *tracker, const struct award *award,
                       const char *layout, struct arena *arena, struct output *output)
{
	struct framework framework;
	const char *standards = NULL;
	ycf_status status = store_get(tracker->store, &framework_noun, award->framework, arena,
	                              &framework);
	if (status == YCF_OK)
		status = standards_line(tracker, award->framework, arena, &standards);
	if (status != YCF_OK)
		return status;
	const struct document_value values[] = {
		{"setting.name", award->setting_name},
		{"mark.title", award->mark_title},
		{"mark.issuer", framework.issuer},
		{"award.date", day(arena, award->date)},
		{"award.code", award->code},
		{"award.expires", day(arena, award->expires)},
		{"award.recorded_from", award->recorded_from},
		{"award.ended", day(arena, award->ended)},
		{"award.decided_by", award->decided_by},
		{"standards", standards},
		{"verify.url", verify_address(arena, framework.verify_url, award->code)},
	};
	const char *path = tracker_template(tracker, arena, "layouts",
	                                    layout != NULL ? layout : "certificate");
	if (path == NULL)
		return message_memory(&tracker->message);
	return document_draw(path, values, COUNT_OF(values), output, &tracker->message);
}

/* An award named by its own code is drawn whatever became of it. */
static bool names_award(const char *key)
{
	char digits[AWARD_DIGITS_SIZE];
	int64_t id;
	return token_read(award_noun.prefix, key, strlen(key), &id) ||
	       award_code_read(key, digits) == AWARD_CODE_GOOD;
}

/* An award given ahead of its day is held from that day. */
static ycf_status check_held(struct ycf_tracker *tracker, const struct award *award,
                             struct arena *arena)
{
	struct standing standing;
	ycf_date on = award->date > date_today() ? award->date : date_today();
	ycf_status status = derived_standing(tracker, award->setting, award->framework, on, arena,
	                                     &standing);
	if (status == YCF_OK && !standing.holds)
		status = message_set(&tracker->message, YCF_REFUSED,
		                     "%s no longer holds award %s; to print it all the same, give that "
		                     "code in place of the setting", standing.name, award->code);
	return status;
}

/* A setting that is there, but has no award, is refused one. */
static ycf_status refuse_none(struct ycf_tracker *tracker, const char *key)
{
	int64_t id = 0;
	struct message said = tracker->message;
	message_clear(&tracker->message);
	if (reference_find(tracker, &setting_noun, key, 0, &id) == YCF_OK)
		return message_set(&tracker->message, YCF_REFUSED, "%s", said.text);
	tracker->message = said;
	return said.status;
}

static ycf_status find_award(struct ycf_tracker *tracker, const char *key, struct arena *arena,
                             struct award *award)
{
	int64_t id = 0;
	ycf_status status = reference_find(tracker, &award_noun, key, 0, &id);
	if (status == YCF_NOT_FOUND)
		return refuse_none(tracker, key);
	if (status == YCF_OK)
		status = store_get(tracker->store, &award_noun, id, arena, award);
	return status == YCF_OK && !names_award(key) ? check_held(tracker, award, arena) : status;
}

ycf_status ycf_certificate(ycf_tracker *tracker, const char *setting, const char *layout,
                           const char *path, int descriptor)
{
	struct award award;
	struct output *output = NULL;
	struct arena *arena = arena_new();
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK && arena == NULL)
		status = message_memory(&tracker->message);
	if (status == YCF_OK)
		status = find_award(tracker, setting, arena, &award);
	if (status == YCF_OK)
		status = tracker_output(tracker, path, descriptor, &output);
	if (status == YCF_OK)
		status = draw(tracker, &award, layout, arena, output);
	if (status == YCF_OK)
		status = output_commit(output, &tracker->message);
	else
		output_abandon(output);
	arena_free(arena);
	return status;
}

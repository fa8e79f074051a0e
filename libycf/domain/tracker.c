#include "domain/tracker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "domain/framework.h"
#include "domain/nouns.h"

enum { NAME_LIMIT = 200 };

const char *ycf_version(void)
{
	return PACKAGE_VERSION;
}

/* ---- the handle ---- */

ycf_tracker *ycf_new(void)
{
	struct ycf_tracker *tracker = calloc(1, sizeof *tracker);
	if (tracker != NULL)
		tracker->holders = 1;
	return tracker;
}

void tracker_hold(struct ycf_tracker *tracker)
{
	tracker->holders++;
}

void tracker_release(struct ycf_tracker *tracker)
{
	if (--tracker->holders > 0)
		return;
	store_close(tracker->store);
	free(tracker->actor);
	free(tracker->source);
	free(tracker->templates);
	free(tracker);
}

void ycf_free(ycf_tracker *tracker)
{
	if (tracker == NULL)
		return;
	if (tracker->store != NULL && store_in_transaction(tracker->store))
		store_rollback(tracker->store);
	tracker_release(tracker);
}

const char *ycf_message(const ycf_tracker *tracker)
{
	return tracker->message.text;
}

ycf_status ycf_message_status(const ycf_tracker *tracker)
{
	return tracker->message.status;
}

const char *ycf_message_record(const ycf_tracker *tracker)
{
	return tracker->message.record;
}

const char *ycf_message_field(const ycf_tracker *tracker)
{
	return tracker->message.field;
}

int64_t ycf_message_row(const ycf_tracker *tracker)
{
	return tracker->message.row;
}

static ycf_status set_text(struct ycf_tracker *tracker, char **kept, const char *text,
                           const char *what)
{
	message_clear(&tracker->message);
	char *copy = NULL;
	if (text != NULL && text[0] != '\0') {
		size_t length = strlen(text);
		if (!text_valid(text, length, NULL) || text_characters(text, length) > NAME_LIMIT)
			return message_set(&tracker->message, YCF_INVALID,
			                   "%s must be UTF-8 text of at most %d characters", what,
			                   NAME_LIMIT);
		copy = strdup(text);
		if (copy == NULL)
			return message_memory(&tracker->message);
	}
	free(*kept);
	*kept = copy;
	return YCF_OK;
}

ycf_status ycf_set_actor(ycf_tracker *tracker, const char *actor)
{
	return set_text(tracker, &tracker->actor, actor, "the name of who makes changes");
}

ycf_status ycf_set_source(ycf_tracker *tracker, const char *source)
{
	return set_text(tracker, &tracker->source, source, "the source");
}

ycf_status ycf_set_templates(ycf_tracker *tracker, const char *folder)
{
	return set_text(tracker, &tracker->templates, folder, "the templates folder");
}

void ycf_set_progress(ycf_tracker *tracker, ycf_progress progress, void *context)
{
	tracker->progress = progress;
	tracker->progress_context = context;
}

ycf_status tracker_progress(struct ycf_tracker *tracker, int64_t done, int64_t total)
{
	if (tracker->progress == NULL || !tracker->progress(tracker->progress_context, done, total))
		return YCF_OK;
	return message_set(&tracker->message, YCF_CANCELLED, "stopped; nothing was changed");
}

const char *tracker_templates(const struct ycf_tracker *tracker)
{
	const char *root = tracker->templates;
	if (root == NULL)
		root = getenv("YCF_TEMPLATES");
	return root == NULL || root[0] == '\0' ? YCF_TEMPLATES_DIR : root;
}

char *tracker_template(struct ycf_tracker *tracker, struct arena *arena, const char *folder,
                       const char *name)
{
	if (strchr(name, '/') != NULL || strchr(name, '.') != NULL)
		return arena_text(arena, name);
	return arena_format(arena, "%s/%s/%s.yaml", tracker_templates(tracker), folder, name);
}

/* ---- opening ---- */

static ycf_status refuse_second(struct ycf_tracker *tracker)
{
	message_clear(&tracker->message);
	if (tracker->store == NULL)
		return YCF_OK;
	return message_set(&tracker->message, YCF_MISUSE,
	                   "this handle has a tracker open already; use another handle");
}

ycf_status ycf_open(ycf_tracker *tracker, const char *path, unsigned flags)
{
	ycf_status status = refuse_second(tracker);
	if (status != YCF_OK)
		return status;
	return store_open(path, flags, stored_nouns, &tracker->message, &tracker->store);
}

/* ---- specimens ---- */

ycf_status ycf_set_specimen(ycf_tracker *tracker, int64_t seed, const char *clock)
{
	int64_t time = 0;
	ycf_status status = refuse_second(tracker);
	if (status != YCF_OK)
		return status;
	if (clock == NULL || !time_read_iso(clock, strlen(clock), &time) ||
	    !specimen_clock_is_good(time))
		return message_set(&tracker->message, YCF_INVALID,
		                   "the specimen's clock '%.60s' is not a time of the years 2000 to 2099; "
		                   "write 2026-01-05T09:00:00Z", clock != NULL ? clock : "");
	/* The least of all numbers stands for none where it is written out. */
	if (seed == INT64_MIN)
		return message_set(&tracker->message, YCF_INVALID,
		                   "the specimen's seed is too small a number; give another");
	tracker->wants_specimen = true;
	tracker->specimen = (struct specimen){.seed = seed, .clock = time};
	return YCF_OK;
}

bool ycf_is_specimen(const ycf_tracker *tracker)
{
	return tracker->store != NULL && store_specimen(tracker->store) != NULL;
}

ycf_date tracker_today(const struct ycf_tracker *tracker)
{
	enum { DAY_MILLISECONDS = 24 * 60 * 60 * 1000 };
	if (!ycf_is_specimen(tracker))
		return date_today();
	return date_from_days((int)(store_specimen(tracker->store)->clock / DAY_MILLISECONDS));
}

ycf_date ycf_today(const ycf_tracker *tracker)
{
	return tracker_today(tracker);
}

/* ---- making ---- */

static void forget_file(struct ycf_tracker *tracker, const char *path)
{
	store_close(tracker->store);
	tracker->store = NULL;
	store_discard(path);
}

/* A new tracker's first framework may be nobody's doing. */
static ycf_status store_first_framework(struct ycf_tracker *tracker,
                                        const struct framework_file *file)
{
	char ours[] = "ycf", *actor = tracker->actor;
	if (actor == NULL)
		tracker->actor = ours;
	ycf_status status = framework_store(tracker, file);
	tracker->actor = actor;
	return status;
}

ycf_status ycf_create(ycf_tracker *tracker, const char *path, const char *framework,
                      unsigned flags)
{
	struct framework_file *file = NULL;
	ycf_status status = refuse_second(tracker);
	if (status == YCF_OK)
		status = framework_read(tracker, framework != NULL ? framework : "leeds", &file);
	if (status == YCF_OK)
		status = store_create(path, flags, tracker->wants_specimen ? &tracker->specimen : NULL,
		                      stored_nouns, &tracker->message, &tracker->store);
	if (status == YCF_OK) {
		status = store_first_framework(tracker, file);
		if (status != YCF_OK)
			forget_file(tracker, path);
	}
	framework_file_free(file);
	return status;
}

ycf_status ycf_backup(ycf_tracker *tracker, const char *path)
{
	ycf_status status = tracker_call(tracker);
	return status == YCF_OK ? store_backup(tracker->store, path) : status;
}

/* ---- calls and transactions ---- */

ycf_status tracker_call(struct ycf_tracker *tracker)
{
	message_clear(&tracker->message);
	if (tracker->store != NULL)
		return YCF_OK;
	return message_set(&tracker->message, YCF_MISUSE,
	                   "no tracker is open; call ycf_open() or ycf_create() first");
}

static ycf_status begin(struct ycf_tracker *tracker, const char *reason)
{
	struct author author = {
		tracker->actor, reason, tracker->source != NULL ? tracker->source : "library"
	};
	return store_begin(tracker->store, &author);
}

ycf_status ycf_begin(ycf_tracker *tracker, const char *reason)
{
	ycf_status status = tracker_call(tracker);
	if (status != YCF_OK)
		return status;
	if (store_in_transaction(tracker->store))
		return message_set(&tracker->message, YCF_MISUSE,
		                   "a transaction is open already; commit or roll it back first");
	if (reason != NULL && (!text_valid(reason, strlen(reason), NULL)))
		return message_set(&tracker->message, YCF_INVALID, "the reason is not UTF-8 text");
	return begin(tracker, reason);
}

ycf_status ycf_commit(ycf_tracker *tracker)
{
	ycf_status status = tracker_call(tracker);
	if (status != YCF_OK)
		return status;
	if (!store_in_transaction(tracker->store))
		return message_set(&tracker->message, YCF_MISUSE, "no transaction is open");
	return store_commit(tracker->store);
}

void ycf_rollback(ycf_tracker *tracker)
{
	if (tracker->store != NULL && store_in_transaction(tracker->store))
		store_rollback(tracker->store);
}

/* A step nested in the caller's transaction is told from a transaction of our
   own by a count of steps. */
ycf_status tracker_write_begin(struct ycf_tracker *tracker)
{
	if (store_in_transaction(tracker->store))
		return store_step_begin(tracker->store);
	return begin(tracker, NULL);
}

ycf_status tracker_write_end(struct ycf_tracker *tracker, ycf_status status)
{
	struct store *store = tracker->store;
	bool own = store_steps(store) == 0;
	if (!store_in_transaction(store))
		return status;
	if (status == YCF_OK)
		return own ? store_commit(store) : store_step_end(store);
	if (own)
		store_rollback(store);
	else
		store_step_undo(store);
	return status;
}

ycf_status tracker_token(struct ycf_tracker *tracker, struct arena *arena, const char **token)
{
	*token = "";
	/* Of two changes in one second the later may have the smaller id. */
	return store_text(tracker->store, "SELECT token('c', id) FROM \"change\" ORDER BY \"at\" "
	                  "LIMIT 1", NULL, 0, arena, token);
}

ycf_status act_begin(struct act *act, struct ycf_tracker *tracker)
{
	*act = (struct act){.tracker = tracker, .arena = arena_new()};
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK && act->arena == NULL)
		status = message_memory(&tracker->message);
	if (status == YCF_OK)
		status = tracker_write_begin(tracker);
	act->writing = status == YCF_OK;
	return status;
}

ycf_status act_end(struct act *act, ycf_status status)
{
	if (act->writing)
		status = tracker_write_end(act->tracker, status);
	arena_free(act->arena);
	return status;
}

static bool is_database(const char *path)
{
	char first[16] = "";
	FILE *file = fopen(path, "rb");
	if (file == NULL)
		return false;
	bool is = fread(first, 1, sizeof first, file) == sizeof first &&
	          memcmp(first, "SQLite format 3", sizeof first) == 0;
	fclose(file);
	return is;
}

ycf_status tracker_output(struct ycf_tracker *tracker, const char *path, int descriptor,
                          struct output **output)
{
	struct stat facts;
	if (path != NULL && tracker->store != NULL && store_is_own(tracker->store, path))
		return message_set(&tracker->message, YCF_REFUSED,
		                   "%s is the tracker itself; name another file to write to", path);
	if (path != NULL && stat(path, &facts) == 0 && S_ISREG(facts.st_mode) && is_database(path))
		return message_set(&tracker->message, YCF_REFUSED,
		                   "%s is a tracker or another database and was not touched; name "
		                   "another file to write to", path);
	return output_open(path, descriptor, output, &tracker->message);
}

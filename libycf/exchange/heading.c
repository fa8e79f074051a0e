#include "exchange/heading.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

const char rejected_heading[] = "why_rejected";

enum { TITLE_ROWS = 20 };   /* how far down the headings are looked for */

/* ---- pupils' records are not for here ---- */

static const char *const pupil_headings[] = {
	"upn", "unique pupil number", "pupil upn", "former upn", "date of birth", "dob", "birth date",
	"birthdate", "d.o.b.", "pupil dob", "nhs number", "nhs no", "nhs no.", "pupil name", "pupil",
	"pupil forename", "pupil surname", "pupil first name", "pupil last name", "name of pupil",
	"child name", "child's name", "name of child", "child forename", "child surname",
	"young carer name", "young carer's name", "name of young carer", "student name",
	"name of student", "student forename", "student surname", "learner name",
	"unique learner number", "uln", "legal forename", "legal surname", "preferred forename",
	"preferred surname", "year group and name"
};

static ycf_status refuse_pupils(const struct headings *headings, const char *path,
                                struct message *message)
{
	for (size_t i = 0; i < headings->count; i++)
		for (size_t k = 0; k < COUNT_OF(pupil_headings); k++) {
			if (!heading_same(headings->names[i], pupil_headings[k]))
				continue;
			message_place(message, NULL, headings->names[i], 0);
			return message_set(message, YCF_REFUSED,
			                   "%s: column '%s' holds records of single children, which this "
			                   "register never keeps; remove that column and import again",
			                   path, headings->names[i]);
		}
	return YCF_OK;
}

/* ---- which row ---- */

int headings_column(const struct headings *headings, const char *name)
{
	for (size_t i = 0; i < headings->count; i++)
		if (heading_same(headings->names[i], name))
			return (int)i;
	return -1;
}

static int entry_column(const struct headings *headings, const struct entry *entry)
{
	for (size_t i = 0; entry->headings[i] != NULL; i++) {
		int column = headings_column(headings, entry->headings[i]);
		if (column >= 0)
			return column;
	}
	return -1;
}

/* What a row would give the map: how many of its columns it has, and the
   first required one it lacks. */
struct fit {
	const struct headings *headings;
	const struct noun *main;
	size_t found;
	const struct entry *missing;
};

static void fit_entry(struct entry *entry, const struct map_field *field, void *context)
{
	struct fit *fit = context;
	(void)field;
	if (entry->headings[0] == NULL)
		return;
	if (entry_column(fit->headings, entry) >= 0)
		fit->found++;
}

static size_t count_found(struct column_map *map, const struct headings *headings)
{
	struct fit fit = {.headings = headings};
	column_map_visit(map, fit_entry, &fit);
	return fit.found;
}

/* The first required column of the main noun, or of its filters, that is not there. */
static const struct entry *missing_of(const struct map_field *field,
                                      const struct headings *headings)
{
	for (size_t e = 0; e < field->count; e++)
		if (field->entries[e].required && entry_column(headings, &field->entries[e]) < 0)
			return &field->entries[e];
	return NULL;
}

static const struct entry *first_missing(const struct map_noun *noun,
                                         const struct headings *headings)
{
	const struct entry *missing = NULL;
	for (size_t i = 0; i < noun->external_count && missing == NULL; i++)
		missing = missing_of(&noun->externals[i].value, headings);
	for (size_t i = 0; i < noun->field_count && missing == NULL; i++)
		missing = missing_of(&noun->fields[i], headings);
	if (missing != NULL)
		return missing;
	for (size_t i = 0; i < noun->filter_count; i++)
		if (entry_column(headings, &noun->filters[i].column) < 0)
			return &noun->filters[i].column;
	return NULL;
}

static ycf_status take_headings(const struct csv_row *row, struct arena *arena,
                                struct message *message, struct headings *headings)
{
	headings->names = arena_take(arena, (row->count + 1) * sizeof *headings->names);
	if (headings->names == NULL)
		return message_memory(message);
	headings->count = row->count;
	headings->row = row->number;
	for (size_t i = 0; i < row->count; i++) {
		const char *text = row->cells[i];
		size_t length = row->lengths[i];
		text_trim(&text, &length);
		headings->names[i] = arena_copy(arena, text, length);
		if (headings->names[i] == NULL)
			return message_memory(message);
	}
	/* Trailing empty columns are no columns. */
	while (headings->count > 0 && headings->names[headings->count - 1][0] == '\0')
		headings->count--;
	return YCF_OK;
}

static void list_headings(const struct headings *headings, struct buffer *out)
{
	for (size_t i = 0; i < headings->count && i < 12; i++)
		buffer_format(out, "%s'%s'", i == 0 ? "" : ", ", headings->names[i]);
	if (headings->count > 12)
		buffer_text(out, " and more");
}

static ycf_status refuse_headings(const struct column_map *map, const struct headings *best,
                                  const char *path, struct message *message)
{
	struct buffer seen = {0};
	const struct entry *missing = map->own ? NULL : first_missing(&map->nouns[map->main], best);
	list_headings(best, &seen);
	if (best->count == 0)
		message_set(message, YCF_INVALID, "%s: the file is empty; nothing was imported", path);
	else if (missing != NULL) {
		message_place(message, NULL, missing->headings[0], 0);
		message_set(message, YCF_INVALID,
		            "%s: there is no column '%s' among the headings %s; mend the file's "
		            "headings, or give another map", path, missing->headings[0],
		            buffer_string(&seen));
	} else
		message_set(message, YCF_INVALID,
		            "%s: none of the first %d rows holds field names of %s (row %" PRId64
		            " has %s); give the file a row of headings, or a map with --map", path,
		            TITLE_ROWS, map->nouns[map->main].noun->name, best->row,
		            buffer_string(&seen));
	buffer_free(&seen);
	return message->status;
}

/* A row of headings gives a map all it requires; of our own, at least a field
   that a record can be known by or that it needs. */
static bool serves(struct column_map *map, const struct headings *headings)
{
	const struct map_noun *main = &map->nouns[map->main];
	if (!map->own)
		return first_missing(main, headings) == NULL && count_found(map, headings) > 0;
	for (size_t i = 0; i < main->field_count; i++) {
		const struct field *field = main->fields[i].field;
		bool telling = (field->flags & (YCF_FIELD_REQUIRED | YCF_FIELD_UNIQUE)) != 0 ||
		               strcmp(field->name, "id") == 0;
		if (telling && headings_column(headings, field->name) >= 0)
			return true;
	}
	return main->external_count > 0 && headings_column(headings, external_id_noun.name) >= 0;
}

/* ---- settling the columns ---- */

struct settling {
	const struct headings *headings;
	const char *path;
	struct message *message;
	bool *used;               /* a flag a column */
	ycf_status status;
};

static void settle_entry(struct entry *entry, const struct map_field *field, void *context)
{
	struct settling *settling = context;
	const struct headings *headings = settling->headings;
	(void)field;
	if (entry->headings[0] == NULL || settling->status != YCF_OK)
		return;
	entry->column = entry_column(headings, entry);
	if (entry->column < 0)
		return;
	settling->used[entry->column] = true;
	for (size_t i = (size_t)entry->column + 1; i < headings->count; i++) {
		if (!heading_same(headings->names[i], headings->names[entry->column]))
			continue;
		message_place(settling->message, NULL, headings->names[i], 0);
		settling->status = message_set(settling->message, YCF_INVALID,
		                               "%s: column '%s' stands twice; remove or rename one",
		                               settling->path, headings->names[i]);
		return;
	}
}

static bool is_ignored(const struct column_map *map, const char *name)
{
	for (const char *const *ignored = map->ignored; ignored != NULL && *ignored != NULL; ignored++)
		if (heading_same(*ignored, name))
			return true;
	return map->ignore_all || name[0] == '\0' || heading_same(name, rejected_heading);
}

static void warn_unknown(const struct column_map *map, const struct headings *headings,
                         const bool *used, struct problems *problems)
{
	struct buffer names = {0};
	size_t unknown = 0;
	for (size_t i = 0; i < headings->count; i++) {
		if (used[i] || is_ignored(map, headings->names[i]))
			continue;
		buffer_format(&names, "%s'%s'", unknown++ == 0 ? "" : ", ", headings->names[i]);
	}
	if (unknown > 0)
		problems_warn(problems, "column%s %s %s not known and left out", unknown > 1 ? "s" : "",
		              buffer_string(&names), unknown > 1 ? "are" : "is");
	buffer_free(&names);
}

static ycf_status settle(struct column_map *map, const char *path, struct arena *arena,
                         struct problems *problems, struct message *message,
                         const struct headings *headings)
{
	bool *used = arena_take(arena, headings->count + 1);
	if (used == NULL)
		return message_memory(message);
	struct settling settling = {headings, path, message, used, YCF_OK};
	column_map_visit(map, settle_entry, &settling);
	if (settling.status == YCF_OK)
		warn_unknown(map, headings, used, problems);
	return settling.status;
}

static void settle_number(struct entry *entry, const struct map_field *field, void *context)
{
	(void)field;
	(void)context;
	if (entry->number > 0)
		entry->column = entry->number - 1;
}

static ycf_status look_for(struct csv_reader *reader, struct column_map *map, const char *path,
                           struct arena *arena, struct message *message,
                           struct headings *headings)
{
	struct headings best = {0};
	struct csv_row row;
	ycf_status status = YCF_ROW;
	for (int tried = 0; tried < TITLE_ROWS; tried++) {
		status = csv_next(reader, &row);
		if (status != YCF_ROW)
			break;
		status = take_headings(&row, arena, message, headings);
		if (status == YCF_OK && serves(map, headings))
			return YCF_OK;
		if (status == YCF_OK && (best.count == 0 ||
		                         count_found(map, headings) > count_found(map, &best)))
			best = *headings;
		if (status == YCF_OK && map->own)
			status = refuse_pupils(headings, path, message);
		if (status != YCF_OK)
			return status;
	}
	if (status != YCF_OK && status != YCF_ROW && status != YCF_DONE)
		return status;
	status = refuse_pupils(&best, path, message);
	return status == YCF_OK ? refuse_headings(map, &best, path, message) : status;
}

ycf_status headings_find(struct csv_reader *reader, struct column_map *map, const char *path,
                         struct arena *arena, struct problems *problems,
                         struct message *message, struct headings *headings)
{
	*headings = (struct headings){0};
	if (!map->header) {
		column_map_visit(map, settle_number, NULL);
		return YCF_OK;
	}
	ycf_status status = look_for(reader, map, path, arena, message, headings);
	if (status == YCF_OK)
		status = refuse_pupils(headings, path, message);
	return status == YCF_OK ? settle(map, path, arena, problems, message, headings) : status;
}

bool headings_repeat(const struct headings *headings, const struct csv_row *row)
{
	if (headings->count < 2 || row->count < headings->count)
		return false;
	for (size_t i = 0; i < headings->count; i++)
		if (!heading_same(headings->names[i], row->cells[i]))
			return false;
	return true;
}

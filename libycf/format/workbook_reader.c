#include "format/workbook_reader.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "format/signature.h"
#include "format/workbook_parts.h"

/* ---- names ---- */

static const char *const namespaces[] = {
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
	"http://purl.oclc.org/ooxml/spreadsheetml/main",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
	"http://purl.oclc.org/ooxml/officeDocument/relationships",
	"http://schemas.openxmlformats.org/package/2006/relationships",
};

const char *part_name(const char *name)
{
	const char *bar = strrchr(name, '|');
	if (bar == NULL)
		return "";
	size_t length = (size_t)(bar - name);
	for (size_t i = 0; i < sizeof namespaces / sizeof namespaces[0]; i++)
		if (strlen(namespaces[i]) == length && memcmp(namespaces[i], name, length) == 0)
			return bar + 1;
	return "";
}

const char *part_attribute(const char *const *attributes, const char *name)
{
	for (; attributes[0] != NULL; attributes += 2) {
		bool plain = strchr(attributes[0], '|') == NULL;
		if (strcmp(plain ? attributes[0] : part_name(attributes[0]), name) == 0)
			return attributes[1];
	}
	return NULL;
}

const char *part_type(const char *type)
{
	const char *slash = strrchr(type, '/');
	return slash == NULL ? type : slash + 1;
}

bool part_true(const char *text)
{
	return text != NULL && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

/* ---- parts ---- */

ycf_status part_refuse(const struct workbook *workbook, const char *what)
{
	return message_set(workbook->message, YCF_INVALID,
	                   "%s holds more %s than any report needs and was not read; copy the sheet "
	                   "into a new workbook", workbook->path, what);
}

ycf_status part_room(const struct workbook *workbook, void *array, size_t size, size_t count,
                     size_t *room)
{
	void *grown;
	if (count < *room)
		return YCF_OK;
	size_t wanted = *room == 0 ? 64 : *room * 2;
	memcpy(&grown, array, sizeof grown);
	grown = reallocarray(grown, wanted, size);
	if (grown == NULL)
		return message_memory(workbook->message);
	memcpy(array, &grown, sizeof grown);
	*room = wanted;
	return YCF_OK;
}

ycf_status part_read(struct workbook *workbook, const char *path, const struct xml_handler *handler,
                     void *context, bool *found)
{
	struct xml_parser *parser = NULL;
	ycf_status status = xml_open(handler, context, workbook->path, path, workbook->message,
	                             &parser);
	if (status == YCF_OK)
		status = archive_read(workbook->archive, path, xml_feed, parser, found);
	if (status == YCF_OK && (found == NULL || *found))
		status = xml_end(parser);
	xml_close(parser);
	return status;
}

/* ---- relations ---- */

struct relation {
	const char *id, *type, *target;
};

struct relations {
	struct workbook *workbook;
	const char *base;             /* the part they are of; "" is the archive */
	struct relation *list;
	size_t count, room;
};

/* Take the last name, with its slash, off a path that is `length` long. */
static size_t cut_name(const char *path, size_t length)
{
	while (length > 0 && path[length - 1] != '/')
		length--;
	return length > 0 ? length - 1 : 0;
}

/* Where a target of a part lies in the archive. */
static const char *resolve(struct arena *arena, const char *base, const char *target)
{
	size_t folder = cut_name(base, strlen(base));
	if (*target == '/')
		return arena_text(arena, target + 1);
	while (strncmp(target, "../", 3) == 0) {
		folder = cut_name(base, folder);
		target += 3;
	}
	return arena_format(arena, "%.*s%s%s", (int)folder, base, folder > 0 ? "/" : "", target);
}

static ycf_status on_relation(void *context, const char *name, const char *const *attributes)
{
	struct relations *relations = context;
	struct workbook *workbook = relations->workbook;
	const char *id = part_attribute(attributes, "Id");
	const char *type = part_attribute(attributes, "Type");
	const char *target = part_attribute(attributes, "Target");
	const char *mode = part_attribute(attributes, "TargetMode");
	if (strcmp(part_name(name), "Relationship") != 0 || id == NULL || type == NULL ||
	    target == NULL || (mode != NULL && strcmp(mode, "External") == 0))
		return YCF_OK;
	if (relations->count == SHEETS_MOST)
		return part_refuse(workbook, "sheets");
	ycf_status status = part_room(workbook, &relations->list, sizeof *relations->list,
	                              relations->count, &relations->room);
	if (status != YCF_OK)
		return status;
	struct relation relation = {
		arena_text(workbook->arena, id), arena_text(workbook->arena, part_type(type)),
		resolve(workbook->arena, relations->base, target),
	};
	if (relation.id == NULL || relation.type == NULL || relation.target == NULL)
		return message_memory(workbook->message);
	relations->list[relations->count++] = relation;
	return YCF_OK;
}

static ycf_status pass_end(void *context, const char *name)
{
	(void)context;
	(void)name;
	return YCF_OK;
}

static ycf_status pass_text(void *context, const char *text, size_t length)
{
	(void)context;
	(void)text;
	(void)length;
	return YCF_OK;
}

static ycf_status read_relations(struct relations *relations)
{
	static const struct xml_handler handler = {on_relation, pass_end, pass_text};
	const char *base = relations->base;
	size_t folder = cut_name(base, strlen(base));
	const char *path = arena_format(relations->workbook->arena, "%.*s%s_rels/%s.rels", (int)folder,
	                                base, folder > 0 ? "/" : "",
	                                base + folder + (folder > 0));
	if (path == NULL)
		return message_memory(relations->workbook->message);
	return part_read(relations->workbook, path, &handler, relations, NULL);
}

/* ---- the workbook's own part ---- */

static const struct relation *relation_by_id(const struct relations *relations, const char *id)
{
	for (size_t i = 0; i < relations->count; i++)
		if (strcmp(relations->list[i].id, id) == 0)
			return &relations->list[i];
	return NULL;
}

static const char *target_of_type(const struct relations *relations, const char *type)
{
	for (size_t i = 0; i < relations->count; i++)
		if (strcmp(relations->list[i].type, type) == 0)
			return relations->list[i].target;
	return NULL;
}

static ycf_status add_sheet(struct relations *relations, const char *const *attributes)
{
	struct workbook *workbook = relations->workbook;
	const char *name = part_attribute(attributes, "name"), *id = part_attribute(attributes, "id");
	const struct relation *relation = id == NULL ? NULL : relation_by_id(relations, id);
	/* Charts and macros have sheets too. */
	if (name == NULL || relation == NULL || strcmp(relation->type, "worksheet") != 0)
		return YCF_OK;
	if (workbook->sheet_count == SHEETS_MOST)
		return part_refuse(workbook, "sheets");
	struct sheet_part *sheet = &workbook->sheets[workbook->sheet_count];
	*sheet = (struct sheet_part){arena_text(workbook->arena, name), relation->target};
	if (sheet->name == NULL)
		return message_memory(workbook->message);
	workbook->sheet_count++;
	return YCF_OK;
}

static ycf_status on_book(void *context, const char *name, const char *const *attributes)
{
	struct relations *relations = context;
	const char *local = part_name(name);
	if (strcmp(local, "workbookPr") == 0)
		relations->workbook->from_1904 = part_true(part_attribute(attributes, "date1904"));
	else if (strcmp(local, "sheet") == 0)
		return add_sheet(relations, attributes);
	return YCF_OK;
}

static ycf_status read_book(struct workbook *workbook, struct relations *relations)
{
	static const struct xml_handler handler = {on_book, pass_end, pass_text};
	ycf_status status = read_relations(relations);
	if (status != YCF_OK)
		return status;
	workbook->strings_path = target_of_type(relations, "sharedStrings");
	workbook->styles_path = target_of_type(relations, "styles");
	workbook->sheets = arena_take(workbook->arena, SHEETS_MOST * sizeof *workbook->sheets);
	if (workbook->sheets == NULL)
		return message_memory(workbook->message);
	return part_read(workbook, relations->base, &handler, relations, NULL);
}

static ycf_status find_book(struct workbook *workbook)
{
	struct relations whole = {.workbook = workbook, .base = ""};
	struct relations inner = {.workbook = workbook};
	ycf_status status = read_relations(&whole);
	inner.base = target_of_type(&whole, "officeDocument");
	if (status == YCF_OK && inner.base == NULL)
		status = message_set(workbook->message, YCF_INVALID,
		                     "%s is not a workbook; send the form back as .xlsx",
		                     workbook->path);
	if (status == YCF_OK)
		status = read_book(workbook, &inner);
	free(whole.list);
	free(inner.list);
	if (status == YCF_OK && workbook->sheet_count == 0)
		status = message_set(workbook->message, YCF_INVALID,
		                     "%s has no sheets; send the form back as an .xlsx workbook",
		                     workbook->path);
	return status;
}

/* ---- opening and closing ---- */

ycf_status xlsx_open(const char *path, struct message *message, struct workbook **workbook)
{
	struct workbook *opened = calloc(1, sizeof *opened);
	*workbook = NULL;
	if (opened == NULL)
		return message_memory(message);
	opened->path = path;
	opened->message = message;
	opened->arena = arena_new();
	ycf_status status = opened->arena == NULL ? message_memory(message)
	                                          : archive_open(path, message, &opened->archive);
	if (status == YCF_OK)
		status = find_book(opened);
	if (status == YCF_OK)
		status = workbook_read_styles(opened);
	if (status != YCF_OK) {
		xlsx_close(opened);
		return status;
	}
	*workbook = opened;
	return YCF_OK;
}

void xlsx_close(struct workbook *workbook)
{
	if (workbook == NULL)
		return;
	archive_close(workbook->archive);
	arena_free(workbook->arena);
	free(workbook->strings);
	free(workbook->styles);
	free(workbook);
}

size_t xlsx_sheet_count(const struct workbook *workbook)
{
	return workbook->sheet_count;
}

const char *xlsx_sheet_name(const struct workbook *workbook, size_t index)
{
	return workbook->sheets[index].name;
}

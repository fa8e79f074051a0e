/* What the readers of a workbook's parts have in common; for them alone. */
#ifndef YCF_FORMAT_WORKBOOK_PARTS_H
#define YCF_FORMAT_WORKBOOK_PARTS_H

#include "base/memory.h"
#include "format/archive.h"
#include "format/workbook_reader.h"
#include "format/xml.h"

enum {
	CELLS_MOST = 200000,
	STRINGS_MOST = 200000,
	STYLES_MOST = 65536,
	SHEETS_MOST = 1000,
	TEXT_MOST = 16 * 1024 * 1024
};

enum number_kind { NUMBER_PLAIN, NUMBER_DAY, NUMBER_TIME };

struct string {
	const char *text;
	size_t length;
};

struct sheet_part {
	const char *name, *path;      /* in the archive */
};

struct workbook {
	const char *path;
	struct message *message;
	struct arena *arena;
	struct archive *archive;
	bool from_1904;               /* days count from there, as on old Macintoshes */
	struct sheet_part *sheets;
	size_t sheet_count;
	const char *strings_path, *styles_path;   /* in the archive; NULL: there are none */
	bool has_strings;             /* they were read */
	struct string *strings;
	size_t string_count, string_room;
	unsigned char *styles;        /* an enum number_kind for each style of cells */
	size_t style_count, style_room;
	size_t text;                  /* bytes of text kept so far */
};

/* The local name of an element or attribute of the workbooks' own namespaces, ordinary or strict;
   "" for any other. */
const char *part_name(const char *name);
/* An attribute by its local name, in no namespace or that of relations; NULL: absent. */
const char *part_attribute(const char *const *attributes, const char *name);
/* The last step of a relation's type: "worksheet". */
const char *part_type(const char *type);
bool part_true(const char *text);

/* Read a part of the archive through a handler. */
ycf_status part_read(struct workbook *workbook, const char *path, const struct xml_handler *handler,
                     void *context, bool *found);
ycf_status part_refuse(const struct workbook *workbook, const char *what);
/* One more item fits into an array that grows. */
ycf_status part_room(const struct workbook *workbook, void *array, size_t size, size_t count,
                     size_t *room);
/* Put what _x000D_ and its like stand for in their place, from a byte on: each run of a text by
   itself. */
void part_unescape(struct buffer *text, size_t from);
/* Keep a text of the workbook. */
ycf_status part_keep(struct workbook *workbook, const struct buffer *text, struct string *string);

ycf_status workbook_read_styles(struct workbook *workbook);
ycf_status workbook_read_strings(struct workbook *workbook);

/* A number as its style shows it. */
enum { NUMBER_SIZE = 32 };
void number_show(const char *text, enum number_kind kind, bool from_1904, char out[NUMBER_SIZE]);
enum number_kind number_kind_of(unsigned long id, const char *format);

#endif

/* Column maps: from the columns of somebody's file to fields of our nouns. */
#ifndef YCF_EXCHANGE_COLUMN_MAP_H
#define YCF_EXCHANGE_COLUMN_MAP_H

#include "base/yaml.h"
#include "domain/nouns.h"
#include "domain/tracker.h"

enum { MAP_KEYS = 6, MAP_HEADINGS = 24 };

enum entry_kind { ENTRY_COLUMN, ENTRY_CONSTANT, ENTRY_JOIN, ENTRY_NOUN };

struct translation {
	const char *from, *to;
};

/* One way for a field to get its value; a field has a list of them, and the
   first that gives one counts. */
struct entry {
	enum entry_kind kind;
	const char *headings[MAP_HEADINGS];   /* of a column: alternatives, NULL-ended */
	int number;                           /* of a headerless file's column, from 1; 0: none */
	int column;                           /* where it stands in this file, from 0; -1: nowhere */
	bool required, when_new, skip_blank;
	const struct translation *values;
	size_t value_count;
	const char *otherwise;                /* for what `values` does not list; "keep" keeps it */
	const char *const *blank_when;        /* NULL-ended, or NULL */
	const char *constant;                 /* of a constant; of a join: what stands between */
	struct entry *parts;                  /* of a join */
	size_t part_count;
};

struct map_field {
	const struct field *field;
	struct entry *entries;
	size_t count;
};

/* One alternative of a condition on a column. */
struct wanted {
	const char *text;
	bool part;                            /* one part of a cell whose parts `|` joins */
};

struct filter {
	struct entry column;
	const struct wanted *wanted;
	size_t count;
	bool unequal;                         /* of --where COLUMN!=VALUE */
};

/* A value by which another system knows a setting or lead: a key before all others. */
struct map_external {
	const char *system;                   /* NULL: the cell says both, civicrm:123 */
	struct map_field value;
};

struct map_noun {
	const struct noun *noun;
	const struct field *keys[MAP_KEYS];
	size_t key_count;
	struct map_field *fields;
	size_t field_count;
	struct map_external *externals;
	size_t external_count;
	const struct map_field *first_required;
	struct filter *filters;               /* all must hold for a row to be added */
	size_t filter_count;
};

enum date_style { STYLE_UK = 1, STYLE_ISO = 2, STYLE_COMPACT = 4, STYLE_DASHES = 8 };

struct column_map {
	const char *name;                     /* for messages; NULL: field names are the headings */
	bool header, trim, own;               /* own: our own export, guarded and untrimmed */
	unsigned dates;                       /* the styles taken */
	struct map_noun *nouns;               /* what refers after what is referred to */
	size_t noun_count;
	size_t main;                          /* the index of the noun that rows are counted by */
	const char *const *ignored;           /* headings known and left out; NULL: none */
	bool ignore_all;
	struct yaml_file *yaml;
	struct arena *arena;
};

/* A template's name or a path. */
ycf_status column_map_read(struct ycf_tracker *tracker, const char *name,
                           struct column_map **map);
/* The map whose headings are the noun's field names. */
ycf_status column_map_plain(const struct noun *noun, struct message *message,
                            struct column_map **map);
void column_map_free(struct column_map *map);         /* NULL is fine */

/* Whether a heading or value is meant: white space and underscores as one
   space, whatever the case. */
bool heading_same(const char *a, const char *b);

/* The next entry of a map in order, with those inside joins, for whoever must
   look at all: NULL at the end. */
typedef void entry_visitor(struct entry *entry, const struct map_field *field, void *context);
void column_map_visit(struct column_map *map, entry_visitor *visitor, void *context);

#endif

/* Our YAML files as a tree that remembers lines and columns.  The only file
   that knows libyaml is yaml.c.  Anchors, aliases, tags, several documents,
   duplicate keys, non-text keys and anything over the limits are refused. */
#ifndef YCF_BASE_YAML_H
#define YCF_BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "base/message.h"

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	int line, column;              /* from 1 */
	bool plain;                    /* a text without quotes: null and numbers are seen only here */
	const char *text;              /* of a YAML_TEXT: UTF-8, NUL-ended */
	size_t count;                  /* of a list or map */
	struct yaml **items;           /* a list's items, a map's values */
	struct yaml **keys;            /* a map's keys, in the file's order */
};

struct yaml_file {
	const char *name;              /* for messages */
	const char *source;            /* the file's bytes, whole */
	size_t length;
	const struct yaml *root;
	struct arena *arena;           /* owns all of it */
	struct message *message;
};

/* Read a file (at most 1 MiB, 32 deep, 100,000 nodes). */
ycf_status yaml_read(const char *path, struct message *message, struct yaml_file **file);
/* The same from memory; name is used in messages. */
ycf_status yaml_parse(const char *name, const char *source, size_t length,
                      struct message *message, struct yaml_file **file);
/* NULL is fine.  Hidden even where nothing else is, because libyaml exports a
   function of this name and must not get ours in its place. */
__attribute__((visibility("hidden"))) void yaml_free(struct yaml_file *file);

/* Set "NAME:LINE:COLUMN: ..." as the message, status YCF_INVALID. */
ycf_status yaml_refuse(const struct yaml_file *file, const struct yaml *at,
                       const char *format, ...)
	__attribute__((format(printf, 3, 4)));

const struct yaml *yaml_get(const struct yaml *map, const char *key);  /* or NULL */

/* Refuse a node that is not a map, and the first key not in `allowed`
   (NULL-ended), with the nearest allowed name. */
ycf_status yaml_check_keys(const struct yaml_file *file, const struct yaml *map,
                           const char *const *allowed);
/* Typed look-ups: *out is left as it was where the key is absent or null
   (empty, `null`, `~`); a wrong kind is refused.  `required` refuses absence. */
ycf_status yaml_text(const struct yaml_file *file, const struct yaml *map,
                     const char *key, bool required, const char **out);
ycf_status yaml_integer(const struct yaml_file *file, const struct yaml *map,
                        const char *key, bool required, int64_t least, int64_t most,
                        int64_t *out);
/* Decimal number ("12.5"), for measures in layouts. */
ycf_status yaml_number(const struct yaml_file *file, const struct yaml *map,
                       const char *key, bool required, double least, double most, double *out);
ycf_status yaml_boolean(const struct yaml_file *file, const struct yaml *map,
                        const char *key, bool required, bool *out);
ycf_status yaml_list(const struct yaml_file *file, const struct yaml *map,
                     const char *key, bool required, const struct yaml **out);
ycf_status yaml_map(const struct yaml_file *file, const struct yaml *map,
                    const char *key, bool required, const struct yaml **out);

#endif

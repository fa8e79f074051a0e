/* {name} in a layout's text, replaced by the value of that name as the layout
   writes it; {{ and }} stand for the braces themselves. */
#ifndef YCF_DOCUMENT_PLACEHOLDER_H
#define YCF_DOCUMENT_PLACEHOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "document/layout.h"
#include "document/values.h"

/* What names mean in one place of a document. */
struct scope {
	const struct layout *layout;
	const struct values *values;
	const struct list_field *list;         /* whose row is drawn, or NULL */
	const struct value_row *row;           /* NULL: an empty one */
	size_t page, pages;                    /* 0: not known in this place */
};

/* Whether all of them hold; a name that is not known is refused. */
ycf_status placeholder_hold(const struct scope *scope,
                            const struct layout_condition *conditions, size_t count,
                            bool *hold);

ycf_status placeholder_expand(const struct scope *scope, const struct yaml *at,
                              const char *text, struct buffer *out);

/* The same for HTML: values are escaped, and an address in href="{...}" is one
   that a browser may follow. */
ycf_status placeholder_expand_html(const struct scope *scope, const struct yaml *at,
                                   const char *text, struct buffer *out);

#endif

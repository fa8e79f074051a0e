/* {name} in a layout's text, replaced by the value of that name; {{ and }}
   stand for the braces themselves. */
#ifndef YCF_DOCUMENT_PLACEHOLDER_H
#define YCF_DOCUMENT_PLACEHOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "base/yaml.h"
#include "document/document.h"

struct placeholder_values {
	const struct document_value *values;
	size_t count;
};

/* Whether the value has text; a name that is not known is refused at `at`. */
ycf_status placeholder_present(const struct yaml_file *file, const struct yaml *at,
                               const struct placeholder_values *values, const char *name,
                               bool *present);

ycf_status placeholder_expand(const struct yaml_file *file, const struct yaml *at,
                              const char *text, const struct placeholder_values *values,
                              struct buffer *out);

#endif

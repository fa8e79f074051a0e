/* A framework: its standards, criteria, levels and rules, from a YAML file. */
#ifndef YCF_DOMAIN_FRAMEWORK_H
#define YCF_DOMAIN_FRAMEWORK_H

#include "domain/nouns.h"
#include "domain/tracker.h"

struct framework_file;

/* Read and check a framework file: a template's name or a path. */
ycf_status framework_read(struct ycf_tracker *tracker, const char *name,
                          struct framework_file **file);
void framework_file_free(struct framework_file *file);      /* NULL is fine */
/* Store what was read, in a transaction of its own. */
ycf_status framework_store(struct ycf_tracker *tracker, const struct framework_file *file);

#endif

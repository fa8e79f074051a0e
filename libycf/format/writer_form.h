/* What the writers of CSV, JSON and tables have in common; for them alone. */
#ifndef YCF_FORMAT_WRITER_FORM_H
#define YCF_FORMAT_WRITER_FORM_H

#include "format/writer.h"

struct writer_form {
	ycf_status (*row)(struct writer *writer, const struct cell *cells);
	ycf_status (*end)(struct writer *writer);    /* write what comes last */
	void (*free)(struct writer *writer);
};

/* The first member of each writer's own struct. */
struct writer {
	const struct writer_form *form;
	struct output *output;
	struct message *message;
	size_t count;                                /* of columns */
};

/* Each makes a writer, with `base` as its first member, and writes what comes
   first. */
ycf_status csv_writer_open(const struct writer *base, const struct writer_options *options,
                           const char *const *columns, struct writer **writer);
ycf_status json_writer_open(const struct writer *base, const struct writer_options *options,
                            const char *const *columns, struct writer **writer);
ycf_status table_writer_open(const struct writer *base, const struct writer_options *options,
                             const char *const *columns, struct writer **writer);

#endif

/* A zip file, such as a workbook is, read under limits.  The only file that knows libzip
   is archive.c. */
#ifndef YCF_FORMAT_ARCHIVE_H
#define YCF_FORMAT_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/message.h"

struct archive;

/* Takes what it is given of an entry, piece by piece. */
typedef ycf_status archive_sink(void *context, const char *data, size_t length);

/* At most 20 MB and 2,000 entries; message and path are used as long as it lives. */
ycf_status archive_open(const char *path, struct message *message, struct archive **archive);
void archive_close(struct archive *archive);       /* NULL is fine */
/* Give the sink all of an entry (whatever the case of its name). *found, if not NULL,
   tells whether there is one, whose absence is otherwise an error.  What unpacks to
   more than 32 MB, or to 200 times its size, is refused before; so is more than 40 MB
   of one archive in all. */
ycf_status archive_read(struct archive *archive, const char *name, archive_sink *sink,
                        void *context, bool *found);

#endif

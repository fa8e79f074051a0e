/* Names for files that people find in a folder: readable, fit for every
   system, and no two the same in one run. */
#ifndef YCF_BASE_FILE_NAME_H
#define YCF_BASE_FILE_NAME_H

#include "base/memory.h"
#include "base/message.h"

/* Those given so far, as hashes. */
struct file_names;

ycf_status file_names_new(struct message *message, struct file_names **names);
void file_names_free(struct file_names *names);        /* NULL is fine */

/* "107809-Elm-Tree-Primary-School-certificate.pdf".  Letters and digits of any
   script stay, apostrophes go, all else becomes one hyphen; what is long is cut
   between words.  A name given before, in whatever case, gets "-2" behind it.
   `reference` may be NULL; `kind` and `ending` are plain words. */
ycf_status file_name_make(struct file_names *names, const char *reference, const char *name,
                          const char *kind, const char *ending, struct arena *arena,
                          struct message *message, const char **out);

#endif

/* Files read whole under a limit, and files written whole or not at all. */
#ifndef YCF_BASE_FILE_H
#define YCF_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "base/message.h"

/* The bytes of a regular file, NUL after the end; free() them. */
ycf_status file_read(const char *path, size_t limit, char **data,
                     size_t *length, struct message *message);

/* Whether a path lies on a network file system, or in a folder that a sync
   service keeps (OneDrive, Dropbox, Google Drive, iCloud, Nextcloud ...):
   *why then says which, in words. */
bool file_is_shared(const char *path, const char **why);

/* Output: buffered; to a path it goes to a new file in the same folder (without
   a name, or with a random one where the file system has no such files) and
   takes the path's place only on commit, after fsync;
   a symbolic link at the path is replaced, not followed.  Mode 0600 for a
   new file, that of the file it replaces otherwise.  To a descriptor
   (path NULL) it goes straight on. */
struct output;

ycf_status output_open(const char *path, int descriptor, struct output **output,
                       struct message *message);
void output_write(struct output *output, const void *data, size_t length);
void output_text(struct output *output, const char *text);
/* Flush, fsync, rename (or report the first failed write); frees it. */
ycf_status output_commit(struct output *output, struct message *message);
void output_abandon(struct output *output);    /* nothing is left; NULL is fine */
bool output_failed(const struct output *output);
bool output_is_file(const struct output *output);

/* A random number from the system. */
ycf_status random_bytes(void *data, size_t length, struct message *message);

/* folder/name */
char *file_join(struct arena *arena, const char *folder, const char *name);

#endif

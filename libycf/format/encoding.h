/* Bytes of a file, whatever their encoding, as blocks of UTF-8.  The only
   file that knows iconv is encoding.c. */
#ifndef YCF_FORMAT_ENCODING_H
#define YCF_FORMAT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/message.h"

struct decoder;

/* encoding NULL: a byte order mark decides; else UTF-16 by its NULs; else
   UTF-8 while all of the file is UTF-8, and Windows-1252 for each line that
   is not (files of both kinds pasted together exist).  A NUL byte in a file
   that is not UTF-16 is an error with its line, and a file that is no text
   (a workbook, a PDF, a web page ...) is refused by name. */
ycf_status decoder_open(const char *path, const char *encoding,
                        struct message *message, struct decoder **decoder);
/* The next block of valid UTF-8, without a byte order mark; *length 0 at the
   end.  The block is the decoder's, good until the next call. */
ycf_status decoder_next(struct decoder *decoder, const char **block, size_t *length);
void decoder_close(struct decoder *decoder);       /* NULL is fine */
/* What was found so far: "UTF-8", "Windows-1252", "UTF-8 and Windows-1252",
   "UTF-16LE", "UTF-16BE" or the name that was asked for. */
const char *decoder_encoding(const struct decoder *decoder);
void decoder_progress(const struct decoder *decoder, int64_t *done, int64_t *total);

/* Line ends in a text: LF, CR or CRLF.  *after_cr carries a CR at the end of
   one piece over to the next. */
int64_t line_ends(const char *text, size_t length, bool *after_cr);

#endif

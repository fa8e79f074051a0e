/* UTF-8 text.  The only file that knows utf8proc is text.c. */
#ifndef YCF_BASE_TEXT_H
#define YCF_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

/* Whether all of it is UTF-8 without NUL; else *bad is the first bad byte's
   offset (bad may be NULL).  Plain ASCII is checked fast. */
bool text_valid(const char *text, size_t length, size_t *bad);

size_t text_characters(const char *text, size_t length);   /* code points */
size_t text_columns(const char *text, size_t length);      /* on a terminal */

/* Drop white space at both ends: ASCII white space, non-breaking and other
   Unicode spaces, byte order mark, zero-width space. */
void text_trim(const char **text, size_t *length);
bool text_is_blank(const char *text, size_t length);
bool text_is_space(int32_t character);     /* what text_trim drops */
/* Whether it makes part of a word in any script: a letter, a mark upon one, or
   a digit. */
bool text_is_letter(int32_t character);

/* Normal form C; and the form for comparing: NFKC, case folded, white space
   runs made one space, trimmed.  NULL: out of memory. */
char *text_nfc(struct arena *arena, const char *text, size_t length);
char *text_folded(struct arena *arena, const char *text, size_t length);
bool text_same(const char *a, const char *b);      /* same when folded */

/* Next code point at *at (moves it); -1 at the end or on bad UTF-8. */
int32_t text_next(const char **at, const char *end);

/* Add text to a buffer as one printable line: control and format characters
   become a visible space or escape, cut at a character near `limit` bytes with
   "..." (limit 0: no cut). */
void text_printable(struct buffer *out, const char *text, size_t length,
                    size_t limit);

/* The nearest of `names` to a mistyped `text` (edit distance at most 2 and
   under half its length), or NULL: for "did you mean". */
const char *text_nearest(const char *text, const char *const *names, size_t count);

#endif

/* Which character parts the cells, judged by the beginning of a file. */
#ifndef YCF_FORMAT_DELIMITER_H
#define YCF_FORMAT_DELIMITER_H

#include <stdbool.h>
#include <stddef.h>

/* Whether it can part cells: one ASCII character, no quote, no line end. */
bool delimiter_allowed(char delimiter);

/* The bytes of a first line `sep=;` with its line end, and its character; 0
   where the text begins otherwise. */
size_t delimiter_line(const char *text, size_t length, char *delimiter);

/* Of , ; tab and | the one with the most even count of columns. */
char delimiter_guess(const char *text, size_t length);

#endif

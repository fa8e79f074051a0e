/* What a file is by its first bytes, where it is certainly not rows of text. */
#ifndef YCF_FORMAT_SIGNATURE_H
#define YCF_FORMAT_SIGNATURE_H

#include <stddef.h>

/* "an Excel workbook" and so on, or NULL where it may be text. */
const char *signature_name(const char *start, size_t length);

#endif

/* The one message a handle carries: what went wrong, where, and the remedy. */
#ifndef YCF_BASE_MESSAGE_H
#define YCF_BASE_MESSAGE_H

#include "ycf.h"

enum { MESSAGE_TEXT = 1200, MESSAGE_NAME = 160 };

struct message {
	ycf_status status;
	int64_t row;              /* 0 where no row of a file is meant */
	char record[MESSAGE_NAME];
	char field[MESSAGE_NAME];
	char text[MESSAGE_TEXT];
};

void message_clear(struct message *message);

/* Set the message unless one stands already: the first error wins.  The text
   is made one printable line of UTF-8.  Returns the status that now stands. */
ycf_status message_set(struct message *message, ycf_status status,
                       const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Say which record, field and row a message is about; NULL or 0 leaves each,
   and what was said before stays. */
void message_place(struct message *message, const char *record,
                   const char *field, int64_t row);

ycf_status message_memory(struct message *message);

/* A failed system call, in plain words: full disk and quota become YCF_FULL,
   no memory YCF_MEMORY, the rest YCF_UNREADABLE.  `doing` as in "reading"; path
   NULL is the output stream. */
ycf_status message_system(struct message *message, int error,
                          const char *doing, const char *path);

#endif

/* Arenas: many small texts with one life.  Buffers: text that grows. */
#ifndef YCF_BASE_MEMORY_H
#define YCF_BASE_MEMORY_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);                 /* NULL: out of memory */
void arena_free(struct arena *arena);          /* NULL is fine */
void arena_reset(struct arena *arena);         /* keeps its last block */
void *arena_take(struct arena *arena, size_t size);   /* aligned, zeroed */
/* A copy with a closing NUL; NULL: out of memory. */
char *arena_copy(struct arena *arena, const char *text, size_t length);
char *arena_text(struct arena *arena, const char *text);
/* "first second" */
char *arena_words(struct arena *arena, const char *first, const char *second);
char *arena_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A buffer always holds a NUL after `length` bytes once something was added;
   after a failed allocation `failed` stays set and nothing more is added. */
struct buffer {
	char *data;
	size_t length;
	size_t capacity;
	bool failed;
};

void buffer_add(struct buffer *buffer, const char *data, size_t length);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_char(struct buffer *buffer, char c);
void buffer_format(struct buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void buffer_clear(struct buffer *buffer);      /* length 0, keeps memory */
void buffer_free(struct buffer *buffer);
const char *buffer_string(const struct buffer *buffer);  /* never NULL */

#endif

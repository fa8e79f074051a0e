#include "base/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_FIRST = 1024, BLOCK_LARGEST = 64 * 1024, BUFFER_FIRST = 64 };

struct block {
	struct block *next;
	size_t size;
	size_t used;
	alignas(max_align_t) char space[];
};

struct arena {
	struct block *current;     /* the rest hang behind it */
	size_t next_size;
};

static struct block *block_new(size_t size)
{
	if (size > PTRDIFF_MAX - sizeof(struct block))
		return NULL;
	struct block *block = malloc(sizeof *block + size);
	if (block == NULL)
		return NULL;
	block->next = NULL;
	block->size = size;
	block->used = 0;
	return block;
}

struct arena *arena_new(void)
{
	struct arena *arena = malloc(sizeof *arena);
	if (arena == NULL)
		return NULL;
	arena->current = block_new(BLOCK_FIRST);
	if (arena->current == NULL) {
		free(arena);
		return NULL;
	}
	arena->next_size = (size_t)BLOCK_FIRST * 2;
	return arena;
}

static void free_behind(struct block *block)
{
	while (block->next != NULL) {
		struct block *next = block->next;
		block->next = next->next;
		free(next);
	}
}

/* What was needed will be again: the block that others share and that was made last, the
   largest, stays. */
void arena_reset(struct arena *arena)
{
	free_behind(arena->current);
	arena->current->used = 0;
}

void arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	free_behind(arena->current);
	free(arena->current);
	free(arena);
}

static void *block_take(struct block *block, size_t size, size_t alignment)
{
	size_t start = (block->used + alignment - 1) & ~(alignment - 1);
	if (start > block->size || size > block->size - start)
		return NULL;
	block->used = start + size;
	return block->space + start;
}

static size_t arena_next_size(struct arena *arena)
{
	size_t size = arena->next_size;
	if (size < BLOCK_LARGEST)
		arena->next_size = size * 2;
	return size;
}

static void *arena_take_alone(struct arena *arena, size_t size, size_t alignment)
{
	struct block *block = block_new(size);
	if (block == NULL)
		return NULL;
	block->next = arena->current->next;
	arena->current->next = block;
	return block_take(block, size, alignment);
}

static void *arena_place(struct arena *arena, size_t size, size_t alignment)
{
	void *place = block_take(arena->current, size, alignment);
	if (place != NULL)
		return place;
	if (size > BLOCK_LARGEST / 4)
		return arena_take_alone(arena, size, alignment);
	size_t block_size = arena_next_size(arena);
	while (block_size < size)
		block_size = arena_next_size(arena);
	struct block *block = block_new(block_size);
	if (block == NULL)
		return NULL;
	block->next = arena->current;
	arena->current = block;
	return block_take(block, size, alignment);
}

void *arena_take(struct arena *arena, size_t size)
{
	void *place = arena_place(arena, size, alignof(max_align_t));
	if (place != NULL)
		memset(place, 0, size);
	return place;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	if (length == SIZE_MAX)
		return NULL;
	char *copy = arena_place(arena, length + 1, 1);
	if (copy == NULL)
		return NULL;
	if (length > 0)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, strlen(text));
}

char *arena_words(struct arena *arena, const char *first, const char *second)
{
	size_t length = strlen(first);
	char *text = arena_place(arena, length + strlen(second) + 2, 1);
	if (text == NULL)
		return NULL;
	memcpy(text, first, length);
	text[length] = ' ';
	strcpy(text + length + 1, second);
	return text;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list first, again;
	struct block *block = arena->current;
	size_t room = block->size - block->used;
	va_start(first, format);
	va_copy(again, first);
	/* Mostly it fits where it is going to stay. */
	int length = vsnprintf(block->space + block->used, room, format, first);
	va_end(first);
	char *text = length < 0 ? NULL : arena_place(arena, (size_t)length + 1, 1);
	if (text != NULL && (size_t)length >= room)
		vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

/* Room for `more` bytes and a closing NUL. */
static bool buffer_reserve(struct buffer *buffer, size_t more)
{
	if (buffer->failed)
		return false;
	if (more < buffer->capacity - buffer->length)
		return true;
	size_t capacity = buffer->capacity < BUFFER_FIRST ? BUFFER_FIRST : buffer->capacity;
	while (more >= capacity - buffer->length && capacity <= SIZE_MAX / 4)
		capacity *= 2;
	char *grown = NULL;
	if (more < capacity - buffer->length)
		grown = realloc(buffer->data, capacity);
	if (grown == NULL) {
		buffer->failed = true;
		return false;
	}
	buffer->data = grown;
	buffer->capacity = capacity;
	return true;
}

void buffer_add(struct buffer *buffer, const char *data, size_t length)
{
	if (!buffer_reserve(buffer, length))
		return;
	if (length > 0)
		memcpy(buffer->data + buffer->length, data, length);
	buffer->length += length;
	buffer->data[buffer->length] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

void buffer_char(struct buffer *buffer, char c)
{
	buffer_add(buffer, &c, 1);
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
	va_list measure, write;
	va_start(measure, format);
	va_copy(write, measure);
	int length = vsnprintf(NULL, 0, format, measure);
	va_end(measure);
	if (length < 0) {
		buffer->failed = true;
	} else if (buffer_reserve(buffer, (size_t)length)) {
		vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, write);
		buffer->length += (size_t)length;
	}
	va_end(write);
}

void buffer_clear(struct buffer *buffer)
{
	buffer->length = 0;
	if (buffer->data != NULL)
		buffer->data[0] = '\0';
}

void buffer_free(struct buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct buffer){0};
}

const char *buffer_string(const struct buffer *buffer)
{
	return buffer->data != NULL ? buffer->data : "";
}

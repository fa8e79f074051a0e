#include "document/compose.h"

#include <math.h>

#include "base/text.h"
#include "document/mark.h"
#include "document/piece.h"
#include "document/table.h"
#include "document/walk.h"

/* Type is set down to four fifths of its size where it is to keep to so many pages. */
static const double CLOSER_STEP = 0.05;
enum { CLOSER_STEPS = 4 };

struct block {
	struct piece piece;
	struct set_table *table;       /* in the piece's place */
};

struct composed {
	struct block *blocks;          /* of the flow */
	size_t block_count;
	struct sheet *sheets;
	size_t pages;
};

/* ---- setting ---- */

ycf_status compose_text(const struct compose *compose, const struct scope *scope,
                        const struct yaml *at, const char *text, const char **expanded)
{
	struct buffer words = {0};
	ycf_status status = placeholder_expand(scope, at, text, &words);

	if (status == YCF_OK) {
		*expanded = text_nfc(compose->arena, buffer_string(&words), words.length);
		if (*expanded == NULL)
			status = message_memory(compose->message);
	}
	buffer_free(&words);
	return status;
}

static ycf_status set_block(const struct compose *compose,
                            const struct layout_element *element, struct block *block)
{
	struct scope scope = compose_scope(compose);
	ycf_status status = piece_set(compose, &scope, element, true, &block->piece);

	if (status == YCF_OK && element->kind == LAYOUT_TABLE)
		status = table_set(compose, element, &block->table);
	return status;
}

static ycf_status set_flow(const struct compose *compose, struct composed *composed)
{
	const struct layout_elements *flow = &compose->layout->flow;

	composed->blocks = arena_take(compose->arena,
	                              (flow->count + 1) * sizeof *composed->blocks);
	if (composed->blocks == NULL)
		return message_memory(compose->message);
	for (; composed->block_count < flow->count; composed->block_count++) {
		ycf_status status = set_block(compose, &flow->items[composed->block_count],
		                              &composed->blocks[composed->block_count]);
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}

static bool stands_on(const struct layout_element *element, size_t page)
{
	return element->pages == LAYOUT_EVERY || (element->pages == LAYOUT_FIRST) == (page == 1);
}

/* What would stand on later pages is set once even where there are none, so
   that a slip in it is found. */
static ycf_status set_sheet(const struct compose *compose, size_t page, struct sheet *sheet)
{
	const struct layout_elements *draw = &compose->layout->draw;
	struct scope scope = compose_scope(compose);

	scope.page = page;
	scope.pages = compose->pages;
	sheet->pieces = arena_take(compose->arena, (draw->count + 1) * sizeof *sheet->pieces);
	if (sheet->pieces == NULL)
		return message_memory(compose->message);
	for (size_t i = 0; i < draw->count; i++) {
		struct piece *piece = &sheet->pieces[sheet->count];
		bool stands = stands_on(&draw->items[i], page);
		if (!stands && page > 1)
			continue;
		ycf_status status = piece_set(compose, &scope, &draw->items[i], false, piece);
		if (status != YCF_OK)
			return status;
		sheet->count += stands;
	}
	return YCF_OK;
}

static ycf_status set_sheets(const struct compose *compose, struct composed *composed)
{
	composed->pages = compose->pages;
	composed->sheets = arena_take(compose->arena,
	                              (composed->pages + 1) * sizeof *composed->sheets);
	if (composed->sheets == NULL)
		return message_memory(compose->message);
	for (size_t i = 0; i < composed->pages; i++) {
		ycf_status status = set_sheet(compose, i + 1, &composed->sheets[i]);
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}

/* ---- walking ---- */

/* Some lines of a text, from the walk's place on. */
static ycf_status draw_lines(struct walk *walk, const struct piece *piece, size_t first,
                             size_t count)
{
	const struct layout_element *element = piece->element;
	ycf_status status = YCF_OK;

	if (walk->canvas != NULL)
		status = words_draw(walk->canvas, &piece->words, first, count, element->x,
		                    walk->y, element->width);
	walk->y += words_height(&piece->words, count);
	walk->fresh = false;
	return status;
}

static ycf_status refuse_low(const struct walk *walk, const struct piece *piece)
{
	return yaml_refuse(walk->compose->layout->file, piece->element->at,
	                   "this is taller than a whole page between the flow's \"again\" and "
	                   "\"bottom\"; make it smaller");
}

static ycf_status walk_lines(struct walk *walk, const struct piece *piece)
{
	size_t done = 0, all = piece->words.typeset.line_count;
	ycf_status status = YCF_OK;

	while (status == YCF_OK && done < all) {
		size_t count = words_within(&piece->words, done, walk_room(walk));
		/* one line of several is not left alone */
		if (count == 1 && done == 0 && all > 1 && !walk->fresh)
			count = 0;
		if (count == 0 && walk->fresh && walk->page > 1)
			return refuse_low(walk, piece);
		if (count > 0)
			status = draw_lines(walk, piece, done, count);
		done += count;
		if (status == YCF_OK && done < all)
			status = walk_turn(walk);
	}
	return status;
}

static ycf_status walk_text(struct walk *walk, const struct piece *piece)
{
	struct element element = piece_reading(walk->compose, &piece->words);
	ycf_status status = YCF_OK;

	if (walk->canvas != NULL)
		status = walk->canvas->acts->open(walk->canvas, &element);
	if (status == YCF_OK)
		status = walk_lines(walk, piece);
	if (status == YCF_OK && walk->canvas != NULL)
		status = walk->canvas->acts->close(walk->canvas);
	return status;
}

static ycf_status walk_piece(struct walk *walk, const struct piece *piece)
{
	double height = piece_height(piece);
	ycf_status status = YCF_OK;

	if (piece->element->kind == LAYOUT_TEXT)
		return walk_text(walk, piece);
	if (height > walk_room(walk))
		status = walk_turn(walk);
	if (status == YCF_OK && height > walk_page(walk))
		return refuse_low(walk, piece);
	if (status == YCF_OK && walk->canvas != NULL)
		status = piece_draw(walk->compose, walk->canvas, piece, walk->y, false);
	walk->y += height;
	walk->fresh = false;
	return status;
}

static bool is_heading(const struct block *block)
{
	enum reading role = block->piece.element->words.role;

	return block->table == NULL && block->piece.element->kind == LAYOUT_TEXT
		&& role >= ROLE_HEADING_1 && role <= ROLE_HEADING_3;
}

static const struct block *next_drawn(const struct composed *composed,
                                      const struct block *block)
{
	const struct block *end = composed->blocks + composed->block_count;

	for (block++; block < end; block++)
		if (block->piece.drawn)
			return block;
	return NULL;
}

/* What must be left on the page for the block to begin there.  A heading stays
   with what it heads, and a text with the table below it. */
static double least_room(const struct walk *walk, const struct composed *composed,
                         const struct block *block)
{
	double room = 0;

	for (;;) {
		const struct block *next = next_drawn(composed, block);
		const struct layout_element *element = block->piece.element;
		bool stays = next != NULL && element->kind == LAYOUT_TEXT
			&& (is_heading(block) || next->table != NULL);
		if (block->table != NULL)
			return fmax(element->needs, room + table_least(walk, block->table));
		if (element->kind == LAYOUT_TEXT && !stays)
			return fmax(element->needs, room + words_height(&block->piece.words,
			            block->piece.words.typeset.line_count > 1 ? 2 : 1));
		room = fmax(element->needs, room + piece_height(&block->piece));
		if (!stays)
			return room;
		room += next->piece.element->before * walk->compose->closer;
		block = next;
	}
}

static ycf_status walk_block(struct walk *walk, const struct composed *composed,
                             const struct block *block)
{
	const struct layout_element *element = block->piece.element;
	ycf_status status = YCF_OK;

	if (!block->piece.drawn)
		return YCF_OK;
	if (!walk->fresh)
		walk->y += element->before * walk->compose->closer;
	if (fmin(least_room(walk, composed, block), walk_page(walk)) > walk_room(walk))
		status = walk_turn(walk);
	if (status != YCF_OK)
		return status;
	return block->table != NULL ? table_walk(walk, block->table)
	                            : walk_piece(walk, &block->piece);
}

static ycf_status walk_all(struct walk *walk, const struct composed *composed)
{
	ycf_status status = walk_turn(walk);

	for (size_t i = 0; status == YCF_OK && i < composed->block_count; i++)
		status = walk_block(walk, composed, &composed->blocks[i]);
	/* nothing is open any more, so that it may be read out */
	return status == YCF_OK && walk->canvas != NULL
		? mark_draw(walk->compose, walk->canvas, true) : status;
}

/* Set the flow so close, and count its pages. */
static ycf_status try_flow(struct compose *compose, double closer, struct composed *composed)
{
	struct walk walk = {.compose = compose};

	*composed = (struct composed){0};
	compose->closer = closer;
	compose->pages = 0;
	ycf_status status = set_flow(compose, composed);
	if (status == YCF_OK)
		status = walk_all(&walk, composed);
	compose->pages = walk.page;
	return status;
}

/* On as many pages as the layout would have it, if that can be read; else as it
   stands in the layout, on as many as it takes. */
static ycf_status fit_flow(struct compose *compose, struct composed *composed)
{
	size_t wanted = compose->layout->flow_pages;
	ycf_status status = try_flow(compose, 1, composed);

	for (int step = 1; wanted > 0 && status == YCF_OK && compose->pages > wanted; step++) {
		if (step > CLOSER_STEPS)
			return try_flow(compose, 1, composed);
		status = try_flow(compose, 1 - step * CLOSER_STEP, composed);
	}
	return status;
}

ycf_status compose_set(struct compose *compose, struct composed **out)
{
	struct composed *composed = arena_take(compose->arena, sizeof *composed);

	if (composed == NULL)
		return message_memory(compose->message);
	ycf_status status = fit_flow(compose, composed);
	if (status == YCF_OK)
		status = set_sheets(compose, composed);
	if (status == YCF_OK)
		status = mark_set(compose);
	if (status == YCF_OK)
		*out = composed;
	return status;
}

ycf_status compose_draw(const struct compose *compose, const struct composed *composed,
                        struct canvas *canvas)
{
	struct walk walk = {.compose = compose, .canvas = canvas, .sheets = composed->sheets};

	return walk_all(&walk, composed);
}

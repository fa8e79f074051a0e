#include "document/symbol.h"

#include <string.h>

enum symbol { SYMBOL_MET, SYMBOL_PARTLY, SYMBOL_NOT_MET, SYMBOL_NONE };

static const struct {
	const char *code;
	enum symbol symbol;
} codes[] = {
	{"met", SYMBOL_MET}, {"green", SYMBOL_MET},
	{"partly", SYMBOL_PARTLY}, {"amber", SYMBOL_PARTLY},
	{"not_met", SYMBOL_NOT_MET}, {"red", SYMBOL_NOT_MET},
	{"none", SYMBOL_NONE},
};

int symbol_find(const char *code)
{
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		if (strcmp(codes[i].code, code) == 0)
			return (int)codes[i].symbol;
	return -1;
}

static const struct colour *colour_of(const struct compose *compose, const char *name)
{
	static const struct colour black = {0, 0, 0};
	const struct layout *layout = compose->layout;

	for (size_t i = 0; i < layout->colour_count; i++)
		if (strcmp(layout->colours[i].name, name) == 0)
			return &layout->colours[i].colour;
	return &black;
}

static const struct colour white = {1, 1, 1};

/* A tick or a cross in a filled circle. */
static ycf_status draw_full(const struct compose *compose, struct canvas *canvas,
                            enum symbol symbol, double x, double y, double size)
{
	struct path disc = {.arena = compose->arena}, sign = {.arena = compose->arena};
	const struct colour *colour = colour_of(compose, symbol == SYMBOL_MET ? "green" : "red");

	path_circle(&disc, x + size / 2, y + size / 2, size / 2);
	if (symbol == SYMBOL_MET) {
		path_move(&sign, x + size * 0.27, y + size * 0.52);
		path_line(&sign, x + size * 0.44, y + size * 0.69);
		path_line(&sign, x + size * 0.74, y + size * 0.34);
	} else {
		path_move(&sign, x + size * 0.32, y + size * 0.32);
		path_line(&sign, x + size * 0.68, y + size * 0.68);
		path_move(&sign, x + size * 0.68, y + size * 0.32);
		path_line(&sign, x + size * 0.32, y + size * 0.68);
	}
	if (disc.failed || sign.failed)
		return message_memory(compose->message);
	ycf_status status = canvas->acts->path(canvas, &disc, &(struct paint){.fill = colour});
	if (status != YCF_OK)
		return status;
	return canvas->acts->path(canvas, &sign, &(struct paint){.stroke = &white,
	                                                         .thickness = size * 0.13});
}

/* A ring, its lower half filled where something is there. */
static ycf_status draw_ring(const struct compose *compose, struct canvas *canvas,
                            enum symbol symbol, double x, double y, double size)
{
	struct path ring = {.arena = compose->arena}, half = {.arena = compose->arena};
	double thick = size * 0.11, r = size / 2 - thick / 2, k = r * 0.5523;
	double middle_x = x + size / 2, middle_y = y + size / 2;
	const struct colour *colour = colour_of(compose,
	                                        symbol == SYMBOL_PARTLY ? "amber" : "grey");

	path_circle(&ring, middle_x, middle_y, r);
	path_move(&half, middle_x - r, middle_y);
	path_curve(&half, middle_x - r, middle_y + k, middle_x - k, middle_y + r, middle_x,
	           middle_y + r);
	path_curve(&half, middle_x + k, middle_y + r, middle_x + r, middle_y + k, middle_x + r,
	           middle_y);
	path_close(&half);
	if (ring.failed || half.failed)
		return message_memory(compose->message);
	ycf_status status = canvas->acts->path(canvas, &ring, &(struct paint){.stroke = colour,
	                                                                      .thickness = thick});
	if (status != YCF_OK || symbol != SYMBOL_PARTLY)
		return status;
	return canvas->acts->path(canvas, &half, &(struct paint){.fill = colour});
}

ycf_status symbol_draw(const struct compose *compose, struct canvas *canvas, int symbol,
                       double x, double y, double size)
{
	if (symbol == SYMBOL_MET || symbol == SYMBOL_NOT_MET)
		return draw_full(compose, canvas, (enum symbol)symbol, x, y, size);
	return draw_ring(compose, canvas, (enum symbol)symbol, x, y, size);
}

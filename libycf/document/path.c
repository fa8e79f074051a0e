#include "document/path.h"

#include <math.h>
#include <string.h>

enum { STEPS_FIRST = 16, STEPS_MOST = 50000, DIGITS = 15, EXPONENT_MOST = 99 };

static const double NUMBER_MOST = 1e6;
/* How far the control points of a quarter of a circle stand from its ends. */
static const double QUARTER = 0.5522847498307936;

/* ---- steps ---- */

static bool grow(struct path *path)
{
	size_t room = path->room == 0 ? STEPS_FIRST : path->room * 2;
	struct path_step *steps = arena_take(path->arena, room * sizeof *steps);

	if (steps == NULL) {
		path->failed = true;
		return false;
	}
	if (path->count > 0)
		memcpy(steps, path->steps, path->count * sizeof *steps);
	path->steps = steps;
	path->room = room;
	return true;
}

static void add(struct path *path, struct path_step step)
{
	if (path->failed || (path->count == path->room && !grow(path)))
		return;
	path->steps[path->count++] = step;
}

void path_move(struct path *path, double x, double y)
{
	add(path, (struct path_step){.kind = PATH_MOVE, .x = x, .y = y});
}

void path_line(struct path *path, double x, double y)
{
	add(path, (struct path_step){.kind = PATH_LINE, .x = x, .y = y});
}

void path_curve(struct path *path, double x1, double y1, double x2, double y2,
                double x, double y)
{
	add(path, (struct path_step){PATH_CURVE, x1, y1, x2, y2, x, y});
}

void path_close(struct path *path)
{
	add(path, (struct path_step){.kind = PATH_CLOSE});
}

/* ---- shapes ---- */

/* A quarter of a circle from where the path is, first along (ax, ay), then
   along (bx, by). */
static void corner(struct path *path, double ax, double ay, double bx, double by)
{
	const struct path_step *from = &path->steps[path->count - 1];
	double x = from->x + ax + bx, y = from->y + ay + by;

	path_curve(path, from->x + QUARTER * ax, from->y + QUARTER * ay,
	           x - QUARTER * bx, y - QUARTER * by, x, y);
}

static void round_box(struct path *path, double x, double y, double width, double height,
                      double radius)
{
	double right = x + width, bottom = y + height, r = radius;
	const struct { double x, y, ax, ay, bx, by; } corners[] = {
		{right - r, y, r, 0, 0, r},
		{right, bottom - r, 0, r, -r, 0},
		{x + r, bottom, -r, 0, 0, -r},
		{x, y + r, 0, -r, r, 0},
	};

	path_move(path, x + r, y);
	for (size_t i = 0; i < sizeof corners / sizeof corners[0] && !path->failed; i++) {
		const struct path_step *at = &path->steps[path->count - 1];
		if (fabs(at->x - corners[i].x) + fabs(at->y - corners[i].y) > 1e-9)
			path_line(path, corners[i].x, corners[i].y);
		if (!path->failed)
			corner(path, corners[i].ax, corners[i].ay, corners[i].bx, corners[i].by);
	}
	path_close(path);
}

void path_box(struct path *path, double x, double y, double width, double height,
              double radius)
{
	double most = fmin(width, height) / 2;

	if (radius > 0 && most > 0) {
		round_box(path, x, y, width, height, fmin(radius, most));
		return;
	}
	path_move(path, x, y);
	path_line(path, x + width, y);
	path_line(path, x + width, y + height);
	path_line(path, x, y + height);
	path_close(path);
}

void path_circle(struct path *path, double x, double y, double radius)
{
	path_box(path, x - radius, y - radius, 2 * radius, 2 * radius, radius);
}

/* ---- path data ---- */

struct place {
	double x, y;
};

struct reader {
	const char *at;
	const char *wrong;             /* what is wrong there, or NULL */
	struct path *path;
	double x, y, scale;            /* where the outline goes */
	struct place now, start;       /* in the data's own measure */
	struct place control;          /* the last curve's second one */
	char last;                     /* command, in upper case */
	size_t steps;
};

static bool refuse(struct reader *reader, const char *at, const char *wrong)
{
	reader->at = at;
	reader->wrong = wrong;
	return false;
}

static void skip_spaces(struct reader *reader)
{
	reader->at += strspn(reader->at, " \t\r\n\f");
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool begins_number(const char *at)
{
	at += *at == '-' || *at == '+';
	return is_digit(at[*at == '.']);
}

/* Digits beyond those that a double keeps only move the power of ten. */
static const char *read_digits(const char *at, double *value, int *power)
{
	int digits = 0;
	bool point = false;

	for (; is_digit(*at) || (*at == '.' && !point); at++) {
		if (*at == '.') {
			point = true;
			continue;
		}
		bool kept = digits < DIGITS;
		if (kept)
			*value = *value * 10 + (*at - '0');
		digits += kept && *value > 0;
		*power += (kept ? 0 : 1) - (point ? 1 : 0);
	}
	return at;
}

static const char *read_exponent(const char *at, int *power)
{
	const char *digits = at + 1;
	int exponent = 0;

	if (*at != 'e' && *at != 'E')
		return at;
	digits += *digits == '-' || *digits == '+';
	if (!is_digit(*digits))
		return at;
	for (; is_digit(*digits); digits++)
		if (exponent <= EXPONENT_MOST)
			exponent = exponent * 10 + (*digits - '0');
	*power += at[1] == '-' ? -exponent : exponent;
	return digits;
}

/* Not strtod, which follows the locale. */
static bool read_number(struct reader *reader, double *number)
{
	const char *start = reader->at;
	bool negative = *start == '-';
	double value = 0;
	int power = 0;

	if (!begins_number(start))
		return refuse(reader, start, "a number is missing");
	const char *end = read_digits(start + (negative || *start == '+'), &value, &power);
	end = read_exponent(end, &power);
	if (value > 0)
		value = power < 0 ? value / pow(10, -power) : value * pow(10, power);
	if (value > NUMBER_MOST)
		return refuse(reader, start, "a number is over a million");
	reader->at = end;
	*number = negative ? -value : value;
	return true;
}

/* Between two numbers may stand spaces and one comma. */
static bool read_numbers(struct reader *reader, double *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		skip_spaces(reader);
		if (i > 0 && *reader->at == ',') {
			reader->at++;
			skip_spaces(reader);
		}
		if (!read_number(reader, &numbers[i]))
			return false;
	}
	return true;
}

static double across(const struct reader *reader, double x)
{
	return reader->x + x * reader->scale;
}

static double down(const struct reader *reader, double y)
{
	return reader->y + y * reader->scale;
}

static void draw_move(struct reader *reader, struct place to)
{
	path_move(reader->path, across(reader, to.x), down(reader, to.y));
	reader->start = to;
}

static void draw_curve(struct reader *reader, struct place first, struct place second,
                       struct place to)
{
	path_curve(reader->path, across(reader, first.x), down(reader, first.y),
	           across(reader, second.x), down(reader, second.y),
	           across(reader, to.x), down(reader, to.y));
	reader->control = second;
}

/* With one control point, which a curve of two has two thirds of the way from
   its ends. */
static void draw_simple_curve(struct reader *reader, struct place control, struct place to)
{
	struct place now = reader->now;

	draw_curve(reader, (struct place){now.x + (control.x - now.x) * 2 / 3,
	                                  now.y + (control.y - now.y) * 2 / 3},
	           (struct place){to.x + (control.x - to.x) * 2 / 3,
	                          to.y + (control.y - to.y) * 2 / 3}, to);
	reader->control = control;
}

/* The first control point of S and T goes on from a curve of their kind. */
static struct place mirrored(const struct reader *reader, const char *kind)
{
	struct place now = reader->now, control = reader->control;

	if (strchr(kind, reader->last) == NULL)
		return now;
	return (struct place){2 * now.x - control.x, 2 * now.y - control.y};
}

static struct place draw(struct reader *reader, char command, const struct place *places)
{
	switch (command) {
	case 'M':
		draw_move(reader, places[0]);
		return places[0];
	case 'C':
		draw_curve(reader, places[0], places[1], places[2]);
		return places[2];
	case 'S':
		draw_curve(reader, mirrored(reader, "CS"), places[0], places[1]);
		return places[1];
	case 'Q':
		draw_simple_curve(reader, places[0], places[1]);
		return places[1];
	case 'T':
		draw_simple_curve(reader, mirrored(reader, "QT"), places[0]);
		return places[0];
	case 'Z':
		path_close(reader->path);
		return reader->start;
	default:
		path_line(reader->path, across(reader, places[0].x), down(reader, places[0].y));
		return places[0];
	}
}

/* The numbers of one command as places, H and V with what they leave out. */
static bool read_places(struct reader *reader, char command, bool relative,
                        struct place places[3])
{
	struct place origin = relative ? reader->now : (struct place){0, 0};
	size_t count = command == 'C' ? 3 : command == 'S' || command == 'Q' ? 2 : 1;
	double numbers[6];

	if (command == 'Z')
		return true;
	if (command == 'H' || command == 'V') {
		if (!read_numbers(reader, numbers, 1))
			return false;
		places[0] = reader->now;
		if (command == 'H')
			places[0].x = origin.x + numbers[0];
		else
			places[0].y = origin.y + numbers[0];
		return true;
	}
	if (!read_numbers(reader, numbers, 2 * count))
		return false;
	for (size_t i = 0; i < count; i++)
		places[i] = (struct place){origin.x + numbers[2 * i], origin.y + numbers[2 * i + 1]};
	return true;
}

static bool read_once(struct reader *reader, char command, bool relative)
{
	struct place places[3] = {{0, 0}};
	const char *start = reader->at;

	if (!read_places(reader, command, relative, places))
		return false;
	if (++reader->steps > STEPS_MOST)
		return refuse(reader, start, "the outline has more than 50,000 steps; simplify it");
	/* After Z an outline may go on from where it began. */
	if (reader->last == 'Z' && command != 'M' && command != 'Z')
		draw_move(reader, reader->now);
	reader->now = draw(reader, command, places);
	reader->last = command;
	return true;
}

/* Further numbers without a letter repeat the command; after M they are lines. */
static bool read_repeats(struct reader *reader, char command, bool relative)
{
	if (command == 'M')
		command = 'L';
	while (command != 'Z') {
		skip_spaces(reader);
		bool comma = *reader->at == ',';
		if (!comma && !begins_number(reader->at))
			break;
		reader->at += comma;
		if (!read_once(reader, command, relative))
			return false;
	}
	return true;
}

static bool read_command(struct reader *reader)
{
	const char *at = reader->at;
	bool relative = *at >= 'a' && *at <= 'z';
	char command = (char)(relative ? *at - 'a' + 'A' : *at);

	if (command == 'A')
		return refuse(reader, at, "arcs (A) are not known; turn them into curves (C)");
	if (strchr("MLHVCSQTZ", command) == NULL)
		return refuse(reader, at, "one of the letters M L H V C S Q T Z is missing");
	if (reader->last == '\0' && command != 'M')
		return refuse(reader, at, "it has to begin with M");
	reader->at++;
	return read_once(reader, command, relative)
		&& read_repeats(reader, command, relative);
}

const char *path_read(struct path *path, const char *data, double x, double y, double scale,
                      size_t *at)
{
	struct reader reader = {.at = data, .path = path, .x = x, .y = y, .scale = scale};

	skip_spaces(&reader);
	if (*reader.at == '\0')
		refuse(&reader, reader.at, "it is empty");
	while (reader.wrong == NULL && *reader.at != '\0') {
		if (read_command(&reader))
			skip_spaces(&reader);
	}
	if (reader.wrong != NULL)
		*at = (size_t)(reader.at - data);
	return reader.wrong;
}

/* Outlines: lines and curves that are filled or stroked.  Points from the
   page's top left corner, y downwards. */
#ifndef YCF_DOCUMENT_PATH_H
#define YCF_DOCUMENT_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

enum path_kind { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };

struct path_step {
	enum path_kind kind;
	double x1, y1, x2, y2;         /* a curve's control points */
	double x, y;                   /* where it ends; unused by PATH_CLOSE */
};

/* Begin with {.arena = ...}.  After a failed allocation `failed` stays set. */
struct path {
	struct arena *arena;           /* owns the steps */
	struct path_step *steps;
	size_t count, room;
	bool failed;
	bool lasting;                  /* stands here unchanged for documents to come */
};

void path_move(struct path *path, double x, double y);
void path_line(struct path *path, double x, double y);
void path_curve(struct path *path, double x1, double y1, double x2, double y2,
                double x, double y);
void path_close(struct path *path);
/* A rectangle, its corners rounded where radius is not 0. */
void path_box(struct path *path, double x, double y, double width, double height,
              double radius);
void path_circle(struct path *path, double x, double y, double radius);

/* Add the outline that SVG path data describes: M L H V C S Q T Z, absolute
   or relative; each coordinate is multiplied by `scale`, then moved by x and y.
   NULL, or what is wrong with the data at *at bytes ("a number is missing"). */
const char *path_read(struct path *path, const char *data, double x, double y, double scale,
                      size_t *at);

#endif

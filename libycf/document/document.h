/* The documents of a kind that a caller asks for, one or many. */
#ifndef YCF_DOCUMENT_DOCUMENT_H
#define YCF_DOCUMENT_DOCUMENT_H

#include "document/press.h"
#include "document/subject.h"

enum { PROBLEMS_KEPT = 100, OUTCOMES = YCF_NOT_DRAWN + 1 };

struct ycf_document {
	struct ycf_tracker *tracker;
	enum document_kind kind;
	char *layout, *paper;          /* as named; NULL: the kind's own */
	int64_t framework;             /* an edition of the mark meant; 0: any */
	ycf_date as_of;
	bool as_now;
	struct press *press;           /* NULL until something is drawn */
	struct arena *arena;           /* of the document at hand */
	struct arena *said;            /* of the problems of the last call */
	const char *problems[PROBLEMS_KEPT + 1];       /* one more, which counts the rest */
	int64_t counts[OUTCOMES];
};

/* The path of a layout by its name, or as it is given. */
ycf_status document_layout(struct ycf_tracker *tracker, const char *layout,
                           struct arena *arena, const char **path);
/* Begin a call that draws: forget the last one, have the layout read. */
ycf_status document_begin(struct ycf_document *document);
/* Begin the next document: what it is to be about is still to be found. */
struct subject document_subject(struct ycf_document *document);
/* Write what was found to a file or a descriptor. */
ycf_status document_print(struct ycf_document *document, const struct subject *subject,
                          const char *path, int descriptor);
/* Begin again with a fresh press, whatever was added to the one at hand. */
void document_drop_press(struct ycf_document *document);

#endif

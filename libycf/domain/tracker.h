/* The handle: a file, its message, and who writes. */
#ifndef YCF_DOMAIN_TRACKER_H
#define YCF_DOMAIN_TRACKER_H

#include "base/file.h"
#include "base/memory.h"
#include "base/message.h"
#include "store/store.h"

struct ycf_tracker {
	struct store *store;           /* NULL: no file is open */
	struct message message;
	char *actor, *source, *templates;
	bool wants_specimen;           /* what ycf_create() is to make */
	struct specimen specimen;
	ycf_progress progress;
	void *progress_context;
	int holders;                   /* the caller, and each record and cursor */
};

void tracker_hold(struct ycf_tracker *tracker);
void tracker_release(struct ycf_tracker *tracker);

/* Today for this tracker: the specimen's, or that of the time of day. */
ycf_date tracker_today(const struct ycf_tracker *tracker);

/* Begin a public call: forget the last message; refuse where no file is open. */
ycf_status tracker_call(struct ycf_tracker *tracker);
/* Around writes: a transaction of their own, or a step of the caller's. End
   with the status so far: what failed is undone. */
ycf_status tracker_write_begin(struct ycf_tracker *tracker);
ycf_status tracker_write_end(struct ycf_tracker *tracker, ycf_status status);

/* What a tracker is known by among others, as long as it lives: the token of its first change. */
ycf_status tracker_token(struct ycf_tracker *tracker, struct arena *arena, const char **token);

/* A verb by key: begin the call, its writes and an arena for what it reads;
   end all three.  A verb that could not begin is ended likewise. */
struct act {
	struct ycf_tracker *tracker;
	struct arena *arena;
	bool writing;
};

ycf_status act_begin(struct act *act, struct ycf_tracker *tracker);
ycf_status act_end(struct act *act, ycf_status status);

/* Open an output, but never over the tracker itself or another database. */
ycf_status tracker_output(struct ycf_tracker *tracker, const char *path, int descriptor,
                          struct output **output);

/* Tell how far a long call has come: YCF_OK or YCF_CANCELLED. */
ycf_status tracker_progress(struct ycf_tracker *tracker, int64_t done, int64_t total);

/* The folder of templates. */
const char *tracker_templates(const struct ycf_tracker *tracker);
/* The file that a name means: a path where it has a slash or an ending, else
   FOLDER/NAME.yaml of the templates. */
char *tracker_template(struct ycf_tracker *tracker, struct arena *arena, const char *folder,
                       const char *name);

#endif

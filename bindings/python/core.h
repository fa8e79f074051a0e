/* What the files of the module share. With the limited API alone one module serves Python 3.9
   and later. */
#ifndef YCF_PYTHON_CORE_H
#define YCF_PYTHON_CORE_H

#define Py_LIMITED_API 0x03090000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "../caller.h"

/* The package's own, given by setup(). */
extern PyObject *make_error, *make_shape, *make_date;

/* ---- a tracker and its lock ---- */

/* In a capsule; what belongs to the tracker refers to that, and with the last reference it is
   freed. The interpreter's lock guards all of it but what is the library's, which belongs to
   whoever has the handle's own lock. */
struct handle {
	struct tracker tracker;
	PyObject *capsule;          /* which it does not refer to */
	PyObject *progress;         /* told how much is done, of how much */
	PyThread_type_lock lock;
	unsigned long owner;        /* the thread that has the lock; 0: none */
	unsigned long within;       /* the thread that has a transaction open; 0: none */
	PyThreadState *thread;      /* that thread while it runs without Python */
	unsigned forks;
};

/* A new one, for the function that is told. */
PyObject *tracker_new(PyObject *module, PyObject *progress);
/* Whether the call went well so far: neither a status nor a callback says no. The one way in which
   it fails: false, and an error. */
bool went_well(const struct call *call, ycf_status status);
/* Take the call's tracker, if it has one, for this thread; false, and an error, where that cannot
   be. */
bool enter(struct call *call);
void leave(struct handle *handle);   /* NULL: the call has none */
/* What the call made, in a capsule. */
PyObject *hold(struct call *call, char letter);
/* What a call is on. */
ycf_status take_object(struct call *call, char letter, PyObject *capsule);
/* Before anything else; false, and an error. */
bool watch_forks(void);

/* ---- values out ---- */

PyObject *text_out(const char *text);           /* None for NULL */
/* How records like this one are made, of all fields ("") or those named; NULL and an error. */
const struct shape *shape_of(const ycf_record *record, const char *named);
PyObject *record_out(const struct call *call, const struct shape *shape, const ycf_record *record);
bool add_records(PyObject *module);             /* their type; false, and an error */

#endif

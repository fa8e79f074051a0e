/* What the files of the module share. With the limited API alone one module serves Python 3.9
   and later. */
#ifndef YCF_PYTHON_CORE_H
#define YCF_PYTHON_CORE_H

#define Py_LIMITED_API 0x03090000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "ycf.h"

/* The package's own, given by setup(). */
extern PyObject *make_error, *make_index, *date_class;

/* Types are made of these. */
#define METHODS(name, ...) static PyMethodDef name[] = {__VA_ARGS__, {NULL, NULL, 0, NULL}}
#define SLOT(slot, function) {slot, __extension__ (void *)(function)}
#define SLOTS(name, ...) static PyType_Slot name[] = {__VA_ARGS__, {0, NULL}}

/* A type of the module, put into it; NULL, and an error. */
PyTypeObject *add_type(PyObject *module, const char *name, size_t size, unsigned flags,
                       PyType_Slot *slots);
/* Those of handle.c and value.c; false, and an error. */
bool add_handles(PyObject *module);
bool add_records(PyObject *module);
/* For a type whose objects come from a tracker's methods. */
PyObject *refuse_new(PyTypeObject *type, PyObject *args, PyObject *names);

/* ---- a tracker, its lock, and what is to be freed with it ---- */

/* The library's object behind one of Python's. */
struct held {
	char kind;                  /* C cursor, D document, M import, P reports */
	void *object;               /* NULL: freed, with the tracker */
	bool dropped;               /* Python's object is gone */
	struct held *next;
};

/* Shared by Python's objects of a tracker; the last of them frees it. The
   interpreter's lock guards all of it but what is the library's, which belongs to
   whoever has the handle's own lock. */
struct handle {
	ycf_tracker *tracker;       /* NULL: closed */
	PyObject *self;             /* the Tracker; NULL: it is gone */
	PyThread_type_lock lock;
	unsigned long owner;        /* the thread that has the lock; 0: none */
	PyThreadState *thread;      /* that thread while it runs without Python */
	struct held *held;
	size_t sharers;
	unsigned forks;
};

/* What each of Python's objects begins with. */
struct object {
	PyObject_HEAD
	struct handle *handle;
};

/* The one way in which a call fails; `about` is NULL where the text says all. */
bool raise_status(ycf_status status, const char *text, const ycf_tracker *about, int64_t count);
/* Take the tracker for this thread; false, and an error, where that cannot be. */
bool enter(struct handle *handle);
void leave(struct handle *handle);
/* An object of Python's for one of the library's, which it frees where it cannot be made. */
PyObject *hold(struct handle *handle, char kind, void *object);
/* The library's object behind Python's, in *object; false where it is not of that kind and
   tracker, or with an error where it was freed. */
bool take_held(struct handle *handle, char kind, PyObject *value, void **object);
/* Free an object, and what nobody shares then. */
void object_dealloc(PyObject *self);
/* _call(name, ...), the one method that all of them have. */
PyObject *object_call(PyObject *self, PyObject *args);

/* ---- values out ---- */

PyObject *text_out(const char *text);           /* None for NULL */
PyObject *record_out(struct handle *handle, const ycf_record *record);

#endif

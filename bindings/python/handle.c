/* Python's side of a tracker: its lock, what is freed with it, progress and forks. */
#include "core.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static PyTypeObject *held_type;

/* ---- a tracker and its lock ---- */

/* Threads that are in a progress callback. */
struct callback {
	unsigned long thread;
	struct callback *next;
};

static struct callback *callbacks;
static unsigned forks;

static void count_fork(void)
{
	forks++;
}

bool raise_status(ycf_status status, const char *text, const ycf_tracker *about,
                         int64_t count)
{
	PyObject *error = PyObject_CallFunction(
		make_error, "isssLL", (int)status, text[0] != '\0' ? text : ycf_status_text(status),
		about != NULL ? ycf_message_record(about) : "",
		about != NULL ? ycf_message_field(about) : "",
		about != NULL ? (long long)ycf_message_row(about) : 0LL, (long long)count);
	if (error != NULL)
		PyErr_SetObject((PyObject *)Py_TYPE(error), error);
	Py_XDECREF(error);
	return false;
}

/* What it raises stays the thread's error, and ends the call. */
static bool call_back(struct handle *handle, int64_t done, int64_t total)
{
	if (PyErr_Occurred() != NULL || PyErr_CheckSignals() != 0)
		return true;
	if (handle->self == NULL)
		return false;
	struct callback here = {PyThread_get_thread_ident(), callbacks}, **link = &callbacks;
	callbacks = &here;
	PyObject *answer = PyObject_CallMethod(handle->self, "_progress", "LL", (long long)done,
	                                       (long long)total);
	while (*link != &here)
		link = &(*link)->next;
	*link = here.next;
	bool stop = answer == NULL || PyObject_IsTrue(answer) != 0;
	Py_XDECREF(answer);
	return stop;
}

static bool on_progress(void *context, int64_t done, int64_t total)
{
	struct handle *handle = context;
	PyEval_RestoreThread(handle->thread);
	bool stop = call_back(handle, done, total);
	handle->thread = PyEval_SaveThread();
	return stop;
}

static void free_held(char kind, void *object)
{
	if (kind == 'C')
		ycf_cursor_free(object);
	else if (kind == 'D')
		ycf_document_free(object);
	else if (kind == 'P')
		ycf_reports_free(object);
	else
		ycf_import_free(object);
}

/* Free what Python's objects no longer hold, or all. */
static void sweep(struct handle *handle, bool all)
{
	struct held *held, **link = &handle->held;
	while ((held = *link) != NULL) {
		if (all || held->dropped) {
			free_held(held->kind, held->object);
			held->object = NULL;
		}
		if (held->dropped) {
			*link = held->next;
			free(held);
		} else {
			link = &held->next;
		}
	}
}

static void close_tracker(struct handle *handle)
{
	ycf_tracker *tracker = handle->tracker;
	sweep(handle, true);
	handle->tracker = NULL;
	handle->thread = PyEval_SaveThread();
	ycf_free(tracker);
	PyEval_RestoreThread(handle->thread);
}

static void handle_free(struct handle *handle)
{
	close_tracker(handle);
	if (handle->lock != NULL)
		PyThread_free_lock(handle->lock);
	free(handle);
}

static void handle_release(struct handle *handle)
{
	/* A child process must not end what is its parent's. */
	if (--handle->sharers == 0 && handle->forks == forks)
		handle_free(handle);
}

void leave(struct handle *handle)
{
	sweep(handle, false);
	handle->owner = 0;
	PyThread_release_lock(handle->lock);
}

/* NULL, or why this thread cannot take the tracker, wait or not. */
static const char *hindrance(const struct handle *handle, unsigned long thread)
{
	if (handle->forks != forks)
		return "the tracker was opened before this process was forked; open it again";
	if (handle->owner == thread)
		return "the tracker is in the middle of a call; its progress callback cannot use it";
	for (struct callback *each = callbacks; each != NULL && handle->owner != 0; each = each->next)
		if (each->thread == thread)
			return "another thread is using that tracker; a progress callback cannot "
			       "wait for it";
	return NULL;
}

bool enter(struct handle *handle)
{
	unsigned long thread = PyThread_get_thread_ident();
	const char *hindered = hindrance(handle, thread);
	if (hindered != NULL)
		return raise_status(YCF_MISUSE, hindered, NULL, 0);
	PyLockStatus got = (PyLockStatus)PyThread_acquire_lock(handle->lock, NOWAIT_LOCK);
	while (got != PY_LOCK_ACQUIRED) {
		Py_BEGIN_ALLOW_THREADS
		got = PyThread_acquire_lock_timed(handle->lock, 100000, 0);
		Py_END_ALLOW_THREADS
		if (got != PY_LOCK_ACQUIRED && PyErr_CheckSignals() != 0)
			return false;
	}
	handle->owner = thread;
	if (handle->tracker != NULL)
		return true;
	leave(handle);
	return raise_status(YCF_MISUSE, "the tracker is closed", NULL, 0);
}

/* ---- objects ---- */

struct held_object {
	struct object object;
	struct held *held;
};

PyObject *hold(struct handle *handle, char kind, void *object)
{
	struct held *held = malloc(sizeof *held);
	PyObject *made = held != NULL ? PyType_GenericAlloc(held_type, 0) : PyErr_NoMemory();
	if (made == NULL) {
		free(held);
		free_held(kind, object);
		return NULL;
	}
	*held = (struct held){kind, object, false, handle->held};
	handle->held = held;
	handle->sharers++;
	((struct held_object *)made)->object.handle = handle;
	((struct held_object *)made)->held = held;
	return made;
}

void object_dealloc(PyObject *self)
{
	PyTypeObject *type = Py_TYPE(self);
	freefunc free_self = __extension__ (freefunc)PyType_GetSlot(type, Py_tp_free);
	if (((struct object *)self)->handle != NULL)
		handle_release(((struct object *)self)->handle);
	free_self(self);
	Py_DECREF(type);
}

/* Whatever the tracker is doing, this does not wait. */
static void held_dealloc(PyObject *self)
{
	struct handle *handle = ((struct object *)self)->handle;
	((struct held_object *)self)->held->dropped = true;
	if (handle->forks == forks && PyThread_acquire_lock(handle->lock, NOWAIT_LOCK))
		leave(handle);
	object_dealloc(self);
}

bool take_held(struct handle *handle, char kind, PyObject *value, void **object)
{
	if (!PyType_IsSubtype(Py_TYPE(value), held_type))
		return false;
	struct held *held = ((struct held_object *)value)->held;
	if (held->kind != kind || ((struct object *)value)->handle != handle)
		return false;
	*object = held->object;
	return held->object != NULL || raise_status(YCF_MISUSE, "the tracker is closed", NULL, 0);
}

/* ---- the tracker ---- */

static PyObject *tracker_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
	(void)args;
	(void)names;
	struct object *made = (struct object *)PyType_GenericAlloc(type, 0);
	struct handle *handle = made != NULL ? calloc(1, sizeof *handle) : NULL;
	if (handle == NULL) {
		Py_XDECREF(made);
		return PyErr_NoMemory();
	}
	*handle = (struct handle){.tracker = ycf_new(), .self = (PyObject *)made, .forks = forks,
	                          .sharers = 1, .lock = PyThread_allocate_lock()};
	made->handle = handle;
	if (handle->tracker == NULL || handle->lock == NULL ||
	    ycf_set_source(handle->tracker, "python") != YCF_OK) {
		Py_DECREF(made);
		return PyErr_NoMemory();
	}
	ycf_set_progress(handle->tracker, on_progress, handle);
	return (PyObject *)made;
}

static void tracker_dealloc(PyObject *self)
{
	struct handle *handle = ((struct object *)self)->handle;
	if (handle != NULL)
		handle->self = NULL;
	object_dealloc(self);
}

static PyObject *tracker_close(PyObject *self, PyObject *none)
{
	struct handle *handle = ((struct object *)self)->handle;
	(void)none;
	if (handle->tracker != NULL) {
		if (!enter(handle))
			return NULL;
		close_tracker(handle);
		leave(handle);
	}
	Py_RETURN_NONE;
}

static PyObject *tracker_closed(PyObject *self, PyObject *none)
{
	(void)none;
	return PyBool_FromLong(((struct object *)self)->handle->tracker == NULL);
}

/* ---- the types ---- */

METHODS(held_methods, {"_call", object_call, METH_VARARGS, NULL});
METHODS(tracker_methods, {"_call", object_call, METH_VARARGS, NULL},
        {"_closed", tracker_closed, METH_NOARGS, NULL},
        {"close", tracker_close, METH_NOARGS, "Close the file, and with it the tracker's "
         "cursors and documents. An open transaction is rolled back."});
SLOTS(held_slots, SLOT(Py_tp_new, refuse_new), SLOT(Py_tp_dealloc, held_dealloc),
      SLOT(Py_tp_methods, held_methods));
SLOTS(tracker_slots, SLOT(Py_tp_new, tracker_new), SLOT(Py_tp_dealloc, tracker_dealloc),
      SLOT(Py_tp_methods, tracker_methods));

bool add_handles(PyObject *module)
{
	held_type = add_type(module, "ycf._ycf.Held", sizeof(struct held_object), 0, held_slots);
	if (held_type == NULL || add_type(module, "ycf._ycf.Tracker", sizeof(struct object),
	                                  Py_TPFLAGS_BASETYPE, tracker_slots) == NULL)
		return false;
	return pthread_atfork(NULL, NULL, count_fork) == 0 || PyErr_NoMemory() != NULL;
}

/* Python's side of a tracker: its lock, what is freed with it, progress and forks. */
#include "core.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ---- failures ---- */

bool went_well(const struct call *call, ycf_status status)
{
	if (status == YCF_OK || PyErr_Occurred() != NULL)
		return PyErr_Occurred() == NULL;
	struct failure told = call_failure(call, status);
	PyObject *error = PyObject_CallFunction(make_error, "isssLL", (int)status, told.text,
	                                        told.record, told.field, (long long)told.row,
	                                        (long long)call->problems);
	if (error != NULL)
		PyErr_SetObject((PyObject *)Py_TYPE(error), error);
	Py_XDECREF(error);
	return false;
}

/* ---- forks and progress ---- */

static unsigned forks;
/* How many progress callbacks this thread is in. */
static _Thread_local unsigned callbacks;

static void count_fork(void)
{
	forks++;
}

bool watch_forks(void)
{
	return pthread_atfork(NULL, NULL, count_fork) == 0 || PyErr_NoMemory() != NULL;
}

/* What it raises stays the thread's error, and ends the call. */
static bool call_back(struct handle *handle, int64_t done, int64_t total)
{
	if (PyErr_Occurred() != NULL || PyErr_CheckSignals() != 0)
		return true;
	callbacks++;
	PyObject *answer = PyObject_CallFunction(handle->progress, "LL", (long long)done,
	                                         (long long)total);
	callbacks--;
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

/* ---- the lock ---- */

static void close_handle(struct handle *handle)
{
	ycf_tracker *tracker = handle->tracker.handle;
	close_parts(&handle->tracker);
	handle->tracker.handle = NULL;
	handle->thread = PyEval_SaveThread();
	ycf_free(tracker);
	PyEval_RestoreThread(handle->thread);
}

void leave(struct handle *handle)
{
	if (handle == NULL)
		return;
	free_dropped(&handle->tracker);
	if (handle->tracker.closing && handle->tracker.handle != NULL)
		close_handle(handle);
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
	if (handle->owner != 0 && callbacks > 0)
		return "another thread is using that tracker; a progress callback cannot wait for it";
	return NULL;
}

bool enter(struct call *call)
{
	struct handle *handle = (struct handle *)call->tracker;
	unsigned long thread = PyThread_get_thread_ident();
	if (handle == NULL)
		return true;
	call->wrong = hindrance(handle, thread);
	if (call->wrong != NULL)
		return went_well(call, YCF_MISUSE);
	PyLockStatus got = (PyLockStatus)PyThread_acquire_lock(handle->lock, NOWAIT_LOCK);
	while (got != PY_LOCK_ACQUIRED) {
		Py_BEGIN_ALLOW_THREADS
		got = PyThread_acquire_lock_timed(handle->lock, 100000, 0);
		Py_END_ALLOW_THREADS
		if (got != PY_LOCK_ACQUIRED && PyErr_CheckSignals() != 0)
			return false;
	}
	handle->owner = thread;
	bool closed = handle->tracker.handle == NULL;
	bool ends = strcmp(call->row->name, "rollback") == 0 || strcmp(call->row->name, "close") == 0;
	bool another = !closed && !ends && handle->within != 0 && handle->within != thread;
	if (!closed && !another)
		return true;
	leave(handle);
	call->wrong = closed ? "the tracker is closed"
	                     : "another thread has a transaction open on this tracker; wait for its "
	                       "end, or open the file once for each thread";
	return went_well(call, closed ? YCF_MISUSE : YCF_BUSY);
}

/* ---- trackers ---- */

static void tracker_drop(PyObject *capsule)
{
	struct handle *handle = PyCapsule_GetPointer(capsule, object_name('t'));
	/* A child process must not end what is its parent's. */
	if (handle->forks != forks)
		return;
	close_handle(handle);
	if (handle->lock != NULL)
		PyThread_free_lock(handle->lock);
	Py_DECREF(handle->progress);
	free(handle);
}

PyObject *tracker_new(PyObject *module, PyObject *progress)
{
	(void)module;
	struct handle *handle = malloc(sizeof *handle);
	if (handle == NULL)
		return PyErr_NoMemory();
	PyObject *capsule = PyCapsule_New(handle, object_name('t'), tracker_drop);
	if (capsule == NULL) {
		free(handle);
		return NULL;
	}
	Py_INCREF(progress);
	*handle = (struct handle){.tracker.handle = ycf_new(), .lock = PyThread_allocate_lock(),
	                          .capsule = capsule, .progress = progress, .forks = forks};
	if (handle->tracker.handle == NULL || handle->lock == NULL) {
		Py_DECREF(capsule);
		return PyErr_NoMemory();
	}
	ycf_set_progress(handle->tracker.handle, on_progress, handle);
	return capsule;
}

/* ---- parts ---- */

/* Whatever the tracker is doing, this does not wait. */
static void part_let_go(PyObject *capsule)
{
	struct handle *handle = PyCapsule_GetContext(capsule);
	part_drop(&handle->tracker, PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
	if (handle->forks == forks && PyThread_acquire_lock(handle->lock, NOWAIT_LOCK))
		leave(handle);
	Py_DECREF(handle->capsule);
}

PyObject *hold(struct call *call, char letter)
{
	struct handle *handle = (struct handle *)call->tracker;
	struct part *part = keep_made(call, letter);
	if (part == NULL)
		return PyErr_NoMemory();
	PyObject *capsule = PyCapsule_New(part, object_name(letter), NULL);
	if (capsule == NULL) {
		part_drop(&handle->tracker, part);
		return NULL;
	}
	Py_INCREF(handle->capsule);
	PyCapsule_SetContext(capsule, handle);
	PyCapsule_SetDestructor(capsule, part_let_go);
	return capsule;
}

ycf_status take_object(struct call *call, char letter, PyObject *capsule)
{
	if (!PyCapsule_IsValid(capsule, object_name(letter)))
		return YCF_MISUSE;
	void *object = PyCapsule_GetPointer(capsule, object_name(letter));
	if (letter != 't') {
		call->part = object;
		object = PyCapsule_GetContext(capsule);
	}
	call->tracker = object;
	return YCF_OK;
}

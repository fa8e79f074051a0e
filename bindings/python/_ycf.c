/* The module ycf._ycf, on Python's limited API: libycf for the package around
   it, which makes numbers of days and bytes of texts before they come here. A
   value leaves by its field's kind, a status becomes an exception, a cursor an
   iterator over records; the calls themselves are rows of calls.h. */
#define Py_LIMITED_API 0x03090000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "ycf.h"

static PyObject *make_error, *make_index, *date_class;      /* given by setup() */
static PyTypeObject *tracker_type, *held_type, *record_type;

/* ---- a tracker, its lock, and what is to be freed with it ---- */

/* The library's object behind one of Python's. */
struct held {
	char kind;                  /* C cursor, D document, M import */
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

/* The one way in which a call fails; `about` is NULL where the text says all. */
static bool raise_status(ycf_status status, const char *text, const ycf_tracker *about,
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

static void leave(struct handle *handle)
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

/* Take the tracker for this thread; false, and an error, where that cannot be. */
static bool enter(struct handle *handle)
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

static PyObject *hold(struct handle *handle, char kind, void *object)
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

static void dealloc(PyObject *self)
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
	dealloc(self);
}

static PyObject *refuse_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
	(void)args;
	(void)names;
	return PyErr_Format(PyExc_TypeError, "%R comes from the methods of a tracker", type);
}

/* ---- values out ---- */

static PyObject *text_out(const char *text)
{
	if (text == NULL)
		Py_RETURN_NONE;
	return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), "surrogateescape");
}

static PyObject *date_out(ycf_date date)
{
	return PyObject_CallFunction(date_class, "iii", (int)(date / 10000), (int)(date / 100 % 100),
	                             (int)(date % 100));
}

/* A day, time or choice, of which there are few: as it was made before, if it is still
   known by that key. */
static PyObject *known_out(uintptr_t key, const ycf_record *record, const char *name, bool day)
{
	static struct {
		uintptr_t key;
		PyObject *object;
	} known[2039];
	size_t place = key % (sizeof known / sizeof known[0]);
	if (key == 0)
		Py_RETURN_NONE;
	if (known[place].key != key) {
		PyObject *made = day ? date_out((ycf_date)key) : text_out(ycf_record_text(record, name));
		if (made == NULL)
			return NULL;
		Py_XDECREF(known[place].object);
		known[place].key = key;
		known[place].object = made;
	}
	Py_INCREF(known[place].object);
	return known[place].object;
}

static PyObject *value_out(const ycf_record *record, const char *name, ycf_kind kind)
{
	int64_t number;
	switch (kind) {
	case YCF_INTEGER:
		number = ycf_record_integer(record, name);
		if (number == 0 && ycf_record_is_null(record, name))
			Py_RETURN_NONE;
		return PyLong_FromLongLong(number);
	case YCF_BOOLEAN:
		return PyBool_FromLong(ycf_record_boolean(record, name));
	case YCF_DATE:
		return known_out((uintptr_t)ycf_record_date(record, name), record, name, true);
	case YCF_TIME:
		return known_out((uintptr_t)ycf_record_integer(record, name), record, name, false);
	case YCF_CHOICE:
		/* The name of a choice always stands at the same place. */
		return known_out((uintptr_t)ycf_record_text(record, name), record, name, false);
	case YCF_TEXT:
	case YCF_REFERENCE:
		break;
	}
	return text_out(ycf_record_text(record, name));
}

/* ---- records ---- */

/* What is asked of a noun's field table once. */
struct shape {
	size_t count;
	struct {
		const char *name;
		ycf_kind kind;
	} *fields;
	PyObject *index;            /* a dictionary: the place of each name */
};

static const struct shape *shape_of(const ycf_record *record)
{
	static struct shape *shapes;
	const char *noun = ycf_record_noun(record);
	size_t place = 0;
	while (strcmp(ycf_noun_name(place), noun) != 0)
		place++;
	if (shapes == NULL && (shapes = calloc(ycf_noun_count(), sizeof *shapes)) == NULL)
		return (void *)PyErr_NoMemory();
	if (shapes[place].index != NULL)
		return &shapes[place];
	struct shape made = {.count = ycf_field_count(noun)};
	made.fields = calloc(made.count, sizeof *made.fields);
	for (size_t i = 0; i < made.count && made.fields != NULL; i++) {
		made.fields[i].name = ycf_field_name(noun, i);
		made.fields[i].kind = ycf_field_kind(noun, i);
	}
	made.index = made.fields != NULL ? PyObject_CallFunction(make_index, "s", noun)
	                                 : PyErr_NoMemory();
	/* Making it may have run other threads, which did the same. */
	if (made.index == NULL || shapes[place].index != NULL) {
		free(made.fields);
		Py_XDECREF(made.index);
		return made.index != NULL ? &shapes[place] : NULL;
	}
	shapes[place] = made;
	return &shapes[place];
}

/* All values as Python's own: it never changes, and may outlive the tracker. As they
   refer to nothing that could refer to it, no collector need know of it. */
struct record {
	struct object object;
	const struct shape *shape;
	PyObject *values[];
};

static PyObject *record_new(struct handle *handle, const ycf_record *from)
{
	const struct shape *shape = shape_of(from);
	if (shape == NULL)
		return NULL;
	struct record *record = PyObject_Malloc(sizeof *record +
	                                        shape->count * sizeof *record->values);
	if (record == NULL)
		return PyErr_NoMemory();
	PyObject_Init((PyObject *)record, record_type);
	record->object.handle = handle;
	record->shape = shape;
	handle->sharers++;
	memset(record->values, 0, shape->count * sizeof *record->values);
	for (size_t i = 0; i < shape->count; i++) {
		record->values[i] = value_out(from, shape->fields[i].name, shape->fields[i].kind);
		if (record->values[i] == NULL) {
			Py_DECREF(record);
			return NULL;
		}
	}
	return (PyObject *)record;
}

static void record_dealloc(PyObject *self)
{
	struct record *record = (struct record *)self;
	for (size_t i = 0; i < record->shape->count; i++)
		Py_XDECREF(record->values[i]);
	dealloc(self);
}

/* NULL without an error: it has no such field. */
static PyObject *find_value(struct record *record, PyObject *name)
{
	PyObject *place = PyDict_GetItemWithError(record->shape->index, name);
	PyObject *value = place != NULL ? record->values[PyLong_AsSize_t(place)] : NULL;
	Py_XINCREF(value);
	return value;
}

static PyObject *record_getattr(PyObject *self, PyObject *name)
{
	PyObject *value = find_value((struct record *)self, name);
	return value != NULL || PyErr_Occurred() != NULL ? value
	                                                 : PyObject_GenericGetAttr(self, name);
}

static PyObject *record_item(PyObject *self, PyObject *name)
{
	PyObject *value = find_value((struct record *)self, name);
	if (value == NULL && PyErr_Occurred() == NULL)
		PyErr_SetObject(PyExc_KeyError, name);
	return value;
}

static PyObject *record_index(PyObject *self, PyObject *none)
{
	(void)none;
	Py_INCREF(((struct record *)self)->shape->index);
	return ((struct record *)self)->shape->index;
}

static PyObject *record_values(PyObject *self, PyObject *none)
{
	(void)none;
	struct record *record = (struct record *)self;
	PyObject *values = PyTuple_New((Py_ssize_t)record->shape->count);
	for (size_t i = 0; i < record->shape->count && values != NULL; i++) {
		Py_INCREF(record->values[i]);
		PyTuple_SetItem(values, (Py_ssize_t)i, record->values[i]);
	}
	return values;
}

/* ---- calls ---- */

enum { MOST = 8 };

struct call {
	struct handle *handle;      /* NULL: of what needs no tracker */
	const char *text[MOST];
	int64_t number[MOST];
	size_t texts, numbers;
	const char **list;
	PyObject *fields;
	union {
		void *any;
		ycf_cursor *cursor;
		ycf_import *import;
		ycf_reports *reports;
		ycf_document *document;
	} object;
	ycf_record *record;
	bool flag;
	ycf_count outcome;
	int64_t problems;
	const ycf_record *const *records;
	size_t count;
	char room[32];
};

#define T c->handle->tracker
#define TEXT(n) c->text[n]
#define NUMBER(n) c->number[n]
#define DAY(n) (ycf_date)c->number[n]
#define INDEX(n) (size_t)c->number[n]
#define LIST c->list
#define RECORD c->record
#define CURSOR c->object.cursor
#define IMPORT c->object.import
#define DOCUMENT c->object.document
#define REPORTS c->object.reports
#define GIVE(to, value) (to = (value), YCF_OK)

/* Its end is a block of none. */
static ycf_status read_block(struct call *c)
{
	ycf_status status = ycf_cursor_block(CURSOR, INDEX(0), &c->records, &c->count);
	return status == YCF_ROW || status == YCF_DONE ? YCF_OK : status;
}

#define CALL(name, takes, gives, expression) \
	static ycf_status do_##name(struct call *c) \
	{ \
		return expression; \
	}
#define FREE_CALL CALL
#include "calls.h"
#undef CALL
#undef FREE_CALL

static const struct row {
	const char *name, *takes, *gives;
	bool needs_tracker;
	ycf_status (*run)(struct call *c);
} rows[] = {
#define CALL(name, takes, gives, expression) {#name, takes, gives, true, do_##name},
#define FREE_CALL(name, takes, gives, expression) {#name, takes, gives, false, do_##name},
#include "calls.h"
};

static bool take_text(PyObject *value, const char **text)
{
	*text = PyBytes_Check(value) ? PyBytes_AsString(value) : NULL;
	return *text != NULL;
}

static bool take_list(struct call *c, PyObject *list)
{
	if (!PyList_Check(list))
		return list == Py_None;
	Py_ssize_t count = PyList_Size(list);
	c->list = calloc((size_t)count + 1, sizeof *c->list);
	for (Py_ssize_t i = 0; i < count && c->list != NULL; i++)
		if (!take_text(PyList_GetItem(list, i), &c->list[i]))
			return false;
	return c->list != NULL || PyErr_NoMemory() != NULL;
}

static bool take_held(struct call *c, char kind, PyObject *value)
{
	if (!PyType_IsSubtype(Py_TYPE(value), held_type))
		return false;
	struct held *held = ((struct held_object *)value)->held;
	if (held->kind != kind || ((struct object *)value)->handle != c->handle)
		return false;
	c->object.any = held->object;
	return held->object != NULL || raise_status(YCF_MISUSE, "the tracker is closed", NULL, 0);
}

/* t bytes, T bytes or None, i a number, l a list of bytes or None, f a
   dictionary of bytes, and D, M, C: a document, import, cursor. */
static bool take(struct call *c, char letter, PyObject *value)
{
	switch (letter) {
	case 'T':
		if (value == Py_None)
			return ++c->texts > 0;
		return take_text(value, &c->text[c->texts++]);
	case 't':
		return take_text(value, &c->text[c->texts++]);
	case 'i':
		c->number[c->numbers++] = PyLong_AsLongLong(value);
		return PyErr_Occurred() == NULL;
	case 'l':
		return take_list(c, value);
	case 'f':
		c->fields = value;
		return PyDict_Check(value);
	default:
		return take_held(c, letter, value);
	}
}

static ycf_status run(struct call *c, ycf_status (*step)(struct call *))
{
	if (c->handle == NULL)
		return step(c);
	c->handle->thread = PyEval_SaveThread();
	ycf_status status = step(c);
	PyEval_RestoreThread(c->handle->thread);
	return status;
}

/* Whether it went well so far: neither a status nor a callback says no. */
static bool went_well(struct call *c, ycf_status status)
{
	if (status == YCF_OK || PyErr_Occurred() != NULL)
		return PyErr_Occurred() == NULL;
	return c->handle != NULL ? raise_status(status, ycf_message(T), T, c->problems)
	                         : raise_status(status, TEXT(1), NULL, 0);
}

static ycf_status find_record(struct call *c)
{
	return TEXT(1) == NULL ? ycf_record_new(T, TEXT(0), &RECORD)
	                       : ycf_get(T, TEXT(0), TEXT(1), &RECORD);
}

/* The record that is written: a new one, or that of a key. That it is still the one
   which was read, where it was, is seen by its revision. */
static bool prepare(struct call *c)
{
	PyObject *name, *value;
	Py_ssize_t place = 0;
	const char *field, *text;
	if (!went_well(c, run(c, find_record)))
		return false;
	if (NUMBER(0) != 0 && NUMBER(0) != ycf_record_integer(RECORD, "revision"))
		return raise_status(YCF_CONFLICT, "the record was changed by somebody else since it "
		                    "was read; read it again and repeat the change", NULL, 0);
	while (PyDict_Next(c->fields, &place, &name, &value))
		if (take_text(name, &field) && take_text(value, &text) &&
		    !went_well(c, ycf_record_set(RECORD, field, text)))
			return false;
	return true;
}

static PyObject *block_out(struct call *c)
{
	PyObject *list = PyList_New((Py_ssize_t)c->count);
	for (size_t i = 0; i < c->count && list != NULL; i++) {
		PyObject *record = record_new(c->handle, c->records[i]);
		if (record != NULL)
			PyList_SetItem(list, (Py_ssize_t)i, record);
		else
			Py_CLEAR(list);
	}
	return list;
}

/* w a word or None, i a number, R the record, U the record and what became of it, B the
   records of a block, C a cursor, Q whether, and a cursor, D a document, M an import, P reports. */
static PyObject *give(struct call *c, char letter)
{
	switch (letter) {
	case 'w':
		return text_out(TEXT(0));
	case 'i':
		return PyLong_FromLongLong(NUMBER(0));
	case 'R':
		return record_new(c->handle, RECORD);
	case 'U':
		return Py_BuildValue("Ni", record_new(c->handle, RECORD), (int)c->outcome);
	case 'B':
		return block_out(c);
	case 'C':
	case 'D':
	case 'M':
	case 'P':
		return hold(c->handle, letter, c->object.any);
	case 'Q':
		return Py_BuildValue("iN", (int)c->flag, give(c, 'C'));
	default:
		Py_RETURN_NONE;
	}
}

static PyObject *carry_out(struct call *c, const struct row *row)
{
	if (c->fields != NULL && !prepare(c))
		return NULL;
	ycf_status status = run(c, row->run);
	if (went_well(c, status))
		return give(c, row->gives[0]);
	if (status == YCF_OK && (row->gives[0] == 'C' || row->gives[0] == 'Q'))
		ycf_cursor_free(CURSOR);
	return NULL;
}

static const struct row *row_named(PyObject *args)
{
	PyObject *name = PyTuple_Size(args) > 0 ? PyTuple_GetItem(args, 0) : NULL;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (name != NULL && PyUnicode_Check(name) &&
		    PyUnicode_CompareWithASCIIString(name, rows[i].name) == 0 &&
		    (size_t)PyTuple_Size(args) == strlen(rows[i].takes) + 1)
			return &rows[i];
	return NULL;
}

/* call(name, ...): a row of the table. */
static PyObject *call_row(struct handle *handle, PyObject *args)
{
	struct call call = {.handle = handle};
	const struct row *row = row_named(args);
	PyObject *given = NULL;
	bool taken = row != NULL && (handle != NULL || !row->needs_tracker);
	for (Py_ssize_t i = 1; i < PyTuple_Size(args) && taken; i++)
		taken = take(&call, row->takes[i - 1], PyTuple_GetItem(args, i));
	if (!taken && PyErr_Occurred() == NULL)
		PyErr_Format(PyExc_TypeError, "there is no such call: %R", args);
	else if (taken && (handle == NULL || enter(handle))) {
		given = carry_out(&call, row);
		ycf_record_free(call.record);
		if (handle != NULL)
			leave(handle);
	}
	free(call.list);
	return given;
}

static PyObject *module_call(PyObject *self, PyObject *args)
{
	(void)self;
	return call_row(NULL, args);
}

static PyObject *object_call(PyObject *self, PyObject *args)
{
	return call_row(((struct object *)self)->handle, args);
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
	dealloc(self);
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

/* ---- the module ---- */

#define METHODS(name, ...) static PyMethodDef name[] = {__VA_ARGS__, {NULL, NULL, 0, NULL}}
#define SLOT(slot, function) {slot, __extension__ (void *)(function)}
#define SLOTS(name, ...) static PyType_Slot name[] = {__VA_ARGS__, {0, NULL}}

METHODS(record_methods, {"_call", object_call, METH_VARARGS, NULL},
        {"_index", record_index, METH_NOARGS, NULL},
        {"values", record_values, METH_NOARGS, "The values of its fields, in their order."});
METHODS(held_methods, {"_call", object_call, METH_VARARGS, NULL});
METHODS(tracker_methods, {"_call", object_call, METH_VARARGS, NULL},
        {"_closed", tracker_closed, METH_NOARGS, NULL},
        {"close", tracker_close, METH_NOARGS, "Close the file, and with it the tracker's "
         "cursors and documents. An open transaction is rolled back."});
SLOTS(record_slots, SLOT(Py_tp_new, refuse_new), SLOT(Py_tp_dealloc, record_dealloc),
      SLOT(Py_tp_getattro, record_getattr), SLOT(Py_mp_subscript, record_item),
      SLOT(Py_tp_methods, record_methods));
SLOTS(held_slots, SLOT(Py_tp_new, refuse_new), SLOT(Py_tp_dealloc, held_dealloc),
      SLOT(Py_tp_methods, held_methods));
SLOTS(tracker_slots, SLOT(Py_tp_new, tracker_new), SLOT(Py_tp_dealloc, tracker_dealloc),
      SLOT(Py_tp_methods, tracker_methods));

/* A type of the module. Only the tracker's can be a base: as a class of Python's, each
   record would have a collector's head. */
static bool add_type(PyObject *module, const char *name, size_t size, PyType_Slot *slots,
                     PyTypeObject **type)
{
	PyType_Spec spec = {name, (int)size, 0, Py_TPFLAGS_DEFAULT, slots};
	if (type == &tracker_type)
		spec.flags |= Py_TPFLAGS_BASETYPE;
	*type = (PyTypeObject *)PyType_FromSpec(&spec);
	return *type != NULL &&
	       PyObject_SetAttrString(module, strrchr(name, '.') + 1, (PyObject *)*type) == 0;
}

static PyObject *module_setup(PyObject *self, PyObject *args)
{
	(void)self;
	if (!PyArg_ParseTuple(args, "OOO:setup", &make_error, &make_index, &date_class))
		return NULL;
	Py_INCREF(args);            /* and with it what is in it */
	Py_RETURN_NONE;
}

METHODS(module_methods, {"call", module_call, METH_VARARGS, NULL},
        {"setup", module_setup, METH_VARARGS, NULL});
static struct PyModuleDef definition = {
	PyModuleDef_HEAD_INIT, "_ycf", NULL, 0, module_methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__ycf(void);

PyMODINIT_FUNC PyInit__ycf(void)
{
	static bool loaded;
	if (loaded) {
		PyErr_SetString(PyExc_ImportError, "ycf is for one interpreter of a process, and "
		                "loaded once");
		return NULL;
	}
	PyObject *module = PyModule_Create(&definition);
	if (module == NULL)
		return NULL;
	if (!add_type(module, "ycf._ycf.Tracker", sizeof(struct object), tracker_slots,
	              &tracker_type) ||
	    !add_type(module, "ycf._ycf.Held", sizeof(struct held_object), held_slots, &held_type) ||
	    !add_type(module, "ycf.Record", sizeof(struct record), record_slots, &record_type)) {
		Py_DECREF(module);
		return NULL;
	}
	loaded = pthread_atfork(NULL, NULL, count_fork) == 0;
	return module;
}

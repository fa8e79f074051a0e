/* The module ycf._ycf: libycf for the package around it, which makes numbers of days and bytes of
   texts before they come here. The calls are rows of calls.h; a status becomes an exception. */
#include "core.h"

#include <stdlib.h>
#include <string.h>

PyObject *make_error, *make_index, *date_class;

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

/* t bytes, T bytes or None, i a number, l a list of bytes or None, f a
   dictionary of bytes, and C, D, M, P: a cursor, document, import, reports. */
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
		return take_held(c->handle, letter, value, &c->object.any);
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
		PyObject *record = record_out(c->handle, c->records[i]);
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
		return record_out(c->handle, RECORD);
	case 'U':
		return Py_BuildValue("Ni", record_out(c->handle, RECORD), (int)c->outcome);
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

PyObject *object_call(PyObject *self, PyObject *args)
{
	return call_row(((struct object *)self)->handle, args);
}

/* ---- the module ---- */

PyObject *refuse_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
	(void)args;
	(void)names;
	return PyErr_Format(PyExc_TypeError, "%R comes from the methods of a tracker", type);
}

PyTypeObject *add_type(PyObject *module, const char *name, size_t size, unsigned flags,
                       PyType_Slot *slots)
{
	PyType_Spec spec = {name, (int)size, 0, Py_TPFLAGS_DEFAULT | flags, slots};
	PyObject *type = PyType_FromSpec(&spec);
	if (type == NULL || PyObject_SetAttrString(module, strrchr(name, '.') + 1, type) != 0)
		return NULL;
	return (PyTypeObject *)type;
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
	if (!add_handles(module) || !add_records(module)) {
		Py_DECREF(module);
		return NULL;
	}
	loaded = true;
	return module;
}

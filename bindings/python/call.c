/* The module ycf._ycf: a function for each row of calls.h, for the package around it, which makes
   numbers of days and bytes of texts before they come here. A status becomes an exception. */
#include "core.h"

#include <stdlib.h>
#include <string.h>

PyObject *make_error, *make_index, *make_date;

/* ---- what a call takes ---- */

static bool take_text(PyObject *value, const char **text)
{
	*text = PyBytes_Check(value) ? PyBytes_AsString(value) : NULL;
	return *text != NULL;
}

static bool take_number(PyObject *value, int64_t *number)
{
	*number = PyLong_AsLongLong(value);
	return PyErr_Occurred() == NULL;
}

static bool take_texts(struct call *c, PyObject *list)
{
	if (!PyList_Check(list))
		return false;
	Py_ssize_t count = PyList_Size(list);
	if (!take_list(c, (size_t)count))
		return PyErr_NoMemory() != NULL;
	for (Py_ssize_t i = 0; i < count; i++)
		if (!take_text(PyList_GetItem(list, i), &c->list[i]))
			return false;
	return true;
}

static bool take(struct call *c, char letter, PyObject *value)
{
	if (value == Py_None && take_nothing(c, letter))
		return true;
	switch (letter) {
	case 'x': case 'X': case 'k': case 'K': case 'N': case 'G':
		return take_text(value, &c->text[c->texts++]);
	case 'n': case 'b': case 'd': case 'y':
		return take_number(value, &c->number[c->numbers++]);
	case 'l':
		return take_texts(c, value);
	case 'o':
		return take_text(value, &c->path) || take_number(value, &c->descriptor);
	case 'r':
		return take_number(value, &c->revision);
	case 'F':
		return PyDict_Check(value);
	default:
		return take_object(c, letter, value);
	}
}

/* ---- the call ---- */

/* Whether it went well so far: neither a status nor a callback says no. */
static bool went_well(struct call *c, ycf_status status)
{
	if (status == YCF_OK || PyErr_Occurred() != NULL)
		return PyErr_Occurred() == NULL;
	return fail(c, status);
}

static bool run(struct call *c, ycf_status (*step)(struct call *))
{
	struct handle *handle = (struct handle *)c->tracker;
	if (handle == NULL)
		return went_well(c, step(c));
	handle->thread = PyEval_SaveThread();
	ycf_status status = step(c);
	PyEval_RestoreThread(handle->thread);
	return went_well(c, status);
}

static bool set_fields(struct call *c, PyObject *fields)
{
	PyObject *name, *value;
	Py_ssize_t place = 0;
	const char *field, *text;
	while (PyDict_Next(fields, &place, &name, &value))
		if (take_text(name, &field) && take_text(value, &text) &&
		    !went_well(c, ycf_record_set(c->record, field, text)))
			return false;
	return true;
}

static PyObject *block_out(struct call *c)
{
	PyObject *list = PyList_New((Py_ssize_t)c->count);
	for (size_t i = 0; i < c->count && list != NULL; i++) {
		PyObject *record = record_out(c, c->block[i]);
		if (record != NULL)
			PyList_SetItem(list, (Py_ssize_t)i, record);
		else
			Py_CLEAR(list);
	}
	return list;
}

static PyObject *give(struct call *c, char letter)
{
	switch (letter) {
	case 'R':
		return record_out(c, c->record);
	case 'B':
		return block_out(c);
	case 'w':
		return text_out(c->word);
	case 'n': case 'y':
		return PyLong_FromLongLong(c->number[0]);
	case 'b':
		return PyBool_FromLong(c->flag);
	case 'u':
		return PyLong_FromLong((long)c->outcome);
	default:
		return hold(c, letter);
	}
}

static PyObject *carry_out(struct call *c, PyObject *args)
{
	const char *signature = c->row->signature, *gives = strchr(signature, ':') + 1;
	const char *fields = strchr(signature, 'F');
	if (strpbrk(signature, "NG") != NULL && !run(c, fetch_record))
		return NULL;
	if (fields != NULL && !set_fields(c, PyTuple_GetItem(args, fields - signature)))
		return NULL;
	if (!run(c, c->row->run))
		return NULL;
	if (gives[0] == '\0')
		Py_RETURN_NONE;
	return gives[1] == '\0' ? give(c, gives[0])
	                        : Py_BuildValue("NN", give(c, gives[0]), give(c, gives[1]));
}

/* The function of the row that is at this place. */
static PyObject *call_row(PyObject *place, PyObject *args)
{
	struct call c = {.row = &rows[PyLong_AsSize_t(place)]};
	const char *takes = c.row->signature;
	PyObject *given = NULL;
	bool taken = PyTuple_Size(args) == (Py_ssize_t)strcspn(takes, ":");
	for (Py_ssize_t i = 0; i < PyTuple_Size(args) && taken; i++)
		taken = take(&c, takes[i], PyTuple_GetItem(args, i));
	if (!taken && PyErr_Occurred() == NULL)
		PyErr_Format(PyExc_TypeError, "%s takes other things than %R", c.row->name, args);
	struct handle *handle = (struct handle *)c.tracker;
	bool entered = taken && (handle == NULL || enter(&c));
	if (entered)
		given = carry_out(&c, args);
	call_end(&c);
	if (entered && handle != NULL)
		leave(handle);
	return given;
}

/* ---- the module ---- */

static PyObject *module_setup(PyObject *module, PyObject *args)
{
	(void)module;
	if (!PyArg_ParseTuple(args, "OOO:setup", &make_error, &make_index, &make_date))
		return NULL;
	Py_INCREF(args);            /* and with it what is in it */
	Py_RETURN_NONE;
}

static bool add_calls(PyObject *module)
{
#define CALL(name, signature, expression) {#name, call_row, METH_VARARGS, NULL},
	static PyMethodDef functions[] = {
#include "../calls.h"
	};
	for (size_t i = 0; rows[i].name != NULL; i++) {
		PyObject *place = PyLong_FromSize_t(i);
		PyObject *function = place != NULL ? PyCFunction_New(&functions[i], place) : NULL;
		Py_XDECREF(place);
		if (function == NULL || PyModule_AddObject(module, rows[i].name, function) != 0)
			return false;
	}
	return true;
}

static PyMethodDef module_methods[] = {
	{"tracker", tracker_new, METH_O, NULL},
	{"setup", module_setup, METH_VARARGS, NULL},
	{NULL, NULL, 0, NULL},
};
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
	loaded = module != NULL && watch_forks() && add_records(module) && add_calls(module);
	if (!loaded)
		Py_CLEAR(module);
	return module;
}

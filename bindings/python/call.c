/* The module ycf._ycf: a function for each row of calls.h, for the package around it, which makes
   numbers of days and bytes of texts before they come here. A status becomes an exception. */
#include "core.h"

#include <string.h>

PyObject *make_error, *make_shape, *make_date;

/* ---- what a call takes ---- */

static ycf_status take(struct call *c, char letter, PyObject *value)
{
	if (value == Py_None)
		return take_nothing(c, letter);
	if (PyBytes_Check(value))
		return take_text(c, letter, PyBytes_AsString(value), (size_t)PyBytes_Size(value));
	if (!PyLong_Check(value))
		return take_object(c, letter, value);
	long long number = PyLong_AsLongLong(value);
	return PyErr_Occurred() == NULL ? take_number(c, letter, number) : YCF_MISUSE;
}

static bool take_all(struct call *c, PyObject *args)
{
	const char *takes = c->row->signature;
	Py_ssize_t count = PyTuple_Size(args);
	ycf_status status = count == (Py_ssize_t)strcspn(takes, ":") ? YCF_OK : YCF_MISUSE;
	PyObject *value = args;
	for (Py_ssize_t i = 0; i < count && status == YCF_OK; i++) {
		value = PyTuple_GetItem(args, i);
		status = take(c, takes[i], value);
	}
	if (status == YCF_MISUSE && PyErr_Occurred() == NULL)
		PyErr_Format(PyExc_TypeError, "%s takes another kind of value than %R", c->row->name, value);
	return went_well(c, status);
}

/* ---- what it gives ---- */

static PyObject *block_out(struct call *c)
{
	PyObject *list = PyList_New((Py_ssize_t)c->count);
	const struct shape *shape = c->count == 0 ? NULL : shape_of(c->block[0], c->text[0]);
	for (size_t i = 0; i < c->count && list != NULL; i++) {
		PyObject *record = record_out(c, shape, c->block[i]);
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
		return record_out(c, shape_of(c->record, ""), c->record);
	case 'B':
		return block_out(c);
	case 'w':
		return text_out(c->word);
	case 'n': case 'y':
		return PyLong_FromLongLong(c->number[0]);
	case 'b':
		return PyBool_FromLong(c->flag);
	default:
		return hold(c, letter);
	}
}

static PyObject *give_all(struct call *c)
{
	const char *gives = strchr(c->row->signature, ':') + 1;
	if (gives[0] == '\0')
		Py_RETURN_NONE;
	return gives[1] == '\0' ? give(c, gives[0])
	                        : Py_BuildValue("NN", give(c, gives[0]), give(c, gives[1]));
}

/* ---- the call ---- */

static bool run(struct call *c)
{
	struct handle *handle = (struct handle *)c->tracker;
	if (handle == NULL)
		return went_well(c, call_run(c));
	handle->thread = PyEval_SaveThread();
	ycf_status status = call_run(c);
	PyEval_RestoreThread(handle->thread);
	/* No other thread's calls become part of a transaction. */
	if (strcmp(c->row->name, "begin") == 0 && status == YCF_OK)
		handle->within = handle->owner;
	if (strcmp(c->row->name, "rollback") == 0 ||
	    (strcmp(c->row->name, "commit") == 0 && status == YCF_OK))
		handle->within = 0;
	return went_well(c, status);
}

/* The function of the row that is at this place. */
static PyObject *call_row(PyObject *place, PyObject *args)
{
	struct call c = {.row = &rows[PyLong_AsSize_t(place)]};
	bool entered = take_all(&c, args) && enter(&c);
	PyObject *given = entered && run(&c) ? give_all(&c) : NULL;
	call_end(&c);
	if (entered)
		leave((struct handle *)c.tracker);
	return given;
}

/* ---- the module ---- */

static PyObject *module_setup(PyObject *module, PyObject *args)
{
	(void)module;
	if (!PyArg_ParseTuple(args, "OOO:setup", &make_error, &make_shape, &make_date))
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

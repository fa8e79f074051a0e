/* Values and records: a value leaves by its field's kind. */
#include "core.h"

#include <stdlib.h>
#include <string.h>

static PyTypeObject *record_type;

/* ---- values ---- */

PyObject *text_out(const char *text)
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

PyObject *record_out(struct handle *handle, const ycf_record *from)
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
	object_dealloc(self);
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

METHODS(record_methods, {"_call", object_call, METH_VARARGS, NULL},
        {"_index", record_index, METH_NOARGS, NULL},
        {"values", record_values, METH_NOARGS, "The values of its fields, in their order."});
SLOTS(record_slots, SLOT(Py_tp_new, refuse_new), SLOT(Py_tp_dealloc, record_dealloc),
      SLOT(Py_tp_getattro, record_getattr), SLOT(Py_mp_subscript, record_item),
      SLOT(Py_tp_methods, record_methods));

/* Not for a base: as a class of Python's, each record would have a collector's head. */
bool add_records(PyObject *module)
{
	record_type = add_type(module, "ycf.Record", sizeof(struct record), 0, record_slots);
	return record_type != NULL;
}

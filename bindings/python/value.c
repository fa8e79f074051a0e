/* Values and records: a value leaves by its field's kind. */
#include "core.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <structmember.h>

static PyTypeObject *record_type;

/* ---- values ---- */

PyObject *text_out(const char *text)
{
	if (text == NULL)
		Py_RETURN_NONE;
	return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), "surrogateescape");
}

/* A day, time or choice, of which there are few: as it was made before, if it is still
   known by that key. */
static PyObject *known_out(int64_t key, const ycf_record *record, const struct field *field)
{
	static struct {
		int64_t key;
		PyObject *object;
	} known[2039];
	size_t place = (uint64_t)key % (sizeof known / sizeof known[0]);
	if (known[place].key != key || known[place].object == NULL) {
		PyObject *made = field->kind == YCF_DATE
			? PyObject_CallFunction(make_date, "i", (int)key)
			: text_out(ycf_record_text(record, field->name));
		if (made == NULL)
			return NULL;
		Py_XDECREF(known[place].object);
		known[place].key = key;
		known[place].object = made;
	}
	Py_INCREF(known[place].object);
	return known[place].object;
}

static PyObject *value_out(const ycf_record *record, const struct field *field)
{
	struct value value;
	if (!read_value(record, field, &value))
		Py_RETURN_NONE;
	switch (field->kind) {
	case YCF_INTEGER:
		return PyLong_FromLongLong(value.number);
	case YCF_BOOLEAN:
		return PyBool_FromLong(value.number != 0);
	case YCF_DATE:
	case YCF_TIME:
	case YCF_CHOICE:
		return known_out(value.number, record, field);
	case YCF_TEXT:
	case YCF_REFERENCE:
		break;
	}
	return text_out(value.text);
}

/* ---- records ---- */

/* What is asked once of a noun's fields, or of those that a question named. */
struct shape {
	struct shape *next;
	const char *noun, *named;   /* the library's own; the fields by which the package knows them */
	PyObject *index;            /* the place of each field's name */
	size_t count;
	struct field fields[];
};

/* From what the package tells, which is kept: the names, the index, the places of the fields. */
static struct shape *shape_new(const char *noun, PyObject *told)
{
	const char *named;
	PyObject *index, *places;
	if (told == NULL || !PyArg_ParseTuple(told, "yOO", &named, &index, &places))
		return NULL;
	size_t count = (size_t)PyTuple_Size(places);
	struct shape *shape = malloc(sizeof *shape + count * sizeof *shape->fields);
	if (shape == NULL)
		return (void *)PyErr_NoMemory();
	*shape = (struct shape){.noun = noun, .named = named, .index = index, .count = count};
	for (size_t i = 0; i < count; i++)
		shape->fields[i] = field_at(noun, PyLong_AsSize_t(PyTuple_GetItem(places, (Py_ssize_t)i)));
	return shape;
}

const struct shape *shape_of(const ycf_record *record, const char *named)
{
	static struct shape *shapes;
	const char *noun = ycf_record_noun(record);
	struct shape *shape = shapes;
	while (shape != NULL && (shape->noun != noun || strcmp(shape->named, named) != 0))
		shape = shape->next;
	if (shape != NULL)
		return shape;
	PyObject *told = PyObject_CallFunction(make_shape, "sy", noun, named);
	shape = shape_new(noun, told);
	if (shape == NULL) {
		Py_XDECREF(told);
		return NULL;
	}
	shape->next = shapes;
	return shapes = shape;
}

/* All values as Python's own: it never changes, and may outlive the tracker. As they
   refer to nothing that could refer to it, no collector need know of it. */
struct record {
	PyObject_VAR_HEAD
	PyObject *tracker;
	PyObject *index;            /* which is there for good */
	PyObject *values[];
};

PyObject *record_out(const struct call *call, const struct shape *shape, const ycf_record *from)
{
	PyObject *made = shape == NULL ? NULL
	                               : PyType_GenericAlloc(record_type, (Py_ssize_t)shape->count);
	if (made == NULL)
		return NULL;
	struct record *record = (struct record *)made;
	record->index = shape->index;
	record->tracker = ((struct handle *)call->tracker)->capsule;
	Py_INCREF(record->tracker);
	for (size_t i = 0; i < shape->count; i++) {
		record->values[i] = value_out(from, &shape->fields[i]);
		if (record->values[i] == NULL) {
			Py_DECREF(made);
			return NULL;
		}
	}
	return made;
}

static void record_dealloc(PyObject *self)
{
	struct record *record = (struct record *)self;
	PyTypeObject *type = Py_TYPE(self);
	freefunc free_self = __extension__ (freefunc)PyType_GetSlot(type, Py_tp_free);
	for (Py_ssize_t i = 0; i < Py_SIZE(self); i++)
		Py_XDECREF(record->values[i]);
	Py_DECREF(record->tracker);
	free_self(self);
	Py_DECREF(type);
}

/* NULL without an error: it has no such field. */
static PyObject *find_value(PyObject *self, PyObject *name)
{
	struct record *record = (struct record *)self;
	PyObject *place = PyDict_GetItemWithError(record->index, name);
	PyObject *value = place != NULL ? record->values[PyLong_AsSize_t(place)] : NULL;
	Py_XINCREF(value);
	return value;
}

/* Where there is no such field, the index says what is wrong with it. */
static PyObject *record_getattr(PyObject *self, PyObject *name)
{
	PyObject *value = find_value(self, name);
	if (value == NULL && PyErr_Occurred() == NULL)
		value = PyObject_GenericGetAttr(self, name);
	if (value == NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) {
		PyErr_Clear();
		value = PyObject_GetItem(((struct record *)self)->index, name);
	}
	return value;
}

static PyObject *record_item(PyObject *self, PyObject *name)
{
	PyObject *value = find_value(self, name);
	if (value == NULL && PyErr_Occurred() == NULL)
		value = PyObject_GetItem(((struct record *)self)->index, name);
	return value;
}

static PyObject *record_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
	(void)args;
	(void)names;
	return PyErr_Format(PyExc_TypeError, "%R comes from the methods of a tracker", type);
}

/* Not for a base: as a class of Python's, each record would have a collector's head. */
bool add_records(PyObject *module)
{
#define SLOT(slot, function) {slot, __extension__ (void *)(function)}
	static PyMemberDef members[] = {
		{"_index", T_OBJECT, offsetof(struct record, index), READONLY, NULL},
		{"_tracker", T_OBJECT, offsetof(struct record, tracker), READONLY, NULL},
		{NULL, 0, 0, 0, NULL},
	};
	static PyType_Slot slots[] = {
		SLOT(Py_tp_new, record_new), SLOT(Py_tp_dealloc, record_dealloc),
		SLOT(Py_tp_getattro, record_getattr), SLOT(Py_mp_subscript, record_item),
		SLOT(Py_tp_members, members), {0, NULL},
	};
	PyType_Spec spec = {"ycf.Record", sizeof(struct record), sizeof(PyObject *),
	                    Py_TPFLAGS_DEFAULT, slots};
	record_type = (PyTypeObject *)PyType_FromSpec(&spec);
	return record_type != NULL &&
	       PyObject_SetAttrString(module, "Record", (PyObject *)record_type) == 0;
}

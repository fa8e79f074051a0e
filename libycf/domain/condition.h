/* The conditions that a framework's rules may name. */
#ifndef YCF_DOMAIN_CONDITION_H
#define YCF_DOMAIN_CONDITION_H

#include <stdbool.h>
#include <stddef.h>

enum { CONDITION_SOURCE = 1, CONDITION_MONTHS = 2, CONDITION_TIMES = 4 };

/* How each is decided stands in facts.sql, under its name. */
struct condition {
	const char *name;
	unsigned needs;           /* parameters it must have */
	const char *title;        /* what holds when it is met */
	const char *next_step;    /* what would meet it; %s is the setting's key */
};

const struct condition *condition_find(const char *name);   /* NULL: none */
const char *condition_name(size_t index);                   /* NULL past the end */

#endif

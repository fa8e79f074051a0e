/* Specimens: trackers in which ids, random numbers and times follow from a seed
   and a clock.  What was drawn is counted in the file, by the transaction that
   drew it, so that whoever opens the file next goes on where it stood. */
#include "store/engine.h"

#include <stdio.h>

#include "base/file.h"

static bool same_state(const struct specimen_state *a, const struct specimen_state *b)
{
	return a->is == b->is && a->specimen.seed == b->specimen.seed &&
	       a->specimen.clock == b->specimen.clock && a->specimen.ids == b->specimen.ids &&
	       a->specimen.numbers == b->specimen.numbers;
}

bool specimen_clock_is_good(int64_t clock)
{
	static const int64_t first = 946684800000, end = 4102444800000;   /* of 2000, of 2100 */
	return clock >= first && clock < end;
}

/* ---- in the file ---- */

ycf_status specimen_begin(struct store *store, int64_t *last)
{
	sqlite3_stmt *statement = NULL;
	ycf_status status = engine_take(
		store, "SELECT (SELECT max(\"at\") FROM \"change\"), s.seed, s.clock, s.ids, s.numbers "
		"FROM (SELECT 1) LEFT JOIN specimen s", &statement);
	if (status != YCF_OK)
		return status;
	int code = sqlite3_step(statement);
	if (code == SQLITE_ROW) {
		*last = sqlite3_column_int64(statement, 0);
		store->now = (struct specimen_state){
			.is = sqlite3_column_type(statement, 1) != SQLITE_NULL,
			.specimen = {
				sqlite3_column_int64(statement, 1), sqlite3_column_int64(statement, 2),
				sqlite3_column_int64(statement, 3), sqlite3_column_int64(statement, 4),
			},
		};
		store->before = store->now;
	}
	engine_give(store, statement);
	return code == SQLITE_ROW ? YCF_OK : engine_error(store, code, "reading");
}

ycf_status specimen_read(struct store *store)
{
	int64_t there = 0, last;
	/* An older file that cannot be written to is read as it is. */
	ycf_status status = engine_number(
		store, "SELECT count(*) FROM sqlite_schema WHERE name = 'specimen'", &there);
	return status == YCF_OK && there > 0 ? specimen_begin(store, &last) : status;
}

ycf_status store_make_specimen(struct store *store, const struct specimen *specimen)
{
	struct binding bindings[] = {
		BIND_NUMBER(":seed", specimen->seed), BIND_NUMBER(":clock", specimen->clock),
		BIND_NUMBER(":ids", specimen->ids), BIND_NUMBER(":numbers", specimen->numbers),
	};
	ycf_status status = store_scratch(
		store, "INSERT OR REPLACE INTO specimen (id, seed, clock, ids, numbers) "
		"VALUES (1, :seed, :clock, :ids, :numbers)", bindings, COUNT_OF(bindings));
	if (status == YCF_OK)
		store->now = (struct specimen_state){true, *specimen};
	if (!store->in_transaction)
		store->before = store->now;
	return status;
}

ycf_status specimen_commit(struct store *store)
{
	if (same_state(&store->now, &store->before))
		return YCF_OK;
	return store_make_specimen(store, &store->now.specimen);
}

const struct specimen *store_specimen(const struct store *store)
{
	return store->now.is ? &store->now.specimen : NULL;
}

/* ---- drawing ---- */

/* A number in which each bit of the seed and of the place changes about half of
   the bits: Steele, Lea and Flood's SplitMix64. */
static uint64_t drawn(int64_t seed, uint64_t place)
{
	uint64_t z = (uint64_t)seed + (place + 1) * 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

int64_t specimen_next_id(struct store *store, int64_t epoch_seconds)
{
	struct specimen *specimen = &store->now.specimen;
	int64_t seconds = specimen->clock / 1000 - epoch_seconds;
	int64_t counter = (int64_t)(drawn(specimen->seed, 0) & 0x7fffffff);
	specimen->ids++;
	return ((seconds > 0 ? seconds : 0) << 31 | counter) + specimen->ids;
}

ycf_status store_random(struct store *store, void *data, size_t length)
{
	unsigned char *at = data;
	if (!store->now.is)
		return random_bytes(data, length, store->message);
	for (size_t i = 0; i < length; i++)
		at[i] = (unsigned char)(drawn(store->now.specimen.seed,
		                              (uint64_t)++store->now.specimen.numbers) >> 56);
	return YCF_OK;
}

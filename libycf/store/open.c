/* Opening a file defensively: what is not ours, is newer or is damaged gets a
   clear error and is not touched. */
#include "store/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { BUSY_MILLISECONDS = 5000 };

struct message *store_message(struct store *store)
{
	return store->message;
}

void store_close(struct store *store)
{
	if (store == NULL)
		return;
	if (store->in_transaction)
		store_rollback(store);
	engine_finalize(store);
	sqlite3_close_v2(store->db);
	free(store->prepared);
	free(store->path);
	free(store->actor);
	free(store->reason);
	free(store->source);
	free(store);
}

/* SQLite takes some names for more than names: "file:x?mode=memory", ":memory:". */
static char *plain_path(const char *path)
{
	bool special = strncmp(path, "file:", 5) == 0 || path[0] == ':';
	size_t size = strlen(path) + 3;
	char *plain = malloc(size);
	if (plain != NULL)
		snprintf(plain, size, "%s%s", special ? "./" : "", path);
	return plain;
}

static ycf_status store_new(const char *path, catalogue nouns, struct message *message,
                            struct store **store)
{
	struct store *made = calloc(1, sizeof *made);
	size_t count = 0;
	while (nouns[count] != NULL)
		count++;
	if (made != NULL) {
		made->message = message;
		made->nouns = nouns;
		made->noun_count = count;
		made->path = plain_path(path);
		made->prepared = calloc(count, sizeof *made->prepared);
	}
	if (made == NULL || made->path == NULL || made->prepared == NULL) {
		store_close(made);
		return message_memory(message);
	}
	for (size_t i = 0; i < count; i++)
		made->prepared[i].noun = nouns[i];
	*store = made;
	return random_bytes(&made->id_counter, sizeof made->id_counter, message);
}

/* ---- looking before touching ---- */

static ycf_status check_shared(const char *path, unsigned flags, struct message *message)
{
	const char *why;
	if ((flags & YCF_SHARED_FOLDER) || !file_is_shared(path, &why))
		return YCF_OK;
	return message_set(message, YCF_REFUSED,
	                   "%s is in %s, where two people writing at once can damage it; keep it in a "
	                   "folder of this computer, or insist with --shared-folder and have one "
	                   "person write at a time", path, why);
}

static ycf_status check_file(const char *path, struct message *message)
{
	struct stat facts;
	if (stat(path, &facts) != 0) {
		if (errno == ENOENT)
			return message_set(message, YCF_NOT_FOUND,
			                   "%s: there is no such file; `ycf init %s` makes a new tracker",
			                   path, path);
		return message_system(message, errno, "opening", path);
	}
	if (S_ISDIR(facts.st_mode))
		return message_set(message, YCF_FOREIGN, "%s is a folder; name the tracker in it", path);
	if (!S_ISREG(facts.st_mode))
		return message_set(message, YCF_FOREIGN, "%s is not an ordinary file", path);
	if (facts.st_size == 0)
		return message_set(message, YCF_FOREIGN,
		                   "%s is empty; remove it and make a tracker with `ycf init %s`", path,
		                   path);
	return YCF_OK;
}

/* SQLite's own read of the header, as of a file that nobody writes: no
   lock taken, no file made beside it. */
static char *immutable_name(const char *path)
{
	return sqlite3_mprintf("file:%w?mode=ro&immutable=1", path);
}

static char *escaped(const char *path)
{
	struct buffer out = {0};
	for (const char *c = path; *c != '\0'; c++)
		if (*c == '%' || *c == '?' || *c == '#')
			buffer_format(&out, "%%%02X", (unsigned char)*c);
		else
			buffer_char(&out, *c);
	if (out.failed) {
		buffer_free(&out);
		return NULL;
	}
	return out.data;
}

static ycf_status open_immutable(struct store *store)
{
	char *plain = escaped(store->path);
	char *name = plain == NULL ? NULL : immutable_name(plain);
	free(plain);
	if (name == NULL)
		return message_memory(store->message);
	int code = sqlite3_open_v2(name, &store->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
	sqlite3_free(name);
	return code == SQLITE_OK ? YCF_OK : engine_error(store, code, "");
}

enum { HEADER = 100, APPLICATION_ID_AT = 68 };

/* The file's first bytes, through SQLite's own file: closing one of ours would drop the locks of
   another tracker on it in this process.  Nothing else is read, since what the pages hold may
   still stand in the log beside the file. */
static bool read_header(struct store *store, unsigned char header[HEADER])
{
	sqlite3_file *file = NULL;
	memset(header, 0, HEADER);
	int code = sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (code != SQLITE_OK || file == NULL || file->pMethods == NULL)
		return false;
	code = file->pMethods->xRead(file, header, HEADER, 0);
	return code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ;
}

static ycf_status check_header(struct store *store)
{
	unsigned char header[HEADER];
	const unsigned char *at = header + APPLICATION_ID_AT;
	ycf_status status = open_immutable(store);
	bool read = status == YCF_OK && read_header(store, header);
	sqlite3_close_v2(store->db);
	store->db = NULL;
	if (status != YCF_OK)
		return status;
	if (!read)
		return message_set(store->message, YCF_UNREADABLE, "%s cannot be read; see to its "
		                   "permissions and its disk", store->path);
	if (memcmp(header, "SQLite format 3", 16) != 0)
		return message_set(store->message, YCF_FOREIGN,
		                   "%s is not a tracker made by ycf; nothing was touched", store->path);
	if ((at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3]) != ENGINE_APPLICATION_ID)
		return message_set(store->message, YCF_FOREIGN,
		                   "%s is a database, but not a tracker made by ycf; nothing was touched",
		                   store->path);
	return YCF_OK;
}

/* ---- setting it up ---- */

static const char *const defences =
	"PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
	"PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;";

static ycf_status prepare_connection(struct store *store)
{
	sqlite3_extended_result_codes(store->db, 1);
	sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	/* A misspelt column is an error, not a text. */
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	ycf_status status = engine_run(store, defences);
	if (status == YCF_OK)
		status = engine_functions(store, store->db);
	return status == YCF_OK ? engine_prepare_undo(store) : status;
}

/* Only once it is known that the file is ours to write to. */
static ycf_status set_journal(struct store *store, unsigned flags)
{
	if (sqlite3_db_readonly(store->db, "main"))
		return YCF_OK;
	return engine_run(store, flags & YCF_SHARED_FOLDER ? "PRAGMA journal_mode = DELETE"
	                                                   : "PRAGMA journal_mode = WAL");
}

static ycf_status connect(struct store *store)
{
	/* A tracker belongs to one thread at a time, so that SQLite need not lock each call. */
	int code = sqlite3_open_v2(store->path, &store->db,
	                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (code != SQLITE_OK)
		return engine_error(store, code, "");
	return prepare_connection(store);
}

/* A folder that cannot be written to has no room for the write-ahead log's
   files: then the file is read as one that nobody writes. */
static bool beside_is_writable(const char *path)
{
	char *copy = strdup(path);
	if (copy == NULL)
		return true;
	char *slash = strrchr(copy, '/');
	if (slash != NULL)
		slash[slash == copy ? 1 : 0] = '\0';
	bool writable = access(slash == NULL ? "." : copy, W_OK) == 0;
	free(copy);
	return writable;
}

static bool has_log(const char *path)
{
	char name[4200];
	snprintf(name, sizeof name, "%s-wal", path);
	return access(name, F_OK) == 0;
}

static ycf_status connect_somehow(struct store *store)
{
	if (access(store->path, R_OK) != 0)
		return message_system(store->message, errno, "opening", store->path);
	if (beside_is_writable(store->path) || has_log(store->path))
		return connect(store);
	ycf_status status = open_immutable(store);
	if (status == YCF_OK)
		status = engine_functions(store, store->db);
	return status == YCF_OK ? engine_prepare_undo(store) : status;
}

ycf_status store_open(const char *path, unsigned flags, catalogue nouns,
                      struct message *message, struct store **store)
{
	struct store *made = NULL;
	ycf_status status = check_file(path, message);
	if (status == YCF_OK)
		status = check_shared(path, flags, message);
	if (status == YCF_OK)
		status = store_new(path, nouns, message, &made);
	if (status == YCF_OK)
		status = check_header(made);
	if (status == YCF_OK)
		status = connect_somehow(made);
	if (status == YCF_OK)
		status = schema_check(made);
	if (status == YCF_OK)
		status = set_journal(made, flags);
	if (status == YCF_OK)
		status = schema_upgrade(made);
	if (status == YCF_OK)
		status = specimen_read(made);
	/* SQLite's own read-only mode would leave the log's files behind. */
	if (status == YCF_OK && (flags & YCF_READ_ONLY))
		status = engine_run(made, "PRAGMA query_only = ON");
	if (status == YCF_OK)
		*store = made;
	else
		store_close(made);
	return status;
}

/* Made by us, so that nobody else can read it for a moment. */
static ycf_status reserve(const char *path, struct message *message)
{
	int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (descriptor < 0 && errno == EEXIST)
		return message_set(message, YCF_EXISTS,
		                   "%s is there already and was not touched; choose another name", path);
	if (descriptor < 0)
		return message_system(message, errno, "making", path);
	close(descriptor);
	return YCF_OK;
}

void store_discard(const char *path)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
	char name[4200];
	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		snprintf(name, sizeof name, "%s%s", path, endings[i]);
		unlink(name);
	}
}

ycf_status store_create(const char *path, unsigned flags, const struct specimen *specimen,
                        catalogue nouns, struct message *message, struct store **store)
{
	struct store *made = NULL;
	ycf_status status = check_shared(path, flags, message);
	if (status == YCF_OK)
		status = reserve(path, message);
	if (status != YCF_OK)
		return status;
	status = store_new(path, nouns, message, &made);
	if (status == YCF_OK)
		status = connect(made);
	/* The tables first, so that what tells a tracker stands in the file itself and not in its log. */
	if (status == YCF_OK)
		status = schema_upgrade(made);
	if (status == YCF_OK && specimen != NULL)
		status = store_make_specimen(made, specimen);
	if (status == YCF_OK)
		status = set_journal(made, flags);
	if (status == YCF_OK) {
		*store = made;
		return YCF_OK;
	}
	store_close(made);
	store_discard(path);
	return status;
}

/* ---- copies and checks ---- */

static ycf_status copy_pages(struct store *store, sqlite3 *copy, const char *path)
{
	sqlite3_backup *backup = sqlite3_backup_init(copy, "main", store->db, "main");
	int code = backup == NULL ? sqlite3_errcode(copy) : sqlite3_backup_step(backup, -1);
	sqlite3_backup_finish(backup);
	if (code == SQLITE_DONE)
		return YCF_OK;
	if ((code & 0xff) == SQLITE_FULL || (code & 0xff) == SQLITE_IOERR)
		return message_set(store->message, YCF_FULL,
		                   "%s: the copy could not be written, most likely for lack of room; "
		                   "make room, or name another place", path);
	return engine_error(store, code, "copying");
}

ycf_status store_backup(struct store *store, const char *path)
{
	sqlite3 *copy = NULL;
	ycf_status status = reserve(path, store->message);
	if (status != YCF_OK)
		return status;
	char *plain = plain_path(path);
	int code = plain == NULL ? SQLITE_NOMEM
	                         : sqlite3_open_v2(plain, &copy, SQLITE_OPEN_READWRITE, NULL);
	free(plain);
	status = code == SQLITE_OK ? copy_pages(store, copy, path)
	                           : engine_error(store, code, "copying");
	sqlite3_close_v2(copy);
	if (status != YCF_OK)
		store_discard(path);
	return status;
}

/* One problem a row, in SQLite's words. */
static ycf_status check_with(struct store *store, const char *sql, int column, int64_t *problems)
{
	sqlite3_stmt *statement;
	ycf_status status = engine_prepare(store, sql, &statement);
	if (status != YCF_OK)
		return status;
	int code;
	while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(statement, column);
		if (text != NULL && strcmp(text, "ok") == 0)
			continue;
		++*problems;
		message_set(store->message, YCF_DAMAGED, "%s: %s; go back to a backup", store->path,
		            text != NULL ? text : "a record refers to one that is not there");
	}
	sqlite3_finalize(statement);
	return code == SQLITE_DONE ? YCF_OK : engine_error(store, code, "checking");
}

ycf_status store_check(struct store *store, int64_t *problems)
{
	ycf_status status = check_with(store, "PRAGMA integrity_check", 0, problems);
	if (status == YCF_OK)
		status = check_with(store,
		                    "SELECT printf('a %s refers to a %s that is not there', \"table\", "
		                    "parent) FROM pragma_foreign_key_check", 0, problems);
	return status;
}

bool store_is_own(const struct store *store, const char *path)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
	struct stat facts, own;
	char name[4200];
	if (stat(path, &facts) != 0)
		return false;
	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		snprintf(name, sizeof name, "%s%s", store->path, endings[i]);
		if (stat(name, &own) == 0 && own.st_dev == facts.st_dev && own.st_ino == facts.st_ino)
			return true;
	}
	return false;
}

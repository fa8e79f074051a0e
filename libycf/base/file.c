#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/base32.h"

enum { READ_CHUNK = 16 * 1024, OUTPUT_CHUNK = 64 * 1024, NAME_TRIES = 16 };

/* ---- reading ---- */

static int open_again(int folder, const char *path, int flags, mode_t mode)
{
	int descriptor;
	do {
		descriptor = openat(folder, path, flags | O_CLOEXEC | O_NOCTTY, mode);
	} while (descriptor < 0 && errno == EINTR);
	return descriptor;
}

static ssize_t read_again(int descriptor, void *data, size_t length)
{
	ssize_t got;
	do {
		got = read(descriptor, data, length);
	} while (got < 0 && errno == EINTR);
	return got;
}

static ycf_status too_large(const char *path, size_t limit, struct message *message)
{
	return message_set(message, YCF_INVALID,
	                   "%s is larger than the %zu bytes allowed; make it smaller or name"
	                   " another file",
	                   path, limit);
}

static ycf_status check_regular(int descriptor, const char *path, size_t limit,
                                struct message *message)
{
	struct stat about;
	if (fstat(descriptor, &about) != 0)
		return message_system(message, errno, "reading", path);
	if (S_ISDIR(about.st_mode))
		return message_system(message, EISDIR, "reading", path);
	if (!S_ISREG(about.st_mode))
		return message_set(message, YCF_UNREADABLE, "%s is not an ordinary file; name a file",
		                   path);
	return (uintmax_t)about.st_size > limit ? too_large(path, limit, message) : YCF_OK;
}

static ycf_status read_all(int descriptor, const char *path, size_t limit, struct buffer *whole,
                           struct message *message)
{
	char chunk[READ_CHUNK];
	buffer_add(whole, "", 0);
	for (;;) {
		ssize_t got = read_again(descriptor, chunk, sizeof chunk);
		if (got < 0)
			return message_system(message, errno, "reading", path);
		if (got == 0)
			return whole->failed ? message_memory(message) : YCF_OK;
		if ((size_t)got > limit - whole->length)
			return too_large(path, limit, message);
		buffer_add(whole, chunk, (size_t)got);
		if (whole->failed)
			return message_memory(message);
	}
}

ycf_status file_read(const char *path, size_t limit, char **data, size_t *length,
                     struct message *message)
{
	struct buffer whole = {0};
	/* Without O_NONBLOCK a named pipe would wait for its writer. */
	int descriptor = open_again(AT_FDCWD, path, O_RDONLY | O_NONBLOCK, 0);
	if (descriptor < 0)
		return message_system(message, errno, "opening", path);
	ycf_status status = check_regular(descriptor, path, limit, message);
	if (status == YCF_OK)
		status = read_all(descriptor, path, limit, &whole, message);
	close(descriptor);
	if (status != YCF_OK) {
		buffer_free(&whole);
		return status;
	}
	*data = whole.data;
	*length = whole.length;
	return YCF_OK;
}

/* ---- where a path lies ---- */

struct file_system {
	uint32_t type;
	const char *why;
};

static const struct file_system network_systems[] = {
	{0x6969, "a network file system (NFS)"},
	{0xFF534D42, "a network drive (SMB)"},
	{0xFE534D42, "a network drive (SMB)"},
	{0x517B, "a network drive (SMB)"},
	{0x01021997, "a folder shared by another system (9p)"},
	{0x786F4256, "a folder shared by another system (VirtualBox)"},
	{0xBACBACBC, "a folder shared by another system (VMware)"},
	{0x564C, "a network drive (NCP)"},
	{0x5346414F, "a network file system (AFS)"},
	{0x6B414653, "a network file system (AFS)"},
	{0x73757245, "a network file system (Coda)"},
	{0x00C36400, "a network file system (Ceph)"},
	{0x0BD00BD0, "a network file system (Lustre)"},
	{0x47504653, "a network file system (GPFS)"},
	{0x19830326, "a network file system (BeeGFS)"},
};

static const uint32_t FUSE_TYPE = 0x65735546, PROC_TYPE = 0x9FA0;

struct named_place {
	const char *name;
	const char *why;
};

/* FUSE file systems are told apart only by what follows "fuse." in the mount
   table; a name here is the beginning of it. */
static const struct named_place fuse_kinds[] = {
	{"sshfs", "a network file system (sshfs)"},
	{"rclone", "cloud storage (rclone)"},
	{"davfs", "a network drive (WebDAV)"},
	{"gvfsd", "a network drive (GVfs)"},
	{"gvfs", "a network drive (GVfs)"},
	{"kio-fuse", "a network drive (KIO)"},
	{"s3fs", "cloud storage (S3)"},
	{"goofys", "cloud storage (S3)"},
	{"mount-s3", "cloud storage (S3)"},
	{"gcsfuse", "cloud storage (Google)"},
	{"google-drive", "cloud storage (Google Drive)"},
	{"onedrive", "cloud storage (OneDrive)"},
	{"blobfuse", "cloud storage (Azure)"},
	{"curlftpfs", "a network file system (FTP)"},
	{"smbnetfs", "a network drive (SMB)"},
	{"glusterfs", "a network file system (Gluster)"},
	{"ceph", "a network file system (Ceph)"},
	{"pcloud", "cloud storage (pCloud)"},
	{"seadrive", "cloud storage (Seafile)"},
	{"vmhgfs", "a folder shared by another system (VMware)"},
};

/* Folder names that sync services use, also with more behind them, as in
   "OneDrive - Leeds" and "Dropbox (Family)". */
static const struct named_place sync_folders[] = {
	{"OneDrive", "a folder kept in step by OneDrive"},
	{"SkyDrive", "a folder kept in step by OneDrive"},
	{"Dropbox", "a folder kept in step by Dropbox"},
	{"Google Drive", "a folder kept in step by Google Drive"},
	{"GoogleDrive", "a folder kept in step by Google Drive"},
	{"iCloud Drive", "a folder kept in step by iCloud"},
	{"iCloudDrive", "a folder kept in step by iCloud"},
	{"Mobile Documents", "a folder kept in step by iCloud"},
	{"CloudStorage", "a folder kept in step by a cloud service"},
	{"Nextcloud", "a folder kept in step by Nextcloud"},
	{"ownCloud", "a folder kept in step by ownCloud"},
	{"Box Sync", "a folder kept in step by Box"},
	{"pCloudDrive", "a folder kept in step by pCloud"},
	{"pCloud Drive", "a folder kept in step by pCloud"},
	{"MEGAsync", "a folder kept in step by MEGA"},
	{"Seafile", "a folder kept in step by Seafile"},
	{"SeaDrive", "a folder kept in step by Seafile"},
	{"Syncthing", "a folder kept in step by Syncthing"},
	{"Resilio Sync", "a folder kept in step by Resilio"},
	{"Proton Drive", "a folder kept in step by Proton Drive"},
	{"Tresorit", "a folder kept in step by Tresorit"},
};

/* What sync services leave in the topmost folder they keep. */
static const struct named_place sync_marks[] = {
	{".dropbox.cache", "a folder kept in step by Dropbox"},
	{".stfolder", "a folder kept in step by Syncthing"},
	{".nextcloudsync.log", "a folder kept in step by Nextcloud"},
	{".owncloudsync.log", "a folder kept in step by ownCloud"},
};

static const char *network_system(const struct statfs *system)
{
	for (size_t i = 0; i < sizeof network_systems / sizeof network_systems[0]; i++)
		if (network_systems[i].type == (uint32_t)system->f_type)
			return network_systems[i].why;
	return NULL;
}

static const char *fuse_kind(const char *kind)
{
	for (size_t i = 0; i < sizeof fuse_kinds / sizeof fuse_kinds[0]; i++)
		if (strncasecmp(kind, fuse_kinds[i].name, strlen(fuse_kinds[i].name)) == 0)
			return fuse_kinds[i].why;
	return NULL;
}

/* Why a mount's "TYPE SOURCE" is shared, or NULL. */
static const char *mount_shared(const char *mount)
{
	if (strncmp(mount, "fuse.", 5) == 0)
		return fuse_kind(mount + 5);
	/* Plain "fuse" says nothing, but davfs2 names an address as its source. */
	if (strncmp(mount, "fuse ", 5) == 0 && strstr(mount, "://") != NULL)
		return "a network drive";
	return NULL;
}

/* The "TYPE SOURCE OPTIONS" of a line of the mount table if the line is of
   this device, or NULL. */
static const char *mount_of_device(const char *line, dev_t device)
{
	unsigned first, second;
	if (sscanf(line, "%*d %*d %u:%u", &first, &second) != 2)
		return NULL;
	if (first != major(device) || second != minor(device))
		return NULL;
	const char *dash = strstr(line, " - ");
	return dash == NULL ? NULL : dash + 3;
}

static const char *fuse_shared(dev_t device)
{
	const char *why = NULL;
	char *line = NULL;
	size_t size = 0;
	FILE *mounts = fopen("/proc/self/mountinfo", "re");
	if (mounts == NULL)
		return NULL;
	while (why == NULL && getline(&line, &size, mounts) > 0) {
		const char *mount = mount_of_device(line, device);
		if (mount != NULL)
			why = mount_shared(mount);
	}
	free(line);
	fclose(mounts);
	return why;
}

static const char *system_shared(const char *path)
{
	struct statfs system;
	struct stat about;
	if (statfs(path, &system) != 0)
		return NULL;
	if ((uint32_t)system.f_type == FUSE_TYPE)
		return stat(path, &about) == 0 ? fuse_shared(about.st_dev) : NULL;
	return network_system(&system);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *folder_name_shared(const char *name)
{
	for (size_t i = 0; i < sizeof sync_folders / sizeof sync_folders[0]; i++) {
		size_t length = strlen(sync_folders[i].name);
		if (strncasecmp(name, sync_folders[i].name, length) == 0 && !is_letter(name[length]))
			return sync_folders[i].why;
	}
	return NULL;
}

static const char *folder_marked(const char *folder)
{
	char mark[PATH_MAX];
	for (size_t i = 0; i < sizeof sync_marks / sizeof sync_marks[0]; i++) {
		int length = snprintf(mark, sizeof mark, "%s/%s", folder, sync_marks[i].name);
		if (length > 0 && (size_t)length < sizeof mark && access(mark, F_OK) == 0)
			return sync_marks[i].why;
	}
	return NULL;
}

/* Looks at a folder and all above it; shortens `folder` on the way. */
static const char *folder_shared(char *folder)
{
	const char *why = NULL;
	char *slash;
	while (why == NULL && (slash = strrchr(folder, '/')) != NULL && slash[1] != '\0') {
		why = folder_name_shared(slash + 1);
		if (why == NULL)
			why = folder_marked(folder);
		*slash = '\0';
	}
	return why;
}

/* The length of what stands before a path's last name, without the slash
   unless it is the root's. */
static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (slash == NULL)
		return 0;
	return slash == path ? 1 : (size_t)(slash - path);
}

/* The folder that a path lies in, resolved; free() it.  NULL: there is none.
   A file's own links are followed when it exists. */
static char *resolved_folder(const char *path)
{
	struct stat about;
	char *real = realpath(path, NULL);
	if (real != NULL) {
		if (stat(real, &about) == 0 && !S_ISDIR(about.st_mode))
			real[folder_length(real)] = '\0';
		return real;
	}
	char *folder = strndup(path, folder_length(path));
	if (folder == NULL)
		return NULL;
	real = realpath(folder[0] == '\0' ? "." : folder, NULL);
	free(folder);
	return real;
}

bool file_is_shared(const char *path, const char **why)
{
	char *folder = resolved_folder(path);
	const char *reason = folder == NULL ? NULL : system_shared(folder);
	if (folder != NULL && reason == NULL)
		reason = folder_shared(folder);
	free(folder);
	if (why != NULL)
		*why = reason;
	return reason != NULL;
}

/* ---- writing ---- */

struct output {
	int descriptor;
	bool own;                      /* the descriptor is ours to close */
	int error;                     /* errno of the first failed write */
	int folder;                    /* the open folder of `name`; -1: no renaming */
	char *path;                    /* as given, for messages; NULL: a descriptor */
	char temporary[32];            /* its name till it takes the other's place; "": none */
	size_t used;
	char waiting[OUTPUT_CHUNK];
};

static const char *output_name(const struct output *output)
{
	const char *slash = strrchr(output->path, '/');
	return slash == NULL ? output->path : slash + 1;
}

static int write_all(int descriptor, const char *data, size_t length)
{
	while (length > 0) {
		ssize_t done = write(descriptor, data, length);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return done < 0 ? errno : EIO;
		data += done;
		length -= (size_t)done;
	}
	return 0;
}

static void output_flush(struct output *output)
{
	if (output->error == 0)
		output->error = write_all(output->descriptor, output->waiting, output->used);
	output->used = 0;
}

void output_write(struct output *output, const void *data, size_t length)
{
	if (output->error != 0 || length == 0)
		return;
	if (length > sizeof output->waiting - output->used)
		output_flush(output);
	if (length >= sizeof output->waiting) {
		if (output->error == 0)
			output->error = write_all(output->descriptor, data, length);
		return;
	}
	memcpy(output->waiting + output->used, data, length);
	output->used += length;
}

void output_text(struct output *output, const char *text)
{
	output_write(output, text, strlen(text));
}

bool output_failed(const struct output *output)
{
	return output->error != 0;
}

bool output_is_file(const struct output *output)
{
	return output->folder >= 0;
}

static void output_free(struct output *output)
{
	if (output->own && output->descriptor >= 0)
		close(output->descriptor);
	if (output->folder >= 0)
		close(output->folder);
	free(output->path);
	free(output);
}

void output_abandon(struct output *output)
{
	if (output == NULL)
		return;
	if (output->temporary[0] != '\0')
		unlinkat(output->folder, output->temporary, 0);
	output_free(output);
}

/* The folder is kept open, so that all steps mean the same folder even when
   it is moved or the process changes its own. */
static ycf_status open_folder(struct output *output, struct message *message)
{
	char *folder = strndup(output->path, folder_length(output->path));
	if (folder == NULL)
		return message_memory(message);
	output->folder = open_again(AT_FDCWD, folder[0] == '\0' ? "." : folder,
	                            O_RDONLY | O_DIRECTORY, 0);
	int error = errno;
	free(folder);
	if (output->folder < 0)
		return message_system(message, error, "opening the folder of", output->path);
	return YCF_OK;
}

/* Do what makes the file under a name that none has yet; `act` gives an errno. */
static ycf_status with_new_name(struct output *output, int (*act)(struct output *output),
                                struct message *message)
{
	int error = EEXIST;
	for (int i = 0; i < NAME_TRIES && error == EEXIST; i++) {
		uint64_t number;
		char digits[14];
		ycf_status status = random_bytes(&number, sizeof number, message);
		if (status != YCF_OK)
			return status;
		base32_write(number, digits);
		snprintf(output->temporary, sizeof output->temporary, ".ycf-%s.tmp", digits);
		error = act(output);
	}
	if (error == 0)
		return YCF_OK;
	output->temporary[0] = '\0';
	return message_system(message, error, "writing", output->path);
}

static int create(struct output *output)
{
	output->descriptor = open_again(output->folder, output->temporary,
	                                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
	return output->descriptor >= 0 ? 0 : errno;
}

static void way_to(int descriptor, char way[32])
{
	snprintf(way, 32, "/proc/self/fd/%d", descriptor);
}

/* A file without a name: whatever becomes of the process, nothing of it stays. Some file
   systems have none, and without /proc it could not be named later. */
static bool create_nameless(struct output *output)
{
	char way[32];
	output->descriptor = open_again(output->folder, ".", O_WRONLY | O_TMPFILE, 0600);
	if (output->descriptor < 0)
		return false;
	way_to(output->descriptor, way);
	if (access(way, F_OK) == 0)
		return true;
	close(output->descriptor);
	output->descriptor = -1;
	return false;
}

static int give_name(struct output *output)
{
	char way[32];
	way_to(output->descriptor, way);
	return linkat(AT_FDCWD, way, output->folder, output->temporary, AT_SYMLINK_FOLLOW) == 0
		? 0 : errno;
}

static ycf_status open_temporary(struct output *output, struct message *message)
{
	return create_nameless(output) ? YCF_OK : with_new_name(output, create, message);
}

/* Without the right to give a file away its group is another one, which gets
   nothing. */
static int keep_mode(int descriptor, const struct stat *old)
{
	mode_t mode = old->st_mode & 0777;
	struct stat now;
	if (fstat(descriptor, &now) != 0)
		return errno;
	if ((now.st_uid != old->st_uid || now.st_gid != old->st_gid)
	    && fchown(descriptor, old->st_uid, old->st_gid) != 0
	    && fchown(descriptor, (uid_t)-1, old->st_gid) != 0)
		mode &= ~(mode_t)0070;
	return fchmod(descriptor, mode) == 0 ? 0 : errno;
}

static ycf_status open_beside(struct output *output, const struct stat *old,
                              struct message *message)
{
	ycf_status status = open_temporary(output, message);
	if (status != YCF_OK || old == NULL || !S_ISREG(old->st_mode))
		return status;
	int error = keep_mode(output->descriptor, old);
	return error == 0 ? YCF_OK : message_system(message, error, "writing", output->path);
}

/* Links such as /dev/stdout and /proc/self/fd/1 name an open stream; a file in
   their place would break the system. */
static bool is_stream_link(int folder, const char *name)
{
	struct statfs system;
	char target[PATH_MAX];
	if (fstatfs(folder, &system) == 0 && (uint32_t)system.f_type == PROC_TYPE)
		return true;
	ssize_t length = readlinkat(folder, name, target, sizeof target);
	return length > 6 && memcmp(target, "/proc/", 6) == 0;
}

/* Appending, because a stream may be a file that holds something already. A pipe is waited for
   until somebody reads from it, or a signal asks to stop. */
static ycf_status open_straight(struct output *output, int flags, struct message *message)
{
	output->descriptor = openat(output->folder, output_name(output),
	                            O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | flags);
	if (output->descriptor < 0 && errno == EINTR)
		return message_set(message, YCF_CANCELLED, "stopped; nobody read from %s",
		                   output->path);
	if (output->descriptor < 0)
		return message_system(message, errno, "opening", output->path);
	close(output->folder);
	output->folder = -1;
	return YCF_OK;
}

static ycf_status open_at(struct output *output, struct message *message)
{
	const char *name = output_name(output);
	struct stat about;
	if (*name == '\0')
		return message_system(message, EISDIR, "writing", output->path);
	if (fstatat(output->folder, name, &about, 0) == 0 && S_ISDIR(about.st_mode))
		return message_system(message, EISDIR, "writing", output->path);
	if (fstatat(output->folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT ? open_beside(output, NULL, message)
		                       : message_system(message, errno, "writing", output->path);
	if (S_ISCHR(about.st_mode) || S_ISFIFO(about.st_mode))
		return open_straight(output, O_NOFOLLOW, message);
	if (S_ISLNK(about.st_mode) && is_stream_link(output->folder, name))
		return open_straight(output, 0, message);
	if (!S_ISREG(about.st_mode) && !S_ISLNK(about.st_mode))
		return message_set(message, YCF_UNREADABLE,
		                   "writing %s failed: it is not an ordinary file; name another file",
		                   output->path);
	return open_beside(output, &about, message);
}

static ycf_status open_path(struct output *output, const char *path, struct message *message)
{
	output->own = true;
	output->path = strdup(path);
	if (output->path == NULL)
		return message_memory(message);
	ycf_status status = open_folder(output, message);
	return status == YCF_OK ? open_at(output, message) : status;
}

ycf_status output_open(const char *path, int descriptor, struct output **output,
                       struct message *message)
{
	struct output *opened = malloc(sizeof *opened);
	*output = NULL;
	if (opened == NULL)
		return message_memory(message);
	opened->descriptor = path == NULL ? descriptor : -1;
	opened->own = false;
	opened->error = 0;
	opened->folder = -1;
	opened->path = NULL;
	opened->temporary[0] = '\0';
	opened->used = 0;
	ycf_status status = path == NULL ? YCF_OK : open_path(opened, path, message);
	if (status != YCF_OK) {
		output_abandon(opened);
		return status;
	}
	*output = opened;
	return YCF_OK;
}

/* Some file systems cannot; there is nothing better to be had on them. */
static int sync_to_disk(int descriptor)
{
	int result;
	do {
		result = fsync(descriptor);
	} while (result != 0 && errno == EINTR);
	if (result == 0 || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP)
		return 0;
	return errno;
}

static int close_own(struct output *output)
{
	if (!output->own)
		return 0;
	int descriptor = output->descriptor;
	output->descriptor = -1;
	/* After EINTR the descriptor is closed all the same. */
	return close(descriptor) == 0 || errno == EINTR ? 0 : errno;
}

static int take_place(struct output *output)
{
	if (renameat(output->folder, output->temporary, output->folder, output_name(output)) != 0)
		return errno;
	output->temporary[0] = '\0';
	return sync_to_disk(output->folder);
}

ycf_status output_commit(struct output *output, struct message *message)
{
	ycf_status status = YCF_OK;
	output_flush(output);
	if (output->error == 0 && output_is_file(output))
		output->error = sync_to_disk(output->descriptor);
	if (output->error == 0 && output_is_file(output) && output->temporary[0] == '\0')
		status = with_new_name(output, give_name, message);
	if (status != YCF_OK) {
		output_abandon(output);
		return status;
	}
	int closing = close_own(output);
	if (output->error == 0)
		output->error = closing;
	if (output->error == 0 && output_is_file(output))
		output->error = take_place(output);
	if (output->error != 0)
		status = message_system(message, output->error, "writing", output->path);
	output_abandon(output);
	return status;
}

/* ---- small things ---- */

ycf_status random_bytes(void *data, size_t length, struct message *message)
{
	unsigned char *at = data;
	while (length > 0) {
		ssize_t got = getrandom(at, length, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return message_system(message, errno, "reading", "the random numbers of the system");
		at += got;
		length -= (size_t)got;
	}
	return YCF_OK;
}

char *file_join(struct arena *arena, const char *folder, const char *name)
{
	size_t length = strlen(folder);
	bool bare = length == 0 || folder[length - 1] == '/';
	return arena_format(arena, bare ? "%s%s" : "%s/%s", folder, name);
}

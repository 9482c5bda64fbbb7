/* A disk that stops whoever writes to it, and can refuse from then on; loaded before the C library
 * by LD_PRELOAD, so that what SQLite writes passes it as well.
 *
 * FAULTS_BELOW   the folder that is the disk; anything else passes
 * FAULTS_SHARED  a file of ``struct shared``, mapped by all processes of one try and by the test:
 *                writes to the disk are counted, the one at ``stop_at`` waits for SIGCONT, and
 *                while ``refuses`` is an error number, writes fail with it, reads too if it is EIO
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct shared {
    long long passed, stop_at, stopped, refuses;
};
static volatile struct shared *shared;
static char below[PATH_MAX];
static size_t length;

__attribute__((constructor)) static void begin(void)
{
    const char *folder = getenv("FAULTS_BELOW"), *file = getenv("FAULTS_SHARED");
    int handle;
    if (!folder || !file || (handle = open(file, O_RDWR | O_CLOEXEC)) < 0)
        return;
    length = strlen(strncpy(below, folder, sizeof below - 1));
    void *mapped = mmap(0, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, handle, 0);
    close(handle);
    if (mapped != MAP_FAILED)
        shared = mapped;
}

static int on_disk(const char *path)
{
    return shared && !strncmp(path, below, length) && (path[length] == '/' || !path[length]);
}

static int of_disk(int handle)
{
    char link[40], path[PATH_MAX];
    if (!shared)
        return 0;
    int kept = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t read = readlink(link, path, sizeof path - 1);
    errno = kept;
    path[read > 0 ? read : 0] = 0;
    return on_disk(path);
}

/* Whether the disk refuses a write; the error is set. */
static int refused(int needs_room)
{
    if (__atomic_add_fetch(&shared->passed, 1, __ATOMIC_SEQ_CST) == shared->stop_at) {
        shared->stopped = getpid();
        raise(SIGSTOP);
    }
    int error = (int)shared->refuses;
    if (error != EIO && !(error && needs_room))
        return 0;
    errno = error;
    return 1;
}

static int unreadable(void)
{
    if (shared->refuses != EIO)
        return 0;
    errno = EIO;
    return 1;
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) \
        real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define BY_HANDLE(type, name, needs_room, given, passed_on) \
    type name given \
    { \
        REAL(name); \
        return of_disk(handle) && refused(needs_room) ? -1 : real passed_on; \
    }
BY_HANDLE(ssize_t, write, 1, (int handle, const void *from, size_t count), (handle, from, count))
BY_HANDLE(ssize_t, writev, 1, (int handle, const struct iovec *from, int count), (handle, from, count))
BY_HANDLE(ssize_t, pwrite, 1, (int handle, const void *from, size_t count, off_t at), (handle, from, count, at))
BY_HANDLE(ssize_t, pwrite64, 1, (int handle, const void *from, size_t count, off64_t at), (handle, from, count, at))
BY_HANDLE(ssize_t, sendfile, 1, (int handle, int from, off_t *at, size_t count), (handle, from, at, count))
BY_HANDLE(ssize_t, sendfile64, 1, (int handle, int from, off64_t *at, size_t count), (handle, from, at, count))
BY_HANDLE(int, ftruncate, 1, (int handle, off_t size), (handle, size))
BY_HANDLE(int, ftruncate64, 1, (int handle, off64_t size), (handle, size))
BY_HANDLE(int, fsync, 0, (int handle), (handle))
BY_HANDLE(int, fdatasync, 0, (int handle), (handle))

#define READING(type, name, given, passed_on) \
    type name given \
    { \
        REAL(name); \
        return of_disk(handle) && unreadable() ? -1 : real passed_on; \
    }
READING(ssize_t, read, (int handle, void *into, size_t count), (handle, into, count))
READING(ssize_t, pread, (int handle, void *into, size_t count, off_t at), (handle, into, count, at))
READING(ssize_t, pread64, (int handle, void *into, size_t count, off64_t at), (handle, into, count, at))

#define BY_PATH(name, needs_room, given, passed_on) \
    int name given \
    { \
        REAL(name); \
        return on_disk(path) && refused(needs_room) ? -1 : real passed_on; \
    }
BY_PATH(rename, 1, (const char *path, const char *to), (path, to))
BY_PATH(link, 1, (const char *path, const char *to), (path, to))
BY_PATH(mkdir, 1, (const char *path, mode_t mode), (path, mode))
BY_PATH(unlink, 0, (const char *path), (path))

/* Opened to be read it passes; a file that is to be made needs room. */
#define OPENING(name, given, passed_on) \
    int name given \
    { \
        REAL(name); \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { \
            va_list rest; \
            va_start(rest, flags); \
            mode = va_arg(rest, mode_t); \
            va_end(rest); \
        } \
        if ((flags & (O_CREAT | O_TRUNC)) && on_disk(path) && \
            refused((flags & O_CREAT) && access(path, F_OK))) \
            return -1; \
        return real passed_on; \
    }
OPENING(open, (const char *path, int flags, ...), (path, flags, mode))
OPENING(open64, (const char *path, int flags, ...), (path, flags, mode))
OPENING(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
OPENING(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))

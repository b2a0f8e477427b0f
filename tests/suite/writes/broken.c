/* Stands between the program and the calls by which it changes files, and breaks one of them. Loaded by
   LD_PRELOAD; never built into the program.

   BREAK_BELOW  the folder whose changes count
   BREAK_HOW    "kill" ends the process at a change, half-way through it if it is a write;
                "full" lets nothing grow from a change on, as a full disk does;
                "stuck" lets one file not take its place, as a failing disk does;
                "closed" lets no entry of the folder be made, renamed or taken away
   BREAK_AT     the number of that change, from 1 on; with "stuck", of those by which a file takes its place */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

enum { FILES = 4096 };
static atomic_int changes;
static atomic_int renames;
static atomic_bool counted[FILES];

static int is_below(const char *path) {
  const char *folder = getenv("BREAK_BELOW");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_how(const char *how) {
  const char *wanted = getenv("BREAK_HOW");
  return wanted && strcmp(wanted, how) == 0;
}

static int turn(void) { return atoi(getenv("BREAK_AT") ? getenv("BREAK_AT") : "0"); }

/* Whether it is this change's turn, or was another's before it. */
static int is_broken(int grows) {
  int at = turn();
  int number = atomic_fetch_add(&changes, 1) + 1;
  if (is_how("kill")) return at == number;
  if (is_how("full")) return grows && at <= number;
  return 0;
}

static void end(void) { kill(getpid(), SIGKILL); }

/* 0, or the error that a change of an entry ends with. */
static int entry_fault(const char *path, int grows) {
  if (!is_below(path)) return 0;
  if (is_how("closed")) return EACCES;
  if (!is_broken(grows)) return 0;
  if (is_how("kill")) end();
  return ENOSPC;
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  int changing = flags & (O_CREAT | O_TRUNC);
  int fault = changing ? entry_fault(path, 1) : 0;
  if (fault) return errno = fault, -1;
  int file = REAL(int, "open64", const char *, int, ...)(path, flags, mode);
  if (file >= 0 && file < FILES) counted[file] = changing && is_below(path);
  return file;
}

ssize_t write(int file, const void *bytes, size_t count) {
  ssize_t (*real)(int, const void *, size_t) = REAL(ssize_t, "write", int, const void *, size_t);
  if (file < 0 || file >= FILES || !counted[file] || !is_broken(1)) return real(file, bytes, count);
  if (!is_how("kill")) return errno = ENOSPC, -1;
  real(file, bytes, count / 2);
  end();
  return -1;
}

int rename(const char *from, const char *to) {
  int fault = entry_fault(to, 0);
  if (is_how("stuck") && is_below(to) && atomic_fetch_add(&renames, 1) + 1 == turn()) fault = EIO;
  if (fault) return errno = fault, -1;
  return REAL(int, "rename", const char *, const char *)(from, to);
}

int unlink(const char *path) {
  int fault = entry_fault(path, 0);
  if (fault) return errno = fault, -1;
  return REAL(int, "unlink", const char *)(path);
}

int rmdir(const char *path) {
  int fault = entry_fault(path, 0);
  if (fault) return errno = fault, -1;
  return REAL(int, "rmdir", const char *)(path);
}

int mkdir(const char *path, mode_t mode) {
  int fault = entry_fault(path, 1);
  if (fault) return errno = fault, -1;
  return REAL(int, "mkdir", const char *, mode_t)(path, mode);
}

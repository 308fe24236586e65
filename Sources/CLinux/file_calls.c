#include "file_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

int kaunta_open_at(int directory, const char *name, int flags, unsigned int mode) {
  int descriptor = openat(directory, name, flags | O_CLOEXEC, (mode_t)mode);
  return descriptor < 0 ? -errno : descriptor;
}

int kaunta_rename_no_replace(int from_directory, const char *from, int to_directory, const char *to) {
  return renameat2(from_directory, from, to_directory, to, RENAME_NOREPLACE) < 0 ? -errno : 0;
}

int kaunta_allocate(int descriptor, int64_t length_bytes) { return -posix_fallocate(descriptor, 0, length_bytes); }

int64_t kaunta_free_bytes(int descriptor) {
  struct statvfs facts;
  if (fstatvfs(descriptor, &facts) != 0) return -errno;
  return (int64_t)facts.f_bavail * (int64_t)facts.f_frsize;
}

int64_t kaunta_mount_id(int descriptor) {
  struct statx facts = {0};
  if (statx(descriptor, "", AT_EMPTY_PATH, STATX_MNT_ID, &facts) != 0) return -errno;
  return facts.stx_mask & STATX_MNT_ID ? (int64_t)facts.stx_mnt_id : 0;
}

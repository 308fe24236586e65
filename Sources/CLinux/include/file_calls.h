#pragma once
#include <stdint.h>

// Calls on files that Swift does not show. Each gives a value, or a negated errno.

// openat(2), always close-on-exec.
int kaunta_open_at(int directory, const char *name, int flags, unsigned int mode);

// renameat2(2) with RENAME_NOREPLACE: -EEXIST instead of replacing.
int kaunta_rename_no_replace(int from_directory, const char *from, int to_directory, const char *to);

// posix_fallocate(3) from offset 0.
int kaunta_allocate(int descriptor, int64_t length_bytes);

// fstatvfs(3): bytes that an unprivileged process may still write.
int64_t kaunta_free_bytes(int descriptor);

// statx(2): which mount an open directory lies on; 0 where the kernel does not tell.
int64_t kaunta_mount_id(int descriptor);

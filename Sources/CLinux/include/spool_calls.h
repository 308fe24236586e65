#pragma once
#include <stdint.h>

// The calls of the spool that Swift does not show. Each gives 0 or the errno, never both a result and errno.

// renameat2(2) with RENAME_NOREPLACE: EEXIST instead of replacing.
int kaunta_rename_no_replace(const char *from, const char *to);

// posix_fallocate(3) from offset 0.
int kaunta_allocate(int descriptor, int64_t length_bytes);

// statvfs(3): bytes that an unprivileged process may still write.
int kaunta_free_bytes(const char *path, int64_t *bytes);

// statfs(2): 1 when the kind of filesystem cannot tell about changes made elsewhere (network, FUSE), 0 when it can.
int kaunta_is_without_events(const char *path, int *answer);

// inotify_init1(2) and one watch on a directory, for files renamed or closed into it, and for its own end.
int kaunta_watch_directory(const char *path, int *descriptor);

struct kaunta_watch_news {
  int events;      // how many files were announced
  int overflowed;  // the queue was full: events are missing
  int ended;       // the directory was moved, removed or unmounted: no more will come
};

// Reads all that waits on an inotify descriptor, without blocking.
int kaunta_watch_drain(int descriptor, struct kaunta_watch_news *news);

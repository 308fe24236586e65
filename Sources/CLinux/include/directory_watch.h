#pragma once
#include <stdint.h>

// Each gives a value, or a negated errno.

// statfs(2): 1 when the kind of filesystem cannot tell about changes made elsewhere (network, FUSE), 0 when it can.
int kaunta_is_without_events(const char *path);

// inotify_init1(2) and one watch on a directory (not through a link), for files renamed or closed into it, and for its
// own end: its descriptor.
int kaunta_watch_directory(const char *path);

// Has the same descriptor tell also when a file is written: inotify instances are few, 128 for an account.
int kaunta_watch_file_as_well(int descriptor, const char *path);

struct kaunta_watch_news {
  int events;      // how many files were announced, or written
  int overflowed;  // the queue was full: events are missing
  int ended;       // the directory was moved, removed or unmounted: no more will come
};

// Reads all that waits on an inotify descriptor, without blocking.
int kaunta_watch_drain(int descriptor, struct kaunta_watch_news *news);

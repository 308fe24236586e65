#include "spool_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

int kaunta_rename_no_replace(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0 ? 0 : errno;
}

int kaunta_allocate(int descriptor, int64_t length_bytes) { return posix_fallocate(descriptor, 0, length_bytes); }

int kaunta_free_bytes(const char *path, int64_t *bytes) {
  struct statvfs facts;
  if (statvfs(path, &facts) != 0) return errno;
  *bytes = (int64_t)facts.f_bavail * (int64_t)facts.f_frsize;
  return 0;
}

int kaunta_is_without_events(const char *path, int *answer) {
  struct statfs facts;
  if (statfs(path, &facts) != 0) return errno;
  // statfs(2): NFS, SMB, CIFS, SMB2, 9P, FUSE, AFS, Coda, Ceph.
  static const uint32_t kinds[] = {0x6969,     0x517B,     0xFF534D42, 0xFE534D42, 0x01021997,
                                   0x65735546, 0x5346414F, 0x73757245, 0x00C36400};
  *answer = 0;
  for (unsigned index = 0; index < sizeof kinds / sizeof kinds[0]; index++) {
    if ((uint32_t)facts.f_type == kinds[index]) *answer = 1;
  }
  return 0;
}

int kaunta_watch_directory(const char *path, int *descriptor) {
  int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (watch < 0) return errno;
  uint32_t mask = IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
  if (inotify_add_watch(watch, path, mask) < 0) {
    int code = errno;
    close(watch);
    return code;
  }
  *descriptor = watch;
  return 0;
}

int kaunta_watch_drain(int descriptor, struct kaunta_watch_news *news) {
  char buffer[16 * 1024] __attribute__((aligned(__alignof__(struct inotify_event))));
  news->events = news->overflowed = news->ended = 0;
  for (;;) {
    ssize_t length = read(descriptor, buffer, sizeof buffer);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) return errno == EAGAIN ? 0 : errno;
    if (length == 0) return 0;
    for (char *place = buffer; place < buffer + length;) {
      const struct inotify_event *event = (const struct inotify_event *)place;
      if (event->mask & IN_Q_OVERFLOW) news->overflowed = 1;
      if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) news->ended = 1;
      if (event->mask & (IN_MOVED_TO | IN_CLOSE_WRITE)) news->events++;
      place += sizeof(struct inotify_event) + event->len;
    }
  }
}

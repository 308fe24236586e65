#include "directory_watch.h"

#include <errno.h>
#include <sys/inotify.h>
#include <sys/statfs.h>
#include <unistd.h>

int kaunta_is_without_events(const char *path) {
  struct statfs facts;
  if (statfs(path, &facts) != 0) return -errno;
  // statfs(2): NFS, SMB, CIFS, SMB2, 9P, FUSE, AFS, Coda, Ceph.
  static const uint32_t kinds[] = {0x6969,     0x517B,     0xFF534D42, 0xFE534D42, 0x01021997,
                                   0x65735546, 0x5346414F, 0x73757245, 0x00C36400};
  for (unsigned index = 0; index < sizeof kinds / sizeof kinds[0]; index++) {
    if ((uint32_t)facts.f_type == kinds[index]) return 1;
  }
  return 0;
}

int kaunta_watch_directory(const char *path) {
  int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (watch < 0) return -errno;
  uint32_t mask = IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW;
  if (inotify_add_watch(watch, path, mask) < 0) {
    int code = errno;
    close(watch);
    return -code;
  }
  return watch;
}

int kaunta_watch_file_as_well(int descriptor, const char *path) {
  return inotify_add_watch(descriptor, path, IN_MODIFY) < 0 ? -errno : 0;
}

int kaunta_watch_drain(int descriptor, struct kaunta_watch_news *news) {
  char buffer[16 * 1024] __attribute__((aligned(__alignof__(struct inotify_event))));
  news->events = news->overflowed = news->ended = 0;
  for (;;) {
    ssize_t length = read(descriptor, buffer, sizeof buffer);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) return errno == EAGAIN ? 0 : -errno;
    if (length == 0) return 0;
    for (char *place = buffer; place < buffer + length;) {
      const struct inotify_event *event = (const struct inotify_event *)place;
      if (event->mask & IN_Q_OVERFLOW) news->overflowed = 1;
      // Not IN_IGNORED: it follows each of these, and comes for a file beside as well, which may go.
      if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) news->ended = 1;
      if (event->mask & (IN_MOVED_TO | IN_CLOSE_WRITE | IN_MODIFY)) news->events++;
      place += sizeof(struct inotify_event) + event->len;
    }
  }
}

#include "file_lock.h"

#include <errno.h>
#include <sys/file.h>

static int flock_retrying(int fd, int operation) {
  int result;
  do {
    result = flock(fd, operation);
  } while (result < 0 && errno == EINTR);
  return result < 0 ? -errno : 0;
}

int kaunta_lock_exclusively(int fd, int wait) { return flock_retrying(fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB); }

int kaunta_unlock(int fd) { return flock_retrying(fd, LOCK_UN); }

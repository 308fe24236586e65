#include "open_plain.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int kaunta_open_plain(const char *path, int flags, unsigned int mode) {
  int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, (mode_t)mode);
  if (fd < 0) return -errno;
  struct stat facts;
  int result = fstat(fd, &facts) < 0 ? -errno : S_ISREG(facts.st_mode) ? 0 : -EINVAL;
  if (result == 0) return fd;
  close(fd);
  return result;
}

#include "make_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int kaunta_make_file(const char *path, unsigned int mode) {
  int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
  if (fd < 0) return errno == EEXIST ? 0 : -errno;
  int result = fchmod(fd, (mode_t)mode) < 0 ? -errno : 0;
  close(fd);
  return result;
}

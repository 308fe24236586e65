#include "local_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

// A socket's address holds 107 bytes, and a home's path may be longer.
static int address_of(int32_t directory, const char *name, struct sockaddr_un *address) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  int length = snprintf(address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d/%s", directory, name);
  return length < 0 || (size_t)length >= sizeof address->sun_path ? -ENAMETOOLONG : 0;
}

static int closed_with(int descriptor, int failure) {
  close(descriptor);
  return -failure;
}

int32_t kaunta_local_listen(int32_t directory, const char *name, uint32_t mode) {
  struct sockaddr_un address;
  int failure = address_of(directory, name, &address);
  if (failure) return failure;
  int descriptor = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -errno;
  if (unlinkat(directory, name, 0) != 0 && errno != ENOENT) return closed_with(descriptor, errno);
  // Closed to everybody between its making and its mode: on Linux the file gets the mode that the socket has
  // (unix_bind_bsd in the kernel's net/unix). A umask would do it too, but it is the whole process's: a file that
  // another thread makes meanwhile would be nobody's.
  if (fchmod(descriptor, 0) != 0) return closed_with(descriptor, errno);
  if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0) return closed_with(descriptor, errno);
  if (fchmodat(directory, name, mode, 0) != 0 || listen(descriptor, 16) != 0) return closed_with(descriptor, errno);
  return descriptor;
}

int32_t kaunta_local_connect(int32_t directory, const char *name) {
  struct sockaddr_un address;
  int failure = address_of(directory, name, &address);
  if (failure) return failure;
  int descriptor = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -errno;
  if (connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) return closed_with(descriptor, errno);
  return descriptor;
}

int32_t kaunta_local_accept(int32_t listening) {
  int descriptor = accept4(listening, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}

int32_t kaunta_local_peer(int32_t connection, uint32_t *user, int32_t *process) {
  struct ucred found;
  socklen_t length = sizeof found;
  if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &found, &length) != 0) return -errno;
  *user = found.uid;
  *process = found.pid;
  return 0;
}

int32_t kaunta_local_send(int32_t connection, const void *bytes, int32_t count) {
  ssize_t sent = send(connection, bytes, (size_t)count, MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent < 0 ? -errno : (int32_t)sent;
}

int32_t kaunta_local_receive(int32_t connection, void *bytes, int32_t count) {
  ssize_t received = recv(connection, bytes, (size_t)count, MSG_DONTWAIT);
  return received < 0 ? -errno : (int32_t)received;
}

#pragma once
#include <stdint.h>

// Sockets at a name in an open directory, between processes of this machine: whole messages, and both ends know from
// the kernel which account the other one is. A descriptor or a count, or -errno; nothing here waits.

// Listens at this name, in the place of whatever socket lay there; for whoever the mode lets connect.
int32_t kaunta_local_listen(int32_t directory, const char *name, uint32_t mode);
int32_t kaunta_local_connect(int32_t directory, const char *name);
// The next who connected; -EAGAIN when nobody did.
int32_t kaunta_local_accept(int32_t listening);
// Account and process at the other end: of a listener, those that began to listen.
int32_t kaunta_local_peer(int32_t connection, uint32_t *user, int32_t *process);
int32_t kaunta_local_send(int32_t connection, const void *bytes, int32_t count);
// One message; 0 once the other end is gone.
int32_t kaunta_local_receive(int32_t connection, void *bytes, int32_t count);

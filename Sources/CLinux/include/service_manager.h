#pragma once
#include <stdint.h>

// Tells the service manager something, such as "READY=1", where one started this process and listens (sd_notify(3)).
// Returns 0 or a negated errno; 0 too where nobody listens.
int32_t kaunta_tell_service_manager(const char *state);

// Whether a descriptor is a stream socket that takes connections.
int32_t kaunta_is_listening_socket(int32_t descriptor);

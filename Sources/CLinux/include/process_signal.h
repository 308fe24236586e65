#pragma once
#include <stdint.h>

// Signals a process if it is that account's; -1 where it is not, is gone, or may not be signalled.
//
// A process number that a socket names may have been given to somebody else since: the socket stays open in a child
// when the process that listened is gone.
int32_t kaunta_signal_process_of(int32_t process, uint32_t account, int32_t number);

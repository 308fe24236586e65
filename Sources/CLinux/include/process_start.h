#pragma once
#include <stdint.h>

// When the kernel made this process, by the boot clock; -1 where that is not when the program was started.
//
// A process may be stopped, or the machine asleep, before the program's first line. But a shell that ends in a command
// becomes it: a process that has waited for children was another program for a while, and its making says nothing.
int64_t kaunta_process_started_boot_milliseconds(void);

#pragma once
#include <stdint.h>

// Keeps this process's memory, which holds phone numbers and keys, out of core files and crash collectors.
int32_t kaunta_forbid_core_dumps(void);

// The name that ps and /proc show for this thread; cut to 15 bytes by the kernel.
void kaunta_name_process(const char *name);

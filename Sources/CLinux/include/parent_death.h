#pragma once
#include <stdint.h>
#include <sys/types.h>

// Has the kernel send this process SIGTERM when the thread that started it ends, however it ends (prctl(2)). Returns 0
// when that process is gone already.
int32_t kaunta_end_with_parent(pid_t parent);

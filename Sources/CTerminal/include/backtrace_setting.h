#pragma once
#include <stdint.h>

// Frames of the crashed thread only, without questions, colours, registers, images or memory.
#define KAUNTA_BACKTRACE "interactive=no,color=no,registers=none,images=none,threads=crashed"

// SWIFT_BACKTRACE is set to that before main, unless somebody set it already. Returns 0 when the runtime had read it
// before.
int32_t kaunta_backtrace_came_in_time(void);

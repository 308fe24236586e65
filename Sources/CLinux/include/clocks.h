#pragma once
#include <stdint.h>

// Milliseconds of CLOCK_BOOTTIME, which counts time asleep and starts anew with each boot.
int64_t kaunta_boot_milliseconds(void);

// Milliseconds of CLOCK_REALTIME, which can be set and can jump.
int64_t kaunta_wall_milliseconds(void);

// Whether something (chrony, ntpd, timesyncd) has told the kernel that the clock is right: 1 yes, 0 no.
int kaunta_clock_is_synchronised(void);

#pragma once
#include <stdint.h>
#include <sys/types.h>

// Starts a program with no signal blocked or ignored and no descriptor of ours beyond 0, 1 and 2.
//
// A child would otherwise inherit the mask that holds our signals back, and could not be stopped with TERM.
// `terminal`, if not null, is the path of a terminal that becomes the child's 0, 1 and 2 and, with `new_session`, its
// controlling terminal; else the three descriptors are used, and a negative one is /dev/null.
// Returns 0 or an errno value.
int32_t kaunta_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *terminal, int32_t input,
    int32_t output, int32_t errors, int32_t new_session, pid_t *child);

#pragma once
#include <stdint.h>

// What terminfo knows about a terminal, asked before anything is written to it.

enum {
  KAUNTA_TERMINAL_USABLE = 0,
  KAUNTA_TERMINAL_UNNAMED = 1,     // no name, or no terminfo database at all
  KAUNTA_TERMINAL_UNKNOWN = 2,     // no entry with this name
  KAUNTA_TERMINAL_TOO_SIMPLE = 3,  // no way to move the cursor or to clear
};

typedef struct {
  int32_t verdict;
  int32_t colours;           // 0 when it has none
  int32_t has_exact_colour;  // terminfo has RGB
} kaunta_terminal_facts;

kaunta_terminal_facts kaunta_terminal_probe(const char *name);

// Whether text can be drawn as UTF-8, after choosing LC_CTYPE: 1 as the environment says, 0 only because we fell back
// to C.UTF-8 (the terminal itself may not be UTF-8), -1 not at all.
int32_t kaunta_locale_choose(void);

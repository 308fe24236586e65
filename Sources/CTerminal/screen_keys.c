#include "screen_keys.h"

#include <curses.h>

#include "curses_screen.h"

// Beyond KEY_MAX (0777), where ncurses puts the keys of extended terminfo entries from 01000 on; far beyond those.
enum { paste_start_code = 0x4001, paste_end_code = 0x4002 };

static WINDOW *pad;

void kaunta_keys_open(const char *paste_start, const char *paste_end) {
  pad = newpad(1, 1);
  keypad(pad, TRUE);
  nodelay(pad, TRUE);
  // Where terminfo is silent the common marks are used, in case an outer program switched them on.
  define_key(paste_start ? paste_start : "\033[200~", paste_start_code);
  define_key(paste_end ? paste_end : "\033[201~", paste_end_code);
}

void kaunta_keys_close(void) {
  if (pad) delwin(pad);
  pad = NULL;
}

static int32_t kind(wint_t code) {
  switch (code) {
    case KEY_UP: return KAUNTA_KEY_UP;
    case KEY_DOWN: return KAUNTA_KEY_DOWN;
    case KEY_LEFT: return KAUNTA_KEY_LEFT;
    case KEY_RIGHT: return KAUNTA_KEY_RIGHT;
    case KEY_HOME:
    case KEY_A1: return KAUNTA_KEY_HOME;
    case KEY_END:
    case KEY_C1: return KAUNTA_KEY_END;
    case KEY_PPAGE:
    case KEY_A3: return KAUNTA_KEY_PAGE_UP;
    case KEY_NPAGE:
    case KEY_C3: return KAUNTA_KEY_PAGE_DOWN;
    case KEY_IC: return KAUNTA_KEY_INSERT;
    case KEY_DC: return KAUNTA_KEY_DELETE;
    case KEY_BACKSPACE: return KAUNTA_KEY_BACKSPACE;
    case KEY_ENTER: return KAUNTA_KEY_ENTER;
    case KEY_BTAB: return KAUNTA_KEY_BACK_TAB;
    case paste_start_code: return KAUNTA_KEY_PASTE_START;
    case paste_end_code: return KAUNTA_KEY_PASTE_END;
    default: return KAUNTA_KEY_OTHER;
  }
}

kaunta_key kaunta_screen_key(void) {
  kaunta_key key = {0};
  wint_t value = 0;
  int answer;
  // KEY_RESIZE only says what take_size did.
  do answer = wget_wch(pad, &value);
  while (answer == KEY_CODE_YES && value == KEY_RESIZE);
  if (answer == OK) {
    key.kind = KAUNTA_KEY_CHARACTER;
    key.value = value;
  } else if (answer == KEY_CODE_YES && value >= KEY_F(1) && value <= KEY_F(63)) {
    key.kind = KAUNTA_KEY_FUNCTION;
    key.value = value - KEY_F(0);
  } else if (answer == KEY_CODE_YES) {
    key.kind = kind(value);
  }
  return key;
}

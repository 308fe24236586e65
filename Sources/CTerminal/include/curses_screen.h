#pragma once
#include <stdint.h>

// The screen, through ncurses. One thread only. No ncurses type, macro or variable is visible from here.

enum {
  KAUNTA_BOLD = 1,
  KAUNTA_DIM = 2,
  KAUNTA_UNDERLINE = 4,
  KAUNTA_REVERSE = 8,
  KAUNTA_ITALIC = 16,
};

// No more than this is drawn, whatever the window says: 10000 by 10000 cells would take gigabytes, and ncurses counts
// columns in 16 bits. The largest screens with the smallest letters have some 770 by 240.
enum {
  KAUNTA_MOST_COLUMNS = 800,
  KAUNTA_MOST_ROWS = 250,
};

// Starts the screen on descriptors 0 and 1. Returns 0 when ncurses will not have this terminal.
int32_t kaunta_screen_open(const char *name, int32_t with_colour);
// Gives the terminal back.
void kaunta_screen_close(void);

int32_t kaunta_screen_rows(void);
int32_t kaunta_screen_columns(void);
// Asks the kernel for the terminal's size and takes it over.
void kaunta_screen_take_size(void);

// A number for the two colours, -1 for the terminal's own; 0 when there is none left.
int32_t kaunta_screen_pair(int32_t foreground, int32_t background);

// Puts UTF-8 text that takes `columns` cells; text that ncurses measures otherwise is drawn as question marks.
void kaunta_screen_put(
    int32_t row, int32_t column, const char *text, int32_t columns, int32_t attributes, int32_t pair);
// Sends what changed, and puts the cursor there, shown or hidden: screen readers and braille displays follow it.
void kaunta_screen_show(int32_t cursor_row, int32_t cursor_column, int32_t cursor_is_shown);
// Writes a question to a terminal that takes ECMA-48 sequences; any other gets none.
void kaunta_screen_ask(const char *question);

// What terminfo says that a key sends, by the name of its capability; NULL where it says nothing.
const char *kaunta_screen_key_bytes(const char *name);

// Gives the terminal back, stops the whole process group, and takes the terminal again once it runs on.
void kaunta_screen_suspend(void);
// Takes the terminal again after somebody else stopped and continued us.
void kaunta_screen_resume(void);

void kaunta_screen_ring(void);
void kaunta_screen_flash(void);
// Does nothing where terminfo does not tell how.
void kaunta_screen_title(const char *title);

// Sends everything written to descriptor 2 to another one; returns what undoes it, or -1.
int32_t kaunta_errors_redirect(int32_t target);
void kaunta_errors_restore(int32_t saved);

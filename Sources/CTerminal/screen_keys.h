#pragma once

// Reads keys from a pad: wgetch on the screen itself would refresh it and could show half a frame (lib_getch.c,
// recur_wrefresh), pads are exempt.
void kaunta_keys_open(const char *paste_start, const char *paste_end);
void kaunta_keys_close(void);

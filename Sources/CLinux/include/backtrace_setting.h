#pragma once

// Has Swift's runtime tell of a crash by frames of the crashed thread only, without questions, colours, registers, images
// or memory, unless somebody set SWIFT_BACKTRACE.
//
// The runtime reads it once, before main. Where it is linked into the program, this was called before that.
void kaunta_set_backtraces(void);

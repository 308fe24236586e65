#pragma once
#include "crash_restore.h"
#include "curses_screen.h"
#include "frame_bytes.h"
#include "terminal_facts.h"

#pragma once

#include "file_lock.h"
#include "make_file.h"
#include "spool_calls.h"

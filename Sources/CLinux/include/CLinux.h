#pragma once

#include "child_process.h"
#include "clocks.h"
#include "directory_watch.h"
#include "event_sources.h"
#include "file_calls.h"
#include "file_lock.h"
#include "local_socket.h"
#include "parent_death.h"
#include "process_secrecy.h"
#include "process_start.h"
#include "replace_descriptor.h"
#include "service_manager.h"

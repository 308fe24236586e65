import Files
import Glibc
import Spool
import Synchronization

/// One kind of disk call that fails.
enum DiskCall: String, CaseIterable, Sendable {
  case open, write, syncFile = "fsync of a file", syncDirectory = "fsync of a directory", rename, close, setMode, unlink
  case read

  var isSync: Bool { self == .syncFile || self == .syncDirectory }
}

/// A disk whose Nth call fails, once or from then on; armed and disarmed while a listener runs on it.
final class FaultyDisk: Sendable {
  struct Fault: Sendable {
    var call: DiskCall
    var code: Int32
    var first: Int
    var last: Int
  }

  private struct State {
    var fault: Fault?
    var seen = 0
    var failed = 0
  }

  private let state = Mutex(State())
  /// A failed sync is told as a success: the check must find that out.
  private let hidesFailedSyncs: Bool

  init(hidesFailedSyncs: Bool) { self.hidesFailedSyncs = hidesFailedSyncs }

  func arm(_ fault: Fault) { state.withLock { $0 = State(fault: fault) } }

  /// Works again; how often it failed meanwhile.
  func disarm() -> Int {
    state.withLock { state in
      defer { state = State() }
      return state.failed
    }
  }

  private func pass(_ call: DiskCall) throws(Errno) {
    let code: Int32? = state.withLock { state in
      guard let fault = state.fault, fault.call == call else { return nil }
      state.seen += 1
      guard (fault.first...fault.last).contains(state.seen) else { return nil }
      state.failed += 1
      return fault.code
    }
    guard let code else { return }
    if hidesFailedSyncs && call.isSync { return }
    throw Errno(rawValue: code)
  }

  /// The real calls behind this disk's faults.
  var calls: FileCalls {
    let real = FileCalls.real
    var calls = real
    calls.open = { (path, flags, mode) throws(Errno) in
      try self.pass(.open)
      return try real.open(path, flags, mode)
    }
    calls.write = { (descriptor, bytes) throws(Errno) in
      try self.pass(.write)
      return try real.write(descriptor, bytes)
    }
    calls.read = { (descriptor, bytes) throws(Errno) in
      try self.pass(.read)
      return try real.read(descriptor, bytes)
    }
    calls.syncFile = { (descriptor) throws(Errno) in
      try self.pass(.syncFile)
      try real.syncFile(descriptor)
    }
    calls.syncDirectory = { (descriptor) throws(Errno) in
      try self.pass(.syncDirectory)
      try real.syncDirectory(descriptor)
    }
    // As close(2) does it: the descriptor is gone even when the call fails.
    calls.close = { (descriptor) throws(Errno) in
      try real.close(descriptor)
      try self.pass(.close)
    }
    calls.setMode = { (descriptor, mode) throws(Errno) in
      try self.pass(.setMode)
      try real.setMode(descriptor, mode)
    }
    calls.renameWithoutReplacing = { (from, to) throws(Errno) in
      try self.pass(.rename)
      try real.renameWithoutReplacing(from, to)
    }
    calls.renameReplacing = { (from, to) throws(Errno) in
      try self.pass(.rename)
      try real.renameReplacing(from, to)
    }
    calls.unlink = { (path) throws(Errno) in
      try self.pass(.unlink)
      try real.unlink(path)
    }
    return calls
  }
}

/// The errors that are tried.
enum FaultCode {
  static let all: [(name: String, code: Int32)] = [
    ("EIO", EIO), ("ENOSPC", ENOSPC), ("EMFILE", EMFILE), ("EINTR", EINTR),
  ]
}

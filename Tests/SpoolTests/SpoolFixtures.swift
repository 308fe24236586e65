import Files
import Glibc
import Payments
import Synchronization
import Testing

@testable import Spool

extension SpoolDirectory {
  /// Another description of the same directory, as another process would have.
  func reopened(calls: FileCalls = .real) throws(SpoolError) -> SpoolDirectory {
    try SpoolDirectory(path: path, calls: calls)
  }

  func path(_ place: SpoolPlace, _ name: String = "") -> String {
    path + "/" + place.rawValue + (name.isEmpty ? "" : "/" + name)
  }

  func fileNames(_ place: SpoolPlace) throws -> [String] { try open(place).list().sorted() }

  func write(_ bytes: [UInt8], as fileName: String, in place: SpoolPlace = .new) throws {
    let directory = try open(place)
    directory.unlinkQuietly(fileName)
    try directory.create(fileName, bytes, mode: 0o600, durably: false)
  }
}

/// Makes a file as any program would.
func makeFile(_ path: String, _ text: String = "") throws {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
  try #require(descriptor >= 0, "\(path)")
  defer { close(descriptor) }
  try #require(write(descriptor, text, text.utf8.count) == text.utf8.count)
}

/// Makes a directory as any program would.
func makeDirectory(_ path: String, _ mode: UInt32 = 0o700) throws {
  try #require(mkdir(path, mode) == 0 && chmod(path, mode) == 0, "\(path)")
}

func payment(_ number: Int = 1) throws -> PaymentID {
  let digits = String(number, radix: 16)
  return try #require(PaymentID(hex: String(repeating: "0", count: 32 - digits.count) + digits))
}

func envelope(
  _ body: String = #"{"Body":{"stkCallback":{"ResultCode":0}}}"#, payment number: Int = 1,
  peerClass: PeerClass = .listed, arrivedWallMilliseconds: Int64 = 1_795_510_800_000
) throws -> SpoolEnvelope {
  SpoolEnvelope(
    kind: .push, paymentID: try payment(number), peerClass: peerClass, peer: "196.201.214.200", keyStatus: .active,
    arrivedWallMilliseconds: arrivedWallMilliseconds, body: Array(body.utf8))
}

func day(_ text: String = "2026-11-24") throws -> BusinessDay { try #require(BusinessDay(text: text)) }

/// Counts the calls of one kind and makes some of them fail.
final class FaultPlan: Sendable {
  private let state = Mutex((seen: 0, failed: 0))
  private let first: Int
  private let last: Int
  private let code: Int32

  /// Fails the calls from `first` to `last`, counted from 1.
  init(first: Int = 1, last: Int = .max, code: Int32) {
    self.first = first
    self.last = last
    self.code = code
  }

  var failures: Int { state.withLock { $0.failed } }

  func next() throws(Errno) {
    let fails = state.withLock { state in
      state.seen += 1
      let fails = (first...last).contains(state.seen)
      if fails { state.failed += 1 }
      return fails
    }
    if fails { throw Errno(rawValue: code) }
  }
}

extension FileCalls {
  /// The kinds of call that a delivery and a archiving make.
  enum Kind: String, CaseIterable, Sendable {
    case open, write, syncFile, syncDirectory, close, setMode, rename, unlink, read
  }

  /// The real calls, with one kind of them failing as planned, before it has done anything.
  static func failing(_ kind: Kind, _ plan: FaultPlan) -> FileCalls {
    var calls = FileCalls.real
    let real = FileCalls.real
    switch kind {
    case .open:
      calls.open = { (path, flags, mode) throws(Errno) in
        try plan.next()
        return try real.open(path, flags, mode)
      }
    case .write:
      calls.write = { (descriptor, bytes) throws(Errno) in
        try plan.next()
        return try real.write(descriptor, bytes)
      }
    case .read:
      calls.read = { (descriptor, bytes) throws(Errno) in
        try plan.next()
        return try real.read(descriptor, bytes)
      }
    case .syncFile:
      calls.syncFile = { (descriptor) throws(Errno) in
        try plan.next()
        try real.syncFile(descriptor)
      }
    case .syncDirectory:
      calls.syncDirectory = { (descriptor) throws(Errno) in
        try plan.next()
        try real.syncDirectory(descriptor)
      }
    case .close:
      // As close(2) does it: the descriptor is gone even when the call fails.
      calls.close = { (descriptor) throws(Errno) in
        try real.close(descriptor)
        try plan.next()
      }
    case .setMode:
      calls.setMode = { (descriptor, mode) throws(Errno) in
        try plan.next()
        try real.setMode(descriptor, mode)
      }
    case .rename:
      calls.renameWithoutReplacing = { (from, to) throws(Errno) in
        try plan.next()
        try real.renameWithoutReplacing(from, to)
      }
    case .unlink:
      calls.unlink = { (path) throws(Errno) in
        try plan.next()
        try real.unlink(path)
      }
    }
    return calls
  }
}

/// A count that several threads use.
final class SyncedCount: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }

  func addOne() { count.withLock { $0 += 1 } }

  /// False when nothing is left.
  func takeOne() -> Bool {
    count.withLock { count in
      if count == 0 { return false }
      count -= 1
      return true
    }
  }
}

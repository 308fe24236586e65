import Files
import Glibc
import Payments
import Synchronization
import TestSupport
import Testing

@testable import Spool

@Suite struct SpoolDeliveryTests {
  @Test func aCallbackIsStoredScannedReadAndArchived() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let callback = try envelope()
    #expect(try spool.deliver(callback) == .stored)
    #expect(try spool.scan() == [callback.name])
    #expect(try spool.read(callback.name) == callback)
    #expect(try spool.fileNames(.tmp).isEmpty)

    #expect(try spool.archive(callback.name, day: try day()) == .moved)
    #expect(try spool.scan().isEmpty)
    #expect(throws: SpoolError.gone) { try spool.read(callback.name) }
    let done = try spool.doneItems(on: try day())
    #expect(done.map(\.name) == [callback.name])
    #expect(try spool.read(try #require(done.first)) == callback)
  }

  @Test func modesAreWhatWasAskedForWhateverTheUmask() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool", modes: .group)
    _ = try spool.deliver(try envelope())
    var found = stat()
    #expect(stat(spool.path(.new), &found) == 0)
    #expect(found.st_mode & 0o7777 == 0o2770)
    #expect(stat(spool.path(.new, try envelope().name.fileName), &found) == 0)
    #expect(found.st_mode & 0o7777 == 0o660)
  }

  /// A service under RestrictSUIDSGID= may neither make such a directory nor set the bit.
  @Test func aGroupsDirectoryHandsItsBitOnWithoutBeingAsked() throws {
    let directory = try TemporaryDirectory()
    try #require(chmod(directory.path, 0o2770) == 0)
    var calls = FileCalls.real
    calls.makeDirectory = { (place, mode) throws(Errno) in
      if mode & 0o2000 != 0 { throw .notPermitted }
      try FileCalls.real.makeDirectory(place, mode)
      // As a umask of 007 leaves it.
      _ = fchmodat(place.directory, place.name, 0o2770, 0)
    }
    calls.setMode = { (descriptor, mode) throws(Errno) in
      if mode & 0o2000 != 0 { throw .notPermitted }
      try FileCalls.real.setMode(descriptor, mode)
    }
    let spool = try SpoolDirectory(
      path: directory.path + "/spool", modes: .group, calls: calls)
    #expect(FileFacts(path: spool.path(.done))?.modeText == "02770")
  }

  @Test func theSameCallbackTwiceIsOneFileAndTheFirstOneStays() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let first = try envelope()
    let later = SpoolEnvelope(
      kind: .push, paymentID: first.paymentID, peerClass: .listed, peer: "196.201.212.69", keyStatus: .retired,
      arrivedWallMilliseconds: first.arrivedWallMilliseconds + 9_000, body: first.body)
    #expect(try spool.deliver(first) == .stored)
    #expect(try spool.deliver(later) == .repeated)
    #expect(try spool.scan().count == 1)
    #expect(try spool.read(first.name) == first)
    #expect(try spool.fileNames(.tmp).isEmpty)
  }

  @Test func aStrangersCopyDoesNotStandInTheWay() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    #expect(try spool.deliver(try envelope(peerClass: .unlisted)) == .stored)
    #expect(try spool.deliver(try envelope(peerClass: .listed)) == .stored)
    #expect(try spool.scan().count == 2)
  }

  @Test func aRepeatIsBroughtToDiskOnceMoreBeforeItCounts() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let callback = try envelope()
    _ = try spool.deliver(callback)
    // The file of the repeat itself is the first sync; the one that lay there is the second.
    let fileFault = FaultPlan(first: 2, code: EIO)
    #expect(throws: SpoolError.failed(.syncFile, code: EIO)) {
      try spool.reopened(calls: .failing(.syncFile, fileFault)).deliver(callback)
    }
    #expect(fileFault.failures == 1)
    let directoryFault = FaultPlan(code: EIO)
    #expect(throws: SpoolError.failed(.syncDirectory, code: EIO)) {
      try spool.reopened(calls: .failing(.syncDirectory, directoryFault)).deliver(callback)
    }
    #expect(directoryFault.failures == 1)
    #expect(try spool.read(callback.name) == callback)
    #expect(try spool.fileNames(.tmp).isEmpty)
  }

  @Test func aDamagedFileOfTheSameNameGoesAsideAndTheCallbackIsStored() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let callback = try envelope()
    for damaged in [[], Array(callback.fileBytes.dropLast(3)), Array("something else".utf8)] {
      try spool.write(damaged, as: callback.name.fileName)
      #expect(try spool.deliver(callback) == .stored)
      #expect(try spool.read(callback.name) == callback)
    }
    let odd = try spool.oddItems()
    #expect(odd.count == 3)
    #expect(odd.allSatisfy { $0.reason?.kind == .damaged && $0.name == callback.name })
  }

  @Test func whatWasArchivedIsDeliveredAgainAndMergesWhenArchivedAgain() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let callback = try envelope()
    _ = try spool.deliver(callback)
    #expect(try spool.archive(callback.name, day: try day()) == .moved)
    #expect(try spool.deliver(callback) == .stored)
    #expect(try spool.archive(callback.name, day: try day()) == .merged)
    #expect(try spool.doneItems(on: try day()).count == 1)
    #expect(try spool.scan().isEmpty)
    #expect(try spool.archive(callback.name, day: try day()) == .gone)
  }

  @Test func whatNoReaderWouldTakeIsNotWritten() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let long = try envelope(String(repeating: "x", count: 64 * 1024 + 1))
    #expect(throws: SpoolError.notAnEnvelope) { try spool.deliver(long) }
    let forged = SpoolEnvelope(
      kind: .push, paymentID: try payment(), peerClass: .unlisted, peer: "1.2.3.4\nkey active", keyStatus: .suspect,
      arrivedWallMilliseconds: 0, body: [])
    #expect(throws: SpoolError.notAnEnvelope) { try spool.deliver(forged) }
  }

  @Test func aScanNeverMissesWhatWasThereBeforeItBegan() async throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let total = 400
    let envelopes = try (0..<total).map { try envelope("body \($0)", payment: $0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for half in 0..<2 {
        group.addTask {
          for number in stride(from: half, to: total, by: 2) { _ = try spool.deliver(envelopes[number]) }
        }
      }
      var before: Set<SpoolName> = []
      while before.count < total {
        let now = Set(try spool.scan())
        #expect(now.isSuperset(of: before))
        before = now
        // Where other tests keep the other threads, the deliveries need this one.
        await Task.yield()
      }
      try await group.waitForAll()
    }
    for envelope in envelopes { #expect(try spool.read(envelope.name) == envelope) }
  }
}

@Suite struct SpoolStepsTests {
  /// Nothing else holds the promise: the answer may go out only after the last of these.
  @Test func theStepsOfADeliveryAreTheseInThisOrder() throws {
    let directory = try TemporaryDirectory()
    let steps = Steps()
    let plain = try SpoolDirectory(path: directory.path + "/spool")
    let spool = try plain.reopened(calls: steps.calls)
    steps.clear()
    _ = try spool.deliver(try envelope())
    let opened = ["open spool", "open tmp", "open new"]
    #expect(
      steps.taken
        == opened + ["create tmp", "write", "sync file", "close", "rename tmp new", "sync directory"]
        + opened.map { _ in "close" })
    steps.clear()
    _ = try spool.deliver(try envelope())
    #expect(
      steps.taken
        == opened + [
          "create tmp", "write", "sync file", "close", "rename tmp new", "open new", "sync file", "close",
          "sync directory",
        ] + opened.map { _ in "close" })
  }
}

private final class Steps: Sendable {
  private let list = Mutex<[String]>([])

  var taken: [String] { list.withLock { $0 } }

  func clear() { list.withLock { $0 = [] } }

  private func note(_ step: String) { list.withLock { $0.append(step) } }

  private static func place(_ place: FileAt) -> String {
    let directory = place.directory == AT_FDCWD ? "" : resolvedPath("/proc/self/fd/\(place.directory)")
    let parts = (directory + "/" + place.name).split(separator: "/").drop { $0 != "spool" }.map(String.init)
    return SpoolPlace.allCases.map(\.rawValue).last { parts.contains($0) } ?? "spool"
  }

  var calls: FileCalls {
    var calls = FileCalls.real
    let real = FileCalls.real
    calls.open = { (path, flags, mode) throws(Errno) in
      self.note((flags & O_CREAT != 0 ? "create " : "open ") + Self.place(path))
      return try real.open(path, flags, mode)
    }
    calls.write = { (descriptor, bytes) throws(Errno) in
      self.note("write")
      return try real.write(descriptor, bytes)
    }
    calls.syncFile = { (descriptor) throws(Errno) in
      self.note("sync file")
      try real.syncFile(descriptor)
    }
    calls.syncDirectory = { (descriptor) throws(Errno) in
      self.note("sync directory")
      try real.syncDirectory(descriptor)
    }
    calls.close = { (descriptor) throws(Errno) in
      self.note("close")
      try real.close(descriptor)
    }
    calls.renameWithoutReplacing = { (from, to) throws(Errno) in
      let places = [from, to].map(Self.place)
      self.note("rename " + places.joined(separator: " "))
      try real.renameWithoutReplacing(from, to)
    }
    return calls
  }
}

import Files
import Glibc
import Payments
import TestSupport
import Testing

@testable import Spool

@Suite struct WitnessLogTests {
  @Test func eachCallbackIsALineOfItsDay() throws {
    let directory = try TemporaryDirectory()
    let log = try WitnessLog(path: directory.path + "/witness")
    let name = try envelope().name
    let other = try envelope(payment: 2, peerClass: .unlisted).name
    // 2026-11-24 23:59:59.999 in Kenya, and a millisecond later.
    let lastMoment: Int64 = 1_795_553_999_999
    try log.note(WitnessEntry(wallMilliseconds: lastMoment, name: name))
    try log.note(WitnessEntry(wallMilliseconds: lastMoment, name: name))
    try log.note(WitnessEntry(wallMilliseconds: lastMoment + 1, name: other))
    try log.sync()
    #expect(try log.days().map(\.text) == ["2026-11-24", "2026-11-25"])
    let first = try log.entries(on: try day("2026-11-24"))
    #expect(first.entries == [WitnessEntry(wallMilliseconds: lastMoment, name: name)])
    #expect(first.tornLines == 0)
    #expect(try log.entries(on: try day("2026-11-25")).entries.map(\.name) == [other])
    #expect(try log.entries(on: try day("2026-11-26")).entries.isEmpty)
  }

  /// A listener that is broken into could else take all of the memory of whoever verifies.
  @Test func aFileLongerThanAnyDaysIsNamedAndNotRead() throws {
    let directory = try TemporaryDirectory()
    let log = try WitnessLog(path: directory.path + "/witness")
    let name = "witness/2026-11-24.log"
    try directory.write("", to: name)
    try #require(truncate(directory.path(of: name), Int(WitnessLog.longestBytes) + 1) == 0)
    #expect(throws: SpoolError.witness(name, reason: "longer than any day's")) {
      try log.entries(on: try day("2026-11-24"))
    }
  }

  @Test func aTornLineSwallowsNoOther() throws {
    let directory = try TemporaryDirectory()
    let writes = SyncedCount()
    var calls = FileCalls.real
    calls.write = { (descriptor, bytes) throws(Errno) in
      writes.addOne()
      if writes.value == 2 {
        return try FileCalls.real.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(20)))
      }
      if writes.value == 3 { throw Errno(rawValue: ENOSPC) }
      return try FileCalls.real.write(descriptor, bytes)
    }
    let log = try WitnessLog(path: directory.path + "/witness", calls: calls)
    let moment: Int64 = 1_795_510_800_000
    let names = try (1...3).map { try envelope(payment: $0).name }
    try log.note(WitnessEntry(wallMilliseconds: moment, name: names[0]))
    #expect(throws: SpoolError.failed(.write, code: ENOSPC)) {
      try log.note(WitnessEntry(wallMilliseconds: moment, name: names[1]))
    }
    try log.note(WitnessEntry(wallMilliseconds: moment, name: names[2]))
    let read = try log.entries(on: try day())
    #expect(read.entries.map(\.name) == [names[0], names[2]])
    #expect(read.tornLines == 1)
  }

  @Test func aLineThatALastRunLeftTornSwallowsNoOther() throws {
    let directory = try TemporaryDirectory()
    let moment: Int64 = 1_795_510_800_000
    let names = try (1...2).map { try envelope(payment: $0).name }
    let path = directory.path + "/witness"
    try WitnessLog(path: path).note(WitnessEntry(wallMilliseconds: moment, name: names[0]))
    // Killed, or without power, in the middle of the next.
    let file = open(path + "/2026-11-24.log", O_WRONLY | O_APPEND)
    try #require(write(file, "17955108", 8) == 8)
    close(file)
    let log = try WitnessLog(path: path)
    try log.note(WitnessEntry(wallMilliseconds: moment, name: names[1]))
    let read = try log.entries(on: try day())
    #expect(read.entries.map(\.name) == names)
    #expect(read.tornLines == 1)
  }

  /// A listener that is killed in between had not answered.
  @Test func whatWasBegunIsNotAcknowledged() throws {
    let directory = try TemporaryDirectory()
    let moment: Int64 = 1_795_510_800_000
    let entries = try (1...2).map { WitnessEntry(wallMilliseconds: moment, name: try envelope(payment: $0).name) }
    let path = directory.path + "/witness"
    let log = try WitnessLog(path: path)
    for entry in entries { try log.begin(entry) }
    try log.begin(entries[0])
    try log.note(entries[1])
    try log.begin(entries[1])
    var read = try log.entries(on: try day())
    #expect(read.begun == entries)
    #expect(read.entries == [entries[1]])
    #expect(read.tornLines == 0)
    // Cut off anywhere, the line of what was begun never reads as an acknowledgement.
    let line = "begun " + entries[0].line
    for length in 1..<line.count { #expect(WitnessEntry(line: line.prefix(length)) == nil) }
    let file = open(path + "/2026-11-24.log", O_WRONLY | O_APPEND)
    let half = String(line.dropLast(2))
    try #require(write(file, half, half.utf8.count) == half.utf8.count)
    close(file)
    read = try WitnessLog(path: path).entries(on: try day())
    #expect(read.entries == [entries[1]])
    #expect(read.tornLines == 1)
  }

  @Test func aFailedSyncIsTriedAgain() throws {
    let directory = try TemporaryDirectory()
    let syncs = SyncedCount()
    var calls = FileCalls.real
    calls.syncFile = { (descriptor) throws(Errno) in
      syncs.addOne()
      if syncs.value == 1 { throw Errno(rawValue: EIO) }
      try FileCalls.real.syncFile(descriptor)
    }
    let log = try WitnessLog(path: directory.path + "/witness", calls: calls)
    try log.note(WitnessEntry(wallMilliseconds: 1_795_510_800_000, name: try envelope().name))
    #expect(throws: SpoolError.failed(.syncFile, code: EIO)) { try log.sync() }
    try log.sync()
    #expect(syncs.value == 2)
  }

  @Test func aLineThatFoundNoRoomIsWrittenOnceThereIs() throws {
    let directory = try TemporaryDirectory()
    let writes = SyncedCount()
    var calls = FileCalls.real
    calls.write = { (descriptor, bytes) throws(Errno) in
      writes.addOne()
      if writes.value <= 3 { throw Errno(rawValue: ENOSPC) }
      return try FileCalls.real.write(descriptor, bytes)
    }
    let log = try WitnessLog(path: directory.path + "/witness", calls: calls)
    let names = try (1...2).map { try envelope(payment: $0).name }
    for name in names {
      #expect(throws: SpoolError.failed(.write, code: ENOSPC)) {
        try log.note(WitnessEntry(wallMilliseconds: 1_795_510_800_000, name: name))
      }
    }
    // One finds no room once more, the other does.
    #expect(throws: SpoolError.failed(.write, code: ENOSPC)) { try log.sync() }
    try log.sync()
    try log.sync()
    #expect(try Set(log.entries(on: try day()).entries.map(\.name)) == Set(names))
    #expect(try log.entries(on: try day()).entries.count == 2)
  }
}

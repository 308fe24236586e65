import Files
import Glibc
import Payments
import TestSupport
import Testing

@testable import Spool

@Suite struct SpoolFaultTests {
  static let codes = [EIO, ENOSPC, EMFILE, EINTR]

  /// For each kind of call and each errno: fails the Nth, N moving until the delivery completes.
  @Test(arguments: FileCalls.Kind.allCases, codes)
  func aFailedCallIsNeverASuccessAndLeavesNothingHalf(_ kind: FileCalls.Kind, _ code: Int32) throws {
    let directory = try TemporaryDirectory()
    let plain = try SpoolDirectory(path: directory.path + "/spool")
    var number = 1
    while true {
      for isLasting in [false, true] {
        let callback = try envelope("attempt \(number) \(isLasting)")
        let plan = FaultPlan(first: number, last: isLasting && code != EINTR ? .max : number, code: code)
        do {
          let spool = try plain.reopened(calls: .failing(kind, plan))
          #expect(try spool.deliver(callback) == .stored)
          #expect(try plain.read(callback.name) == callback)
          // A sync that failed must have failed the delivery.
          if kind == .syncFile || kind == .syncDirectory { #expect(plan.failures == 0) }
        } catch {
          #expect(plan.failures > 0)
          #expect(!error.sentence.isEmpty)
          // What stands in new/ all the same is whole.
          for name in try plain.scan() where name == callback.name {
            #expect(try plain.read(name) == callback)
            #expect(kind == .syncDirectory || kind == .open || kind == .close, "left by \(kind)")
          }
        }
        if kind != .unlink { #expect(try plain.fileNames(.tmp).isEmpty) }
        // The same again without faults is a success, whatever the first try left.
        _ = try plain.deliver(callback)
        #expect(try plain.read(callback.name) == callback)
        if plan.failures == 0 { return }
      }
      number += 1
      try #require(number < 50)
    }
  }

  @Test func aFailedSyncLeavesNothingInNew() throws {
    let directory = try TemporaryDirectory()
    let plan = FaultPlan(code: EIO)
    let spool = try SpoolDirectory(path: directory.path + "/spool", calls: .failing(.syncFile, plan))
    #expect(throws: SpoolError.failed(.syncFile, code: EIO)) { try spool.deliver(try envelope()) }
    #expect(plan.failures == 1)
    #expect(try spool.fileNames(.new).isEmpty)
    #expect(try spool.fileNames(.tmp).isEmpty)
  }

  @Test func interruptedCallsAreAskedAgainButNoSyncIs() throws {
    for kind in [FileCalls.Kind.open, .write, .setMode, .rename, .close] {
      let directory = try TemporaryDirectory()
      let plain = try SpoolDirectory(path: directory.path + "/spool")
      let plan = FaultPlan(first: 1, last: 1, code: EINTR)
      #expect(try plain.reopened(calls: .failing(kind, plan)).deliver(try envelope()) == .stored, "\(kind)")
      #expect(plan.failures == 1)
    }
  }

  @Test func aShortWriteIsContinued() throws {
    let directory = try TemporaryDirectory()
    var calls = FileCalls.real
    calls.write = { (descriptor, bytes) throws(Errno) in
      try FileCalls.real.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(7)))
    }
    let spool = try SpoolDirectory(path: directory.path + "/spool", calls: calls)
    let callback = try envelope()
    #expect(try spool.deliver(callback) == .stored)
    #expect(try spool.read(callback.name) == callback)
  }

  @Test func aSpoolWhoseNewIsNoDirectoryRefusesWithASentence() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    rmdir(spool.path(.new))
    try makeFile(spool.path(.new))
    #expect(throws: SpoolError.planted("spool/new", .noDirectory)) { try spool.deliver(try envelope()) }
    #expect(try spool.fileNames(.tmp).isEmpty)
    #expect(throws: SpoolError.self) { try spool.probe() }
  }

  @Test func onAFullDiskTheReserveTakesOneCallbackAPiece() throws {
    let directory = try TemporaryDirectory()
    let plain = try SpoolDirectory(path: directory.path + "/spool")
    let reserve = SpoolReserve(plain)
    try #require(try reserve.fill() == SpoolReserve.pieces)
    var found = stat()
    #expect(stat(plain.path(.reserve, "00"), &found) == 0)
    #expect(found.st_blocks * 512 >= SpoolReserve.pieceBytes)

    // Full, until something is unlinked in reserve/: then there is room for one.
    let full = FullDisk()
    let delivery = SpoolDelivery(try plain.reopened(calls: full.calls))
    for number in 1...SpoolReserve.pieces {
      #expect(try delivery.deliver(try envelope("body \(number)")) == .stored)
      #expect(try reserve.piecesLeft() == SpoolReserve.pieces - number)
    }
    #expect(try reserve.piecesLeft() == 0)
    do {
      _ = try delivery.deliver(try envelope("one too many"))
      Issue.record("stored on a full disk")
    } catch let error as SpoolError {
      #expect(error.isOutOfSpace)
    }
    #expect(try plain.scan().count == SpoolReserve.pieces)
  }

  @Test func theReserveIsNotFilledFromTheLastSpace() throws {
    let directory = try TemporaryDirectory()
    var calls = FileCalls.real
    calls.freeBytes = { (_) throws(Errno) in SpoolReserve.pieceBytes * 8 }
    let spool = try SpoolDirectory(path: directory.path + "/spool", calls: calls)
    #expect(try SpoolReserve(spool).fill() == 0)
    #expect(try SpoolReserve(spool).release() == false)
  }

  @Test func theHeartbeatIsPublishedEvenOnAFullDiskWithoutAReserve() throws {
    let directory = try TemporaryDirectory()
    let plain = try SpoolDirectory(path: directory.path + "/spool")
    var heartbeat = Heartbeat(
      moment: Moment(wallMilliseconds: 1, bootMilliseconds: 1, bootID: "b"), processID: 1, listensOn: "127.0.0.1:1",
      publicURL: "https://shop.example", environment: "sandbox", shortCode: "174379", keyFingerprints: [])
    try plain.write(heartbeat)
    heartbeat.noteRefused(try payment(9))
    var calls = FileCalls.real
    calls.open = { (path, flags, mode) throws(Errno) in
      if flags & O_CREAT != 0 { throw Errno(rawValue: ENOSPC) }
      return try FileCalls.real.open(path, flags, mode)
    }
    let spool = try plain.reopened(calls: calls)
    try spool.write(heartbeat, reserve: SpoolReserve(spool))
    let reading = try plain.readHeartbeat(now: heartbeat.moment)
    #expect(reading == .beat(heartbeat, ageMilliseconds: 0))
  }
}

private final class FullDisk: Sendable {
  private let room = SyncedCount()

  var calls: FileCalls {
    var calls = FileCalls.real
    let room = room
    calls.write = { (descriptor, bytes) throws(Errno) in
      if !room.takeOne() { throw Errno(rawValue: ENOSPC) }
      return try FileCalls.real.write(descriptor, bytes)
    }
    calls.unlink = { (place) throws(Errno) in
      let file = resolvedPath(place.path)
      try FileCalls.real.unlink(place)
      if file.contains("/reserve/") { room.addOne() }
    }
    return calls
  }
}

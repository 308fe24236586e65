import Glibc
import Payments
import Testing

@testable import Spool

@Suite struct HeartbeatTests {
  private func heartbeat() -> Heartbeat {
    Heartbeat(
      moment: Moment(wallMilliseconds: 1_000_000, bootMilliseconds: 5_000, bootID: "boot"), processID: 42,
      listensOn: "127.0.0.1:8744", publicURL: "https://pay.example", environment: "production", shortCode: "600100",
      keyFingerprints: ["630dcd29", "01234567"])
  }

  @Test func everythingComesBack() throws {
    let directory = try TestDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    var written = heartbeat()
    written.counters.accepted = 3
    written.counters.witnessFailures = 1
    written.noteRefused(try payment(1))
    written.noteWrongTag(try payment(2))
    written.lastCallbackWallMilliseconds = 999
    written.reservePieces = 16
    written.trouble = "the disk \"is\" full"
    try spool.write(written)
    let later = Moment(wallMilliseconds: 9_999_999, bootMilliseconds: 12_500, bootID: "boot")
    #expect(try spool.readHeartbeat(now: later) == .beat(written, ageMilliseconds: 7_500))
    #expect(try spool.fileNames(.tmp).isEmpty)
  }

  @Test func itsAgeFollowsTheBootClockAndAfterAStartTheWallClock() throws {
    let directory = try TestDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    try spool.write(heartbeat())
    func age(_ moment: Moment) throws -> Int64? {
      guard case .beat(_, let age) = try spool.readHeartbeat(now: moment) else { return nil }
      return age
    }
    #expect(try age(Moment(wallMilliseconds: 0, bootMilliseconds: 5_010, bootID: "boot")) == 10)
    #expect(try age(Moment(wallMilliseconds: 1_060_000, bootMilliseconds: 1, bootID: "other")) == 60_000)
    #expect(try age(Moment(wallMilliseconds: 0, bootMilliseconds: 1, bootID: "other")) == 0)
  }

  @Test func noneAndABrokenOneAreAnswersAndNoCrash() throws {
    let directory = try TestDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let now = heartbeat().moment
    #expect(try spool.readHeartbeat(now: now) == .absent)
    let texts = ["", "{", "{}", "[1]", #"{"heartbeat":2}"#, String(heartbeat().json.dropLast(9))]
    for text in texts {
      unlink(spool.path + "/heartbeat")
      try spool.files.create(spool.path + "/heartbeat", Array(text.utf8), mode: 0o600, durably: false)
      #expect(try spool.readHeartbeat(now: now) == .broken, "\(text)")
    }
    try spool.write(heartbeat())
    #expect(try spool.readHeartbeat(now: now) == .beat(heartbeat(), ageMilliseconds: 0))
  }

  @Test func theRingsStayShortAndFullOnesFitTheFile() throws {
    var full = heartbeat()
    for number in 0..<500 {
      full.noteRefused(try payment(number))
      full.noteWrongTag(try payment(number))
    }
    full.noteRefused(try payment(450))
    #expect(full.refusedPayments.count == Heartbeat.ringLength)
    #expect(full.refusedPayments.last == (try payment(450)))
    #expect(full.wrongTagPayments.first == (try payment(500 - Heartbeat.ringLength)))
    #expect(full.json.utf8.count < SpoolDirectory.heartbeatBytes)
    full.noteStored(try payment(450))
    #expect(!full.refusedPayments.contains(try payment(450)))
  }
}

@Suite struct WitnessLogTests {
  @Test func eachCallbackIsALineOfItsDay() throws {
    let directory = try TestDirectory()
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

  @Test func aTornLineSwallowsNoOther() throws {
    let directory = try TestDirectory()
    let writes = SyncedCount()
    var calls = FileCalls.real
    calls.write = { (descriptor, bytes) throws(FileCallFailure) in
      writes.addOne()
      if writes.value == 2 {
        return try FileCalls.real.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(20)))
      }
      if writes.value == 3 { throw FileCallFailure(code: ENOSPC) }
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
}

@Suite struct StrangersAllowanceTests {
  @Test func aListedAddressIsNeverRefused() throws {
    var allowance = StrangersAllowance(copiesPerPayment: 0, bytesPerDay: 0)
    for number in 0..<100 {
      #expect(allowance.admits(try envelope("\(number)").name, lengthBytes: 16_384, day: try day()))
    }
  }

  @Test func aStrangerHasSoManyBodiesAPaymentAndRepeatsAreFree() throws {
    var allowance = StrangersAllowance(copiesPerPayment: 3)
    let names = try (0..<5).map { try envelope("\($0)", peerClass: .unlisted).name }
    #expect(
      names.map { allowance.admits($0, lengthBytes: 10, day: BusinessDay(year: 2026, month: 11, day: 24)) }
        == [true, true, true, false, false])
    #expect(allowance.admits(names[0], lengthBytes: 10, day: try day()))
    let other = try envelope(payment: 2, peerClass: .unlisted).name
    #expect(allowance.admits(other, lengthBytes: 10, day: try day()))
  }

  @Test func allStrangersTogetherHaveSoManyBytesADay() throws {
    var allowance = StrangersAllowance(bytesPerDay: 25)
    let names = try (0..<4).map { try envelope(payment: $0, peerClass: .unlisted).name }
    #expect(allowance.admits(names[0], lengthBytes: 10, day: try day()))
    #expect(allowance.admits(names[1], lengthBytes: 10, day: try day()))
    #expect(!allowance.admits(names[2], lengthBytes: 10, day: try day()))
    #expect(allowance.admits(names[3], lengthBytes: 10, day: try day("2026-11-25")))
  }

  @Test func startingAgainIsNoFreshAllowance() throws {
    let directory = try TestDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let names = try (0..<3).map { number in
      let callback = try envelope("\(number)", peerClass: .unlisted)
      _ = try spool.deliver(callback)
      return callback.name
    }
    _ = try spool.settle(names[0], day: try day())
    _ = try spool.setAside(names[1], reason: OddReason(.unparsable), wallMilliseconds: 0)
    var allowance = StrangersAllowance(copiesPerPayment: 3)
    try spool.countStrangers(into: &allowance)
    #expect(!allowance.admits(try envelope("new", peerClass: .unlisted).name, lengthBytes: 1, day: try day()))
    #expect(allowance.admits(names[2], lengthBytes: 1, day: try day()))
  }
}

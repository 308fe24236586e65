import Glibc
import Payments
import TestSupport
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
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    var written = heartbeat()
    written.counters.accepted = 3
    written.counters.witnessFailures = 1
    written.noteRefused(try payment(1))
    written.noteWrongTag(try payment(2))
    written.lastCallbackAt = Moment(wallMilliseconds: 999, bootMilliseconds: 4_900, bootID: "boot")
    written.lastUnlistedPeer = "203.0.113.7"
    written.reservePieces = 16
    written.trouble = Phrase("the disk \"is\" full", sw: "diski \"imejaa\"")
    try spool.write(written)
    let later = Moment(wallMilliseconds: 9_999_999, bootMilliseconds: 12_500, bootID: "boot")
    #expect(try spool.readHeartbeat(now: later) == .beat(written, ageMilliseconds: 7_500))
    #expect(try spool.fileNames(.tmp).isEmpty)
  }

  @Test func timesThatNoClockShowsMakeNoHeartbeat() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let now = Moment(wallMilliseconds: 1_000_000, bootMilliseconds: 5_000, bootID: "boot")
    for (wall, boot) in [(Int64.min, Int64(1)), (.max, 1), (1, .min), (1, .max)] {
      var strange = heartbeat()
      strange.moment.wallMilliseconds = wall
      strange.moment.bootMilliseconds = boot
      try spool.write(strange)
      #expect(try spool.readHeartbeat(now: now) == .broken)
    }
    var last = heartbeat()
    last.lastCallbackAt = Moment(wallMilliseconds: .min, bootMilliseconds: 1, bootID: "boot")
    try spool.write(last)
    guard case .beat(let read, _) = try spool.readHeartbeat(now: now) else {
      Issue.record("a strange last callback breaks the rest")
      return
    }
    #expect(read.lastCallbackAt == nil)
  }

  @Test func theLastCallbackOfAnOlderListenerIsAsLongAgoAsItsOwnClockSays() throws {
    var written = heartbeat()
    written.lastCallbackAt = Moment(wallMilliseconds: 997_000, bootMilliseconds: 77, bootID: "boot")
    let old = written.json.replacing(",\"last_callback_boot_ms\":77", with: "")
    #expect(old != written.json)
    let read = try #require(Heartbeat(json: Array(old.utf8)))
    #expect(read.lastCallbackAt == Moment(wallMilliseconds: 997_000, bootMilliseconds: 2_000, bootID: "boot"))
  }

  @Test func aPipeInItsPlaceIsNoHeartbeat() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    mkfifo(spool.path + "/heartbeat", 0o600)
    let now = Moment(wallMilliseconds: 1_000_000, bootMilliseconds: 5_000, bootID: "boot")
    #expect(try spool.readHeartbeat(now: now) == .broken)
    try spool.write(heartbeat())
    guard case .beat = try spool.readHeartbeat(now: now) else {
      Issue.record("the next write does not mend it")
      return
    }
  }

  @Test func itsAgeFollowsTheBootClockAndAfterAStartTheWallClock() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    try spool.write(heartbeat())
    func age(_ moment: Moment) throws -> Int64? {
      guard case .beat(_, let age) = try spool.readHeartbeat(now: moment) else { return nil }
      return age
    }
    #expect(try age(Moment(wallMilliseconds: 0, bootMilliseconds: 5_010, bootID: "boot")) == 10)
    #expect(try age(Moment(wallMilliseconds: 1_060_000, bootMilliseconds: 1, bootID: "other")) == 60_000)
    // A clock that is behind after the start must not bring a dead listener back to life.
    let behind = Moment(wallMilliseconds: 0, bootMilliseconds: 45_000, bootID: "other")
    #expect(try age(behind) == 45_000)
    #expect(try spool.readHeartbeat(now: behind).fresh == nil)
    #expect(!heartbeat().report.isFresh(at: behind))
  }

  @Test func noneAndABrokenOneAreAnswersAndNoCrash() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let now = heartbeat().moment
    #expect(try spool.readHeartbeat(now: now) == .absent)
    let texts = ["", "{", "{}", "[1]", #"{"heartbeat":2}"#, String(heartbeat().json.dropLast(9))]
    for text in texts {
      unlink(spool.path + "/heartbeat")
      try makeFile(spool.path + "/heartbeat", text)
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

  @Test func whatKeepsCallbacksFromTheShopIsNamed() {
    func fault(age: Int64 = 100, refuses: Bool = false, url: String = "https://pay.example") -> String? {
      heartbeat().fault(ageMilliseconds: age, refusesOurKey: refuses, publicURL: url)
    }
    #expect(fault() == nil)
    #expect(fault(age: ListenerPulse.freshMilliseconds - 1) == nil)
    #expect(fault(age: ListenerPulse.freshMilliseconds) != nil)
    #expect(fault(age: 31_000, refuses: true)?.hasPrefix("its last heartbeat is 31 s old") == true)
    #expect(fault(refuses: true, url: "https://other.example")?.hasPrefix("it takes other keys") == true)
    #expect(fault(url: "https://other.example")?.contains("the public address https://pay.example;") == true)
  }

  @Test func theOwnerIsToldWhatToDoAboutStrangers() {
    func words(_ peer: String?, count: Int = 2) -> String? {
      var beat = heartbeat()
      beat.counters.fromUnlistedAddresses = count
      beat.lastUnlistedPeer = peer
      return beat.wordsOnStrangers(forwardedHeader: "X-Real-IP") { $0 == "10.0.0.1" }
    }
    #expect(words("203.0.113.7", count: 0) == nil)
    #expect(words(nil)?.hasSuffix("add them") == true)
    #expect(words("unknown")?.contains("the proxy named no address") == true)
    #expect(words("203.0.113.7")?.contains("the last one from 203.0.113.7: add it there") == true)
    // Among Safaricom's addresses, one's own proxy would make whatever anybody sends a proof.
    let own = words("10.0.0.1")
    #expect(own?.contains("sent no X-Real-IP") == true && own?.contains("add it there") == false)
  }
}

import Files
import Glibc
import Payments
import Spool
import TestSupport
import Testing
import Wording

@testable import Maintenance

/// What is said of each part of a shop, and how much it matters.
@Suite struct FindingTests {
  private let now = Moment(wallMilliseconds: 1_795_510_800_000, bootMilliseconds: 900_000_000, bootID: "boot")
  private let terms = TrialTerms(
    url: "https://pay.shop.co.ke", listensOn: "127.0.0.1:8744", isOnLoopback: false, isPractice: false,
    acceptsAnyAddress: false)

  private func trial(from peer: String?, _ peerClass: PeerClass = .unlisted) throws -> TrialCallback {
    let id = PaymentID(wallMilliseconds: now.wallMilliseconds, randomHigh: 1, randomLow: 2)
    return try #require(TrialCallback(id, from: peerClass, peer, at: now))
  }

  @Test func aTrialThatCameIsWell() throws {
    let finding = Finding.trial(.answered(status: 200, stored: try trial(from: "41.90.1.2")), terms)
    #expect(finding.state == .good)
    #expect(finding.text.contains("41.90.1.2"))
  }

  @Test func a200ThatIsNotInTheSpoolIsMoneyLost() {
    let finding = Finding.trial(.answered(status: 200, stored: nil), terms)
    #expect(finding.state == .bad)
    #expect(finding.text.contains("something else takes Safaricom's answers"))
  }

  @Test func aProxyThatDoesNotSayForWhomItSpeaksIsToldUnlessTheNameIsThisMachine() throws {
    let stored = try trial(from: "127.0.0.1")
    #expect(Finding.trial(.answered(status: 200, stored: stored), terms).state == .look)
    var here = terms
    here.isOnLoopback = true
    #expect(Finding.trial(.answered(status: 200, stored: stored), here).state == .good)
  }

  @Test func aStrangerThatCountsAsSafaricomIsBad() throws {
    let stored = try trial(from: "41.90.1.2", .listed)
    #expect(Finding.trial(.answered(status: 200, stored: stored), terms).state == .bad)
  }

  @Test func whatCouldNotBeTriedIsSaidWithItsReason() {
    let finding = Finding.notLookedAt("The callback keys cannot be read.")
    #expect(finding.state == .look && finding.part == "public address")
    #expect(finding.text.hasSuffix("The callback keys cannot be read."))
  }

  @Test(arguments: [301, 403, 404, 500, 502, 503])
  func eachOtherAnswerIsBadAndHasARemedy(status: Int) {
    let finding = Finding.trial(.answered(status: status, stored: nil), terms)
    #expect(finding.state == .bad)
    #expect(finding.remedy != nil)
    #expect(finding.text.contains("https://pay.shop.co.ke"))
  }

  @Test func whatARouterMayNotAllowIsNoProofOfAFault() {
    #expect(Finding.trial(.notSent(.connectTimedOut), terms).state == .look)
    #expect(Finding.trial(.notSent(.connectionRefused), terms).state == .bad)
    #expect(Finding.trial(.notSent(.nameNotFound), terms).state == .bad)
    #expect(Finding.trial(.notSent(.certificateExpired), terms).state == .bad)
  }

  @Test(arguments: [(-1, .bad), (2, .bad), (10, .look), (60, .good)] as [(Int64, Finding.State)])
  func aCertificateIsToldBeforeItEnds(days: Int64, state: Finding.State) {
    let end = now.wallMilliseconds + days * 86_400_000
    #expect(Finding.certificate(endsWallMilliseconds: end, at: now).state == state)
  }

  @Test func aPollerThatIsStoppedKeepsAServerFromTakingPayments() {
    #expect(Finding.poller(.ended, isServer: true).state == .bad)
    #expect(Finding.poller(.never, isServer: true).state == .bad)
    #expect(Finding.poller(.died(lastTurnMilliseconds: 5_000), isServer: true).state == .bad)
    #expect(Finding.poller(.running(process: 1, lastTurnMilliseconds: 3_000), isServer: true).state == .good)
    #expect(Finding.poller(.running(process: 1, lastTurnMilliseconds: 600_000), isServer: true).state == .bad)
    // Where desks do the work, nobody promised one.
    #expect(Finding.poller(.never, isServer: false).state == .good)
    #expect(Finding.poller(.died(lastTurnMilliseconds: nil), isServer: false).state == .look)
  }

  @Test func aDiskIsToldByItsRoomAndASmallOneByItsShare() {
    func state(_ free: Int64, of total: Int64, files: Int64? = nil) -> Finding.State {
      Finding.disk(FilesystemRoom(device: 1, freeBytes: free, totalBytes: total, freeFiles: files), of: ["spool"]).state
    }
    #expect(state(40 << 30, of: 100 << 30) == .good)
    #expect(state(900 << 20, of: 100 << 30) == .look)
    #expect(state(10 << 20, of: 100 << 30) == .bad)
    #expect(state(3 << 20, of: 4 << 20) == .good)
    #expect(state(40 << 30, of: 100 << 30, files: 10) == .bad)
  }

  @Test func aBackupIsToldWhenANightWasLeftOut() {
    func state(_ hours: Int64?, isServer: Bool = true, hasPayments: Bool = true) -> Finding.State? {
      let record = hours.map { BackupRecord(wallMilliseconds: now.wallMilliseconds - $0 * 3_600_000) }
      return Finding.backup(record, isServer: isServer, hasPayments: hasPayments, at: now)?.state
    }
    #expect(state(20) == .good)
    #expect(state(31) == .look)
    #expect(state(31, isServer: false) == .good)
    #expect(state(-1) == .look, "nobody knows how old one of the future is")
    #expect(state(nil) == .look)
    #expect(state(nil, hasPayments: false) == nil)
  }

  @Test func anAccountThatIsNobodysIsNamed() {
    let finding = Finding.readers(group: "kaunta", members: ["ali", "njeri"], known: ["njeri"])
    #expect(finding.state == .look)
    #expect(finding.text.hasSuffix("no cashier and no service is: ali"))
    #expect(Finding.readers(group: "kaunta", members: ["njeri"], known: ["njeri"]).state == .good)
  }

  @Test func aPulseTellsRunningEndedAndDied() throws {
    let place = try TemporaryDirectory()
    #expect(PollerPulse.read(place.path, at: now) == .never)
    var pulse: PollerPulse? = PollerPulse(directory: place.path, mode: 0o640, process: 4_711)
    pulse?.beat(at: now)
    #expect(FileFacts(path: place.path + "/poller.lock")?.mode == 0o640, "whoever looks reads it, and writes nothing")
    let later = now.advanced(byMilliseconds: 7_000)
    #expect(PollerPulse.read(place.path, at: later) == .running(process: 4_711, lastTurnMilliseconds: 7_000))
    pulse?.beat(at: later)
    #expect(PollerPulse.read(place.path, at: later) == .running(process: 4_711, lastTurnMilliseconds: 0))
    // Its lock ends with it, however it dies.
    pulse = nil
    #expect(PollerPulse.read(place.path, at: later) == .died(lastTurnMilliseconds: 0))
    let next = PollerPulse(directory: place.path, mode: 0o640, process: 4_712)
    next.beat(at: later)
    next.end()
    #expect(PollerPulse.read(place.path, at: later) == .ended)
  }

  /// Real calls of an account that may read what lies there now, and not write it.
  private func callsOfAnotherAccount(than owner: FileFacts) -> FileCalls {
    var calls = FileCalls.real
    calls.open = { place, flags, mode throws(Errno) in
      if flags & O_RDWR != 0, FileFacts(path: place.path)?.isSameFile(as: owner) == true {
        throw Errno.permissionDenied
      }
      return try FileCalls.real.open(place, flags, mode)
    }
    return calls
  }

  @Test func aPulseTakesThePlaceOfAnotherAccountsThatEnded() throws {
    let place = try TemporaryDirectory()
    PollerPulse(directory: place.path, mode: 0o640, process: 4_711).beat(at: now)
    let foreign = try #require(FileFacts(path: place.path + "/poller.lock"))
    let pulse = PollerPulse(
      directory: place.path, mode: 0o640, process: 4_712, calls: callsOfAnotherAccount(than: foreign))
    pulse.beat(at: now)
    #expect(PollerPulse.read(place.path, at: now) == .running(process: 4_712, lastTurnMilliseconds: 0))
    pulse.beat(at: now.advanced(byMilliseconds: 9_000))
    #expect(
      PollerPulse.read(place.path, at: now.advanced(byMilliseconds: 9_000))
        == .running(process: 4_712, lastTurnMilliseconds: 0))
  }

  @Test func aPulseLeavesAnotherAccountsThatBeatsAlone() throws {
    let place = try TemporaryDirectory()
    var living: PollerPulse? = PollerPulse(directory: place.path, mode: 0o640, process: 4_711)
    living?.beat(at: now)
    let foreign = try #require(FileFacts(path: place.path + "/poller.lock"))
    let pulse = PollerPulse(
      directory: place.path, mode: 0o640, process: 4_712, calls: callsOfAnotherAccount(than: foreign))
    pulse.beat(at: now)
    #expect(PollerPulse.read(place.path, at: now) == .running(process: 4_711, lastTurnMilliseconds: 0))
    #expect(FileFacts(path: place.path + "/poller.lock")?.isSameFile(as: foreign) == true)
    living = nil
    // With the next beat it has the place.
    let later = now.advanced(byMilliseconds: 5_000)
    pulse.beat(at: later)
    #expect(PollerPulse.read(place.path, at: later) == .running(process: 4_712, lastTurnMilliseconds: 0))
  }

  @Test func aWitnessLogThatTookNotEverythingIsToldWithWhatToDo() {
    var heartbeat = Heartbeat(
      moment: now, processID: 1, listensOn: "127.0.0.1:8744", publicURL: terms.url, environment: "sandbox",
      shortCode: "174379", keyFingerprints: [])
    #expect(Finding.witness(.beat(heartbeat, ageMilliseconds: 1_000)) == nil)
    heartbeat.counters.witnessFailures = 3
    let finding = Finding.witness(.beat(heartbeat, ageMilliseconds: 1_000))
    #expect(finding?.state == .look && finding?.part == "witness")
    #expect(finding?.text.contains("3 times") == true && finding?.remedy?.contains("kaunta verify") == true)
    #expect(Finding.witness(.beat(heartbeat, ageMilliseconds: 600_000)) == nil, "its listener is gone, which is said")
    #expect(Finding.witness(.absent) == nil)
    var condition = ShopCondition(at: now, isServer: false)
    condition.heartbeat = .beat(heartbeat, ageMilliseconds: 1_000)
    #expect(condition.findings.contains { $0.part == "witness" }, "status says so too, and it is worth an alert")
  }
}

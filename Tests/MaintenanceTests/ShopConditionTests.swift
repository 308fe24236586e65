import Payments
import Spool
import Testing
import Wording

@testable import Maintenance

/// What is said of a shop of which some parts cannot be looked at, and of what lies in its spool.
@Suite struct ShopConditionTests {
  private let now = Moment(wallMilliseconds: 1_795_510_800_000, bootMilliseconds: 900_000_000, bootID: "boot")

  private func condition(isServer: Bool = false) -> ShopCondition { ShopCondition(at: now, isServer: isServer) }

  private func state(_ part: String, of condition: ShopCondition) -> Finding.State? {
    condition.findings.first { $0.part == part }?.state
  }

  private func heartbeat(url: String = "https://pay.example", trouble: Phrase? = nil) -> Heartbeat {
    var heartbeat = Heartbeat(
      moment: now, processID: 1, listensOn: "127.0.0.1:8744", publicURL: url, environment: "sandbox",
      shortCode: "174379", keyFingerprints: [])
    heartbeat.trouble = trouble
    return heartbeat
  }

  @Test func aSpoolThatCannotBeOpenedIsSaidAndNothingOfItIsTold() {
    var condition = condition()
    condition.spoolTrouble = "The spool cannot be opened."
    #expect(condition.findings.contains(Finding(.bad, "spool", "The spool cannot be opened.")))
    #expect(state("unmatched", of: condition) == nil, "nobody knows whether every callback fits")
    #expect(state("listener", of: condition) == nil, "nobody knows whether one ever ran")
    let figures = condition.metrics
    #expect(figures.contains("kaunta_up 0\n"))
    #expect(!figures.contains("kaunta_unmatched") && !figures.contains("kaunta_listener_up"))
  }

  @Test func aLedgerThatCannotBeReadHidesNeitherSpoolNorListener() {
    var condition = condition(isServer: true)
    condition.ledgerTrouble = "The ledger is locked."
    condition.unmatched = .init(count: 1)
    condition.heartbeat = .absent
    condition.poller = .ended
    let bad = condition.alarming.filter { $0.state != .good }.map(\.part)
    #expect(bad == ["ledger", "unmatched", "listener", "poller"])
    #expect(condition.metrics.contains("kaunta_up 0\n"))
    #expect(!condition.metrics.contains("kaunta_paid_today"))
  }

  /// Her desk asks for money, and every look names it.
  @Test func aDeskWhoseCashierIsShutOutIsNoGoodNews() {
    var condition = condition(isServer: true)
    let desk = Finding.strayDesk("njeri at till 1: out of the group", remedy: "End it.", isBad: false)
    condition.strayDesks = [desk]
    #expect(condition.findings.contains(desk) && condition.alarming.contains(desk))
    #expect(!StatusReport(shop: "Duka", environment: "sandbox", condition).isWell)
  }

  @Test func callbacksThatLieAreTroubleWhereSomebodyShouldIngestThem() {
    func state(_ age: Int64, isServer: Bool = true, tills: [Int] = []) -> Finding.State? {
      var condition = condition(isServer: isServer)
      condition.arrived = .init(count: 3, oldestMilliseconds: age)
      condition.openTills = tills
      return self.state("callbacks", of: condition)
    }
    #expect(state(119_000) == .good)
    #expect(state(120_000) == .bad)
    #expect(state(120_000, isServer: false) == .look, "nobody is late, and it may be money all the same")
    #expect(state(120_000, isServer: false, tills: [1]) == .bad)
    var empty = condition()
    empty.arrived = .init()
    #expect(self.state("callbacks", of: empty) == nil)
  }

  @Test func whatOnlyANewerVersionReadsIsTold() {
    var condition = condition()
    condition.newer = 1
    condition.strays = 2
    #expect(condition.alarming.filter { $0.state == .look }.map(\.part) == ["newer", "strays"])
    #expect(condition.metrics.contains("kaunta_spool_newer 1\n"))
  }

  @Test func aListenerThatLivesAndDoesNotServeThisShopIsToldByEveryLook() {
    var condition = condition()
    condition.heartbeat = .beat(heartbeat(), ageMilliseconds: 1_000)
    condition.listenerTerms = ListenerTerms(isServer: false, publicURL: "https://pay.example")
    #expect(state("listener", of: condition) == .good)
    #expect(condition.metrics.contains("kaunta_listener_serves_shop 1\n"))
    for change: (inout ListenerTerms) -> Void in [
      { $0.refusesOurKey = true }, { $0.publicURL = "https://new.example" }, { $0.keyTrouble = "no keys" },
    ] {
      var other = condition
      change(&other.listenerTerms)
      #expect(state("listener", of: other) == .bad)
      #expect(other.alarming.contains { $0.part == "listener" && $0.state == .bad })
      #expect(other.metrics.contains("kaunta_listener_serves_shop 0\n"))
    }
    condition.listenerTerms.answersAreMissing = true
    #expect(state("listener", of: condition) == .look)
    #expect(condition.metrics.contains("kaunta_answers_missing 1\n"))
    condition.heartbeat = .beat(heartbeat(trouble: Phrase("Full.", sw: "Imejaa.")), ageMilliseconds: 1_000)
    condition.listenerTerms.refusesOurKey = true
    let words = condition.findings.first { $0.part == "listener" }?.text ?? ""
    #expect(words.hasPrefix("it takes other keys") && words.contains("Full."))
    condition.heartbeat = .beat(heartbeat(), ageMilliseconds: ListenerPulse.freshMilliseconds)
    #expect(state("listener", of: condition) == .bad)
    #expect(condition.metrics.contains("kaunta_listener_up 0\n"))
  }
}

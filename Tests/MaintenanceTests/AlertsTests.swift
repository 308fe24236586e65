import Files
import Payments
import Spool
import Testing
import Wording

@testable import Maintenance

/// Each trouble is told once, until it was well again; and what is told as figures.
@Suite struct AlertsTests {
  private let now = Moment(wallMilliseconds: 1_795_510_800_000, bootMilliseconds: 900_000_000, bootID: "boot")
  private let down = Finding(.bad, "listener", "its last heartbeat is 40 s old")
  private let well = Finding(.good, "listener", "last heartbeat 3 s ago")

  private func told(_ alerts: inout Alerts, _ findings: Finding...) -> [String] {
    let news = alerts.look(at: findings)
    alerts.told(news)
    // What is kept between two looks is text.
    alerts = Alerts(parsing: alerts.text)
    return news.map(\.part)
  }

  @Test func aTroubleIsToldOnceAndAgainAfterItWasWell() {
    var alerts = Alerts()
    #expect(told(&alerts, down) == [], "the first look: it may be a service that is started anew")
    #expect(told(&alerts, down) == ["listener"])
    for _ in 0..<5 { #expect(told(&alerts, down) == []) }
    #expect(told(&alerts, well) == [])
    #expect(told(&alerts, down) == [])
    #expect(told(&alerts, down) == ["listener"])
  }

  @Test func whatIsOverBeforeTheSecondLookIsNotTold() {
    var alerts = Alerts()
    #expect(told(&alerts, down) == [])
    #expect(told(&alerts, well) == [])
    #expect(told(&alerts, down) == [])
  }

  @Test func whatBecameWorseIsToldAgain() {
    var alerts = Alerts()
    let low = Finding(.look, "disk", "ledger, spool: 900 MiB free")
    let full = Finding(.bad, "disk", "ledger, spool: 3 MiB free")
    _ = told(&alerts, low)
    #expect(told(&alerts, low) == ["disk"])
    #expect(told(&alerts, full) == ["disk"])
    #expect(told(&alerts, full) == [])
    #expect(told(&alerts, low) == [])
  }

  @Test func whoeverWasNotToldIsToldAtTheNextLook() {
    var alerts = Alerts()
    _ = alerts.look(at: [down])
    #expect(alerts.look(at: [down]) == [down])
    #expect(alerts.look(at: [down]) == [down])
  }

  @Test func anotherOfThemIsToldWhileTheFirstStillStands() {
    var alerts = Alerts()
    func unmatched(_ items: String...) -> Finding {
      var finding = Finding(.look, "unmatched", "\(items.count) kept for a person")
      finding.items = items
      return finding
    }
    _ = told(&alerts, unmatched("a"))
    #expect(told(&alerts, unmatched("a")) == ["unmatched"])
    #expect(told(&alerts, unmatched("a")) == [])
    #expect(told(&alerts, unmatched("a", "b")) == ["unmatched"], "a second one must not hide behind the first")
    #expect(told(&alerts, unmatched("a", "b")) == [])
    #expect(told(&alerts, unmatched("a")) == [], "one that was resolved is no news")
    #expect(told(&alerts, unmatched("a", "c")) == ["unmatched"])
    #expect(told(&alerts, unmatched("a", "d")) == ["unmatched"], "as many as before, and another one")
    // Whoever could not be told of it is told at the next look.
    #expect(alerts.look(at: [unmatched("a", "d", "e")]).count == 1)
    alerts = Alerts(parsing: alerts.text)
    #expect(told(&alerts, unmatched("a", "d", "e")) == ["unmatched"])
    #expect(told(&alerts, unmatched("a", "d", "e")) == [])
  }

  @Test func aSecondPaymentAlarmsOnceItHasWaitedAsLong() {
    var alerts = Alerts()
    var condition = ShopCondition(at: now, isServer: false)
    condition.today = DayTotals()
    condition.waiting = .init()
    func look(_ ages: (String, Int64)...) -> Bool {
      condition.check = .init(ages.map { .init(id: $0.0, ageMilliseconds: $0.1) })
      let news = alerts.look(at: condition.alarming)
      alerts.told(news)
      return news.contains { $0.part == "payments" }
    }
    let long = Alerts.personMilliseconds
    _ = look(("a", long))
    #expect(look(("a", long + 1)))
    #expect(!look(("a", long + 2), ("b", 1)))
    #expect(look(("a", 2 * long), ("b", long)))
    #expect(!look(("a", 2 * long), ("b", long + 1)))
    #expect(look(("a", 3 * long), ("b!", 2 * long)), "money came late to the one that was only unanswered")
  }

  @Test func twoDisksAreTwoTroubles() {
    var alerts = Alerts()
    let ledger = Finding(.bad, "disk", "ledger: 3 MiB free")
    let spool = Finding(.bad, "disk", "spool: 3 MiB free")
    _ = told(&alerts, ledger)
    #expect(told(&alerts, ledger, spool) == ["disk"])
    #expect(told(&alerts, ledger, spool) == ["disk"])
    #expect(told(&alerts, ledger, spool) == [])
  }

  @Test func aPaymentAlarmsOnlyWhenAPersonLetsItWait() {
    var condition = ShopCondition(at: now, isServer: false)
    condition.today = DayTotals()
    condition.waiting = .init()
    condition.check = .init(count: 1, oldestMilliseconds: 60_000)
    #expect(condition.findings.contains { $0.part == "payments" && $0.state == .look })
    #expect(!condition.alarming.contains { $0.part == "payments" })
    condition.check?.oldestMilliseconds = Alerts.personMilliseconds
    #expect(condition.alarming.contains { $0.part == "payments" })
  }

  @Test func figuresAreWrittenAsPrometheusReadsThem() {
    var condition = ShopCondition(at: now, isServer: true)
    condition.unmatched = .init(count: 2, oldestMilliseconds: 65_000)
    condition.heartbeat = .absent
    condition.poller = .ended
    condition.disks = [
      .init(
        room: FilesystemRoom(device: 1, freeBytes: 7, totalBytes: 9, freeFiles: nil), names: ["ledger", "a\"b\\c\nd"])
    ]
    let lines = condition.metrics.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.last == "")
    #expect(lines.contains("kaunta_unmatched 2"))
    #expect(lines.contains("kaunta_unmatched_oldest_seconds 65"))
    #expect(lines.contains("kaunta_listener_up 0"))
    #expect(lines.contains("kaunta_poller_up 0"))
    #expect(lines.contains(#"kaunta_disk_free_bytes{holds="ledger,a\"b\\c\nd"} 7"#))
    for line in lines.dropLast() where !line.hasPrefix("#") {
      let parts = line.split(separator: " ")
      #expect(parts.count == 2 && Int64(parts[1]) != nil, "\(line)")
    }
  }
}

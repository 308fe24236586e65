import CanonicalJSON
import Files
import Payments
import Spool
import Testing
import Wording

@testable import Maintenance

/// What `kaunta status` says, for a person and for a script.
@Suite struct StatusReportTests {
  private let now = Moment(wallMilliseconds: 1_795_510_800_000, bootMilliseconds: 900_000_000, bootID: "boot")

  private func report(_ change: (inout ShopCondition) -> Void = { _ in }) -> StatusReport {
    var condition = ShopCondition(at: now, isServer: false)
    change(&condition)
    return StatusReport(shop: "Duka", environment: "sandbox", condition)
  }

  @Test func whatIsNotKnownIsNull() {
    #expect(
      report().json.compactText
        == #"{"shop":"Duka","environment":"sandbox","at":"2026-11-24T12:00:00+03:00","well":true,"waiting":null,"#
        + #""check":null,"unmatched":null,"paid_today":null,"paid_today_shillings":null,"#
        + #""by_supervisor_today":null,"by_supervisor_today_shillings":null,"arrived":null,"newer":null,"#
        + #""tills_open":null,"listener":{"alive":null},"poller":{"alive":null,"by":null},"disks":[],"last_backup":null,"#
        + #""findings":[]}"#)
    #expect(report().isWell && report().lines == ["status: all is well"])
  }

  @Test func whatIsKnownIsSaid() {
    let json = JSONValue.object(
      report {
        $0.today = DayTotals()
        $0.waiting = .init(count: 2, oldestMilliseconds: 65_000)
        $0.check = .init()
        $0.arrived = .init(count: 1, oldestMilliseconds: nil)
        $0.openTills = [1, 4]
        $0.heartbeat = .absent
        $0.poller = .running(process: 7, lastTurnMilliseconds: 3_000)
        $0.disks = [
          .init(room: FilesystemRoom(device: 1, freeBytes: 7, totalBytes: 9, freeFiles: nil), names: ["ledger", "log"])
        ]
        $0.backup = BackupRecord(wallMilliseconds: now.wallMilliseconds - 60_000)
      }.json)
    #expect(json["waiting"]?.compactText == #"{"count":2,"oldest_seconds":65}"#)
    #expect(json["check"]?.compactText == #"{"count":0,"oldest_seconds":null}"#)
    #expect(json["paid_today"]?.integer == 0 && json["arrived"]?.integer == 1)
    #expect(json["tills_open"]?.compactText == "[1,4]")
    #expect(json["listener"]?.compactText == #"{"alive":false}"#)
    #expect(json["poller"]?.compactText == #"{"alive":true,"by":"service","turn_seconds":3}"#)
    #expect(json["disks"]?.compactText == #"[{"holds":["ledger","log"],"free_bytes":7,"total_bytes":9}]"#)
    #expect(json["last_backup"] == "2026-11-24T11:59:00+03:00")
    #expect(json["well"] == .some(.bool(false)))
  }

  @Test func anOpenDeskDoesThePollersWork() {
    func poller(_ reading: PollerPulse.Reading?, open: [Int]?) -> String? {
      let report = report {
        $0.poller = reading
        $0.openTills = open
      }
      return JSONValue.object(report.json)["poller"]?.compactText
    }
    #expect(poller(.ended, open: [3]) == #"{"alive":true,"by":"desk"}"#)
    #expect(poller(.died(lastTurnMilliseconds: 9), open: [3]) == #"{"alive":true,"by":"desk"}"#)
    #expect(poller(nil, open: [3]) == #"{"alive":true,"by":"desk"}"#)
    #expect(poller(.ended, open: []) == #"{"alive":false,"by":"nobody"}"#)
    #expect(poller(.ended, open: nil) == #"{"alive":null,"by":null}"#)
    #expect(poller(nil, open: []) == #"{"alive":null,"by":null}"#)
    #expect(
      poller(.running(process: 7, lastTurnMilliseconds: nil), open: [3])
        == #"{"alive":true,"by":"service","turn_seconds":null}"#)
  }

  @Test func whatIsToBeLookedAtIsCounted() {
    let report = report {
      $0.spoolTrouble = "The spool cannot be opened."
      $0.unmatched = .init(count: 1)
    }
    #expect(!report.isWell)
    #expect(report.lines.first == "BAD   spool: The spool cannot be opened.")
    #expect(report.lines.last == "status: 2 to look at; kaunta doctor says more")
  }

  @Test func aListenerIsToldByItsHeartbeat() {
    var heartbeat = Heartbeat(
      moment: now, processID: 1, listensOn: "127.0.0.1:8744", publicURL: "https://pay.example", environment: "sandbox",
      shortCode: "174379", keyFingerprints: [])
    heartbeat.trouble = Phrase("Full.", sw: "Imejaa.")
    func listener(_ age: Int64) -> String? {
      JSONValue.object(report { $0.heartbeat = .beat(heartbeat, ageMilliseconds: age) }.json)["listener"]?.compactText
    }
    #expect(listener(2_000) == #"{"alive":true,"heartbeat_seconds":2,"trouble":"Full.","witness_failures":0}"#)
    #expect(
      listener(ListenerPulse.freshMilliseconds)
        == "{\"alive\":false,\"heartbeat_seconds\":\(ListenerPulse.freshMilliseconds / 1_000),\"trouble\":\"Full.\","
        + "\"witness_failures\":0}")
  }
}

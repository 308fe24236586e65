import ArgumentParser
import CanonicalJSON
import CommandText
import Maintenance
import Payments
import Settings
import Spool
import Wording

/// `kaunta status`: how the shop is now, for its owner.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say how the shop is now: payments, unmatched callbacks, tills, services, disk.",
    discussion: """
      Quick, and asks nobody outside this machine; kaunta doctor looks at everything. Exit 0 when all is well, 1 when \
      somebody must look.
      """)

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    let settings = try homeOption.settings()
    let condition = ConditionLook(settings: settings).condition()
    let findings = condition.findings
    let toLookAt = findings.count { $0.state != .good }
    if json {
      Output.line(JSONValue.object(StatusReport(settings, condition, findings).json).compactText)
    } else {
      for finding in findings { Output.line(finding.line) }
      Output.line(
        toLookAt == 0 ? "status: all is well" : "status: \(toLookAt) to look at; kaunta doctor says more")
    }
    if toLookAt > 0 { throw ExitCode(Exit.failed) }
  }
}

/// `kaunta status --json`.
struct StatusReport {
  private let settings: ShopSettings
  private let condition: ShopCondition
  private let findings: [Finding]

  init(_ settings: ShopSettings, _ condition: ShopCondition, _ findings: [Finding]) {
    self.settings = settings
    self.condition = condition
    self.findings = findings
  }

  var json: JSONObject {
    let now = condition.at
    var object: JSONObject = [
      "shop": .string(settings.shopName), "environment": .string(settings.environment.rawValue),
      "at": .string(EastAfricaTime(wallMilliseconds: now.wallMilliseconds).rfc3339),
      "well": .bool(findings.allSatisfy { $0.state == .good }),
      "waiting": tally(condition.waiting), "check": tally(condition.check), "unmatched": tally(condition.unmatched),
      "paid_today": condition.today.map { .integer(Int64($0.paidCount)) } ?? .null,
      "paid_today_shillings": condition.today.map { .integer(Int64($0.paidShillings)) } ?? .null,
      "arrived": condition.arrived.map { .integer(Int64($0.count)) } ?? .null,
      "newer": condition.newer.map { .integer(Int64($0)) } ?? .null,
      "tills_open": condition.openTills.map { .array($0.map { .integer(Int64($0)) }) } ?? .null,
    ]
    object["listener"] = .object(listener)
    object["poller"] = .object(poller)
    object["disks"] = .array(
      condition.disks.map { disk in
        .object([
          "holds": .array(disk.names.map { .string($0) }), "free_bytes": .integer(disk.room.freeBytes),
          "total_bytes": .integer(disk.room.totalBytes),
        ])
      })
    object["last_backup"] =
      condition.backup.map { .string(EastAfricaTime(wallMilliseconds: $0.wallMilliseconds).rfc3339) } ?? .null
    object["findings"] = .array(findings.map { .object($0.json) })
    return object
  }

  private func tally(_ tally: ShopCondition.Tally?) -> JSONValue {
    guard let tally else { return .null }
    return .object([
      "count": .integer(Int64(tally.count)),
      "oldest_seconds": tally.oldestMilliseconds.map { .integer($0 / 1_000) } ?? .null,
    ])
  }

  private var listener: JSONObject {
    guard let reading = condition.heartbeat else { return ["alive": .null] }
    guard case .beat(let heartbeat, let age) = reading else { return ["alive": .bool(false)] }
    return [
      "alive": .bool(ListenerPulse.isFresh(ageMilliseconds: age)), "heartbeat_seconds": .integer(age / 1_000),
      "trouble": heartbeat.trouble.map { .string($0.english) } ?? .null,
    ]
  }

  private var poller: JSONObject {
    guard case .running(_, let turn)? = condition.poller else {
      return ["alive": condition.poller == nil ? .null : .bool(false)]
    }
    return ["alive": .bool(true), "turn_seconds": turn.map { .integer($0 / 1_000) } ?? .null]
  }
}

import CanonicalJSON
import CommandText
import Payments
import Spool
import Wording

/// What `kaunta status` says of a shop's condition.
package struct StatusReport {
  private let shop: String
  private let environment: String
  private let condition: ShopCondition
  private let findings: [Finding]

  /// A report on a shop, as it calls itself.
  package init(shop: String, environment: String, _ condition: ShopCondition) {
    self.shop = shop
    self.environment = environment
    self.condition = condition
    findings = condition.findings
  }

  /// Somebody must look at so many parts.
  private var toLookAt: Int { findings.count { $0.state != .good } }

  /// Nobody must look at anything.
  package var isWell: Bool { toLookAt == 0 }

  /// For a person.
  package var lines: [String] {
    findings.map(\.line) + [isWell ? "status: all is well" : "status: \(toLookAt) to look at; kaunta doctor says more"]
  }

  /// For a script.
  package var json: JSONObject {
    [
      "shop": .string(shop), "environment": .string(environment),
      "at": time(condition.at.wallMilliseconds), "well": .bool(isWell),
      "waiting": tally(condition.waiting), "check": tally(condition.check), "unmatched": tally(condition.unmatched),
      "paid_today": count(condition.today?.paidCount), "paid_today_shillings": count(condition.today?.paidShillings),
      "by_supervisor_today": count(condition.today?.bySupervisorCount),
      "by_supervisor_today_shillings": count(condition.today?.bySupervisorShillings),
      "arrived": count(condition.arrived?.count), "newer": count(condition.newer),
      "tills_open": condition.openTills.map { .array($0.map { .integer($0) }) } ?? .null,
      "listener": .object(listener), "poller": .object(poller), "disks": .array(condition.disks.map(disk)),
      "last_backup": condition.backup.map { time($0.wallMilliseconds) } ?? .null,
      "findings": .array(findings.map { .object($0.json) }),
    ]
  }

  private func time(_ wallMilliseconds: Int64) -> JSONValue {
    .string(EastAfricaTime(wallMilliseconds: wallMilliseconds).rfc3339)
  }

  private func count(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }

  private func tally(_ tally: ShopCondition.Tally?) -> JSONValue {
    guard let tally else { return .null }
    return .object([
      "count": .integer(tally.count),
      "oldest_seconds": tally.oldestMilliseconds.map { .integer($0 / 1_000) } ?? .null,
    ])
  }

  private func disk(_ disk: ShopCondition.Disk) -> JSONValue {
    .object([
      "holds": .array(disk.names.map { .string($0) }), "free_bytes": .integer(disk.room.freeBytes),
      "total_bytes": .integer(disk.room.totalBytes),
    ])
  }

  private var listener: JSONObject {
    guard let reading = condition.heartbeat else { return ["alive": .null] }
    guard case .beat(let heartbeat, let age) = reading else { return ["alive": .bool(false)] }
    return [
      "alive": .bool(ListenerPulse.isFresh(ageMilliseconds: age)), "heartbeat_seconds": .integer(age / 1_000),
      "trouble": heartbeat.trouble.map { .string($0.english) } ?? .null,
      "witness_failures": .integer(heartbeat.counters.witnessFailures),
    ]
  }

  /// Whoever ingests and asks now: the service, or a desk that is open.
  private var poller: JSONObject {
    if case .running(_, let turn)? = condition.poller {
      return ["alive": .bool(true), "by": "service", "turn_seconds": turn.map { .integer($0 / 1_000) } ?? .null]
    }
    if condition.openTills?.isEmpty == false { return ["alive": .bool(true), "by": "desk"] }
    // One of the two that cannot be looked at may do it.
    if condition.poller == nil || condition.openTills == nil { return ["alive": .null, "by": .null] }
    return ["alive": .bool(false), "by": "nobody"]
  }
}

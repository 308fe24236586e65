import CanonicalJSON
import Files
import Payments
import Wording

/// What is known of one till, as `kaunta tills` tells it.
package struct TillReport: Sendable, Equatable {
  enum State: Sendable, Equatable {
    case closed
    /// A desk that answers; the account that has it.
    case open(account: String, process: Int32, DeskFacts)
    /// A desk that does not: whose it is by the kernel, where somebody listens at all, and by the lock's file.
    case silent(account: String?, process: Int32?, name: String)
  }

  let till: Till
  /// Whom the owner's map gives it to.
  let givenTo: [String]
  let state: State

  /// All tills at which a desk is open or that were given to somebody, in their order.
  package static func all(
    at place: some TillPlace, given: [(till: Till, account: String)], nameOfAccount: (UInt32) -> String
  ) throws(FileError) -> [TillReport] {
    let had = try place.tills()
    let tills = Set(had + given.map(\.till)).sorted { $0.number < $1.number }
    var reports: [TillReport] = []
    for till in tills {
      let givenTo = given.filter { $0.till == till }.map(\.account)
      let report = TillReport(till: till, givenTo: givenTo, state: try state(of: till, at: place, nameOfAccount))
      if report.state != .closed || !givenTo.isEmpty { reports.append(report) }
    }
    return reports
  }

  private static func state(
    of till: Till, at place: some TillPlace, _ nameOfAccount: (UInt32) -> String
  ) throws(FileError) -> State {
    let visit = place.visit(till)
    let account = visit.map { nameOfAccount($0.holder.userID) }
    // Most desks answer: their locks are left alone.
    if let visit, let account, let told = visit.facts() {
      return .open(account: account, process: visit.holder.process, told.facts)
    }
    guard let name = try place.holder(of: till) else { return .closed }
    return .silent(account: account, process: visit?.holder.process, name: name)
  }

  /// For a person.
  package var line: String {
    let given = givenTo.isEmpty ? "" : "  (given to \(givenTo.joined(separator: ", ")))"
    switch state {
    case .closed: return "till \(till.number)  closed" + given
    case .open(let account, _, let facts):
      let who = account == facts.cashier ? account : "\(facts.cashier) (account \(account))"
      let since = EastAfricaTime(wallMilliseconds: facts.openedWallMilliseconds)
      return "till \(till.number)  \(who)  since \(since.businessDay.text) \(since.hourAndMinute)  last key "
        + "\(spanWords(milliseconds: facts.idleMilliseconds).english) ago  \(facts.waiting) waiting" + given
    case .silent(let account?, let process?, _):
      return "till \(till.number)  \(account), process \(process)  does not answer" + given
    case .silent(_, _, let name): return "till \(till.number)  \(name)  does not answer" + given
    }
  }

  /// For a script.
  package var json: JSONObject {
    var object: JSONObject = ["till": .integer(till.number)]
    switch state {
    case .closed: object["state"] = "closed"
    case .open(let account, let process, let facts): object.set(Self.open(account, process, facts))
    case .silent(let account, let process, _): object.set(Self.open(account, process, nil))
    }
    object["given_to"] = .array(givenTo.map(JSONValue.string))
    return object
  }

  private static func open(_ account: String?, _ process: Int32?, _ facts: DeskFacts?) -> JSONObject {
    [
      "state": facts == nil ? "silent" : "open", "account": account.map { .string($0) } ?? .null,
      "process": process.map { .integer($0) } ?? .null, "cashier": facts.map { .string($0.cashier) } ?? .null,
      "since": facts.map { .string(EastAfricaTime(wallMilliseconds: $0.openedWallMilliseconds).rfc3339) } ?? .null,
      "idle_seconds": facts.map { .integer($0.idleMilliseconds / 1_000) } ?? .null,
      "waiting": facts.map { .integer($0.waiting) } ?? .null,
    ]
  }
}

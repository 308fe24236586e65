import ArgumentParser
import CanonicalJSON
import CommandText
import Files
import Glibc
import Payments
import Settings
import Tills
import Wording

/// `kaunta tills`: who is where, and the end of a desk in words.
struct TillsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tills", abstract: "Say who sits at which till; or close desks, before an upgrade say.",
    discussion: """
      With --close the desk tells its cashier what happens and when, and ends then; what waits is not lost. Only root, \
      the owner of the home, and the account that has the desk may do that.
      """)

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "One JSON object a line.")
  var json = false

  @Option(
    name: .long, help: ArgumentHelp("Close the desk of this till; more than once for several, or all.", valueName: "N"))
  var close: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("How long its cashier has; \(usualSeconds), unless said.", valueName: "SECONDS"))
  var within: Int?

  private static let usualSeconds = 60

  func run() throws {
    guard close.isEmpty || (0...DoorQuestion.longestSeconds).contains(within ?? Self.usualSeconds) else {
      throw fail("--within takes seconds, 0 to \(DoorQuestion.longestSeconds).", Exit.usage)
    }
    if close.isEmpty, within != nil { throw fail("--within goes with --close.", Exit.usage) }
    let settings = try homeOption.settings()
    let locks: Directory<FileError>
    do throws(FileError) { locks = try settings.home.openLocks() } catch {
      throw fail("\(settings.home.locksDirectory) cannot be read: \(error.words).", Exit.notWritable)
    }
    if close.isEmpty {
      try list(settings, locks)
    } else {
      try closeDesks(settings, locks)
    }
  }

  private func list(_ settings: ShopSettings, _ locks: Directory<FileError>) throws {
    let cashiers = try Cashiers.read(settings.home)
    let given = cashiers.tills.map(\.till)
    let had = try told { () throws(FileError) in try TillLock.tills(in: locks) }
    var reports: [TillReport] = []
    for till in (had + given.filter { !had.contains($0) }).sorted(by: { $0.number < $1.number }) {
      let givenTo = cashiers.tills.filter { $0.till == till }.map(\.account)
      let report = try told { () throws(FileError) in try TillReport(till, in: locks, givenTo: givenTo) }
      if report.isOpen || !givenTo.isEmpty { reports.append(report) }
    }
    for report in reports { Output.line(json ? JSONValue.object(report.json).compactText : report.line) }
    if reports.isEmpty, !json { Output.line("No desk is open.") }
  }

  private func closeDesks(_ settings: ShopSettings, _ locks: Directory<FileError>) throws {
    let had = try told { () throws(FileError) in try TillLock.tills(in: locks) }
    let wanted: [Till]
    if close.contains("all") {
      wanted = had
    } else {
      wanted = try close.map { text in
        guard let number = Int(text), number > 0, let till = Till(number) else {
          throw fail("--close takes a till's number, 1 to 999, or all.", Exit.usage)
        }
        return till
      }
    }
    var open: [Till] = []
    for till in wanted {
      let isFree = try told { () throws(FileError) in try TillLock.isFree(till, in: locks) }
      if !isFree { open.append(till) }
    }
    for till in wanted where !open.contains(till) && !close.contains("all") { tell(.wasNotOpen(till)) }
    if open.isEmpty, close.contains("all"), !json { Output.line("No desk is open.") }
    var closings = open.map { DeskClosing($0, in: locks, withinSeconds: within ?? Self.usualSeconds) }
    var remains = false
    while !closings.isEmpty {
      for index in closings.indices.reversed() {
        guard let end = try told({ () throws(FileError) in try closings[index].turn() }) else { continue }
        closings.remove(at: index)
        tell(end)
        if case .stillOpen = end { remains = true }
      }
      if !closings.isEmpty { poll(nil, 0, 100) }
    }
    try tellWhatWaits(settings, at: open)
    if remains { throw ExitCode(Exit.failed) }
  }

  private func tell(_ end: DeskClosing.End) {
    Output.line(json ? JSONValue.object(end.json).compactText : end.line)
  }

  /// No payment is lost with its desk: each that waits is named.
  private func tellWhatWaits(_ settings: ShopSettings, at tills: [Till]) throws {
    if json || tills.isEmpty { return }
    let books = try OpenBooks(settings)
    let waiting = try books.ledger.openPayments().filter { $0.isWaiting && tills.contains($0.till) }
    if waiting.isEmpty { return }
    Output.line("These wait for their answer; the poller asks, and the next desk shows them:")
    let now = books.clock.now()
    for payment in waiting { Output.line("  " + PaymentReport(payment: payment, now: now).line) }
  }

  private func told<Value>(_ work: () throws(FileError) -> Value) throws -> Value {
    do throws(FileError) { return try work() } catch {
      throw fail("the tills' locks cannot be read: \(error.words).", Exit.notWritable)
    }
  }
}

/// What is known of one till.
struct TillReport {
  private enum State {
    case closed
    /// The holder's name in the file, and what the desk tells.
    case open(name: String, LocalPeer?, DeskFacts?)
  }

  private let till: Till
  private let givenTo: [String]
  private let state: State

  init(_ till: Till, in locks: Directory<FileError>, givenTo: [String]) throws(FileError) {
    self.till = till
    self.givenTo = givenTo
    // Most desks answer: their locks are left alone.
    let visit = DoorVisit(at: till, in: locks)
    if let visit, let told = visit.facts(waitMilliseconds: 2_000) {
      state = .open(name: "", visit.holder, told.facts)
    } else if let name = try TillLock.holder(of: till, in: locks) {
      state = .open(name: name, visit?.holder, nil)
    } else {
      state = .closed
    }
  }

  var isOpen: Bool { if case .open = state { true } else { false } }

  var line: String {
    let given = givenTo.isEmpty ? "" : "  (given to \(givenTo.joined(separator: ", ")))"
    switch state {
    case .closed: return "till \(till.number)  closed" + given
    case .open(_, let peer?, let facts?):
      let account = accountName(peer.userID)
      let who = account == facts.cashier ? account : "\(facts.cashier) (account \(account))"
      let since = EastAfricaTime(wallMilliseconds: facts.openedWallMilliseconds)
      return "till \(till.number)  \(who)  since \(since.businessDay.text) \(since.hourAndMinute)  last key "
        + "\(spanWords(milliseconds: facts.idleMilliseconds).english) ago  \(facts.waiting) waiting" + given
    case .open(let name, let peer, _):
      let who = peer.map { "\(accountName($0.userID)), process \($0.process)" } ?? name
      return "till \(till.number)  \(who)  does not answer" + given
    }
  }

  var json: JSONObject {
    var object: JSONObject = ["till": .integer(till.number), "state": "closed"]
    if case .open(_, let peer, let facts) = state {
      object["state"] = facts == nil ? "silent" : "open"
      object["account"] = peer.map { .string(accountName($0.userID)) } ?? .null
      object["process"] = peer.map { .integer($0.process) } ?? .null
      object["cashier"] = facts.map { .string($0.cashier) } ?? .null
      object["since"] =
        facts.map { .string(EastAfricaTime(wallMilliseconds: $0.openedWallMilliseconds).rfc3339) } ?? .null
      object["idle_seconds"] = facts.map { .integer($0.idleMilliseconds / 1_000) } ?? .null
      object["waiting"] = facts.map { .integer($0.waiting) } ?? .null
    }
    object["given_to"] = .array(givenTo.map(JSONValue.string))
    return object
  }
}

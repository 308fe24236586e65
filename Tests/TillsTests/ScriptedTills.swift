import Files
import Payments
import Tills

/// Tills in memory, whose desks do what a story says.
final class ScriptedTills: TillPlace {
  /// A desk that has a till.
  final class Desk: DeskVisit {
    let holder: LocalPeer
    /// What it is doing, where it answers.
    var told: (facts: DeskFacts, takeOver: TillRights.Answer)?
    var answers: [DoorVisit.Heard] = []
    /// What was asked of it and done to it, in order.
    var log: [String] = []
    /// Whether the operating system lets this account signal it.
    var maySignal = true

    init(account: UInt32 = 1_001, process: Int32 = 42) { holder = LocalPeer(userID: account, process: process) }

    func facts() -> (facts: DeskFacts, takeOver: TillRights.Answer)? { told }
    func ask(_ question: DoorQuestion) -> Bool {
      log.append("\(question)")
      return true
    }
    func hear() -> DoorVisit.Heard { answers.isEmpty ? .nothing : answers.removeFirst() }
    func end(by force: DoorVisit.Force) -> Bool {
      log.append("\(force)")
      return maySignal
    }
  }

  /// Who holds which lock, by the name in its file.
  var holders: [Till: String] = [:]
  var desks: [Till: Desk] = [:]
  var had: [Till] = []
  var failure: FileError?

  func tills() throws(FileError) -> [Till] {
    if let failure { throw failure }
    return had
  }

  func holder(of till: Till) throws(FileError) -> String? {
    if let failure { throw failure }
    return holders[till]
  }

  func take(_ till: Till) throws(FileError) -> Taken<String> {
    if let failure { throw failure }
    if let holder = holders[till] { return .taken(holder: holder) }
    return .ours("lock of till \(till.number)")
  }

  func visit(_ till: Till) -> Desk? { desks[till] }

  /// A desk sits at a till.
  @discardableResult
  func open(
    _ till: Till, account: UInt32 = 1_001, process: Int32 = 42, name: String = "njeri, process 42", hasDoor: Bool = true
  ) -> Desk {
    holders[till] = name
    let desk = Desk(account: account, process: process)
    if hasDoor { desks[till] = desk }
    if !had.contains(till) { had.append(till) }
    return desk
  }
}

extension DeskFacts {
  static let example = DeskFacts(
    cashier: "njeri", openedWallMilliseconds: 1_795_518_120_000, idleMilliseconds: 130_000, waiting: 2)
}

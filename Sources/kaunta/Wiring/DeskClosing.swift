import CanonicalJSON
import Files
import Payments
import Settings
import Terminal
import Tills

/// One desk that is being closed, a turn at a time.
struct DeskClosing {
  /// What became of it.
  enum End {
    case wasNotOpen(Till)
    case closed(Till, account: String?, DeskEnding.Means, afterSeconds: Int64, waiting: Int?)
    case stillOpen(Till, account: String?, why: Why)
  }

  /// Why a desk is still open.
  enum Why: String {
    /// This account may not close it.
    case notAllowed = "not-allowed"
    /// It does not answer, and this account may not signal it, or that did not help.
    case silent
    /// It has no door, which an older version has not.
    case noDoor = "no-door"
  }

  private let till: Till
  private let locks: Directory<FileError>
  private let visit: DoorVisit?
  private let askedAt = BootClock.nowMilliseconds
  private var ending: DeskEnding
  private var waiting: Int?
  private var refused = false

  /// Asks for the end of a till's desk.
  init(_ till: Till, in locks: Directory<FileError>, withinSeconds: Int) {
    self.till = till
    self.locks = locks
    visit = DoorVisit(at: till, in: locks)
    ending = DeskEnding(askedAt: askedAt)
    _ = visit?.ask(.close(withinSeconds: withinSeconds))
  }

  private var account: String? { visit.map { accountName($0.holder.userID) } }

  /// Looks how far it is; nil while it goes on.
  mutating func turn() throws(FileError) -> End? {
    let now = BootClock.nowMilliseconds
    hear(at: now)
    guard let visit else {
      return try TillLock.isFree(till, in: locks) ? closed(at: now) : .stillOpen(till, account: nil, why: .noDoor)
    }
    if refused { return .stillOpen(till, account: account, why: .notAllowed) }
    if try TillLock.isFree(till, in: locks) { return closed(at: now) }
    switch ending.step(at: now) {
    case .wait: return nil
    case .terminate: return visit.end(by: .terminate) ? nil : try gone(at: now)
    case .kill: return visit.end(by: .kill) ? nil : try gone(at: now)
    case .giveUp: return .stillOpen(till, account: account, why: .silent)
    }
  }

  private func gone(at now: Int64) throws(FileError) -> End? {
    try TillLock.isFree(till, in: locks) ? closed(at: now) : .stillOpen(till, account: account, why: .silent)
  }

  private func closed(at now: Int64) -> End {
    .closed(till, account: account, ending.means, afterSeconds: (now - askedAt) / 1_000, waiting: waiting)
  }

  private mutating func hear(at now: Int64) {
    guard let visit else { return }
    while case .answer(let answer) = visit.hear() {
      switch answer {
      case .ends(let seconds): ending.promised(inMilliseconds: Int64(seconds) * 1_000, at: now)
      case .ended(let left): waiting = left
      case .refused: refused = true
      case .facts: break
      }
    }
  }
}

extension DeskClosing.End {
  /// For a person.
  var line: String {
    switch self {
    case .wasNotOpen(let till): return "till \(till.number)  was not open"
    case .closed(let till, let account, let means, let seconds, let waiting):
      let how =
        switch means {
        case .asked: "closed after \(seconds) s"
        case .signal: "did not answer; ended by a signal after \(seconds) s"
        case .force: "did not answer; ended by force after \(seconds) s"
        }
      let left = waiting.map { $0 == 0 ? "; nothing waits" : $0 == 1 ? "; 1 payment waits" : "; \($0) payments wait" }
      return "till \(till.number)  \(account ?? "")  \(how)\(left ?? "")"
    case .stillOpen(let till, let account, let why):
      let words =
        switch why {
        case .notAllowed: "is still open: only root, the home's owner and its own account may close it"
        case .silent: "is still open: it does not answer, and its process could not be ended. Try it as root"
        case .noDoor: "is still open: it cannot be asked. Close it there"
        }
      return "till \(till.number)  \(account.map { $0 + "  " } ?? "")\(words)"
    }
  }

  /// For a script.
  var json: JSONObject {
    switch self {
    case .wasNotOpen(let till): return ["till": .integer(till.number), "end": "was-not-open"]
    case .closed(let till, let account, let means, let seconds, let waiting):
      return [
        "till": .integer(till.number), "end": "closed", "account": account.map { .string($0) } ?? .null,
        "by": .string(means.rawValue), "after_seconds": .integer(seconds),
        "waiting": waiting.map { .integer($0) } ?? .null,
      ]
    case .stillOpen(let till, let account, let why):
      return [
        "till": .integer(till.number), "end": "still-open", "account": account.map { .string($0) } ?? .null,
        "why": .string(why.rawValue),
      ]
    }
  }
}

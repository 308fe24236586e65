import CanonicalJSON
import Payments

/// What became of a desk that was to be closed.
package enum ClosingEnd: Sendable, Equatable {
  case wasNotOpen(Till)
  case closed(Till, account: String?, DeskEnding.Means, afterSeconds: Int64, waiting: Int?)
  case stillOpen(Till, account: String?, why: Why)

  /// Why a desk is still open.
  package enum Why: String, Sendable {
    /// This account may not close it.
    case notAllowed = "not-allowed"
    /// It does not answer, and this account may not signal it, or that did not help.
    case silent
    /// It has no door, which an older version has not.
    case noDoor = "no-door"
  }

  /// For a person.
  package var line: String {
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
        case .silent: "is still open: it does not answer, and its process could not be ended. Only root can end any"
        case .noDoor: "is still open: it cannot be asked. Close it there"
        }
      return "till \(till.number)  \(account.map { $0 + "  " } ?? "")\(words)"
    }
  }

  /// For a script.
  package var json: JSONObject {
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

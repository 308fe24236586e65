import CanonicalJSON
import Payments

/// What is asked of a running desk at its door.
package enum DoorQuestion: Sendable, Equatable {
  /// Who are you, and what are you doing?
  case facts
  /// End now: the same person goes on with this till elsewhere.
  case takeOver
  /// Say to the cashier that the desk ends in so many seconds, and end then.
  case close(withinSeconds: Int)

  /// The longest time that may be given.
  package static let longestSeconds = 3_600

  /// As it is sent.
  package var text: String {
    let object: JSONObject =
      switch self {
      case .facts: ["ask": "facts"]
      case .takeOver: ["ask": "take-over"]
      case .close(let seconds): ["ask": "close", "within_seconds": .integer(seconds)]
      }
    return JSONValue.object(object).compactText
  }

  /// As it came; nil for what no desk of this version understands.
  package init?(_ text: String) {
    guard let value = try? JSONValue(parsing: text), let ask = value["ask"]?.string else { return nil }
    switch ask {
    case "facts": self = .facts
    case "take-over": self = .takeOver
    case "close":
      guard let seconds = value["within_seconds"]?.integer, (0...Self.longestSeconds).contains(Int(seconds)) else {
        return nil
      }
      self = .close(withinSeconds: Int(seconds))
    default: return nil
    }
  }
}

/// What a desk tells of itself at its door.
package struct DeskFacts: Sendable, Equatable {
  /// Who works at it.
  package var cashier: String
  /// When it was opened, by the wall clock.
  package var openedWallMilliseconds: Int64
  /// How long nobody has pressed a key.
  package var idleMilliseconds: Int64
  /// Payments of this till whose answer is still to come.
  package var waiting: Int

  /// What a desk tells.
  package init(cashier: String, openedWallMilliseconds: Int64, idleMilliseconds: Int64, waiting: Int) {
    self.cashier = cashier
    self.openedWallMilliseconds = openedWallMilliseconds
    self.idleMilliseconds = idleMilliseconds
    self.waiting = waiting
  }
}

/// What a desk answers at its door.
package enum DoorAnswer: Sendable, Equatable {
  /// What it is doing, and whether the asker may take it over.
  case facts(DeskFacts, takeOver: TillRights.Answer)
  /// It ends in so many seconds at the latest.
  case ends(inSeconds: Int)
  /// It has ended; so many payments of its till still wait for an answer.
  case ended(waiting: Int)
  /// The asker may not.
  case refused(TillRights.Answer)

  /// As it is sent.
  package var text: String {
    let object: JSONObject =
      switch self {
      case .facts(let facts, let takeOver):
        [
          "cashier": .string(facts.cashier), "opened": .integer(facts.openedWallMilliseconds),
          "idle": .integer(facts.idleMilliseconds), "waiting": .integer(facts.waiting),
          "take_over": .string(takeOver.word),
        ]
      case .ends(let seconds): ["ends_in_seconds": .integer(seconds)]
      case .ended(let waiting): ["ended": .bool(true), "waiting": .integer(waiting)]
      case .refused(let answer): ["refused": .string(answer.word)]
      }
    return JSONValue.object(object).compactText
  }

  /// As it came; nil for what this version does not understand.
  package init?(_ text: String) {
    guard let value = try? JSONValue(parsing: text) else { return nil }
    if let seconds = value["ends_in_seconds"]?.integer {
      self = .ends(inSeconds: Int(seconds))
    } else if value["ended"] != nil {
      self = .ended(waiting: value["waiting"]?.integer.map { Int($0) } ?? 0)
    } else if let word = value["refused"]?.string {
      self = .refused(TillRights.Answer(word: word))
    } else if let cashier = value["cashier"]?.string, let opened = value["opened"]?.integer,
      let idle = value["idle"]?.integer, let waiting = value["waiting"]?.integer
    {
      self = .facts(
        DeskFacts(
          cashier: cashier, openedWallMilliseconds: opened, idleMilliseconds: idle, waiting: Int(waiting)),
        takeOver: TillRights.Answer(word: value["take_over"]?.string ?? ""))
    } else {
      return nil
    }
  }
}

extension TillRights.Answer {
  fileprivate var word: String {
    switch self {
    case .yes: "yes"
    case .anothers: "anothers"
    case .inUse: "in-use"
    }
  }

  /// What is not understood is no yes.
  fileprivate init(word: String) {
    self = word == "yes" ? .yes : word == "in-use" ? .inUse : .anothers
  }
}

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

  /// As it came; nil for what this version does not understand, and for what no desk can mean.
  ///
  /// An account of the group that has a shell can lay something in the door's place, and root reads what it says.
  package init?(_ text: String) {
    guard let value = try? JSONValue(parsing: text) else { return nil }
    func number(_ name: String, upTo most: Int64) -> Int64? {
      value[name]?.integer.flatMap { (0...most).contains($0) ? $0 : nil }
    }
    if value["ends_in_seconds"] != nil {
      guard let seconds = number("ends_in_seconds", upTo: Int64(DoorQuestion.longestSeconds)) else { return nil }
      self = .ends(inSeconds: Int(seconds))
    } else if value["ended"] != nil {
      self = .ended(waiting: number("waiting", upTo: Self.mostWaiting).map { Int($0) } ?? 0)
    } else if let word = value["refused"]?.string {
      self = .refused(TillRights.Answer(word: word))
    } else if let cashier = value["cashier"]?.string, let opened = number("opened", upTo: Self.lastWallMilliseconds),
      let idle = number("idle", upTo: Self.lastWallMilliseconds),
      let waiting = number("waiting", upTo: Self.mostWaiting)
    {
      self = .facts(
        DeskFacts(
          cashier: PersonsWords.visible(cashier.prefix(64)), openedWallMilliseconds: opened, idleMilliseconds: idle,
          waiting: Int(waiting)),
        takeOver: TillRights.Answer(word: value["take_over"]?.string ?? ""))
    } else {
      return nil
    }
  }
}

extension DoorAnswer {
  private static let mostWaiting: Int64 = 1_000_000
  /// The end of the year 9999.
  private static let lastWallMilliseconds: Int64 = 253_402_300_799_000
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

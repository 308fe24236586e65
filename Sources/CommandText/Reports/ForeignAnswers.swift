import Payments

/// Answers that nobody here knew what to make of, and refusals, each kind once: their words may tell the owner, or
/// Safaricom's support.
package struct ForeignAnswers {
  /// How far back they are looked for.
  package static let milliseconds: Int64 = 7 * 86_400_000
  /// In how many payments they are looked for.
  package static let mostPayments = 500
  private static let mostTold = 8

  private struct Kind {
    let words: String
    let isUnderstood: Bool
    var count = 1
  }

  private var kinds: [Kind] = []
  private var places: [String: Int] = [:]

  /// None yet.
  package init() {}

  /// Takes what a piece of evidence says in others' words.
  package mutating func take(_ evidence: Evidence) {
    guard let words = evidence.foreignWords else { return }
    if let place = places[words] {
      kinds[place].count += 1
    } else {
      places[words] = kinds.count
      let isUnderstood = if case .refused = evidence { true } else { false }
      kinds.append(Kind(words: words, isUnderstood: isUnderstood))
    }
  }

  /// A line a kind; what nobody understood first, since what was refused is said at each payment too.
  package var words: [String] {
    let told = kinds.filter { !$0.isUnderstood } + kinds.filter(\.isUnderstood)
    let lines = told.prefix(Self.mostTold).map { kind in
      let times = kind.count == 1 ? "once" : "\(kind.count) times"
      return "\(kind.isUnderstood ? "refused" : "not understood"), \(times) in seven days; \(kind.words)"
    }
    let others = told.count - Self.mostTold
    return lines + (others > 0 ? ["\(others) others; look with kaunta payment"] : [])
  }
}

import PaymentLaws

/// Everything that a simulated shop draws comes from one of these, so that a seed is a whole world.
extension SeededGenerator {
  /// A whole number from 0 up to, but not including, `bound`.
  package mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number of milliseconds within a range, its ends included.
  package mutating func milliseconds(_ range: ClosedRange<Int64>) -> Int64 {
    range.lowerBound + Int64(below(Int(range.upperBound - range.lowerBound) + 1))
  }

  /// True so many times in a thousand.
  package mutating func happens(perThousand: Int) -> Bool { below(1000) < perThousand }

  /// One of several; there must be one.
  package mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    precondition(!choices.isEmpty, "nothing to pick from")
    return choices[below(choices.count)]
  }

  /// A generator of its own, so that one part of a world can draw more without changing what another draws.
  package mutating func fork() -> SeededGenerator { SeededGenerator(seed: next()) }
}

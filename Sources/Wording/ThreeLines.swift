import Payments

/// The three lines of trouble: what happened; what it means for the money; what to do now.
package struct ThreeLines: Sendable, Hashable {
  /// What happened.
  package let happened: Phrase
  /// What it means for the money.
  package let money: Phrase
  /// What to do now.
  package let action: Phrase

  /// The lines.
  package init(happened: Phrase, money: Phrase, action: Phrase) {
    self.happened = happened
    self.money = money
    self.action = action
  }

  /// All three as one text.
  package var sentence: Phrase { [happened, money, action].joined(separator: " ") }
}

/// The three lines of trouble: what happened; what it means for the money; what to do now.
public struct ThreeLines: Sendable, Hashable {
  /// What happened.
  public let happened: Phrase
  /// What it means for the money.
  public let money: Phrase
  /// What to do now.
  public let action: Phrase

  /// The lines.
  public init(happened: Phrase, money: Phrase, action: Phrase) {
    self.happened = happened
    self.money = money
    self.action = action
  }

  /// All three as one text.
  public var sentence: Phrase { [happened, money, action].joined(separator: " ") }
}

/// The three lines of trouble: what happened; what it means for the money; what to do now.
public struct ThreeLines: Sendable, Hashable {
  /// What happened.
  public let happened: String
  /// What it means for the money.
  public let money: String
  /// What to do now.
  public let action: String

  /// The lines.
  public init(happened: String, money: String, action: String) {
    self.happened = happened
    self.money = money
    self.action = action
  }

  /// All three as one text.
  public var sentence: String { happened + " " + money + " " + action }
}

/// What went wrong in a test's surroundings, with what was seen at the time.
public struct TestFailure: Error, CustomStringConvertible {
  /// For the person who reads the test's output.
  public let description: String

  /// Makes a failure.
  public init(_ description: String) { self.description = description }
}

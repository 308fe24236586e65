/// What went wrong in a test's surroundings, with what was seen at the time.
package struct TestFailure: Error, CustomStringConvertible {
  /// For the person who reads the test's output.
  package let description: String

  package init(_ description: String) { self.description = description }
}

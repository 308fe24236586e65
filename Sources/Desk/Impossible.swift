/// What cannot be is a bug: a test stops at it, and a desk at a till goes on as if it had not been.
package enum Impossible {
  /// A test looks at how a desk at a till goes on.
  @TaskLocal package static var isTolerated = false
}

/// Nothing is to be done about what cannot be.
func impossible(_ what: StaticString) -> [DeskEffect] { impossible("\(what)", instead: []) }

/// What cannot be, in any of the desk's rooms.
///
/// - Parameter value: with what a desk at a till goes on.
@discardableResult
package func impossible<Value>(_ what: @autoclosure () -> String, instead value: Value) -> Value {
  assert(Impossible.isTolerated, what())
  return value
}

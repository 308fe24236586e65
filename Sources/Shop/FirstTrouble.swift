/// The first of several errors, so that one thing in trouble does not stop what comes after it.
struct FirstTrouble {
  private var error: (any Error)?

  /// Does it; what it throws is kept, unless something was before.
  mutating func noting(_ body: () throws -> Void) {
    do { try body() } catch { self.error = self.error ?? error }
  }

  /// Something was thrown.
  var isThere: Bool { error != nil }

  func throwIfAny() throws { if let error { throw error } }
}

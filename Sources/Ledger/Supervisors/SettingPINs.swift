import Payments

extension [SupervisorPIN] {
  /// These with a supervisor's new PIN, in the place of her old one.
  ///
  /// - Parameters:
  ///   - again: the same as she typed it once more.
  ///   - salt: 16 fresh random bytes.
  package func setting(
    _ pin: TypedPIN, again: TypedPIN, of name: String, salt: [UInt8], cost: SupervisorPIN.Cost = .standard
  ) throws(PINProblem) -> [SupervisorPIN] {
    if pin != again { throw .typedDifferently }
    let record = try SupervisorPIN(name: name, pin: pin, salt: salt, cost: cost)
    let others = filter { $0.name != name }
    // By a PIN a supervisor is known; whose it is, is not said.
    if others.contains(where: { $0.accepts(pin) }) { throw .taken }
    return others + [record]
  }

  /// These without a supervisor's; nil when she has none.
  package func removing(_ name: String) -> [SupervisorPIN]? {
    let others = filter { $0.name != name }
    return others.count == count ? nil : others
  }
}

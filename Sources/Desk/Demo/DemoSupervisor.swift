import Payments

/// The supervisor of a demo's shop.
///
/// Whoever tries the demo meets money that only a supervisor resolves, so the demo tells her PIN itself. No real shop
/// has her, and no desk but a demo's hears of her.
package struct DemoSupervisor: Sendable, Equatable {
  /// Her name, as it stands in the evidence of what she decides.
  package let name: String
  /// The digits of her PIN, which is a secret of nobody.
  package let pin: String

  /// She whom `kaunta demo` puts into its shop.
  package static let standard = DemoSupervisor(name: "asha", pin: "270419")

  package init(name: String, pin: String) {
    self.name = name
    self.pin = pin
  }
}

extension DeskState {
  /// Who the supervisor is and her PIN, wherever it is asked for; nil at a desk that is no demo's.
  package var demoSupervisorWords: Phrase? {
    demo?.supervisor.map {
      Phrase(
        "In this demo the supervisor is \($0.name), PIN \($0.pin).",
        sw: "Kwenye onyesho hili msimamizi ni \($0.name), PIN \($0.pin).")
    }
  }
}

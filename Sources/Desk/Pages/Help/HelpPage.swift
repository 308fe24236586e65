import Payments

/// The page of keys.
package struct HelpPage: DeskPage {
  /// What its keys do.
  package enum Command: Sendable, Hashable, CaseIterable {
    case close
  }

  /// The way back.
  package func bindings(on desk: DeskState, at now: Moment) -> [KeyBinding] {
    [
      KeyBinding(
        [.escape, .enter, .character("?"), .function(1)], Command.close,
        word: Phrase("back", sw: "rudi"))
    ]
  }

  package mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .close: .closes([])
    }
  }
}

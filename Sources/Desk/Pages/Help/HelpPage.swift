import Payments

/// The page of keys.
package struct HelpPage: DeskPage {
  /// What its keys do.
  package enum Command: Sendable, Hashable, CaseIterable {
    case close
  }

  /// The keys of the whole screen, in the whole middle of it.
  package static var takesWholeMiddle: Bool { true }

  /// The way back.
  package func bindings(on desk: DeskState, at now: Moment) -> [PageBinding<Command>] {
    [
      PageBinding(
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

extension DeskCommand {
  // A letter in a field is text: there `?` is help only where nothing has been typed.
  package static let help = DeskCommand(
    "help", form: [.character("?"), .function(1)], board: [.character("?"), .function(1)]
  ) { desk, _, _ in
    desk.pages.push(HelpPage())
    return []
  }
}

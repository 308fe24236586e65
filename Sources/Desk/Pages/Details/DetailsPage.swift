import Keys
import Payments

/// What is known of the chosen payment: its evidence as a time line, the newest of it first to be seen.
package struct DetailsPage: DeskPage {
  /// What its own keys do; those that act on the payment are the board's.
  package enum Command: Sendable, Hashable, CaseIterable {
    case close
    case scrollUp
    case scrollDown
  }

  /// What it shows is on a large screen already; the page only scrolls it.
  package static var showsTimeLineAlone: Bool { true }

  /// So many of the newest lines are scrolled out of sight, below.
  package internal(set) var linesBelow = 0

  /// The way back, scrolling, and what can be done about the payment.
  package func bindings(on desk: DeskState, at now: Moment) -> [PageBinding<Command>] {
    var scrolling = [
      PageBinding(
        [.escape, .character("d"), .enter, .function(4)], Command.close,
        word: Phrase("board", sw: "ubao"))
    ]
    if Self.mostBelow(on: desk) > 0 {
      scrolling += [
        PageBinding(
          [.up, .character("k")], Command.scrollUp, shownAs: desk.identity.language.upAndDown,
          word: Phrase("scroll", sw: "sogeza")),
        PageBinding([.down, .character("j")], Command.scrollDown),
      ]
    }
    let desks =
      [desk.checkBinding].compactMap(\.self) + desk.actionBindings(at: now) + [
        KeyBinding(DeskCommand.goToForm.boardKeys, .goToForm, word: Phrase("form", sw: "fomu")),
        KeyBinding(DeskCommand.help.boardKeys, .help, word: Phrase("help", sw: "msaada")),
      ]
    return scrolling + desks.map { PageBinding($0) }
  }

  package mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .close: return .closes([])
    case .scrollUp: scroll(by: 1, on: desk)
    case .scrollDown: scroll(by: -1, on: desk)
    }
    return .stays([])
  }

  /// The oldest line stays on the page.
  private mutating func scroll(by step: Int, on desk: DeskState) {
    linesBelow = min(max(0, linesBelow + step), Self.mostBelow(on: desk))
  }

  private static func mostBelow(on desk: DeskState) -> Int { max(0, (desk.timeLine?.lines?.count ?? 0) - 1) }
}

extension DeskCommand {
  package static let details = DeskCommand(
    "details", board: [.character("d"), .enter, .function(4)],
    help: Phrase("what is known of it", sw: "maelezo ya malipo"), isAboutThePayment: true
  ) { desk, _, now in
    desk.openDetails(at: now)
    return []
  }
}

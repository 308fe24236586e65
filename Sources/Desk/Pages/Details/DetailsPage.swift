import Keys
import Payments

/// What is known of the chosen payment: its evidence as a time line, from a line on.
package struct DetailsPage: DeskPage {
  /// The line on top.
  package internal(set) var firstLine = 0

  /// The way back, scrolling, and what can be done about the payment.
  package func bindings(on desk: DeskState, at now: Moment) -> [KeyBinding] {
    let scrolling = [
      KeyBinding(
        [.escape, .character("d"), .enter, .function(4)], .closePanel, shownKey: "Esc",
        word: Phrase("board", sw: "ubao")),
      KeyBinding(
        [.up, .character("k")], .scrollUp, shownKey: desk.identity.language.upAndDown,
        word: Phrase("scroll", sw: "sogeza")),
      KeyBinding([.down, .character("j")], .scrollDown),
    ]
    return scrolling + [desk.checkBinding].compactMap(\.self) + desk.actionBindings(at: now) + [
      KeyBinding([.tab, .backTab], .goToForm, shownKey: "Tab", word: Phrase("form", sw: "fomu")),
      KeyBinding([.character("?"), .function(1)], .help, shownKey: "?", word: Phrase("help", sw: "msaada")),
    ]
  }
}

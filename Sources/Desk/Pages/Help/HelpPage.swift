import Payments

/// The page of keys.
package struct HelpPage: DeskPage {
  /// The way back.
  package func bindings(on desk: DeskState, at now: Moment) -> [KeyBinding] {
    [
      KeyBinding(
        [.escape, .enter, .character("?"), .function(1)], .closeHelp, shownKey: "Esc", word: Phrase("back", sw: "rudi"))
    ]
  }
}

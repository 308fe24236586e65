/// One thing a person did at the keyboard.
///
/// It lives in this layer, and not with the terminal, so that pure code can take keys without seeing a terminal.
package enum KeyPress: Hashable, Sendable {
  /// A typed character.
  case character(Character)
  /// The Enter key, as often as it repeats.
  case enter
  /// The Tab key.
  case tab
  /// Shift and Tab.
  case backTab
  /// The Escape key alone.
  case escape
  /// The key that deletes to the left.
  case backspace
  /// The key that deletes under the cursor.
  case delete
  /// The key that switches inserting on and off.
  case insert
  /// Arrows.
  case up, down, left, right
  /// To the start and to the end.
  case home, end
  /// A screenful back and on.
  case pageUp, pageDown
  /// A function key, counted from 1.
  case function(Int)
  /// A control character by its letter, in lower case: Ctrl-C is `.control("c")`.
  case control(Character)
  /// Text that came in one piece, pasted or scanned, as one event with the line ends in it.
  ///
  /// It must never submit anything, and no letter in it is a command.
  case paste(String)
  /// A key that has no name here.
  case unknown

  /// It is text where somebody types.
  package var isCharacter: Bool { if case .character = self { true } else { false } }
}

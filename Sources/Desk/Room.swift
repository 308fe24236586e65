/// What the terminal has room for.
package enum Room: Sendable, Equatable {
  /// The sentence that it is too small, and nothing else: what a key does would not be seen.
  case nothing
  /// Form and board.
  case board
  /// The time line too, beside the board or below it.
  case timeLine
}

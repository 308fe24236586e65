/// How a desk tells an outcome without words: two short rings for money; for trouble one, and a flash.
///
/// A terminal has one sound and no length for it, so that the count tells them apart.
package struct OutcomeSignals: Sendable {
  /// Long enough for a terminal that makes one ring of two, short enough to be heard as a pair.
  static let betweenRingsMilliseconds: Int64 = 250

  /// The bell may sound.
  package var rings: Bool
  /// The screen may flash.
  package var flashes: Bool

  /// Signals, each by itself.
  package init(rings: Bool, flashes: Bool) {
    self.rings = rings
    self.flashes = flashes
  }
}

/// What a callback is about: part of its file's name, of its envelope, and of its witness line.
///
/// What a version without kinds wrote has none, and is about a push.
package enum CallbackKind: String, Sendable, CaseIterable {
  /// How a prompt ended that this shop asked for.
  case push

  /// Whether a word could be the kind of a version to come: letters, which a number behind a name is not.
  static func couldBe(_ word: some StringProtocol) -> Bool {
    (1...32).contains(word.utf8.count) && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
  }
}

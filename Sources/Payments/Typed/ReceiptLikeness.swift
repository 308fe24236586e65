/// Codes that are read for one another: Safaricom's have the letter O and the digit 0, and are read off a phone.
extension Receipt {
  private static let alike: [Set<Character>] = [["0", "O"], ["1", "I", "L"], ["2", "Z"], ["5", "S"], ["8", "B"]]

  private static func misread(_ character: Character) -> Set<Character>? { alike.first { $0.contains(character) } }

  /// It differs from another in nothing but signs that look the same.
  package func looksLike(_ other: Receipt) -> Bool {
    self != other && code.count == other.code.count
      && zip(code, other.code).allSatisfy { $0 == $1 || Self.misread($0)?.contains($1) == true }
  }

  /// With `_` wherever a sign may be misread, as the ledger looks for one of any kind.
  package var patternOfLikeness: String { String(code.map { Self.misread($0) == nil ? $0 : "_" }) }
}

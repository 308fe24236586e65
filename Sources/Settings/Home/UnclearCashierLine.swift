/// A line of the cashiers' file that is no account with its till.
package struct UnclearCashierLine: Sendable, Equatable {
  /// Which line of the file.
  package let number: Int
  /// As it stands there.
  let text: String

  /// Whether an account's name stands in it: by itself, or beside a number that lost its blank or its line's end.
  package func mayName(_ account: String) -> Bool { place(of: account) != nil }

  /// The line once it is clear what is meant for an account: nil when it was about her alone.
  func without(_ account: String) -> UnclearCashierLine? {
    guard let place = place(of: account) else { return self }
    let words = text.split { $0.isWhitespace }
    if words.count <= 2, words.first.map({ $0 == account }) == true { return nil }
    var rest = String.UnicodeScalarView(text.unicodeScalars)
    // What is left must not become a clear line by that.
    let start = rest.index(rest.startIndex, offsetBy: place.lowerBound)
    rest.replaceSubrange(start..<rest.index(start, offsetBy: place.count), with: ["?"])
    let left = UnclearCashierLine(number: number, text: String(rest))
    return left.text.contains(where: \.isLetter) ? left.without(account) : nil
  }

  /// As accounts are named, also by a directory of a whole firm.
  static func mayStandInAName(_ sign: Character) -> Bool { sign.isLetter || sign.isNumber || "._-@+$\\".contains(sign) }

  private func place(of account: String) -> Range<Int>? {
    let line = text.unicodeScalars.map { $0.properties.lowercaseMapping }
    let name = account.unicodeScalars.map { $0.properties.lowercaseMapping }
    guard !name.isEmpty, line.count >= name.count else { return nil }
    let signs = Array(text.unicodeScalars)
    return (0...line.count - name.count).lazy.map { $0..<$0 + name.count }.first { place in
      line[place].elementsEqual(name)
        && (place.lowerBound == 0 || !Self.isOfNames(signs[place.lowerBound - 1]))
        && (place.upperBound == signs.count || !Self.isOfNames(signs[place.upperBound]))
    }
  }

  /// Tills that it may have given.
  var numbers: [Int] { text.split { !("0"..."9").contains($0) }.compactMap { Int($0) } }

  private static func isOfNames(_ sign: Unicode.Scalar) -> Bool {
    sign.properties.isAlphabetic || sign == "_" || sign == "-"
  }
}

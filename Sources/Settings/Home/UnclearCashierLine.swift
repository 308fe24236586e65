/// A line of the cashiers' file that is no account with its till, or not the only one of its account.
package struct UnclearCashierLine: Sendable, Equatable {
  /// Why nobody gets a desk by it.
  enum Fault: Sendable, Equatable {
    /// It is no account with its till.
    case shape
    /// An account's name with capital letters, which no cashier's has.
    case capitals
    /// The account has another till by an earlier line.
    case second(account: String, afterLine: Int)
    /// The account has another till by a later line, which tells of both.
    case first
  }

  /// Which line of the file.
  package let number: Int
  /// As it stands there.
  let text: String
  let fault: Fault

  init(number: Int, text: String, fault: Fault = .shape) {
    self.number = number
    self.text = text
    self.fault = fault
  }

  /// Whether an account's name stands in it: by itself, or beside a number that lost its blank or its line's end.
  package func mayName(_ account: String) -> Bool { place(of: account) != nil }

  /// The line once it is clear what is meant for an account: nil unless it may concern one of some others too.
  func without(_ account: String, besides others: [String]) -> UnclearCashierLine? {
    guard let place = place(of: account) else { return self }
    var rest = String.UnicodeScalarView(text.unicodeScalars)
    // What is left must not become a clear line by that.
    let start = rest.index(rest.startIndex, offsetBy: place.lowerBound)
    rest.replaceSubrange(start..<rest.index(start, offsetBy: place.count), with: ["?"])
    let left = UnclearCashierLine(number: number, text: String(rest))
    return others.contains { $0 != account && left.mayName($0) } ? left.without(account, besides: others) : nil
  }

  /// As accounts are named, also by a directory of a whole firm.
  static func mayStandInAName(_ sign: Character) -> Bool { sign.isLetter || sign.isNumber || "._-@+$\\".contains(sign) }

  /// What nobody can be called who was added here; the name of a firm before the account's own may have them.
  static func hasCapitals(_ account: Substring) -> Bool {
    account.split(separator: "\\").last?.contains(where: \.isUppercase) == true
  }

  /// What counts of a line; the rest is a remark.
  static func said(in line: Substring) -> Substring { line.prefix { $0 != "#" } }

  private func place(of account: String) -> Range<Int>? {
    let signs = Array(Self.said(in: text[...]).unicodeScalars)
    let line = signs.map { $0.properties.lowercaseMapping }
    let name = account.unicodeScalars.map { $0.properties.lowercaseMapping }
    guard !name.isEmpty, line.count >= name.count else { return nil }
    return (0...line.count - name.count).lazy.map { $0..<$0 + name.count }.first { place in
      line[place].elementsEqual(name)
        && (place.lowerBound == 0 || !Self.isOfNames(signs[place.lowerBound - 1]))
        && (place.upperBound == signs.count || !Self.isOfNames(signs[place.upperBound]))
    }
  }

  /// Tills that it may have given.
  var numbers: [Int] { Self.said(in: text[...]).split { !("0"..."9").contains($0) }.compactMap { Int($0) } }

  private static func isOfNames(_ sign: Unicode.Scalar) -> Bool {
    sign.properties.isAlphabetic || sign == "_" || sign == "-"
  }
}

extension UnclearCashierLine {
  /// What is to be mended in it; nil where another line of the file tells of both.
  func problem(in file: String) -> SettingsProblem? {
    switch fault {
    case .shape:
      SettingsProblem(
        file: file, line: number, fault: "is no account with its till, and whoever it means gets no desk",
        remedy: "write ACCOUNT NUMBER there, as in njeri 1, run kaunta cashier add ACCOUNT --till NUMBER, or take the "
          + "line out")
    case .capitals:
      SettingsProblem(
        file: file, line: number, fault: "names an account with capital letters, and whoever it means gets no desk",
        remedy: "write the name in small letters, as kaunta cashier list has it, or run kaunta cashier add ACCOUNT "
          + "--till NUMBER")
    case .second(let account, let earlier):
      SettingsProblem(
        file: file, line: number,
        fault: "gives \(account) another till than line \(earlier) does, and \(account) gets no desk",
        remedy: "take one of the two lines out, or run kaunta cashier add \(account) --till NUMBER")
    case .first: nil
    }
  }
}

import Daraja
import Files

/// A file with a secret in it: whether it is there and closed to others, and what it says.
///
/// No problem tells a secret, nor a path that somebody may have mistaken for the place of the secret itself.
struct SecretFile {
  let path: String
  let rights: HomeRights
  /// For messages: "the consumer secret".
  let words: String
  /// Where its owner finds it.
  let source: String

  static func consumerSecret(_ path: String, _ rights: HomeRights) -> SecretFile {
    SecretFile(path: path, rights: rights, words: "the consumer secret", source: "your app's page on the Daraja portal")
  }

  static func passkey(_ path: String, _ rights: HomeRights) -> SecretFile {
    SecretFile(path: path, rights: rights, words: "the passkey", source: "Safaricom's go-live e-mail")
  }

  static func callbackKeys(_ path: String, _ rights: HomeRights) -> SecretFile {
    SecretFile(path: path, rights: rights, words: "the callback keys", source: "a home that kaunta init has made")
  }

  /// Whether it is there, a file, and closed to everybody whom it does not concern.
  ///
  /// - Throws: a problem without a line; its file is this one.
  func check() throws(SettingsProblem) {
    guard let facts = FileFacts(path: path) else {
      if let closed = ClosedDirectory(above: path) {
        throw problem(
          "cannot be reached: \(closed.words)", "let this account pass it; kaunta doctor, run as root, says how")
      }
      throw problem("there is no such file", "put \(words) from \(source) into it")
    }
    guard facts.isRegular else { throw problem("is not a file", "put \(words) from \(source) into a file there") }
    // Whoever may write in its directory wrote it.
    let directory = path.lastIndex(of: "/").flatMap { FileFacts(path: String(path[...$0])) }
    if let directory, facts.userID != 0, facts.userID != directory.userID {
      let foreign = HomeOwners.problem(path, facts)
      throw problem(foreign.fault, foreign.remedy)
    }
    let excess = facts.mode & (rights == .oneUser ? 0o077 : 0o027)
    if excess != 0 {
      throw problem(
        "others may \(excess & 0o044 != 0 ? "read" : excess & 0o022 != 0 ? "write" : "use") \(words) "
          + "(mode \(facts.modeText))",
        "run: chmod \(modeDigits(rights.keptFile).dropFirst()) \(shellQuoted(path))")
    }
  }

  /// The one word that stands in it.
  ///
  /// - Throws: a problem without a line; its file is this one.
  func read() throws(SettingsProblem) -> String { try word(in: try content()) }

  /// The one word of a text that is to stand in it.
  ///
  /// - Throws: a problem without a line; its file is this one.
  func word(in text: String) throws(SettingsProblem) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let word = words.first else { throw problem("is empty", "put \(self.words) from \(source) into it") }
    if word.hasPrefix(InitialSecrets.placeholder) {
      throw problem("still holds the placeholder", "put \(self.words) from \(source) into it")
    }
    guard words.count == 1 else {
      throw problem("holds more than one word", "put \(self.words) into it and nothing else")
    }
    if let sign = word.unicodeScalars.first(where: { !(0x21...0x7E).contains($0.value) }) {
      throw problem(
        "holds a sign that no secret has (\(Self.name(of: sign)))", "copy \(self.words) anew, as plain text")
    }
    if let quote = word.first(where: { Self.quotes.contains($0) }) {
      throw problem(
        "holds a quote (\(quote)) with \(self.words)", "leave the quotes out: they would be sent along")
    }
    return String(word)
  }

  /// Settings have their texts in quotes, and secrets have none.
  private static let quotes: Set<Character> = ["\"", "'", "`"]

  private static func name(of sign: Unicode.Scalar) -> String {
    let number = String(sign.value, radix: 16).uppercased()
    return "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
      + (sign.properties.name.map { ", " + $0.lowercased() } ?? "")
  }

  /// The keys that stand in it.
  ///
  /// - Throws: a problem whose file is this one, with the line where the file has one.
  func readKeyRing() throws(SettingsProblem) -> TagKeyRing {
    let text = try content()
    do throws(TagKeyFileError) { return try TagKeyRing(parsing: text) } catch {
      throw Self.problem(error, file: path)
    }
  }

  /// All that stands in it.
  ///
  /// - Throws: a problem without a line; its file is this one.
  func text() throws(SettingsProblem) -> String { try content() }

  private func content() throws(SettingsProblem) -> String {
    try check()
    let bytes: [UInt8]
    do throws(FileError) { bytes = try WholeFile.read(path, limitBytes: 64 * 1024) } catch {
      throw problem(
        "cannot be read by this account (\(error.words))",
        rights == .group ? "add this account to the home's group" : "use the account that made the home")
    }
    if bytes.count > 64 * 1024 { throw problem("is too long", "put \(words) into it and nothing else") }
    do throws(EditedText.Fault) { return String(decoding: try EditedText.body(bytes), as: UTF8.self) } catch {
      throw problem(error.words, EditedText.Fault.remedy)
    }
  }

  private func problem(_ fault: String, _ remedy: String) -> SettingsProblem {
    SettingsProblem(file: path, fault: fault, remedy: remedy)
  }

  private static func problem(_ error: TagKeyFileError, file: String) -> SettingsProblem {
    func at(_ line: Int, _ fault: String, _ remedy: String) -> SettingsProblem {
      SettingsProblem(file: file, line: line, fault: fault, remedy: remedy)
    }
    return switch error {
    case .unknownStatus(let line): at(line, "does not say what the key is", "start it with active, retired or suspect")
    case .badKey(let line):
      at(line, "is no key of 64 hex digits 0-9 a-f", "take one from a home that kaunta init has made")
    case .badDay(let line):
      at(line, "has the wrong number of words", "write the day after a retired key: retired KEY 2026-11-24")
    case .repeatedKey(let line, let earlier): at(line, "repeats the key of line \(earlier)", "take one of them away")
    case .secondActive(let line, let first):
      at(line, "is a second active key, after line \(first)", "make the older one retired")
    case .noneActive:
      SettingsProblem(
        file: file, fault: "no key is active", remedy: "start one line with active, so that payments can be asked for")
    }
  }
}

/// A public key of SSH, one line of an `authorized_keys` file without options before it.
package struct PublicKey: Sendable, Hashable {
  /// Why a text is none.
  package enum Fault: Error, Equatable, Sendable {
    case empty, severalLines, privateKey, unknownKind(String), options, damaged

    /// What to do instead.
    package var sentence: String {
      switch self {
      case .empty: "there is no key in it. Give the one line of a file that ends in .pub."
      case .severalLines: "it has more than one line. Give one key at a time."
      case .privateKey:
        "that is a private key, which must never leave its owner. Give the .pub file beside it, and make a new pair if "
          + "others could read this one."
      case .unknownKind(let word):
        "it begins with \"\(word)\", which is no kind of key. Give the one line of a .pub file."
      case .options: "there are options before the key. Give the key alone, as it stands in its .pub file."
      case .damaged: "the key is not whole. Copy it anew from its .pub file."
      }
    }
  }

  private static let kinds: Set<Substring> = [
    "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
  ]

  /// Kind and key.
  package let words: String
  /// What its owner wrote behind it, in signs that any file may hold.
  package let comment: String

  /// Reads one line.
  package init(_ text: String) throws(Fault) {
    // Some editors begin a file with a mark that nobody sees.
    let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
    let lines = text.split { $0.isNewline }.filter { !$0.allSatisfy(\.isWhitespace) }
    guard let line = lines.first else { throw .empty }
    if text.contains("PRIVATE KEY") { throw .privateKey }
    guard lines.count == 1 else { throw .severalLines }
    let parts = line.split(maxSplits: 2) { $0 == " " || $0 == "\t" }
    guard let kind = parts.first, Self.kinds.contains(kind) else {
      if line.split(whereSeparator: { " \t,".contains($0) }).contains(where: Self.kinds.contains) { throw .options }
      throw .unknownKind(String(line.prefix { $0 != " " }.prefix(40)))
    }
    // Base64 of a length, the same kind and the key (RFC 4253 section 6.6).
    guard parts.count > 1, parts[1].count >= 60, parts[1].hasPrefix("AAAA"), parts[1].count.isMultiple(of: 4),
      parts[1].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+/=".contains($0)) })
    else { throw .damaged }
    words = kind + " " + parts[1]
    comment = String((parts.count > 2 ? parts[2] : "").filter { ("!"..."~").contains($0) || $0 == " " }.prefix(60))
  }

  /// The line as it stands in a file.
  package var line: String { comment.isEmpty ? words : words + " " + comment }
}

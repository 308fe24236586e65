/// A public key of SSH, one line of an `authorized_keys` file without options before it.
package struct PublicKey: Sendable, Hashable {
  /// Why a text is none.
  package enum Fault: Error, Equatable, Sendable {
    case empty, severalLines, privateKey, unknownKind(String), options, damaged, weak(String)

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
      case .weak(let key):
        "that is \(key), which can be broken. Let her make another (ssh-keygen -t ed25519)."
      case .damaged: "the key is not whole. Copy it anew from its .pub file."
      }
    }
  }

  private static let kinds: Set<Substring> = [
    "ssh-ed25519", "ssh-dss", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
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
    let kind = parts.first ?? ""
    guard Self.kinds.contains(kind) else {
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

  /// Reads one that is new here: a weak one that was let in before stays known, so that it can be taken away.
  package static func new(_ text: String) throws(Fault) -> PublicKey {
    let key = try PublicKey(text)
    if let weakness = key.weakness { throw weakness }
    return key
  }

  /// Why it can be broken, or is none of its kind; nil for a good one.
  var weakness: Fault? {
    if words.hasPrefix("ssh-dss ") { return .weak("a DSA key") }
    guard words.hasPrefix("ssh-rsa ") else { return nil }
    guard let bits = modulusBits else { return .damaged }
    return bits < Self.leastModulusBits
      ? .weak("an RSA key of \(bits) bits (at least \(Self.leastModulusBits) are wanted)") : nil
  }

  private static let leastModulusBits = 2_048

  /// How long an RSA key is: kind, exponent and modulus, each with its length before it (RFC 4253 section 6.6).
  private var modulusBits: Int? {
    guard let bytes = Self.bytes(base64: words.split(separator: " ").last ?? "") else { return nil }
    var rest = bytes[...]
    var modulus: ArraySlice<UInt8> = []
    for _ in 0..<3 {
      guard rest.count >= 4 else { return nil }
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      guard length <= rest.count else { return nil }
      modulus = rest.prefix(length)
      rest = rest.dropFirst(length)
    }
    let digits = modulus.drop { $0 == 0 }
    return digits.first.map { digits.count * 8 - $0.leadingZeroBitCount }
  }

  private static func bytes(base64 text: Substring) -> [UInt8]? {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var bytes: [UInt8] = []
    var held = 0
    var count = 0
    for sign in text.utf8 where sign != UInt8(ascii: "=") {
      guard let digit = digits.firstIndex(of: sign) else { return nil }
      held = (held << 6 | digit) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: held >> count))
      }
    }
    return bytes
  }

  /// The line as it stands in a file.
  package var line: String { comment.isEmpty ? words : words + " " + comment }
}

import Payments

/// The name of a file in the spool: `<payment id>.<SHA-256 of the body>.<listed|unlisted>.<kind>`.
///
/// So an exact repeat lands on itself, and a stranger's copy never stands in the way of Safaricom's own. The payment
/// stands first, so that names sort by it.
package struct SpoolName: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The payment that the address named.
  package let paymentID: PaymentID
  /// The SHA-256 of the body, as 64 lower-case hex digits.
  package let bodyHash: String
  /// Who sent it.
  package let peerClass: PeerClass
  /// The kind as the name says it; nil for one that a version without kinds gave.
  let writtenKind: CallbackKind?

  /// The name of what is written now.
  package init(kind: CallbackKind, paymentID: PaymentID, bodyHash: String, peerClass: PeerClass) {
    self.init(writtenKind: kind, paymentID: paymentID, bodyHash: bodyHash, peerClass: peerClass)
  }

  init(writtenKind: CallbackKind?, paymentID: PaymentID, bodyHash: String, peerClass: PeerClass) {
    self.writtenKind = writtenKind
    self.paymentID = paymentID
    self.bodyHash = bodyHash
    self.peerClass = peerClass
  }

  /// A name from a file's name; nil for anything that this version's spool, or an older one's, did not write.
  package init?(fileName: String) {
    let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
    let kind = parts.count == 4 ? CallbackKind(rawValue: String(parts[3])) : nil
    guard parts.count == 3 || kind != nil, let paymentID = PaymentID(hex: String(parts[0])),
      parts[1].utf8.count == 64, parts[1].utf8.allSatisfy(Hexadecimal.isDigit),
      let peerClass = PeerClass(rawValue: String(parts[2]))
    else { return nil }
    self.init(writtenKind: kind, paymentID: paymentID, bodyHash: String(parts[1]), peerClass: peerClass)
  }

  /// The kind that a newer version gave to the file of this name; nil where it is no such file.
  static func newerKind(of fileName: String) -> String? {
    guard let dot = fileName.lastIndex(of: "."), SpoolName(fileName: fileName) == nil else { return nil }
    let kind = fileName[fileName.index(after: dot)...]
    guard CallbackKind.couldBe(kind), SpoolName(fileName: String(fileName[..<dot]))?.isWithoutKind == true else {
      return nil
    }
    return String(kind)
  }

  /// A file's name without the number that was put behind it where its own name was taken.
  static func withoutNumber(_ fileName: String) -> String {
    guard let dot = fileName.lastIndex(of: "."), let number = Int(fileName[fileName.index(after: dot)...]),
      (2...99).contains(number)
    else { return fileName }
    let bare = String(fileName[..<dot])
    return SpoolName(fileName: bare) != nil || newerKind(of: bare) != nil ? bare : fileName
  }

  /// What it is about.
  package var kind: CallbackKind { writtenKind ?? .push }

  /// A version without kinds gave it.
  var isWithoutKind: Bool { writtenKind == nil }

  /// The file's name.
  package var fileName: String {
    "\(paymentID.hex).\(bodyHash).\(peerClass.rawValue)" + (writtenKind.map { "." + $0.rawValue } ?? "")
  }

  /// The file's name.
  package var description: String { fileName }

  /// In the order in which a person would list them.
  package static func < (left: SpoolName, right: SpoolName) -> Bool { left.fileName < right.fileName }
}

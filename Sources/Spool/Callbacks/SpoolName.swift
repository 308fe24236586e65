import Payments

/// The name of a file in the spool: `<payment id>.<SHA-256 of the body>.<listed|unlisted>`.
///
/// So an exact repeat lands on itself, and a stranger's copy never stands in the way of Safaricom's own.
public struct SpoolName: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The payment that the address named.
  public let paymentID: PaymentID
  /// The SHA-256 of the body, as 64 lower-case hex digits.
  public let bodyHash: String
  /// Who sent it.
  public let peerClass: PeerClass

  init(paymentID: PaymentID, bodyHash: String, peerClass: PeerClass) {
    self.paymentID = paymentID
    self.bodyHash = bodyHash
    self.peerClass = peerClass
  }

  /// A name from a file's name; nil for anything that the spool did not write.
  public init?(fileName: String) {
    let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let paymentID = PaymentID(hex: String(parts[0])),
      parts[1].utf8.count == 64, parts[1].utf8.allSatisfy(Self.isLowerHexDigit),
      let peerClass = PeerClass(rawValue: String(parts[2]))
    else { return nil }
    self.init(paymentID: paymentID, bodyHash: String(parts[1]), peerClass: peerClass)
  }

  /// The file's name.
  public var fileName: String { "\(paymentID.hex).\(bodyHash).\(peerClass.rawValue)" }

  /// The file's name.
  public var description: String { fileName }

  /// In the order in which a person would list them.
  public static func < (left: SpoolName, right: SpoolName) -> Bool { left.fileName < right.fileName }

  static func isLowerHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}

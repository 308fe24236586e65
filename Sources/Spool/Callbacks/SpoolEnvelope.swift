import Crypto
import Payments

/// One callback as it was received: the raw body byte for byte, and what only the listener could know about it.
///
/// On disk: header lines of `word value`, an empty line, the body.
/// ```
/// kaunta-spool 2
/// kind push
/// payment 0193…
/// peer-class listed
/// peer 196.201.214.200
/// key active
/// arrived 1795510800000
/// length 512
/// sha256 9f86…
/// check 6b1d…
///
/// {"Body":…
/// ```
/// `sha256` is the body's and `check` is the SHA-256 of all header lines above it, cut to 16 digits, so that any one
/// changed byte shows. The tag of the address is never in it (rules.md section 6). Version 1 had no kind, and is read
/// as a push; what a newer version wrote is left to it.
package struct SpoolEnvelope: Sendable, Equatable {
  /// The standing of the key under which the address verified.
  package enum KeyStatus: String, Sendable, CaseIterable {
    case active, retired, suspect
  }

  /// The longest body that a reader takes.
  package static let longestBodyBytes = 64 * 1024
  /// The longest header that a reader takes.
  package static let longestHeaderBytes = 1024

  static let longestFileBytes = longestBodyBytes + longestHeaderBytes

  static let version = 2

  /// The kind as the header says it; nil for version 1.
  let writtenKind: CallbackKind?
  /// The payment that the address named.
  package let paymentID: PaymentID
  /// Whether the peer is a listed address.
  package let peerClass: PeerClass
  /// The peer's address, as the configured proxy or the socket says.
  package let peer: String
  /// The standing of the key under which the address verified.
  package let keyStatus: KeyStatus
  /// When the last byte had come, by the listener's wall clock.
  package let arrivedWallMilliseconds: Int64
  /// Exactly what was sent.
  package let body: [UInt8]
  /// The SHA-256 of the body, as 64 lower-case hex digits.
  package let bodyHash: String

  /// An envelope for a body that has just come.
  package init(
    kind: CallbackKind, paymentID: PaymentID, peerClass: PeerClass, peer: String, keyStatus: KeyStatus,
    arrivedWallMilliseconds: Int64, body: [UInt8]
  ) {
    self.init(
      writtenKind: kind, paymentID: paymentID, peerClass: peerClass, peer: peer, keyStatus: keyStatus,
      arrivedWallMilliseconds: arrivedWallMilliseconds, body: body)
  }

  private init(
    writtenKind: CallbackKind?, paymentID: PaymentID, peerClass: PeerClass, peer: String, keyStatus: KeyStatus,
    arrivedWallMilliseconds: Int64, body: [UInt8]
  ) {
    self.writtenKind = writtenKind
    self.paymentID = paymentID
    self.peerClass = peerClass
    self.peer = peer
    self.keyStatus = keyStatus
    self.arrivedWallMilliseconds = arrivedWallMilliseconds
    self.body = body
    bodyHash = Hexadecimal.text(SHA256.hash(data: body))
  }

  /// What it is about.
  package var kind: CallbackKind { writtenKind ?? .push }

  /// The name under which it is kept.
  package var name: SpoolName {
    SpoolName(writtenKind: writtenKind, paymentID: paymentID, bodyHash: bodyHash, peerClass: peerClass)
  }

  /// The file's content.
  package var fileBytes: [UInt8] {
    let header = headerLines
    return Array((header + "check \(Self.check(header))\n\n").utf8) + body
  }

  /// Whether it can be written so that a reader takes it.
  var isWritable: Bool {
    body.count <= Self.longestBodyBytes && (1...64).contains(peer.utf8.count)
      && peer.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private var headerLines: String {
    """
    kaunta-spool \(writtenKind.map { "\(Self.version)\nkind \($0.rawValue)" } ?? "1")
    payment \(paymentID.hex)
    peer-class \(peerClass.rawValue)
    peer \(peer)
    key \(keyStatus.rawValue)
    arrived \(arrivedWallMilliseconds)
    length \(body.count)
    sha256 \(bodyHash)

    """
  }

  private static func check(_ header: String) -> String {
    String(Hexadecimal.text(SHA256.hash(data: Array(header.utf8))).prefix(16))
  }
}

/// What is wrong with a file that should be an envelope.
package enum EnvelopeDamage: Error, Equatable, Sendable {
  case empty
  case tooLong
  case unknownVersion
  /// A newer version of Kaunta wrote it: nothing is wrong with it, and it is left to that.
  case newerVersion
  case badHeader(line: Int)
  case headerChanged
  case wrongLength(said: Int, found: Int)
  case bodyChanged
  case nameDiffers
  case noRegularFile
  case foreignFile

  /// In a few words.
  package var words: String {
    switch self {
    case .empty: "no byte in it"
    case .tooLong: "longer than any callback"
    case .unknownVersion: "no envelope that this version knows"
    case .newerVersion: "written by a newer version of Kaunta"
    case .badHeader(let line): "header line \(line) cannot be read"
    case .headerChanged: "its header was changed"
    case .wrongLength(let said, let found): "\(found) bytes of \(said)"
    case .bodyChanged: "its body was changed"
    case .nameDiffers: "its name belongs to another"
    case .noRegularFile: "a pipe, link or directory in its place"
    case .foreignFile: "a file of somebody who may not write there"
    }
  }
}

extension SpoolEnvelope {
  /// Reads a file's content and holds it to its own header and, where one is given, to the file's name.
  ///
  /// - Throws: ``EnvelopeDamage``.
  package init(parsing content: [UInt8], name: SpoolName? = nil) throws(EnvelopeDamage) {
    if content.isEmpty { throw .empty }
    if content.count > Self.longestFileBytes { throw .tooLong }
    var reader = HeaderReader(content: content)
    let version = try reader.version()
    if version > Self.version { throw .newerVersion }
    let kind = version == 1 ? nil : try reader.value("kind")
    guard let paymentID = PaymentID(hex: try reader.value("payment")) else { throw reader.damage }
    guard let peerClass = PeerClass(rawValue: try reader.value("peer-class")) else { throw reader.damage }
    let peer = try reader.value("peer")
    guard let keyStatus = KeyStatus(rawValue: try reader.value("key")) else { throw reader.damage }
    guard let wall = Int64(try reader.value("arrived")), let arrived = Moment(readWall: wall, boot: 0, bootID: "")
    else { throw reader.damage }
    guard let length = Int(try reader.value("length")), length >= 0 else { throw reader.damage }
    let bodyHash = try reader.value("sha256")
    let header = String(decoding: content[..<reader.position], as: UTF8.self)
    guard try reader.value("check") == Self.check(header) else { throw .headerChanged }
    guard try reader.line() == "" else { throw reader.damage }
    let writtenKind = kind.flatMap(CallbackKind.init(rawValue:))
    if let kind, writtenKind == nil { throw CallbackKind.couldBe(kind) ? .newerVersion : .badHeader(line: 2) }
    let body = Array(content[reader.position...])
    guard body.count == length else { throw .wrongLength(said: length, found: body.count) }
    self.init(
      writtenKind: writtenKind, paymentID: paymentID, peerClass: peerClass, peer: peer, keyStatus: keyStatus,
      arrivedWallMilliseconds: arrived.wallMilliseconds, body: body)
    guard self.bodyHash == bodyHash else { throw .bodyChanged }
    if let name, name != self.name { throw .nameDiffers }
  }
}

private struct HeaderReader {
  let content: [UInt8]
  var position = 0
  var lineNumber = 0

  var damage: EnvelopeDamage { lineNumber <= 1 ? .unknownVersion : .badHeader(line: lineNumber) }

  mutating func line() throws(EnvelopeDamage) -> String {
    lineNumber += 1
    let limit = min(content.count, SpoolEnvelope.longestHeaderBytes)
    guard position < limit, let end = content[position..<limit].firstIndex(of: UInt8(ascii: "\n")),
      let text = String(validating: content[position..<end], as: UTF8.self)
    else { throw damage }
    position = end + 1
    return text
  }

  mutating func version() throws(EnvelopeDamage) -> Int {
    let text = try value("kaunta-spool")
    guard let version = Int(text), version >= 1, String(version) == text else { throw .unknownVersion }
    return version
  }

  mutating func value(_ word: String) throws(EnvelopeDamage) -> String {
    let text = try line()
    guard text.hasPrefix(word + " ") else { throw damage }
    return String(text.dropFirst(word.count + 1))
  }
}

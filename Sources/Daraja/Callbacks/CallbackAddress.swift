import Crypto
import Payments

/// The secret half of one payment's callback address: 128 bits as 32 lower-case hex digits.
///
/// It is the only thing that tells Safaricom's answer from a stranger's, so it stands in no log, evidence, envelope or
/// screen (rules.md section 6), and its description does not show it.
package struct CallbackTag: Sendable, CustomStringConvertible, CustomReflectable {
  /// 32 lower-case hex digits.
  package let hex: String

  /// A tag from its digits; nil for anything but 32 lower-case hex digits.
  package init?(hex: String) {
    guard hex.utf8.count == 32, hex.utf8.allSatisfy(Hexadecimal.isDigit) else { return nil }
    self.hex = hex
  }

  fileprivate init(bytes: some Sequence<UInt8>) { hex = Hexadecimal.text(bytes) }

  /// For people: never the digits.
  package var description: String { "callback tag" }

  /// Never the digits.
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The path of a callback address: `/c/<payment id>/<tag>`.
package enum CallbackAddress {
  /// The path to put behind the public URL.
  package static func path(_ paymentID: PaymentID, _ tag: CallbackTag) -> String { "/c/\(paymentID.hex)/\(tag.hex)" }

  /// The payment and the tag of a request path; nil unless it is what ``path(_:_:)`` writes: three segments at the
  /// end, lower-case hex, nothing percent-encoded.
  ///
  /// A query behind it adds nothing, nor do more slashes, nor what a public URL with a path puts before it: a proxy on
  /// the way may leave them there, and the answer would be lost. What counts is the tag.
  package static func parse(_ path: String) -> (paymentID: PaymentID, tag: CallbackTag)? {
    var bytes = Array(path.utf8)
    if let query = bytes.firstIndex(of: UInt8(ascii: "?")) { bytes.removeSubrange(query...) }
    let segments = bytes.split(separator: UInt8(ascii: "/"))
    guard bytes.first == UInt8(ascii: "/"), segments.count >= 3, segments[segments.count - 3] == [UInt8(ascii: "c")],
      let paymentID = PaymentID(hex: String(decoding: segments[segments.count - 2], as: UTF8.self)),
      let tag = CallbackTag(hex: String(decoding: segments[segments.count - 1], as: UTF8.self))
    else { return nil }
    return (paymentID, tag)
  }
}

/// A key under which callback tags are made and checked.
package struct TagKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// What a tag under this key is worth.
  package enum Status: String, Sendable, CaseIterable {
    /// New tags are made with it.
    case active
    /// Still verifies, for money that comes late.
    case retired
    /// It may have leaked: what it signs is stored, and is never proof without a query.
    case suspect
  }

  /// 32 secret bytes.
  package let bytes: [UInt8]
  /// What a tag under this key is worth.
  package let status: Status
  /// The day on which it was retired, for the 35 days of its afterlife.
  package let retiredSince: BusinessDay?
  /// The first eight hex digits of the SHA-256 of the key: names it without giving it away.
  package let fingerprint: String

  /// A key of exactly 32 bytes; nil otherwise, and for bytes that are all the same (a placeholder).
  ///
  /// A day of retirement goes with the status `retired` and with no other.
  package init?(bytes: [UInt8], status: Status, retiredSince: BusinessDay? = nil) {
    guard bytes.count == 32, Set(bytes).count > 1, (status == .retired) == (retiredSince != nil) else { return nil }
    self.bytes = bytes
    self.status = status
    self.retiredSince = retiredSince
    fingerprint = Hexadecimal.text(SHA256.hash(data: bytes).prefix(4))
  }

  /// The line of the key file that says this key.
  package var line: String {
    "\(status.rawValue) \(Hexadecimal.text(bytes))" + (retiredSince.map { " \($0.text)" } ?? "")
  }

  /// For people: never the bytes.
  package var description: String { "\(status.rawValue) key \(fingerprint)" }

  /// Never the bytes.
  package var customMirror: Mirror { Mirror(self, children: ["fingerprint": fingerprint, "status": status]) }

  /// HMAC-SHA256 over `kaunta1`, environment, short code and payment ID, each on a line of its own.
  ///
  /// Newlines join them, since no part can hold one: two of the parts have a fixed length and the other two are single
  /// words of the settings. So no two different payments can ever be signed as the same text.
  fileprivate func tagBytes(
    _ paymentID: PaymentID, for use: TagUse = .payment, environment: String, shortCode: String
  ) -> [UInt8] {
    let text = "\(use.rawValue)\n\(environment)\n\(shortCode)\n\(paymentID.hex)"
    let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: bytes))
    return Array(code.prefix(16))
  }
}

/// What a tag is made for: the first line of what is signed, so that a tag for one use is none for another.
package enum TagUse: String, Sendable {
  /// Safaricom's answer about a payment.
  case payment = "kaunta1"
  /// The shop's own callback to itself, which is never money whatever ID its address has.
  case trial = "kaunta-trial1"
}

/// All keys of a home, exactly one of them active.
package struct TagKeyRing: Sendable {
  /// In the order of the file.
  package let keys: [TagKey]
  /// The one that makes new tags.
  package let active: TagKey

  /// A ring; nil unless exactly one key is active and no key stands twice.
  package init?(_ keys: [TagKey]) {
    let actives = keys.filter { $0.status == .active }
    guard let active = actives.first, actives.count == 1, Set(keys.map(\.bytes)).count == keys.count else { return nil }
    self.keys = keys
    self.active = active
  }

  /// The fingerprints of all keys, in the order of the file.
  package var fingerprints: [String] { keys.map(\.fingerprint) }

  /// The tag for a new payment, or for a trial, under the active key.
  package func tag(
    for paymentID: PaymentID, use: TagUse = .payment, environment: String, shortCode: String
  ) -> CallbackTag {
    CallbackTag(bytes: active.tagBytes(paymentID, for: use, environment: environment, shortCode: shortCode))
  }

  /// The standing of the key that made this tag; nil when none of them did.
  ///
  /// Every key is tried and every byte is compared whatever came before, so that the time it takes tells a forger
  /// nothing about how near he was.
  package func verify(
    tag: CallbackTag, paymentID: PaymentID, use: TagUse = .payment, environment: String, shortCode: String
  ) -> TagKey.Status? {
    let given = Array(tag.hex.utf8)
    var found: TagKey.Status?
    for key in keys {
      let code = key.tagBytes(paymentID, for: use, environment: environment, shortCode: shortCode)
      let expected = Array(Hexadecimal.text(code).utf8)
      var difference: UInt8 = 0
      for index in expected.indices { difference |= expected[index] ^ given[index] }
      if difference == 0 { found = found ?? key.status }
    }
    return found
  }
}

/// What is wrong with a key file, by line, and never with a word of what stands on that line.
package enum TagKeyFileError: Error, Equatable, Sendable {
  /// The first word is none of `active`, `retired`, `suspect`.
  case unknownStatus(line: Int)
  /// Not 64 lower-case hex digits, or all bytes the same.
  case badKey(line: Int)
  /// `retired` wants the day since when, and only `retired` has one.
  case badDay(line: Int)
  /// The same key as on an earlier line.
  case repeatedKey(line: Int, earlier: Int)
  /// A second active key.
  case secondActive(line: Int, first: Int)
  /// No key is active.
  case noneActive

  /// What happened and what to write, for the person who looks after the shop.
  package var sentence: String {
    switch self {
    case .unknownStatus(let line): "line \(line): start it with active, retired or suspect"
    case .badKey(let line): "line \(line): the key must be 64 hex digits 0-9 a-f; make a new one with kaunta init"
    case .badDay(let line): "line \(line): write `retired KEY 2026-11-24`, the day since when; others have no day"
    case .repeatedKey(let line, let earlier): "line \(line): the same key as on line \(earlier); remove one of them"
    case .secondActive(let line, let first): "line \(line): line \(first) is active already; make one of them retired"
    case .noneActive: "no key is active, so that no payment can be asked for; one line must start with active"
    }
  }
}

extension TagKeyRing {
  /// Reads a key file: one key a line, blank lines and lines that start with `#` left out.
  ///
  /// - Throws: ``TagKeyFileError`` for the first line that is wrong.
  package init(parsing text: String) throws(TagKeyFileError) {
    var keys: [(line: Int, key: TagKey)] = []
    var number = 0
    // A file from another system ends its lines with CR LF, which is one Character.
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      guard let status = TagKey.Status(rawValue: String(first)) else { throw .unknownStatus(line: number) }
      guard words.count >= 2, let bytes = Hexadecimal.bytes(words[1]) else { throw .badKey(line: number) }
      let day = words.count == 3 ? BusinessDay(text: String(words[2])) : nil
      guard words.count == (status == .retired ? 3 : 2), (status == .retired) == (day != nil) else {
        throw .badDay(line: number)
      }
      guard let key = TagKey(bytes: bytes, status: status, retiredSince: day) else { throw .badKey(line: number) }
      if let earlier = keys.first(where: { $0.key.bytes == bytes }) {
        throw .repeatedKey(line: number, earlier: earlier.line)
      }
      if status == .active, let other = keys.first(where: { $0.key.status == .active }) {
        throw .secondActive(line: number, first: other.line)
      }
      keys.append((number, key))
    }
    guard let ring = TagKeyRing(keys.map(\.key)) else { throw .noneActive }
    self = ring
  }
}

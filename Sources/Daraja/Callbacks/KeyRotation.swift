import Payments

/// Why a key of the callback addresses may not be removed yet.
package enum KeyRemovalRefusal: Error, Equatable, Sendable {
  /// No key has this fingerprint.
  case unknown
  /// It signs new addresses.
  case isActive
  /// Money may still come under it until then.
  case tooYoung(until: BusinessDay)
  /// So many open payments may have been asked for under it.
  case neededByOpenPayments(Int)

  /// What happened and what to do.
  package var sentence: String {
    switch self {
    case .unknown: "no key has that fingerprint; kaunta keys list shows them. Nothing was removed."
    case .isActive: "that key signs new addresses. Nothing was removed. Replace it first: kaunta keys rotate."
    case .tooYoung(let day):
      "money may still come under that key until \(day.text). Nothing was removed. Try again after that day."
    case .neededByOpenPayments(let count):
      "\(count) open payments may have been asked for under that key: their answers would be turned away. Nothing was "
        + "removed. Resolve those payments first."
    }
  }
}

extension TagKeyRing {
  /// A retired key verifies for so many days, and as long as a payment under it is open (rules.md section 6).
  package static let retiredDays = 35

  /// The ring with a new active key; the one before is retired, or suspect if it may have leaked.
  ///
  /// Nil when the bytes make no key or stand in the ring already.
  package func rotated(to bytes: [UInt8], on day: BusinessDay, oldLeaked: Bool) -> TagKeyRing? {
    guard let fresh = TagKey(bytes: bytes, status: .active),
      let old = TagKey(
        bytes: active.bytes, status: oldLeaked ? .suspect : .retired, retiredSince: oldLeaked ? nil : day)
    else { return nil }
    return TagKeyRing([fresh] + keys.map { $0.status == .active ? old : $0 })
  }

  /// The ring without a key.
  ///
  /// - Parameters:
  ///   - openSince: when the open payments were recorded, by the wall clock in milliseconds.
  ///   - now: the wall clock in milliseconds.
  package func removing(
    _ fingerprint: String, openSince: [Int64], now: Int64
  ) throws(KeyRemovalRefusal) -> TagKeyRing {
    guard let key = keys.first(where: { $0.fingerprint == fingerprint }) else { throw .unknown }
    if key.status == .active { throw .isActive }
    var needing = openSince
    if let since = key.retiredSince, let start = EastAfricaTime.wallMilliseconds(parsing: since.text) {
      let dayMilliseconds: Int64 = 86_400_000
      let last = start + Int64(Self.retiredDays) * dayMilliseconds
      if now < last + dayMilliseconds {
        throw .tooYoung(until: EastAfricaTime(wallMilliseconds: last).businessDay)
      }
      needing = openSince.filter { $0 < start + dayMilliseconds }
    }
    if !needing.isEmpty { throw .neededByOpenPayments(needing.count) }
    guard let ring = TagKeyRing(keys.filter { $0.fingerprint != fingerprint }) else { throw .unknown }
    return ring
  }
}

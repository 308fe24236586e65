import Daraja
import Payments
import Testing

/// Keys of callback addresses come and go; no answer may be turned away for it.
struct KeyRotationTests {
  private static let dayMilliseconds: Int64 = 86_400_000
  /// 2026-11-24 00:00 in Kenya.
  private static let start: Int64 = 1_795_467_600_000
  private let day = BusinessDay(year: 2026, month: 11, day: 24)

  private func ring() throws -> TagKeyRing {
    let key = try #require(TagKey(bytes: Array(0..<32), status: .active))
    return try #require(TagKeyRing([key]))

  }

  @Test func theOldKeyGoesOnVerifying() throws {
    let old = try ring()
    let id = try #require(PaymentID(hex: String(repeating: "a1", count: 16)))
    let tag = old.tag(for: id, environment: "sandbox", shortCode: "174379")
    let rotated = try #require(old.rotated(to: Array(1..<33), on: day, oldLeaked: false))
    #expect(rotated.active.bytes == Array(1..<33))
    #expect(rotated.verify(tag: tag, paymentID: id, environment: "sandbox", shortCode: "174379") == .retired)
    let leaked = try #require(old.rotated(to: Array(1..<33), on: day, oldLeaked: true))
    #expect(leaked.verify(tag: tag, paymentID: id, environment: "sandbox", shortCode: "174379") == .suspect)
    // The same key is no new one.
    #expect(old.rotated(to: Array(0..<32), on: day, oldLeaked: false) == nil)
    // What is written is read back.
    let text = rotated.keys.map(\.line).joined(separator: "\n")
    #expect(try TagKeyRing(parsing: text).fingerprints == rotated.fingerprints)
  }

  @Test(arguments: [(false, "retired"), (true, "suspect")])
  func whatBecameOfTheKeysIsToldByTheirFingerprints(leaked: Bool, word: String) throws {
    let old = try ring()
    let rotated = try #require(old.rotated(to: Array(1..<33), on: day, oldLeaked: leaked))
    let (new, before) = (rotated.active.fingerprint, old.active.fingerprint)
    #expect(rotated.lines(insteadOf: old).first == "\(new) signs new addresses; \(before) is \(word).")
    #expect(rotated.lines == ["\(new)  active", "\(before)  \(word)" + (leaked ? "" : " since 2026-11-24")])
  }

  @Test func aKeyThatIsNeededIsNotRemoved() throws {
    let old = try ring()
    let rotated = try #require(old.rotated(to: Array(1..<33), on: day, oldLeaked: false))
    let retired = old.active.fingerprint
    func removing(_ fingerprint: String, openSince: [Int64], days: Int64) throws(KeyRemovalRefusal) -> TagKeyRing {
      try rotated.removing(fingerprint, openSince: openSince, now: Self.start + days * Self.dayMilliseconds)
    }
    #expect(throws: KeyRemovalRefusal.unknown) { try removing("00000000", openSince: [], days: 100) }
    #expect(throws: KeyRemovalRefusal.isActive) { try removing(rotated.active.fingerprint, openSince: [], days: 100) }
    #expect(throws: KeyRemovalRefusal.tooYoung(until: BusinessDay(year: 2026, month: 12, day: 29))) {
      try removing(retired, openSince: [], days: 35)
    }
    #expect(throws: KeyRemovalRefusal.neededByOpenPayments(1)) {
      try removing(retired, openSince: [Self.start + 3_600_000, Self.start + 2 * Self.dayMilliseconds], days: 36)
    }
    let left = try removing(retired, openSince: [Self.start + 2 * Self.dayMilliseconds], days: 36)
    #expect(left.fingerprints == [rotated.active.fingerprint])
  }

  @Test func aLeakedKeyStaysWhileAnythingIsOpen() throws {
    let old = try ring()
    let rotated = try #require(old.rotated(to: Array(1..<33), on: day, oldLeaked: true))
    #expect(throws: KeyRemovalRefusal.neededByOpenPayments(1)) {
      try rotated.removing(old.active.fingerprint, openSince: [Self.start + 50 * Self.dayMilliseconds], now: .max / 2)
    }
    #expect(try rotated.removing(old.active.fingerprint, openSince: [], now: Self.start).keys.count == 1)
  }
}

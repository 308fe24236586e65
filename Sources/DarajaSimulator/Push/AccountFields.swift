import CanonicalJSON
import Payments

/// BusinessShortCode, Password and Timestamp: the three fields that push and query share.
struct AccountFields {
  let shortCode: String
  let password: String
  let timestamp: String

  init(_ body: JSONValue, settings: SimulatorSettings, at now: Int64) throws(DarajaRefusal) {
    guard let shortCode = body["BusinessShortCode"]?.text, FieldShape.isDigits(shortCode, 5...7) else {
      throw .invalid("BusinessShortCode")
    }
    guard let password = body["Password"]?.string, !password.isEmpty else { throw .invalid("Password") }
    guard let timestamp = body["Timestamp"]?.text, FieldShape.isTimestamp(timestamp) else {
      throw .invalid("Timestamp")
    }
    if settings.isStrict, !Self.isNear(timestamp, now) { throw .invalid("Timestamp") }
    self.shortCode = shortCode
    self.password = password
    self.timestamp = timestamp
  }

  /// The receiver, once the Password proves that the client knows its passkey.
  func merchant(settings: SimulatorSettings) throws(DarajaRefusal) -> SimulatedMerchant {
    guard let merchant = settings.merchants.first(where: { $0.shortCode == shortCode }) else {
      throw .merchantUnknown
    }
    guard let bytes = Base64Text.bytes(of: password),
      bytes == Array((shortCode + merchant.passkey + timestamp).utf8)
    else { throw .wrongCredentials }
    return merchant
  }

  /// Within ten minutes of the simulator's clock, in East Africa time.
  ///
  /// Whether Safaricom enforces a window is unknown, hence only when strict.
  private static func isNear(_ timestamp: String, _ now: Int64) -> Bool {
    let earliest = EastAfricaTime(wallMilliseconds: now - 600_000).darajaTimestamp
    let latest = EastAfricaTime(wallMilliseconds: now + 600_000).darajaTimestamp
    return earliest <= timestamp && timestamp <= latest
  }
}

/// Shapes that several fields share.
enum FieldShape {
  static func isDigits(_ text: some StringProtocol, _ count: ClosedRange<Int>) -> Bool {
    count.contains(text.utf8.count) && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  /// `yyyyMMddHHmmss`, and a time that exists.
  static func isTimestamp(_ text: String) -> Bool {
    guard isDigits(text, 14...14) else { return false }
    let digits = text.utf8.map { Int($0) - 48 }
    func pair(_ index: Int) -> Int { digits[index] * 10 + digits[index + 1] }
    return (1...12).contains(pair(4)) && (1...31).contains(pair(6)) && pair(8) < 24 && pair(10) < 60 && pair(12) < 60
  }
}

import Payments

/// The identifiers that Safaricom makes up, in the shapes of 2026 (daraja.md sections 2.2 and 10).
extension SimulatorRandom {
  /// `2654-4b64-97ff-b827b542881d3130`; also the shape of `requestId` in an error.
  mutating func merchantRequestID() -> String {
    let hex: StaticString = "0123456789abcdef"
    return text(4, of: hex) + "-" + text(4, of: hex) + "-" + text(4, of: hex) + "-" + text(16, of: hex)
  }

  /// `ws_CO_`, the time in Kenya as ddMMyyyyHHmmss, three digits, and the last nine of the phone.
  mutating func checkoutRequestID(phone: PhoneNumber, atMilliseconds: Int64) -> String {
    let stamp = EastAfricaTime(wallMilliseconds: atMilliseconds).darajaTimestamp
    let parts = Array(stamp)
    let day = String(parts[6..<8]) + String(parts[4..<6]) + String(parts[0..<4]) + String(parts[8..<14])
    return "ws_CO_" + day + text(3, of: "0123456789") + String(phone.msisdn.suffix(9))
  }

  /// Ten characters whose first three encode year, month and day: `UKO` is 24 November 2026.
  ///
  /// The year's letter counts from A in 2006, so N is 2019 and S is 2024; a day is 1 to 9, then A for the tenth.
  mutating func receiptCode(atMilliseconds: Int64) -> String {
    let time = EastAfricaTime(wallMilliseconds: atMilliseconds)
    let year = letter(((time.year - 2006) % 26 + 26) % 26)
    let month = letter(time.month - 1)
    let day = time.day < 10 ? String(time.day) : letter(time.day - 10)
    // The time has its part in the draw: a simulator that is started again on the same day with the same seed would
    // otherwise give a ledger the receipts of this morning once more.
    var drawn = SimulatorRandom(seed: next() ^ UInt64(bitPattern: atMilliseconds))
    return year + month + day + drawn.text(7, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
  }

  /// The 28 characters of an access token.
  mutating func accessToken() -> String {
    text(28, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
  }

  private func letter(_ index: Int) -> String { String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index))) }
}

/// A sum in the place of SHA-256: any one changed byte changes it, and the fuzzer is not there to break hashes.
enum SHA256 {
  static func hash(data: [UInt8]) -> [UInt8] {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in data { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    sum ^= UInt64(data.count) << 32
    return (0..<32).map { UInt8(truncatingIfNeeded: sum >> UInt64($0 % 8 * 8)) ^ UInt8($0) }
  }
}

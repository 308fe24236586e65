/// The base64 of RFC 4648 section 4, for Password and Basic authentication.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Encodes bytes, with padding and without line breaks.
  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    var pending = 0
    var pendingBits = 0
    for byte in bytes {
      pending = (pending << 8 | Int(byte)) & 0xFFFF
      pendingBits += 8
      while pendingBits >= 6 {
        pendingBits -= 6
        output.append(alphabet[pending >> pendingBits & 0x3F])
      }
    }
    if pendingBits > 0 { output.append(alphabet[pending << (6 - pendingBits) & 0x3F]) }
    while !output.count.isMultiple(of: 4) { output.append(UInt8(ascii: "=")) }
    return String(decoding: output, as: UTF8.self)
  }
}

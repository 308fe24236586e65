/// A file of the spool reads back byte for byte, and no changed byte goes unnoticed.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  if let envelope = try? SpoolEnvelope(parsing: input), envelope.fileBytes != input {
    fatalError("a file that we would not have written was taken")
  }
  if let text = String(validating: input, as: UTF8.self), let name = SpoolName(fileName: text), name.fileName != text {
    fatalError("a name that we would not have given was taken")
  }
  changeOneByte(of: input)
  return 0
}

/// The first bytes say where and how a good file is changed; the rest is its body.
private func changeOneByte(of input: [UInt8]) {
  guard input.count > 4, let payment = PaymentID(hex: "0193aaaabbbbccccddddeeeeffff0001") else { return }
  let envelope = SpoolEnvelope(
    kind: .push, paymentID: payment, peerClass: input[0] & 1 == 0 ? .listed : .unlisted, peer: "196.201.214.200",
    keyStatus: .active, arrivedWallMilliseconds: Int64(input[1]) * 1_000_000_007, body: Array(input[4...]))
  let good = envelope.fileBytes
  guard let read = try? SpoolEnvelope(parsing: good, name: envelope.name), read == envelope else {
    fatalError("what was written cannot be read")
  }
  guard input[0] != 0 else { return }
  var changed = good
  changed[(Int(input[2]) << 8 | Int(input[3])) % changed.count] ^= input[0]
  if (try? SpoolEnvelope(parsing: changed, name: envelope.name)) != nil { fatalError("a changed byte went unnoticed") }
}

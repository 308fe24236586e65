/// Keys in any order and in any portions: whatever is typed arrives, and nothing that was pasted becomes a command.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  var decoder = KeyDecoder()
  var now: Int64 = 0
  var batch: [RawKey] = []
  var characters = 0
  for index in 0..<count {
    let byte = bytes[index]
    switch byte {
    case 0xF8: batch.append(.pasteStart)
    case 0xF9: batch.append(.pasteEnd)
    case 0xFA: batch.append(.named(.enter))
    case 0xFB: batch.append(.named(.tab))
    case 0xFC: batch.append(.named(.up))
    case 0xFD, 0xFE, 0xFF:
      now += byte == 0xFF ? 2_000 : Int64(byte - 0xFD)
      check(decoder.decode(batch, nowMilliseconds: now), of: batch.count)
      batch = []
    default:
      characters += 1
      batch.append(.character(byte < 0x80 ? Unicode.Scalar(byte) : Unicode.Scalar(UInt16(byte) << 4) ?? "x"))
    }
  }
  check(decoder.decode(batch, nowMilliseconds: now), of: batch.count)
  check(decoder.decode([.named(.enter)], nowMilliseconds: now + 5_000), of: 1)
  return 0
}

private func check(_ presses: [KeyPress], of keys: Int) {
  // A paste that was left open comes on top.
  if presses.count > keys + 1 { fatalError("more presses than keys") }
  for case .paste(let text) in presses where text.unicodeScalars.count > KeyDecoder.pasteLimit + 1 {
    fatalError("a paste without end")
  }
}

/// Bytes from any terminal: as they come, torn anywhere; and built as whole sequences, of which no byte may be typed.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  tornAnywhere(input)
  tornByTime(input)
  swallowedWhole(input)
  insideAPaste(input)
  return 0
}

private func parser() -> InputParser {
  InputParser(escapeDelayMilliseconds: 200, keysOfTerminfo: [[0x1B, 0x5B, 0x49]: .pageUp, [0x1B, 0x4B]: .end])
}

private func rest(of parser: inout InputParser) -> [RawKey] {
  let keys = parser.passTime(nowMilliseconds: 60_000)
  if parser.deadlineMilliseconds != nil { fatalError("it waits for ever") }
  return keys
}

/// In portions that the bytes themselves decide, the keys are the same.
private func tornAnywhere(_ input: [UInt8]) {
  var whole = parser()
  let keys = whole.take(input, nowMilliseconds: 0) + rest(of: &whole)
  var torn = parser()
  var tornKeys: [RawKey] = []
  var portion: [UInt8] = []
  for (index, byte) in input.enumerated() {
    portion.append(byte)
    if (Int(byte) + index) % 3 == 0 {
      tornKeys += torn.take(portion, nowMilliseconds: 0)
      portion = []
    }
  }
  tornKeys += torn.take(portion, nowMilliseconds: 0) + rest(of: &torn)
  if keys != tornKeys { fatalError("torn: \(keys) and \(tornKeys)") }
  if keys.count > input.count { fatalError("more keys than bytes") }
}

/// With pauses in it, through the decoder as well: nothing traps, and nothing waits for ever.
private func tornByTime(_ input: [UInt8]) {
  var parser = parser()
  var decoder = KeyDecoder()
  var now: Int64 = 0
  var presses = 0
  for byte in input {
    presses += decoder.decode(parser.take([byte], nowMilliseconds: now), nowMilliseconds: now).count
    now += [0, 1, 29, 31, 60, 199, 201, 1_001][Int(byte & 7)]
    presses += decoder.decode(parser.passTime(nowMilliseconds: now), nowMilliseconds: now).count
  }
  if presses > 2 * input.count + 1 { fatalError("more presses than bytes") }
}

/// One sequence whose form and content the bytes decide, well-formed by ECMA-48: nothing of it is typed, and what is
/// typed behind it arrives.
private func swallowedWhole(_ input: [UInt8]) {
  guard let sequence = wellFormed(input) else { return }
  for cut in [0, sequence.count / 3, sequence.count / 2, sequence.count - 1] where cut >= 0 {
    var parser = parser()
    var keys = parser.take(Array(sequence[..<cut]), nowMilliseconds: 0)
    keys += parser.passTime(nowMilliseconds: 25)
    keys += parser.take(Array(sequence[cut...]), nowMilliseconds: 25)
    keys += parser.passTime(nowMilliseconds: 2_000)
    for case .character(let scalar) in keys { fatalError("\(scalar) was typed by \(sequence), cut at \(cut)") }
    // kitty may tell several letters in one.
    if keys.count > 1, keys.contains(.named(.unknown)) { fatalError("\(keys) by one sequence \(sequence)") }
    if parser.take([0x37], nowMilliseconds: 4_000) != [.character("7")] { fatalError("7 is lost after \(sequence)") }
  }
}

/// Whatever is pasted between its marks is no key, and the end mark ends it.
private func insideAPaste(_ input: [UInt8]) {
  var parser = parser()
  var decoder = KeyDecoder()
  let marked = Array("\u{1B}[200~".utf8) + input + Array("\u{1B}[201~".utf8)
  let presses = decoder.decode(parser.take(marked, nowMilliseconds: 0), nowMilliseconds: 0)
  for press in presses {
    guard case .paste = press else { fatalError("\(press) out of a paste of \(input)") }
  }
  if decoder.decode(parser.take([0x37], nowMilliseconds: 500), nowMilliseconds: 500) != [.character("7")] {
    fatalError("the paste of \(input) has no end")
  }
}

private func wellFormed(_ input: [UInt8]) -> [UInt8]? {
  guard input.count > 2 else { return nil }
  let body = input[2...]
  let isEightBits = input[0] & 0x80 != 0
  func opening(_ letter: UInt8) -> [UInt8] { isEightBits ? [letter + 0x40] : [0x1B, letter] }
  func inside(_ range: ClosedRange<UInt8>, _ byte: UInt8) -> UInt8 { range.lowerBound + byte % UInt8(range.count) }
  switch input[0] & 7 {
  case 0, 1, 2:
    let half = body.count / 2
    let parameters = body.prefix(half).map { inside(0x30...0x3F, $0) }
    let signs = input[0] & 8 == 0 ? [] : body.dropFirst(half).prefix(3).map { inside(0x20...0x2F, $0) }
    let last = inside(0x40...0x7E, input[1])
    if parameters == Array("200".utf8), signs.isEmpty, last == 0x7E { return nil }
    var behind: [UInt8] = []
    if parameters.isEmpty, signs.isEmpty {
      let counts: [UInt8: Int] = [0x4D: 3, 0x74: 2, 0x54: 6, 0x5B: 1]
      behind = Array(repeating: 0x35, count: counts[last] ?? 0)
    }
    return opening(0x5B) + parameters + signs + [last] + behind
  case 3: return opening(0x4F) + [inside(0x21...0x7E, input[1])]
  case 4:
    if isEightBits { return opening(0x4E) + [inside(0x21...0x7E, input[1])] }
    return [0x1B] + body.prefix(3).map { inside(0x20...0x2F, $0) } + [inside(0x30...0x7E, input[1])]
  default:
    let letters = Array("]P_^X".utf8)
    let text = body.flatMap { byte -> [UInt8] in
      switch byte {
      case 0x08...0x0D, 0x20...0x7E: [byte]
      case 0xA0...0xBF: [0xC2, byte]
      case 0xC0...0xFF: [0xE2, 0x80, byte & 0xBF]
      default: [0x31]
      }
    }
    let ends: [[UInt8]] = [[0x07], [0x1B, 0x5C], [0x9C]]
    return opening(letters[Int(input[1]) % letters.count]) + text + ends[Int(input[1]) / 8 % ends.count]
  }
}

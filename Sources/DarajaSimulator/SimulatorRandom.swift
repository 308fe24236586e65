/// SplitMix64 (Steele, Lea, Flood 2014): small, seeded, and the same on every machine.
///
/// Everything that the simulator draws comes from one of these, so the same seed and the same requests give the same
/// bytes.
struct SimulatorRandom: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number from 0 up to, but not including, `bound`.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// True with this probability.
  mutating func happens(_ probability: Double) -> Bool {
    Double(next() >> 11) * 0x1p-53 < probability
  }

  /// So many characters of an alphabet.
  mutating func text(_ count: Int, of alphabet: StaticString) -> String {
    var text = ""
    for _ in 0..<count {
      let index = below(alphabet.utf8CodeUnitCount)
      text.unicodeScalars.append(Unicode.Scalar(alphabet.utf8Start[index]))
    }
    return text
  }
}

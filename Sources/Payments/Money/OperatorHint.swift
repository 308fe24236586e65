/// Whose number it probably is.
///
/// A hint only: numbers can be ported and ranges are added, so it warns and never blocks.
package enum OperatorHint: Sendable, Equatable {
  case safaricom
  /// Listed for another operator, who cannot answer an STK push.
  case other(String)
  case unknown
}

extension PhoneNumber {
  /// The operator to whom this prefix is listed (daraja.md section 6).
  package var operatorHint: OperatorHint {
    guard let prefix = Int(msisdn.dropFirst(3).prefix(3)) else { return .unknown }
    switch prefix {
    case 700...729, 740...743, 745, 746, 748, 757...759, 768, 769, 790...799, 110...115, 118, 119, 140...143, 180...182:
      return .safaricom
    case 730...739, 750...756, 762, 780...789, 100...109: return .other("Airtel")
    case 770...779: return .other("Telkom")
    case 763, 764: return .other("Equitel")
    case 747: return .other("Faiba")
    default: return .unknown
    }
  }
}

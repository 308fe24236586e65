import Payments

/// A span of time, short: `40 s`, `3 min`, `5 h`, `12 days`.
package func spanWords(milliseconds: Int64) -> Phrase {
  let seconds = max(0, milliseconds) / 1_000
  return switch seconds {
  case ..<120: Phrase("\(seconds) s", sw: "sek \(seconds)")
  case ..<7_200: Phrase("\(seconds / 60) min", sw: "dak \(seconds / 60)")
  case ..<172_800: Phrase("\(seconds / 3_600) h", sw: "masaa \(seconds / 3_600)")
  default: Phrase("\(seconds / 86_400) days", sw: "siku \(seconds / 86_400)")
  }
}

import Payments

/// The desk was not there for a while, and payments went on without it.
public struct Absence: Sendable, Equatable {
  /// Shorter ones are not worth a sentence.
  static let leastMilliseconds: Int64 = 10_000
  /// Keys leave the sentence alone for so long.
  static let staysMilliseconds: Int64 = 3_000
  /// When it began, by the wall clock.
  let sinceWallMilliseconds: Int64
  /// When it ended.
  let until: Moment
}

extension DeskState {
  /// What became of this till's payments while the desk was away; nil when there is nothing to tell.
  ///
  /// It counts what is committed now, so that it grows while the rest is still being read.
  public var absenceSentence: String? {
    guard let absence else { return nil }
    let since = absence.sinceWallMilliseconds
    let wereOpen = board.known.filter { payment in
      // A till that is away asks for nothing, so whatever it asked for was asked before.
      guard payment.till == identity.till else { return false }
      return payment.isWaiting || payment.status.answeredAt.map { $0.wallMilliseconds > since } ?? false
    }
    let waiting = wereOpen.count { $0.isWaiting }
    let finished = wereOpen.count - waiting
    if wereOpen.isEmpty { return nil }
    var parts: [String] = []
    if finished > 0 { parts.append(finished == 1 ? "1 payment finished" : "\(finished) payments finished") }
    if waiting > 0 {
      let what = finished > 0 ? "\(waiting)" : waiting == 1 ? "1 payment" : "\(waiting) payments"
      parts.append(what + (waiting == 1 ? " still waits" : " still wait"))
    }
    return "You were away \(Self.length(absence.until.wallMilliseconds - since)). \(parts.joined(separator: ", "))."
  }

  private static func length(_ milliseconds: Int64) -> String {
    switch milliseconds {
    case ..<60_000: return "\(milliseconds / 1_000) seconds"
    case ..<120_000: return "1 minute"
    case ..<5_400_000: return "\(milliseconds / 60_000) minutes"
    case ..<172_800_000: return "\((milliseconds + 1_800_000) / 3_600_000) hours"
    default: return "\(milliseconds / 86_400_000) days"
    }
  }

  mutating func comeBack(sinceWallMilliseconds since: Int64) {
    guard now.wallMilliseconds - since >= Absence.leastMilliseconds else { return }
    absence = Absence(sinceWallMilliseconds: since, until: now)
  }
}

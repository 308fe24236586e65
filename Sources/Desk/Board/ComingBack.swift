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
  public var absenceSentence: Phrase? {
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
    var parts: [Phrase] = []
    if finished > 0 {
      parts.append(
        Phrase(
          finished == 1 ? "1 payment finished" : "\(finished) payments finished", sw: "Malipo \(finished) yameisha"))
    }
    if waiting > 0 {
      let what = finished > 0 ? "\(waiting)" : waiting == 1 ? "1 payment" : "\(waiting) payments"
      parts.append(
        Phrase(
          what + (waiting == 1 ? " still waits" : " still wait"),
          sw: (finished > 0 ? "\(waiting)" : "Malipo \(waiting)") + " bado yanasubiri"))
    }
    let length = Self.length(absence.until.wallMilliseconds - since)
    return Phrase("You were away \(length.english). ", sw: "Hukuwepo kwa \(length.swahili). ")
      + parts.joined(separator: ", ") + Phrase(verbatim: ".")
  }

  private static func length(_ milliseconds: Int64) -> Phrase {
    switch milliseconds {
    case ..<60_000: Phrase("\(milliseconds / 1_000) seconds", sw: "sekunde \(milliseconds / 1_000)")
    case ..<120_000: Phrase("1 minute", sw: "dakika 1")
    case ..<5_400_000: Phrase("\(milliseconds / 60_000) minutes", sw: "dakika \(milliseconds / 60_000)")
    case ..<172_800_000: hours((milliseconds + 1_800_000) / 3_600_000)
    default: Phrase("\(milliseconds / 86_400_000) days", sw: "siku \(milliseconds / 86_400_000)")
    }
  }

  private static func hours(_ count: Int64) -> Phrase { Phrase("\(count) hours", sw: "saa \(count)") }

  mutating func comeBack(sinceWallMilliseconds since: Int64) {
    guard now.wallMilliseconds - since >= Absence.leastMilliseconds else { return }
    absence = Absence(sinceWallMilliseconds: since, until: now)
  }
}

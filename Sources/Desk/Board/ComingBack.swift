import Payments
import Wording

/// The desk was not there for a while, and payments went on without it.
package struct Absence: Sendable, Equatable {
  /// Shorter ones are not worth a sentence.
  static let leastMilliseconds: Int64 = 10_000
  /// Keys leave the sentence alone for so long.
  static let staysMilliseconds: Int64 = 3_000
  /// So many payments are named.
  static let mostNamed = 3
  /// When it began, by the wall clock.
  let sinceWallMilliseconds: Int64
  /// When it ended.
  let until: Moment
}

extension DeskState {
  /// What became of this till's payments while the desk was away; nil when there is nothing to tell.
  ///
  /// It counts what is committed now, so that it grows while the rest is still being read.
  package func absenceSentence(at now: Moment) -> Phrase? {
    guard let absence else { return nil }
    let since = absence.sinceWallMilliseconds
    let wereOpen = board.known.filter { payment in
      // A till that is away asks for nothing: whatever it asked for before it came back was asked before it left.
      guard payment.till == identity.till, payment.wasRecorded(before: absence.until) else { return false }
      return payment.isWaiting || payment.status.answeredAt.map { $0.wallMilliseconds > since } ?? false
    }.sorted { ($0.recordedAt.wallMilliseconds, $0.id) < ($1.recordedAt.wallMilliseconds, $1.id) }
    if wereOpen.isEmpty { return nil }
    let length = Self.length(absence.until.wallMilliseconds - since)
    let away = Phrase("You were away \(length.english).", sw: "Hukuwepo kwa \(length.swahili).")
    let finished = finishedWords(wereOpen.filter { !$0.isWaiting }, at: now)
    let waiting = waitingWords(wereOpen.filter(\.isWaiting), at: now)
    return [away, finished, waiting].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Which ones finished, and how; more than a line holds are counted.
  private func finishedWords(_ payments: [PaymentSummary], at now: Moment) -> Phrase {
    if payments.isEmpty { return .none }
    let named = payments.prefix(Absence.mostNamed).map { payment in
      payment.numberAndAmount(at: now).inSentence + Phrase(verbatim: ", ") + payment.words(at: now).word
    }
    let rest = payments.count - named.count
    let more = rest == 0 ? Phrase.none : Phrase("; and \(rest) more", sw: "; na mengine \(rest)")
    return Phrase("Finished: ", sw: "Yamepata jibu: ") + named.joined(separator: "; ") + more + Phrase(verbatim: ".")
  }

  private func waitingWords(_ payments: [PaymentSummary], at now: Moment) -> Phrase {
    guard let first = payments.first else { return .none }
    return payments.count == 1
      ? Phrase("Number ", sw: "Namba ") + first.spokenNumber(at: now)
        + Phrase(" still waits.", sw: " bado inasubiri.")
      : Phrase("\(payments.count) still wait.", sw: "Malipo \(payments.count) bado yanasubiri.")
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

  private static func hours(_ count: Int64) -> Phrase { Phrase("\(count) hours", sw: "masaa \(count)") }

  mutating func comeBack(sinceWallMilliseconds since: Int64, at now: Moment) {
    guard now.wallMilliseconds - since >= Absence.leastMilliseconds else { return }
    absence = Absence(sinceWallMilliseconds: since, until: now)
    // What went wrong meanwhile was heard by nobody, however long ago.
    for payment in board.rows where payment.till == identity.till && payment.isTrouble(at: now) {
      guard !payment.status.notes.isMuted, !news.isUntold(payment.id), let answered = payment.status.answeredAt,
        answered.wallMilliseconds > since
      else { continue }
      news.hear(MoneyNews.Trouble(payment, at: now))
    }
  }
}

extension PaymentSummary {
  /// By the boot clock, where it is the same: a wall clock that was set must not make it older.
  func wasRecorded(before moment: Moment) -> Bool {
    recordedAt.bootID == moment.bootID
      ? recordedAt.bootMilliseconds < moment.bootMilliseconds : recordedAt.wallMilliseconds < moment.wallMilliseconds
  }
}

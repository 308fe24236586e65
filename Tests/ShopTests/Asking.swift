import Payments
import Synchronization

@testable import Shop

/// What one look at the questions did.
struct AskingReport: Equatable {
  /// The payment that was asked about, if one was due and it was our turn.
  var asked: PaymentID?
  /// How long until the next look makes sense, in milliseconds; nil when nothing will ever be due.
  var nextInMilliseconds: Int64?
}

extension ShopWorker {
  /// One look by somebody who has just begun to watch, and the question if one is due.
  func askIfDue(callbacksLookBroken: Bool, unheard: [PaymentID] = []) throws -> AskingReport {
    let now = clock.now()
    let watched = try ledger.watchedPayments(sinceWallMilliseconds: now.wallMilliseconds - watchedForMilliseconds)
    var payments = WatchedPayments(watched, schedule: facts.schedule, till: facts.till, at: now)
    guard let next = payments.next(at: now, callbacksLookBroken: callbacksLookBroken, unheard: unheard) else {
      return AskingReport()
    }
    if next.dueInMilliseconds > 0 { return AskingReport(nextInMilliseconds: next.dueInMilliseconds) }
    return AskingReport(
      asked: try ask(about: next.payment.id) ? next.payment.id : nil,
      nextInMilliseconds: facts.schedule.spacingMilliseconds)
  }
}

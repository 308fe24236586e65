import Payments
import Wording

/// The evidence of one payment, as it was read for the screen.
package struct TimeLine: Sendable, Equatable {
  /// Whose evidence.
  package let payment: PaymentID
  /// The payment's position when the reading was asked for.
  var position: Int64
  /// How far the reading is.
  package internal(set) var loading: Loading<[EvidenceLine]>

  /// One line for each piece, oldest first; nil before the ledger has answered.
  package var lines: [EvidenceLine]? { loading.value }
}

extension DeskState {
  /// The time line is on the screen: on the page of details, or beside or below the board of a large terminal.
  package var showsTimeLine: Bool {
    pages.page(DetailsPage.self) != nil || room == .timeLine
  }

  /// Asks for the evidence of the payment that is spoken of, when it is shown and not the newest.
  mutating func readTimeLine(at now: Moment) -> [DeskEffect] {
    guard showsTimeLine, let payment = toldPayment(at: now) else { return [] }
    if timeLine?.payment == payment.id {
      if timeLine?.position == payment.position { return [] }
    } else {
      timeLine = nil
      pages.change { (page: inout DetailsPage) in page.linesBelow = 0 }
    }
    let id = newRequest()
    timeLine = TimeLine(
      payment: payment.id, position: payment.position, loading: .asked(id, before: timeLine?.lines))
    return ask(.read(.evidence(payment.id)), as: id)
  }

  mutating func openDetails(at now: Moment) {
    focus = .board
    select(toldPayment(at: now)?.id)
    pages.show(DetailsPage())
    // What could not be read is asked for again.
    if timeLine?.loading.trouble != nil { timeLine = nil }
  }
}

/// A whole phone number on the screen for some seconds, because the cashier asked to see it.
package struct ShownNumber: Sendable, Equatable {
  /// How long it stays.
  static let milliseconds: Int64 = 5_000
  /// Whose.
  package let payment: PaymentSummary
  /// When it goes.
  package let until: Moment
}

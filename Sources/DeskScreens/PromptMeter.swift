import Cells
import Payments
import Wording

/// How much of a prompt's life has gone by: the one thing on a calm screen that moves, besides the ages.
///
/// A cell is six seconds of the minute that a prompt lives. From then on it is full: Safaricom is being asked.
struct PromptMeter {
  /// So many cells are a whole life.
  static let columns = 10
  /// Behind the longest word of what waits, so that all meters begin in one column.
  static let offset = 15
  private let full: Int

  /// Nil where nobody waits for a prompt: none went out, it is not counted on, or it is in doubt.
  init?(of payment: PaymentSummary, at now: Moment) {
    guard payment.words(at: now).look == .waiting, payment.mark == nil, let accepted = payment.status.attempt.acceptedAt
    else { return nil }
    let age = max(0, now.overdueMilliseconds(since: accepted))
    full = Int(min(Int64(Self.columns), age * Int64(Self.columns) / PromptFigures.lifeMilliseconds))
  }

  func draw(row: Int, column: Int, into canvas: inout Canvas) {
    for cell in 0..<Self.columns {
      canvas.put(
        cell < full ? .meterFull : .meterEmpty, row: row, column: column + cell,
        role: cell < full ? .stateWaiting : .textMuted)
    }
  }
}

import Cells
import Desk
import Payments

/// How much of a prompt's life has gone by: the one thing on the screen that moves while nothing happens.
struct PromptMeter {
  /// So many cells are a whole life.
  static let columns = 10
  /// In parts of a thousand.
  let lived: Int

  /// Draws it so that it ends at a column, where it has room.
  func draw(row: Int, endColumn: Int, fromColumn first: Int, into canvas: inout Canvas) {
    let column = endColumn - Self.columns
    guard column >= first else { return }
    let full = min(Self.columns, (lived * Self.columns + 999) / 1_000)
    for cell in 0..<Self.columns {
      canvas.put(
        cell < full ? .meterFull : .meterEmpty, row: row, column: column + cell,
        role: cell < full ? .stateWaiting : .border)
    }
  }
}

extension PaymentSummary {
  /// How much of its prompt's life has gone by, in parts of a thousand; nil where no prompt lives.
  func livedPartOfPrompt(at now: Moment) -> Int? {
    guard isWaiting, !isNotCountedOn, let accepted = status.attempt.acceptedAt else { return nil }
    let age = now.overdueMilliseconds(since: accepted)
    return age < PromptFigures.lifeMilliseconds ? Int(max(0, age) * 1_000 / PromptFigures.lifeMilliseconds) : nil
  }
}

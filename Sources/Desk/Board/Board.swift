import Payments

/// The live board: all money in flight, what needs a person, and what finished lately.
public struct Board: Sendable, Equatable {
  /// The most payments on the board; only open ones may make it longer.
  static let mostRows = 200

  /// All payments of the board, in the order in which they are shown: first what needs a person, then newest first.
  public private(set) var rows: [PaymentSummary] = []
  /// The payment that the keys act upon.
  public private(set) var selection: PaymentID?

  /// An empty board.
  public init() {}

  /// The selected payment, or the first row when none was chosen.
  public var selectedPayment: PaymentSummary? {
    rows.first { $0.id == selection } ?? rows.first
  }

  /// Where the selected payment stands.
  public var selectedRow: Int? {
    guard let selected = selectedPayment else { return nil }
    return rows.firstIndex { $0.id == selected.id }
  }

  /// Payments whose answer somebody waits for.
  public var waiting: [PaymentSummary] { rows.filter { $0.isWaiting && !$0.isNotCountedOn } }

  /// The payment with this ID, if it is on the board.
  public subscript(_ id: PaymentID) -> PaymentSummary? { rows.first { $0.id == id } }

  /// Puts a payment where it belongs; one that is kept is not the row that a full board gives up.
  mutating func put(_ payment: PaymentSummary, keeping: Bool = false) {
    if keeping { selection = payment.id }
    if let index = rows.firstIndex(where: { $0.id == payment.id }) {
      // A reading of the ledger may come after a newer one: the higher position knows more.
      if payment.position < rows[index].position { return }
      rows[index] = payment
    } else {
      rows.append(payment)
    }
    rows.sort(by: Self.comesFirst)
    if rows.count > Self.mostRows, let last = rows.lastIndex(where: { !$0.status.isOpen && $0.id != selection }) {
      rows.remove(at: last)
    }
  }

  mutating func select(_ id: PaymentID?) { selection = id }

  /// Moves the selection; it stops at both ends.
  mutating func moveSelection(by step: Int) {
    guard let row = selectedRow else { return }
    selection = rows[min(max(0, row + step), rows.count - 1)].id
  }

  private static func comesFirst(_ left: PaymentSummary, _ right: PaymentSummary) -> Bool {
    if left.status.needsPerson != right.status.needsPerson { return left.status.needsPerson }
    if left.recordedAt.wallMilliseconds != right.recordedAt.wallMilliseconds {
      return left.recordedAt.wallMilliseconds > right.recordedAt.wallMilliseconds
    }
    return left.id > right.id
  }
}

extension PaymentSummary {
  /// Its answer is still to come.
  public var isWaiting: Bool {
    switch status.standing {
    case .recorded, .sending, .waiting, .check, .unknown: status.isOpen
    default: false
    }
  }
}

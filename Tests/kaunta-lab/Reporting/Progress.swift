import Synchronization

/// How far something is, on standard error, so that whoever waits sees it and whoever reads the figure does not.
final class Progress: Sendable {
  private let name: String
  private let total: Int
  private let done = Atomic(0)

  init(_ name: String, of total: Int) {
    self.name = name
    self.total = total
  }

  /// One more is done.
  func note() {
    let count = done.add(1, ordering: .relaxed).newValue
    if total < 20 || count % (total / 20) == 0 { Say.aside("\(name): \(count) of \(total)") }
  }
}

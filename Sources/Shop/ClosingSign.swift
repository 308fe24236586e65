import Synchronization

/// That this process is about to end: nothing is begun any more whose end it might not live to write down.
final class ClosingSign: Sendable {
  private let given = Atomic(false)

  var isGiven: Bool { given.load(ordering: .sequentiallyConsistent) }

  func give() { given.store(true, ordering: .sequentiallyConsistent) }
}

extension ShopWorker {
  /// This process is about to end: a payment that waits for its token or its connection is not sent any more.
  package func close() { closing.give() }
}

import GRDB

/// A program that has a ledger for itself.
final class Locker {
  private let queue: DatabaseQueue

  init(_ path: String) throws {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
  }

  func letGo() { try? queue.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") } }
}

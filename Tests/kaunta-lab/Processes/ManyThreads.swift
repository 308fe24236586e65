import Dispatch
import Foundation
import Synchronization

/// What went wrong in the lab itself.
struct LabFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Plain work on several threads at a time.
enum ManyThreads {
  /// Runs `body` for 0 up to `count`, and gives back what each gave, in that order.
  static func run<Outcome: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Outcome
  ) throws -> [Outcome] {
    let outcomes = Mutex<[Int: Result<Outcome, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { number in
      let outcome = Result { try body(number) }
      outcomes.withLock { $0[number] = outcome }
    }
    return try inOrder(outcomes.withLock { $0 }, count)
  }

  /// The same with a thread for each, for work that waits more than it computes.
  static func runAtOnce<Outcome: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Outcome
  ) throws -> [Outcome] {
    let outcomes = Mutex<[Int: Result<Outcome, any Error>]>([:])
    let ended = DispatchGroup()
    for number in 0..<count {
      ended.enter()
      Thread.detachNewThread {
        let outcome = Result { try body(number) }
        outcomes.withLock { $0[number] = outcome }
        ended.leave()
      }
    }
    ended.wait()
    return try inOrder(outcomes.withLock { $0 }, count)
  }

  private static func inOrder<Outcome>(_ found: [Int: Result<Outcome, any Error>], _ count: Int) throws -> [Outcome] {
    try (0..<count).map { number in
      guard let outcome = found[number] else { throw LabFailure("a thread gave nothing back") }
      return try outcome.get()
    }
  }
}

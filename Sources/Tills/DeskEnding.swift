/// What is done, and when, so that a desk ends that was asked to: a pure machine on the boot clock.
///
/// A desk that answers ends by itself, and is given the time that it was promised and what a request under way may
/// take. One that does not answer, stopped or hung, is told by a signal, and ended by force only when nothing that it
/// has begun can still be under way.
package struct DeskEnding: Sendable, Equatable {
  /// How long a desk may take to answer.
  package static let answerMilliseconds: Int64 = 5_000
  /// How long its end may take from then on: a request ends by itself within 35 s.
  package static let endMilliseconds: Int64 = 40_000

  /// What is to be done now.
  package enum Step: Sendable, Equatable {
    case wait
    /// End it by SIGTERM, and let a stopped one go on (SIGCONT).
    case terminate
    /// End it by SIGKILL.
    case kill
    /// Neither helped.
    case giveUp
  }

  private enum Stage: Sendable, Equatable { case asked, promised, terminated, killed }

  private var stage = Stage.asked
  private var dueAt: Int64

  /// It was asked now.
  package init(askedAt now: Int64) { dueAt = now + Self.answerMilliseconds }

  /// It answered that it ends within so long.
  package mutating func promised(inMilliseconds milliseconds: Int64, at now: Int64) {
    if stage != .asked { return }
    stage = .promised
    dueAt = now + milliseconds + Self.endMilliseconds
  }

  /// What is due.
  package mutating func step(at now: Int64) -> Step {
    if now < dueAt { return .wait }
    switch stage {
    case .asked, .promised:
      stage = .terminated
      dueAt = now + Self.endMilliseconds
      return .terminate
    case .terminated:
      stage = .killed
      dueAt = now + Self.answerMilliseconds
      return .kill
    case .killed: return .giveUp
    }
  }

  /// How it came to its end.
  package enum Means: String, Sendable { case asked, signal, force }

  /// By what it ended, if it has ended now.
  package var means: Means {
    switch stage {
    case .asked, .promised: .asked
    case .terminated: .signal
    case .killed: .force
    }
  }
}

import Terminal

/// How a desk ended.
package enum DeskEnd: Sendable, Equatable {
  case quit
  case terminated
  case terminalLost
  /// A demo that goes on by itself begins another day.
  case dayIsOver
  /// Somebody who may asked for it, in words.
  case asked(by: String)
  /// What Safaricom answered could be written down nowhere, and went with it.
  case answersLost

  /// The exit code: 0, 128 and the signal's number, or that of a home that takes nothing.
  package var exitCode: Int32 {
    switch self {
    case .quit, .dayIsOver: 0
    case .terminated, .asked: 143
    case .terminalLost: 129
    case .answersLost: 74
    }
  }

  init(_ end: OutsideEnd) {
    switch end {
    case .interrupted, .terminated: self = .terminated
    case .terminalLost: self = .terminalLost
    }
  }
}

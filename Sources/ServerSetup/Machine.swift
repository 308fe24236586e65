/// What a program said, and how it ended.
package struct ProgramAnswer: Sendable, Equatable {
  /// Its exit code; 128 and the signal's number after a signal.
  package var code: Int32
  /// Standard output and standard error, as they came.
  package var text: String

  /// An answer as given.
  package init(code: Int32, text: String = "") {
    self.code = code
    self.text = text
  }

  /// The last line that says something, for a sentence about it.
  package var lastLine: String {
    text.split(separator: "\n").last(where: { !$0.allSatisfy(\.isWhitespace) }).map(String.init) ?? "exit code \(code)"
  }
}

/// Why something could not be done to this machine.
package enum MachineProblem: Error, Equatable, Sendable {
  /// The program is not there, or cannot be started.
  case noProgram(String)
  /// A program ended with an error; what it said last.
  case failed(program: String, words: String)
  /// A file could not be written; why.
  case cannotWrite(String, reason: String)

  /// What happened, and what to do.
  package var sentence: String {
    switch self {
    case .noProgram(let name): "there is no program \(name) on this machine; install the package that brings it."
    case .failed(let program, let words): "\(program) did not do it: \(words)"
    case .cannotWrite(let path, let reason): "\(path) could not be written (\(reason)). Do it as root."
    }
  }
}

/// The machine that becomes a shop's server, as far as it is changed; tests hand in another.
package protocol Machine {
  /// Runs a program to its end, without a shell; what is handed in is its standard input.
  func run(_ words: [String], input: String) throws(MachineProblem) -> ProgramAnswer
  /// Whether there is such a program; one that is there and does not run is there all the same.
  func hasProgram(_ name: String) -> Bool
  /// The text of a file; nil when there is none that can be read.
  func text(of path: String) -> String?
  /// Puts a whole file into its place, with this mode.
  func write(_ path: String, _ text: String, mode: UInt32) throws(MachineProblem)
  /// Takes a file away, if it is there.
  func remove(_ path: String)
  /// The names in a directory.
  func names(in directory: String) -> [String]
}

extension Machine {
  /// Runs a program that must end well.
  package func must(_ words: String...) throws(MachineProblem) {
    let answer = try run(words, input: "")
    if answer.code != 0 { throw .failed(program: words[0], words: answer.lastLine) }
  }
}

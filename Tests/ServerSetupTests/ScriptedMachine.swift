import ServerSetup
import Synchronization

/// A machine in memory: files, accounts, and programs that answer what they are told to.
final class ScriptedMachine: Machine {
  private struct State {
    var files: [String: String] = [:]
    var modes: [String: UInt32] = [:]
    var ran: [String] = []
    var missing: [String] = []
    var answers: [(prefix: String, answer: ProgramAnswer)] = []
  }

  private let state = Mutex(State())

  /// What was run, in its order, each as one line.
  var ran: [String] { state.withLock { $0.ran } }

  func mode(of path: String) -> UInt32? { state.withLock { $0.modes[path] } }

  /// What programs answer whose words begin so; the newest such line counts.
  func answers(_ prefix: String, _ text: String = "", code: Int32 = 0) {
    state.withLock { $0.answers.insert((prefix, ProgramAnswer(code: code, text: text)), at: 0) }
  }

  /// There is no such program.
  func lacks(_ program: String) { state.withLock { $0.missing.append(program) } }

  func hasProgram(_ name: String) -> Bool { state.withLock { !$0.missing.contains(name) } }

  func put(_ path: String, _ text: String) { state.withLock { $0.files[path] = text } }

  func run(_ words: [String], input: String) throws(MachineProblem) -> ProgramAnswer {
    let line = words.joined(separator: " ")
    return state.withLock { state in
      state.ran.append(line)
      return state.answers.first { line.hasPrefix($0.prefix) }?.answer ?? ProgramAnswer(code: 0)
    }
  }

  func text(of path: String) -> String? { state.withLock { $0.files[path] } }

  func write(_ path: String, _ text: String, mode: UInt32) throws(MachineProblem) {
    state.withLock {
      $0.files[path] = text
      $0.modes[path] = mode
    }
  }

  func remove(_ path: String) { state.withLock { $0.files[path] = nil } }

  func names(in directory: String) -> [String] {
    state.withLock { state in
      state.files.keys.filter { $0.hasPrefix(directory + "/") }.map { String($0.dropFirst(directory.count + 1)) }
        .sorted()
    }
  }
}

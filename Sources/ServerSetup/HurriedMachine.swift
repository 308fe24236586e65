/// A machine that is only asked, and on which nothing may take long: a program that does is ended.
package struct HurriedMachine<Base: Machine>: Machine {
  private let base: Base
  private let seconds: Int

  /// The same machine, in a hurry.
  package init(_ base: Base, withinSeconds seconds: Int = 10) {
    self.base = base
    self.seconds = seconds
  }

  package func run(_ words: [String], input: String) throws(MachineProblem) -> ProgramAnswer {
    // Asked before: a script that is there and ends with 127, as shells do, is in trouble and not missing.
    guard base.hasProgram(words[0]) else { throw .noProgram(words[0]) }
    let answer = try base.run(["timeout", "--kill-after=1", "\(seconds)"] + words, input: input)
    switch answer.code {
    case 124, 137: throw .failed(program: words[0], words: "it took longer than \(seconds) s")
    default: return answer
    }
  }

  package func hasProgram(_ name: String) -> Bool { base.hasProgram(name) }

  package func text(of path: String) -> String? { base.text(of: path) }

  package func write(_ path: String, _ text: String, mode: UInt32) throws(MachineProblem) {
    try base.write(path, text, mode: mode)
  }

  package func remove(_ path: String) { base.remove(path) }

  package func names(in directory: String) -> [String] { base.names(in: directory) }
}

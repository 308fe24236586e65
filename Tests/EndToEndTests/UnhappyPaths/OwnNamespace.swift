import Glibc
import TestSupport

/// A program with mounts and limits of its own, which nobody else on the machine sees.
enum OwnNamespace {
  /// Whether this machine lets us: some containers forbid it.
  static let isPossible: Bool = {
    let outcome = try? PipedProgram.run(
      "/usr/bin/unshare", arguments: ["--user", "--map-root-user", "--mount", "/bin/true"])
    return outcome?.status == .exited(code: 0)
  }()

  /// Runs shell commands in a namespace, then a program in it, on a terminal.
  static func program(_ commands: [String], then words: [String]) throws -> SpawnedProgram {
    try SpawnedProgram("/usr/bin/unshare", arguments: arguments(commands, words), columns: 80, rows: 24)
  }

  /// The same without a terminal, to its end.
  static func run(_ commands: [String], then words: [String]) throws -> CommandResult {
    let ran = try PipedProgram.run("/usr/bin/unshare", arguments: try arguments(commands, words))
    return CommandResult(status: ran.status, output: ran.output, errors: ran.errors)
  }

  private static func arguments(_ commands: [String], _ words: [String]) throws -> [String] {
    let script = (["set -e"] + commands + ["exec " + words.joined(separator: " ")]).joined(separator: "\n")
    return ["--user", "--map-root-user", "--mount", "/bin/sh", "-c", script]
  }
}

extension ScreenText {
  /// All of it as one line, since sentences are wrapped to the width.
  var unwrapped: String {
    // A program that prints to a terminal of 80 columns is broken in the middle of words; the desk breaks at spaces.
    let plain = lines.map { $0.count >= columns - 1 ? $0 : $0 + " " }.joined()
    return plain.split(separator: " ").joined(separator: " ")
  }

  private var columns: Int { max(80, lines.map(\.count).max() ?? 80) }
}

import TestSupport
import Testing

/// One run of a command of the lab: how it ended, and the figure on its last line.
struct LabRun {
  /// The command cannot run on this machine, and said so: no root, no FUSE.
  static let cannotRun = TestSupport.ExitStatus.exited(code: 69)

  let status: TestSupport.ExitStatus
  let figure: String
  let output: String

  init(_ arguments: String...) throws {
    let outcome = try PipedProgram.run(
      BuiltProducts.path(of: "kaunta-lab"), arguments: arguments, timeoutSeconds: 600)
    status = outcome.status
    output = outcome.output + outcome.errors
    figure = outcome.output.split(separator: "\n").last.map(String.init) ?? ""
  }

  /// What stands for everything that happened.
  var hash: Substring? {
    figure.firstRange(of: "trace hash ").map { figure[$0.upperBound...].prefix { $0 != ";" } }
  }

  /// It found nothing.
  func requireWell(_ location: SourceLocation = #_sourceLocation) {
    if status == Self.cannotRun { return }
    #expect(status == .exited(code: 0), "\(output)", sourceLocation: location)
  }

  /// It found what was done on purpose.
  func requireBreach(_ location: SourceLocation = #_sourceLocation) {
    if status == Self.cannotRun { return }
    #expect(status == .exited(code: 1), "\(output)", sourceLocation: location)
    #expect(output.contains("BREACH"), sourceLocation: location)
  }
}

import BlockingTests
import Glibc
import TestSupport
import Testing

/// A program with Swift's runtime in it, as the package has: how it sets up its backtraces must not cost it what was
/// typed.
@Suite(.onOwnThreads) struct StaticProgramTests {
  @Test func itKnowsWhatWasTypedAndHowToTellOfACrash() throws {
    let place = try TemporaryDirectory()
    let sources = "\(#filePath)".replacing(
      "Tests/EndToEndTests/CommandLine/StaticProgramTests.swift", with: "Sources/CLinux")
    let main = """
      import Glibc
      print(CommandLine.arguments.dropFirst().joined(separator: " "), CommandLine.argc)
      print(getenv("SWIFT_BACKTRACE").map { String(cString: $0) } ?? "unset")
      """
    try place.write(main, to: "main.swift")
    try made(
      by: "clang", "-c", "-I", sources + "/include", sources + "/backtrace_setting.c", "-o", place.path(of: "c.o"))
    try made(
      by: "swiftc", "-static-stdlib", place.path(of: "main.swift"), place.path(of: "c.o"), "-o",
      place.path(of: "program"))
    let said = try PipedProgram.run(
      place.path(of: "program"), arguments: ["payments", "--json"], environment: ["SWIFT_BACKTRACE": ""])
    #expect(said.output.hasPrefix("payments --json 3\n"), "\(said.output)")
    #expect(said.output.contains("interactive=no"), "\(said.output)")
  }

  private func made(by tool: String, _ arguments: String...) throws {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let outcome = try PipedProgram.run(
      "/usr/bin/env", arguments: [tool] + arguments, environment: ["PATH": path], timeoutSeconds: 900)
    try #require(outcome.status == .exited(code: 0), "\(tool): \(outcome.errors)")
  }
}

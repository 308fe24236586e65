import Glibc
import TestSupport
import Testing

/// Nobody gets out of a cashier's desk: the short form of Tests/Server/escapes, on this machine's own sshd.
@Suite struct EscapesTests {
  @Test(.enabled(if: geteuid() == 0 && access("/usr/sbin/sshd", X_OK) == 0, "needs root and openssh-server"))
  func nobodyGetsOut() throws {
    let script = "\(#filePath)".replacing("EndToEndTests/CommandLine/EscapesTests.swift", with: "Server/escapes-here")
    let outcome = try PipedProgram.run(
      script, arguments: [BuiltProducts.path(of: "kaunta")], timeoutSeconds: 900)
    let words = outcome.output + outcome.errors
    if outcome.status == .exited(code: 77) { try Test.cancel("\(words)") }
    #expect(outcome.status == .exited(code: 0), "\(words)")
    #expect(words.contains(" 0 got out"))
  }
}

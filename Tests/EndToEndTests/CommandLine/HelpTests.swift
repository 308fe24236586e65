import TestSupport
import Testing

@Suite("kaunta help, the real command") struct HelpTests {
  private let directory: TemporaryDirectory
  private let kaunta: String

  init() throws {
    directory = try TemporaryDirectory()
    kaunta = try BuiltProducts.path(of: "kaunta")
  }

  private func run(
    _ arguments: [String], locale: String = "C.UTF-8"
  ) throws -> (status: TestSupport.ExitStatus, output: String, errors: String) {
    try PipedProgram.run(
      kaunta, arguments: arguments, environment: ["KAUNTA_HOME": directory.path(of: "none"), "LC_ALL": locale])
  }

  @Test("ten questions, and the answer to each, in both languages")
  func topics() throws {
    let list = try run(["help"])
    #expect(list.status == .exited(code: 0))
    #expect(list.output.contains("\n  paid           A customer says: I have paid.\n"))
    let answer = try run(["help", "paid"])
    #expect(answer.status == .exited(code: 0))
    #expect(answer.output.hasPrefix("A customer says: I have paid.\n\n  - Only a green PAID is money."))
    #expect(try run(["help", "amelipa"]).output == answer.output)
    for swahili in [["help", "paid", "--language", "sw"], ["msaada", "amelipa", "--language=sw"]] {
      #expect(try run(swahili).output.hasPrefix("Mteja anasema: nimelipa.\n"))
    }
    // An account that speaks Swahili, with no shop whose language could say so.
    #expect(try run(["help", "wrong", "number"], locale: "sw_KE.UTF-8").output.hasPrefix("Ombi lilienda"))
  }

  @Test("a command's help is what it was")
  func commands() throws {
    for words in [["push"], ["theme", "check"], ["settle"], ["help"]] {
      let help = try run(["help"] + words)
      #expect(help.status == .exited(code: 0))
      #expect(help.output == (try run(words + ["--help"])).output, "\(words)")
      #expect(help.output.contains("USAGE: kaunta "))
    }
    #expect(try run(["--help"]).output.contains("help has the answers"))
  }

  @Test("what is neither is refused with all that there is")
  func unknown() throws {
    for words in [["weather"], ["push", "weather"], ["paid", "weather"]] {
      let (status, output, errors) = try run(["help"] + words)
      #expect(status == .exited(code: 64))
      #expect(output.isEmpty)
      #expect(
        errors.hasPrefix("kaunta: there is no help about \"\(words.joined(separator: " "))\". There is about: paid, "))
    }
  }

  @Test("completions and man pages know help once")
  func once() throws {
    let script = try run(["--generate-completion-script", "bash"])
    #expect(script.status == .exited(code: 0))
    #expect(script.output.ranges(of: "_kaunta_help() {").count == 1)
  }
}

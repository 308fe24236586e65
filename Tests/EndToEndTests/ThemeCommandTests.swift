import TestSupport
import Testing

@Suite("kaunta theme, the real command") struct ThemeCommandTests {
  private let directory: TemporaryDirectory
  private let kaunta: String

  init() throws {
    directory = try TemporaryDirectory()
    kaunta = try BuiltProducts.path(of: "kaunta")
  }

  private func run(
    _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> (status: TestSupport.ExitStatus, output: String, errors: String) {
    try PipedProgram.run(
      kaunta, arguments: ["theme"] + arguments,
      environment: ["KAUNTA_HOME": directory.path, "LC_ALL": "C.UTF-8"].merging(environment) { _, new in new })
  }

  private func writeTheme(_ name: String, _ more: String) throws -> String {
    let file = directory.path(of: name + ".toml")
    try directory.write(
      """
      format = 1
      name = "Shop"
      slug = "\(name)"
      author = "Somebody"
      licence = "MIT"
      summary = "The shop's own."
      variant = "dark"
      inherits = "counter"
      \(more)

      """, to: name + ".toml")
    return file
  }

  @Test("every theme is listed with its kind, a line and its place")
  func list() throws {
    let (status, output, _) = try run(["list"])
    #expect(status == .exited(code: 0))
    #expect(output.contains("counter-light        light   Rust on paper"))
    #expect(output.split(separator: "\n").count == 6)
  }

  @Test("check passes what is shipped, and tells a broken file by line and key with 78")
  func check() throws {
    let shipped = try run(["check"])
    #expect(shipped.status == .exited(code: 0))
    #expect(shipped.output.contains("nothing to mend"))
    let broken = try writeTheme("shop", "[palette]\ncopper = { hex = \"#12345\" }")
    let told = try run(["check", broken])
    #expect(told.status == .exited(code: 78))
    #expect(
      told.output.contains("shop.toml:10: palette.copper.hex: \"#12345\" is no colour; write # and six hex digits"))
    let dim = try writeTheme("dim", "[palette]\nash = { hex = \"#505050\", ansi = \"default\" }")
    let measured = try run(["check", dim])
    #expect(measured.status == .exited(code: 78))
    #expect(measured.output.contains("exact colours: text.muted on surface has a contrast of 2.2, 4.5 is the least"))
  }

  @Test("preview prints names and signs into a pipe, and looks when they are asked for")
  func preview() throws {
    let plain = try run(["preview", "counter"])
    #expect(plain.status == .exited(code: 0))
    #expect(!plain.output.contains("\u{1B}"))
    #expect(plain.output.contains("state.paid        ✓  *"))
    let exact = try run(["preview", "counter", "--level", "direct"])
    #expect(exact.output.contains("\u{1B}[0;1;38;2;91;232;165;48;2;20;22;26m"))
    let ascii = try run(["preview", "counter", "--level", "mono", "--glyphs", "ascii"])
    #expect(ascii.output.utf8.allSatisfy { $0 < 0x80 })
    let unknown = try run(["preview", "sunrise"])
    #expect(unknown.status == .exited(code: 78))
    #expect(unknown.errors.contains("there is no theme \"sunrise\"; write one of: counter, counter-light"))
  }
}

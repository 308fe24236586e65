import Cells
import Glibc
import Terminal

/// A small program that only shows what the terminal layer does, so that tests can look at it from outside.
@main
struct TerminalProbe {
  static func main() {
    BacktracePolicy.reexecuteIfNeeded()
    BacktracePolicy.forbidCoreDumps()
    Signals.block()
    let arguments = CommandLine.arguments
    var options = TerminalOptions()
    options.terminalName = value(of: "--term", in: arguments)
    options.colour = value(of: "--colour", in: arguments).flatMap(ColourLevel.init(rawValue:))
    options.glyphs = value(of: "--glyphs", in: arguments).flatMap(GlyphSet.init(rawValue:))
    if arguments.contains("--light-theme") { options.lightTheme = lightTheme }
    if let log = value(of: "--log", in: arguments) {
      options.strayErrors = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    }
    do throws(TerminalError) {
      let screen = try TerminalScreen(theme: .counter, options: options)
      let inbox = try Inbox<String>()
      let loop = try EventLoop(inbox: inbox, keys: screen)
      var probe = Probe(screen: screen, inbox: inbox)
      probe.draw()
      loop.run(deadlineMilliseconds: { probe.deadlineMilliseconds }) { events in probe.handle(events) }
      screen.close()
      exit(probe.exitCode)
    } catch {
      print(error.sentence)
      exit(69)
    }
  }

  /// Black on white, and no more.
  private static let lightTheme = Theme(
    description: Theme.counter.description,
    palette: [
      PaletteEntry(name: "paper", colour: RGB(0xFF, 0xFF, 0xFF), index: 231, ansi: .white),
      PaletteEntry(name: "ink", colour: RGB(0, 0, 0), index: 16, ansi: .black),
    ],
    roles: [.text: RoleStyle(foreground: "ink", attributes: []), .surface: RoleStyle(background: "paper")])

  private static func value(of option: String, in arguments: [String]) -> String? {
    guard let index = arguments.firstIndex(of: option), index + 1 < arguments.count else { return nil }
    return arguments[index + 1]
  }
}

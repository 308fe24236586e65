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
    if let log = value(of: "--log", in: arguments) {
      options.strayErrors = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    }
    do throws(TerminalError) {
      let screen = try TerminalScreen(theme: .counter, options: options)
      let inbox = try Inbox<String>()
      let loop = try EventLoop(inbox: inbox, screen: screen)
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

  private static func value(of option: String, in arguments: [String]) -> String? {
    guard let index = arguments.firstIndex(of: option), index + 1 < arguments.count else { return nil }
    return arguments[index + 1]
  }
}

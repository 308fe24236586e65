/// Why the screen cannot be started here, said before anything was written to the terminal.
package enum TerminalError: Error, Hashable, Sendable {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// TERM is not set.
  case unnamed
  /// There is no terminfo database.
  case noDescriptions
  /// This machine has no description of the terminal, nor of any like it.
  case unknown(name: String)
  /// The terminal cannot place text on the screen.
  case tooSimple(name: String)
  /// The terminal is described, and could still not be opened.
  case notOpened(name: String)
  /// The operating system gave no descriptor for events.
  case noEventSource

  /// What happened, what it means, and what to do now.
  package var sentence: String {
    // Behind ForceCommand nothing can be typed here: what can be changed is the line that starts ssh, or the server's.
    let remedy =
      "If this window can do more than it says: here, TERM=xterm-256color kaunta desk; where you type ssh, "
      + "TERM=xterm-256color ssh -t and the rest; in a ForceCommand, its owner writes kaunta desk --term xterm-256color."
    return switch self {
    case .notATerminal:
      "The desk needs a terminal, and this is a file or a pipe. Nothing was started and no money was asked for. "
        + "Run it in a terminal window, or with ssh -t; kaunta push works without one."
    case .unnamed:
      "This terminal does not say what it is (TERM is empty). Nothing was started. \(remedy)"
    case .noDescriptions:
      "This machine has no descriptions of terminals. Nothing was started. Install them (on Debian: the package "
        + "ncurses-base), or say with TERMINFO where they are; kaunta push works without."
    case .unknown(let name):
      "This machine does not know the terminal \"\(Self.printable(name))\", nor any like it. Nothing was started. Install "
        + "its description (on Debian: the packages ncurses-base and ncurses-term). \(remedy)"
    case .tooSimple(let name):
      "The terminal \"\(Self.printable(name))\" cannot move its cursor, so the desk cannot be drawn. Nothing was "
        + "started. \(remedy) kaunta push works in any."
    case .notOpened(let name):
      "The terminal \"\(Self.printable(name))\" could not be opened. Nothing was started. \(remedy)"
    case .noEventSource:
      "The operating system refused a descriptor to wait on (too many open files?). Nothing was started. "
        + "Close other programs, or raise the limit with ulimit -n."
    }
  }

  static func printable(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.prefix(40).filter { (0x21..<0x7F).contains($0.value) }))
  }
}

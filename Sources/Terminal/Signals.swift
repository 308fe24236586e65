import CLinux
import Glibc

/// What ends a program from outside, whatever it shows.
package enum OutsideEnd: Hashable, Sendable {
  /// INT: somebody asks to stop; at the keyboard, Ctrl-C is a key.
  case interrupted
  /// TERM: stop now, tidily.
  case terminated
  /// HUP, or a terminal that says so itself: nothing can be shown or typed any more.
  case terminalLost

  init?(signal number: Int32) {
    switch number {
    case SIGINT: self = .interrupted
    case SIGTERM: self = .terminated
    case SIGHUP: self = .terminalLost
    default: return nil
    }
  }
}

/// A signal after which a program goes on, as an event that waits its turn and interrupts nothing.
package enum TerminalSignal: Hashable, Sendable {
  /// WINCH: the terminal has another size.
  case windowChanged
  /// TSTP: somebody outside asks to pause.
  case suspended
  /// CONT: running again.
  case continued

  init?(number: Int32) {
    switch number {
    case SIGWINCH: self = .windowChanged
    case SIGTSTP: self = .suspended
    case SIGCONT: self = .continued
    default: return nil
    }
  }
}

/// What must be decided about signals before a program has a second thread.
package enum Signals {
  /// Holds back the signals that ``EventLoop`` reports, for this thread and all that it will start.
  ///
  /// To be called first thing in main: a thread that exists already would keep taking signals by itself. Children
  /// inherit the held-back signals unless they are started with `kaunta_spawn`.
  package static func block() {
    _ = kaunta_signals_block()
  }
}

/// The clock that counts while the machine sleeps, and that nobody can set.
package enum BootClock {
  /// Milliseconds since the machine started.
  package static var nowMilliseconds: Int64 { kaunta_boot_milliseconds() }
}

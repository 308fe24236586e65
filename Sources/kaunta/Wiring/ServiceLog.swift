import Files
import Glibc

/// The journal, where systemd reads what a service says (systemd.exec(5): JOURNAL_STREAM; sd-daemon(3): priorities).
enum ServiceLog {
  /// How much a line matters, as syslog numbers it.
  enum Priority: Int {
    case alert = 1, error = 3, warning = 4, notice = 5, info = 6, debug = 7

    init(level: String) {
      self =
        switch level {
        case "critical", "error": .error
        case "warning": .warning
        case "notice": .notice
        case "info": .info
        default: .debug
        }
    }
  }

  /// Standard error is the journal's own.
  static let isJournal: Bool = {
    guard let stream = getenv("JOURNAL_STREAM").map({ String(cString: $0) }),
      let facts = FileFacts(openFile: STDERR_FILENO)
    else { return false }
    return stream == "\(facts.device):\(facts.inode)"
  }()

  /// The line with its priority before it, where the journal reads it.
  static func marked(_ line: String, _ priority: Priority) -> String {
    isJournal ? "<\(priority.rawValue)>\(line)" : line
  }
}

import ArgumentParser
import CommandText
import Logging
import Settings

/// The home's log, as swift-log wants it and as plain lines.
///
/// Never a phone number, never a secret.
struct ShopLog: Sendable {
  let file: LogFile
  let level: Logger.Level

  init(_ settings: LogSettings, rights: HomeRights) throws {
    let clock = SystemClock()
    do {
      file = try LogFile(settings, rights: rights) { clock.now().wallMilliseconds }
    } catch {
      throw fail(error.text, Exit.settings)
    }
    level = Logger.Level(rawValue: settings.level.rawValue) ?? .info
  }

  /// Writes one line, for a command that hardly ever has one; where there is no log, nobody reads it.
  static func note(_ words: String, from source: String, _ settings: ShopSettings) {
    try? ShopLog(settings.log, rights: settings.rights).logger(source).warning("\(words)")
  }

  /// A logger for one part of the program.
  func logger(_ source: String) -> Logger { Self.logger(source, level, file) }

  /// A logger for a program that takes or looks for answers, and that must not stay down for want of a log: on a full
  /// or failing disk its lines go to standard error.
  ///
  /// Under systemd they go to the journal, which keeps and turns them over itself.
  static func serviceLogger(_ source: String, _ settings: LogSettings, rights: HomeRights) -> Logger {
    if ServiceLog.isJournal { return logger(source, Logger.Level(rawValue: settings.level.rawValue) ?? .info, nil) }
    do { return try ShopLog(settings, rights: rights).logger(source) } catch {
      let words = (error as? CommandFailure)?.words ?? "the log cannot be opened"
      Output.error("kaunta: \(words). It goes on without, and what it has to say comes here.")
      return logger(source, Logger.Level(rawValue: settings.level.rawValue) ?? .info, nil)
    }
  }

  private static func logger(_ source: String, _ level: Logger.Level, _ file: LogFile?) -> Logger {
    var logger = Logger(label: source) { label in LogFileHandler(file: file, source: label) }
    logger.logLevel = level
    return logger
  }
}

/// swift-log's entries as lines of the log file; metadata is left out, since nobody has checked it for phones.
private struct LogFileHandler: LogHandler {
  /// Nil for standard error.
  let file: LogFile?
  let source: String
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  init(file: LogFile?, source: String) {
    self.file = file
    self.source = source
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let words = event.message.description
    guard let file else {
      let line = LogFile.printable(words)
      let level = event.level.rawValue
      return Output.error(
        ServiceLog.isJournal ? ServiceLog.marked(line, .init(level: level)) : "\(level) \(source): \(line)")
    }
    file.write(level: event.level.rawValue, source: source, words)
  }
}

import ArgumentParser
import CommandText

/// A command that tells what is, and changes nothing: one that could not say all of it has failed.
protocol ReadingCommand: ParsableCommand {
  /// Whether it only reads this time; what it is without a flag that makes it act.
  var onlyReads: Bool { get }
}

extension ReadingCommand {
  var onlyReads: Bool { true }
}

/// How every command ends, whatever ends it: by its own word, by a failure, by the argument parser's.
///
/// With `--json` each of those is one object on standard output, so that a script never has to read prose.
enum CommandEnd {
  /// Runs the command that is meant, and gives back its exit code.
  static func code(of arguments: [String], whose parse: () throws -> any ParsableCommand) -> Int32 {
    do {
      var command = try parse()
      try command.run()
      return isWhole(command) ? 0 : Exit.notWritable
    } catch let failure as CommandFailure {
      tell(failure, arguments)
      return failure.code
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      guard let failure = CommandFailure(of: error) else { return told(error, arguments) }
      tell(failure, arguments)
      return failure.code
    }
  }

  /// A list that does not end where it seems to must not be taken for all that there is.
  ///
  /// Only of commands that read: how another one ends says what it did, told or not.
  private static func isWhole(_ command: any ParsableCommand) -> Bool {
    guard let lost = Output.whyIncomplete, (command as? any ReadingCommand)?.onlyReads == true else { return true }
    Output.error("kaunta: What was found could not be written (\(lost)); it is not all there.")
    return false
  }

  private static func tell(_ failure: CommandFailure, _ arguments: [String]) {
    for line in failure.lines { Output.error(ServiceLog.marked(line, .error)) }
    tellJSON(failure, arguments)
  }

  private static func tellJSON(_ failure: CommandFailure, _ arguments: [String]) {
    if TypedArguments.wantJSON(arguments) { Output.line(failure.json(of: arguments).compactText) }
  }

  /// What the argument parser says, and what nobody foresaw.
  private static func told(_ error: any Error, _ arguments: [String]) -> Int32 {
    let code = Kaunta.exitCode(for: error).rawValue
    let words = NearSuggestion.only(in: Kaunta.fullMessage(for: error))
    // Help and version are no failures.
    if code == 0 {
      Output.line(words)
      return 0
    }
    Output.error(words)
    tellJSON(CommandFailure(lines: [NearSuggestion.only(in: Kaunta.message(for: error))], code: code), arguments)
    return code
  }
}

import ArgumentParser

/// What people write and the argument parser does not know, as it knows it.
enum ArgumentOrder {
  /// Arguments for the parser of `root`.
  static func known(_ arguments: [String], to root: any ParsableCommand.Type) -> [String] {
    withOptionsBehind(spelledOut(arguments), root)
  }

  /// `--wait=S`, and `--wait S`, beside `--wait`: the parser knows flags and options, but no option whose value may be
  /// left out.
  ///
  /// And `--name=` with nothing behind it is an empty value, as after `--name ''`: whose it is says what is wrong with
  /// it.
  private static func spelledOut(_ arguments: [String]) -> [String] {
    var spelled: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" { return spelled + [argument] + rest }
      if argument.hasPrefix("--wait=") {
        spelled += ["--wait", "--wait-seconds", String(argument.dropFirst(7))]
      } else if argument == "--wait", let next = rest.first, !next.isEmpty, next.utf8.allSatisfy(isDigit) {
        spelled += ["--wait", "--wait-seconds", rest.removeFirst()]
      } else if argument.hasPrefix("--"), argument.hasSuffix("="), argument.count > 3,
        !argument.dropLast().contains("=")
      {
        spelled += [String(argument.dropLast()), ""]
      } else {
        spelled.append(argument)
      }
    }
    return spelled
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// `--home DIR` and `--json` may stand anywhere; the parser takes them only behind the last word of the command.
  private static func withOptionsBehind(_ arguments: [String], _ root: any ParsableCommand.Type) -> [String] {
    var words: [String] = []
    var options: [String] = []
    var rest = arguments[...]
    var command = root
    while let argument = rest.first {
      if argument == "--home", rest.count > 1 {
        options += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if argument.hasPrefix("--home=") || argument == "--json" {
        options.append(rest.removeFirst())
      } else if let next = command.configuration.subcommands.first(where: { $0.isCalled(argument) }) {
        words.append(rest.removeFirst())
        command = next
      } else {
        break
      }
    }
    return words + options + rest
  }
}

extension ParsableCommand {
  /// Under its name, or under one that it had before.
  fileprivate static func isCalled(_ word: String) -> Bool {
    _commandName == word || configuration.aliases.contains(word)
  }
}

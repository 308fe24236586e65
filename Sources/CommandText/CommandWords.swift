/// A command as its words are told from its options: its names, and the commands below it.
package struct CommandWords: Sendable {
  let names: [String]
  let subcommands: [CommandWords]

  package init(names: [String], subcommands: [CommandWords] = []) {
    self.names = names
    self.subcommands = subcommands
  }

  /// What the commands below it are called.
  package var commands: [String] { subcommands.flatMap(\.names) }

  /// What is typed below it, as the argument parser knows it: what people write besides is put into its words.
  package func known(_ typed: [String]) -> [String] { withOptionsBehind(Self.spelledOut(typed)) }

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

  /// What stands in a command's place and is none; nil where a command stands there, an option, or nothing.
  ///
  /// The parser would take it for a word of the command that it runs without any.
  package func unknown(in typed: [String]) -> String? {
    let (words, _, rest) = parted(typed)
    guard words.isEmpty, let first = rest.first, !first.hasPrefix("-") else { return nil }
    return first
  }

  /// `--home DIR` and `--json` may stand anywhere; the parser takes them only behind the last word of the command.
  private func withOptionsBehind(_ arguments: [String]) -> [String] {
    let (words, options, rest) = parted(arguments)
    return words + options + rest
  }

  /// The words of a command, the options that stood among them, and what follows.
  private func parted(_ arguments: [String]) -> (words: [String], options: [String], rest: ArraySlice<String>) {
    var words: [String] = []
    var options: [String] = []
    var rest = arguments[...]
    var command = self
    while let argument = rest.first {
      if argument == "--home", rest.count > 1 {
        options += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if argument.hasPrefix("--home=") || argument == "--json" {
        options.append(rest.removeFirst())
      } else if let next = command.subcommands.first(where: { $0.names.contains(argument) }) {
        words.append(rest.removeFirst())
        command = next
      } else {
        break
      }
    }
    return (words, options, rest)
  }
}

/// What is read from arguments before the parser has them, or when it does not take them.
package enum TypedArguments {
  /// A script wants one object on standard output whatever happens.
  package static func wantJSON(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains { $0 == "--json" || $0.hasPrefix("--json=") }
  }

  /// An option that stands there with two values: the parser takes the last, and which is meant nobody knows.
  ///
  /// - Parameter repeatable: options that may stand there more than once.
  package static func contradicted(in arguments: [String], repeatable: Set<String>) -> String? {
    var values: [String: String] = [:]
    let words = Array(arguments.prefix { $0 != "--" })
    for (index, word) in words.enumerated() where word.hasPrefix("--") {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let next = words[(index + 1)...].first.flatMap { $0 == "-" || !$0.hasPrefix("-") ? $0 : nil }
      // A flag has none, and may be repeated.
      guard let value = parts.count > 1 ? parts[1] : next else { continue }
      if let before = values[parts[0]], before != value, !repeatable.contains(parts[0]) { return parts[0] }
      values[parts[0]] = value
    }
    return nil
  }

  /// The first word that is no option.
  static func firstWord(_ arguments: [String]) -> String? { arguments.first { !$0.hasPrefix("-") } }
}

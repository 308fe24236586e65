import CanonicalJSON
import Cells
import Payments

/// Exit codes, as docs and scripts rely on them (sysexits.h where one fits).
package enum Exit {
  package static let failed: Int32 = 1
  package static let check = PushEnd.check.rawValue
  package static let held = PushEnd.held.rawValue
  package static let usage: Int32 = 64
  package static let notWritable: Int32 = 74
  package static let blocked: Int32 = 75
  package static let settings: Int32 = 78

  /// What a code is called in the JSON of a failure.
  package static func name(of code: Int32) -> String {
    switch code {
    case usage: "usage"
    case notWritable: "not-writable"
    case blocked: "blocked"
    case settings: "settings"
    default: "failed"
    }
  }
}

/// Why a command ends without having done what it was for: in words for standard error, and where `--json` was given as
/// one object on standard output as well, so that a script finds one whatever happened.
package struct CommandFailure: Error, Equatable {
  /// A line each, for a person.
  package var lines: [String]
  /// How the command ends.
  package var code: Int32
  /// What happened, in a word for scripts.
  var name: String
  /// What else the JSON object says.
  var members: JSONObject = [:]

  package init(lines: [String], code: Int32, name: String? = nil, members: JSONObject = [:]) {
    // A name or a key that somebody hands in may hold what a terminal obeys.
    self.lines = lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }.map {
      CellWidth.printable(String($0))
    }
    self.code = code
    self.name = name ?? Exit.name(of: code)
    self.members = members
  }

  /// The lines without the program's name before them.
  package var words: String {
    let prefix = "kaunta: "
    return lines.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }.joined(separator: "\n")
  }

  /// The object of `--json`, for a command as it was typed.
  package func json(of arguments: [String]) -> JSONObject {
    var object: JSONObject = ["error": .string(name), "exit": .integer(Int64(code))]
    object["message"] = .string(words)
    for (name, value) in members.members { object[name] = value }
    // A push fails only before its request: from there on it tells of its payment, whatever happens.
    if TypedArguments.firstWord(arguments) == "push", object["sent"] == nil { object["sent"] = .bool(false) }
    return object
  }
}

/// Ends a command with a sentence.
package func fail(
  _ sentence: String, _ code: Int32, named name: String? = nil, _ members: JSONObject = [:]
) -> CommandFailure {
  CommandFailure(lines: ["kaunta: " + sentence], code: code, name: name, members: members)
}

/// Ends a command since the settings do not load; every mistake is a line.
package func fail(settings lines: [String]) -> CommandFailure { CommandFailure(lines: lines, code: Exit.settings) }

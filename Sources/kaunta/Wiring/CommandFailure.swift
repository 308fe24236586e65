import CanonicalJSON

/// Why a command ends without having done what it was for.
///
/// It is told in one place, ``CommandEnd``: in words on standard error, and where `--json` was given as one object on
/// standard output as well, so that a script finds one whatever happened.
struct CommandFailure: Error {
  /// A line each, for a person.
  var lines: [String]
  /// How the command ends.
  var code: Int32
  /// What happened, in a word for scripts.
  var name: String
  /// What else the JSON object says.
  var members: JSONObject = [:]

  /// The lines without the program's name before them.
  var words: String {
    let prefix = "kaunta: "
    return lines.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }.joined(separator: "\n")
  }

  /// The object of `--json`.
  var json: JSONObject {
    var object: JSONObject = ["error": .string(name), "exit": .integer(Int64(code))]
    object["message"] = .string(words)
    for member in members.members { object[member.name] = member.value }
    return object
  }
}

/// Ends a command with a sentence.
func fail(
  _ sentence: String, _ code: Int32, named name: String? = nil, _ members: JSONObject = [:]
) -> CommandFailure {
  CommandFailure(lines: ["kaunta: " + sentence], code: code, name: name ?? Exit.name(of: code), members: members)
}

/// Ends a command since the settings do not load; every mistake is a line.
func fail(settings lines: [String]) -> CommandFailure {
  CommandFailure(lines: lines, code: Exit.settings, name: Exit.name(of: Exit.settings))
}

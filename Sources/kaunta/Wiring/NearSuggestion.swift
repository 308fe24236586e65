import Settings

/// The argument parser takes words of three letters for each other: `--bad` for `--yes`.
enum NearSuggestion {
  private static let question = "'. Did you mean '"

  /// What it says, without a suggestion that is not near what was typed.
  static func only(in message: String) -> String {
    let parts = message.split(separator: question, maxSplits: 1)
    guard parts.count == 2, let typed = parts[0].split(separator: "'").last,
      let suggested = parts[1].split(separator: "'").first,
      NearestName.of(letters(typed), among: [letters(suggested)]) == nil
    else { return message }
    let rest = parts[1].dropFirst(suggested.count)
    return parts[0] + "'" + (rest.hasPrefix("'?") ? rest.dropFirst(2) : rest)
  }

  private static func letters(_ option: Substring) -> String { String(option.drop { $0 == "-" }) }
}

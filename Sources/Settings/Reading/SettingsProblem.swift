/// One thing that is wrong with a file of a home or a theme, on one line.
package struct SettingsProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, or the directory.
  package let file: String
  /// The line; nil where the file as a whole is meant.
  package let line: Int?
  /// The key as it is written with its table, such as `daraja.short_code`; nil where no key is meant.
  package let key: String?
  /// What is wrong; never a secret.
  package let fault: String
  /// What to write or do.
  package let remedy: String

  package init(file: String, line: Int? = nil, key: String? = nil, fault: String, remedy: String) {
    self.file = file
    self.line = line
    self.key = key
    self.fault = fault
    self.remedy = remedy
  }

  /// `FILE:LINE: key: what is wrong; what to write`.
  package var text: String {
    file + (line.map { ":\($0)" } ?? "") + ": " + (key.map { $0 + ": " } ?? "") + fault + "; " + remedy
  }

  /// The same as ``text``.
  package var description: String { text }
}

/// Everything that is wrong with a home's settings, in the order of the file.
package struct SettingsProblems: Error, Sendable, Hashable, CustomStringConvertible {
  /// At least one.
  package let problems: [SettingsProblem]

  /// One line each.
  package var lines: [String] { problems.map(\.text) }

  /// All lines.
  package var description: String { lines.joined(separator: "\n") }
}

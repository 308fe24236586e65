/// One thing that is wrong with a file of a home or a theme, on one line.
public struct SettingsProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, or the directory.
  public let file: String
  /// The line; nil where the file as a whole is meant.
  public let line: Int?
  /// The key as it is written with its table, such as `daraja.short_code`; nil where no key is meant.
  public let key: String?
  /// What is wrong; never a secret.
  public let fault: String
  /// What to write or do.
  public let remedy: String

  /// A problem.
  public init(file: String, line: Int? = nil, key: String? = nil, fault: String, remedy: String) {
    self.file = file
    self.line = line
    self.key = key
    self.fault = fault
    self.remedy = remedy
  }

  /// `FILE:LINE: key: what is wrong; what to write`.
  public var text: String {
    file + (line.map { ":\($0)" } ?? "") + ": " + (key.map { $0 + ": " } ?? "") + fault + "; " + remedy
  }

  /// The same as ``text``.
  public var description: String { text }
}

/// Everything that is wrong with a home's settings, in the order of the file.
public struct SettingsProblems: Error, Sendable, Hashable, CustomStringConvertible {
  /// At least one.
  public let problems: [SettingsProblem]

  /// One line each.
  public var lines: [String] { problems.map(\.text) }

  /// All lines.
  public var description: String { lines.joined(separator: "\n") }
}

extension SettingsReading {
  /// One problem for each key or table that no setting has.
  mutating func reportUnknownKeys() {
    guard case .table(let members) = toml.root else { return }
    for (key, value) in members {
      if let section = SettingsSection(rawValue: key) {
        guard case .table(let keys) = value else {
          reportUnknown([key], "is \(value.kindWords) where a table is wanted", "write [\(key)] on a line of its own")
          continue
        }
        for (name, _) in keys where !SettingName.allCases.contains(where: { $0.path == [section.rawValue, name] }) {
          reportUnknownKey([key, name])
        }
      } else if !SettingName.allCases.contains(where: { $0.path == [key] }) {
        reportUnknownKey([key])
      }
    }
  }

  private mutating func reportUnknownKey(_ path: [String]) {
    let written = path.last ?? ""
    // What stands there may be the secret itself, so the value is never told.
    if let secret = Self.secrets.first(where: { $0.key == written }) {
      reportUnknown(
        path, "is a secret, and secrets do not stand in this file",
        "put it into the file that \(secret.setting.dotted) names, and take this line away")
      return
    }
    reportUnknown(path, "is not a setting", Self.suggestion(path))
  }

  private static let secrets: [(key: String, setting: SettingName)] = [
    ("consumer_secret", .consumerSecretFile), ("passkey", .passkeyFile), ("keys", .keysFile),
  ]

  /// The same key in another table, or one that looks like it.
  private static func suggestion(_ path: [String]) -> String {
    let known = SettingName.allCases
    let dotted = path.joined(separator: ".")
    let sections = SettingsSection.allCases.map(\.rawValue)
    if path.count == 1, let section = NearestName.of(path[0], among: sections) {
      return "write [\(section)], or take it away"
    }
    if let same = known.first(where: { $0.key == path.last }) { return place(same) }
    if let near = NearestName.of(dotted, among: known.map(\.dotted)),
      let name = known.first(where: { $0.dotted == near })
    {
      return place(name)
    }
    if let near = NearestName.of(path.last ?? "", among: known.map(\.key)),
      let name = known.first(where: { $0.key == near })
    {
      return place(name)
    }
    return "take it away"
  }

  private static func place(_ name: SettingName) -> String {
    "write \(name.key)" + (name.section.map { " under [\($0.rawValue)]" } ?? " at the top") + ", or take it away"
  }

  private mutating func reportUnknown(_ path: [String], _ fault: String, _ remedy: String) {
    let line = toml.line(of: path) ?? 1
    let key = path.map { SettingsReading.quoted($0).dropFirst().dropLast() }.joined(separator: ".")
    add(SettingsProblem(file: file, line: line, key: key, fault: fault, remedy: remedy), atLine: line)
  }
}

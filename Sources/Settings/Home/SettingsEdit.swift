/// Puts single values into the text of a `kaunta.toml` and leaves everything else as its owner wrote it.
package enum SettingsEdit {
  /// The values that a shop has to say itself.
  package enum Value: Sendable, Hashable, CaseIterable {
    case environment, shopName, consumerKey, shortCode, tillNumber, publicURL

    var name: SettingName {
      switch self {
      case .environment: .environment
      case .shopName: .shopName
      case .consumerKey: .consumerKey
      case .shortCode: .shortCode
      case .tillNumber: .tillNumber
      case .publicURL: .publicURL
      }
    }

    /// As it is called in messages, such as `daraja.short_code`.
    package var dotted: String { name.dotted }
  }

  /// The text with this value; nil when the file has no line for it.
  package static func put(_ value: Value, _ words: String, into text: String) -> String? {
    var section: Substring?
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for index in lines.indices {
      let line = lines[index].drop { $0 == " " || $0 == "\t" }
      if line.hasPrefix("[") { section = line.dropFirst().prefix { $0 != "]" } }
      let key = line.prefix { $0 != "=" && $0 != " " && $0 != "\t" }
      guard key == value.name.key, section.map(String.init) == value.name.section?.rawValue else { continue }
      lines[index] = "\(value.name.key) = \(SettingsFileText.quoted(words))"
      return lines.joined(separator: "\n")
    }
    return nil
  }
}

/// From where Safaricom's answers come, as far as it publishes that.
package enum SafaricomAddresses {
  /// Each by itself, as the settings of a new home have them.
  package static let published = SettingsChecks.publishedAddresses
}

import Settings

/// What the options of `kaunta setup` say.
package struct SetupOptions: Sendable, Equatable {
  package var isSimulator = false
  package var isSandbox = false
  package var isProduction = false
  package var shop: String?
  package var shortCode: String?
  package var tillNumber: String?
  package var publicHost: String?
  package var consumerKey: String?
  package var consumerSecretFile: String?
  package var passkeyFile: String?
  /// A person is there, and wants to be asked.
  package var isAsking = false

  package init() {}

  /// The environment that is named, in the file's word.
  var environment: String? { environments.first }

  /// All that are named.
  private var environments: [String] {
    [("simulator", isSimulator), ("sandbox", isSandbox), ("production", isProduction)].filter(\.1).map(\.0)
  }

  /// Why they cannot be meant together; nil where they can.
  package var contradiction: String? {
    if environments.count > 1 {
      return environments.map { "--" + $0 }.joined(separator: " and ") + ": a shop is one of them."
    }
    if isSimulator, publicHost != nil {
      return "--public-host: a shop on the simulator is reached from this machine alone."
    }
    return nil
  }
}

/// What `kaunta setup` knows once everything was said.
package struct SetupAnswers: Sendable {
  /// The settings with all that was said.
  package internal(set) var draft: SettingsDraft
  /// For a home that is not there yet.
  package internal(set) var plan: HomePlan
  var values: [(value: SettingsEdit.Value, words: String)] = []
  var secrets: [(secret: SettingsDraft.Secret, text: String)] = []

  /// The same as the plan takes it.
  package func wishes(for home: Home) -> SetupWishes {
    var wishes = SetupWishes()
    wishes.isSimulator = isSimulator
    wishes.publicHost = isSimulator ? nil : draft.publicHost
    wishes.settings = values.map { value, words in
      SetupWishes.Setting(name: value.dotted) { SettingsEdit.put(value, words, into: $0) }
    }
    wishes.secrets = secrets.map { secret, text in
      .init(words: secret.words, path: secret.path(in: home), text: text)
    }
    return wishes
  }

  /// The environment of the settings with all that was said.
  package var environment: String? { draft.environment }

  var isSimulator: Bool { draft.environment == "simulator" }
  var isProduction: Bool { draft.environment == "production" }

  /// Takes a value, unless it is wrong; why.
  mutating func put(_ value: SettingsEdit.Value, _ words: String) -> SettingsProblem? {
    var draft = draft
    // Where the file has no line for it, the plan says so.
    _ = draft.put(value, words)
    if let problem = draft.problem(value) { return problem }
    self.draft = draft
    values.append((value, words))
    return nil
  }

  /// People paste an address where a name is wanted.
  mutating func putHost(_ words: String) -> SettingsProblem? {
    var host = Substring(words.lowercased())
    if host.hasPrefix("https://") { host = host.dropFirst("https://".count) }
    while host.hasSuffix("/") { host = host.dropLast() }
    guard SettingsDraft.isHost(host) else {
      return SettingsProblem(
        file: "", fault: "is no host name", remedy: "letters, digits, - and dots, as in pay.shop.co.ke")
    }
    return put(.publicURL, "https://" + host)
  }
}

/// Why nothing is set up, and nothing was done: an option that cannot be, or nobody who answers.
package struct SetupRefusal: Error, Sendable, Equatable {
  package let sentence: String

  init(_ words: String) { sentence = words + " Nothing was done." }
}

import Settings

/// Asks for what neither the options nor the home say, or say wrongly: a machine that is asked for its next question
/// and told the answer.
package struct SetupInterview {
  /// What a person is asked, with the answer to stand behind it.
  package enum Question: Sendable, Equatable {
    case open(String)
    /// What is typed is not shown.
    case hidden(String)
  }

  /// What comes next.
  package enum Next {
    case ask(Question)
    case done(SetupAnswers)
  }

  private enum Topic {
    case environment
    case value(SettingsEdit.Value, option: String?, String)
    case host
    case secret(SettingsDraft.Secret, file: String?, String)
  }

  private let options: SetupOptions
  private let home: Home
  /// The settings as they are; nil when there is no home yet.
  private let settings: String?
  private let textOfFile: (String) -> String?
  private var topics: [Topic] = []
  private var answers: SetupAnswers
  private var said: [String] = []

  /// About a home.
  ///
  /// - Parameters:
  ///   - settings: as they are; nil when there is no home yet.
  ///   - obstacle: what keeps the shop that is there from being moved away now, in a sentence.
  ///   - textOfFile: reads the files that options name.
  package init(
    _ options: SetupOptions, home: Home, settings: String?, obstacle: () -> String? = { nil },
    textOfFile: @escaping (String) -> String?
  ) throws(SetupRefusal) {
    self.options = options
    self.home = home
    self.settings = settings
    self.textOfFile = textOfFile
    if let settings {
      answers = SetupAnswers(draft: SettingsDraft(home, text: settings), plan: HomePlan(kind: .sandbox))
      if let wanted = options.environment, let there = answers.draft.environment, there != wanted {
        throw SetupRefusal(
          "the shop at \(home.path) is a \(there) one, and its books stay that for ever. For another, "
            + MovingAway.words(home, as: there) + (obstacle().map { " " + $0 } ?? ""))
      }
      topics = values
      return
    }
    guard options.isAsking || options.environment != nil else {
      throw SetupRefusal(
        "say what shop this is to be, since its books stay that for ever: --simulator (to practise, no money), --sandbox "
          + "(Safaricom's sandbox, no money) or --production (real money).")
    }
    answers = Self.answers(options, home, environment: options.environment ?? "sandbox")
    if options.isAsking {
      said = ["A new shop. Enter alone leaves a value for later; Ctrl-C ends this, and nothing is done."]
    }
    if options.isAsking, options.environment == nil {
      said += [
        "  1  to practise: a simulated Safaricom on this machine, no money",
        "  2  Safaricom's sandbox: for trying keys and the public address, no money", "  3  real money",
      ]
      topics = [.environment]
    } else {
      topics = values
    }
  }

  /// What is to be said before the next question.
  package mutating func takeWords() -> [String] {
    defer { said = [] }
    return said
  }

  /// Goes on to what is to be asked, past all that options and home say.
  package mutating func next() throws(SetupRefusal) -> Next {
    while let topic = topics.first {
      if let question = try question(of: topic) { return .ask(question) }
      topics.removeFirst()
    }
    return .done(answers)
  }

  /// Takes what was typed; nil when nobody answers any more.
  package mutating func answer(_ typed: String?) throws(SetupRefusal) {
    guard let words = typed?.trimmingBlanks else { throw SetupRefusal("nobody answers any more.") }
    guard let topic = topics.first else { return }
    if case .environment = topic { return choose(words) }
    // Enter alone leaves it for later.
    if words.isEmpty {
      topics.removeFirst()
      return
    }
    if let complaint = take(words, for: topic) {
      said.append("  " + complaint)
    } else {
      topics.removeFirst()
    }
  }

  private mutating func choose(_ words: String) {
    guard let environment = ["1": "simulator", "2": "sandbox", "3": "production"][words] else {
      said.append(
        words.isEmpty ? "  Choose one of the three; Ctrl-C ends this." : "  \"\(words)\" is none of the three.")
      return
    }
    answers = Self.answers(options, home, environment: environment)
    topics = values
  }

  /// What is told to a home that is not there yet.
  private static func answers(_ options: SetupOptions, _ home: Home, environment: String) -> SetupAnswers {
    var plan = HomePlan(
      kind: environment == "simulator" ? .simulator : .sandbox, group: CashierPlaces.group,
      listenerUser: "kaunta-listen")
    if let shop = options.shop { plan.shopName = shop }
    var answers = SetupAnswers(draft: SettingsDraft(home, new: plan), plan: plan)
    if environment == "production" { _ = answers.put(.environment, environment) }
    return answers
  }

  /// What a shop of this environment has to say.
  private var values: [Topic] {
    var topics: [Topic] = []
    if settings == nil || options.shop != nil || answers.draft.isUnnamed {
      topics.append(.value(.shopName, option: options.shop, "The shop's name"))
    }
    if answers.isSimulator { return topics }
    let isProduction = answers.isProduction
    topics += [
      .host,
      .value(
        .shortCode, option: options.shortCode,
        isProduction ? "PayBill number, or the store number of a till" : "Short code"),
    ]
    // A shop whose short code was left for later has not said what kind it is.
    let isOpen = settings == nil || answers.draft.problem(.shortCode) != nil
    if options.tillNumber != nil || (isOpen && isProduction) {
      topics.append(
        .value(.tillNumber, option: options.tillNumber, "Till number, for buy goods (none for a PayBill)"))
    }
    return topics + [
      .value(.consumerKey, option: options.consumerKey, "The Daraja app's consumer key"),
      .secret(.consumerSecret, file: options.consumerSecretFile, "The app's consumer secret"),
      .secret(.passkey, file: options.passkeyFile, "The short code's passkey"),
    ]
  }

  /// What is asked about a topic; nil where an option says it, or the home, or where nobody is asked.
  private mutating func question(of topic: Topic) throws(SetupRefusal) -> Question? {
    switch topic {
    case .environment: return .open("1, 2 or 3: ")
    case .value(_, let option?, _):
      if let complaint = take(option, for: topic) { throw SetupRefusal(complaint) }
      return nil
    case .value(let value, nil, let words):
      // Both have a value in a new home, which is nobody's.
      let isOpen = [.shopName, .tillNumber].contains(value) || answers.draft.problem(value) != nil
      return options.isAsking && isOpen ? .open(words + ": ") : nil
    case .host:
      if let option = options.publicHost {
        if let complaint = take(option, for: topic) { throw SetupRefusal(complaint) }
        return nil
      }
      let isOpen = answers.draft.problem(.publicURL) != nil
      return options.isAsking && isOpen
        ? .open("The name under which Safaricom reaches it, such as pay.shop.co.ke: ") : nil
    case .secret(let secret, let file?, _):
      try take(secret, from: file)
      return nil
    case .secret(let secret, nil, let words):
      return options.isAsking && !isThere(secret) ? .hidden(words + " (not shown): ") : nil
    }
  }

  /// A new home has the sandbox's passkey, which everybody knows.
  private func isThere(_ secret: SettingsDraft.Secret) -> Bool {
    settings == nil ? secret == .passkey && !answers.isProduction : answers.draft.problem(secret) == nil
  }

  private mutating func take(_ secret: SettingsDraft.Secret, from file: String) throws(SetupRefusal) {
    guard let content = textOfFile(file) else { throw SetupRefusal("\(file) cannot be read.") }
    // A byte order mark does not count, as in every file of a home (docs/home.md).
    let text = content.unicodeScalars.first == "\u{FEFF}" ? String(content.unicodeScalars.dropFirst()) : content
    if let problem = answers.draft.problem(secret, text) {
      throw SetupRefusal("\(file): \(problem.fault); \(problem.remedy).")
    }
    answers.secrets.append((secret, text.trimmingBlanks))
  }

  /// Takes an answer, unless it is wrong; why, in a sentence.
  private mutating func take(_ words: String, for topic: Topic) -> String? {
    let problem: SettingsProblem?
    switch topic {
    case .environment: return nil
    case .value(let value, _, _): problem = answers.put(value, words)
    case .host: problem = answers.putHost(words)
    case .secret(let secret, _, _):
      // What was not shown is not said again.
      if let problem = answers.draft.problem(secret, words) { return "It \(problem.fault); \(problem.remedy)." }
      answers.secrets.append((secret, words))
      return nil
    }
    return problem.map { ($0.fault.hasPrefix("\"") ? "" : "\"\(words)\" ") + $0.fault + "; " + $0.remedy + "." }
  }
}

extension String {
  /// Without blanks and line ends at both ends.
  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

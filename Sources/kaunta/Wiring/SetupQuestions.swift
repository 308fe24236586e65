import CommandText
import Glibc
import ServerSetup
import Settings

/// What `kaunta setup` has to know, from its options and, where a person is there, from her.
struct SetupAnswers {
  /// The settings with all that was said.
  var draft: SettingsDraft
  /// For a home that is not there yet.
  var plan: HomePlan
  var values: [(SettingsEdit.Value, String)] = []
  var secrets: [(SettingsDraft.Secret, String)] = []

  /// The same as the plan takes it.
  func wishes(for home: Home) -> SetupWishes {
    var wishes = SetupWishes()
    wishes.isSimulator = draft.environment == "simulator"
    wishes.publicHost = wishes.isSimulator ? nil : draft.publicHost
    wishes.settings = values.map { value, words in
      SetupWishes.Setting(name: value.dotted) { SettingsEdit.put(value, words, into: $0) }
    }
    wishes.secrets = secrets.map { secret, text in
      .init(words: secret.words, path: secret.path(in: home), text: text)
    }
    return wishes
  }
}

/// Asks for what neither the options nor the home say, or say wrongly.
struct SetupQuestions {
  let command: SetupCommand
  let home: Home
  /// The settings as they are; nil when there is no home yet.
  let settings: String?

  /// - Throws: when an option cannot be, or nobody answers any more; nothing was done then.
  func asked() throws -> SetupAnswers {
    var answers = try begin()
    if settings == nil || command.shop != nil {
      try take(.shopName, command.shop, "The shop's name", into: &answers)
    }
    if answers.draft.environment == "simulator" { return answers }
    try takeHost(into: &answers)
    let isProduction = answers.draft.environment == "production"
    try take(
      .shortCode, command.shortCode, isProduction ? "PayBill number, or the store number of a till" : "Short code",
      into: &answers)
    if command.tillNumber != nil || (settings == nil && isProduction) {
      try take(.tillNumber, command.tillNumber, "Till number, for buy goods (none for a PayBill)", into: &answers)
    }
    try take(.consumerKey, command.consumerKey, "The Daraja app's consumer key", into: &answers)
    try take(.consumerSecret, command.consumerSecretFile, "The app's consumer secret", into: &answers)
    try take(.passkey, command.passkeyFile, "The short code's passkey", into: &answers)
    return answers
  }

  private var isAsking: Bool { !command.yes && !command.dryRun && isatty(STDIN_FILENO) == 1 }

  private func begin() throws -> SetupAnswers {
    let wanted = command.simulator ? "simulator" : command.production ? "production" : nil
    if let settings {
      let draft = SettingsDraft(home, text: settings)
      if let wanted, let there = draft.environment, there != wanted {
        throw fail(
          "the shop at \(home.path) is a \(there) one, and its books stay that for ever. For another, "
            + "move it away first: systemctl stop kaunta-listen.socket kaunta-listen kaunta-poll; "
            + "mv \(home.path) \(home.path)-\(there). Nothing was done.", Exit.usage)
      }
      return SetupAnswers(draft: draft, plan: HomePlan(kind: .sandbox))
    }
    if isAsking {
      Output.line("A new shop. Enter alone leaves a value for later; Ctrl-C ends this, and nothing is done.")
    }
    let environment = try wanted ?? chosenEnvironment()
    var plan = HomePlan(
      kind: environment == "simulator" ? .simulator : .sandbox, group: CashierPlaces.group,
      listenerUser: "kaunta-listen")
    if let shop = command.shop { plan.shopName = shop }
    var answers = SetupAnswers(draft: SettingsDraft(home, new: plan), plan: plan)
    if environment == "production" { _ = put(.environment, environment, into: &answers) }
    return answers
  }

  private func chosenEnvironment() throws -> String {
    guard isAsking else { return "sandbox" }
    Output.line("  1  to practise: a simulated Safaricom on this machine, no money")
    Output.line("  2  Safaricom's sandbox: for trying keys and the public address, no money")
    Output.line("  3  real money")
    while true {
      switch try line("1, 2 or 3: ") {
      case "1": return "simulator"
      case "2": return "sandbox"
      case "3": return "production"
      default: continue
      }
    }
  }

  /// Takes an option, or asks until the answer can be; an answer is asked for while the value is missing or wrong.
  private func take(
    _ value: SettingsEdit.Value, _ option: String?, _ question: String, into answers: inout SetupAnswers
  ) throws {
    if let option {
      if let problem = put(value, option, into: &answers) { throw refusal(problem, of: option) }
      return
    }
    guard isAsking, settings == nil && [.shopName, .tillNumber].contains(value) || answers.draft.problem(value) != nil
    else { return }
    while let words = try answer(question) {
      guard let problem = put(value, words, into: &answers) else { return }
      Output.line("  " + sentence(problem, of: words))
    }
  }

  private func takeHost(into answers: inout SetupAnswers) throws {
    if let option = command.publicHost {
      if let problem = putHost(option, into: &answers) { throw refusal(problem, of: option) }
      return
    }
    guard isAsking, answers.draft.problem(.publicURL) != nil else { return }
    while let words = try answer("The name under which Safaricom reaches it, such as pay.shop.co.ke") {
      guard let problem = putHost(words, into: &answers) else { return }
      Output.line("  " + sentence(problem, of: words))
    }
  }

  private func take(
    _ secret: SettingsDraft.Secret, _ file: String?, _ question: String, into answers: inout SetupAnswers
  ) throws {
    if let file {
      guard let text = LocalMachine().text(of: file) else {
        throw fail("\(file) cannot be read. Nothing was done.", Exit.usage)
      }
      if let problem = answers.draft.problem(secret, text) {
        throw fail("\(file): \(problem.fault); \(problem.remedy). Nothing was done.", Exit.usage)
      }
      return answers.secrets.append((secret, text.trimmingBlanks))
    }
    // A new home has the sandbox's passkey, which everybody knows.
    let isThere =
      settings == nil
      ? secret == .passkey && answers.draft.environment != "production" : answers.draft.problem(secret) == nil
    guard isAsking, !isThere else { return }
    while true {
      let text = try HiddenInput.ask(question + " (not shown): ", otherwise: "Nothing was done.").trimmingBlanks
      if text.isEmpty { return }
      guard let problem = answers.draft.problem(secret, text) else {
        return answers.secrets.append((secret, text))
      }
      Output.line("  It \(problem.fault); \(problem.remedy).")
    }
  }

  /// Takes a value, unless it is wrong; why.
  private func put(_ value: SettingsEdit.Value, _ words: String, into answers: inout SetupAnswers) -> SettingsProblem? {
    var draft = answers.draft
    // Where the file has no line for it, the plan says so.
    _ = draft.put(value, words)
    if let problem = draft.problem(value) { return problem }
    answers.draft = draft
    answers.values.append((value, words))
    return nil
  }

  /// People paste an address where a name is wanted.
  private func putHost(_ words: String, into answers: inout SetupAnswers) -> SettingsProblem? {
    var host = Substring(words.lowercased())
    if host.hasPrefix("https://") { host = host.dropFirst("https://".count) }
    while host.hasSuffix("/") { host = host.dropLast() }
    guard SettingsDraft.isHost(host) else {
      return SettingsProblem(
        file: "", fault: "is no host name", remedy: "letters, digits, - and dots, as in pay.shop.co.ke")
    }
    return put(.publicURL, "https://" + host, into: &answers)
  }

  private func sentence(_ problem: SettingsProblem, of words: String) -> String {
    (problem.fault.hasPrefix("\"") ? "" : "\"\(words)\" ") + problem.fault + "; " + problem.remedy + "."
  }

  private func refusal(_ problem: SettingsProblem, of words: String) -> any Error {
    fail(sentence(problem, of: words) + " Nothing was done.", Exit.usage)
  }

  /// An answer; nil where nothing was typed.
  private func answer(_ question: String) throws -> String? {
    let words = try line(question + ": ")
    return words.isEmpty ? nil : words
  }

  private func line(_ prompt: String) throws -> String {
    Output.prompt(prompt)
    guard let words = readLine() else {
      Output.line("")
      throw fail("nobody answers any more. Nothing was done.", Exit.usage)
    }
    return words.trimmingBlanks
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

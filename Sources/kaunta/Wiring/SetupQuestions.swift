import Glibc
import ServerSetup
import Settings

/// What `kaunta setup` has to know, from its options and, where a person is there, from her.
struct SetupAnswers {
  var shopName = "My shop"
  var values: [(SettingsEdit.Value, String)] = []
  var consumerSecret: String?
  var passkey: String?
  var publicHost: String?
  var isSimulator = false

  /// The same as the plan takes it.
  func wishes(for home: Home) throws -> SetupWishes {
    var wishes = SetupWishes()
    wishes.isSimulator = isSimulator
    wishes.publicHost = publicHost
    wishes.settings = values.map { value, words in
      SetupWishes.Setting(name: value.dotted) { SettingsEdit.put(value, words, into: $0) }
    }
    for (words, path, secret) in [
      ("the consumer secret", home.consumerSecretFile, consumerSecret), ("the passkey", home.passkeyFile, passkey),
    ] {
      if let secret { wishes.secrets.append(.init(words: words, path: path, text: secret)) }
    }
    return wishes
  }
}

/// Asks for what the options do not say, once, when the shop is new.
struct SetupQuestions {
  let command: SetupCommand
  let home: Home
  let isNew: Bool

  init(_ command: SetupCommand, home: Home, isNew: Bool) {
    self.command = command
    self.home = home
    self.isNew = isNew
  }

  func asked() throws -> SetupAnswers {
    var answers = SetupAnswers()
    let shop = try command.shop ?? ask("The shop's name: ")
    if let shop {
      answers.shopName = shop
      answers.values.append((.shopName, shop))
    }
    answers.isSimulator = command.simulator || (!isNew && isSimulatorHome)
    if answers.isSimulator { return answers }
    if command.production { answers.values.append((.environment, "production")) }
    if let host = try command.publicHost ?? ask("The name under which Safaricom reaches it, such as pay.shop.co.ke: ") {
      try requireHost(host)
      answers.publicHost = host
      answers.values.append((.publicURL, "https://" + host))
    }
    for (value, option, question) in [
      (SettingsEdit.Value.shortCode, command.shortCode, command.production ? "PayBill or store number: " : nil),
      (.tillNumber, command.tillNumber, nil),
      (.consumerKey, command.consumerKey, "The Daraja app's consumer key: "),
    ] {
      if let words = try option ?? question.flatMap(ask) { answers.values.append((value, words)) }
    }
    answers.consumerSecret = try secret(command.consumerSecretFile, "The app's consumer secret (not shown): ")
    answers.passkey = try secret(
      command.passkeyFile, command.production ? "The short code's passkey (not shown): " : nil)
    return answers
  }

  private var isAsking: Bool { isNew && !command.yes && isatty(STDIN_FILENO) == 1 }

  private var isSimulatorHome: Bool {
    (LocalMachine().text(of: home.settingsFile) ?? "").split(separator: "\n").contains { line in
      line.hasPrefix("environment") && line.contains("\"simulator\"")
    }
  }

  /// An answer; nil where nobody is asked or nothing was typed.
  private func ask(_ question: String) throws -> String? {
    guard isAsking else { return nil }
    Output.prompt(question)
    let answer = (readLine() ?? "").trimmingBlanks
    return answer.isEmpty ? nil : answer
  }

  private func secret(_ file: String?, _ question: String?) throws -> String? {
    if let file {
      guard let text = LocalMachine().text(of: file) else {
        throw fail("\(file) cannot be read. Nothing was done.", Exit.usage)
      }
      return text.trimmingBlanks
    }
    guard let question, isAsking else { return nil }
    let answer = try HiddenInput.ask(question, otherwise: "Nothing was done.").trimmingBlanks
    return answer.isEmpty ? nil : answer
  }

  /// It goes into the proxy's settings, where other signs would mean something.
  private func requireHost(_ host: String) throws {
    let isPlain = host.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
    }
    if isPlain, host.contains("."), !host.hasPrefix("."), !host.hasSuffix("."), !host.hasPrefix("-") { return }
    throw fail(
      "\"\(host)\" is no host name: small letters, digits, - and dots, as in pay.shop.co.ke, without https:// before it.",
      Exit.usage)
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

/// How the owner is told of something: by a program of the shop's, and by mail.
///
/// No phone, name or secret is ever in it: a mail is read by others.
package struct OwnerTelling<Server: Machine> {
  /// What is told.
  package struct Message: Sendable, Equatable {
    /// What it is about, in a word: a unit, or a part of the shop.
    package var about: String
    /// A sentence or two.
    package var words: String

    /// A message.
    package init(about: String, words: String) {
      self.about = about
      self.words = words
    }
  }

  /// What became of it.
  package struct Outcome: Sendable, Equatable {
    /// By which ways it went out.
    package var ways: [String] = []
    /// Why it did not by the others, a sentence each.
    package var troubles: [String] = []

    /// Why there is no way at all; nil where there is one, even one that did not work.
    package func whyNobody(command: String?) -> String? {
      guard ways.isEmpty, troubles.isEmpty else { return nil }
      return
        "nobody can be told: there is neither \(command ?? "a command") nor sendmail. Write alerts.command into "
        + "kaunta.toml, or install a mailer that brings sendmail."
    }
  }

  private let machine: Server
  private let command: String?
  private let isCommandChosen: Bool
  private let mail: String?

  /// Ways of telling.
  ///
  /// - Parameters:
  ///   - command: an absolute path; nil for none.
  ///   - isCommandChosen: that it is not there is a trouble.
  ///   - mail: to whom; nil for nobody.
  package init(_ machine: Server, command: String?, isCommandChosen: Bool, mail: String?) {
    self.machine = machine
    self.command = command
    self.isCommandChosen = isCommandChosen
    self.mail = mail
  }

  /// Why nobody would be told; nil where there is a way.
  package var whyNobodyWouldBe: String? {
    let hasCommand = command.map(machine.hasProgram) == true
    return hasCommand || (mail != nil && machine.hasProgram("sendmail")) ? nil : Outcome().whyNobody(command: command)
  }

  /// Tells it by every way that there is.
  package func tell(_ message: Message) -> Outcome {
    var outcome = Outcome()
    if let command {
      attempt(command, [command, message.about, message.words], input: "", isNeeded: isCommandChosen, &outcome)
    }
    if let mail {
      let text = "To: \(mail)\nSubject: Kaunta: \(message.about)\n\n\(message.words)\n"
      attempt("mail to \(mail)", ["sendmail", "-t"], input: text, isNeeded: mail != "root", &outcome)
    }
    return outcome
  }

  private func attempt(
    _ way: String, _ words: [String], input: String, isNeeded: Bool, _ outcome: inout Outcome
  ) {
    do throws(MachineProblem) {
      let answer = try machine.run(words, input: input)
      if answer.code == 0 { return outcome.ways.append(way) }
      outcome.troubles.append("\(way): \(answer.lastLine)")
    } catch {
      if case .noProgram = error, !isNeeded { return }
      outcome.troubles.append("\(way): \(error.sentence)")
    }
  }
}

/// What a person agrees to before anything is done, and what she answers.
package enum SetupAgreement {
  /// The question.
  package static let question = "Do it? [y/N] "

  /// What is shown of a plan.
  package static func lines(_ steps: [SetupStep]) -> [String] {
    if steps.isEmpty { return ["Nothing is left to set up."] }
    return ["To be done:"] + steps.map { "  " + $0.words }
  }

  /// Something is done by the program itself, and so agreed to.
  package static func isNeeded(_ steps: [SetupStep]) -> Bool {
    steps.contains { if case .tell = $0 { false } else { true } }
  }

  /// Whether she agrees; nil for what is no answer.
  ///
  /// Whoever answers nothing, or is not there any more, does not.
  package static func answer(_ typed: String?) -> Bool? {
    switch typed?.lowercased() {
    case "y", "yes": true
    case "n", "no", "", nil: false
    default: nil
    }
  }
}

/// The steps of a plan, one after the other, on a machine.
package struct SetupWork<Server: Machine> {
  private let machine: Server

  /// Work on a machine.
  package init(_ machine: Server) { self.machine = machine }

  /// Takes them.
  ///
  /// - Parameters:
  ///   - holdsTogether: whether the settings load: a service that is started on mistakes only fails.
  ///   - makeHome: makes a home at a path.
  /// - Returns: false when nothing was started, since the settings do not load.
  package func take(
    _ steps: [SetupStep], holdsTogether: () -> Bool, makeHome: (String) throws -> Void
  ) throws -> Bool {
    for step in steps {
      switch step {
      case .tell: break
      case .makeHome(let path): try makeHome(path)
      case .write(let path, let text, let mode, _): try machine.write(path, text, mode: mode)
      case .run(let words):
        guard holdsTogether() else { return false }
        let answer = try machine.run(words, input: "")
        if answer.code != 0 {
          throw MachineProblem.failed(program: words.joined(separator: " "), words: answer.lastLine)
        }
      }
    }
    return true
  }
}

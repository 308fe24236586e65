/// What is typed behind `kaunta simulate`, each as it came; nil for what was left out.
package struct SimulatorOptions: Sendable {
  package var answerAfterSeconds: Double?
  package var answerDelay: String?
  package var speed: Double?
  package var clockOffsetSeconds: Int?
  package var faults: [String] = []

  package init() {}

  /// Why an option cannot be, in a sentence that names it.
  package struct Problem: Error, Sendable, Equatable {
    package let sentence: String
  }

  /// Puts them into settings, over what those say already.
  package func put(into settings: inout SimulatorSettings) throws(Problem) {
    if let answerAfterSeconds {
      guard answerAfterSeconds >= 0, answerAfterSeconds < 100_000 else {
        throw Problem(sentence: "--answer-after takes seconds.")
      }
      settings.answerAfterMilliseconds = Int64(answerAfterSeconds * 1_000)
    }
    if let answerDelay {
      guard answerAfterSeconds == nil else {
        throw Problem(sentence: "--answer-after and --answer-delay exclude each other.")
      }
      switch AnswerDelay.parse(answerDelay) {
      case .success(let delay): settings.answerDelay = delay
      case .failure(let error): throw Problem(sentence: "--answer-delay: " + error.sentence)
      }
    }
    if let speed {
      guard speed > 0, speed <= 10_000 else { throw Problem(sentence: "--speed takes a number above 0.") }
      settings.speed = speed
    }
    if let clockOffsetSeconds {
      guard (-34_560_000...34_560_000).contains(clockOffsetSeconds) else {
        throw Problem(sentence: "--clock-offset takes seconds, of at most 400 days.")
      }
      settings.dateAheadSeconds = clockOffsetSeconds
    }
    for text in faults {
      switch FaultSwitch.parse(text) {
      case .success(let fault): settings.faults.append(fault)
      case .failure(let error): throw Problem(sentence: error.sentence)
      }
    }
  }
}

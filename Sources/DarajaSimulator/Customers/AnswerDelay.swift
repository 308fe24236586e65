/// A distribution of waiting times, as bands that are more or less likely: any shape, in whole milliseconds.
package struct AnswerDelay: Sendable, Equatable {
  /// Waiting times that are equally likely.
  package struct Band: Sendable, Equatable {
    /// How likely the band is, beside the weights of the others.
    package var weight: Int
    /// The shortest time, in milliseconds.
    package var from: Int64
    /// The longest time, in milliseconds.
    package var through: Int64

    package init(weight: Int, from: Int64, through: Int64) {
      self.weight = weight
      self.from = from
      self.through = through
    }
  }

  /// The bands, in the order in which they are drawn from.
  package var bands: [Band]

  package init(bands: [Band]) { self.bands = bands }

  /// Most customers answer within ten seconds, one in twenty needs most of the prompt's life.
  package static let usual = AnswerDelay(bands: [
    Band(weight: 20, from: 2_000, through: 4_000),
    Band(weight: 50, from: 4_000, through: 9_000),
    Band(weight: 25, from: 9_000, through: 20_000),
    Band(weight: 5, from: 20_000, through: 45_000),
  ])

  func draw(_ random: inout SimulatorRandom) -> Int64 {
    var ticket = random.below(bands.reduce(0) { $0 + max(0, $1.weight) })
    for band in bands {
      ticket -= max(0, band.weight)
      if ticket < 0 { return band.from + Int64(random.below(Int(max(0, band.through - band.from)) + 1)) }
    }
    return 0
  }
}

extension AnswerDelay {
  /// Reads a distribution as people write it: `2-4:20,4-9:50,30:1`, seconds or spans of seconds, each with its weight.
  ///
  /// A weight that is left out is 1.
  package static func parse(_ text: String) -> Result<AnswerDelay, AnswerDelayError> {
    var bands: [Band] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let band = Band(part) else { return .failure(.unreadableBand(String(part))) }
      bands.append(band)
    }
    guard bands.contains(where: { $0.weight > 0 }) else { return .failure(.nobodyAnswers) }
    return .success(AnswerDelay(bands: bands))
  }
}

extension AnswerDelay.Band {
  /// Nobody waits longer in a simulation than a day.
  private static let longestSeconds = 86_400.0
  private static let greatestWeight = 1_000_000

  /// `4-9:50`, `4:50`, `4-9` or `4`.
  fileprivate init?(_ text: Substring) {
    let halves = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let span = halves.first, halves.count <= 2 else { return nil }
    guard let weight = halves.count == 2 ? Int(halves[1]) : 1, (0...Self.greatestWeight).contains(weight) else {
      return nil
    }
    let ends = span.split(separator: "-", omittingEmptySubsequences: false).map { Double($0) }
    guard (1...2).contains(ends.count), let from = ends[0], let through = ends[ends.count - 1],
      0 <= from, from <= through, through <= Self.longestSeconds
    else { return nil }
    self.init(weight: weight, from: Int64(from * 1000), through: Int64(through * 1000))
  }
}

/// Why a distribution cannot be used.
package enum AnswerDelayError: Error, Equatable, Sendable {
  case unreadableBand(String)
  case nobodyAnswers

  /// For the person who wrote it.
  package var sentence: String {
    switch self {
    case .unreadableBand(let text):
      "\"\(text)\" is no span of seconds with a weight, such as 4-9:50. Spans stand between commas."
    case .nobodyAnswers: "At least one span needs a weight above 0."
    }
  }
}

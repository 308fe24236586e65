/// A distribution of waiting times, as bands that are more or less likely: any shape, in whole milliseconds.
public struct AnswerDelay: Sendable, Equatable {
  /// Waiting times that are equally likely.
  public struct Band: Sendable, Equatable {
    /// How likely the band is, beside the weights of the others.
    public var weight: Int
    /// The shortest time, in milliseconds.
    public var from: Int64
    /// The longest time, in milliseconds.
    public var through: Int64

    /// A band.
    public init(weight: Int, from: Int64, through: Int64) {
      self.weight = weight
      self.from = from
      self.through = through
    }
  }

  /// The bands, in the order in which they are drawn from.
  public var bands: [Band]

  /// A distribution.
  public init(bands: [Band]) { self.bands = bands }

  /// Most customers answer within ten seconds, one in twenty needs most of the prompt's life.
  public static let usual = AnswerDelay(bands: [
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

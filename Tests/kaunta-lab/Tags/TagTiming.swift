import Daraja
import PaymentLaws
import Payments

/// Whether the time that a wrong tag takes tells how near it was.
///
/// The method is that of dudect (Reparaz, Balasch, Verbauwhede, 2017): two kinds of tags in random order, wrong from
/// the first digit on and wrong in the last digit only, each timed, and Welch's t of the two means. Beyond 4.5 the two
/// are told apart. The slowest tenth is left out, since a machine that does other things is all that it shows.
struct TagTiming {
  struct Outcome {
    /// Welch's t, without its sign.
    var statistic: Double
    /// Of the two means.
    var differenceNanoseconds: Double
    var samples: Int
  }

  /// Control: a comparison that stops at the first digit that differs.
  let stopsEarly: Bool

  private struct Mean {
    var count = 0.0
    var mean = 0.0
    var squares = 0.0

    mutating func add(_ value: Double) {
      count += 1
      let difference = value - mean
      mean += difference / count
      squares += difference * (value - mean)
    }

    var varianceOfMean: Double { squares / (count - 1) / count }
  }

  func run(samples: Int, seed: UInt64) throws -> Outcome {
    var random = SeededGenerator(seed: seed)
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    guard let key = TagKey(bytes: bytes, status: .active), let ring = TagKeyRing([key]) else {
      throw LabFailure("no key ring")
    }
    let payment = PaymentID(wallMilliseconds: 1_795_510_800_000, randomHigh: 7, randomLow: 7)
    let genuine = ring.tag(for: payment, environment: "production", shortCode: "600123").hex
    let far = Self.changed(genuine, at: 0)
    let near = Self.changed(genuine, at: 31)
    guard let farTag = CallbackTag(hex: far), let nearTag = CallbackTag(hex: near) else { throw LabFailure("no tag") }
    var times: [(isNear: Bool, nanoseconds: Double)] = []
    times.reserveCapacity(samples)
    for _ in 0..<samples {
      let isNear = Bool.random(using: &random)
      let tag = isNear ? nearTag : farTag
      let began = ContinuousClock.now
      let taken =
        stopsEarly
        ? Self.isEqualOrStops(
          tag.hex, ring.tag(for: payment, environment: "production", shortCode: "600123").hex)
        : ring.verify(tag: tag, paymentID: payment, environment: "production", shortCode: "600123") != nil
      let lasted = ContinuousClock.now - began
      if taken { throw LabFailure("a wrong tag was taken") }
      times.append((isNear, Double(lasted / .nanoseconds(1))))
    }
    let limit = times.map(\.nanoseconds).sorted()[samples * 9 / 10]
    var means = [Mean(), Mean()]
    for time in times where time.nanoseconds <= limit { means[time.isNear ? 1 : 0].add(time.nanoseconds) }
    let difference = means[1].mean - means[0].mean
    let spread = (means[0].varianceOfMean + means[1].varianceOfMean).squareRoot()
    return Outcome(
      statistic: spread > 0 ? abs(difference / spread) : 0, differenceNanoseconds: difference, samples: samples)
  }

  private static func changed(_ hex: String, at place: Int) -> String {
    var digits = Array(hex.utf8)
    digits[place] = digits[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
    return String(decoding: digits, as: UTF8.self)
  }

  @inline(never)
  private static func isEqualOrStops(_ given: String, _ right: String) -> Bool {
    for (one, other) in zip(given.utf8, right.utf8) where one != other { return false }
    return true
  }
}

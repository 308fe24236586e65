import ArgumentParser
import Daraja
import PaymentLaws
import Payments
import Synchronization

/// `kaunta-lab tags`: forged and altered tags, none of which may be taken.
struct TagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tags", abstract: "Try forged and altered callback tags; none may be accepted.")

  @Option(name: .long, help: ArgumentHelp("How many.", valueName: "N"))
  var count = 10_000_000

  @Option(name: .long, help: ArgumentHelp("The same seed forges the same tags.", valueName: "N"))
  var seed: UInt64 = 1

  @Option(name: .long, help: ArgumentHelp("So many at a time.", valueName: "N"))
  var threads = 2

  @Flag(name: .long, help: "Take a tag that differs in its last digit only: the check must find that out.")
  var withoutLastDigit = false

  @Option(name: .long, help: ArgumentHelp("Tags whose time is measured.", valueName: "N"))
  var timed = 200_000

  @Flag(name: .long, help: "Time a comparison that stops at the first wrong digit: the check must find that out.")
  var stoppingEarly = false

  func run() throws {
    let watch = Stopwatch()
    let share = (count + threads - 1) / max(1, threads)
    let (seed, isBlind) = (seed, withoutLastDigit)
    let outcomes = try ManyThreads.run(max(1, threads)) { number in
      try TagForger(seed: seed &+ UInt64(number), isBlindToLastDigit: isBlind).run(share)
    }
    var findings = Findings()
    var tried = 0
    var accepted = 0
    var genuine = 0
    for outcome in outcomes {
      tried += outcome.tried
      genuine += outcome.genuine
      accepted += outcome.accepted
      findings.add(outcome.findings)
    }
    let refused = findings.count - accepted
    findings.require(genuine > 0, "no genuine tag was tried, so that nothing is proved")
    let timing = timed > 0 ? try measure(&findings) : "nothing timed"
    try findings.report(
      "tags: \(tried) forged, \(accepted) accepted; \(genuine) genuine, \(refused) refused; \(timing); \(watch.seconds)"
    )
  }

  /// A machine that does other things may seem to tell the two apart once, not three times.
  private func measure(_ findings: inout Findings) throws -> String {
    var words = ""
    for attempt in 0..<3 {
      let timing = try TagTiming(stopsEarly: stoppingEarly).run(samples: timed, seed: seed &+ UInt64(attempt))
      words =
        "\(timing.samples) timed, near and far \((timing.differenceNanoseconds * 10).rounded() / 10) ns apart, "
        + "t = \((timing.statistic * 10).rounded() / 10)"
      if timing.statistic < 4.5 { return words }
    }
    findings.add("the time that a wrong tag takes tells how near it was: \(words)")
    return words
  }
}

/// Forges tags in every way that comes to mind, and holds each to the key ring.
struct TagForger {
  /// What came of it.
  struct Outcome: Sendable {
    var tried = 0
    var genuine = 0
    var accepted = 0
    var findings = Findings()
  }

  /// The ways to forge; each payment goes through all of them.
  private enum Way: CaseIterable {
    case random, oneDigit, oneDigitAgain, otherPayment, otherKey, otherEnvironment, otherShortCode, swapped, zeros, path
  }

  private var random: SeededGenerator
  private let isBlindToLastDigit: Bool
  private let ring: TagKeyRing
  private let foreign: TagKeyRing

  init(seed: UInt64, isBlindToLastDigit: Bool) throws {
    random = SeededGenerator(seed: seed)
    self.isBlindToLastDigit = isBlindToLastDigit
    ring = try Self.ring(&random, withRetired: true)
    foreign = try Self.ring(&random, withRetired: false)
  }

  private static func ring(_ random: inout SeededGenerator, withRetired: Bool) throws -> TagKeyRing {
    var keys: [TagKey?] = [TagKey(bytes: bytes(32, &random), status: .active)]
    if withRetired {
      keys.append(TagKey(bytes: bytes(32, &random), status: .retired, retiredSince: BusinessDay(text: "2026-11-01")))
      keys.append(TagKey(bytes: bytes(32, &random), status: .suspect))
    }
    guard let ring = TagKeyRing(keys.compactMap { $0 }) else { throw LabFailure("no key ring") }
    return ring
  }

  private static func bytes(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  func run(_ count: Int) throws -> Outcome {
    var forger = self
    return try forger.forge(count)
  }

  private mutating func forge(_ count: Int) throws -> Outcome {
    var outcome = Outcome()
    while outcome.tried < count {
      let payment = PaymentID(
        wallMilliseconds: Int64.random(in: 0..<(1 << 41), using: &random),
        randomHigh: .random(in: 0 ... .max, using: &random),
        randomLow: .random(in: 0 ... .max, using: &random))
      let genuine = ring.tag(for: payment, environment: "production", shortCode: "600123")
      outcome.genuine += 1
      outcome.findings.require(accepts(genuine.hex, payment), "a genuine tag was refused")
      for way in Way.allCases where outcome.tried < count {
        outcome.tried += 1
        let taken = isTaken(way, payment, genuine.hex)
        if taken {
          outcome.accepted += 1
          outcome.findings.add("\(way): a forged tag was accepted")
        }
      }
    }
    return outcome
  }

  private mutating func isTaken(_ way: Way, _ payment: PaymentID, _ genuine: String) -> Bool {
    switch way {
    case .random: accepts(randomHex(), payment)
    case .oneDigit, .oneDigitAgain: accepts(withOneDigitChanged(genuine), payment)
    case .otherPayment: accepts(genuine, PaymentID(wallMilliseconds: 1, randomHigh: 2, randomLow: random.next()))
    case .otherKey:
      accepts(foreign.tag(for: payment, environment: "production", shortCode: "600123").hex, payment)
    case .otherEnvironment: accepts(ring.tag(for: payment, environment: "sandbox", shortCode: "600123").hex, payment)
    case .otherShortCode: accepts(ring.tag(for: payment, environment: "production", shortCode: "600124").hex, payment)
    case .swapped: accepts(swapped(genuine), payment)
    case .zeros: accepts(String(repeating: "0", count: 32), payment)
    case .path: acceptsPath(payment, genuine)
    }
  }

  private func accepts(_ hex: String, _ payment: PaymentID) -> Bool {
    guard var tag = CallbackTag(hex: hex) else { return false }
    if isBlindToLastDigit {
      let right = ring.tag(for: payment, environment: "production", shortCode: "600123")
      if tag.hex.dropLast() == right.hex.dropLast() { tag = right }
    }
    return ring.verify(tag: tag, paymentID: payment, environment: "production", shortCode: "600123") != nil
  }

  /// The right tag in a path that is not exactly ours.
  private mutating func acceptsPath(_ payment: PaymentID, _ genuine: String) -> Bool {
    let paths = [
      "/c/\(payment.hex)/\(genuine.uppercased())", "/c/\(payment.hex)/\(genuine)/x", "/c/\(payment.hex)/\(genuine)#",
      "/c/x/\(payment.hex)/\(genuine)", "/C/\(payment.hex)/\(genuine)", "/c/\(payment.hex)/\(genuine.dropLast())",
      "/c/\(payment.hex)/\(genuine)0", "/c/\(payment.hex.uppercased())/\(genuine)", "/c/\(payment.hex)%2f\(genuine)",
      "/c/\(payment.hex)/\(genuine.dropLast())é",
    ]
    let path = paths[Int.random(in: paths.indices, using: &random)]
    // Digits without a letter have no upper case: such a path is the right one.
    guard path != "/c/\(payment.hex)/\(genuine)", let (parsed, tag) = CallbackAddress.parse(path) else { return false }
    return ring.verify(tag: tag, paymentID: parsed, environment: "production", shortCode: "600123") != nil
  }

  private mutating func randomHex() -> String {
    let digits = Array("0123456789abcdef")
    return String((0..<32).map { _ in digits[Int.random(in: 0..<16, using: &random)] })
  }

  private mutating func withOneDigitChanged(_ hex: String) -> String {
    var digits = Array(hex.utf8)
    let place = Int.random(in: digits.indices, using: &random)
    let all = Array("0123456789abcdef".utf8)
    let others = all.filter { $0 != digits[place] }
    digits[place] = others[Int.random(in: others.indices, using: &random)]
    return String(decoding: digits, as: UTF8.self)
  }

  private mutating func swapped(_ hex: String) -> String {
    var digits = Array(hex.utf8)
    let first = Int.random(in: 0..<31, using: &random)
    if digits[first] == digits[first + 1] { return randomHex() }
    digits.swapAt(first, first + 1)
    return String(decoding: digits, as: UTF8.self)
  }
}

import BlockingTests
import Glibc
import TestSupport
import Testing

/// `kaunta push` through every fault number of the simulator, held to a table: what the laws of the money rules make of
/// each.
///
/// `KAUNTA_UPDATE_TABLES=1` writes the table anew; read the difference before it is committed.
@Suite(.serialized, .onOwnThreads) struct FaultTableTests {
  /// A shop for some of the faults.
  private struct Place {
    var faults: Set<String> = []
    /// How many times faster than life: at ten, a prompt's minute is six seconds.
    ///
    /// What proves is not shortened.
    var pace = 10
    var queryAfterSeconds = 7
    /// When customers answer, on the simulator's clock.
    var answerAfterSeconds = 3.0
    /// Another customer pays at the same shop, before the fault or at the same time.
    var company: Company?

    enum Company {
      case before
      case meanwhile
    }
  }

  /// Faults that look at other payments or touch them, or whose evidence depends on when exactly Safaricom is asked.
  private static let places = [
    Place(faults: ["late-success", "callback-late"], pace: 5, queryAfterSeconds: 14),
    Place(faults: ["query-zero-unpaid"], pace: 5, queryAfterSeconds: 5),
    Place(
      faults: ["callback-out-of-order"], pace: 5, queryAfterSeconds: 14, answerAfterSeconds: 30, company: .meanwhile),
    Place(faults: ["ids-crossed"], pace: 5, queryAfterSeconds: 14, answerAfterSeconds: 30, company: .meanwhile),
    Place(faults: ["receipt-on-two-payments"], company: .before),
    // A token that one payment finds refused is everybody's token: in company, others would be asked twice too.
    Place(faults: ["token-expired"]), Place(faults: ["token-refused"]), Place(faults: ["token-refused-401"]),
  ]

  /// These are answered late: by the client's limit, or by the second or third question, which comes 102 s after the
  /// second.
  private static let slow: Set<String> = [
    "ack-delayed", "callback-lost", "callback-late", "late-success", "callback-malformed", "callback-very-large",
    "success-without-receipt", "success-without-metadata", "success-without-amount", "callback-unlisted-address",
    "pending-4999", "pending-processing", "pending-empty-message", "pending-invalid-id", "pending-does-not-exist",
    "pending-empty-code", "finished-looks-pending",
  ]

  @Test func everyFaultEndsAsTheLawsDemand() throws {
    let faults = try ListedFault.all()
    var runs: [FaultRun] = []
    var watching: [PipedProgram] = []
    var shops: [RunningShop] = []
    func open(_ place: Place) throws -> RunningShop {
      let shop = try RunningShop(
        answerAfterSeconds: place.answerAfterSeconds,
        settings: [
          ("simulator.pace", "\(place.pace)"), ("simulator.query_after_seconds", "\(place.queryAfterSeconds)"),
        ])
      shops.append(shop)
      watching.append(try shop.start("poll", "--watch"))
      return shop
    }
    func start(_ fault: ListedFault, at shop: RunningShop) throws {
      runs.append(try FaultRun(fault, shop: shop, waitSeconds: Self.slow.contains(fault.name) ? 160 : 40))
    }

    for place in Self.places {
      let shop = try open(place)
      for fault in faults where place.faults.contains(fault.name) {
        let companion = ListedFault(phone: "0712345678", name: "beside " + fault.name)
        if place.company == .before {
          try start(companion, at: shop)
          try waitUntil("the other customer has paid") { try runs.last?.hasEnded() ?? true }
        }
        try start(fault, at: shop)
        if place.company == .meanwhile { try start(companion, at: shop) }
      }
    }
    // Each shop asks one question in 1.2 s, so several share the rest.
    let shared = try (0..<4).map { _ in try open(Place()) }
    let others = faults.filter { fault in !Self.places.contains { $0.faults.contains(fault.name) } }
    let ordered = others.filter { Self.slow.contains($0.name) } + others.filter { !Self.slow.contains($0.name) }
    for (index, fault) in ordered.enumerated() {
      try waitUntil("some pushes have ended", timeoutSeconds: 100) { try runs.count { try !$0.hasEnded() } < 36 }
      try start(fault, at: shared[index % shared.count])
    }
    try waitUntil("every push has ended", timeoutSeconds: 200) { try runs.allSatisfy { try $0.hasEnded() } }

    try TableFile("faults.txt").hold {
      var lines: [(phone: String, line: String)] = []
      for shop in shops {
        let payments = try shop.payments()
        for run in runs where run.shop === shop { lines.append((run.fault.phone, try run.line(among: payments))) }
      }
      return lines.sorted { ($0.phone, $0.line) < ($1.phone, $1.line) }.map(\.line)
    }
    for resolving in watching { resolving.process.signal(SIGTERM) }
    for shop in shops {
      let verified = try shop.run("verify")
      #expect(verified.code == 0, "\(verified.output)")
    }
  }
}

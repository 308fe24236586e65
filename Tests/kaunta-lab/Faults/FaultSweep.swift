import CanonicalJSON
import Glibc
import Ledger
import Payments
import Settings
import Spool
import TestSupport

/// One kind of fault, N moving until the command ends without having been struck.
struct FaultSweep {
  let strace: String
  let sweep: ProcessFaults.Sweep
  let shop: ShopWithAnArrival
  /// Where the copy of the home is, used by this thread alone.
  let home: String
  /// When no further run is begun.
  let end: ContinuousClock.Instant?

  /// False when the time was up before all was tried.
  func run(_ outcome: inout ProcessFaults.Outcome) throws -> Bool {
    for number in 1... {
      // A push writes some 200 pages of ledger and journal.
      guard number < 2_000 else { throw LabFailure("\(sweep.words(number)): never completes") }
      if let end, end < .now { return false }
      if try !strike(number, &outcome) { break }
    }
    return true
  }

  /// One run; false when there was no such call any more.
  private func strike(_ number: Int, _ outcome: inout ProcessFaults.Outcome) throws -> Bool {
    try shop.copy(to: home)
    outcome.runs += 1
    let words = sweep.words(number)
    // A customer of this run's own: the simulator is shared.
    let phone = shop.nextPhone()
    let ran = try PipedProgram.run(
      strace, arguments: straceArguments(number) + [LabHome.program] + command(phone), timeoutSeconds: 120)
    let wasStruck = (readTextFile(home + "/strace.log") ?? "").contains("(INJECTED)")
    if wasStruck { outcome.struck += 1 }
    guard case .exited(let code) = ran.status, code < 128 else {
      outcome.findings.add("\(words): the command ended by \(ran.status): \(ran.errors.suffix(300))")
      return wasStruck
    }
    let said = ran.output + ran.errors + (readTextFile(home + "/log/kaunta.log") ?? "")
    switch sweep.command {
    case .resolve: try checkResolving(words, said, code, &outcome)
    case .push: try checkPush(words, said, code, &outcome)
    }
    return wasStruck
  }

  private func command(_ phone: String) -> [String] {
    switch sweep.command {
    case .resolve: ["poll", "--home", home]
    case .push: ["push", "--phone", phone, "--amount", "70", "--home", home]
    }
  }

  private func straceArguments(_ number: Int) -> [String] {
    let day = EastAfricaTime(wallMilliseconds: Int64(time(nil)) * 1000).businessDay.text
    var paths = ["", ".lock", ".bell", "-journal"].map { "\(home)/ledger/ledger.sqlite\($0)" }
    paths += ["\(home)/ledger", "\(home)/spool/new", "\(home)/spool/done", "\(home)/spool/done/\(day)"]
    if let spool = try? SpoolDirectory(path: home + "/spool"), let name = try? spool.scan().first {
      paths += ["\(home)/spool/new/\(name.fileName)", "\(home)/spool/done/\(day)/\(name.fileName)"]
    }
    return ["-f", "-qq", "-o", home + "/strace.log", "-e", "trace=\(sweep.calls)"]
      + paths.flatMap { ["-P", $0] }
      + ["-e", "inject=\(sweep.calls):error=\(sweep.code):when=\(number)\(sweep.isLasting ? "+" : "")"]
  }

  private func checkResolving(
    _ words: String, _ said: String, _ code: Int32, _ outcome: inout ProcessFaults.Outcome
  ) throws {
    let ledger = try ledger()
    let isDone = try ledger.payment(shop.payment)?.status.standing == .paid
    let spool = try SpoolDirectory(path: home + "/spool")
    if !isDone {
      outcome.troubled += 1
      let isWaiting = try spool.scan().contains { $0.paymentID == shop.payment }
      outcome.findings.require(isWaiting, "\(words): not in the ledger, and gone from new/")
      outcome.findings.require(Self.hasSentence(said), "\(words): nothing was resolved, and nobody was told why")
    }
    // The same again without faults resolves, whatever the first try left behind.
    let again = try PipedProgram.run(LabHome.program, arguments: ["poll", "--home", home])
    let standing = try ledger.payment(shop.payment)?.status.standing
    let isEmpty = try spool.scan().isEmpty
    outcome.findings.require(
      again.status == .exited(code: 0) && standing == .paid && isEmpty,
      "\(words): afterwards it is \(standing?.rawValue ?? "gone"): \(again.errors)")
    try requireFit(words, &outcome)
  }

  private func checkPush(
    _ words: String, _ said: String, _ code: Int32, _ outcome: inout ProcessFaults.Outcome
  ) throws {
    let payment = try ledger().newestPayments(limit: 10).first { $0.id != shop.payment }
    let answer = try PlainRequest.get("/simulator/state", port: shop.simulatorPort)
    let state = try JSONValue(parsing: answer.body, limits: JSONLimits(depth: 16, values: 100_000_000))
    let prompts = (state["book"]?["prompts"]?.array ?? []).count { prompt in
      payment.map { prompt["callback_url"]?.string?.contains($0.id.hex) ?? false } ?? false
    }
    outcome.findings.require(prompts <= 1, "\(words): \(prompts) prompts")
    let standing = payment?.status.standing
    if prompts > 0, let standing {
      outcome.findings.require(
        standing != .notSent && standing != .refused && standing != .recorded,
        "\(words): a prompt went out, and the ledger says \(standing.rawValue)")
    }
    if code == 0 {
      outcome.findings.require(
        standing == .waiting || standing == .paid,
        "\(words): exit 0, and the ledger says \(standing?.rawValue ?? "nothing")")
    } else {
      outcome.troubled += 1
      outcome.findings.require(Self.hasSentence(said), "\(words): exit \(code) without a word")
    }
    try requireFit(words, &outcome)
  }

  private func requireFit(_ words: String, _ outcome: inout ProcessFaults.Outcome) throws {
    let problems = try ledger().verify().problems
    outcome.findings.require(
      problems.isEmpty, "\(words): \(problems.map(\.sentence).joined(separator: " "))")
  }

  private func ledger() throws -> LedgerDatabase {
    try LabHome.ledger(at: home + "/ledger/ledger.sqlite")
  }

  /// Something that a person can read: a line of some words that ends like a sentence.
  private static func hasSentence(_ text: String) -> Bool {
    text.split(separator: "\n").contains { $0.count > 40 && $0.hasSuffix(".") }
  }
}

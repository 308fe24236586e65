import Daraja
import DarajaSimulator

/// The line between the shop's machine and Safaricom: HTTP without sockets, with everything that a network does, and
/// the machine's one token cache.
///
/// @unchecked because a world runs in one thread.
final class DarajaLine: @unchecked Sendable {
  private unowned let world: World
  private var cached: (token: AccessToken, goodUntilMilliseconds: Int64)?

  /// A push is given up after this time.
  private static let patienceMilliseconds: Int64 = 30_000

  init(world: World) { self.world = world }

  func token(for process: DeskProcess) -> TokenOutcome {
    if let cached, cached.goodUntilMilliseconds > world.now { return .token(cached.token, lifetimeSeconds: 60) }
    let credentials = Base64.encode(Array("demo:demo".utf8))
    let request = SimulatedRequest(
      method: "GET", target: DarajaPath.token + "?" + DarajaPath.tokenQuery,
      headers: [SimulatedHeader("Authorization", "Basic " + credentials)])
    let outcome: TokenOutcome
    switch exchange(request, for: process) {
    case .success(let answer): outcome = TokenAnswer.sort(answer)
    case .failure(let failure): outcome = failure.tokenOutcome
    }
    if case .token(let token, let seconds) = outcome {
      cached = (token, world.now + Int64(max(0, seconds - 60)) * 1000)
    }
    return outcome
  }

  func drop(_ token: AccessToken) { if cached?.token == token { cached = nil } }

  func push(
    _ request: PushRequest, _ token: AccessToken, for process: DeskProcess, startingOnlyIf mayStart: () -> Bool
  ) -> PushOutcome {
    world.note("till \(process.till.number) pushes KSh \(request.amount.count) to \(request.phone.maskedASCII)")
    let wire = post(DarajaPath.push, request.body, token)
    var result = exchange(wire, for: process, startingOnlyIf: mayStart)
    if world.plan.resendsAfterLostAnswer, case .failure(.unknown) = result { result = exchange(wire, for: process) }
    let outcome: PushOutcome
    switch result {
    case .success(let answer): outcome = PushAnswer.sort(answer)
    case .failure(let failure): outcome = failure.pushOutcome
    }
    if process.isAlive { world.note("till \(process.till.number)'s push: \(Self.words(outcome))") }
    return outcome
  }

  func query(_ request: QueryRequest, _ token: AccessToken, for process: DeskProcess) -> QueryOutcome {
    world.counts.queries += 1
    switch exchange(post(DarajaPath.query, request.body, token), for: process) {
    case .success(let answer): return QueryAnswer.sort(answer)
    case .failure(let failure): return failure.queryOutcome
    }
  }

  private func post(_ path: String, _ body: [UInt8], _ token: AccessToken) -> SimulatedRequest {
    SimulatedRequest(
      method: "POST", target: path,
      headers: [
        SimulatedHeader("Authorization", "Bearer " + token.revealed),
        SimulatedHeader("Content-Type", "application/json"),
      ], body: body)
  }

  /// One request and what comes back; time passes meanwhile, and with it everything else in the world.
  private func exchange(
    _ request: SimulatedRequest, for process: DeskProcess, startingOnlyIf mayStart: () -> Bool = { true }
  ) -> Result<HTTPAnswer, TransportFailure> {
    let isPush = request.path == DarajaPath.push
    if world.weatherStrikes(\.connectionRefused) || world.daraja.refusesConnections {
      world.counts.connectionsRefused += 1
      world.pass(5...3_000)
      return .failure(.notSent(.connectionRefused))
    }
    world.pass(20...300)
    // Who died while it connected sent nothing.
    if !process.isAlive { return .failure(.notSent(.connectionFailed)) }
    if !mayStart() { return .failure(.notSent(.tooOld)) }
    if world.weatherStrikes(\.requestLost) {
      if isPush { world.counts.requestsLost += 1 }
      world.note("a request gets lost on the way")
      world.pass(1_000...Self.patienceMilliseconds)
      return .failure(.unknown(.noAnswer))
    }
    let answer = world.ask(request)
    process.requestArrived(isPush: isPush)
    // Nobody is left to hear the answer.
    if !process.isAlive { return .failure(.unknown(.interrupted)) }
    if world.weatherStrikes(\.answerLost) {
      if isPush { world.counts.answersLost += 1 }
      world.note("an answer gets lost on the way")
      world.pass(1_000...Self.patienceMilliseconds)
      return .failure(.unknown(.connectionLost))
    }
    return travel(answer, isPush: isPush)
  }

  private func travel(_ answer: SimulatedAnswer, isPush: Bool) -> Result<HTTPAnswer, TransportFailure> {
    switch answer.transport {
    case .answer: if world.weatherStrikes(\.answerSlow) { world.pass(3_000...20_000) } else { world.pass(30...800) }
    case .delayed(let milliseconds) where milliseconds < Self.patienceMilliseconds:
      world.pass(milliseconds...milliseconds)
    case .delayed:
      if isPush { world.counts.answersLost += 1 }
      world.pass(Self.patienceMilliseconds...Self.patienceMilliseconds)
      return .failure(.unknown(.noAnswer))
    case .connectionReset, .cutInMidBody, .noAnswer:
      if isPush { world.counts.answersLost += 1 }
      world.pass(30...800)
      return .failure(.unknown(.connectionLost))
    }
    return .success(
      HTTPAnswer(
        status: answer.status, contentType: answer.header("Content-Type"), retryAfter: answer.header("Retry-After"),
        date: answer.header("Date"), body: answer.body))
  }

  private static func words(_ outcome: PushOutcome) -> String {
    switch outcome {
    case .accepted: "accepted"
    case .invalidAccessToken: "token refused"
    case .refused(let reason, _): "refused, " + reason.rawValue
    case .notSent(let reason): "not sent, " + reason.rawValue
    case .unknown(let reason, _): "unknown, " + reason.rawValue
    }
  }
}

extension SimulatedDaraja {
  /// The fault that no request can show, since none comes through.
  fileprivate var refusesConnections: Bool { switches.contains { $0.fault == .connectionRefused } }
}

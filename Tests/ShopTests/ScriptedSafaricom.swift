import Daraja
import Payments
import SimulatedShop
import Synchronization

import protocol Shop.DarajaPort

/// Safaricom as a story tells it: answers in the order in which they were written down, and a record of what was asked.
final class ScriptedSafaricom: DarajaPort {
  private struct Script {
    var tokenNumber = 1
    var tokenFails = false
    var tokenTakesMilliseconds: Int64 = 0
    var pushOutcomes: [PushOutcome] = []
    var queryOutcomes: [QueryOutcome] = []
    var pushTokens: [String] = []
    var queried: [CheckoutRequestID] = []
    var queryTokens: [String] = []
    var tokensAsked = 0
    var whenTokenIsAsked: [@Sendable () -> Void] = []
    var whenPushArrives: [@Sendable () -> Void] = []
    var connectingTakesMilliseconds: [Int64] = []
  }

  private let script = Mutex(Script())
  private let clock: VirtualClock

  init(clock: VirtualClock) { self.clock = clock }

  /// The tokens that pushes carried, in order: one for each request that went out.
  var pushTokens: [String] { script.withLock(\.pushTokens) }
  /// The prompts that were asked about, in order.
  var queried: [CheckoutRequestID] { script.withLock(\.queried) }
  /// The tokens that queries carried, in order.
  var queryTokens: [String] { script.withLock(\.queryTokens) }
  /// How often a token was asked for.
  var tokensAsked: Int { script.withLock(\.tokensAsked) }

  func answersPush(_ outcomes: PushOutcome...) { script.withLock { $0.pushOutcomes += outcomes } }
  func answersQuery(_ outcomes: QueryOutcome...) { script.withLock { $0.queryOutcomes += outcomes } }
  func forgetsQueryAnswers() { script.withLock { $0.queryOutcomes = [] } }
  func givesTokensAgain() { script.withLock { $0.tokenFails = false } }
  func givesNoToken() { script.withLock { $0.tokenFails = true } }
  func takesForTheToken(seconds: Int64) { script.withLock { $0.tokenTakesMilliseconds = seconds * 1000 } }

  /// The next connection stands only after so long: its process was stopped in the handshake.
  func connectsAfter(seconds: Double) {
    script.withLock { $0.connectingTakesMilliseconds.append(Int64(seconds * 1000)) }
  }

  /// Something happens while the next token is on its way.
  func whenTokenIsAsked(_ event: @escaping @Sendable () -> Void) {
    script.withLock { $0.whenTokenIsAsked.append(event) }
  }

  /// Something happens when the next push has arrived and its answer has not.
  func whenPushArrives(_ event: @escaping @Sendable () -> Void) {
    script.withLock { $0.whenPushArrives.append(event) }
  }

  func token() -> TokenOutcome {
    let (fails, milliseconds, number, event) = script.withLock { script in
      script.tokensAsked += 1
      let event = script.whenTokenIsAsked.isEmpty ? nil : script.whenTokenIsAsked.removeFirst()
      return (script.tokenFails, script.tokenTakesMilliseconds, script.tokenNumber, event)
    }
    event?()
    clock.advance(byMilliseconds: milliseconds)
    guard !fails, let token = AccessToken("token-\(number)") else { return .failed(.serviceDown, nil) }
    return .token(token, lifetimeSeconds: 3599)
  }

  func drop(_ token: AccessToken) {
    script.withLock { script in
      if token.revealed == "token-\(script.tokenNumber)" { script.tokenNumber += 1 }
    }
  }

  func push(
    _ request: PushRequest, token: AccessToken, startingOnlyIf mayStart: @escaping @Sendable () -> Bool
  ) -> PushOutcome {
    let connecting = script.withLock {
      $0.connectingTakesMilliseconds.isEmpty ? 0 : $0.connectingTakesMilliseconds.removeFirst()
    }
    clock.advance(byMilliseconds: connecting)
    if !mayStart() { return .notSent(.tooOld) }
    let (outcome, event) = script.withLock { script in
      script.pushTokens.append(token.revealed)
      let event = script.whenPushArrives.isEmpty ? nil : script.whenPushArrives.removeFirst()
      let outcome =
        script.pushOutcomes.isEmpty ? PushOutcome.unknown(.noAnswer, nil) : script.pushOutcomes.removeFirst()
      return (outcome, event)
    }
    event?()
    return outcome
  }

  func query(_ request: QueryRequest, token: AccessToken) -> QueryOutcome {
    script.withLock { script in
      script.queried.append(request.checkoutRequestID)
      script.queryTokens.append(token.revealed)
      return script.queryOutcomes.isEmpty ? .pending : script.queryOutcomes.removeFirst()
    }
  }
}

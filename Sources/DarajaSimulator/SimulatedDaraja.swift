import Payments

/// Safaricom's Daraja API and the customers' phones, as a plain value on a clock that its owner turns.
///
/// It reads no clock, no randomness and no network: time comes in with every call as milliseconds since 1970, draws
/// come from the seed, callbacks go out as values. With a virtual clock a day passes in milliseconds, and the same
/// seed with the same calls gives the same bytes. `SimulatorServer` puts HTTP round it.
package struct SimulatedDaraja: Sendable {
  /// How it behaves.
  package let settings: SimulatorSettings
  /// What really happened.
  package internal(set) var history = SimulatedHistory()
  /// What was asked and answered.
  package internal(set) var counters = SimulatorCounters()
  /// The faults that are switched on for all traffic.
  package internal(set) var switches: [FaultSwitch]

  var random: SimulatorRandom
  var tokens = TokenIssuer()
  var transactions: [Transaction] = []
  // Looked up, never iterated: the order of a dictionary differs from run to run.
  var transactionsByID: [String: Int] = [:]
  var phones: [PhoneNumber: Phone] = [:]
  var openTransactions: [Int] = []
  var schedule = Timetable<ScheduledEvent>()
  var departures: [CallbackDelivery] = []
  var heldCallbacks: [PlannedCallback] = []
  var waitingForCross: Int?
  var lastBookedReceipt: String?
  var usedReceipts: Set<String> = []
  var expiredTokenStrikes: [PhoneNumber: Int] = [:]
  var queryTimes: [Int64] = []
  private var clockMilliseconds = Int64.min

  /// A simulator that nothing has happened to yet.
  package init(settings: SimulatorSettings = SimulatorSettings()) {
    self.settings = settings
    switches = settings.faults
    random = SimulatorRandom(seed: settings.seed)
  }

  /// When something happens next; nil while nothing is planned.
  package var nextDeadlineMilliseconds: Int64? {
    departures.isEmpty ? schedule.nextMilliseconds : clockMilliseconds
  }

  /// Answers one request.
  ///
  /// Whatever was due before it happens first; the callbacks of that come out of the next `advance`.
  package mutating func respond(to request: SimulatedRequest, atMilliseconds time: Int64) -> SimulatedAnswer {
    let now = happen(through: time)
    var answer = route(request, at: now)
    let said = now + Int64(settings.dateAheadSeconds) * 1_000
    answer.headers.append(SimulatedHeader("Date", HTTPDate.text(atMilliseconds: said)))
    answer.headers.append(SimulatedHeader("Server", "Kaunta simulator (DEMO, no real money)"))
    return answer
  }

  /// Lets time pass, and gives back the callbacks that left meanwhile, in the order in which they left.
  package mutating func advance(toMilliseconds time: Int64) -> [CallbackDelivery] {
    _ = happen(through: time)
    let left = departures
    departures = []
    return left
  }

  /// Tells the counters what became of a callback.
  package mutating func recordDelivery(_ outcome: DeliveryOutcome) {
    switch outcome {
    case .answered(status: 200): counters.callbacksTaken += 1
    case .answered: counters.callbacksRefused += 1
    case .unanswered: counters.callbacksUnanswered += 1
    }
  }

  private mutating func route(_ request: SimulatedRequest, at now: Int64) -> SimulatedAnswer {
    switch request.path {
    case "/oauth/v1/generate": mintToken(request, at: now)
    case "/mpesa/stkpush/v1/processrequest": push(request, at: now)
    case "/mpesa/stkpushquery/v1/query": query(request, at: now)
    case let path where path == "/" || path == "/health" || path.hasPrefix("/simulator/"):
      control(request, at: now)
    default: refuse(.resourceNotFound)
    }
  }

  mutating func refuse(_ refusal: DarajaRefusal) -> SimulatedAnswer {
    refusal.answer(requestID: random.merchantRequestID())
  }

  /// Everything that is due happens, each thing at its own time; time never runs backwards.
  mutating func happen(through time: Int64) -> Int64 {
    while let (event, at) = schedule.takeNext(through: time) {
      clockMilliseconds = max(clockMilliseconds, at)
      switch event {
      case .customerAnswers(let transaction): customerAnswers(transaction, at: at)
      case .promptEnds(let transaction): promptEnds(transaction, at: at)
      case .moneyMovesLate(let transaction): moneyMovesLate(transaction, at: at)
      case .callbackLeaves(let planned): callbackLeaves(planned, at: at)
      case .heldCallbackLeaves(let transaction): heldCallbackLeaves(transaction, at: at)
      }
    }
    clockMilliseconds = max(clockMilliseconds, time)
    return clockMilliseconds
  }
}

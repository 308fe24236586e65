import DarajaSimulator
import PaymentLaws
import Payments

/// How often the network between shop, Safaricom and listener does what, in a thousand.
package struct Weather: Sendable, Equatable {
  /// No connection comes about.
  package var connectionRefused = 0
  /// The request goes out and reaches nobody.
  package var requestLost = 0
  /// The request is processed, its answer reaches nobody.
  package var answerLost = 0
  /// The answer takes seconds, so that the callback may come first.
  package var answerSlow = 0
  /// The callback reaches nobody.
  package var callbackLost = 0
  /// The callback comes twice.
  package var callbackDoubled = 0
  /// The callback comes long after the prompt's life.
  package var callbackLate = 0
  /// Nobody is told that something lies in the spool, so that only the next poll finds it.
  package var noticeLost = 0
  /// A transaction fails at its commit.
  package var commitFails = 0
  /// A callback's file breaks off while it is written, so that there is no 200.
  package var deliveryTorn = 0

  /// Nothing goes wrong.
  package static let calm = Weather()

  /// Nothing goes wrong.
  package init() {}

  init(drawnFrom random: inout SeededGenerator) {
    connectionRefused = random.pick([0, 20, 100])
    requestLost = random.pick([0, 20, 80])
    answerLost = random.pick([0, 50, 200])
    answerSlow = random.pick([0, 100, 300])
    callbackLost = random.pick([0, 50, 250])
    callbackDoubled = random.pick([0, 100, 400])
    callbackLate = random.pick([0, 50, 200])
    noticeLost = random.pick([0, 200, 1000])
    commitFails = random.pick([0, 0, 0, 20, 100])
    deliveryTorn = random.pick([0, 0, 0, 50, 200])
  }
}

/// Everything about a world that is drawn before it starts.
package struct WorldPlan: Sendable {
  /// What everything is drawn from.
  package var seed: UInt64
  /// How many desks there are.
  package var tillCount: Int
  /// How many sales each cashier types before the faults stop.
  package var salesPerTill: Int
  /// The customers; few, so that two tills meet on one phone.
  package var phones: [PhoneNumber]
  /// The amounts; few, so that they repeat.
  package var amounts: [Int]
  /// The network.
  package var weather: Weather
  /// Safaricom's own faults.
  package var switches: [FaultSwitch]
  /// Desks whose pushes wait for each other, or run side by side.
  package var pushesWaitForEachOther: Bool
  /// A process is planned to die at one of its own steps, so many times in a thousand.
  package var dyingProcesses: Int
  /// The machine loses power once.
  package var reboots: Bool
  /// So many times somebody sets the wall clock, forward or back by up to two hours.
  package var wallClockSettings: Int
  /// So many times the ledger's disk is in trouble for a while.
  package var ledgerTroubles: Int
  /// So many times the listener is down for a while.
  package var listenerOutages: Int
  /// Somebody sends callbacks who should not.
  package var forgeries: Int
  /// So many times the disk under ledger and spool is full for a while.
  package var fullDisks: Int
  /// So many times the spool cannot be read for a while.
  package var spoolTroubles: Int
  /// The keys of the callback addresses are replaced, with this saying of whether the old one leaked.
  package var keyRotations: [Bool]
  /// A backup is made, and later restored.
  package var restores: Bool
  /// A second desk is started at the first till, and again and again until it gets it.
  package var secondDesk: Bool
  /// So many times an outside program asks for money by `kaunta push`.
  package var commandLinePushes: Int
  /// `kaunta poll --watch` runs beside the desks.
  package var polls: Bool
  /// So many times somebody decides something about a payment.
  package var decisions: Int
  /// Safaricom takes a push to a phone that has a prompt, and says by callback that the phone was busy.
  package var takesPushesToBusyPhones: Bool
  /// Above this amount desks want a second witness.
  package var confirmAbove: Int?
  /// How many different phones a till may ask in a minute; nil for any number.
  package var phonesPerMinute: Int?
  /// So many times somebody looks at what fits no payment.
  package var unmatchedLooks: Int
  /// After so many days the shop goes on for an hour; nil in most shops.
  package var daysLater: Int?
  /// When the day begins, by the time outside of the machine.
  package var startsAtMilliseconds: Int64
  /// How long faults and cashiers go on.
  package var faultMilliseconds: Int64 = 240_000
  /// How long the world goes on after that: past the last query of the schedule, at the end of the business day, even
  /// on a clock that is two hours behind.
  package var calmMilliseconds: Int64

  // Switches that make the shop wrong, to see that the checks notice.

  /// A client that sends a push again when its answer got lost.
  package var resendsAfterLostAnswer = false
  /// A spool that loses every so-manieth callback after answering it.
  package var spoolForgetsEvery: Int?
  /// A rotation that throws the old key away.
  package var forgetsOldKeys = false
  /// Rules that the ledger leaves out.
  package var ledgerOmits: LedgerOmissions = []
  /// Desks that do not look whether their till is another's.
  package var ignoresTillLock = false
  /// Desks that leave what was in the middle when they died.
  package var neverConcludes = false
  /// Desks that start without what is open.
  package var startsWithEmptyBoards = false
  /// How the ledger folds.
  package var fold: Folding = { PaymentStatus(folding: $0, neighbours: $1) }

  /// The plan of a seed.
  package init(seed: UInt64) {
    self.seed = seed
    var random = SeededGenerator(seed: seed)
    tillCount = random.pick([1, 2, 2, 2, 3])
    salesPerTill = 2 + random.below(6)
    phones = Self.phones(&random)
    amounts = (0..<3).map { _ in 1 + random.below(2000) }
    weather = Weather(drawnFrom: &random)
    switches = Self.switches(&random)
    pushesWaitForEachOther = random.happens(perThousand: 500)
    dyingProcesses = random.pick([0, 400, 800])
    reboots = random.happens(perThousand: 150)
    wallClockSettings = random.pick([0, 0, 0, 1, 2])
    ledgerTroubles = random.pick([0, 0, 1, 3])
    listenerOutages = random.pick([0, 0, 1, 2])
    forgeries = random.pick([0, 0, 1, 3])
    fullDisks = random.pick([0, 0, 0, 1])
    spoolTroubles = random.pick([0, 0, 0, 1])
    keyRotations = random.pick([[], [], [], [false], [true], [false, true]])
    restores = random.happens(perThousand: 150)
    secondDesk = random.happens(perThousand: 150)
    commandLinePushes = random.pick([0, 0, 1, 2, 4])
    decisions = random.pick([0, 2, 5])
    takesPushesToBusyPhones = random.happens(perThousand: 300)
    confirmAbove = random.happens(perThousand: 200) ? 1_000 : nil
    phonesPerMinute = random.pick([nil, nil, nil, 1, 2, 3])
    let isOverMidnight = random.happens(perThousand: 150)
    startsAtMilliseconds = VirtualClock.morningMilliseconds
    calmMilliseconds = 19 * 3_600_000
    unmatchedLooks = random.pick([0, 1, 3])
    daysLater = random.happens(perThousand: 150) ? 33 + random.below(8) : nil
    polls = random.happens(perThousand: 200)
    if isOverMidnight { goOverMidnight() }
  }

  /// The business day ends while its cashiers are at work.
  mutating func goOverMidnight() {
    startsAtMilliseconds = VirtualClock.morningMilliseconds + 57_420_000
    calmMilliseconds = 27 * 3_600_000
  }

  /// How long the world goes on in all.
  package var lengthMilliseconds: Int64 {
    let later = daysLater.map { Int64($0) * 86_400_000 + Self.laterMilliseconds } ?? 0
    return faultMilliseconds + calmMilliseconds + later
  }

  /// How long the shop goes on weeks later.
  private static let laterMilliseconds: Int64 = 7_200_000

  /// What a story starts with.
  var sentence: String {
    let faults = switches.map { "\($0.fault.rawValue) \(Int($0.probability * 100))%" }.joined(separator: ", ")
    return "\(tillCount) tills, \(salesPerTill) sales each; Safaricom's faults: \(faults.isEmpty ? "none" : faults)"
  }

  /// Ordinary customers, one who ends in a known way, and one or two whose number is a fault.
  private static func phones(_ random: inout SeededGenerator) -> [PhoneNumber] {
    var numbers = ["25471234567\(random.below(10))", "25411234567\(random.below(10))"]
    numbers.append(
      "25470000" + random.pick(["1032", "2001", "1037", "0001", "1019", "1001", "1025", "9999", "0017"]))
    var phones = numbers.compactMap { PhoneNumber(msisdn: $0) }
    for _ in 0...random.below(2) { phones.append(random.pick(faultyPhones)) }
    return phones
  }

  /// Every fault that has a number.
  private static let faultyPhones = Fault.allCases.compactMap(\.number)

  /// Every fault that can strike all traffic, but for one: queries that say 0 about prompts that are never paid prove
  /// by the rules (rules.md section 2) what never happened.
  ///
  /// One phone has it, and what is said of that phone is excused.
  private static let switchable = Fault.allCases.filter { $0 != .queryZeroUnpaid }

  private static func switches(_ random: inout SeededGenerator) -> [FaultSwitch] {
    return (0..<random.below(4)).map { _ in
      FaultSwitch(fault: random.pick(switchable), probability: random.pick([0.05, 0.2, 0.5]))
    }
  }
}

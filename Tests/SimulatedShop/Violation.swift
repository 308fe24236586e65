import DarajaSimulator
import Payments

/// Something that should never be, found in a world.
package struct Violation: Sendable, Equatable {
  /// Which promise it breaks.
  package enum Kind: String, Sendable, CaseIterable {
    /// A callback was answered with 200 and is neither waiting, nor in the ledger, nor kept for a person.
    case callbackLost = "a delivered callback is in the ledger or the unmatched callbacks"
    /// Safaricom's book has two prompts for one payment.
    case askedTwice = "at most one prompt per payment"
    /// What the ledger says of a payment is not what its evidence adds up to.
    case standingIsNotFold = "the standing equals the fold"
    /// A screen says PAID and Safaricom's book has no such money.
    case paidWithoutMoney = "PAID on a screen means that the book has it"
    /// A screen shows what the ledger never committed.
    case shownButNotCommitted = "nothing is drawn that is not committed"
    /// Something is open, and a desk that starts does not show it.
    case openNotShown = "a desk that starts shows all that is open"
    /// A push was asked for otherwise than in answer to a recording.
    case pushedWithoutRecord = "a push only after it was recorded"
    /// What was proved paid is called something else, other than held.
    case proofLowered = "proof never lowers, but to held"
    /// Long after the faults stopped something is still in the middle.
    case leftInTheMiddle = "nothing is left in the middle once the faults are over"
    /// Safaricom was asked about one payment more often than the schedule and the cashiers together can want.
    case askedTooOften = "Safaricom is asked by the schedule, not all the time"
    /// A genuine callback came to a listener that did not know its tag.
    case genuineTurnedAway = "the tag of a genuine callback is taken, also after a rotation"
    /// Two prompts of one sale, or on one phone, lived at the same time, and nobody overrode a guard.
    case twoLivePrompts = "at most one live prompt per sale and phone unless overridden"
    /// A number was spoken for two payments of one till and day.
    case numberTwice = "a number names one payment of a till and day, also after a restore"
    /// A till asked more phones in a minute than it may, and nobody agreed.
    case askedTooFast = "a till asks no more phones a minute than it may, unless a supervisor agrees"
    /// A key of `--once` stands for two payments.
    case keyUsedTwice = "a key of --once names one payment for ever, also after a restore"
    /// A prompt went out while one that the restored ledger does not know might still be on a phone.
    case pushedAfterRestore = "nothing is sent for 95 s after a restore"
    /// An attempt was called interrupted while the process that made it was alive.
    case concludedAlive = "an attempt is concluded only when its process is gone"
    /// Money moved, its callback came or its prompt could be asked about, and no screen says so.
    case moneyNotShown = "money that moved is shown, or stands where a person looks"
    /// What a supervisor accepted by hand is something else now, and nobody is told.
    case handForgotten = "what was accepted by hand stays so, or is proved, or held"
    /// Money was taken out of a day that is over, or put into it.
    case closedDayChanged = "a closed day never changes"
    /// What a supervisor resolved among the unmatched callbacks is not resolved any more.
    case resolutionForgotten = "what was resolved as unmatched stays resolved, but for a restore"
    /// Something was accepted by hand for money about which a supervisor had decided already.
    case resolvedReceiptPays = "a receipt that was resolved as unmatched pays for nothing else"
    /// A purge took what somebody still needs.
    case purgedTooEarly = "a purge takes nothing that is open, young, or not kept as evidence"
    /// A sale was paid twice and does not say so.
    case twiceNotShown = "two proofs for one sale are PAID TWICE"
  }

  /// Which promise it breaks.
  package let kind: Kind
  /// What was found.
  package let sentence: String
  /// When, after the world's start.
  package let atMilliseconds: Int64
}

/// What the checks remember from step to step.
struct Checks {
  /// What the book has, read as far as it has grown; looked up, never iterated.
  var promptsRead = 0
  var paymentsRead = 0
  var prompts: [PaymentID: Int] = [:]
  var money: [PaymentID: [BookedPayment]] = [:]
  /// Callbacks that were answered with 200 and are not yet evidence.
  var deliveredRead = 0
  var notIngested: [MemorySpool.Delivered] = []
  /// Those that were set aside for a person once.
  var unmatched: [MemorySpool.Delivered] = []
  /// What somebody was told is resolved among them, and where the chain ended then.
  var resolved: [(resolution: UnmatchedResolution, position: Int64)] = []
  /// When each payment got its number, by the time outside of the machine; looked up, never iterated.
  var recordedAt: [PaymentID: Int64] = [:]
  var spoolChanges = 0
  var ledgerPosition: Int64 = 0
  var stepsOfChange = 0
  /// Payments that were proved paid once; looked up, never iterated.
  var proved: Set<PaymentID> = []
  /// On which day a payment counted; looked up, never iterated.
  var countedOn: [PaymentID: BusinessDay] = [:]
  /// Which payment a number named; looked up, never iterated.
  var numbers: [SpokenNumber: PaymentID] = [:]
  /// Which payment a key of `--once` named; looked up, never iterated.
  var onceKeys: [OnceKey: PaymentID] = [:]
  /// Payments that got their number since the last restore; looked up, never iterated.
  var recordedSinceRestore: Set<PaymentID> = []
  /// Prompts that may still be on a phone.
  var livePrompts: [LivePrompt] = []
  /// What each payment was asked over; a restore takes the evidence of it away.
  var overridden: [PaymentID: [PaymentID]] = [:]
  /// The rows that said PAID when a desk was last drawn, by till.
  var paidRows: [Till: [PaymentID]] = [:]

  /// A restored ledger knows less: what was proved may have to be proved again, and each acknowledged callback is
  /// looked for once more.
  mutating func startOver(delivered: [MemorySpool.Delivered], resolutions: [UnmatchedResolution]) {
    notIngested = delivered
    unmatched = []
    resolved.removeAll { !resolutions.contains($0.resolution) }
    deliveredRead = delivered.count
    spoolChanges = -1
    ledgerPosition = -1
    proved = []
    countedOn = [:]
    recordedSinceRestore = []
  }
}

/// A prompt that may still be on a phone.
struct LivePrompt {
  let payment: PaymentID
  let sale: PaymentID
  let phone: PhoneNumber
  let checkoutRequestID: String
}

/// What people call a payment.
struct SpokenNumber: Hashable {
  let till: Till
  let day: BusinessDay
  let number: Int
}

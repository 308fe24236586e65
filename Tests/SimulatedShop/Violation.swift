import DarajaSimulator
import Payments

/// Something that should never be, found in a world.
package struct Violation: Sendable, Equatable {
  /// Which promise it breaks.
  package enum Kind: String, Sendable, CaseIterable {
    /// A callback was answered with 200 and is neither waiting, nor in the ledger, nor kept for a person.
    case callbackLost = "a delivered callback is in the ledger or the tray"
    /// Safaricom's book has two prompts for one payment.
    case askedTwice = "at most one prompt per payment"
    /// What the ledger says of a payment is not what its evidence adds up to.
    case standingIsNotFold = "the standing equals the fold"
    /// A screen says PAID and Safaricom's book has no such money.
    case paidWithoutMoney = "PAID on a screen means that the book has it"
    /// A screen shows what the ledger never committed.
    case shownButNotCommitted = "nothing is drawn that is not committed"
    /// A push was asked for otherwise than in answer to a recording.
    case pushedWithoutRecord = "a push only after it was recorded"
    /// What was proved paid is called something else, other than held.
    case proofLowered = "proof never lowers, but to held"
    /// Long after the faults stopped something is still in the middle.
    case leftInTheMiddle = "nothing is left in the middle once the faults are over"
    /// Safaricom was asked about one payment more often than the schedule and the cashiers together can want.
    case askedTooOften = "Safaricom is asked by the schedule, not all the time"
    /// Money moved, its callback came or its prompt could be asked about, and no screen says so.
    case moneyNotShown = "money that moved is shown, or stands where a person looks"
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
  var unsettled: [MemorySpool.Delivered] = []
  var spoolChanges = 0
  var ledgerPosition: Int64 = 0
  var stepsOfChange = 0
  /// Payments that were proved paid once; looked up, never iterated.
  var proved: Set<PaymentID> = []
  /// The rows that said PAID when a desk was last drawn, by till.
  var paidRows: [Till: [PaymentID]] = [:]
}

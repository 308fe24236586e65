import Keys
import Payments

/// Something that happened: at the keyboard, in the ledger, on the clock.
public enum DeskEvent: Sendable, Equatable {
  /// A key was pressed. The ID is fresh, for a payment that this key may ask for.
  case keyPressed(KeyPress, at: Moment, freshID: PaymentID)
  /// Time went on.
  case clockAdvanced(Moment)
  /// The ledger recorded a draft.
  case paymentRecorded(PaymentSummary)
  /// A guard stopped a draft.
  case paymentBlocked(PaymentDraft, by: GuardBlock)
  /// The ledger could not record a draft; the sentence says why.
  case recordingFailed(PaymentDraft, sentence: String)
  /// Evidence was committed, here or by another process.
  case evidenceCommitted([PaymentSummary])
  /// A question to Safaricom was put off: the shop asked something a moment ago.
  case questionPutOff(PaymentID)
  /// The day's money changed.
  case totalsChanged(DayTotals)
  /// The listener, the spool or the ledger changed.
  case healthChanged(Health)
}

import Keys
import Payments

/// Something that happened: at the keyboard, in the ledger, on the clock.
package enum DeskEvent: Sendable, Equatable {
  /// A key was pressed. The ID is fresh, for a payment that this key may ask for.
  case keyPressed(KeyPress, freshID: PaymentID)
  /// A command was asked for by its word, about a payment where it is about one; the ID is fresh, as with a key.
  case meant(DeskCommand, about: PaymentID? = nil, freshID: PaymentID)
  /// Nothing but time.
  case timePassed
  /// Evidence was committed, here or by another process.
  case evidenceCommitted([PaymentSummary])
  /// A question to Safaricom was put off: the shop asked something a moment ago.
  case questionPutOff(PaymentID)
  /// The ledger did not take a question, so that it was not put.
  case questionFailed(PaymentID)
  /// What was asked of the ledger has its answer, or could not be done.
  case answered(RequestID, Result<Answer, Trouble>)
  /// The desk is there again: it was started anew, or stopped and continued.
  case cameBack(sinceWallMilliseconds: Int64)
  /// Somebody outside who may asks that the desk end in so many seconds.
  case askedToEnd(by: String, inSeconds: Int, isTakenOver: Bool)
  /// The terminal has room for more or for less.
  case roomChanged(Room)
  /// Something about this desk itself that is said once, and quietly.
  case noted(Phrase)
  /// The day's money changed.
  case totalsChanged(DayTotals)
  /// The guided tour of a demo begins.
  case tourBegan
  /// A demo's shop has this supervisor.
  case supervisorOfDemo(DemoSupervisor)
  /// Something changed on the customers' phones of a demo.
  case phonesChanged(CustomersPhones)
  /// The listener, the spool or the ledger changed.
  case healthChanged(Health)
}

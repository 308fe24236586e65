import Desk
import Payments
import Shop

/// One till: the real state and the real worker while its process lives, and nothing while it does not.
///
/// @unchecked because a world runs in one thread.
final class SimulatedDesk: @unchecked Sendable {
  let identity: DeskIdentity
  var process: DeskProcess?
  var worker: ShopWorker?
  var ledger: ProcessLedger?
  var state: DeskState?
  /// The board was loaded, and what the process before left in the middle is concluded.
  var isReady = false
  /// Up to where the ledger's changes are on the board.
  var position: Int64 = 0
  /// Payments that wait to be sent.
  var pushQueue: [PaymentID] = []
  var pushesUnderWay = 0
  var isAsking = false
  var isPolling = false
  var polls = 0

  init(identity: DeskIdentity) { self.identity = identity }

  /// Memory is gone.
  func forget() {
    process = nil
    worker = nil
    ledger = nil
    state = nil
    isReady = false
    position = 0
    pushQueue = []
    pushesUnderWay = 0
    isAsking = false
    isPolling = false
  }
}

/// Something that a desk's process does at some moment.
enum DeskWork {
  case record(PaymentDraft)
  case push
  case ask(PaymentID)
  case poll(repeats: Bool)
  case askIfDue
  case decide(DecisionRequest)
}

/// What a cashier does.
enum CashierMove {
  /// Types a phone and an amount, and Enter.
  case sale(PhoneNumber, amount: Int)
  /// Presses Enter once more.
  case enterAgain
  /// Looks whether the desk asks something, and answers.
  case answer
  /// Goes to the board and asks Safaricom about the first payment.
  case checkNow
  /// Decides something about a payment on the board, or lets a supervisor decide.
  case decide
  /// Leaves the supervisor's page, whatever became of it.
  case leaveSupervisor
}

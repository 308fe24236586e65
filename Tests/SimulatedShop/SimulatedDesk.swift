import Desk
import DeskRuntime
import Payments
import Shop

/// One till: the real engine and the real round while its process lives, and nothing while it does not.
///
/// @unchecked because a world runs in one thread.
final class SimulatedDesk: @unchecked Sendable {
  let identity: DeskIdentity
  var process: DeskProcess?
  var works: DeskWorks?
  var engine: DeskEngine?
  /// When it heard something last.
  var heardAt: Moment?
  /// Nil until it started, and while it makes a turn.
  var round: StartedRound?
  /// What the process before left in the middle is concluded.
  var isReady = false
  var questionHasEnded = false
  var isInTurn = false
  /// So many turns were made.
  var turns = 0
  var pushesUnderWay = 0

  init(identity: DeskIdentity) { self.identity = identity }

  /// What the screen shows.
  var state: DeskState? { engine?.state }

  /// Memory is gone.
  func forget() {
    process = nil
    works = nil
    engine = nil
    heardAt = nil
    round = nil
    isReady = false
    questionHasEnded = false
    isInTurn = false
    turns = 0
    pushesUnderWay = 0
  }
}

/// A round in its place: large as it is, it is not moved out and in again with every turn.
final class StartedRound {
  var round: DeskRound

  init(_ round: DeskRound) { self.round = round }
}

/// Something that a desk's process does at some moment.
enum DeskWork {
  indirect case job(DeskJob, askedAt: Moment)
  /// The one that was planned after so many turns; nil: a bell rang.
  case turn(after: Int?)
  case question(PaymentID)
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
  /// Opens the list of what fits no payment.
  case lookAtUnmatched
  /// Decides about something on it.
  case resolveUnmatched
  /// Leaves the supervisor's page, whatever became of it.
  case leaveSupervisor
  /// Presses a letter, whatever stands there.
  case letter(Character)
  /// Takes back what was put aside, and sends it.
  case takeBack
}

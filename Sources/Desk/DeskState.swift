import Keys
import Payments
import Wording

/// Who and where this desk is; fixed while it runs.
package struct DeskIdentity: Sendable, Equatable {
  /// The shop's name, in the header.
  package var shopName: String
  /// This desk's till.
  package var till: Till
  /// The cashier's login name.
  package var cashier: String
  /// Which Daraja; nil when money is real.
  ///
  /// Always on screen otherwise.
  package var practice: Practice?
  /// The largest amount that this shop asks for.
  package var amountLimit: Shillings
  /// Above this amount the desk asks once more, in words.
  package var askAbove: Shillings?
  /// Above this amount a callback needs a second witness.
  package var confirmAbove: Shillings?
  /// So many different phones this till may ask in a minute; nil for any number.
  package var phonesPerMinute: Int?
  /// In which language this desk speaks.
  package var language: Language
  /// Trouble that rings may flash, for the eye.
  package var flashes: Bool
  /// It is played back and takes no key, so that it names none.
  package var isReplayed = false

  /// An environment in which no real money moves.
  package enum Practice: Sendable, Equatable {
    case simulator
    case sandbox

    /// Says that no money moves.
    package var warning: Phrase {
      switch self {
      case .simulator: PracticeWords.simulator
      case .sandbox: PracticeWords.sandbox
      }
    }
  }

  package init(
    shopName: String, till: Till, cashier: String, practice: Practice?, amountLimit: Shillings = .largest,
    askAbove: Shillings? = nil, confirmAbove: Shillings? = nil, phonesPerMinute: Int? = nil,
    language: Language = .english, flashes: Bool = true
  ) {
    self.shopName = shopName
    self.till = till
    self.cashier = cashier
    self.practice = practice
    self.amountLimit = amountLimit
    self.askAbove = askAbove
    self.confirmAbove = confirmAbove
    self.phonesPerMinute = phonesPerMinute
    self.language = language
    self.flashes = flashes
  }
}

/// Everything that the screen shows and the keys act upon.
///
/// A pure value: time is a parameter of whatever hangs on it, and IDs come in with events.
package struct DeskState: Sendable, Equatable {
  /// Who and where this desk is.
  package let identity: DeskIdentity
  /// The table of commands; fixed while it runs.
  package let commands: [DeskCommand]
  /// Until when trouble that comes by time alone was told.
  var heardUntil: Moment
  /// What is being typed.
  package internal(set) var form = PaymentForm()
  /// The payments on the board.
  package internal(set) var board: Board
  /// The money of this business day, in the whole shop.
  package internal(set) var totals = DayTotals()
  /// They were counted; before that they are zeros of nobody.
  package internal(set) var totalsAreKnown = false
  /// What the listener, the spool and the ledger are doing.
  package internal(set) var health = Health()
  /// A short notice.
  package internal(set) var notice: Notice?
  /// The last plain one that trouble kept from standing there; lines have room for both.
  package internal(set) var coveredNotice: Notice?
  /// What has the keyboard while no page has it.
  package internal(set) var focus = Focus.form
  /// What the ledger was asked and has not answered.
  var requests = OpenRequests()
  /// What its cashier asked Safaricom last, until it is told what came of it.
  var asked: AskedNow?
  /// Drafts that went nowhere while the form was in use, newest last; a key takes them back.
  package internal(set) var returned: [PutAside] = []
  /// News about money that nobody has acted upon yet, and what was paid a moment ago.
  var news = MoneyNews()
  /// The payment of this till about which there was news last.
  package internal(set) var newest: PaymentID?

  /// What lies below all pages.
  package enum Focus: Sendable, Equatable {
    case form
    case board
  }

  /// The desk was away; told until a key is pressed.
  var absence: Absence?
  /// Somebody asked for the desk's end.
  package internal(set) var ending: Ending?
  /// The pages on the form and the board; the one on top has the keyboard.
  package internal(set) var pages = PageStack()
  /// The evidence that is shown, or was shown last.
  package internal(set) var timeLine: TimeLine?
  /// What the terminal is large enough for.
  package internal(set) var room = Room.board
  /// What only a demo has; nil at a real till.
  package internal(set) var demo: DemoState?
  /// The cashier switched this desk's sounds off.
  package internal(set) var isSilent = false
  /// A whole number on the screen.
  package internal(set) var shownNumber: ShownNumber?
  /// When letters act.
  var letters: LettersAtRest

  /// What is typed goes into the form.
  package var isTypingInForm: Bool { focus == .form && panel == nil && !isPhoneInHand }

  /// A desk that has just started.
  package init(identity: DeskIdentity, at now: Moment, commands: [DeskCommand] = .standard) {
    self.identity = identity
    self.commands = commands
    board = Board(of: identity.till)
    heardUntil = now
    letters = LettersAtRest(at: now)
    letters.note(letterGround, at: now, isByKey: false)
  }
}

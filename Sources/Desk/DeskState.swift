import Keys
import Payments

/// Who and where this desk is; fixed while it runs.
public struct DeskIdentity: Sendable, Equatable {
  /// The shop's name, in the header.
  public var shopName: String
  /// This desk's till.
  public var till: Till
  /// The cashier's login name.
  public var cashier: String
  /// Which Daraja; nil when money is real.
  ///
  /// Always on screen otherwise.
  public var practice: Practice?
  /// The largest amount that this shop asks for.
  public var amountLimit: Shillings
  /// Above this amount the desk asks once more, in words.
  public var askAbove: Shillings?
  /// Above this amount a callback needs a second witness.
  public var confirmAbove: Shillings?
  /// So many different phones this till may ask in a minute; nil for any number.
  public var phonesPerMinute: Int?
  /// In which language this desk speaks.
  public var language: Language

  /// An environment in which no real money moves.
  public enum Practice: Sendable, Equatable {
    case simulator
    case sandbox
  }

  /// A desk.
  public init(
    shopName: String, till: Till, cashier: String, practice: Practice?, amountLimit: Shillings = .largest,
    askAbove: Shillings? = nil, confirmAbove: Shillings? = nil, phonesPerMinute: Int? = nil,
    language: Language = .english
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
  }
}

/// Everything that the screen shows and the keys act upon.
///
/// A pure value: time and IDs come in with events.
public struct DeskState: Sendable, Equatable {
  /// Who and where this desk is.
  public let identity: DeskIdentity
  /// The newest moment that an event brought.
  public internal(set) var now: Moment
  /// What is being typed.
  public internal(set) var form = PaymentForm()
  /// The payments on the board.
  public internal(set) var board = Board()
  /// The money of this business day, in the whole shop.
  public internal(set) var totals = DayTotals()
  /// The question that waits for an answer, and since when.
  public internal(set) var question: Question?
  var questionSince: Moment
  /// Why the last key did nothing under the question.
  public internal(set) var hint: Phrase?
  /// What the listener, the spool and the ledger are doing.
  public internal(set) var health = Health()
  /// A short notice.
  public internal(set) var notice: Notice?
  /// What has the keyboard.
  public internal(set) var focus = Focus.form
  /// Drafts that the ledger is recording now, oldest first.
  public internal(set) var recording: [PaymentDraft] = []
  /// Drafts that went nowhere while the form was in use, newest last; a key takes them back.
  public internal(set) var returned: [PutAside] = []
  /// News about money that nobody has acted upon yet, and what was paid a moment ago.
  var news = MoneyNews()
  /// The payment of this till about which there was news last.
  public internal(set) var newest: PaymentID?

  /// What has the keyboard.
  public enum Focus: Sendable, Equatable {
    case form
    case board
  }

  /// The desk was away; told until a key is pressed.
  var absence: Absence?
  /// The pages in the place of the board.
  package internal(set) var pages = PageStack()
  /// The evidence that is shown, or was shown last.
  public internal(set) var timeLine: TimeLine?
  /// The terminal is large enough for the time line beside the board, or below it.
  public internal(set) var hasRoomForTimeLine = false
  /// The customer's phone; only a demo draws one.
  public internal(set) var demoPhone: DemoPhone?
  /// The cashier switched this desk's sounds off.
  public internal(set) var isSilent = false
  /// A whole number on the screen.
  public internal(set) var shownNumber: ShownNumber?
  /// What a letter acts on now, and since when that stands there.
  var letterGround: LetterGround?
  var letterGroundSince: Moment
  /// When an arrow key came last.
  var lastArrow: Moment?
  /// How many readings were asked for.
  var requestCount = 0
  /// Decisions that the ledger is taking now, without their PINs.
  var deciding: [DecisionRequest] = []
  /// Items of the tray that the ledger is settling now.
  var settling: [RequestID: TrayItem] = [:]

  /// What is typed goes into the form.
  public var isTypingInForm: Bool { focus == .form && pages.isEmpty && !isPhoneInHand }

  /// A desk that has just started.
  public init(identity: DeskIdentity, now: Moment) {
    self.identity = identity
    self.now = now
    letterGroundSince = now
    questionSince = now
    letterGround = currentLetterGround
  }
}

/// A short notice: plain ones beside the form, trouble above the board.
public struct Notice: Sendable, Equatable {
  /// What it is about.
  public enum Kind: Sendable, Equatable {
    case plain
    case trouble
  }

  /// One line when it is plain; a sentence or two of trouble.
  public var text: Phrase
  /// What it is about.
  public var kind: Kind
  /// When it goes away by itself.
  public var until: Moment?
  /// From when on the next key takes it away; trouble has this, and does not go by itself.
  public var leastUntil: Moment?
  /// The payment on whose way it tells; it goes once that has ended.
  public var payment: PaymentID?
  /// It tells of what stands in the form; it goes with that.
  public var isAboutTheForm = false
  /// It tells that the ledger did not take something; it goes once the ledger is well.
  public var isAboutTheLedger = false

  /// A notice.
  public init(_ text: Phrase, kind: Kind = .plain, until: Moment? = nil, leastUntil: Moment? = nil) {
    self.text = text
    self.kind = kind
    self.until = until
    self.leastUntil = leastUntil
  }
}

import Payments

/// What was found of a till, at one look into its home.
package struct CustomerLook: Sendable, Equatable {
  /// What the ledger told.
  package enum Books: Sendable, Equatable {
    /// The payment that the till asked for last.
    case newest(PaymentSummary)
    /// It never asked for any.
    case nothing
    case unreadable
  }

  package var books: Books
  /// A desk has the till; nil where nobody can tell.
  package var isDeskOpen: Bool?
  /// A prompt of this till may still be answered, the newest payment's or an earlier one's.
  package var aPromptIsOut: Bool
  /// When the look began: what it tells may be older than its end.
  package var at: Moment

  package init(_ books: Books, isDeskOpen: Bool?, aPromptIsOut: Bool, at: Moment) {
    self.books = books
    self.isDeskOpen = isDeskOpen
    self.aPromptIsOut = aPromptIsOut
    self.at = at
  }
}

/// What the customer is shown.
package enum CustomerPage: Sendable, Equatable {
  case welcome
  /// Nobody is served, and somebody has not answered yet: the number that gets the money invites nobody to pay twice.
  case welcomeWithoutNumber
  /// No desk has the till.
  case closed
  /// Nothing is known of any payment now.
  case unreadable
  case sending(Shillings)
  case enterPIN(Shillings)
  /// Safaricom is asked.
  case pleaseWait(Shillings)
  case paid(Shillings)
  /// A supervisor accepted a receipt.
  case accepted(Shillings)
  /// It ended, and surely without money.
  case notPaid(Shillings)
  /// Its prompt is out, and the sale is paid already or to be paid in another way.
  case doNotEnterPIN(Shillings)
  /// Whatever else it is, it is for the cashier to explain.
  case askCashier(Shillings)
}

/// The customer's view: the newest payment of one till, and nothing else.
///
/// It remembers nothing of what it showed. Each page follows from the newest look into the ledger and from the time, so
/// that no older *paid* can stay.
package struct CustomerState: Sendable, Equatable {
  package let shop: CustomerShop
  private var look: CustomerLook?

  /// A view that has not looked yet.
  package init(shop: CustomerShop) { self.shop = shop }

  /// Takes what was found; looks come in the order in which they began.
  package mutating func take(_ look: CustomerLook) { self.look = look }

  /// What is shown at a moment.
  package func page(at now: Moment) -> CustomerPage {
    guard let look, now.overdueMilliseconds(since: look.at) < Self.looksAreOldAfterMilliseconds else {
      return .unreadable
    }
    let atRest: CustomerPage =
      look.isDeskOpen == false ? .closed : look.aPromptIsOut ? .welcomeWithoutNumber : .welcome
    switch look.books {
    case .unreadable: return .unreadable
    case .nothing: return atRest
    case .newest(let payment): return payment.page(at: now) ?? atRest
    }
  }

  /// A view that cannot look, because a disk does not answer, knows nothing after so long.
  static let looksAreOldAfterMilliseconds: Int64 = 5_000
}

extension PaymentSummary {
  /// Whoever stood there has gone, and the next one must not see it, after so long without an answer.
  static let customerStaysMilliseconds: Int64 = 300_000
  /// How it ended is shown for so long, if it did not end well.
  static let endIsShownMilliseconds: Int64 = 30_000
  /// A payment that is recorded is sent at once, or never.
  static let recordedIsShownMilliseconds: Int64 = 60_000
  /// From then on the PIN is no longer asked for (docs/desk.md).
  static let pinIsAskedMilliseconds: Int64 = 60_000

  /// What its customer sees of it; nil when it is over for her.
  fileprivate func page(at now: Moment) -> CustomerPage? {
    // Nobody at this till asked for it: it is known from its callback only.
    if cashier.isEmpty || isClosedBySupervisor || hasGivenWay { return nil }
    if isNotCountedOn {
      // Not the welcome, whose number would invite to pay once more what the prompt may still bring.
      if isOverdue(at: now) { return nil }
      return status.notes.sentToWrongNumber ? .askCashier(amount) : .doNotEnterPIN(amount)
    }
    if alarm != nil { return forTheCashier(at: now) }
    if isOverdue(at: now) { return forTheCashier(at: now) }
    if mayBePaidTwice { return .doNotEnterPIN(amount) }
    if isPaidElsewhere { return forTheCashier(at: now) }
    switch status.state {
    case .recorded:
      let age = now.overdueMilliseconds(since: recordedAt)
      return age < Self.recordedIsShownMilliseconds ? .sending(amount) : nil
    case .sending: return .sending(amount)
    case .waiting(let since):
      let age = now.overdueMilliseconds(since: since)
      return age < Self.pinIsAskedMilliseconds ? .enterPIN(amount) : .pleaseWait(amount)
    case .paid: return wasJustPaid(at: now) ? .paid(amount) : nil
    case .byHand(_, let at):
      return now.overdueMilliseconds(since: at) < Self.justPaidMilliseconds ? .accepted(amount) : nil
    case .notPaid(_, _, isFinal: true, let at), .refused(_, _, let at), .notSent(_, let at):
      // She was told not to pay it, and pays another way: NOT PAID would be read as being about that money.
      if status.notes.paysAnotherWay { return nil }
      return now.overdueMilliseconds(since: at) < Self.endIsShownMilliseconds ? .notPaid(amount) : nil
    case .notPaid, .check, .unknown, .held: return forTheCashier(at: now)
    }
  }

  private func forTheCashier(at now: Moment) -> CustomerPage? {
    let since = now.overdueMilliseconds(since: status.answeredAt ?? recordedAt)
    return since < Self.customerStaysMilliseconds ? .askCashier(amount) : nil
  }
}

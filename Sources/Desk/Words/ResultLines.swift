import Payments

/// The words for each result code: the board's, and the three lines of trouble (daraja.md section 5, desk.md words).
extension ResultMeaning {
  /// The word on the board.
  var word: String {
    switch self {
    // Unproved: a success that is proved has a standing of its own.
    case .paid: "NOT PROVED"
    case .notEnoughMoney: "NOT ENOUGH MONEY"
    case .belowMinimum: "AMOUNT TOO SMALL"
    case .aboveMaximum: "AMOUNT TOO LARGE"
    case .aboveDailyLimit: "DAILY LIMIT"
    case .receiverLimit: "SHOP'S LIMIT"
    case .repeatedTooSoon: "ASKED TOO SOON"
    case .systemBusy: "SAFARICOM BUSY"
    case .subscriberBusy: "PHONE BUSY"
    case .expired: "PROMPT RAN OUT"
    case .promptNotDelivered: "NO PROMPT"
    case .cancelled: "CANCELLED"
    case .notAcknowledged: "NO PROMPT"
    case .phoneNotReached: "PHONE NOT REACHED"
    case .wrongPIN: "WRONG PIN"
    case .notPermitted, .receiverUnknown: "SETTINGS WRONG"
    case .lockedPIN: "PIN LOCKED"
    case .badDebt, .accountRule, .authenticationFailed: "ACCOUNT REFUSED"
    case .sessionExpired: "PROMPT RAN OUT"
    case .promptTooLong: "TEXT TOO LONG"
    case .stillProcessing: "waiting"
    case .unlisted: "NOT PAID"
    }
  }

  /// A hint beside the word.
  var boardHint: String {
    switch self {
    case .cancelled: "by customer"
    case .phoneNotReached: "or no PIN"
    case .subscriberBusy: "other prompt"
    default: ""
    }
  }

  /// Whose move it is.
  var actor: Actor {
    switch self {
    case .paid: .safaricom
    case .notEnoughMoney, .aboveDailyLimit, .subscriberBusy, .lockedPIN, .badDebt, .accountRule,
      .authenticationFailed:
      .customer
    case .belowMinimum, .aboveMaximum, .repeatedTooSoon, .expired, .promptNotDelivered, .cancelled, .notAcknowledged,
      .phoneNotReached, .wrongPIN, .sessionExpired, .unlisted:
      .you
    case .receiverLimit, .notPermitted, .receiverUnknown, .promptTooLong: .owner
    case .systemBusy, .stillProcessing: .safaricom
    }
  }

  /// What happened, in one sentence.
  var happened: String {
    switch self {
    case .paid: "A message says paid, which is not proof by itself."
    case .notEnoughMoney: "The customer's M-Pesa has not enough money, Fuliza included."
    case .belowMinimum: "The amount is below M-Pesa's smallest."
    case .aboveMaximum: "The amount is above what M-Pesa takes at once."
    case .aboveDailyLimit: "The customer has reached the day's M-Pesa limit."
    case .receiverLimit: "The shop's M-Pesa account has reached its limit."
    case .repeatedTooSoon: "The same amount was asked of this phone less than two minutes ago."
    case .systemBusy: "M-Pesa is busy and did not handle the payment."
    case .subscriberBusy: "Another M-Pesa prompt or menu is open on the customer's phone."
    case .expired: "The prompt ran out before it was handled."
    case .promptNotDelivered: "M-Pesa could not send the prompt to the phone."
    case .cancelled: "The customer closed the prompt."
    case .notAcknowledged: "The phone did not confirm that it got the prompt."
    case .phoneNotReached: "The phone was not reached, or no PIN was typed in time."
    case .wrongPIN: "The customer typed a wrong PIN."
    case .notPermitted: "The shop's number does not fit the kind of payment."
    case .lockedPIN: "The customer's M-Pesa PIN is locked."
    case .receiverUnknown: "M-Pesa does not know the shop's till or PayBill number."
    case .badDebt: "M-Pesa refused this customer's account."
    case .accountRule: "A rule on the customer's account stops this payment."
    case .authenticationFailed: "M-Pesa could not check the customer's PIN."
    case .sessionExpired: "The prompt was open for too long."
    case .promptTooLong: "The prompt's text was too long to be sent."
    case .stillProcessing: "M-Pesa is still handling the payment."
    case .unlisted: "M-Pesa gave a code that Kaunta does not know."
    }
  }

  /// What to do now, in one sentence.
  var action: String {
    switch self {
    case .paid: "Wait for Safaricom's answer."
    case .notEnoughMoney: "Ask for a top-up or another way of paying, then ask again."
    case .belowMinimum, .aboveMaximum: "Correct the amount and ask again, or take another way of paying."
    case .aboveDailyLimit: "Take another way of paying; M-Pesa will not do it today."
    case .receiverLimit: "Call the owner, and take another way of paying."
    case .repeatedTooSoon: "Look at this phone's earlier payment first; ask again after two minutes."
    case .systemBusy: "Wait some minutes, then ask again or take another way of paying."
    case .subscriberBusy: "Let the customer close other M-Pesa menus; ask again after a minute."
    case .expired, .sessionExpired: "Ask again if the customer still wants to pay."
    case .promptNotDelivered, .notAcknowledged: "Check the phone, then ask again."
    case .cancelled: "Ask the customer; ask again if it was a mistake."
    case .phoneNotReached:
      "Check phone and signal (old SIM: dial *234*1*6#), then ask again."
    case .wrongPIN: "Ask again; three wrong PINs lock the customer's M-Pesa."
    case .notPermitted, .receiverUnknown: "Owner: check short code, till number and kind in the settings."
    case .lockedPIN: "The customer calls 100 or 200; take another way of paying."
    case .badDebt, .accountRule, .authenticationFailed:
      "Take another way of paying; the customer can call 100 or 200."
    case .promptTooLong: "Owner: shorten the shop's name and the reference."
    case .stillProcessing: "Wait; the answer comes by itself."
    case .unlisted: "Look at the customer's SMS, and tell the owner the code."
    }
  }
}

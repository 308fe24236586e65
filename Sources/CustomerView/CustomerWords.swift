import Payments

/// What a page says: one amount, one big word, a sentence before them and one below.
struct CustomerWords {
  /// Drawn big, digits and all.
  var amount: Shillings?
  /// Drawn big, in the shop's language.
  var word: Phrase?
  /// Before what is big.
  var lead: Phrase?
  /// Below it: what to do.
  var sentence: Phrase?

  init(_ page: CustomerPage) {
    amount = page.amount
    switch page {
    case .welcome, .welcomeWithoutNumber: word = Phrase("WELCOME", sw: "KARIBU")
    case .closed:
      word = Phrase("CLOSED", sw: "IMEFUNGWA")
      sentence = Phrase("Please go to another till.", sw: "Tafadhali nenda kaunta nyingine.")
    case .unreadable: sentence = Self.askTheCashier
    case .sending:
      lead = Self.pleasePay
      sentence = Phrase("One moment: the request is going out.", sw: "Subiri kidogo: ombi linatumwa.")
    case .enterPIN:
      lead = Self.pleasePay
      word = Phrase(verbatim: "PIN")
      sentence = Phrase("Please enter your M-Pesa PIN.", sw: "Weka PIN yako ya M-Pesa kwenye simu.")
    case .pleaseWait:
      lead = Phrase(verbatim: "KSh")
      sentence = Phrase("Have you entered your PIN? Please wait.", sw: "Umeweka PIN? Tafadhali subiri.")
    case .paid:
      word = Phrase("PAID", sw: "IMELIPWA")
      lead = Phrase(verbatim: "KSh")
      sentence = Phrase("Paid. Thank you.", sw: "Imelipwa. Asante.")
    case .accepted:
      lead = Phrase(verbatim: "KSh")
      sentence = Phrase("Your receipt is accepted. Thank you.", sw: "M-Pesa yako imekubaliwa. Asante.")
    case .notPaid:
      word = Phrase("NOT PAID", sw: "HAIJALIPWA")
      lead = Phrase(verbatim: "KSh")
      sentence = Phrase(
        "It did not go through. Please ask the cashier.", sw: "Haikupita. Tafadhali muulize keshia.")
    case .doNotEnterPIN:
      lead = Phrase(verbatim: "KSh")
      sentence = Phrase(
        "Do not enter your PIN. Please ask the cashier.", sw: "Usiweke PIN. Tafadhali muulize keshia.")
    case .askCashier:
      lead = Phrase(verbatim: "KSh")
      sentence = Self.askTheCashier
    }
  }

  private static let pleasePay = Phrase("Please pay KSh", sw: "Tafadhali lipa KSh")
  private static let askTheCashier = Phrase("Please ask the cashier.", sw: "Tafadhali muulize keshia.")

  /// The number that gets the money, and that it is not to be paid to unasked: the desk does not see such money.
  static func number(_ number: CustomerShop.MoneyNumber) -> Phrase {
    switch number {
    case .till(let digits): Phrase("Our M-Pesa till: \(digits)", sw: "Till yetu ya M-Pesa: \(digits)")
    case .payBill(let digits): Phrase("Our M-Pesa PayBill: \(digits)", sw: "PayBill yetu ya M-Pesa: \(digits)")
    }
  }

  static let payWhenAsked = Phrase("Pay when the cashier asks you.", sw: "Lipa keshia akikuomba.")
}

extension CustomerPage {
  /// The amount that it is about.
  package var amount: Shillings? {
    switch self {
    case .welcome, .welcomeWithoutNumber, .closed, .unreadable: nil
    case .sending(let amount), .enterPIN(let amount), .pleaseWait(let amount), .paid(let amount), .accepted(let amount),
      .notPaid(let amount), .doNotEnterPIN(let amount), .askCashier(let amount):
      amount
    }
  }

  /// What became of it is read from further away than how much it was.
  var isOver: Bool {
    switch self {
    case .paid, .notPaid: true
    default: false
    }
  }

  /// Money came.
  package var isPaid: Bool { if case .paid = self { true } else { false } }
}

import Payments
import Testing

/// A code alone, with *Confirmed* behind it, in a whole SMS.
@Suite struct ReceiptTextTests {
  static let english = """
    UJ25K3M9QX Confirmed. Ksh1,500.00 sent to DUKA LA MFANO for account 2N47D1XZ on 24/11/26 at 2:02 PM New M-PESA \
    balance is Ksh2,345.00. Transaction cost, Ksh0.00. Amount you can transact within the day is 498,500.00.
    """
  static let swahili = """
    UJ25K3M9QX Imethibitishwa. Ksh1,500.00 imetumwa kwa DUKA LA MFANO kwa akaunti 2N47D1XZ tarehe 24/11/26 saa 2:02 PM. \
    Baki yako mpya katika M-PESA ni Ksh2,345.00.
    """

  @Test(arguments: [
    "UJ25K3M9QX", "uj25k3m9qx", "UJ25K 3M9QX", "UJ25K-3M9QX", " UJ25K3M9QX\n", "\u{FEFF}UJ25K3M9QX", "(UJ25K3M9QX)",
    "UJ25K3M9QX.", "UJ25K3M9QX Confirmed", "uj25k3m9qx confirmed.", "UJ25K3M9QX Imethibitishwa",
    "UJ25K3M9QX CONFIRMED.YOU",
    "UJ25K3M9QXConfirmed.", "UJ25K 3M9QX Confirmed", "Congratulations! UJ25K3M9QX confirmed. You bought",
    "M-PESA code: UJ25K3M9QX", "Ref UJ25K3M9QX KSh 1,500", "\u{202A}UJ25K3M9QX\u{202C} Confirmed. Ksh1,500.00",
    "MPESA\nUJ25K3M9QX Confirmed.\nKsh1,500.00 sent", "Fwd: UJ25K3M9QX Umethibitishwa", english, swahili,
    english + "\n" + english,
  ])
  func theCodeIsFound(_ typed: String) throws {
    #expect(ReceiptText(typed).receipt == Receipt("UJ25K3M9QX"))
    #expect(SearchTerm(typed)?.text == "UJ25K3M9QX")
  }

  @Test func aCodeOfLettersAloneIsFoundBeforeItsWord() {
    #expect(ReceiptText("UJKQGHXYZA Confirmed. Ksh1.00").receipt == Receipt("UJKQGHXYZA"))
    #expect(ReceiptText("Withdrawal Confirmed").finding == .none)
    #expect(ReceiptText("ABCDEFGHJK").receipt == Receipt("ABCDEFGHJK"))
  }

  /// One code in ten, late in a month, has no digit: beside a word it was one long code, and never seen.
  @Test(arguments: [
    "Ref: UKTDIDYKFG", "REF: UKTDIDYKFG", "Code UKTDIDYKFG", "CODE UKTDIDYKFG", "M-PESA code UKTDIDYKFG",
    "TRANS ID UKTDIDYKFG", "M-Pesa Ref UKTDIDYKFG ya 500", "SUCCESSFUL: UKTDIDYKFG", "https://x.y/UKTDIDYKFG",
    "Payment of KES 50.00 to Duka (Ref UKTDIDYKFG) was successful", "UKTDIDYKFG Imekamilika. Umelipa Ksh50.00",
    "UKTD IDYK FG", "UKTDIDYKFG",
  ])
  func aCodeOfLettersAloneIsFoundBesideOtherWords(_ typed: String) {
    #expect(ReceiptText(typed).receipt == Receipt("UKTDIDYKFG"))
  }

  /// Its own code says nothing of the payment, and that of the payment would be answered with PAID.
  @Test(arguments: [
    "UK11ABCDE1 Confirmed. Reversal of transaction UJ25K3M9QX has been successfully reversed on 2/11/26.",
    "UK11ABCDE1 Imethibitishwa. Muamala UJ25K3M9QX umerudishwa.",
  ])
  func aReversalHoldsTwoCodes(_ typed: String) { #expect(ReceiptText(typed).finding == .several) }

  @Test func howToReverseIsNoReversal() {
    let text = "UJ25K3M9QX Confirmed. Ksh50.00 sent to KPLC for account A123456789. To reverse, forward this to 456."
    #expect(ReceiptText(text).receipt == Receipt("UJ25K3M9QX"))
  }

  @Test(arguments: [
    "U3MK2J59Q\u{0967}X Confirmed.", "UJ25K\u{0417}M9QX Confirmed. Ksh50.00 sent", "U3MK2J59Q\u{00B2}X",
    "", "   ", "ABC", "CODE Confirmed", "Imethibitishwa",
    "Failed. You do not have enough money in your M-PESA account.",
    "Ksh1500 Confirmed", "482917", "0712345678", "254 712 345 678",
  ])
  func whereThereIsNone(_ typed: String) { #expect(ReceiptText(typed).finding == .none) }

  @Test(arguments: [
    english + "\nUJ25K3M9QY Confirmed. Ksh50.00 sent", "UJ25K3M9QX, UJ25K3M9QY",
    "UJ25K3M9QX UJ25K3M9QY Confirmed UJ25K3M9QX "
      + "Confirmed",
  ])
  func moreThanOneIsNotGuessed(_ typed: String) { #expect(ReceiptText(typed).finding == .several) }

  @Test(arguments: [
    ("+254 712 345 678", "0712345678", nil), ("tel:0712345678", "0712345678", nil), ("#41", "41", 41),
    ("KSh 1,500", "KSH1500", 1500), ("1,500/=", "1500", 1500), ("1500.00", "1500", 1500), ("5678", "5678", 5678),
    ("SH1234", "SH1234", 1234), ("3M9QX", "3M9QX", nil),
    ("0712***678", "0712*678", nil), ("0712 ··· 678", "0712*678", nil), ("+254712xxx678", "254712*678", nil),
    ("0712•••678", "0712*678", nil), ("07XX XXX 678", "07*678", nil),
  ])
  func whatElseIsSearchedFor(_ typed: String, _ text: String, _ count: Int?) throws {
    let term = try #require(SearchTerm(typed))
    #expect(term.text == text)
    if text.count < 10 { #expect(term.count == count) }
  }

  @Test(arguments: ["", " ", "1500.50", "a.b", "?", "***", "0712***", "5*6"])
  func nothingToLookFor(_ typed: String) { #expect(SearchTerm(typed) == nil) }
}

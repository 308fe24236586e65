import Payments
import Testing

struct AmountTests {
  @Test(arguments: [
    ("1", 1), ("50", 50), ("1250", 1250), ("1,250", 1250), ("1 250", 1250), ("1\u{A0}250", 1250), ("250000", 250_000),
    ("250,000", 250_000), ("50.00", 50), ("50.0", 50), ("50.", 50), ("1,250.00", 1250), (" 50 ", 50),
    // As people write money, and as it is pasted.
    ("KSh 1,500", 1500), ("Ksh.1500", 1500), ("Ksh. 1,500.00", 1500), ("KES 1500", 1500), ("kes1500", 1500),
    ("Kshs 1,500/=", 1500), ("Sh 50", 50), ("shs. 50", 50), ("1500/=", 1500), ("1,500/-", 1500),
    ("1,500/\u{2013}", 1500),
    ("1500 /=", 1500), ("1500.00/=", 1500), ("1500 KES", 1500), ("1500ksh", 1500), ("1,500 Sh.", 1500),
    ("1500\n", 1500), ("\r\n1500\r\n", 1500), ("\u{FEFF}1500", 1500), ("1\u{202F}500", 1500), ("1\u{200B}500", 1500),
    ("1, 500", 1500), ("1  500", 1500), ("\u{202A}KSh 1,500\u{202C}", 1500), ("\u{FF11}\u{FF0C}\u{FF15}00", 1500),
    ("\u{665}", 5), ("\u{6F5}0", 50), ("KSh: 500", 500), ("KES:1,500.00", 1500), ("500 bob", 500), ("500Bob", 500),
    ("500=", 500), ("500 / =", 500), ("Ksh. 1,500/= only", 1500), ("Ksh 500 Only", 500), ("500/-only", 500),
    ("KSh 1,500 tu", 1500),
  ])
  func whatPeopleType(_ typed: String, _ count: Int) throws {
    #expect(try Shillings.parse(typed).get().count == count)
  }

  @Test(
    arguments: [
      ("", .empty), ("  ", .empty), ("KSh", .empty), ("k", .empty), ("/=", .empty), ("50.50", .fraction),
      ("1500.50", .fraction), ("50.01", .fraction), ("0.5", .fraction), ("0", .zero), ("0.00", .zero), ("000", .zero),
      // A phone number, perhaps.
      ("0050", .leadingZero), ("0712345678", .leadingZero), ("01", .leadingZero),
      // A cent or a thousand? Whoever means either is asked again.
      ("12,50", .strangeGrouping), ("1,2", .strangeGrouping), ("1250,000", .strangeGrouping),
      ("1.000", .dotForThousands), ("1.500", .dotForThousands), ("1,5", .strangeGrouping),
      ("250,", .strangeGrouping), ("KSh 1.500", .dotForThousands),
      ("5 0", .strangeGrouping), ("1,2500", .strangeGrouping),
      ("250001", .tooLarge(limit: .largest)), ("99999999999999999999999", .tooLarge(limit: .largest)),
    ] as [(String, AmountError)])
  func everyMistake(_ typed: String, _ error: AmountError) {
    #expect(Shillings.parse(typed) == .failure(error))
    #expect(error.sentence.english.hasSuffix("."))
  }

  @Test(arguments: [
    (".", "The sign . in place 1 is no digit."), (".00", "The sign . in place 1 is no digit."),
    ("-5", "The sign - in place 1 is no digit."), ("KSh -5", "The sign - in place 4 is no digit."),
    ("5x", "The letter x in place 2 is no digit."), ("1e3", "The letter e in place 2 is no digit."),
    ("15OO", "The letter O in place 3 is no digit."), ("0x10", "The letter x in place 2 is no digit."),
    ("5.5.5", "The sign . in place 4 is no digit."), ("1.500,00", "The sign , in place 6 is no digit."),
    ("1.0,0", "The sign , in place 4 is no digit."), ("5. 00", "A space in place 3 is no digit."),
    (",250", "The sign , in place 1 is no digit."), ("1,,250", "The sign , in place 3 is no digit."),
    ("50\n200", "A line end in place 3 is no digit."),
    ("50\t200", "A tab in place 3 is no digit."),
    ("500only", "The letter o in place 4 is no digit."), ("=500", "The sign = in place 1 is no digit."),
    ("1500/", "The sign / in place 5 is no digit."), ("1.5k", "The letter k in place 4 is no digit."),
    ("1'500", "The sign ' in place 2 is no digit."), ("USD 5", "The letter U in place 1 is no digit."),
    ("1\u{66C}500", "U+066C in place 2 is no digit: arabic thousands separator."),
    ("5\u{338}0", "U+0338 in place 2 is no digit: combining long solidus overlay."),
  ])
  func theVerySignIsNamed(_ typed: String, _ sentence: String) {
    guard case .failure(let error) = Shillings.parse(typed) else {
      Issue.record("taken")
      return
    }
    #expect(error.sentence.english == sentence)
  }

  @Test func aShopMaySetALowerLimit() throws {
    let limit = try #require(Shillings(5_000))
    #expect(try Shillings.parse("5,000", limit: limit).get() == limit)
    #expect(Shillings.parse("5001", limit: limit) == .failure(.tooLarge(limit: limit)))
    #expect(AmountError.tooLarge(limit: limit).sentence.english == "The largest amount is KSh 5,000.")
  }

  @Test func oneShillingToAQuarterMillion() {
    #expect(Shillings(0) == nil)
    #expect(Shillings(-1) == nil)
    #expect(Shillings(1)?.cents == Cents(count: 100))
    #expect(Shillings(250_000) == .largest)
    #expect(Shillings(250_001) == nil)
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (250_000, "250,000"), (1_234_567, "1,234,567"),
    (-1250, "-1,250"),
  ])
  func grouping(_ count: Int, _ text: String) { #expect(Shillings.group(count) == text) }

  /// What was grouped is read as the same amount again.
  @Test func groupingAndReading() throws {
    for count in [1, 9, 10, 99, 100, 999, 1000, 9_999, 10_000, 99_999, 100_000, 249_999, 250_000] {
      let amount = try #require(Shillings(count))
      #expect(try Shillings.parse(amount.grouped).get() == amount)
    }
  }

  @Test(arguments: [
    ("1", 100), ("1.0", 100), ("1.00", 100), ("10500.00", 1_050_000), ("0", 0), ("0.01", 1), ("0.1", 10), ("1.5", 150),
    ("1.000", 100), ("1.990", 199), ("999999999999", 99_999_999_999_900),
  ])
  func decimalsOfCallbacks(_ text: String, _ cents: Int64) {
    #expect(Cents(decimal: text) == Cents(count: cents))
  }

  @Test(arguments: [
    "", ".", "1.", ".5", "-1", "+1", "1e2", "1.005", "1.0.0", "1,000", " 1", "1 ", "NaN", "0x1", "١", "1000000000000",
    "1.0000001", "1.0x",
  ])
  func notAnAmountOfMoney(_ text: String) { #expect(Cents(decimal: text) == nil) }

  @Test(arguments: [(100, "1"), (125_000, "1,250"), (125_050, "1,250.50"), (125_005, "1,250.05"), (0, "0")])
  func centsForPeople(_ count: Int64, _ text: String) { #expect(Cents(count: count).grouped == text) }
}

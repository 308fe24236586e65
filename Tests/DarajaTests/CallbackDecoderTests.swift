import Payments
import Testing

@testable import Daraja

@Suite("Callbacks are read tolerantly, and believed exactly")
struct CallbackDecoderTests {
  private func decode(_ text: String) -> Result<CallbackReport, CallbackProblem> {
    CallbackDecoder.decode(body: Array(text.utf8))
  }

  private func callback(code: String = "0", description: String = "ok", items: String? = nil) -> String {
    let metadata = items.map { #","CallbackMetadata":{"Item":[\#($0)]}"# } ?? ""
    return #"{"Body":{"stkCallback":{"MerchantRequestID":"29115-34620561-1","CheckoutRequestID":"ws_CO_1","#
      + #""ResultCode":\#(code),"ResultDesc":"\#(description)"\#(metadata)}}}"#
  }

  private func report(_ items: String) throws -> CallbackReport { try decode(callback(items: items)).get() }

  @Test("The success of the tutorial, with a Balance that has no value")
  func success() throws {
    let report = try decode(
      """
      {"Body":{"stkCallback":{"MerchantRequestID":"29115-34620561-1","CheckoutRequestID":"ws_CO_191220191020363925",
      "ResultCode":0,"ResultDesc":"The service request is processed successfully.","CallbackMetadata":{"Item":[
      {"Name":"Amount","Value":1.00},{"Name":"MpesaReceiptNumber","Value":"NLJ7RT61SV"},{"Name":"Balance"},
      {"Name":"TransactionDate","Value":20191219102115},{"Name":"PhoneNumber","Value":254708374149}]}}}}
      """
    ).get()
    #expect(report.merchantRequestID == "29115-34620561-1")
    #expect(report.checkoutRequestID == CheckoutRequestID("ws_CO_191220191020363925"))
    #expect(report.resultCode == .paid)
    #expect(report.resultDescription == "The service request is processed successfully.")
    #expect(report.amount == Cents(count: 100))
    #expect(report.receipt == Receipt("NLJ7RT61SV"))
    #expect(report.transactionDateText == "20191219102115")
    #expect(report.phoneText == "254708374149")
  }

  @Test("A failure has no metadata")
  func failure() throws {
    let report = try decode(callback(code: "1032", description: "[STK_CB - ]Request cancelled by user")).get()
    #expect(report.resultCode == ResultCode("1032"))
    #expect(report.resultDescription == "[STK_CB - ]Request cancelled by user")
    #expect(report.amount == nil && report.receipt == nil && report.phoneText == nil)
  }

  @Test(
    "A result code is kept letter for letter; only 0 is paid",
    arguments: [
      ("0", "0"), ("\"0\"", "0"), ("0.0", "0.0"), ("\"00\"", "00"), ("-0", "-0"), ("0e0", "0e0"), ("1037", "1037"),
      ("\"SFC_IC0003\"", "SFC_IC0003"), ("\"E3008\"", "E3008"), ("\"\"", nil), ("\" 0\"", nil), ("null", nil),
      ("true", nil), ("[0]", nil), ("\"0\\u0000\"", nil),
    ] as [(String, String?)])
  func codes(written: String, code: String?) {
    switch (decode(callback(code: written)), code) {
    case (.success(let report), let code?):
      #expect(report.resultCode.rawValue == code)
      #expect((report.resultCode == .paid) == (code == "0"))
    case (.failure(let problem), nil): #expect(problem == .noResultCode)
    case (let outcome, _): Issue.record("\(written): \(outcome)")
    }
  }

  @Test(
    "An amount is a decimal, as number or as text",
    arguments: [
      ("1", 100), ("1.0", 100), ("1.00", 100), ("10500.00", 1_050_000), ("\"250\"", 25_000), ("\"250.50\"", 25_050),
      ("1e2", nil), ("-1", nil), ("1.001", nil), ("\"1,000\"", nil), ("\"\"", nil), ("null", nil), ("{}", nil),
      ("99999999999999", nil),
    ] as [(String, Int64?)])
  func amounts(written: String, cents: Int64?) throws {
    #expect(try report(#"{"Name":"Amount","Value":\#(written)}"#).amount == cents.map { Cents(count: $0) })
  }

  @Test("Items count by name, in any order, beside strangers and in all four shapes of Balance")
  func byName() throws {
    let balances = [
      "", #"{"Name":"Balance"},"#, #"{"Name":"Balance","Value":49197.00},"#,
      #"{"Name":"Balance","Value":"{Amount={CurrencyCode=KES, MinimumAmount=4919700, BasicAmount=49197.00}}"},"#,
    ]
    for balance in balances {
      let report = try report(
        #"{"Name":"New","Value":{"a":[1]}},{"Name":"PhoneNumber","Value":"254708***149"},"# + balance
          + #"{"Name":"MpesaReceiptNumber","Value":"UJ25K3M9QX"},{"Value":7},7,{"Name":"Amount","Value":50}"#)
      #expect(report.amount == Cents(count: 5000))
      #expect(report.receipt == Receipt("UJ25K3M9QX"))
      #expect(report.phoneText == "254708***149")
    }
  }

  @Test("Twins that agree count once; twins that differ count for nothing")
  func twins() throws {
    let fifty = #"{"Name":"Amount","Value":50}"#
    #expect(try report(fifty + #",{"Name":"Amount","Value":"50.00"}"#).amount == Cents(count: 5000))
    #expect(try report(fifty + #",{"Name":"Amount"}"#).amount == Cents(count: 5000))
    #expect(try report(fifty + #",{"Name":"Amount","Value":5000}"#).amount == nil)
    #expect(try report(fifty + #",{"Name":"Amount","Value":"fifty"}"#).amount == nil)
    #expect(
      try report(
        #"{"Name":"MpesaReceiptNumber","Value":"UJ25K3M9QX"},{"Name":"MpesaReceiptNumber","Value":"UJ25K3M9QY"}"#
      ).receipt == nil)
  }

  @Test("A date is fourteen digits or a text, a phone whole, masked, hashed or absent")
  func datesAndPhones() throws {
    #expect(
      try report(#"{"Name":"TransactionDate","Value":"2026-11-24 14:02"}"#).transactionDateText == "2026-11-24 14:02")
    #expect(try report(#"{"Name":"PhoneNumber","Value":null}"#).phoneText == nil)
    #expect(try report(#"{"Name":"Amount","Value":1}"#).phoneText == nil)
  }

  @Test(
    "What is not a callback says why, and is kept",
    arguments: [
      ("", .notJSON), ("<html>", .notJSON), ("{\"Body\":", .notJSON), ("[]", .notAPaymentCallback),
      ("{}", .notAPaymentCallback), (#"{"Body":{"stkCallback":7}}"#, .notAPaymentCallback),
      (#"{"Body":{"stkCallback":{"ResultCode":0}}}"#, .noCheckoutRequestID),
      (#"{"Body":{"stkCallback":{"ResultCode":0,"CheckoutRequestID":"a b"}}}"#, .noCheckoutRequestID),
      (#"{"Body":{"stkCallback":{"CheckoutRequestID":"ws_CO_1"}}}"#, .noResultCode),
      (#"{"Body":{"stkCallback":{"ResultCode":0,"ResultCode":1,"CheckoutRequestID":"x"}}}"#, .notJSON),
    ] as [(String, CallbackProblem)])
  func problems(text: String, problem: CallbackProblem) { #expect(decode(text) == .failure(problem)) }

  @Test("Words from outside cannot draw on the screen, hold a phone, or run on")
  func cleaning() {
    #expect(OutsideText.clean("\u{1B}[2J  PAID\n\n\u{202E}now\u{200B}\t!") == "[2J PAID now !")
    #expect(OutsideText.clean("call 254712345678 or 0712345678, code 12345678") == "call ••• or •••, code 12345678")
    #expect(OutsideText.clean("25471\u{200B}2345678") == "•••")
    #expect(OutsideText.clean("for 0712.345.678, 254/712/345678 or 0712,345,678.") == "for •••, ••• or •••.")
    let codes = "500.003.1001 and 404.001.03 from 192.168.100.12 at 07:12:34.567"
    #expect(OutsideText.clean(codes) == codes)
    #expect(OutsideText.clean("٢٥٤٧١٢٣٤٥٦٧٨") == "•••")
    #expect(OutsideText.clean(" \u{0}\u{7F} ") == nil)
    let long = OutsideText.clean(String(repeating: "ab ", count: 100_000))
    #expect(long?.count == 120 && long?.hasSuffix("…") == true)
    #expect(OutsideText.clean(String(repeating: "x", count: 120))?.hasSuffix("…") == false)
  }
}

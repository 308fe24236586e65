import CanonicalJSON
import DarajaSimulator
import Payments
import Testing

@Suite("Customers are known by their numbers")
struct CustomerTests {
  /// Every code of daraja.md section 5 that a callback can carry, with the number that gives it.
  static let codes: [(phone: String, code: String)] = {
    let spelled = [
      "1", "2", "3", "4", "5", "8", "11", "17", "26", "1001", "1019", "1025", "1031", "1032", "1036", "1037", "1101",
      "1102", "2001", "2006", "2008", "2026", "2028", "8006", "9999", "1234",
    ]
    var codes: [(phone: String, code: String)] = []
    for code in spelled {
      let zeros = String(repeating: "0", count: 4 - code.count)
      codes.append((phone: "25470000" + zeros + code, code: code))
    }
    for last in 100...111 {
      codes.append((phone: "254700010" + String(last), code: "1000000" + String(last).suffix(2)))
    }
    codes.append((phone: "254700010001", code: "SFC_IC0003"))
    codes.append((phone: "254700010002", code: "E3008"))
    return codes
  }()

  @Test(arguments: codes)
  func aNumberEndsWithItsCode(phone: String, code: String) throws {
    var client = TestClient()
    let checkout = try client.pushed(phone: phone)
    let callbacks = client.wait(seconds: 62)
    let callback = try #require(callbacks.first)
    #expect(callbacks.count == 1)
    let isDigits = code.allSatisfy(\.isNumber)
    #expect(callback.callback["ResultCode"] == (isDigits ? .number(code) : .string(code)))
    #expect(callback.callback["CallbackMetadata"] == nil)
    let query = json(client.query(checkout))
    #expect(query["ResultCode"] == .string(code))
    #expect(query["ResultDesc"] != callback.callback["ResultDesc"])
    #expect(client.daraja.history.payments.isEmpty)
  }

  @Test(arguments: codes)
  func answerAfterShortensEveryWait(phone: String, code: String) throws {
    var client = TestClient(TestClient.quick())
    _ = try client.pushed(phone: phone)
    #expect(client.wait(seconds: 1).map(\.resultCode) == [code])
  }

  @Test func howLongCustomersTakeIsWrittenAsSpans() throws {
    typealias Band = AnswerDelay.Band
    for (text, bands) in [
      ("4", [Band(weight: 1, from: 4_000, through: 4_000)]), ("4:3", [Band(weight: 3, from: 4_000, through: 4_000)]),
      (
        "0.5-1.5:20,2-45",
        [Band(weight: 20, from: 500, through: 1_500), Band(weight: 1, from: 2_000, through: 45_000)]
      ), ("1:0,2:1", [Band(weight: 0, from: 1_000, through: 1_000), Band(weight: 1, from: 2_000, through: 2_000)]),
    ] {
      #expect(AnswerDelay.parse(text) == .success(AnswerDelay(bands: bands)), "\(text)")
    }
    for text in ["", "4,", "-4", "9-4", "4-9-12", "4:x", "4:-1", "4:1:1", "nan", "inf", "1e9", "4-9:1.5", "x"] {
      guard case .failure(.unreadableBand) = AnswerDelay.parse(text) else {
        Issue.record("\(text) was read")
        continue
      }
    }
    #expect(AnswerDelay.parse("1:0,2:0") == .failure(.nobodyAnswers))
  }

  @Test func customersTakeAsLongAsTheirDistributionSays() throws {
    let delay = try AnswerDelay.parse("3:1,30-40:1").get()
    var seconds: [Int] = []
    for seed in 1...40 {
      var settings = SimulatorSettings(seed: UInt64(seed))
      settings.answerDelay = delay
      settings.callbackDelay = AnswerDelay(bands: [AnswerDelay.Band(weight: 1, from: 0, through: 0)])
      var client = TestClient(settings)
      _ = try client.pushed(phone: "254712345678")
      seconds.append((0...50).first { _ in !client.wait(seconds: 1).isEmpty } ?? -1)
    }
    let quick = seconds.count { $0 < 5 }
    #expect((10...30).contains(quick), "\(seconds)")
    #expect(seconds.allSatisfy { (2...3).contains($0) || (29...41).contains($0) }, "\(seconds)")
  }

  @Test func zeroSpelledOutPays() throws {
    var client = TestClient(TestClient.quick())
    _ = try client.pushed(phone: "254700000000")
    #expect(client.wait(seconds: 1).map(\.resultCode) == ["0"])
  }

  @Test(arguments: ["254700010003", "254700004999"])
  func somebodyNeverEnds(phone: String) throws {
    var client = TestClient()
    let checkout = try client.pushed(phone: phone)
    #expect(client.wait(seconds: 86_400).isEmpty)
    client.token = try #require(client.mint()["access_token"]?.string)
    #expect(client.queryCode(checkout) == "4999")
  }

  @Test func somebodyLeavesThePromptAlone() throws {
    var client = TestClient(TestClient.quick())
    _ = try client.pushed(phone: "254700010004")
    #expect(client.wait(seconds: 59).isEmpty)
    let callbacks = client.wait(seconds: 1)
    #expect(callbacks.map(\.resultCode) == ["1037"])
    #expect(callbacks.first?.callback["ResultDesc"]?.string == "No response from user.")
  }

  @Test func somebodyCannotBeReached() throws {
    var client = TestClient(TestClient.quick())
    _ = try client.pushed(phone: "254700001037")
    #expect(client.daraja.openPrompts.isEmpty)
    let text = client.wait(seconds: 1).first?.callback["ResultDesc"]?.string
    #expect(text == "DS timeout user cannot be reached.")
  }

  @Test func somebodyPaysAtTheLastMoment() throws {
    var client = TestClient()
    _ = try client.pushed(phone: "254700010006")
    #expect(client.wait(seconds: 54).isEmpty)
    #expect(client.wait(seconds: 6).map(\.resultCode) == ["0"])
  }

  @Test func theListNamesEveryCode() {
    let listing = SimulatorCatalogue.listing
    for code in ["0700 001 032", "0700 000 001", "0700 010 001", "0799 000 030"] { #expect(listing.contains(code)) }
    #expect(listing.split(separator: "\n").allSatisfy { $0.count <= 132 })
  }
}

@Suite("A phone, a wallet, and its limits")
struct PhoneTests {
  @Test func aPhoneHasOnePromptAtATime() throws {
    var client = TestClient(TestClient.quick())
    _ = try client.pushed(phone: "254712345678")
    let second = client.push(phone: "254712345678", amount: 70)
    #expect(second.status == 500)
    #expect(json(second)["errorCode"]?.string == "500.001.1001")
    #expect(
      message(second)
        == "Unable to lock subscriber, a transaction is already in process for the current subscriber")
    #expect(client.daraja.history.prompts.count == 1)
    _ = client.wait(seconds: 1)
    _ = try client.pushed(phone: "254712345678", amount: 70)
  }

  @Test func orTheSecondPushEndsWith1001() throws {
    var client = TestClient(TestClient.quick { $0.busyPhone = .callback })
    _ = try client.pushed(phone: "254700010005")
    let second = try client.pushed(phone: "254700010005", amount: 70)
    #expect(client.wait(seconds: 1).map(\.resultCode) == ["1001"])
    #expect(client.queryCode(second) == "1001")
    // The first prompt still holds the phone.
    #expect(client.daraja.openPrompts.count == 1)
  }

  @Test func theSameAmountWithinTwoMinutesEndsWith17() throws {
    var client = TestClient(TestClient.quick())
    var results: [String] = []
    for (amount, pause) in [(50, 60.0), (50, 1), (51, 60), (50, 1)] {
      _ = try client.pushed(phone: "254712345678", amount: amount)
      results += client.wait(seconds: 1).map(\.resultCode)
      _ = client.wait(seconds: pause)
    }
    #expect(results == ["0", "17", "0", "0"])
    #expect(client.daraja.history.payments.count == 3)
  }

  @Test func aWalletRunsOut() throws {
    var client = TestClient(TestClient.quick { $0.walletShillings = 100 })
    let phone = "254712345678"
    var results: [String] = []
    for amount in [60, 61, 40, 1] {
      _ = try client.pushed(phone: phone, amount: amount)
      results += client.wait(seconds: 1).map(\.resultCode)
    }
    #expect(results == ["0", "1", "0", "1"])
    // The next morning it is full again.
    _ = client.wait(seconds: 36_000)
    client.token = try #require(client.mint()["access_token"]?.string)
    _ = try client.pushed(phone: phone, amount: 100)
    #expect(client.wait(seconds: 1).map(\.resultCode) == ["0"])
  }

  @Test func aDayAndATransactionHaveLimits() throws {
    var client = TestClient(
      TestClient.quick {
        $0.walletShillings = 10_000
        $0.dailyLimitShillings = 1_000
        $0.transactionLimitShillings = 700
      })
    var results: [String] = []
    for amount in [701, 700, 301, 300] {
      _ = try client.pushed(phone: "254712345678", amount: amount)
      results += client.wait(seconds: 1).map(\.resultCode)
    }
    #expect(results == ["3", "0", "4", "0"])
  }

  @Test func peopleAnswerByHand() throws {
    let answers: [(ManualAnswer, String)] = [(.pay, "0"), (.cancel, "1032"), (.wrongPIN, "2001"), (.noMoney, "1")]
    for (answer, code) in answers {
      var client = TestClient(TestClient.quick { $0.customersAnswerByHand = true })
      let phone = try #require(PhoneNumber(msisdn: "254712345678"))
      _ = try client.pushed(phone: phone.msisdn)
      #expect(client.wait(seconds: 30).isEmpty)
      #expect(client.daraja.openPrompts.map(\.phone) == [phone])
      try client.daraja.answer(phone: phone, with: answer, atMilliseconds: client.now)
      #expect(client.daraja.openPrompts.isEmpty)
      #expect(client.wait(seconds: 1).map(\.resultCode) == [code])
    }
  }

  @Test func ignoringByHandLetsThePromptExpire() throws {
    var client = TestClient()
    let checkout = try client.pushed(phone: "254712345678")
    try client.daraja.answer(checkoutRequestID: checkout, with: .ignore, atMilliseconds: client.now)
    let callbacks = client.wait(seconds: 62)
    #expect(callbacks.map(\.resultCode) == ["1037"])
    #expect(throws: ManualAnswerError.noPrompt) {
      try client.daraja.answer(checkoutRequestID: checkout, with: .pay, atMilliseconds: client.now)
    }
  }
}

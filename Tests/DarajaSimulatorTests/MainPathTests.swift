import CanonicalJSON
import DarajaSimulator
import Payments
import Testing

@Suite("A payment from the token to the receipt")
struct MainPathTests {
  @Test func aCustomerPays() throws {
    var client = TestClient()
    let answer = client.push(phone: "254712345678", amount: 50, url: "http://127.0.0.1:9/c/abc")
    #expect(answer.status == 200)
    #expect(answer.header("content-type") == "application/json")
    #expect(answer.header("date") == "Tue, 24 Nov 2026 11:02:09 GMT")
    #expect(answer.header("server")?.contains("DEMO") == true)
    let ack = json(answer)
    #expect(ack["ResponseCode"] == .string("0"))
    #expect(ack["ResponseDescription"]?.string == "Success. Request accepted for processing")
    #expect(ack["CustomerMessage"]?.string != nil)
    let checkout = try #require(ack["CheckoutRequestID"]?.string)
    #expect(checkout.hasPrefix("ws_CO_24112026140209"))
    #expect(checkout.hasSuffix("712345678"))
    let merchant = try #require(ack["MerchantRequestID"]?.string)
    #expect(merchant.split(separator: "-").map(\.count) == [4, 4, 4, 16])

    #expect(client.queryCode(checkout) == "4999")
    let callbacks = client.wait(seconds: 60)
    let callback = try #require(callbacks.first)
    #expect(callbacks.count == 1)
    #expect(callback.url == "http://127.0.0.1:9/c/abc")
    #expect(callback.headers.contains(SimulatedHeader("Content-Type", "application/json;charset=UTF-8")))
    #expect(callback.headers.contains(SimulatedHeader("Businessshortcode", "174379")))
    #expect(callback.isFromListedAddress)
    #expect(callback.callback["ResultCode"] == .number("0"))
    #expect(callback.callback["CheckoutRequestID"]?.string == checkout)
    #expect(callback.callback["MerchantRequestID"]?.string == merchant)
    #expect(callback.value("Amount") == .number("50.00"))
    #expect(callback.value("PhoneNumber") == .number("254712345678"))
    let date = try #require(callback.value("TransactionDate")?.integer)
    #expect((20_261_124_140_209...20_261_124_140_300).contains(date))
    let receipt = try #require(callback.value("MpesaReceiptNumber")?.string)
    #expect(receipt.hasPrefix("UKO") && receipt.count == 10)
    #expect(callback.item("Balance") == nil)

    let query = json(client.query(checkout))
    #expect(query["ResultCode"] == .string("0"))
    #expect(query["ResponseCode"] == .string("0"))
    #expect(query["ResultDesc"] != callback.callback["ResultDesc"])
    let booked = try #require(client.daraja.history.payments(callbackURL: "http://127.0.0.1:9/c/abc").first)
    #expect(booked.receipt == receipt && booked.amountShillings == 50)
    #expect(client.daraja.history.prompts.count == 1)
  }

  @Test func buyGoodsPaysATill() throws {
    var client = TestClient(TestClient.quick())
    var fields = client.fields()
    let timestamp = try #require(fields["Timestamp"]?.string)
    fields["BusinessShortCode"] = .string("600000")
    fields["Password"] = .string(TestClient.password("600000", timestamp))
    fields["TransactionType"] = .string("CustomerBuyGoodsOnline")
    fields["PartyB"] = .string("5123456")
    #expect(client.push(fields).status == 200)
    #expect(client.wait(seconds: 1).map(\.resultCode) == ["0"])
  }

  @Test func sameSeedSameBytes() throws {
    func day(seed: UInt64) throws -> [[UInt8]] {
      var settings = SimulatorSettings(seed: seed)
      settings.faults = [
        FaultSwitch(fault: .callbackDoubled, probability: 0.3), FaultSwitch(fault: .systemBusy, probability: 0.1),
      ]
      var client = TestClient(settings)
      var bytes: [[UInt8]] = []
      for number in 0..<200 {
        if number % 5 == 0 { client.token = client.mint()["access_token"]?.string ?? "" }
        bytes.append(client.push(phone: String(254_712_000_000 + number), amount: number + 1).body)
        bytes += client.wait(seconds: 430).map(\.body)
      }
      return bytes
    }
    let first = try day(seed: 7)
    #expect(first.count > 320)
    #expect(try first == day(seed: 7))
    #expect(try first != day(seed: 8))
  }

  @Test func aSimulatorStartedAgainGivesOtherReceipts() throws {
    var receipts: Set<String> = []
    for minute in 0..<3 {
      var client = TestClient(TestClient.quick(), at: TestClient.start + Int64(minute) * 60_000)
      _ = try client.pushed(phone: "254712345678")
      receipts.insert(try #require(client.wait(seconds: 1).first?.value("MpesaReceiptNumber")?.string))
    }
    #expect(receipts.count == 3)
  }

  @Test func aDayPassesInNoTime() throws {
    var client = TestClient()
    var callbacks = 0
    for number in 0..<1_440 {
      if number % 30 == 0 { client.token = try #require(client.mint()["access_token"]?.string) }
      _ = try client.pushed(phone: String(254_712_000_000 + number))
      callbacks += client.wait(seconds: 60).count
    }
    callbacks += client.wait(seconds: 60).count
    #expect(callbacks == 1_440)
    #expect(client.daraja.history.payments.count == 1_440)
  }

  @Test func customersTakeTheTimeThatTheirDistributionSays() throws {
    var settings = SimulatorSettings()
    settings.answerDelay = AnswerDelay(bands: [
      AnswerDelay.Band(weight: 1, from: 5_000, through: 5_000),
      AnswerDelay.Band(weight: 1, from: 20_000, through: 20_000),
    ])
    settings.callbackDelay = AnswerDelay(bands: [AnswerDelay.Band(weight: 1, from: 0, through: 0)])
    var client = TestClient(settings)
    for number in 0..<100 { _ = client.push(phone: String(254_712_000_000 + number)) }
    let quick = client.wait(seconds: 5).count
    let slow = client.wait(seconds: 15).count
    #expect(quick + slow == 100)
    #expect((25...75).contains(quick))
  }

  @Test func theClockTellsWhenSomethingHappensNext() throws {
    var client = TestClient(TestClient.quick())
    #expect(client.daraja.nextDeadlineMilliseconds == nil)
    _ = try client.pushed(phone: "254712345678")
    #expect(client.daraja.nextDeadlineMilliseconds == client.now + 1000)
    #expect(client.wait(seconds: 0.999).isEmpty)
    #expect(client.wait(seconds: 0.001).count == 1)
  }
}

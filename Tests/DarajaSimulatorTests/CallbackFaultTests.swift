import CanonicalJSON
import DarajaSimulator
import Payments
import Testing

@Suite("What becomes of a callback")
struct CallbackFaultTests {
  /// Pushes 50 shillings to the customer of a fault, who pays after a second.
  private func pushed(_ fault: Fault) throws -> (client: TestClient, checkout: String) {
    var client = TestClient(TestClient.quick())
    let checkout = try client.pushed(phone: try #require(fault.number).msisdn)
    return (client, checkout)
  }

  /// The one callback of such a push.
  private func callback(_ fault: Fault) throws -> CallbackDelivery {
    var (client, _) = try pushed(fault)
    let callbacks = client.wait(seconds: 1)
    #expect(callbacks.count == 1)
    #expect(client.daraja.history.payments.map(\.amountShillings) == [50])
    return try #require(callbacks.first)
  }

  @Test func lost() throws {
    var (client, checkout) = try pushed(.callbackLost)
    #expect(client.wait(seconds: 86_400).isEmpty)
    client.token = try #require(client.mint()["access_token"]?.string)
    #expect(client.queryCode(checkout) == "0")
    #expect(client.daraja.history.payments.count == 1)
  }

  @Test func doubledByteForByte() throws {
    var (client, _) = try pushed(.callbackDoubled)
    let callbacks = client.wait(seconds: 3)
    #expect(callbacks.count == 2)
    #expect(callbacks.first?.body == callbacks.last?.body)
  }

  @Test func lateAlthoughPaidInTime() throws {
    var (client, checkout) = try pushed(.callbackLate)
    #expect(client.wait(seconds: 119).isEmpty)
    #expect(client.queryCode(checkout) == "0")
    #expect(client.wait(seconds: 1).map(\.resultCode) == ["0"])
  }

  @Test func successAfterAQuerySaidFailed() throws {
    var (client, checkout) = try pushed(.lateSuccess)
    #expect(client.wait(seconds: 70).isEmpty)
    #expect(client.queryCode(checkout) == "1037")
    #expect(client.daraja.history.payments.isEmpty)
    #expect(client.wait(seconds: 50).map(\.resultCode) == ["0"])
    #expect(client.queryCode(checkout) == "0")
    #expect(client.daraja.history.payments.count == 1)
  }

  @Test func outOfOrderBehindALaterPayment() throws {
    var (client, first) = try pushed(.callbackOutOfOrder)
    #expect(client.wait(seconds: 5).isEmpty)
    let second = try client.pushed(phone: "254712345678")
    #expect(client.wait(seconds: 2).map(\.checkoutRequestID) == [second, first])
  }

  @Test func outOfOrderWaitsNotForEver() throws {
    var (client, _) = try pushed(.callbackOutOfOrder)
    #expect(client.wait(seconds: 20).isEmpty)
    #expect(client.wait(seconds: 1).count == 1)
  }

  @Test func beforeTheAcknowledgement() throws {
    var (client, _) = try pushed(.callbackBeforeAck)
    #expect(client.wait(seconds: 0).map(\.resultCode) == ["0"])
  }

  @Test func fromAnAddressThatIsNotListed() throws {
    let callback = try callback(.callbackUnlistedAddress)
    #expect(!callback.isFromListedAddress)
    #expect(callback.peerAddress == "203.0.113.77")
  }

  @Test func malformedAndVeryLarge() throws {
    let malformed = try callback(.callbackMalformed)
    #expect(throws: JSONError.self) { try JSONValue(parsing: malformed.body) }
    let large = try callback(.callbackVeryLarge)
    #expect(large.body.count > 64 * 1024)
    #expect(large.callback["ResultCode"] == .number("0"))
  }

  @Test func idsOfTwoPaymentsCrossed() throws {
    var client = TestClient(TestClient.quick { $0.faults = [FaultSwitch(fault: .idsCrossed)] })
    let first = try client.pushed(phone: "254712345678", url: "http://127.0.0.1:9/c/1")
    let second = try client.pushed(phone: "254712345679", url: "http://127.0.0.1:9/c/2")
    let callbacks = client.wait(seconds: 1)
    #expect(callbacks.map(\.url) == ["http://127.0.0.1:9/c/1", "http://127.0.0.1:9/c/2"])
    #expect(callbacks.map { $0.callback["CheckoutRequestID"]?.string } == [second, first])
  }

  @Test func idsOfNobodyWhenThereIsNoSecondPayment() throws {
    var (client, checkout) = try pushed(.idsCrossed)
    let stated = client.wait(seconds: 1).first?.callback["CheckoutRequestID"]?.string
    #expect(stated?.hasPrefix("ws_CO_") == true)
    #expect(stated != checkout)
  }

  @Test func amounts() throws {
    #expect(try callback(.wrongAmount).value("Amount") == .number("51.00"))
    #expect(try callback(.amountInteger).value("Amount") == .number("50"))
    #expect(try callback(.amountOneDecimal).value("Amount") == .number("50.0"))
    #expect(try callback(.amountTwoDecimals).value("Amount") == .number("50.00"))
    #expect(try callback(.amountText).value("Amount") == .string("50"))
  }

  @Test func resultCodeAsText() throws {
    #expect(try callback(.resultCodeAsString).callback["ResultCode"] == .string("0"))
  }

  @Test func missingParts() throws {
    #expect(try callback(.successWithoutAmount).item("Amount") == nil)
    #expect(try callback(.successWithoutReceipt).item("MpesaReceiptNumber") == nil)
    #expect(try callback(.successWithoutMetadata).callback["CallbackMetadata"] == nil)
  }

  @Test func unknownItems() throws {
    let callback = try callback(.extraItems)
    let names = callback.callback["CallbackMetadata"]?["Item"]?.array?.map { $0["Name"]?.string }
    #expect(names == ["PhoneNumber", "LoyaltyPoints", "TransactionDate", "MpesaReceiptNumber", "Amount", nil])
    #expect(callback.callback["ReferenceData"] != nil)
  }

  @Test func balances() throws {
    #expect(try callback(.balanceAbsent).item("Balance") == nil)
    #expect(try callback(.balanceWithoutValue).item("Balance") == .object(["Name": .string("Balance")]))
    #expect(try callback(.balanceNumber).value("Balance") == .number("48210.50"))
    #expect(try callback(.balanceBraceString).value("Balance")?.string?.hasPrefix("{Amount={") == true)
  }

  @Test func phones() throws {
    #expect(try callback(.phoneMasked).value("PhoneNumber") == .string("254799***054"))
    // sha256sum of 254799000055.
    #expect(
      try callback(.phoneHashed).value("PhoneNumber")
        == .string("b301f1ae85045dd80c443a6afb11dbb23f481a4689fa4b49c29362ace2ed75eb"))
    #expect(try callback(.phoneAbsent).item("PhoneNumber") == nil)
  }

  @Test func dateFormatted() throws {
    #expect(try callback(.dateFormatted).value("TransactionDate") == .string("2026-11-24 14:02:10"))
  }
}

@Suite("Callbacks, queries and receipts that contradict each other")
struct ContradictionTests {
  private func pushed(_ fault: Fault) throws -> (client: TestClient, checkout: String) {
    var client = TestClient(TestClient.quick())
    let checkout = try client.pushed(phone: try #require(fault.number).msisdn)
    return (client, checkout)
  }

  @Test func callbackPaidQueryFailed() throws {
    var (client, checkout) = try pushed(.callbackPaidQueryFailed)
    #expect(client.wait(seconds: 1).map(\.resultCode) == ["0"])
    #expect(client.queryCode(checkout) == "1037")
    #expect(client.daraja.history.payments.count == 1)
  }

  @Test func callbackFailedQueryPaid() throws {
    var (client, checkout) = try pushed(.callbackFailedQueryPaid)
    #expect(client.wait(seconds: 1).map(\.resultCode) == ["1037"])
    #expect(client.queryCode(checkout) == "0")
    #expect(client.daraja.history.payments.count == 1)
  }

  @Test func queryZeroForAnUnpaidPrompt() throws {
    var (client, checkout) = try pushed(.queryZeroUnpaid)
    for _ in 0..<5 {
      #expect(client.queryCode(checkout) == "0")
      #expect(client.wait(seconds: 11).isEmpty)
    }
    #expect(client.wait(seconds: 5).map(\.resultCode) == ["1037"])
    #expect(client.queryCode(checkout) == "1037")
    #expect(client.daraja.history.payments.isEmpty)
  }

  @Test func twoCallbacksThatContradictEachOther() throws {
    var (failed, _) = try pushed(.failureThenSuccess)
    #expect(failed.wait(seconds: 5).map(\.resultCode) == ["1037", "0"])
    var (paid, _) = try pushed(.successThenFailure)
    #expect(paid.wait(seconds: 5).map(\.resultCode) == ["0", "1037"])
    #expect(paid.daraja.history.payments.count == 1)
  }

  @Test func oneReceiptOnTwoPayments() throws {
    var client = TestClient(TestClient.quick())
    _ = try client.pushed(phone: "254712345678")
    let earlier = client.wait(seconds: 1).first?.value("MpesaReceiptNumber")
    _ = try client.pushed(phone: try #require(Fault.receiptOnTwoPayments.number).msisdn)
    #expect(client.wait(seconds: 1).first?.value("MpesaReceiptNumber") == earlier)
    #expect(Set(client.daraja.history.payments.map(\.receipt)).count == 2)
  }

  @Test func twoReceiptsOnOnePayment() throws {
    var (client, _) = try pushed(.twoReceiptsOnOnePayment)
    let callbacks = client.wait(seconds: 5)
    #expect(callbacks.map(\.resultCode) == ["0", "0"])
    #expect(callbacks.first?.value("MpesaReceiptNumber") != callbacks.last?.value("MpesaReceiptNumber"))
    #expect(client.daraja.history.payments.count == 1)
  }
}

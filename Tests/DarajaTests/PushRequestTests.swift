import CanonicalJSON
import Payments
import Testing

@testable import Daraja

@Suite("A request carries every field, signed with one time")
struct PushRequestTests {
  static let passkey = Passkey("bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919")

  private func request(receiver: Receiver) throws -> PushRequest {
    PushRequest(
      account: Account(receiver: receiver, passkey: Self.passkey),
      phone: try #require(PhoneNumber(msisdn: "254712345678")),
      amount: try #require(Shillings(1250)),
      callbackURL: try CallbackURL.parse("https://pay.duka.co.ke/c/00ff", environment: .production).get(),
      reference: try AccountReference.parse("T2D24N47").get(),
      transactionDescription: TransactionDescription(fitting: "Duka la Mama"),
      time: EastAfricaTime(wallMilliseconds: 1_795_518_129_000))
  }

  @Test("PayBill: the eleven fields, in the order of Safaricom's page")
  func payBill() throws {
    let request = try request(receiver: .payBill(try #require(ShortCode("174379"))))
    #expect(request.timestamp == "20261124140209")
    let object = try #require(try JSONValue(parsing: request.body).object)
    #expect(
      object.members.map(\.name) == [
        "BusinessShortCode", "Password", "Timestamp", "TransactionType", "Amount", "PartyA", "PartyB", "PhoneNumber",
        "CallBackURL", "AccountReference", "TransactionDesc",
      ])
    #expect(object["BusinessShortCode"] == .string("174379"))
    #expect(object["PartyB"] == .string("174379"))
    #expect(object["TransactionType"] == .string("CustomerPayBillOnline"))
    #expect(object["Amount"] == .number("1250"))
    #expect(object["PartyA"] == .number("254712345678"))
    #expect(object["PhoneNumber"] == .number("254712345678"))
    #expect(object["CallBackURL"] == .string("https://pay.duka.co.ke/c/00ff"))
    #expect(object["AccountReference"] == .string("T2D24N47"))
    #expect(object["TransactionDesc"] == .string("Duka la Mama"))
    #expect(object["Timestamp"] == .string(request.timestamp))
    let signed = "174379" + Self.passkey.revealed + request.timestamp
    #expect(object["Password"] == .string(Base64.encode(Array(signed.utf8))))
  }

  @Test("Buy goods: the store signs, the till receives")
  func buyGoods() throws {
    let store = try #require(ShortCode("600100"))
    let till = try #require(ShortCode("5123456"))
    let json = try request(receiver: .buyGoods(store: store, till: till)).json
    #expect(json["BusinessShortCode"] == .string("600100"))
    #expect(json["PartyB"] == .string("5123456"))
    #expect(json["TransactionType"] == .string("CustomerBuyGoodsOnline"))
  }

  @Test("A query has four fields and a time of its own")
  func query() throws {
    let account = Account(receiver: .payBill(try #require(ShortCode("174379"))), passkey: Self.passkey)
    let query = QueryRequest(
      account: account, checkoutRequestID: CheckoutRequestID("ws_CO_1"), time: EastAfricaTime(wallMilliseconds: 0))
    #expect(query.timestamp == "19700101030000")
    let object = try #require(query.json.object)
    #expect(object.members.map(\.name) == ["BusinessShortCode", "Password", "Timestamp", "CheckoutRequestID"])
    #expect(object["Password"] == .string(account.password(timestamp: "19700101030000")))
  }

  @Test("Printing a request shows no phone, no passkey and no callback tag")
  func printing() throws {
    let request = try request(receiver: .payBill(try #require(ShortCode("174379"))))
    var dumped = ""
    dump(request, to: &dumped)
    for text in ["\(request)", String(reflecting: request), dumped] {
      for secret in ["12345678", "bfb279", "00ff"] { #expect(!text.contains(secret)) }
    }
  }

  @Test("Base64 as RFC 4648 section 10 has it, and Safaricom's own example of a password")
  func base64() {
    let vectors = [
      "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "fooba": "Zm9vYmE=",
      "foobar": "Zm9vYmFy",
    ]
    for text in ["", "f", "fo", "foo", "foob", "fooba", "foobar"] {
      #expect(Base64.encode(Array(text.utf8)) == vectors[text])
    }
    #expect(Base64.encode([0xFB, 0xFF, 0xFE]) == "+//+")
    #expect(
      Base64.encode(Array(("174379" + Self.passkey.revealed + "20160216165627").utf8))
        == "MTc0Mzc5YmZiMjc5ZjlhYTliZGJjZjE1OGU5N2RkNzFhNDY3Y2QyZTBjODkzMDU5YjEwZjc4ZTZiNzJhZGExZWQyYzkxOTIwMTYwMjE2"
        + "MTY1NjI3")
  }

  @Test("Short codes have five to seven digits", arguments: ["", "1234", "12345678", "01234", "17437a", "٣٣٣٣٣"])
  func shortCodes(text: String) { #expect(ShortCode(text) == nil) }

  @Test("A reference is letters and digits, twelve at most")
  func references() throws {
    #expect(try AccountReference.parse(" INV2026 ").get().text == "INV2026")
    #expect(AccountReference.parse("   ") == .failure(.empty))
    #expect(AccountReference.parse("INV-1") == .failure(.strangeCharacter))
    #expect(AccountReference.parse("Señor") == .failure(.strangeCharacter))
    #expect(AccountReference.parse("1234567890123") == .failure(.tooLong(by: 1)))
    #expect(AccountReferenceError.tooLong(by: 1).sentence.english == "One character too many: 12 at most.")
    #expect(AccountReferenceError.tooLong(by: 3).sentence.english == "3 characters too many: 12 at most.")
  }

  @Test("A description always fits and is never empty")
  func descriptions() {
    #expect(TransactionDescription(fitting: "").text == "Payment")
    #expect(TransactionDescription(fitting: "…!").text == "Payment")
    #expect(TransactionDescription(fitting: "Till 2, no. 47: thanks").text == "Till 2 no 47")
    #expect(TransactionDescription(fitting: "abcdefghijklmnop").text == "abcdefghijklm")
  }
}

@Suite("A callback address is checked before Safaricom refuses it")
struct CallbackURLTests {
  @Test(
    "Good everywhere",
    arguments: [
      "https://pay.duka.co.ke", "https://pay.duka.co.ke:8443/c/00ff", "https://196.201.214.99/c", "https://a.ke/",
    ])
  func good(text: String) throws {
    for environment in DarajaEnvironment.allCases {
      let url = try CallbackURL.parse(text, environment: environment).get()
      #expect(!url.text.hasSuffix("/"))
    }
  }

  @Test(
    "Refused in production",
    arguments: [
      ("", .empty), ("pay.duka.co.ke", .notHTTPS), ("ftp://duka.co.ke", .notHTTPS),
      ("http://pay.duka.co.ke", .notHTTPS),
      ("https://pay duka.co.ke", .strangeCharacter), ("https://pay.duka.co.ke/<id>", .strangeCharacter),
      ("https://pay.duka.co.ke/c?x=1", .hasQuery), ("https://pay.duka.co.ke/#a", .hasQuery),
      ("https://user:pw@duka.co.ke", .hasUser), ("https://", .notHTTPS), ("https:///c", .badHost),
      ("https://-duka.co.ke", .badHost), ("https://duka..ke", .badHost), ("https://a.ke:1:2", .badHost),
      ("https://Pay.duka.co.ke", .upperCaseHost), ("https://duka.co.ke:0", .badPort),
      ("https://duka.co.ke:99999", .badPort), ("https://duka.co.ke:", .badPort),
      ("https://example.com", .placeholder), ("https://pay.example.com/c", .placeholder),
      ("https://localhost", .notPublic), ("https://127.0.0.1", .notPublic), ("https://192.168.1.10", .notPublic),
      ("https://10.0.0.1:444", .notPublic), ("https://172.20.1.1", .notPublic), ("https://server", .notPublic),
      ("https://shop.local", .notPublic), ("https://duka.co.ke/Mpesa", .forbiddenWord("mpesa")),
      ("https://m-pesa.duka.co.ke", .forbiddenWord("m-pesa")),
      ("https://safaricomshop.ke", .forbiddenWord("safaricom")),
      ("https://duka.co.ke/EXEC", .forbiddenWord("exec")), ("https://duka.co.ke/a.exe", .forbiddenWord("exe")),
      ("https://duka.co.ke/cmd", .forbiddenWord("cmd")), ("https://duka.co.ke/MySQL", .forbiddenWord("sql")),
      ("https://duka.co.ke/Query", .forbiddenWord("query")), ("https://ab12.ngrok.io", .tunnel("ngrok")),
    ] as [(String, CallbackURLProblem)])
  func refused(text: String, problem: CallbackURLProblem) {
    #expect(CallbackURL.parse(text, environment: .production) == .failure(problem))
    #expect(problem.sentence.hasSuffix("."))
  }

  @Test("The sandbox takes http and tunnels, the simulator loopback too")
  func lenient() throws {
    _ = try CallbackURL.parse("http://pay.duka.co.ke", environment: .sandbox).get()
    _ = try CallbackURL.parse("https://ab12.ngrok.io", environment: .sandbox).get()
    #expect(CallbackURL.parse("http://127.0.0.1:8744", environment: .sandbox) == .failure(.notPublic))
    _ = try CallbackURL.parse("http://127.0.0.1:8744", environment: .simulator).get()
    _ = try CallbackURL.parse("http://localhost:8744", environment: .simulator).get()
    #expect(
      CallbackURL.parse("http://localhost:8744/mpesa", environment: .simulator) == .failure(.forbiddenWord("mpesa")))
  }
}

@Suite("The server's clock tells when ours is wrong")
struct ServerClockTests {
  @Test("Dates of RFC 9110 are read, others are not")
  func dates() {
    #expect(ServerClock.secondsSince1970(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
    #expect(ServerClock.secondsSince1970(httpDate: "Thu, 01 Jan 1970 00:00:00 GMT") == 0)
    #expect(ServerClock.secondsSince1970(httpDate: "Thu, 29 Feb 2024 23:59:59 GMT") == 1_709_251_199)
    for text in [
      "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 EAT",
      "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nox 1994 08:49:37 GMT",
    ] {
      #expect(ServerClock.secondsSince1970(httpDate: text) == nil)
    }
  }

  @Test("Within a minute and a half nobody is bothered")
  func warnings() throws {
    let header = "Sun, 06 Nov 1994 08:49:37 GMT"
    let right = try #require(ServerClock(dateHeader: header, arrivedWallMilliseconds: 784_111_778_400))
    #expect(right.aheadSeconds == 1 && right.warning == nil)
    let fast = try #require(ServerClock(dateHeader: header, arrivedWallMilliseconds: (784_111_777 + 600) * 1000))
    #expect(fast.warning?.english == "This machine's clock is 10 minutes fast. Owner: set it right.")
    let slow = try #require(ServerClock(dateHeader: header, arrivedWallMilliseconds: (784_111_777 - 10_800) * 1000))
    #expect(slow.warning?.english == "This machine's clock is 180 minutes slow. Owner: set it right.")
    #expect(ServerClock(dateHeader: nil, arrivedWallMilliseconds: 0) == nil)
  }
}

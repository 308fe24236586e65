import CanonicalJSON
import DarajaSimulator
import Payments
import Testing

@Suite("What people ask of the simulator itself")
struct ControlTests {
  private func post(_ client: inout TestClient, _ path: String, _ body: String) -> SimulatedAnswer {
    client.send(SimulatedRequest(method: "POST", target: path, body: Array(body.utf8)))
  }

  private func get(_ client: inout TestClient, _ path: String) -> SimulatedAnswer {
    client.send(SimulatedRequest(method: "GET", target: path))
  }

  @Test func promptsAreShownMaskedAndAnswered() throws {
    var client = TestClient(TestClient.quick { $0.customersAnswerByHand = true })
    _ = try client.pushed(phone: "254712345678", amount: 75)
    let prompt = try #require(json(get(&client, "/simulator/prompts"))["prompts"]?.array?.first)
    #expect(prompt["phone"]?.string == "0712***678")
    #expect(prompt["amount"]?.integer == 75)
    #expect(post(&client, "/simulator/answer", #"{"phone":"0712345678","answer":"pay"}"#).status == 200)
    #expect(post(&client, "/simulator/answer", #"{"phone":"0712345678","answer":"pay"}"#).status == 404)
    #expect(client.wait(seconds: 0).map(\.resultCode) == ["0"])
    let state = json(get(&client, "/simulator/state"))
    #expect(state["book"]?["payments"]?.array?.count == 1)
    #expect(state["pushes"]?["accepted"]?.integer == 1)
    #expect(state["callbacks"]?["sent"]?.integer == 1)
  }

  @Test func aPromptThatEndedIsShownForTenSeconds() throws {
    var client = TestClient(TestClient.quick { $0.customersAnswerByHand = true })
    let paid = try client.pushed(phone: "254712345678", amount: 75)
    let cancelled = try client.pushed(phone: "254722000111", amount: 20)
    #expect(json(get(&client, "/simulator/prompts"))["ended"]?.array?.isEmpty == true)
    _ = post(&client, "/simulator/answer", #"{"checkout":"\#(paid)","answer":"pay"}"#)
    _ = post(&client, "/simulator/answer", #"{"checkout":"\#(cancelled)","answer":"cancel"}"#)
    let ended = try #require(json(get(&client, "/simulator/prompts"))["ended"]?.array)
    #expect(ended.map { $0["result_code"]?.string } == ["0", "1032"])
    #expect(ended.first?["phone"]?.string == "0712***678")
    #expect(ended.first?["receipt"]?.string == client.daraja.history.payments.first?.receipt)
    #expect(ended.last?["receipt"] == nil)
    client.now += 10_000
    #expect(json(get(&client, "/simulator/prompts"))["ended"]?.array?.isEmpty == true)
  }

  @Test func whoeverPicksThePhoneUpMakesItsCustomerWait() throws {
    var client = TestClient(TestClient.quick { $0.answerAfterMilliseconds = 5_000 })
    let checkout = try client.pushed(phone: "254712345678")
    func waits(_ client: inout TestClient) -> Bool? {
      json(get(&client, "/simulator/prompts"))["prompts"]?.array?.first?["by_hand"]?.bool
    }
    #expect(waits(&client) == false)
    _ = post(&client, "/simulator/answer", #"{"checkout":"\#(checkout)","answer":"ignore"}"#)
    #expect(waits(&client) == true)
    #expect(client.wait(seconds: 30).isEmpty)
    _ = post(&client, "/simulator/answer", #"{"checkout":"\#(checkout)","answer":"no-money"}"#)
    #expect(client.wait(seconds: 0).map(\.resultCode) == ["1"])
  }

  @Test func faultsAreSwitchedForATime() throws {
    var client = TestClient(TestClient.quick())
    let answer = post(&client, "/simulator/faults", #"{"fault":"system-busy","for_seconds":30,"on":"push"}"#)
    #expect(answer.status == 200)
    #expect(json(answer)["on"]?.array?.first?["fault"]?.string == "system-busy")
    #expect(json(answer)["known"]?.array?.count == Fault.allCases.count)
    #expect(client.push(phone: "254712345678").status == 500)
    client.now += 30_000
    #expect(client.push(phone: "254712345678").status == 200)
    _ = post(&client, "/simulator/faults", #"{"fault":"callback-lost","probability":0.5}"#)
    #expect(json(post(&client, "/simulator/faults", #"{"clear":true}"#))["on"]?.array?.isEmpty == true)
  }

  @Test func aWalletIsEmptied() throws {
    var client = TestClient(TestClient.quick())
    #expect(post(&client, "/simulator/wallet", #"{"phone":"0712345678","shillings":20}"#).status == 200)
    _ = try client.pushed(phone: "254712345678")
    #expect(client.wait(seconds: 1).map(\.resultCode) == ["1"])
  }

  @Test func mistakesAreExplained() {
    var client = TestClient()
    for (path, body, status) in [
      ("/simulator/answer", "{", 400), ("/simulator/answer", #"{"phone":"0712345678","answer":"steal"}"#, 400),
      ("/simulator/answer", #"{"phone":"12","answer":"pay"}"#, 400),
      ("/simulator/answer", #"{"checkout":"ws_CO_1","answer":"pay"}"#, 404),
      ("/simulator/faults", #"{"fault":"gremlin"}"#, 400),
      ("/simulator/faults", #"{"fault":"ack-lost","probability":2}"#, 400),
      ("/simulator/faults", #"{"fault":"ack-lost","for_seconds":-1}"#, 400),
      ("/simulator/faults", #"{"fault":"ack-lost","on":"tuesday"}"#, 400),
      ("/simulator/faults", #"{"fault":"connection-refused"}"#, 400),
      ("/simulator/wallet", #"{"phone":"0712345678","shillings":-1}"#, 400), ("/simulator/nothing", "{}", 404),
    ] {
      let answer = post(&client, path, body)
      #expect(answer.status == status, "\(path) \(body)")
      #expect(json(answer)["error"]?.string != nil)
    }
  }

  @Test func theFrontPageSaysDemo() {
    var client = TestClient()
    let page = String(decoding: get(&client, "/").body, as: UTF8.self)
    #expect(page.contains("DEMO") && page.contains("0700 001 032"))
    #expect(json(get(&client, "/health"))["status"]?.string == "ok")
  }

  @Test func notesCarryNoPhoneAndNoSecret() throws {
    var client = TestClient(TestClient.quick())
    let notes = [
      client.send(TestClient.tokenRequest()).note,
      client.push(phone: "254712345678", url: "http://127.0.0.1:9/c/secrettag").note,
    ]
    for note in notes {
      #expect(!note.contains("254712345678") && !note.contains("0712345678") && !note.contains("secrettag"))
    }
    #expect(notes.last == "push #1 0712***678 KSh 50: accepted")
  }
}

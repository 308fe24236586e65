import AsyncHTTPClient
import CanonicalJSON
import DarajaSimulator
import Testing

@Suite("The simulator over HTTP", .serialized)
struct ServerTests {
  @Test(.timeLimit(.minutes(1))) func aPaymentOverLoopback() async throws {
    try await withSimulator { simulator in
      try await withCallbackSink { sink in
        let client = try await simulator.client()
        let ack = try await client.push(phone: "254712345678", url: sink.url)
        #expect(ack.status == 200)
        #expect(ack.json["ResponseCode"] == .string("0"))
        let callback = try await sink.next()
        #expect(callback.headers["content-type"] == "application/json;charset=UTF-8")
        #expect(callback.headers["businessshortcode"] == "174379")
        #expect(callback.json["Body"]?["stkCallback"]?["CheckoutRequestID"] == ack.json["CheckoutRequestID"])
        let state = try await client.state { $0["callbacks"]?["taken"]?.integer == 1 }
        #expect(state["book"]?["payments"]?.array?.count == 1)
        #expect(state["book"]?["payments"]?.array?.first?["phone"]?.string == "0712***678")
      }
    }
  }
}

import BlockingTests
import TestSupport
import Testing

/// Answers to a push that nobody here can read: what is said of the payment, and whose words are kept for the owner.
@Suite(.serialized, .onOwnThreads) struct StrangeAnswersTests {
  @Test func theirWordsAreKeptForTheOwner() throws {
    let shop = try RunningShop()
    let answers = [
      ("0799000026", "something in between answered", #"what answered says: HTTP 200, "Welcome to the shop Wi-Fi""#),
      ("0799000027", "something in between answered", "what answered says: HTTP 503, "),
      ("0799000028", "something in between answered", "what answered says: HTTP 520, "),
      ("0799000029", "check keys, environment or approval", "Safaricom's words: HTTP 401, 401.001.00, "),
      ("0799000080", "check keys, environment or approval", "Safaricom's words: HTTP 403"),
      ("0799000081", "check keys, environment or approval", #"400.008.01, "Invalid Authentication passed""#),
      ("0799000082", "an answer that Kaunta does not know", "Safaricom's words: HTTP 422, 999.001, "),
    ]
    for (phone, happened, words) in answers {
      let pushed = try shop.run("push", "--phone", phone, "--amount", "50")
      #expect(pushed.code == 11, "\(phone)")
      #expect(pushed.output.contains(happened), "\(pushed.output)")
      #expect(pushed.output.contains("The customer may have the prompt, and may have paid."), "\(phone)")
      let payment = try #require(try shop.payments().first)
      let told = try shop.run("payment", payment.id)
      #expect(told.lines.contains { $0.contains(words) }, "\(told.output)")
      #expect(told.output.allSatisfy { $0 == "\n" || !($0.asciiValue.map { $0 < 32 } ?? false) }, "\(phone)")
    }
    let doctor = try shop.run("doctor")
    for (_, _, words) in answers {
      #expect(doctor.lines.contains { $0.hasPrefix("look  answers: ") && $0.contains(words) }, "\(words)")
    }
    #expect(try shop.run("verify").code == 0)
  }
}

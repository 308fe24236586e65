import Desk
import PaymentLaws
import Payments
import Testing

@testable import DeskLines

/// A question is said whole before its answer is taken, and nothing that was typed before answers it.
@Suite struct QuestionStories {
  let desk = LinePilot(askAbove: 1_000)

  @Test func aQuestionIsSaidAndAnsweredInWords() {
    desk.types("0712345678 5000")
    #expect(
      desk.hears().suffix(3) == [
        "A large amount: KSh 5,000 of 0712 345 678.", "Five thousand.",
        "Send it? Press y to send, n to change it.",
      ])
    #expect(desk.drafts.isEmpty)
    desk.types("yes")
    #expect(desk.drafts.map(\.amount.count) == [5_000])
  }

  @Test(arguments: ["y", "Y", "yes", "Yes.", "ndiyo"])
  func aYes(_ line: String) {
    desk.types("0712345678 5000", line)
    #expect(desk.drafts.count == 1)
  }

  /// No typing ahead asks a customer for money: not in the same piece, and not before it could have been heard.
  @Test(arguments: ["y", "yes", "ndiyo", "send", ""])
  func whatWasTypedAheadAnswersNothing(_ answer: String) {
    desk.typesInOnePiece("0712345678 5000", answer, answer)
    desk.typesAtOnce(answer)
    desk.typesAtOnce(answer, afterMilliseconds: 300)
    #expect(desk.drafts.isEmpty)
    #expect(desk.state.question != nil)
  }

  /// The question that took the place of another is not answered by what was meant for that one.
  @Test func anAnswerIsForTheQuestionThatWasSaid() throws {
    desk.asks("0712345678 70")
    desk.types("leave")
    #expect(desk.hears().last == "Leave? Press y to leave, n to stay.")
    desk.types("n", "0712345678 70")
    let first = try #require(desk.payment(1))
    desk.blocked(by: first)
    desk.typesAtOnce("y")
    #expect(desk.asked.isEmpty)
    #expect(desk.hears("came before the question"))
    desk.types("y")
    #expect(desk.hears("for the same goods as number 1?"))
    desk.types("yes")
    #expect(desk.asked.isEmpty, "two ways on: yes is none of them")
    desk.types("other")
    #expect(desk.asked.count == 1)
  }

  @Test(arguments: ["no", "n", "h", "hapana", "No."])
  func aNo(_ line: String) {
    desk.types("0712345678 5000", line)
    #expect(desk.drafts.isEmpty)
    #expect(desk.state.question == nil)
    #expect(desk.hears("In the form: 0712 345 678, KSh 5,000."))
    desk.types("")
    #expect(desk.drafts.isEmpty && desk.state.question == nil, "an empty line sends nothing")
    desk.types("500")
    #expect(desk.drafts.map(\.amount.count) == [500])
  }

  /// On a Swahili desk `n` begins *ndiyo*: it neither goes on nor stops.
  @Test func theLetterThatMeansBothMeansNothing() {
    let desk = LinePilot(language: .swahili, askAbove: 1_000)
    desk.types("0712345678 5000", "n")
    #expect(desk.drafts.isEmpty && desk.state.question != nil)
    desk.types("hapana")
    #expect(desk.drafts.isEmpty && desk.state.question == nil)
  }

  /// A digit is the beginning of a number and no answer, even where two answers were counted.
  @Test(arguments: ["1", "2", "0", "maybe", "check 1", "leave"])
  func anythingElseIsToldTheAnswers(_ line: String) {
    desk.types("0712345678 5000")
    _ = desk.hears()
    desk.types(line)
    #expect(desk.drafts.isEmpty && desk.state.question != nil)
    #expect(desk.hears() == ["First answer this. Send it? Press y to send, n to change it."])
  }

  @Test func theNextCustomerPutsAQuestionAside() {
    desk.types("0712345678 5000", "0700000002 70")
    #expect(desk.drafts.map(\.amount.count) == [70])
    #expect(desk.hears("Not asked: KSh 5,000 of 0712 345 678."))
  }

  @Test func whoLooksAboutKeepsTheQuestion() {
    desk.types("0712345678 5000", "board", "today", "help", "repeat")
    #expect(desk.state.question != nil)
    desk.types("y")
    #expect(desk.drafts.count == 1)
  }
}

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

  /// The natural answer to *wrong* is the right number, and decides nothing: that is said.
  @Test func whatANumberLeavesUndecidedIsSaid() {
    let desk = LinePilot()
    desk.asks("0700010005 60")
    desk.becomes(1, .waiting(since: desk.now))
    desk.types("wrong 1")
    _ = desk.hears()
    desk.types("0712345678 60")
    #expect(desk.hears().first == "Number 1, KSh 60: left as it was.")
  }

  /// While a number is mended, a line says whose sale it goes to.
  @Test(arguments: [
    ("0722000011 60", "This is another attempt at number 1."),
    ("0733000123 99", "This is a new sale; number 1 is not mended."),
  ])
  func whatBecomesOfAMendedNumberIsSaid(_ line: String, _ sentence: String) {
    let desk = LinePilot()
    desk.asks("0700010005 60")
    desk.becomes(1, .waiting(since: desk.now))
    desk.types("wrong 1", "y")
    desk.decided(1) { $0.sentToWrongNumber = true }
    _ = desk.hears()
    desk.types(line)
    #expect(desk.hears().contains(sentence))
  }

  /// A customer's number that is not taken leaves none in the form to which the next amount would go, and the number
  /// that was marked wrong is asked for nothing more.
  @Test func noAmountGoesToAWrongNumber() {
    let desk = LinePilot()
    desk.asks("0722000444 90")
    desk.becomes(1, .waiting(since: desk.now))
    desk.types("wrong 1", "y")
    desk.decided(1) { $0.sentToWrongNumber = true }
    desk.types("undo 1", "no", "takeback", "send")
    #expect(desk.hears("Nothing was sent. Type the right one."))
    desk.types("70", "0722000444 x", "80")
    #expect(desk.state.form.isEmpty)
    #expect(desk.drafts.count == 1)
  }

  @Test func whatWasTypedComesBackAndIsSent() {
    let desk = LinePilot()
    desk.asks("0722000444 90")
    desk.becomes(1, .waiting(since: desk.now))
    desk.types("wrong 1", "y")
    desk.decided(1) { $0.sentToWrongNumber = true }
    desk.types("0722000445", "undo 1", "no", "takeback", "send")
    #expect(desk.drafts.map(\.phone.msisdn) == ["254722000444", "254722000445"])
  }

  @Test func theNextCustomersLineTakesThePlaceOfOneThatWasTakenBack() {
    let desk = LinePilot()
    desk.asks("0722000444 90")
    desk.becomes(1, .waiting(since: desk.now))
    desk.types("wrong 1", "y")
    desk.decided(1) { $0.sentToWrongNumber = true }
    desk.types("0722000445", "undo 1", "no", "takeback", "0733000555 70")
    #expect(desk.drafts.map(\.phone.msisdn) == ["254722000444", "254733000555"])
  }

  /// Trouble keeps the one place that a screen has; a line hears both.
  @Test func noToAQuestionIsHeardBesideTrouble() {
    let desk = LinePilot(askAbove: 400)
    desk.types("0712345678 500", "0722111119 450")
    _ = desk.hears()
    desk.types("no")
    #expect(desk.hears("Not asked: KSh 450, 0722 111 119"))
  }

  /// Out of habit said twice, it is no answer.
  @Test func leaveDoesNotAnswerWhetherToLeave() {
    let desk = LinePilot()
    desk.asks("0712345678 60")
    desk.becomes(1, .waiting(since: desk.now))
    desk.types("leave", "leave")
    #expect(desk.hears().last?.hasPrefix("First answer this.") == true)
    #expect(!desk.effects.contains(.quit))
    desk.types("yes")
    #expect(desk.effects.contains(.quit))
  }

  @Test func noWhereNothingElseIsSaidIsHeard() {
    let desk = LinePilot()
    desk.asks("0712345678 60")
    desk.becomes(1, .waiting(since: desk.now))
    desk.types("leave")
    _ = desk.hears()
    desk.types("no")
    #expect(desk.hears() == ["The desk stays open."])
  }
}

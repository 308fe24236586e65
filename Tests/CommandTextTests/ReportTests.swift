import CanonicalJSON
import CommandText
import PaymentLaws
import Payments
import Testing
import Wording

/// What commands answer about payments, codes, unmatched callbacks and the shop.
@Suite struct ReportTests {
  private func failure<Value>(_ body: () throws(CommandFailure) -> Value) -> CommandFailure? {
    do {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func aCodeIsNeverCalledFalse() throws {
    let code = try Example.receipt("UJ25K3M9QX")
    let paid = try Example.payment(.paid("UJ25K3M9QX", at: Example.at(9)))
    #expect(try CodeFinding.seen([paid]).payment(stating: code, at: Example.at(20)) == paid)
    let twice = failure { () throws(CommandFailure) in
      try CodeFinding.seen([paid, paid]).payment(stating: code, at: Example.at(20))
    }
    #expect(twice?.code == Exit.held)
    let like = CodeFinding.looksLike(try Example.receipt("UJ25K3M9QY"), [paid])
    for finding in [like, .notSeen(unanswered: 2)] {
      let told = failure { () throws(CommandFailure) in try finding.payment(stating: code, at: Example.at(20)) }
      #expect(told?.code == Exit.check && told?.words.contains("not seen yet") == true)
      #expect(told?.words == finding.lines(on: code, at: Example.at(20))?.sentence.english, "as at the desk")
    }
  }

  @Test func whatNamesNoPaymentIsACodeOrNothing() throws {
    #expect(try PaymentName.receipt(in: "UJ25K3M9QX Confirmed. Ksh50.00").code == "UJ25K3M9QX")
    for (typed, words) in [("12ab", "no payment has an ID"), ("??", "neither a payment's ID")] {
      let told = failure { () throws(CommandFailure) in try PaymentName.receipt(in: typed) }
      #expect(told?.code == Exit.usage && told?.words.contains(words) == true, "\(typed)")
    }
    let payments = try [1, 2].map { try Example.payment(.recorded, number: $0) }
    #expect(try PaymentName.only(of: []) == nil)
    #expect(try PaymentName.only(of: [payments[0]]) == payments[0])
    #expect(failure { () throws(CommandFailure) in try PaymentName.only(of: payments) } != nil)
  }

  /// Number 4 is not the payment whose ID begins with 4.
  @Test(arguments: ["", "4", "#4", "4/1", "12345"])
  func aNumberThatPeopleSayIsNoPartOfAnID(_ typed: String) throws {
    let told = failure { () throws(CommandFailure) in try PaymentName.part(in: typed) }
    #expect(told?.code == Exit.usage && told?.words.contains("6 or more of its letters and digits") == true)
    #expect(try PaymentName.part(in: "0F2393") == "0f2393")
  }

  @Test func anUnmatchedCallbackIsNamedByTheBeginningOfItsKey() throws {
    let items = ["12ab0000", "12ab1111", "99ff0000"].map { UnmatchedItem(id: $0, oddity: "stray") }
    #expect(try items.only(typed: "99FF") == items[2])
    for typed in ["99f", "12ab", "0000"] {
      #expect(failure { () throws(CommandFailure) in try items.only(typed: typed) }?.code == Exit.usage, "\(typed)")
    }
    #expect(try Decision.Resolution.typed("refund") == .refund)
    #expect(try Decision.Resolution.typed(nil) == nil)
    #expect(failure { () throws(CommandFailure) in try Decision.Resolution.typed("lost") } != nil)
  }

  private func foreign(_ text: String) -> Evidence {
    .outcomeUnknown(.noAnswer, answer: AnswerWords(status: 520, text: text))
  }

  private func refused(_ text: String) -> Evidence {
    .refused(
      RefusedAnswer(
        reason: .wrongCredentials, code: nil, answerMark: "m", answer: AnswerWords(status: 400, text: text)))
  }

  @Test func answersThatNobodyUnderstoodComeFirstAndEachOnce() {
    var answers = ForeignAnswers()
    answers.take(.tokenRefused)
    #expect(answers.words == [])
    answers.take(refused("no"))
    answers.take(foreign("what"))
    answers.take(refused("no"))
    #expect(answers.words.count == 2)
    #expect(answers.words.first?.hasPrefix("not understood, once in seven days; ") == true)
    #expect(answers.words.last?.hasPrefix("refused, 2 times in seven days; ") == true)
    for number in 0..<9 { answers.take(foreign("what \(number)")) }
    #expect(answers.words.count == 9)
    #expect(answers.words.last == "3 others; look with kaunta payment")
    #expect(!answers.words.contains { $0.hasPrefix("refused") }, "they stand at each payment too")
  }

  @Test func aDoctorsReportTellsAsItGoesOrInOneObject() {
    for asJSON in [false, true] {
      let told = Told()
      var report = DoctorReport(asJSON: asJSON) { told.lines.append($0) }
      report.good("settings", "fine")
      report.note([Finding(.good, "spool", "2 waiting"), Finding(.look, "spool", "1 waiting")])
      #expect(report.finish() == nil)
      report.bad("ledger", "ledger.old cannot be read")
      #expect(report.finish() == Exit.settings)
      if asJSON {
        #expect(told.lines.count == 2 && told.lines[0].hasPrefix(#"{"bad":0,"findings":[{"state":"ok""#))
      } else {
        #expect(told.lines.prefix(2) == ["ok    settings: fine", "ok    spool: 2 waiting"])
        #expect(told.lines[2] == "look  spool: 1 waiting")
        #expect(told.lines.last == "doctor: 1 to mend")
      }
    }
  }

  private final class Told { var lines: [String] = [] }

  @Test func aListenerThatKeepsNoAnswersIsSaidBeforeMoneyIsAskedFor() throws {
    #expect(ListenerWarning.words(nil, at: Example.at(0))?.contains("no listener was ever seen") == true)
    var report = ListenerReport(
      pulse: ListenerPulse(writtenAt: Example.at(0), lastCallbackAt: nil), keyFingerprints: [], environment: "sandbox",
      shortCode: "174379")
    #expect(ListenerWarning.words(report, at: Example.at(1)) == nil)
    #expect(ListenerWarning.words(report, at: Example.at(3_600))?.contains("silent for 3600 s") == true)
    #expect(ListenerWarning.words(nil, at: Example.at(0))?.hasSuffix("Start `kaunta listen`.") == true)
    #expect(
      ListenerWarning.words(nil, isServer: true, at: Example.at(0))?.hasSuffix(
        "Run systemctl start kaunta-listen.socket kaunta-listen.") == true)
    report.trouble = Phrase("The disk is full.", sw: "Diski imejaa.")
    #expect(ListenerWarning.words(report, at: Example.at(1)) == "The disk is full.")
  }

  @Test func evidenceIsToldWithoutAnythingPersonal() throws {
    let recording = Recording(
      cashier: "amina", phone: PhoneNumber(msisdn: "254712345678"), amount: try #require(Shillings(50)),
      reference: "0N7", sale: PaymentStory.payment, confirmAbove: nil, till: .commandLine, number: 7)
    let row = EvidenceRow(
      paymentID: PaymentStory.payment, key: "k", at: Example.at(0), evidence: .recorded(recording))
    let report = EvidenceReport(row)
    #expect(
      report.json.compactText
        == #"{"at":"2026-11-24T09:00:00+03:00","kind":"recorded","cashier":"amina","amount":50,"reference":"0N7"}"#)
    #expect(!report.line.contains("712345678") && report.line.hasPrefix("09:00:00  recorded  "))
  }
}

import CanonicalJSON
import CommandText
import PaymentLaws
import Payments
import Testing

/// What `kaunta push` takes, refuses and reports.
@Suite struct PushWordsTests {
  private func arguments(
    phone: String = "0712345678", amount: String = "50", reference: String? = nil, wait: String = "150",
    once: String? = nil
  ) throws(CommandFailure) -> PushRequestArguments {
    try PushRequestArguments(phone: phone, amount: amount, reference: reference, waitSeconds: wait, once: once)
  }

  @Test func whatIsTypedIsRead() throws {
    let read = try arguments(reference: "INV7", wait: "0", once: "order-1")
    #expect(read.phone.msisdn == "254712345678" && read.amount.count == 50 && read.reference?.text == "INV7")
    #expect(read.waitSeconds == 0 && read.onceKey == OnceKey("order-1"))
    #expect(try arguments(wait: "86400").reference == nil)
  }

  @Test func whatIsWrongIsNamedAndNeverRepeatsThePhone() {
    let wrong: [(String, () throws(CommandFailure) -> PushRequestArguments)] = [
      ("--phone", { () throws(CommandFailure) in try self.arguments(phone: "071234567") }),
      ("--amount", { () throws(CommandFailure) in try self.arguments(amount: "0") }),
      ("--reference", { () throws(CommandFailure) in try self.arguments(reference: "much too long for it") }),
      ("--wait=S", { () throws(CommandFailure) in try self.arguments(wait: "86401") }),
      ("--wait=S", { () throws(CommandFailure) in try self.arguments(wait: "-1") }),
      ("--once", { () throws(CommandFailure) in try self.arguments(once: " ") }),
    ]
    for (option, read) in wrong {
      do {
        _ = try read()
        Issue.record("\(option) was taken")
      } catch {
        #expect(error.code == Exit.usage)
        #expect(error.words.hasPrefix(option), "\(error.words)")
        #expect(!error.words.contains("71234567"))
      }
    }
  }

  @Test func aGuardNamesThePaymentThatStandsInTheWay() throws {
    let now = Example.at(20)
    let waiting = try Example.payment(.waiting(since: Example.at(1)))
    let live = CommandFailure.blocked(GuardBlock(reason: .livePrompt, payment: waiting), at: now)
    #expect(live.code == Exit.blocked && live.words.hasPrefix("this phone may still show a prompt: payment "))
    #expect(live.words.contains(waiting.id.hex) && live.words.hasSuffix("--again asks all the same."))
    let object = live.json(of: ["push"])
    #expect(object["sent"] == .bool(false) && object["blocked"] == "live-prompt")
    #expect(object["by"]?["payment"] == .string(waiting.id.hex))
    let open = CommandFailure.blocked(GuardBlock(reason: .sameAgain, payment: waiting), at: now)
    #expect(open.words.contains("has no answer yet"))
    let ended = try Example.payment(.notPaid("1032", at: Example.at(9)))
    let over = CommandFailure.blocked(GuardBlock(reason: .sameAgain, payment: ended), at: now)
    #expect(over.words.contains("ended a moment ago"))
  }

  @Test func noWordOfTheCallersOpensAPace() throws {
    let payment = try Example.payment(.waiting(since: Example.at(1)))
    let block = GuardBlock(reason: .tillPace, payment: payment, waitMilliseconds: 4_001)
    let failure = CommandFailure.blocked(block, at: Example.at(2))
    #expect(failure.words.hasSuffix("Ask again in 5 s.") && !failure.words.contains("--again"))
    #expect(failure.json(of: ["push"])["wait_seconds"] == .integer(5))
  }

  @Test func aKeyOfAReplacedLedgerIsToldAsLostAndNotAsOtherMoney() throws {
    let payment = try Example.payment(.recorded)
    let lost = LostPayment(
      id: payment.id, number: 3, day: payment.day, till: payment.till, amount: payment.amount, standing: .waiting)
    let told = CommandFailure.lostInRestore(lost, askedFor: payment.amount)
    #expect(told.code == Exit.check && told.json(of: ["push"])["standing"] == "unknown")
    #expect(told.json(of: ["push"])["standing_before_restore"] == "waiting")
    let other = CommandFailure.lostInRestore(lost, askedFor: try #require(Shillings(51)))
    #expect(other == .onceKeyOfOtherMoney(payment.id) && other.code == Exit.usage)
  }

  private func report(
    _ state: PaymentState, isRepeated: Bool = false, isUnweighed: Bool = false, trouble: Phrase? = nil
  ) throws -> PushReport {
    PushReport(
      try Example.payment(state), isRepeated: isRepeated, answerIsUnweighed: isUnweighed, trouble: trouble,
      members: ["warning": "w"], at: Example.at(10))
  }

  @Test func whatWasPaidSaysSo() throws {
    let paid = try report(.paid("UJ25K3M9QX", at: Example.at(9)))
    #expect(paid.lines.count == 4 && paid.lines[0].contains("0712***678"))
    #expect(paid.json["message"] == nil && paid.json["warning"] == "w")
    #expect(paid.complaint == nil)
    let again = try report(.paid("UJ25K3M9QX", at: Example.at(9)), isRepeated: true)
    #expect(again.lines.count == 5 && again.lines.last?.contains("Nothing new was asked for") == true)
  }

  @Test func whatIsNotPaidSaysWhatToDo() throws {
    let waiting = try report(
      .waiting(since: Example.at(1)), trouble: Phrase("The disk is full.", sw: "Diski imejaa."))
    #expect(waiting.json["message"]?.string?.isEmpty == false && waiting.json["trouble"] == "The disk is full.")
    #expect(waiting.complaint?.hasSuffix(": The disk is full.") == true)
  }

  @Test func anAnswerThatNobodyCouldWeighIsNeitherPaidNorNot() throws {
    let unweighed = try report(.waiting(since: Example.at(1)), isUnweighed: true)
    #expect(unweighed.lines[1].contains("it may be paid, or not"))
    #expect(unweighed.json["message"]?.string?.contains("do not ask again") == true)
  }
}

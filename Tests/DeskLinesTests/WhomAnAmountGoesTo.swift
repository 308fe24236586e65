import Desk
import Glibc
import Payments
import Testing

@testable import DeskLines

/// No order of lines asks a phone for an amount that was not said for it, nor one that was marked as the wrong one.
///
/// All short orders of lines, from every situation in which a form, a question or something put aside holds an amount.
struct WhomAnAmountGoesTo {
  private static let first = "0722000444"
  private static let second = "0733000555"

  /// What is typed, and what Safaricom answers in between; and what is tried as the first of it only.
  private static let steps = [
    "0733000555", "0733000555 x", "80", "send", "takeback", "wrong 1", "undo 1", "y", "no", "<cancelled",
  ]
  private static let firstSteps =
    steps + ["0733000555 70", "0722000444", "back", "other 1", "again 1", "repeat", "nonsense", "<paid"]

  private static let situations: [[String]] = [
    [], ["wrong 1", "y"], ["wrong 1", "y", "undo 1"], ["wrong 1", "y", "undo 1", "no"],
    ["wrong 1", "y", "0733000555", "undo 1", "no"], ["0733000555"], ["0733000555 5000"], ["0733000555 5000", "no"],
    ["<cancelled", "again 1"], ["other 1", "y"],
  ]

  /// Three lines found no more, and take minutes: KAUNTA_LINES_DEEP=3 swift test --filter WhomAnAmountGoesTo.
  private static let depth = getenv("KAUNTA_LINES_DEEP").flatMap { Int(String(cString: $0)) } ?? 2

  @Test(arguments: situations.indices) func eachIsAskedForWhatWasSaidForIt(situation: Int) throws {
    let desk = LinePilot(askAbove: 1_000)
    desk.types(Self.first + " 90")
    desk.ledgerAnswersAll()
    var watch = Watch()
    for step in Self.situations[situation] { take(step, desk, &watch) }
    walk(desk, watch, depth: Self.depth, after: Self.situations[situation])
  }

  /// What a person at the desk heard, and what he may believe.
  private struct Watch {
    /// The phone of the form and its amount, as it was said last.
    var form: (phone: String, amount: String?)?
    /// Phone and amount of the question that was said last.
    var question: (phone: String, amount: String)?
    /// Phones that were typed since the first one was marked as wrong.
    var typedSinceMark: [String] = []
  }

  private func walk(_ desk: LinePilot, _ watch: Watch, depth: Int, after: [String]) {
    if depth == 0 { return }
    for step in depth == Self.depth ? Self.firstSteps : Self.steps {
      let there = desk.copy()
      var seen = watch
      if let wrong = take(step, there, &seen) {
        Issue.record("\((after + [step]).joined(separator: " / ")): \(wrong)")
        return
      }
      walk(there, seen, depth: depth - 1, after: after + [step])
    }
  }

  /// Does a step; says what was wrong with it.
  @discardableResult
  private func take(_ step: String, _ desk: LinePilot, _ watch: inout Watch) -> String? {
    switch step {
    case "<cancelled":
      desk.becomes(1, .notPaid(ResultCode("1032"), by: .callback, isFinal: true, at: desk.now))
      return nil
    case "<paid":
      desk.becomes(
        1, .paid(Proof(by: .callback, receipts: [Receipt("UKU3B4T9RS")].compactMap(\.self), keys: [], at: desk.now)))
      return nil
    default: break
    }
    let before = desk.drafts
    let isMarked = desk.payment(1)?.status.notes.sentToWrongNumber == true
    if isMarked, let phone = step.split(separator: " ").first, phone.first == "0" {
      watch.typedSinceMark.append(String(phone))
    }
    _ = desk.hears()
    desk.types(step)
    var wrong: String?
    for draft in desk.drafts where !before.contains(draft) {
      let phone = "0" + draft.phone.msisdn.dropFirst(3)
      let amount = draft.amount.grouped
      if !wasSaid(phone, amount, by: step, watch) { wrong = "KSh \(amount) of \(phone)" }
      if isMarked, phone == Self.first, !watch.typedSinceMark.contains(phone) {
        wrong = "KSh \(amount) of the wrong number"
      }
    }
    desk.ledgerAnswersAll()
    note(desk.hears(), at: desk.state, &watch)
    return wrong
  }

  private func wasSaid(_ phone: String, _ amount: String, by step: String, _ watch: Watch) -> Bool {
    let words = step.split(separator: " ").map(String.init)
    if words.first == phone, words.count > 1 { return words[1] == amount }
    if words.first == amount { return watch.form?.phone == phone }
    if step == "send", watch.question == nil { return watch.form?.phone == phone && watch.form?.amount == amount }
    return answersYes(step) && watch.question?.phone == phone && watch.question?.amount == amount
  }

  /// *send* is the word of what a yes does, too.
  private func answersYes(_ step: String) -> Bool { step == "y" || step == "send" }

  /// What is in the form and what is asked, in the desk's own sentences.
  private func note(_ said: [String], at state: DeskState, _ watch: inout Watch) {
    if state.form.isEmpty { watch.form = nil }
    if state.question == nil { watch.question = nil }
    for line in said {
      let digits = line.filter { $0.isNumber || $0 == "," || $0 == " " }
      guard
        let phone = [Self.first, Self.second].first(where: { phone in
          digits.filter(\.isNumber).contains(phone)
        })
      else { continue }
      let words = line.split(separator: " ").map { String($0.reversed().drop { !$0.isNumber }.reversed()) }
      let amount = words.indices.dropFirst().first { line.split(separator: " ")[$0 - 1] == "KSh" }.map { words[$0] }
      if line.hasSuffix("The amount?") { watch.form = (phone, nil) }
      if line.hasPrefix("In the form: ") { watch.form = (phone, amount) }
      if state.question != nil, let amount { watch.question = (phone, amount) }
    }
  }
}

import Desk
import Keys
import Payments
import Testing
import Wording

/// The bottom line tells the truth: what it shows works, and what works as a letter is no text.
@Suite struct KeyBindingStories {
  /// Desks in every situation that has keys of its own.
  private func situations() throws -> [(name: String, desk: DeskPilot)] {
    func desk(_ keys: String, askAbove: Int? = nil, board: Bool = true) throws -> DeskPilot {
      let desk = DeskPilot(askAbove: askAbove)
      if board {
        let moment = desk.now
        desk.happens(
          .evidenceCommitted([
            try Others.payment(3, recordedAt: moment, status: Statuses.waiting(since: moment)),
            try Others.payment(4, till: 2, recordedAt: moment, status: Statuses.waiting(since: moment)),
          ]))
      }
      desk.keys(keys)
      return desk
    }
    func details() throws -> DeskPilot {
      let desk = try desk("②d")
      let lines = (1...9).map {
        EvidenceLine(at: desk.now, source: Phrase(verbatim: "desk"), text: Phrase(verbatim: "line \($0)"))
      }
      desk.quietly(.answered(desk.unanswered[0].id, .success(.evidence(lines))))
      desk.keys("↓")
      return desk
    }
    func phone(_ keys: String) throws -> DeskPilot {
      let lit = try desk("")
      let prompts = ["ws_1", "ws_2"].map {
        CustomersPhones.Prompt(
          checkoutRequestID: CheckoutRequestID($0), phone: "0712 ··· 678", amountShillings: 50, reference: "T2A1",
          waitsForAnswerByHand: true)
      }
      lit.happens(.phonesChanged(CustomersPhones(prompts: prompts)))
      lit.keys(keys)
      return lit
    }
    let returned = try desk("0712345678⏎50⏎07")
    returned.failed(1, "Full.")
    returned.keys("⎋⎋")
    returned.passes(seconds: 10)
    let aside = try desk("0712345678⏎5000⏎0⎋", askAbove: 1_000)
    aside.passes(seconds: 10)
    return [
      ("nothing yet", try desk("", board: false)), ("phone", try desk("")), ("phone typed", try desk("07")),
      ("amount", try desk("0712345678⏎")), ("amount typed", try desk("0712345678⏎50")),
      ("reference", try desk("0712345678⏎50⇥")), ("reference typed", try desk("0712345678⏎50⇥AB")),
      ("board", try desk("②")), ("details", try details()),
      ("by hand", try desk("②h")), ("by hand, reason", try desk("②hUJ25K3M9QX⏎")), ("find", try desk("②/")),
      ("find, typed", try desk("②/3")), ("code", try desk("⑥")), ("help", try desk("?")), ("leaving", try desk("⑩")),
      ("large", try desk("0712345678⏎5000⏎", askAbove: 1_000)),
      ("large, next typed", try desk("0712345678⏎5000⏎0", askAbove: 1_000)),
      ("large, put aside", aside),
      ("large, board", try desk("0712345678⏎5000⏎②", askAbove: 1_000)), ("returned", returned),
      ("phone lit", try phone("")), ("phone lit, typed", try phone("0712345678⏎50⇥AB")), ("phone held", try phone("⑫")),
    ]
  }

  @Test func everyBindingThatIsShownChangesSomething() throws {
    for (name, _) in try situations() {
      let there = try #require(try situations().first { $0.name == name }).desk
      let bindings = there.state.bindings(at: there.now)
      for binding in bindings where binding.shownKey != nil {
        for key in binding.keys {
          let desk = try #require(try situations().first { $0.name == name }).desk
          // A key does the first thing that is bound to it.
          guard desk.state.bindings(at: desk.now).first(where: { $0.keys.contains(key) }) == binding else {
            continue
          }
          let before = desk.state
          let isAtTheEnd =
            binding.command == .selectUp || name == "find" && [.up, .down].contains(key)
            || name == "nothing yet" && binding.command == .advance
          // When letters act.
          let moment = desk.now.advanced(byMilliseconds: 500)
          let id = PaymentID(wallMilliseconds: moment.wallMilliseconds, randomHigh: 7, randomLow: 7)
          var after = before
          let effects = after.handle(.keyPressed(key, freshID: id), at: moment)
          var still = before
          _ = still.handle(.timePassed, at: moment)
          #expect(after != still || !effects.isEmpty || isAtTheEnd, "\(name): \(key) does nothing")
        }
      }
    }
  }

  @Test func theBottomLineFitsTheNarrowestFullScreen() throws {
    for (name, desk) in try situations() {
      for language in Language.allCases {
        // Where there is no room for all, nobody is told the arrows.
        let bindings = desk.state.bindings(at: desk.now).filter { !$0.isAction && !$0.isObvious }
        let width = bindings.reduce(2) { width, binding in
          binding.shownKey.map { width + $0.count + 1 + binding.word[language].count + 3 } ?? width
        }
        #expect(width - 3 <= 79, "\(name): \(desk.bottomLine(language))")
      }
    }
  }

  @Test func noCharacterIsBothTextAndCommand() throws {
    for (name, desk) in try situations() {
      let isInReference = desk.state.isTypingInForm && desk.state.form.field == .reference
      guard desk.state.pages.top?.textGoes == .page || isInReference && !desk.state.form.reference.isEmpty else {
        continue
      }
      for binding in desk.state.bindings(at: desk.now) {
        let letters = binding.keys.filter { if case .character = $0 { true } else { false } }
        #expect(letters.isEmpty, "\(name): \(letters)")
      }
    }
  }

  @Test func functionKeysHaveTwins() throws {
    for (name, desk) in try situations() {
      for binding in desk.state.bindings(at: desk.now) {
        let hasFunctionKey = binding.keys.contains { if case .function = $0 { true } else { false } }
        // F1 while something is typed has none: `?` is text then. Help is a page that can wait.
        if !hasFunctionKey || binding.command == .help { continue }
        #expect(
          binding.keys.contains { if case .function = $0 { false } else { true } }, "\(name): \(binding.word.english)")
      }
    }
  }

  @Test func theWordsOfTheBottomLine() throws {
    let lines = try situations().map { "\($0.name): \($0.desk.bottomLine)" }
    #expect(
      lines == [
        "nothing yet: Enter next · Tab amount · F1 help · F10 leave",
        "phone: Enter next · Tab amount · F2 board · F1 help · F10 leave",
        "phone typed: Enter next · Tab amount · Esc step back · F2 board · F1 help · F10 leave",
        "amount: Enter send · Tab reference · Esc step back · F2 board · F1 help · F10 leave",
        "amount typed: Enter send · Tab reference · Esc step back · F2 board · F1 help · F10 leave",
        "reference: Enter send · Tab board · Esc step back · F1 help · F10 leave",
        "reference typed: Enter send · Tab board · Esc step back · F1 help · F10 leave",
        "board: Up Down move · d details · c check now · / find · e mine · Tab form · ? help · q leave",
        "details: Esc board · Up Down scroll · c check now · Tab form · ? help",
        "by hand: Enter next · Esc leave it", "by hand, reason: Enter next · Esc step back",
        "find: Esc back", "find, typed: Enter ask the ledger · Esc back",
        "code: Enter look it up · Esc back",
        "help: Esc back",
        "leaving: y leave · n stay · Esc back · Tab amount · F2 board",
        "large: y send it · n change it · Esc back · Tab amount · F2 board",
        "large, next typed: Enter next · Tab amount · Esc step back · F2 board · F1 help · F10 leave",
        "large, put aside: Enter next · Tab amount · F3 draft of 5,000 · F2 board · F1 help · F10 leave",
        "large, board: y send it · n change it · Esc back · Up Down move · e mine · Tab form",
        "returned: Enter next · Tab amount · F3 draft of 50 · F2 board · F1 help · F10 leave",
        "phone lit: Enter next · Tab amount · F2 board · F1 help · F10 leave",
        "phone lit, typed: Enter send · Tab board · Esc step back · F1 help · F10 leave",
        "phone held: p pay · c cancel · w wrong PIN · n no money · i ignore · Tab next · Esc back",
      ])
  }
}

import Payments
import Wording

/// The unmatched callbacks on the screen: what fits no payment, and a supervisor who resolves one item of it.
package struct UnmatchedPage: DeskPage {
  /// What its keys do.
  package enum Command: Sendable, Hashable, CaseIterable {
    case up
    case down
    case advance
    case goodsGiven
    case refunded
    case kept
    case nothingToDo
    case stepBack
  }

  /// Where the keyboard is.
  package enum Field: Int, Sendable, Equatable {
    case list, money, reason, pin
  }

  /// What was filled in so far, about one item; back in the list, nothing of it is left for the next.
  enum Progress: Sendable, Equatable {
    case list
    case money(UnmatchedItem)
    /// What was done about the money; nil where nothing was to do.
    case signing(UnmatchedItem, Decision.Resolution?, Signing)
  }

  package static var coversLines: Bool { true }

  /// How far the reading of what waits is.
  package internal(set) var loading: Loading<[UnmatchedItem]>
  /// The item that is chosen, whatever comes or goes before it; nil while it is the first.
  private var chosen: String?
  private(set) var progress = Progress.list

  init(_ id: RequestID) { loading = .asked(id) }

  /// What waits, oldest first; nil before it was read.
  package var items: [UnmatchedItem]? { loading.value }

  /// The chosen item's place.
  package var row: Int { items?.firstIndex { $0.id == chosen } ?? 0 }

  /// The item that is chosen, or that is being resolved.
  package var item: UnmatchedItem? {
    switch progress {
    case .money(let item), .signing(let item, _, _): return item
    case .list:
      guard let items, items.indices.contains(row) else { return nil }
      return items[row]
    }
  }

  /// Where the keyboard is.
  package var field: Field {
    switch progress {
    case .list: .list
    case .money: .money
    case .signing(_, _, let signing): signing.step == .reason ? .reason : .pin
    }
  }

  /// Why, and the PIN.
  package var signing: Signing? { if case .signing(_, _, let signing) = progress { signing } else { nil } }
  /// What was done about the money; nil where nothing was to do.
  package var resolution: Decision.Resolution? { if case .signing(_, let done, _) = progress { done } else { nil } }
  /// The decision that the ledger is taking now.
  package var isDeciding: Bool { signing?.isDeciding == true }
  /// Letters that choose act on another field than letters that are text.
  package var step: Int { field.rawValue }
  /// Into its fields; in the list, and where a letter chooses, nowhere.
  package var textGoes: TextDestination { signing == nil ? .nowhere : .page }

  package var text: String { signing?.reason ?? "" }
  package var hidesTyping: Bool { field == .pin }

  package mutating func type(_ character: Character) { changeSigning { $0.type(character) } }

  package mutating func deleteBackward() { changeSigning { $0.deleteBackward() } }

  mutating func refuse(_ sentence: Phrase) { changeSigning { $0.refuse(sentence) } }

  private mutating func changeSigning(_ body: (inout Signing) -> Void) {
    guard case .signing(let item, let resolution, var signing) = progress else { return }
    body(&signing)
    progress = .signing(item, resolution, signing)
  }

  private mutating func choose(_ resolution: Decision.Resolution?) {
    if case .money(let item) = progress { progress = .signing(item, resolution, Signing()) }
  }

  private mutating func move(by step: Int) {
    choose(row: row + step)
  }

  /// The nearest there is.
  private mutating func choose(row: Int) {
    guard let items, !items.isEmpty else { return }
    chosen = items[min(max(0, row), items.count - 1)].id
  }

  /// Esc: one step back.
  ///
  /// - Returns: whether there was one.
  private mutating func stepBack() -> Bool {
    switch progress {
    case .list: return false
    case .money: progress = .list
    case .signing(let item, _, _):
      var isReason = false
      changeSigning { isReason = !$0.stepBack() }
      if isReason { progress = .money(item) }
    }
    return true
  }

  /// Reads the list once more, under another name; what was read before stays until then.
  mutating func readAgain(_ id: RequestID) {
    loading = .asked(id, before: items)
  }

  /// Back to the list, with nothing of what was typed.
  mutating func startOver() { progress = .list }

  /// The list as it was read; what was chosen stays chosen, and what has gone leaves its place to the next.
  package mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool {
    let row = row
    guard loading.take(id, result, { if case .unmatched(let items) = $0 { items } else { nil } }) else { return false }
    if items?.contains(where: { $0.id == chosen }) != true { choose(row: row) }
    return true
  }
}

extension DeskState {
  /// The unmatched callbacks, when it is on the screen.
  package var unmatchedPage: UnmatchedPage? {
    pages.page(UnmatchedPage.self)
  }

  private mutating func changeUnmatched(_ body: (inout UnmatchedPage) -> Void) { pages.change(body) }

  /// What became of a decision; told in the page that asked for it, or by the item's name when that is gone.
  mutating func takeUnmatchedOutcome(
    _ id: RequestID, _ item: UnmatchedItem, _ outcome: UnmatchedOutcome, at now: Moment
  ) -> [DeskEffect] {
    switch outcome {
    case .resolved, .alreadyResolved:
      say(item.whichUnmatched + Phrase("resolved", sw: "limetatuliwa"), at: now)
      if isDecidingInUnmatched(id) { changeUnmatched { page in page.startOver() } }
      if unmatchedPage == nil { return [] }
      let again = newRequest()
      changeUnmatched { page in page.readAgain(again) }
      return ask(.read(.unmatched), as: again)
    case .refused(let refusal): return takeUnmatchedTrouble(id, item, refusal.sentence, at: now)
    }
  }

  /// Nothing was resolved; the sentence says why.
  mutating func takeUnmatchedTrouble(
    _ id: RequestID, _ item: UnmatchedItem, _ sentence: Phrase, at now: Moment
  ) -> [DeskEffect] {
    guard isDecidingInUnmatched(id) else {
      complain(item.whichUnmatched + sentence, at: now)
      return [.ring(.trouble)]
    }
    changeUnmatched { page in page.refuse(sentence) }
    return []
  }

  /// The page on the screen waits for this decision.
  private func isDecidingInUnmatched(_ id: RequestID) -> Bool {
    unmatchedPage?.signing?.deciding == id
  }
}

extension UnmatchedPage {
  /// The list; then letters that choose; then Enter.
  package func bindings(on desk: DeskState, at now: Moment) -> [PageBinding<Command>] {
    var bindings: [PageBinding<Command>] = []
    switch field {
    case .list:
      if loading.trouble != nil {
        bindings = [PageBinding([.enter], Command.advance, word: .readAgain)]
      } else if item != nil {
        bindings = [
          PageBinding(
            [.up, .character("k")], Command.up, shownAs: desk.identity.language.upAndDown,
            word: Phrase("move", sw: "chagua")),
          PageBinding([.down, .character("j")], Command.down),
          PageBinding(
            [.character("s"), .character("S")], Command.advance, word: Phrase("resolve", sw: "tatua")),
        ]
      }
    case .money:
      let letters = ResolvingLetters(desk.identity.language)
      bindings = letters.bindings(
        goods: Command.goodsGiven, refund: .refunded, kept: .kept, keptWord: Phrase("kept", sw: "imehifadhiwa"))
      bindings += [
        PageBinding(
          .letter(letters.nothing), Command.nothingToDo,
          word: Phrase("nothing to do", sw: "hakuna"))
      ]
    case .reason, .pin:
      if !isDeciding { bindings = [PageBinding([.enter], Command.advance, word: signing?.advanceWord ?? .none)] }
    }
    let stops = field == .money ? KeyBinding.noKeys(in: desk.identity.language) : []
    return bindings + [
      PageBinding([.escape] + stops, Command.stepBack, word: Phrase("back", sw: "rudi"))
    ]
  }

  package mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .goodsGiven: choose(.goods)
    case .refunded: choose(.refund)
    case .kept: choose(.kept)
    case .nothingToDo: choose(nil)
    case .advance: return .stays(advance(on: &desk))
    case .stepBack: if isDeciding || !stepBack() { return .closes([]) }
    }
    return .stays([])
  }

  /// Enter: the list once more where it could not be read, the next step, or the decision once the PIN is there.
  private mutating func advance(on desk: inout DeskState) -> [DeskEffect] {
    if loading.trouble != nil {
      let id = desk.newRequest()
      readAgain(id)
      return desk.ask(.read(.unmatched), as: id)
    }
    switch progress {
    case .list: if let item { progress = .money(item) }
    case .money: break
    case .signing(let item, let resolution, var signing):
      let outcome = signing.advance(as: desk.newRequest())
      progress = .signing(item, resolution, signing)
      if case .signed(let pin, let id) = outcome {
        let decision = UnmatchedDecision(
          item: item, resolution: resolution, why: signing.reason, cashier: desk.identity.cashier,
          till: desk.identity.till, pin: pin)
        return desk.ask(.resolveUnmatched(decision), as: id)
      }
    }
    return []
  }
}

extension DeskCommand {
  // Told on the line below the board, where there is something in it.
  package static let openUnmatched = DeskCommand(
    "openUnmatched", board: [.character("t")], offer: { $0.health.oddCallbacks > 0 ? Phrase.none : nil },
    action: { desk, _, _ in
      let id = desk.newRequest()
      return desk.open(UnmatchedPage(id), asking: desk.ask(.read(.unmatched), as: id))
    })
}

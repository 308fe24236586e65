import Payments

/// The tray on the screen: what fits no payment, and a supervisor who settles one item of it.
public struct TrayPage: DeskPage {
  /// Where the keyboard is.
  public enum Field: Int, Sendable, Equatable {
    case list, money, reason, pin
  }

  /// What was filled in so far, about one item; back in the list, nothing of it is left for the next.
  enum Progress: Sendable, Equatable {
    case list
    case money(TrayItem)
    /// What was done about the money; nil where nothing was to do.
    case signing(TrayItem, Decision.Settlement?, Signing)
  }

  /// How far the reading of what waits is.
  public internal(set) var loading: Loading<[TrayItem]>
  /// What waited before something was settled; it stays until the new reading is there.
  var before: [TrayItem]?
  /// The chosen item's place.
  public internal(set) var row = 0
  private(set) var progress = Progress.list
  /// The decision that this page asked for last.
  var decision: RequestID?

  init(_ id: RequestID) { loading = .asked(id) }

  /// What waits, oldest first; nil before it was read.
  public var items: [TrayItem]? { loading.value ?? before }

  /// The item that is chosen, or that is being settled.
  public var item: TrayItem? {
    switch progress {
    case .money(let item), .signing(let item, _, _): return item
    case .list:
      guard let items, items.indices.contains(row) else { return nil }
      return items[row]
    }
  }

  /// Where the keyboard is.
  public var field: Field {
    switch progress {
    case .list: .list
    case .money: .money
    case .signing(_, _, let signing): signing.step == .reason ? .reason : .pin
    }
  }

  /// Why, and the PIN.
  public var signing: Signing? { if case .signing(_, _, let signing) = progress { signing } else { nil } }
  /// What was done about the money; nil where nothing was to do.
  public var settlement: Decision.Settlement? { if case .signing(_, let done, _) = progress { done } else { nil } }
  /// The decision that the ledger is taking now.
  public var isDeciding: Bool { signing?.isDeciding == true }
  /// Letters that choose act on another field than letters that are text.
  package var step: Int { field.rawValue }
  /// A supervisor types no customer's number.
  package var keepsDigits: Bool { true }
  /// The keyboard writes text now, so that a letter is no command.
  package var takesText: Bool { signing != nil }

  package mutating func type(_ character: Character) { changeSigning { $0.type(character) } }

  package mutating func deleteBackward() { changeSigning { $0.deleteBackward() } }

  mutating func refuse(_ sentence: Phrase) { changeSigning { $0.refuse(sentence) } }

  private mutating func changeSigning(_ body: (inout Signing) -> Void) {
    guard case .signing(let item, let settlement, var signing) = progress else { return }
    body(&signing)
    progress = .signing(item, settlement, signing)
  }

  mutating func choose(_ settlement: Decision.Settlement?) {
    if case .money(let item) = progress { progress = .signing(item, settlement, Signing()) }
  }

  mutating func move(by step: Int) {
    row = min(max(0, row + step), max(0, (items?.count ?? 0) - 1))
  }

  /// Enter, or the letter that settles: the PIN, once nothing is missing.
  mutating func advance() -> TypedPIN? {
    var outcome = Signing.Outcome.goesOn
    switch progress {
    case .list: if let item { progress = .money(item) }
    case .money: break
    case .signing: changeSigning { outcome = $0.advance() }
    }
    if case .signed(let pin) = outcome { return pin }
    return nil
  }

  /// Esc: one step back.
  ///
  /// - Returns: whether there was one.
  mutating func stepBack() -> Bool {
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

  /// Back to the list, with nothing of what was typed.
  mutating func startOver() { progress = .list }

  /// The list as it was read; what was chosen stays chosen.
  package mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool {
    let chosen = item?.id
    guard loading.take(id, result, { if case .tray(let items) = $0 { items } else { nil } }) else { return false }
    let items = items ?? []
    row = items.firstIndex { $0.id == chosen } ?? min(row, max(0, items.count - 1))
    return true
  }
}

extension DeskState {
  /// The tray, when it is on the screen.
  public var trayPage: TrayPage? {
    pages.page(TrayPage.self)
  }

  private mutating func changeTray(_ body: (inout TrayPage) -> Void) { pages.change(body) }

  mutating func openTray() -> [DeskEffect] {
    let id = newRequest()
    pages.show(TrayPage(id))
    return [.read(id, .tray)]
  }

  /// Reads the list once more: something of it was settled, or it could not be read.
  mutating func readTrayAgain() -> [DeskEffect] {
    guard trayPage != nil else { return [] }
    let id = newRequest()
    changeTray { page in
      page.before = page.items
      page.loading = .asked(id)
    }
    return [.read(id, .tray)]
  }

  mutating func moveInTray(by step: Int) { changeTray { page in page.move(by: step) } }

  /// A letter says what was done about the money, or that nothing was to do.
  mutating func chooseInTray(_ settlement: Decision.Settlement?) { changeTray { page in page.choose(settlement) } }

  /// Enter: the next step, or the decision once the PIN is there.
  mutating func advanceTray() -> [DeskEffect] {
    if trayPage?.loading.trouble != nil { return readTrayAgain() }
    var pin: TypedPIN?
    changeTray { page in pin = page.advance() }
    guard let pin else { return [] }
    guard let page = trayPage, let item = page.item, let signing = page.signing else {
      return impossible("signed, and nothing was chosen")
    }
    let id = newRequest()
    settling[id] = item
    changeTray { page in page.decision = id }
    return [
      .settleTray(
        id,
        TrayDecision(
          item: item, settlement: page.settlement, why: signing.reason, cashier: identity.cashier, till: identity.till,
          pin: pin))
    ]
  }

  /// Esc: one step back, or away.
  mutating func stepBackInTray() {
    guard let page = trayPage else { return }
    var goesOn = !page.isDeciding
    if goesOn { changeTray { page in goesOn = page.stepBack() } }
    if !goesOn { pages.closeAll() }
  }

  /// What became of a decision; told in the page that asked for it, or by the item's name when that is gone.
  mutating func takeTrayOutcome(_ id: RequestID, _ outcome: TrayOutcome) -> [DeskEffect] {
    switch outcome {
    case .settled, .alreadySettled:
      guard let item = settling.removeValue(forKey: id) else { return [] }
      say(item.inTheTray + Phrase("settled", sw: "imetatuliwa"))
      if isDecidingInTray(id) { changeTray { page in page.startOver() } }
      return readTrayAgain()
    case .refused(let refusal): return takeTrayTrouble(id, refusal.sentence)
    }
  }

  /// Nothing was settled; the sentence says why.
  mutating func takeTrayTrouble(_ id: RequestID, _ sentence: Phrase) -> [DeskEffect] {
    guard let item = settling.removeValue(forKey: id) else { return [] }
    guard isDecidingInTray(id) else {
      complain(item.inTheTray + sentence)
      return [.ring(.trouble)]
    }
    changeTray { page in page.refuse(sentence) }
    return []
  }

  /// The page on the screen waits for this decision.
  private func isDecidingInTray(_ id: RequestID) -> Bool { trayPage?.isDeciding == true && trayPage?.decision == id }
}

extension TrayPage {
  /// The list; then letters that choose; then Enter.
  package func bindings(on desk: DeskState) -> [KeyBinding] {
    var bindings: [KeyBinding] = []
    switch field {
    case .list:
      if loading.trouble != nil {
        bindings = [KeyBinding([.enter], .advanceTray, shownKey: "Enter", word: .readAgain)]
      } else if item != nil {
        bindings = [
          KeyBinding(
            [.up, .character("k")], .trayUp, shownKey: desk.identity.language.upAndDown,
            word: Phrase("move", sw: "sogea")),
          KeyBinding([.down, .character("j")], .trayDown),
          KeyBinding(
            [.character("s"), .character("S")], .advanceTray, shownKey: "s", word: Phrase("settle", sw: "tatua")),
        ]
      }
    case .money:
      bindings = [
        KeyBinding(
          [.character("g"), .character("G")], .trayGoods, shownKey: "g", word: Phrase("goods given", sw: "bidhaa")),
        KeyBinding(
          [.character("r"), .character("R")], .trayRefund, shownKey: "r", word: Phrase("refunded", sw: "imerudishwa")),
        KeyBinding([.character("k"), .character("K")], .trayKept, shownKey: "k", word: Phrase("kept", sw: "imewekwa")),
        KeyBinding(
          .letter("x"), .trayNothing, shownKey: "x",
          word: Phrase("nothing to do", sw: "hakuna la kufanya")),
      ]
    case .reason, .pin:
      bindings = [KeyBinding([.enter], .advanceTray, shownKey: "Enter", word: signing?.advanceWord ?? .none)]
    }
    let stops = field == .money ? KeyBinding.noKeys : []
    return bindings + [
      KeyBinding([.escape] + stops, .stepBackInTray, shownKey: "Esc", word: Phrase("back", sw: "rudi"))
    ]
  }
}

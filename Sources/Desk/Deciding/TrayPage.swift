import Payments

/// The tray on the screen: what fits no payment, and a supervisor who settles one item of it.
public struct TrayPage: Sendable, Equatable {
  /// What the supervisor fills in, after an item was chosen from the list.
  public enum Step: Int, Sendable, Equatable {
    case list, money, reason, pin
  }

  /// What waits, oldest first; nil before it was read.
  public internal(set) var items: [TrayItem]?
  /// The chosen item's place.
  public internal(set) var row = 0
  /// Where the keyboard is.
  public internal(set) var step = Step.list
  /// What was done about the money; nil where nothing was to do.
  public internal(set) var settlement: Decision.Settlement?
  /// The reason as typed.
  public internal(set) var reason = ""
  /// What is wrong, or what the ledger answered.
  public internal(set) var remark: Phrase?
  /// The decision that the ledger is taking now.
  public internal(set) var isDeciding = false
  /// The digits typed; the screen shows only how many there are.
  var pin = ""

  /// How many digits of the PIN were typed.
  public var pinLength: Int { pin.count }

  /// The chosen item.
  public var item: TrayItem? {
    guard let items, items.indices.contains(row) else { return nil }
    return items[row]
  }

  /// The keyboard writes text now, so that a letter is no command.
  var takesText: Bool { step == .reason || step == .pin }

  mutating func type(_ character: Character) {
    if isDeciding { return }
    remark = nil
    switch step {
    case .reason: if reason.count < PersonsWords.longest, !character.isNewline { reason.append(character) }
    case .pin: if ("0"..."9").contains(character), pin.count < 12 { pin.append(character) }
    case .list, .money: break
    }
  }

  mutating func deleteBackward() {
    if isDeciding { return }
    remark = nil
    switch step {
    case .reason: if !reason.isEmpty { reason.removeLast() }
    case .pin: if !pin.isEmpty { pin.removeLast() }
    case .list, .money: break
    }
  }

  /// Back to the list, with nothing of what was typed.
  mutating func startOver() {
    (step, settlement, reason, pin, isDeciding) = (.list, nil, "", "", false)
  }
}

extension TrayPage: CustomReflectable {
  /// Never the PIN.
  public var customMirror: Mirror { Mirror(self, children: ["step": step, "row": row, "pinLength": pinLength]) }
}

extension DeskState {
  /// The tray, when it is on the screen.
  public var trayPage: TrayPage? {
    if case .tray(let page) = panel { page } else { nil }
  }

  mutating func changeTray(_ body: (inout TrayPage) -> Void) {
    guard case .tray(var page) = panel else { return }
    body(&page)
    panel = .tray(page)
  }

  mutating func openTray() -> [DeskEffect] {
    panel = .tray(TrayPage())
    return [.loadTray]
  }

  mutating func moveInTray(by step: Int) {
    changeTray { page in
      page.row = min(max(0, page.row + step), max(0, (page.items?.count ?? 0) - 1))
      page.remark = nil
    }
  }

  /// A letter says what was done about the money, or that nothing was to do.
  mutating func chooseInTray(_ settlement: Decision.Settlement?) {
    changeTray { page in
      page.settlement = settlement
      page.step = .reason
    }
  }

  /// Enter: the next step, or the decision once the PIN is there.
  mutating func advanceTray() -> [DeskEffect] {
    guard let page = trayPage, let item = page.item, !page.isDeciding else { return [] }
    switch page.step {
    case .list: changeTray { page in page.step = .money }
    case .money: break
    case .reason:
      let isMissing = PersonsWords.clean(page.reason).isEmpty
      changeTray { page in
        if isMissing {
          page.remark = Phrase("A reason is wanted: what did you see?", sw: "Sababu inahitajika: uliona nini?")
        } else {
          page.step = .pin
        }
      }
    case .pin:
      // An empty PIN is a held Enter, not a try: it must not be counted.
      guard page.pinLength > 0 else { return [] }
      changeTray { page in
        page.isDeciding = true
        page.remark = Phrase("The PIN is being checked…", sw: "PIN inakaguliwa…")
        page.pin = ""
      }
      return [
        .settleTray(
          TrayDecision(
            item: item, settlement: page.settlement, why: page.reason, cashier: identity.cashier, till: identity.till,
            pin: TypedPIN(page.pin)))
      ]
    }
    return []
  }

  /// Esc: one step back, or away.
  mutating func stepBackInTray() {
    guard let page = trayPage else { return }
    guard !page.isDeciding, let before = TrayPage.Step(rawValue: page.step.rawValue - 1) else {
      panel = nil
      return
    }
    changeTray { page in
      page.remark = nil
      page.pin = ""
      page.step = before
    }
  }

  mutating func takeTray(_ items: [TrayItem]) {
    changeTray { page in
      let chosen = page.item?.id
      page.items = items
      page.row = items.firstIndex { $0.id == chosen } ?? min(page.row, max(0, items.count - 1))
    }
  }

  /// What became of the decision; told in the page, or as a notice when that is gone.
  mutating func takeTrayOutcome(_ outcome: TrayOutcome) -> [DeskEffect] {
    switch outcome {
    case .settled, .alreadySettled:
      say(Phrase("The tray: settled", sw: "Trei: imetatuliwa"))
      changeTray { page in
        page.startOver()
        page.remark = nil
      }
      return trayPage == nil ? [] : [.loadTray]
    case .refused(let refusal): return takeTrayTrouble(refusal.sentence)
    }
  }

  /// Nothing was settled; the sentence says why.
  mutating func takeTrayTrouble(_ sentence: Phrase) -> [DeskEffect] {
    guard trayPage?.isDeciding == true else {
      complain(sentence)
      return [.ring(.trouble)]
    }
    changeTray { page in
      page.isDeciding = false
      page.remark = sentence
    }
    return []
  }

  var trayBindings: [KeyBinding] {
    guard let page = trayPage else { return [] }
    var bindings: [KeyBinding] = []
    switch page.step {
    case .list:
      if page.item != nil {
        bindings = [
          KeyBinding([.up, .character("k")], .trayUp, shownKey: "Up Down", word: Phrase("move", sw: "sogea")),
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
      let word =
        page.step == .reason
        ? Phrase("next", sw: "endelea")
        : page.isDeciding ? Phrase("wait", sw: "subiri") : Phrase("decide", sw: "amua")
      bindings = [KeyBinding([.enter], .advanceTray, shownKey: "Enter", word: word)]
    }
    let stops = page.step == .money ? KeyBinding.noKeys : []
    return bindings + [
      KeyBinding([.escape] + stops, .stepBackInTray, shownKey: "Esc", word: Phrase("back", sw: "rudi"))
    ]
  }
}

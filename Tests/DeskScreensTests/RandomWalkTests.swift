import Cells
import Desk
import DeskScreens
import Keys
import Payments
import Testing

/// Twenty thousand keys, answers and resizes: nothing traps, nothing typed is lost, no payment is asked for twice.
@Suite struct RandomWalkTests {
  @Test(arguments: [UInt64(1), 2, 3, 4])
  func aWalk(seed: UInt64) throws {
    var walk = try Walk(seed: seed)
    for step in 0..<5_000 {
      let breach = try walk.step()
      if let breach {
        Issue.record("seed \(seed), step \(step): \(breach)")
        return
      }
    }
    let counts = "\(walk.pushes) pushes, \(walk.blocks) blocks, \(walk.failures) failures, \(walk.decisions) decisions"
    #expect(
      walk.pushes >= 10 && walk.blocks >= 5 && walk.failures >= 5 && walk.decisions >= 5,
      "the walk must go somewhere: \(counts)")
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
private struct Dice {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}

private struct Walk {
  private var dice: Dice
  private var scene: Scene
  private var open: [PaymentDraft] = []
  private var recorded: [PaymentID] = []
  private var blocked: [PaymentID] = []
  private var asked: [PaymentID] = []
  private var deciding: [DecisionRequest] = []
  private var seenEffects = 0
  private(set) var pushes = 0
  private(set) var blocks = 0
  private(set) var failures = 0
  private(set) var decisions = 0
  private var number = 0
  private var script: [KeyPress] = []
  private var position: Int64 = 10_000

  init(seed: UInt64) throws {
    dice = Dice(state: seed)
    scene = try Scene(askAbove: 1_000)
  }

  /// One event, and what must be true after it; nil when it is.
  mutating func step() throws -> String? {
    let before = scene.state
    let wasPress = dice.below(100) < 85
    var key: KeyPress?
    if wasPress {
      let pressed = randomKey()
      key = pressed
      scene.press(pressed)
    } else {
      try somethingHappens()
    }
    if dice.below(8) == 0 { scene.passes(seconds: Int64(dice.below(5))) }
    if let breach = takeEffects() { return breach }
    if let breach = kept(before, key) { return breach }
    draw()
    if let next = scene.state.nextVisibleChangeMilliseconds, next < 1 || next > 60_000 { return "next change \(next)" }
    return nil
  }

  private mutating func randomKey() -> KeyPress {
    if !script.isEmpty { return script.removeFirst() }
    // Now and then a cashier who knows what to do, so that the walk reaches the board.
    if dice.below(25) == 0 {
      script = Array(repeating: .escape, count: 6) + [.paste("07123456\(10 + dice.below(90))"), .enter]
      script += [.character("5"), .character("0"), .enter]
    }
    // And one who decides about a payment.
    if dice.below(40) == 0 {
      script = Array(repeating: .escape, count: 6) + [.function(2), .up, .down]
      script += [.character(["w", "o", "m"][dice.below(3)]), .character("y")]
    }
    let letters = Array("0123456789012345678907123yYnNcjkq?+,. -abé漢dwomvhsgr/")
    switch dice.below(28) {
    case 0...3: return .enter
    case 4: return .tab
    case 5: return .backTab
    case 6: return dice.below(3) == 0 ? .escape : .enter
    case 7: return .backspace
    case 8: return [.up, .down, .left, .right][dice.below(4)]
    case 9: return .function(1 + dice.below(12))
    case 10: return .control(["b", "p", "q", "c", "x", "t"][dice.below(6)])
    case 11: return .paste(["0712345678", "50\n", "+254 722 000 111\r\n", "a\u{7}b", ""][dice.below(5)])
    case 12: return [.home, .end, .pageUp, .pageDown, .insert, .delete, .unknown][dice.below(7)]
    default: return .character(letters[dice.below(letters.count)])
    }
  }

  private mutating func somethingHappens() throws {
    switch dice.below(11) {
    case 10: phonesChange()
    case 0...3: try answerLedger()
    case 4...6: try evidence()
    case 7: scene.health { $0.listener = [.alive, .silent, .absent, .refusesOurKey, .unknown][dice.below(5)] }
    case 8:
      scene.health {
        $0.ledgerTrouble =
          dice.below(2) == 0
          ? nil : Phrase("The disk is full, call the owner at once.", sw: "Diski imejaa, mwite mmiliki mara moja.")
      }
    default: answerDecision()
    }
  }

  private mutating func phonesChange() {
    let prompts = (0..<dice.below(3)).map { index in
      CustomersPhones.Prompt(
        checkoutRequestID: CheckoutRequestID("ws_\(dice.below(4) + index)"), phone: "0712 ··· 678",
        amountShillings: 50, reference: "T2A1", waitsForAnswerByHand: dice.below(2) == 0)
    }
    scene.happens(.phonesChanged(CustomersPhones(prompts: prompts)))
  }

  private mutating func answerDecision() {
    guard let request = deciding.popLast(), let payment = scene.state.board[request.payment] else {
      scene.happens(.roomChanged(timeLine: dice.below(2) == 0))
      scene.happens(.cameBack(sinceWallMilliseconds: scene.now.wallMilliseconds - Int64(dice.below(90_000))))
      return
    }
    switch dice.below(3) {
    case 0: scene.happens(.decisionRefused(id: request.id, .wrongPIN(triesLeft: 2)))
    case 1:
      scene.happens(
        .decidingFailed(
          id: request.id,
          sentence: Phrase("The disk is full; nothing was decided.", sw: "Diski imejaa; hakuna kilichoamuliwa.")))
    default:
      decisions += 1
      scene.happens(.decided(id: request.id, payment))
    }
  }

  private mutating func answerLedger() throws {
    guard let draft = open.popLast() else { return }
    switch dice.below(3) {
    case 0:
      number += 1
      recorded.append(draft.id)
      position += 1
      scene.happens(.paymentRecorded(summary(draft)))
    case 1:
      guard let other = scene.state.board.rows.first else {
        open.append(draft)
        return
      }
      blocks += 1
      blocked.append(draft.id)
      scene.happens(.paymentBlocked(draft, by: GuardBlock(reason: GuardReason.allCases[dice.below(3)], payment: other)))
    default:
      failures += 1
      scene.happens(
        .recordingFailed(
          draft, sentence: Phrase("The disk is full; nothing was sent.", sw: "Diski imejaa; hakuna kilichotumwa.")))
    }
  }

  private func summary(_ draft: PaymentDraft) -> PaymentSummary {
    PaymentSummary(
      id: draft.id, number: number, day: EastAfricaTime(scene.now).businessDay, till: draft.till,
      cashier: draft.cashier, phone: draft.phone, amount: draft.amount, reference: "", sale: draft.id,
      recordedAt: scene.now, status: PaymentStatus(standing: .recorded), position: position)
  }

  private mutating func evidence() throws {
    if dice.below(3) == 0 {
      try scene.payment(
        dice.below(900), "0733000222", 1 + dice.below(200_000), secondsAgo: Int64(dice.below(200_000)),
        till: dice.below(4), PaymentStatus.waiting(at:))
    }
    let rows = scene.state.board.rows
    guard !rows.isEmpty else { return }
    var payment = rows[dice.below(rows.count)]
    let standing = Standing.allCases[dice.below(Standing.allCases.count)]
    payment.status = PaymentStatus.taken(standing, at: payment.recordedAt) { $0.receipt = Receipt("UJ25K3M9QX") }
    payment.status.flags = Flags(rawValue: dice.below(3) == 0 ? dice.below(128) : 0)
    position += 1
    payment.position = position
    scene.happens(.evidenceCommitted([payment]))
  }

  /// A push only after the ledger has it, and once; a record once, or once more after a guard said no.
  private mutating func takeEffects() -> String? {
    defer { seenEffects = scene.effects.count }
    for effect in scene.effects.dropFirst(seenEffects) {
      switch effect {
      case .record(let draft):
        if let index = blocked.firstIndex(of: draft.id), !draft.overriding.isEmpty {
          blocked.remove(at: index)
        } else if asked.contains(draft.id) {
          return "recorded twice"
        }
        asked.append(draft.id)
        open.append(draft)
      case .push(let id):
        pushes += 1
        guard let index = recorded.firstIndex(of: id) else { return "pushed what is not recorded, or twice" }
        recorded.remove(at: index)
      case .query(let id):
        if scene.state.board[id]?.status.checkoutRequestID == nil { return "asked without an ID" }
      case .decide(let request): deciding.append(request)
      case .loadEvidence, .findSupervisors, .search, .lookUp, .noteNumberShown, .answerAsCustomer, .ring, .quit: break
      }
    }
    return nil
  }

  /// No text goes but by a key that takes text away, and no draft goes but by an answer.
  private func kept(_ before: DeskState, _ key: KeyPress?) -> String? {
    let after = scene.state
    let isTaking: Bool =
      switch key {
      case .escape, .backspace, .delete, .enter: true
      default: false
      }
    if !isTaking {
      for field in PaymentForm.Field.allCases where !after.form[field].hasPrefix(before.form[field]) {
        return "\(field.rawValue): \(before.form[field]) became \(after.form[field])"
      }
    }
    let left = Self.drafts(in: after)
    for id in Self.drafts(in: before) where !left.contains(id) {
      let isInForm = before.form.isEmpty && !after.form.isEmpty
      let isDone = after.board[id] != nil || key == .character("n") || key == .character("N")
      if !isInForm && !isDone { return "a draft is gone after \(key.map { "\($0)" } ?? "an event")" }
    }
    return nil
  }

  /// Drafts that somebody typed and that are on their way.
  private static func drafts(in state: DeskState) -> [PaymentID] {
    var drafts = state.returned.map(\.id) + state.recording.map(\.id)
    for question in state.questions {
      switch question {
      // Nobody typed the draft of asking again.
      case .withoutListener(let draft) where draft.sameSaleAs != nil && draft.overriding.isEmpty: continue
      case .largeAmount(let draft), .withoutListener(let draft), .askAnyway(let draft, _), .sameSale(let draft, _):
        drafts.append(draft.id)
      case .askAgain, .wrongNumber, .paysAnotherWay, .quit: continue
      }
    }
    return drafts
  }

  private mutating func draw() {
    let shape = ScreenShape(
      columns: dice.below(6) == 0 ? dice.below(140) : 80, rows: dice.below(6) == 0 ? dice.below(50) : 24,
      glyphs: GlyphSet.allCases[dice.below(2)])
    let frame = DeskFrame.frame(of: scene.state, shape: shape)
    precondition(frame.grid.columns == max(1, shape.columns) && frame.grid.rows == max(1, shape.rows))
    if let cursor = frame.cursor {
      precondition(cursor.row < frame.grid.rows && cursor.column < frame.grid.columns, "the cursor is off the screen")
    }
  }
}

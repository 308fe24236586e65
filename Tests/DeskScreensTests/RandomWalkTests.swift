import Cells
import Desk
import DeskScreens
import Foundation
import Keys
import PaymentLaws
import Payments
import Testing
import Wording

/// A hundred thousand keys, answers, resizes and pages, in both languages and both sets of signs: nothing traps,
/// nothing typed is lost, no payment is asked for twice, and the screen that is drawn piece by piece is the whole
/// frame.
///
/// Ten thousand of them in every run; `KAUNTA_WALK_STEPS=100000` walks them all, in some minutes without
/// optimization.
@Suite struct RandomWalkTests {
  private static let steps = getenv("KAUNTA_WALK_STEPS").flatMap { Int(String(cString: $0)) } ?? 10_000
  /// One for each language; each goes far enough to meet everything.
  private static let seeds: [UInt64] = [1, 2]

  @Test(arguments: seeds)
  func aWalk(seed: UInt64) async throws {
    // It computes for a minute or more, and must not hold up the tests that share the tasks' threads.
    let walked = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: Result { try Self.walk(seed: seed) }) }
    }
    let walk = try walked.get()
    if let breach = walk.breach { Issue.record("seed \(seed), \(breach)") }
    let wentSomewhere = walk.wentSomewhere
    #expect(wentSomewhere, "\(walk.counts)")
  }

  private static func walk(seed: UInt64) throws -> Walk {
    let language = Language.allCases[Int(seed % 2)]
    var walk = try Scene.$language.withValue(language) { try Walk(seed: seed) }
    for _ in 0..<steps / seeds.count where walk.breach == nil { try walk.step() }
    return walk
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
  private var open: [(id: RequestID, draft: PaymentDraft)] = []
  private var recorded: [PaymentID] = []
  private var blocked: [PaymentID] = []
  private var asked: [PaymentID] = []
  private var deciding: [(id: RequestID, request: DecisionRequest)] = []
  private var seenEffects = 0
  private(set) var pushes = 0
  private(set) var blocks = 0
  private(set) var failures = 0
  private(set) var decisions = 0
  private(set) var layouts: [String] = []
  private(set) var pages: [String] = []
  private(set) var steps = 0
  /// What was wrong first.
  private(set) var breach: String?
  private var screen = IncrementalScreen()
  private var shape = ScreenShape(columns: 80, rows: 24, glyphs: .unicode)
  private var readings: [DeskEvent] = []
  private var number = 0
  private var script: [KeyPress] = []
  private var position: Int64 = 10_000

  init(seed: UInt64) throws {
    dice = Dice(state: seed)
    scene = try Scene(askAbove: 1_000)
  }

  /// Where it has been, for whoever wonders whether it walked on the spot.
  var counts: String {
    "\(steps) steps, \(pushes) pushes, \(blocks) blocks, \(failures) failures, \(decisions) decisions; layouts \(layouts); "
      + "pages \(pages)"
  }

  /// It has seen what a walk must see.
  var wentSomewhere: Bool {
    pushes >= 10 && blocks >= 5 && failures >= 5 && decisions >= 2 && layouts.count == 5 && pages.count >= 6
  }

  /// One event, and what must be true after it.
  mutating func step() throws {
    steps += 1
    breach = try stepping().map { "step \(steps): \($0)" }
  }

  private mutating func stepping() throws -> String? {
    let before = scene.state
    var key: KeyPress?
    switch dice.below(100) {
    case ..<82:
      let pressed = randomKey()
      key = pressed
      scene.press(pressed)
    case ..<86: resize()
    default: try somethingHappens()
    }
    if dice.below(8) == 0 { scene.passes(seconds: Int64(dice.below(5))) }
    if dice.below(400) == 0 { scene.passes(seconds: Int64(dice.below(1_500))) }
    let news = Array(scene.effects.dropFirst(seenEffects))
    if let breach = WalkLaws.answersWhatIsAsked(before, scene.state, key, news) { return breach }
    if let breach = takeEffects() { return breach }
    if let breach = WalkLaws.kept(before, scene.state, key, at: scene.now) { return breach }
    if let breach = draw() { return breach }
    note()
    if let next = scene.state.nextVisibleChangeMilliseconds(at: scene.now), next < 1 || next > 60_000 {
      return "next change \(next)"
    }
    return nil
  }

  /// A window is dragged, or the desk comes up on another terminal.
  private mutating func resize() {
    let usual = [(80, 24), (110, 30), (80, 50), (60, 20), (40, 12), (39, 11), (120, 40), (200, 60)]
    let (columns, rows) = dice.below(3) == 0 ? (dice.below(200), dice.below(60)) : usual[dice.below(usual.count)]
    shape = ScreenShape(columns: columns, rows: rows, glyphs: GlyphSet.allCases[dice.below(2)])
    // A desk takes no key while nothing of it can be read; here it does, or the walk would stand still there.
    let room = DeskFrame.room(columns: columns, rows: rows)
    scene.happens(.roomChanged(room == .nothing ? .board : room))
  }

  private mutating func note() {
    let layout =
      switch (shape.columns, shape.rows) {
      case (..<40, _), (_, ..<12): "too small"
      case (..<80, _), (_, ..<24): "small"
      case (110..., _): "wide"
      case (_, 40...): "tall"
      default: "full"
      }
    if !layouts.contains(layout) { layouts.append(layout) }
    let page: String? =
      switch scene.state.panel {
      case is DetailsPage: "details"
      case let entry as SupervisorEntry: entry.purpose == .resolve ? "resolve" : "by hand"
      case is Search: "search"
      case is CodeCheck: "code"
      case is HelpPage: "help"
      default: nil
      }
    if let page, !pages.contains(page) { pages.append(page) }
  }

  private mutating func randomKey() -> KeyPress {
    if !script.isEmpty { return script.removeFirst() }
    // Now and then a cashier who knows what to do, so that the walk reaches the board.
    if dice.below(25) == 0 {
      script = Array(repeating: .escape, count: 6) + [.paste("07123456\(10 + dice.below(90))"), .enter]
      script += [.character("5"), .character("0"), .enter]
    }
    // And one who decides about a payment.
    if dice.below(20) == 0 {
      script = Array(repeating: .escape, count: 6) + [.function(2), .up, .down]
      script += [.character(["w", "o", "m"][dice.below(3)]), .character("y")]
    }
    // And one who opens a page, and types in it.
    if dice.below(50) == 0 {
      script = Array(repeating: .escape, count: 6) + [.function(2), .up]
      script += Array(repeating: .down, count: dice.below(6))
      script += [.character(["h", "s", "/", "r", "d"][dice.below(5)])]
      script += [.character("g"), .paste("UJ25K3M9QX"), .enter, .character("x"), .enter, .paste("482917"), .enter]
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
    case 0, 1: try answerLedger()
    case 2, 3: answerReading()
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
    guard let (id, request) = deciding.popLast(), let payment = scene.state.board[request.payment] else {
      scene.happens(.cameBack(sinceWallMilliseconds: scene.now.wallMilliseconds - Int64(dice.below(90_000))))
      return
    }
    switch dice.below(3) {
    case 0: scene.happens(.answered(id, .success(.refused(.wrongPIN(triesLeft: 2)))))
    case 1:
      scene.happens(
        .answered(
          id,
          .failure(
            Trouble(
              Phrase("The disk is full; nothing was decided.", sw: "Diski imejaa; hakuna kilichoamuliwa.")))))
    default:
      decisions += 1
      scene.happens(.answered(id, .success(.decided(payment))))
    }
  }

  /// What was looked for in the ledger has come, at once or long after.
  private mutating func answerReading() {
    guard !readings.isEmpty else { return }
    scene.happens(readings.remove(at: dice.below(readings.count)))
  }

  private mutating func answer(to reading: Reading) -> Result<Answer, Trouble> {
    if dice.below(6) == 0 { return .failure(Trouble(Phrase("The ledger is busy.", sw: "Leja inatumika."))) }
    switch reading {
    case .evidence: return .success(.evidence(lines()))
    case .supervisors: return .success(.supervisors(dice.below(2) == 0 ? nil : .noSupervisor))
    case .payments: return .success(.payments(Array(scene.state.board.rows.prefix(dice.below(20)))))
    case .code:
      let rows = Array(scene.state.board.rows.prefix(dice.below(3)))
      return .success(.code(rows.isEmpty ? .notSeen(unanswered: 2) : .seen(rows)))
    case .unmatched:
      let items = (0..<dice.below(4)).map { UnmatchedItem(id: String(repeating: "\($0)", count: 64), oddity: "stray") }
      return .success(.unmatched(items))
    }
  }

  private func lines() -> [EvidenceLine] {
    (0..<12).map { index in
      EvidenceLine(
        at: scene.now, source: Phrase(verbatim: "Safaricom"),
        text: Phrase(
          "line \(index): calls back, the phone was not reached, or no PIN was typed in time", sw: "mstari \(index)"))
    }
  }

  private mutating func answerLedger() throws {
    guard let (id, draft) = open.popLast() else { return }
    switch dice.below(3) {
    case 0:
      number += 1
      recorded.append(draft.id)
      position += 1
      scene.happens(.answered(id, .success(.recorded(summary(draft)))))
    case 1:
      guard let other = scene.state.board.rows.first else {
        open.append((id, draft))
        return
      }
      blocks += 1
      blocked.append(draft.id)
      let block = GuardBlock(reason: GuardReason.allCases[dice.below(3)], payment: other)
      scene.happens(.answered(id, .success(.blocked(block))))
    default:
      failures += 1
      scene.happens(
        .answered(
          id,
          .failure(Trouble(Phrase("The disk is full; nothing was sent.", sw: "Diski imejaa; hakuna kilichotumwa.")))))
    }
  }

  private func summary(_ draft: PaymentDraft) -> PaymentSummary {
    PaymentSummary(
      id: draft.id, number: number, day: EastAfricaTime(scene.now).businessDay, till: draft.till,
      cashier: draft.cashier, phone: draft.phone, amount: draft.amount, reference: "", sale: draft.id,
      recordedAt: scene.now, status: PaymentStatus(.recorded), position: position)
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
    let state = PaymentState.example(of: standing, at: payment.recordedAt.advanced(byMilliseconds: 14_000))
    payment.status = PaymentStatus.example(state, askedAt: payment.recordedAt)
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
      case .ask(let id, .record(let draft)):
        if let index = blocked.firstIndex(of: draft.id), !draft.overriding.isEmpty {
          blocked.remove(at: index)
        } else if asked.contains(draft.id) {
          return "recorded twice"
        }
        asked.append(draft.id)
        open.append((id, draft))
      case .push(let id):
        pushes += 1
        guard let index = recorded.firstIndex(of: id) else { return "pushed what is not recorded, or twice" }
        recorded.remove(at: index)
      case .query(let id):
        if scene.state.board[id]?.status.attempt.checkoutRequestID == nil { return "asked without an ID" }
      case .ask(let id, .decide(let request)): deciding.append((id, request))
      case .ask(let id, .read(let reading)): readings.append(.answered(id, answer(to: reading)))
      case .ask(let id, .resolveUnmatched):
        readings.append(.answered(id, .success(.unmatchedDecided(.refused(.wrongPIN(triesLeft: 3))))))
      case .noteNumberShown, .answerAsCustomer, .ring, .quit: break
      }
    }
    return nil
  }

  private mutating func draw() -> String? {
    let frame = scene.frame(shape)
    if frame.grid.columns != max(1, shape.columns) || frame.grid.rows != max(1, shape.rows) { return "another size" }
    if let cursor = frame.cursor, cursor.row >= frame.grid.rows || cursor.column >= frame.grid.columns {
      return "the cursor is off the screen"
    }
    screen.draw(frame.grid)
    return screen.difference(from: frame.grid)
  }
}
